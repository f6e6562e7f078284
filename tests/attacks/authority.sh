#!/usr/bin/env bash
# Who may say what: files that are intact, and signed by somebody who has no say. docs/architecture.md "May this signer say this".
source "$(dirname "$0")/../interop/support/check.sh"
"$thuoc" generate --units 40 --seed 3 --evidence 0 -o c >/dev/null
table() { "$thuoc" rollup "$@" --json 2>left; }
external() { table c/inbox --external c/external "$@" | python3 -c 'import json,sys; print(json.load(sys.stdin)["tables"]["external"]["rows"][0]["all"])'; }

# --- reviews
true_one=$(external --signers c/allowed_signers)
check 'reviews of an office that is known count' test "$true_one" -gt 3
grep -v '^office:' c/allowed_signers >units-only
check 'of a stranger none counts' same "$(external --signers units-only)" 0
check '… and each is named with the reason' same "$(grep -c 'chưa được xác nhận là của cơ quan' left)" "$(find c/external -name '*.zip' | wc -l)"
check '… unless asked for' same "$(external --signers units-only --any-office)" "$true_one"
sed 's/^office://' c/allowed_signers >as-units
check 'a key known as a unit'"'"'s has no say as an office, under the same code either' same "$(external --signers as-units)" 0
check '… and that is the reason' grep -q 'được danh bạ ghi cho XA-' left
sed 's/^\([0-9]\)/office:\1/' c/allowed_signers >as-offices
check 'a key known as an office'"'"'s signs no dossier' bash -c '"$0" triage c/inbox --signers as-offices --ndjson | python3 -c "
import json, sys
assert not [r for r in map(json.loads, sys.stdin) if r[\"verdict\"] == \"valid\"]"' "$thuoc"

# --- roll-ups
"$thuoc" key new -o xa.json >/dev/null; "$thuoc" key new -o stranger.json >/dev/null
make() { "$thuoc" rollup "$@" --signers c/allowed_signers --office XA-1 --name 'UBND xã' 2>/dev/null; }
make c/inbox -o xa.zip --key xa.json
"$thuoc" generate --units 40 --seed 4 --evidence 0 -o d >/dev/null
make d/inbox -o stranger.zip --key stranger.json
"$thuoc" signers xa.zip >offices 2>/dev/null
check 'the office'"'"'s roll-up is added' bash -c '"$0" rollup xa.zip --signers offices --json | python3 -c "import json,sys; assert json.load(sys.stdin)[\"units\"]"' "$thuoc"
check 'a stranger'"'"'s under the office'"'"'s code changes nothing' same "$(table xa.zip stranger.zip --signers offices)" "$(table xa.zip --signers offices)"
table xa.zip stranger.zip --signers offices >/dev/null
check '… and is named' grep -q 'stranger.zip: .*đã có khóa khác' left
refuse '… with --any-office it does' same "$(table xa.zip stranger.zip --signers offices --any-office)" "$(table xa.zip --signers offices)"
check 'a stranger'"'"'s roll-up is intact, and not known' same "$(verdict stranger.zip --signers offices)" 'unknown-key canonical'
finish
