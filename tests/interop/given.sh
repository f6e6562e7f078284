#!/usr/bin/env bash
# A folder as an office has it after a week, given to the tool: each name is a row, in another's count, or told as a system's own.
source "$(dirname "$0")/support/check.sh"
mkdir week
cp bundle.zip week/b1.zip; cp bundle.zip week/b2.zip
cp -r "unpacked/$top" "week/$top"
python3 - <<'PY'
import io, os, struct, zipfile
bundle = open('bundle.zip', 'rb').read()
def put(name, data):
    os.makedirs(os.path.dirname('week/' + name) or '.', exist_ok=True)
    open('week/' + name, 'wb').write(data)
def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as z:
        for name, data in files: z.writestr(name, data)
    return out.getvalue()
put('Báo cáo.docx', zipped([('[Content_Types].xml', 'x'), ('word/document.xml', 'x')]))
put('bảng.xlsx', zipped([('[Content_Types].xml', 'x'), ('xl/workbook.xml', 'x')]))
put('a.rar', b'Rar!\x1a\x07\x01\x00'); put('rar.zip', b'Rar!\x1a\x07\x01\x00'); put('b.7z', b'7z\xbc\xaf\x27\x1c')
put('thư.eml', b'From: a@b.example\r\nSubject: x\r\n\r\n'); put('thư.msg', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')
put('IMG_0417.jpg', b'\x00\x00\x00\x18ftypheic....'); put('trống.zip', b''); put('lỗi.zip', b'<!DOCTYPE html><title>502')
put('dở.zip.crdownload', bundle[:999]); put('đứt.zip', bundle[:len(bundle) // 2])
put('thêm.zip', bundle + bytes(512))
put('Kế hoạch.gdoc', b'{"url":"https://docs.google.com/open?id=1","doc_id":"1"}')
put('NopHoSo.zip', zipped([('Nop ho so/b1.zip', bundle), ('Nop ho so/b2.zip', bundle), ('__MACOSX/Nop ho so/._b1.zip', 'x')]))
put('lẻ.zip', zipped([('a.zip', bundle), ('d.rar', b'Rar!\x1a\x07\x01\x00'), ('e.ZIP_', bundle)]) )
odd = io.BytesIO()
with zipfile.ZipFile(odd, 'w') as z: z.writestr('b.zip', bundle, zipfile.ZIP_BZIP2); z.writestr('a.zip', bundle)
put('bz.zip', odd.getvalue())
outer = zipped([('b1.zip', bundle), ('b2.zip', bundle)], zipfile.ZIP_STORED)
at = len(outer) - 6
put('to.zip', outer[:at] + struct.pack('<I', struct.unpack('<I', outer[at:at + 4])[0] + 100) + outer[at + 4:])
for name in ('Thumbs.db', 'desktop.ini', '.DS_Store', '~$Bao cao.docx', '.~lock.a.ods#'): put(name, b'x')
PY
"$thuoc" triage week --ndjson >rows 2>told
say() { python3 -c 'import json,sys
rows = {r["file"][5:]: r for r in map(json.loads, open("rows"))}
print(eval(sys.argv[1]))' "$1"; }
code() { say "rows['$1']['reason_code']"; }
check 'sound ones are rows' same "$(say "[rows[n]['verdict'] for n in ('b1.zip', 'b2.zip')]")" "['unknown-key', 'unknown-key']"
check 'a ZIP of a folder opens to its bundles, blank or not' same "$(say "[rows['NopHoSo.zip › Nop ho so/' + n]['verdict'] for n in ('b1.zip', 'b2.zip')]")" "['unknown-key', 'unknown-key']"
check 'what stays in a ZIP is a row with its reason' same "$(code 'lẻ.zip › d.rar') $(code 'bz.zip › b.zip')" 'kind.rar kind.member_method'
check '… and another ending is no hindrance' same "$(say "rows['lẻ.zip › e.ZIP_']['verdict']")" 'unknown-key'
while IFS='|' read -r name expected; do check "$name: $expected" same "$(code "$name")" "$expected"; done <<'LIST'
Báo cáo.docx|kind.word
bảng.xlsx|kind.excel
a.rar|kind.rar
rar.zip|kind.rar
b.7z|kind.seven_zip
thư.eml|kind.mail
thư.msg|kind.outlook
IMG_0417.jpg|kind.heic
trống.zip|kind.empty
lỗi.zip|kind.web_page
dở.zip.crdownload|kind.cut_download
đứt.zip|zip.truncated
thêm.zip|zip.trailing_bytes
Kế hoạch.gdoc|kind.shortcut
to.zip|kind.zip_unreadable
LIST
check 'an unpacked bundle is one row, with how many files it has' bash -c 'python3 - "$1" "$2" <<"PY"
import json, os, sys
rows = {r["file"][5:]: r for r in map(json.loads, open("rows"))}
count = sum(len(f) for _, _, f in os.walk("week/" + sys.argv[1]))
row = rows[sys.argv[1] + "/"]
assert row["reason_code"] == "kind.unpacked_bag" and f"({count} " in row["reason"], row
PY' - "$top" x
check 'what systems leave behind is counted: five, and one in a ZIP' has "$(cat told)" ' 6 '
check 'given = taken + named' bash -c 'python3 - "$1" <<"PY"
import json, os, sys
rows = [r["file"][5:] for r in map(json.loads, open("rows"))]
given = [os.path.relpath(os.path.join(d, f), "week") for d, _, names in os.walk("week") for f in names]
litter = {"Thumbs.db", "desktop.ini", ".DS_Store", "~$Bao cao.docx", ".~lock.a.ods#"}
for name in given:
    assert name in litter or name in rows or name.startswith(sys.argv[1] + "/") or any(r.startswith(name + " › ") for r in rows), name
for row in rows: assert row.endswith("/") or row.split(" › ")[0] in given, row
PY' - "$top"
check 'as CSV the same rows' same "$("$thuoc" triage week --csv 2>/dev/null | wc -l)" "$(($(wc -l <rows) + 1))"
status() { "$@" >out 2>err; echo $?; }
check 'verify opens a ZIP of bundles too' same "$(status "$thuoc" verify week/NopHoSo.zip) $(wc -l <out)" '0 2'
check '… and is not content where one stays in it' same "$(status "$thuoc" verify week/bz.zip) $(wc -l <out)" '1 2'
finish
