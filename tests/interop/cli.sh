#!/usr/bin/env bash
# The contract of `thuoc`: what it prints, what it returns, what it leaves behind.
source "$(dirname "$0")/support/check.sh"
status() { "$@" >out 2>err; echo $?; }

# --- usage
for words in '' 'nonsense' 'rubric' 'rubric check' 'score' 'score a b' 'key new' 'pack' 'pack dossier.json' 'pack dossier.json --key key.json' \
  'verify' 'verify --json' 'verify --signers' 'verify --wrong bundle.zip' 'verify --json --json bundle.zip' 'triage' 'triage .' 'triage . --csv --ndjson' 'triage no-such-dir --csv' \
  'score --rubric' 'key new -o a b'; do
  check "wrong usage: thuoc $words" same "$(status "$thuoc" $words)" 2
done
check 'usage in Vietnamese' grep -q 'Cách dùng' err
check 'usage in English' bash -c 'THUOC_LANG=en "$0" 2>&1 | grep -q "^Usage:"' "$thuoc"
check 'help is no error' bash -c '"$0" --help | grep -q "thuoc triage DIR"' "$thuoc"

# --- rubric check
check 'a good pack' bash -c '[[ -z $("$0" rubric check "$1") ]] && "$0" rubric check "$1" "$1"' "$thuoc" "$pack_json"
sed 's/"1.3.1"/"1.3.2"/' "$pack_json" > bad-pack.json
check 'a bad pack returns 1' same "$(status "$thuoc" rubric check "$pack_json" bad-pack.json)" 1
check '… one problem a line: FILE:POINTER: message' bash -c '! grep -vqE "^bad-pack.json:/[^ ]*: .+" out && [[ -s out ]]'
check 'a pack that is not there' same "$(status "$thuoc" rubric check none.json)" 1

