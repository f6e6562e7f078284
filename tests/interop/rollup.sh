#!/usr/bin/env bash
# Adding up: random collections by `thuoc generate`, computed a second time by a program that knows nothing of ours.
source "$(dirname "$0")/support/check.sh"
status() { "$@" >out 2>err; echo $?; }
add_up=$here/add_up.py

# --- usage
for words in 'rollup' 'rollup .' 'rollup . --json --csv' 'rollup . -o x.zip' 'rollup . -o x.zip --key key.json' 'rollup . --json --key key.json' 'rollup . --json --wrong' \
  'export' 'export .' 'export . --csv --ndjson' 'generate' 'generate --units 3' 'generate -o x' 'generate --units 0 -o x' 'generate --units 3x -o x' \
  'generate --units 3 -o x --seed -1' 'generate --units 3 -o x --evidence 101'; do
  check "wrong usage: thuoc $words" same "$(status "$thuoc" $words)" 2
done

# --- generate
check 'generate' "$thuoc" generate --units 60 --seed 5 --evidence 0 -o c5
check '… the same again, byte for byte' bash -c '"$0" generate --units 60 --seed 5 --evidence 0 -o again && diff -r c5 again' "$thuoc"
refuse '… another seed, another collection' bash -c '"$0" generate --units 60 --seed 6 --evidence 0 -o c6 && diff -rq c5 c6' "$thuoc"
check '… never into a folder with something in it' same "$(status "$thuoc" generate --units 3 -o c5)" 1
check 'one of every fate and every kind of unit' python3 -c '
import csv, json
fates = {json.loads(l)["fate"] for l in open("c5/expected.ndjson")}
want = {"on-time", "late", "again", "twice", "unknown-key", "changed-key", "altered-evidence", "altered-record", "cut-short", "trailing",
        "led-astray", "bomb", "other-year", "stranger", "foreign", "litter", "review"}
