# Sourced by the tests beside it: a folder of its own, a dossier, a key, a bundle, and checks that count themselves.
# THUOC_CLI names the tool; build/native/thuoc where it does not.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
thuoc=${THUOC_CLI:-$root/build/native/thuoc}
[[ -x $thuoc ]] || { echo "not ok - $thuoc is not there: make cli"; echo "0 passed, 1 failed"; exit 1; }
export LC_ALL=C.UTF-8
unset THUOC_LANG
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0 failed=0

# check NAME COMMAND...: the command must succeed.
check() {
  local name=$1; shift
  if "$@" >"$work/log" 2>&1; then
    echo "ok - $name"; passed=$((passed + 1))
  else
    echo "not ok - $name"; sed 's/^/#   /' "$work/log" | head -20; failed=$((failed + 1))
  fi
}
refuse() { local name=$1; shift; check "$name" bash -c '! "$@"' - "$@"; }
same() { [[ $1 == "$2" ]] || { printf 'expected: %s\ngot:      %s\n' "$2" "$1"; return 1; }; }
has() { [[ $1 == *"$2"* ]] || { printf 'no "%s" in: %s\n' "$2" "$1"; return 1; }; }
skip() { echo "# skipped: $1"; }
finish() { echo "$passed passed, $failed failed"; [[ $failed == 0 && $passed -gt 0 ]]; }

# verdict FILE [OPTION...] → "valid canonical", "altered canonical bundle.file_altered" …
verdict() {
  local file=$1; shift
  "$thuoc" verify --json "$@" "$file" | python3 -c '
import json, sys
row = json.loads(sys.stdin.readline())
words = [row["verdict"], row["container"]]
if row["verdict"] in ("altered", "rejected"): words.append(row["reason_code"])
print(*words)'
}

pack_json=$root/criteria/qd4725-gdpt.json
make_dossier() { python3 "$here/make_dossier.py" "$pack_json" "$@"; }
pack() { "$thuoc" pack dossier.json --evidence minh-chung --key key.json -o "$1"; }

make_dossier . && fingerprint=$("$thuoc" key new -o key.json) && pack bundle.zip >saved.txt \
  || { echo "not ok - no bundle to test with"; echo "0 passed, 1 failed"; exit 1; }
unit='MH 04/17' principal='MH%2004%2F17'
unzip -q bundle.zip -d unpacked
top=$(ls unpacked)
bag=$work/unpacked/$top
id=$(basename "$bag"/signatures/*.sshsig .sshsig)