# --- score
field() { python3 -c 'import json,sys; d=json.load(open("out")); print(eval(sys.argv[1]))' "$1"; }
version=$(sed -n 's/^project(thuoc VERSION \([0-9.]*\) .*/\1/p' "$root/CMakeLists.txt")
check 'the version is that of CMakeLists.txt' same "$("$thuoc" --version)" "thuoc $version"
check 'score returns 0' same "$(status "$thuoc" score dossier.json)" 0
check '… two groups of 100' same "$(field '[(g["points"], g["max"], g["level"], g["unanswered"]) for g in d["groups"]]')" "[('100', '100', 3, 0), ('100', '100', 3, 0)]"
check '… and no problems' same "$(field 'd["problems"]')" '[]'
edit() { python3 -c 'import json,sys; d=json.load(open("dossier.json")); exec(sys.argv[1]); json.dump(d, open("edited.json","w"))' "$1"; }
edit 'd["answers"]["1.3.1"]["points"] = "6.5"'
check 'a score over its maximum is refused, with its place' bash -c '"$0" score edited.json > out; python3 -c "
import json; p = json.load(open(\"out\"))[\"problems\"]
assert [x[\"code\"] for x in p] == [\"score.over_max\"] and p[0][\"pointer\"].startswith(\"/answers/1.3.1\") and p[0][\"message\"], p"' "$thuoc"
edit 'd["pack"] = "other@9"'
check 'an unknown rubric' same "$(status "$thuoc" score edited.json; field 'd["problems"][0]["code"]')" $'1\ncli.no_such_rubric'
check '… given by --rubric it scores' same "$(status "$thuoc" score edited.json --rubric "$pack_json")" 0
edit 'd["version"] = 99'
check 'a dossier from the future is refused politely' same "$(status "$thuoc" score edited.json; field 'd["problems"][0]["code"]')" $'1\ndossier.newer_version'
python3 -c 'print("[" * 1000000 + "]" * 1000000)' > deep.json
check 'a million brackets' same "$(status "$thuoc" score deep.json; field 'd["problems"][0]["code"]')" $'1\njson.too_many_values'
printf '{"format":"thuoc-dossier","format":"x"}' > twice.json
check 'a key twice' same "$(status "$thuoc" score twice.json; field 'd["problems"][0]["code"]')" $'1\njson.duplicate_key'
head -c 20000000 /dev/zero > zeros.json
check 'twenty megabytes of zeros' same "$(status "$thuoc" score zeros.json)" 1
check 'a folder is no dossier' same "$(status "$thuoc" score .; field 'd["problems"][0]["code"]')" $'1\ncli.file_not_a_file'

# --- key new
check 'key new prints the fingerprint' bash -c '[[ $("$0" key new -o k2.json) =~ ^SHA256:[A-Za-z0-9+/]{43}$ ]]' "$thuoc"
check '… readable by its owner only' same "$(stat -c %a k2.json)" 600
cp k2.json k2.copy
check '… and never overwritten' same "$(status "$thuoc" key new -o k2.json)" 1
check '… whatever happens' cmp k2.json k2.copy
check 'a key where nobody can write' same "$(status "$thuoc" key new -o no-such-dir/k.json)" 1
check 'an empty passphrase' bash -c '"$0" key new -o k3.json --passphrase-stdin < /dev/null; [[ $? == 1 && ! -e k3.json ]]' "$thuoc"
check 'a locked key' bash -c 'echo "mật khẩu" | "$0" key new -o locked.json --passphrase-stdin && ! grep -q plain locked.json' "$thuoc"

# --- pack
check 'a locked key and the right passphrase' bash -c 'echo "mật khẩu" | "$0" pack dossier.json --evidence minh-chung --key locked.json -o locked.zip' "$thuoc"
check '… gives a good bundle' same "$(verdict locked.zip)" 'unknown-key canonical'
echo 'mật khẩu sai' > wrong
check 'a wrong passphrase' bash -c '"$0" pack dossier.json --evidence minh-chung --key locked.json -o wrong.zip < wrong 2>err; [[ $? == 1 && ! -e wrong.zip ]] && grep -q "locked.json.*Mật khẩu của khóa không đúng" err' "$thuoc"
check 'no passphrase at all' bash -c '"$0" pack dossier.json --evidence minh-chung --key locked.json -o wrong.zip < /dev/null; [[ $? == 1 && ! -e wrong.zip ]]' "$thuoc"
check 'evidence without a folder' bash -c '"$0" pack dossier.json --key key.json -o x.zip 2>err; [[ $? == 1 ]] && grep -q "dossier.json:/evidence/0/file: .*Kế hoạch dạy học.pdf" err' "$thuoc"
cp -r minh-chung less && rm less/trống.txt && echo x >> "less/ảnh phòng máy.JPG"
check 'evidence missing and changed: both are named' bash -c '"$0" pack dossier.json --evidence less --key key.json -o x.zip 2>err; [[ $? == 1 && $(wc -l < err) == 2 && ! -e x.zip ]] && grep -q "trống.txt" err && grep -q "không giống tệp đã đính kèm" err' "$thuoc"
cp -r minh-chung looks && python3 -c '
b = bytearray(open("looks/ảnh phòng máy.JPG", "rb").read()); b[500] ^= 1; open("looks/ảnh phòng máy.JPG", "wb").write(b)'
check 'evidence that only looks right is found out, and named' bash -c '"$0" pack dossier.json --evidence looks --key key.json -o looks.zip 2>err; [[ $? == 1 && -z $(ls | grep ^looks.zip) ]] && grep -q "evidence/1/file: .*ảnh phòng máy.JPG" err' "$thuoc"
mkdir -p moved/a/b && cp minh-chung/*.pdf moved/a/ && cp minh-chung/*.JPG moved/a/b/doi-ten.jpg && cp minh-chung/*.txt moved/
check 'evidence is found by its content, wherever it is' bash -c '"$0" pack dossier.json --evidence moved --key key.json -o moved.zip && cmp moved.zip bundle.zip' "$thuoc"
edit 'for e in d["evidence"]: e["file"].update(size=0, crc32=0); del e["file"]["sha256"]'
check 'hashes that the dossier lacks are filled in' bash -c '"$0" pack edited.json --evidence minh-chung --key key.json -o filled.zip && cmp filled.zip bundle.zip' "$thuoc"
cp -r minh-chung secret && cp key.json secret/trống.txt && cp locked.json "secret/ảnh phòng máy.JPG"
check 'a secret key is never packed, whatever it is called' bash -c '"$0" pack edited.json --evidence secret --key key.json -o secret.zip 2>err; [[ $? == 1 && -z $(ls | grep ^secret.zip) ]] && grep -q "khóa ký bí mật" err' "$thuoc"
edit 'del d["answers"]["1.1"], d["unit"]["head"]'
check 'all that blocks is listed' bash -c '"$0" pack edited.json --evidence minh-chung --key key.json -o x.zip 2>err; [[ $? == 1 && $(wc -l < err) -ge 2 && ! -e x.zip ]] && ! grep -vq "^edited.json:/" err' "$thuoc"
echo old > keep.zip
check 'a failed pack leaves the old file' bash -c '"$0" pack edited.json --evidence minh-chung --key key.json -o keep.zip; [[ $(cat keep.zip) == old ]]' "$thuoc"
check 'a new one replaces it' bash -c '"$0" pack dossier.json --evidence minh-chung --key key.json -o keep.zip && cmp keep.zip bundle.zip' "$thuoc"
check 'the bundle may be read by others' same "$(umask 022; "$thuoc" pack dossier.json --evidence minh-chung --key key.json -o mode.zip >/dev/null; stat -c %a mode.zip)" 644
check 'no room: an error, nothing left behind' bash -c '(ulimit -f 8; trap "" XFSZ; "$0" pack dossier.json --evidence minh-chung --key key.json -o full.zip 2>err); [[ $? == 1 && -z $(ls | grep ^full) ]] && grep -q "Không ghi được" err' "$thuoc"
if [[ -w /dev/full ]]; then check 'a folder that is not there' same "$(status "$thuoc" pack dossier.json --evidence minh-chung --key key.json -o nowhere/x.zip)" 1; fi

# --- verify
head -c 5000 bundle.zip > cut.zip
python3 -c 'b = bytearray(open("bundle.zip","rb").read()); b[b.index(b"Chim")] ^= 1; open("flip.zip","wb").write(b)'
check 'one line a bundle, 1 if any is not good' bash -c '"$0" verify bundle.zip cut.zip flip.zip none.zip > out; [[ $? == 1 && $(wc -l < out) == 4 ]]' "$thuoc"
check '… each with file, verdict and reason' bash -c 'grep -q "^bundle.zip: unknown-key: " out && grep -q "^cut.zip: rejected: @5000: " out && grep -q "^flip.zip: altered: KIEM-TRA.txt: " out && grep -q "^none.zip: rejected: " out'
check '0 if all are' same "$(status "$thuoc" verify bundle.zip)" 0
check 'JSON: the byte offset where known' bash -c '"$0" verify --json cut.zip | python3 -c "import json,sys; assert json.loads(sys.stdin.read())[\"offset\"] == 5000"' "$thuoc"
check 'in English' bash -c 'THUOC_LANG=en "$0" verify cut.zip | grep -q "cut short"' "$thuoc"
check 'a file of 3 GB with nothing in it' bash -c 'truncate -s 3G huge.zip; timeout 5 "$0" verify huge.zip | grep -q "rejected"' "$thuoc"
# A pipe that nobody writes to, and one that somebody holds open without a word.
mkfifo silent.zip held.zip && exec 9<>held.zip
mkdir piped && mkfifo piped/a.zip piped/b.json && exec 8<>piped/b.json && cp bundle.zip piped/c.zip
for pipe in silent.zip held.zip; do
  for words in "rubric check $pipe" "score $pipe" "score --rubric $pipe dossier.json" "verify $pipe" "verify --signers $pipe bundle.zip" \
    "signers $pipe" "sample $pipe --seed 1" "pack $pipe --evidence minh-chung --key key.json -o n.zip" "pack dossier.json --evidence minh-chung --key $pipe -o n.zip" \
    "pack dossier.json --evidence $pipe --key key.json -o n.zip" "triage $pipe --csv" "rollup $pipe" "rollup piped --register $pipe" "rollup --external $pipe bundle.zip" \
    "export $pipe --csv -o n.csv"; do
    check "a named pipe is not waited for: thuoc $words" bash -c 'timeout 10 "$@"; [[ $? -lt 3 ]]' - "$thuoc" $words
  done
done
for words in 'triage piped --csv' 'rollup piped' 'pack dossier.json --evidence piped --key key.json -o n.zip'; do
  check "… nor one in a folder: thuoc $words" bash -c 'timeout 10 "$@"; [[ $? -lt 3 ]]' - "$thuoc" $words
done
check '… and the bundle beside it is taken' bash -c 'timeout 10 "$0" triage piped --ndjson | grep -q unknown-key' "$thuoc"
exec 9>&- 8>&-; rm -r piped silent.zip held.zip
# list_bytes of src/base/limits.h
{ printf '#'; head -c $(((64 << 20) - 1)) /dev/zero | tr '\0' a; } > list.txt
check 'a register of keys as large as a list may be' same "$(status "$thuoc" verify --signers list.txt bundle.zip)" 0
printf a >> list.txt
check '… and one byte more' same "$(status "$thuoc" verify --signers list.txt bundle.zip; grep -o '64 MB' err)" $'2\n64 MB'
rm list.txt

# --- triage
mkdir -p inbox/xã && cp bundle.zip inbox/ && cp locked.zip inbox/xã/ && cp cut.zip flip.zip inbox/xã/ && echo hi > inbox/thư.txt && ln -s /etc inbox/link
python3 - <<'P'
# A school's name that a spreadsheet would run.
import json
d = json.load(open("dossier.json")); d["unit"]["name"] = '=HYPERLINK("http://x","a")'; d["evidence"] = []; d["unit"]["code"] = "1,2"
json.dump(d, open("formula.json", "w"))
P
"$thuoc" pack formula.json --key key.json -o inbox/formula.zip >/dev/null
check 'triage returns 0' same "$(status "$thuoc" triage inbox --csv)" 0
check 'CSV: BOM, CRLF, one row a file' python3 -c '
import csv
raw = open("out", "rb").read()
assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == raw.count(b"\n") == 7, raw
rows = list(csv.DictReader(raw[3:].decode().splitlines()))
got = {r["file"]: (r["verdict"], r["unit_code"]) for r in rows}
assert got == {"inbox/bundle.zip": ("unknown-key", "MH 04/17"), "inbox/formula.zip": ("unknown-key", "1,2"),
  "inbox/thư.txt": ("rejected", ""), "inbox/xã/cut.zip": ("rejected", ""), "inbox/xã/flip.zip": ("altered", "MH 04/17"),
  "inbox/xã/locked.zip": ("unknown-key", "MH 04/17")}, got
formula = next(r for r in rows if "formula" in r["file"])
assert formula["unit_name"].startswith("\x27="), formula
good = rows[0]; assert good["group1_points"] == "100" and good["group1_level"] == "3", good'
check 'NDJSON says the same' bash -c '"$0" triage inbox --ndjson | python3 -c "
import json,sys
rows = [json.loads(l) for l in sys.stdin]
assert len(rows) == 6 and [r[\"file\"] for r in rows] == sorted(r[\"file\"] for r in rows), rows
assert any(r[\"unit_name\"].startswith(\"=HYPER\") for r in rows)"' "$thuoc"
mkdir empty
check 'an empty folder' same "$("$thuoc" triage empty --ndjson | wc -c)" 0
mkdir noise && python3 - <<'P'
import random
r = random.Random(7); good = open("bundle.zip", "rb").read()
for i in range(300):
    b = bytearray(good)
    for _ in range(r.choice([1, 3, 50])): b[r.randrange(len(b))] = r.randrange(256)
    open(f"noise/{i}.zip", "wb").write(b if i % 3 else r.randbytes(r.randrange(3000)))
P
check 'three hundred damaged files: a row each, none good' bash -c '"$0" triage noise --ndjson | python3 -c "
import json,sys
rows = [json.loads(l) for l in sys.stdin]
bad = [r[\"file\"] for r in rows if r[\"verdict\"] not in (\"altered\", \"rejected\")]
assert len(rows) == 300 and all(open(f,\"rb\").read() == open(\"bundle.zip\",\"rb\").read() for f in bad), bad"' "$thuoc"
# A file's name is a stranger's text: it neither steers the terminal nor begins a line of its own.
evil=$'evil\x1b[2J\nok: valid: x\xe2\x80\xae.zip'
cp inbox/formula.zip "$evil"
"$thuoc" verify "$evil" >out 2>&1 || true
check 'a name with escapes is printed as letters' python3 -c '
raw = open("out", "rb").read()
assert raw.count(b"\n") == 1 and b"\x1b" not in raw and b"\xe2\x80\xae" not in raw and b"[U+001B][2J[U+000A]ok: valid: x[U+202E].zip" in raw, raw'
check '… in a table too' bash -c 'mkdir odd && cp "$1" odd/ && "$0" triage odd --csv > out && ! LC_ALL=C grep -qP "\x1b|\xe2\x80\xae" out && grep -q "\[U+001B\]" out' "$thuoc" "$evil"
check '… and where it was written to' bash -c 'rm "$1"; "$0" pack dossier.json --evidence minh-chung --key key.json -o "$1" > out && [[ $(wc -l < out) == 1 ]] && ! LC_ALL=C grep -qP "\x1b|\xe2\x80\xae" out && grep -q "\[U+202E\]" out' "$thuoc" "$evil"
# What a terminal obeys, or hides: DEL, U+009B (which begins a command in one byte), a tag of four bytes.
python3 - <<'P'
import json
d = json.load(open("dossier.json")); d["unit"]["name"] = "a\x7f\x9b2J\u202eb\U000e0041"; d["evidence"] = []; json.dump(d, open("hidden.json", "w"))
P
check 'a name with them is signed or refused' bash -c '[[ $1 -lt 2 ]]' - "$(status "$thuoc" pack hidden.json --key key.json -o odd/hidden.zip)"
for words in 'score hidden.json' 'triage odd --ndjson' 'verify --json odd/hidden.zip' 'export odd --ndjson --any-office' 'rollup odd --json' 'export odd --csv' 'signers odd/hidden.zip'; do
  check "none is printed raw: thuoc $words" bash -c '"$@" > out 2>&1; [[ -s out ]] && ! LC_ALL=C grep -qP "\x1b|\x7f|\xc2[\x80-\x9f]|\xe2\x80\xae|\xf3\xa0\x81\x81" out' - "$thuoc" $words
done
check '… and in JSON as what it is' bash -c '"$0" verify --json "$1" | python3 -c "import json, sys; assert json.load(sys.stdin)[\"file\"] == sys.argv[1]" "$1"' "$thuoc" "$evil"
finish