assert fates == want, fates ^ want
levels = {r["Cấp học"] for r in csv.DictReader(open("c5/register.csv", encoding="utf-8-sig"))}
assert len(levels) == 10, levels'
check 'triage finds each file to be what it was made to be' bash -c '"$0" triage c5 --signers c5/allowed_signers --ndjson | python3 -c "
import json, sys
want = {\"c5/\" + m[\"file\"]: m for m in map(json.loads, open(\"c5/expected.ndjson\")) if m[\"fate\"] != \"litter\"}
rows = {r[\"file\"]: r for r in map(json.loads, sys.stdin)}
assert rows.keys() - want.keys() == {\"c5/allowed_signers\", \"c5/expected.ndjson\", \"c5/register.csv\"}
wrong = [(f, m[\"fate\"], rows[f][\"verdict\"]) for f, m in want.items() if rows[f][\"verdict\"] != m[\"verdict\"]]
assert not wrong, wrong"' "$thuoc"
check '… the pictures and pages of its evidence are real' bash -c 'mkdir ev && cd ev && unzip -qo "$(find ../c5/inbox -name "cds-*.zip" -size +20k | sort | head -1)" && find . -name "*.png" -o -name "*.pdf" | head -50 | xargs file | grep -vE "PNG image data, 256 x|PDF document, version 1.4|minh-chung" ; [[ -n $(find . -name "*.pdf" -o -name "*.png") ]]'

# --- the table, twice
for seed in 5 11 12; do
  [[ -d c$seed ]] || "$thuoc" generate --units $((40 + seed)) --seed $seed --evidence 0 -o c$seed
  for each in '' --each; do
    "$thuoc" rollup c$seed/inbox --external c$seed/external --signers c$seed/allowed_signers --register c$seed/register.csv $each --json >r$seed$each.json 2>left
    check "seed $seed ${each:-once}: equal to an independent computation" bash -c 'python3 "$0" c$1 $2 < r$1$2.json' "$add_up" $seed $each
  done
done
check 'the independent computation can say no' bash -c 'sed "0,/\"count\": 1/s//\"count\": 2/" r5.json > wrong.json; ! python3 "$0" c5 < wrong.json' "$add_up"
check 'what is not counted is listed, with the reason' bash -c '
  "$0" rollup c5/inbox --signers c5/allowed_signers --register c5/register.csv --json 2>left >/dev/null
  grep -q "Thumbs.db: " left && grep -q "đọc tôi.txt: " left && grep -q "thuộc năm học khác" left && grep -q "không có trong danh sách" left && grep -q "đã có hồ sơ khác" left' "$thuoc"
check '… and left alone' bash -c 'diff -r c5 again'

# --- tiers
key() { "$thuoc" key new -o "$1.json" >/dev/null; }
key xa
mkdir parts
n=0
for commune in c5/inbox/*/; do
  n=$((n + 1))
  "$thuoc" rollup "$commune" --external c5/external --signers c5/allowed_signers --register <(head -n1 c5/register.csv; grep -F "$(basename "$commune")" c5/register.csv) \
    --office "XA-$n" --name "UBND $(basename "$commune")" -o "parts/$n.zip" --key xa.json 2>>log.txt || echo "part $n failed"
done
check 'communes roll up into bundles' bash -c '(( $0 >= 2 )) && [[ $(ls parts | wc -l) == $0 ]] && "$1" verify parts/*.zip' $n "$thuoc"
check 'the keys of the communes, as they stand in a register' bash -c '"$0" signers parts/*.zip >offices 2>prints && grep -q "^office:XA-1 " offices && [[ $(grep -c SHA256: prints) == $(ls parts | wc -l) ]]' "$thuoc"
check 'a province gets the same table from its communes' bash -c '
  "$0" rollup parts --json --signers offices >province.json 2>/dev/null && python3 "$1" c5 < province.json' "$thuoc" "$add_up"
check '… counted the other way too' bash -c '"$0" rollup parts --each --json --signers offices 2>/dev/null | python3 "$1" c5 --each' "$thuoc" "$add_up"
check '… and names the roll-ups it is made of' python3 -c '
import glob, hashlib, json
assert json.load(open("province.json"))["parts"] == sorted(hashlib.sha256(open(f, "rb").read()).hexdigest() for f in glob.glob("parts/*.zip"))'
check 'every unit of a cell can be found: the hashes are those of the files' python3 -c '
import glob, hashlib, json
files = {hashlib.sha256(open(f, "rb").read()).hexdigest() for f in glob.glob("c5/**/*.zip", recursive=True)}
units = json.load(open("province.json"))["units"]
assert units and all(u["bundle"] in files and u.get("review", u["bundle"]) in files for u in units)'
cat > forge.py <<'P'
"""A roll-up that was changed and signed anew by its own office: everything about the bag is right, the sum is not."""
import base64, hashlib, json, subprocess, sys, zipfile
source, target, key = sys.argv[1:]
with zipfile.ZipFile(source) as bag:
    files = {i.filename: bag.read(i) for i in bag.infolist()}
top = next(iter(files)).split("/")[0] + "/"
doc = json.loads(files[top + "data/rollup.json"])
cell = doc["tables"]["self"]["rows"][0]["levels"][2]
cell["count"] += 1
files[top + "data/rollup.json"] = (json.dumps(doc, ensure_ascii=False, indent=2) + "\n").encode()
hashed = lambda names: "".join(f"{hashlib.sha256(files[top + n]).hexdigest()}  {n}\n" for n in sorted(names)).encode()
payload = [n[len(top):] for n in files if n.startswith(top + "data/")]
files[top + "manifest-sha256.txt"] = hashed(payload)
size = sum(len(files[top + n]) for n in payload)
info = files[top + "bag-info.txt"].decode().splitlines()
files[top + "bag-info.txt"] = "".join((f"Payload-Oxum: {size}.{len(payload)}" if l.startswith("Payload-Oxum") else l) + "\n" for l in info).encode()
files[top + "tagmanifest-sha256.txt"] = hashed(["KIEM-TRA.txt", "bag-info.txt", "bagit.txt", "manifest-sha256.txt"])
stem = next(n for n in files if n.endswith(".sshsig"))[:-len(".sshsig")]
seed = base64.b64decode(json.load(open(key))["secret"]["plain"])
open("k.der", "wb").write(bytes.fromhex("302e020100300506032b657004220420") + seed)
open("signed", "wb").write(files[top + "tagmanifest-sha256.txt"])
subprocess.run("openssl pkey -inform DER -in k.der -out k.pem && openssl pkeyutl -sign -rawin -inkey k.pem -in signed -out raw", shell=True, check=True)
files[stem + ".ed25519"] = open("raw", "rb").read()
# ssh-keygen signs with OpenSSH's own form of the key.
pub = base64.b64decode(files[stem + ".pub"].split()[1])
string = lambda b: len(b).to_bytes(4, "big") + b
private = b"\0" * 8 + pub + string(seed + pub[-32:]) + string(b"")
private += bytes(range(1, 1 + (-len(private)) % 8))
blob = b"openssh-key-v1\0" + string(b"none") + string(b"none") + string(b"") + (1).to_bytes(4, "big") + string(pub) + string(private)
open("k.ssh", "w").write("-----BEGIN OPENSSH PRIVATE KEY-----\n" + base64.encodebytes(blob).decode() + "-----END OPENSSH PRIVATE KEY-----\n")
subprocess.run("chmod 600 k.ssh; rm -f signed.sig; ssh-keygen -q -Y sign -n thuoc-bundle -f k.ssh signed", shell=True, check=True)
files[stem + ".sshsig"] = open("signed.sig", "rb").read()
with zipfile.ZipFile(target, "w") as out:
    for name in sorted(files):
        out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name])
P
check 'a roll-up forged by its own office is a good bag' bash -c 'python3 forge.py parts/1.zip forged.zip xa.json && "$0" verify forged.zip' "$thuoc"
check '… and refused with the difference' same "$(status "$thuoc" rollup forged.zip parts/2.zip --json --signers offices)" 1
check '… cell and both numbers' grep -qE 'forged.zip/data/rollup.json:/tables/self/rows/0/levels/2/count: .*Chuyển đổi số trong dạy, học” ghi [0-9]+, cộng lại được [0-9]+' err
check '… and nothing else is printed' test ! -s out

# --- exports
check 'workbook: what is in it is the table' bash -c '"$0" rollup c5/inbox --external c5/external --signers c5/allowed_signers --register c5/register.csv --xlsx book.xlsx 2>/dev/null && python3 "$1/workbook.py" book.xlsx r5.json' "$thuoc" "$here"
check 'workbook of a province' bash -c '"$0" export parts --signers offices --xlsx province.xlsx 2>/dev/null && python3 "$1/workbook.py" province.xlsx province.json' "$thuoc" "$here"
if command -v soffice >/dev/null; then
  check 'LibreOffice opens it' bash -c 'HOME=$PWD/home timeout 120 soffice --headless --convert-to "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1" book.xlsx --outdir lo'
  check '… and shows the table'"'"'s numbers' bash -c 'python3 "$0/workbook.py" book.xlsx r5.json lo/*.csv' "$here"
else
  skip 'LibreOffice is not here; the workbook was read as XML above'
fi
sum="$thuoc export c5/inbox --external c5/external --signers c5/allowed_signers --register c5/register.csv"
$sum --ndjson >units.ndjson 2>/dev/null; $sum --ndjson --items >items.ndjson 2>/dev/null; $sum --csv >units.csv 2>/dev/null
check 'one query in SQLite is the table' python3 -c '
import json, sqlite3
db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE units(row TEXT)")
db.executemany("INSERT INTO units VALUES (?)", ((line,) for line in open("units.ndjson", encoding="utf-8")))
got = db.execute("""
  SELECT row->>"unit_level", row->>"group1_level", count(*) FROM units GROUP BY 1, 2 ORDER BY 1, 2""").fetchall()
table = json.load(open("r5.json"))["tables"]["self"]["rows"]
want = sorted((r["row"], i + 1, c["count"]) for r in table if r["group"] == "1" and r.get("row") not in (None, "multi")
              for i, c in enumerate(r["levels"]) if c["count"])
several = ("th-thcs", "thcs-thpt", "th-thcs-thpt")
assert [g for g in got if g[0] not in several] == want, (got, want)
multi = [r for r in table if r["group"] == "1" and r.get("row") == "multi"][0]["levels"]
assert [sum(n for l, m, n in got if l in several and m == i + 1) for i in range(3)] == [c["count"] for c in multi]'
check 'points of items add up to the points of the units, in SQL' python3 -c '
import sqlite3
db = sqlite3.connect(":memory:")
for name in ("units", "items"):
    db.execute(f"CREATE TABLE {name}(row TEXT)")
    db.executemany(f"INSERT INTO {name} VALUES (?)", ((line,) for line in open(name + ".ndjson", encoding="utf-8")))
rows = db.execute("""
  SELECT u.row->>"unit_code", u.row->>"group1_points", sum(i.row->>"points"), u.row->>"group2_external_points", sum(0)
  FROM units u JOIN items i ON i.row->>"bundle_sha256" = u.row->>"bundle_sha256" AND i.row->>"group" = "1" GROUP BY 1""").fetchall()
assert len(rows) > 30 and all(float(p) == float(s) for _, p, s, *_ in rows), rows[:5]'
check 'CSV: BOM, decimal comma, codes keep their zeros' python3 -c '
import csv, json
raw = open("units.csv", "rb").read()
assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == raw.count(b"\n")
rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
units = [json.loads(l) for l in open("units.ndjson", encoding="utf-8")]
assert len(rows) == len(units) > 30
for r, u in zip(rows, units):
    assert r["unit_code"] == "=\"%s\"" % u["unit_code"] and r["group1_points"] == u["group1_points"].replace(".", ","), (r, u)'
check 'CSV of the table' bash -c '"$0" rollup parts --csv --signers offices 2>/dev/null | python3 -c "
import csv, sys
rows = list(csv.DictReader(sys.stdin.read().lstrip(chr(0xFEFF)).splitlines()))
assert len(rows) == 44 and {r[\"side\"] for r in rows} == {\"self\", \"external\"}, len(rows)
for r in rows:
    shares = [r[f\"level{i}_percent\"] for i in (1, 2, 3)]
    if r[\"all_count\"] != \"0\": assert sum(int(s.replace(\",\", \"\")) for s in shares) == 10000, r"' "$thuoc"
mkdir nothing && echo x >nothing/thư.txt
check 'a folder with nothing of ours: an empty table, and what is there is listed' bash -c '"$0" rollup nothing --json >out 2>err && grep -q "thư.txt" err && python3 -c "
import json; d = json.load(open(\"out\")); assert \"units\" not in d and d[\"tables\"][\"self\"][\"rows\"][0][\"all\"] == 0"' "$thuoc"
check 'a workbook where nobody can write' same "$(status "$thuoc" rollup c5/inbox --xlsx no-such-dir/x.xlsx)" 1
finish
