#!/usr/bin/env bash
# What a spreadsheet makes of our tables: no cell of a stranger's words becomes a formula, whatever divides the
# columns; texts stay texts.
source "$(dirname "$0")/support/check.sh"
command -v soffice >/dev/null || { skip 'no LibreOffice'; check 'nothing to do' true; finish; exit; }

# open FILE DIVIDER(44|59|9) QUOTED_IS_TEXT → FILE.fods, formulas evaluated where there are any.
open() {
  HOME=$work/home timeout 120 soffice --headless --infilter="CSV:$2,34,76,1,,0,$3,true,false,false,false,0,true" \
    --convert-to fods --outdir "lo-$2-$3" "$1" >/dev/null 2>&1
  [[ -s lo-$2-$3/$(basename "$1" .csv).fods ]]
}
cells() { python3 "$here/cells.py" "$@"; }

python3 - <<'P'
import json
names = ["=1+1", "+1+1", "-1+1", "@SUM(1;1)", "=cmd|' /C calc'!A0", "＝1+1", 'a";=1+1;"b', 'a,=1+1', 'a;=1+1', 'a";"=1+1', '"=1+1"', "'=1+1",
         'x",=1+1,"', "0123", "1,2E+11", "2026-04-01", "=HYPERLINK(\"http://x\";\"a\")", "TRUE"]
d = json.load(open("dossier.json")); d["evidence"] = []
for i, name in enumerate(names):
    d["unit"].update(name=name, code=f"MH-{i:02}", commune=name)
    d["difficulties"] = name + "\n" + name
    json.dump(d, open(f"d{i:02}.json", "w"))
json.dump(names, open("names.json", "w"))
P
mkdir inbox
for one in d[0-9][0-9].json; do "$thuoc" pack "$one" --key key.json -o "inbox/${one%.json}.zip" >/dev/null || echo "not packed: $one"; done
cp inbox/d00.zip $'inbox/\t=1+1.zip'; cp inbox/d00.zip 'inbox/=1+1,=2+2;=3+3.zip'
for file in inbox/*.zip; do "$thuoc" signers "$file" 2>/dev/null; done > signers
(cd inbox && "$thuoc" triage . --csv) > triage.csv
"$thuoc" export inbox --signers signers --csv > units.csv 2>log
"$thuoc" export inbox --signers signers --csv --items > items.csv 2>log
printf 'a,=1+1,"=2+2"\n' > plain.csv

open plain.csv 44 false
check 'the test can fail: a table of formulas is one' bash -c '[[ $(python3 "$0" formulas "$1") -ge 1 ]]' "$here/cells.py" lo-44-false/plain.fods
for divider in 44 59 9; do
  for quoted in true false; do
    for table in triage units items; do
      check "opened, divided by $divider, quoted cells as text: $quoted, $table" open $table.csv $divider $quoted
      check '… no formula in it' same "$(cells formulas lo-$divider-$quoted/$table.fods)" 0
    done
  done
done
check 'names come back as texts, as they are but for the apostrophe' cells names lo-44-true/triage.fods names.json
check '… units too' cells names lo-44-true/units.fods names.json
finish
