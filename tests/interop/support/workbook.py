"""Does a workbook say what rollup.json says? workbook.py BOOK.xlsx ROLLUP.json [SHEET.csv]

The workbook is read as what it is: XML in a ZIP (ECMA-376), by nothing of ours. SHEET.csv: the first sheet as LibreOffice
gives it, whose numbers must be the same.
"""
import csv
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
rollup = json.load(open(sys.argv[2], encoding="utf-8"))
strings = ["".join(t.text or "" for t in si.iter(M + "t")) for si in ET.fromstring(book.read("xl/sharedStrings.xml"))]
names = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter(M + "sheet")]


def sheet(name):
    root = ET.fromstring(book.read(f"xl/worksheets/sheet{names.index(name) + 1}.xml"))
    rows = {}
    for cell in root.iter(M + "c"):
        column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
        value = cell.find(M + "v")
        if value is None:
            continue
        text = strings[int(value.text)] if cell.get("t") == "s" else float(value.text)
        rows.setdefault(int(row), {})[column] = text
    return root, rows


def check_table(name, table):
    root, rows = sheet(name)
    head = next(n for n, row in rows.items() if row.get("A") == "STT")
    for i, want in enumerate(table["rows"]):
        got = rows[head + 2 + i]
        title = got["B"].removeprefix("+ ")
        assert title == want["title"], (title, want)
        assert got.get("A", "") == want.get("number", ""), got
        for cell, (count, percent) in zip(want["levels"], ("CD", "EF", "GH")):
            assert got[count] == cell["count"], (want, got)
            share = None if percent not in got else f"{got[percent]:.2f}"
            assert share == cell.get("percent"), (want, got)
        assert got["I"] == want["all"], (want, got)
    assert len(rows[head + 1 + len(table["rows"])]) and head + 2 + len(table["rows"]) not in rows
    scale = next(n for n, row in rows.items() if row.get("B") == "Cơ sở giáo dục (CSGD)")
    for i, want in enumerate(table["scale"]):
        got = rows[scale + 1 + i]
        assert got["C"] == want["assessed"] and got["D"] == want.get("expected", "…"), (want, got)
    # Ready to print: A4, across, one page wide, the head again on every page.
    setup = root.find(M + "pageSetup")
    assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "landscape", "0")
    assert root.find(M + "drawing") is not None, "no chart"
    return head


def filtered(name):
    root, rows = sheet(name)
    assert root.find(f"{M}sheetViews/{M}sheetView/{M}pane").get("state") == "frozen", name
    assert root.find(M + "autoFilter") is not None, name
    return rows


head = check_table("Bảng tổng hợp", rollup["tables"]["self"])
external = any("external" in unit for unit in rollup["units"])
assert ("Tổng hợp đánh giá ngoài" in names) == external
if external:
    check_table("Tổng hợp đánh giá ngoài", rollup["tables"]["external"])
defined = {(d.get("name"), d.get("localSheetId")): d.text for d in ET.fromstring(book.read("xl/workbook.xml")).iter(M + "definedName")}
assert f"${head}:${head + 1}" in defined[("_xlnm.Print_Titles", "0")], defined

rows = filtered("Danh sách đơn vị")
column = {title: letter for letter, title in rows[1].items()}
assert len(rows) == 1 + len(rollup["units"])
for i, unit in enumerate(rollup["units"]):
    got = rows[2 + i]
    assert got[column["Mã đơn vị"]] == unit["code"], got                 # text: zeros in front stay
    assert got[column["Mã băm hồ sơ (SHA-256)"]] == unit["bundle"]
    for group in unit["self"]:
        assert got[column[f"Điểm nhóm {group['group']}"]] == float(group["points"])
        assert got[column[f"Mức độ nhóm {group['group']}"]] == group["level"]
    assert isinstance(got[column["Ngày ký hồ sơ"]], float), "a date is a number to Excel"
# Points of items come from bundles: a roll-up brings none, and there is no empty sheet for them.
assert ("Điểm chi tiết" in names) == (not rollup.get("parts"))
if "Điểm chi tiết" in names:
    assert len(filtered("Điểm chi tiết")) == 1 + len(rollup["units"])
notes = " ".join(str(cell) for row in sheet("Ghi chú")[1].values() for cell in row.values())
assert "Bản chép đang có ghi 6" in notes and "cộng lại đúng 100,00" in notes

if len(sys.argv) > 3:
    seen = list(csv.reader(open(sys.argv[3], encoding="utf-8")))
    start = next(n for n, row in enumerate(seen) if row[0] == "STT") + 2
    for i, want in enumerate(rollup["tables"]["self"]["rows"]):
        got = seen[start + i]
        for cell, (count, percent) in zip(want["levels"], ((2, 3), (4, 5), (6, 7))):
            assert int(got[count]) == cell["count"], (want, got)
            share = f"{float(got[percent]):.2f}" if got[percent] else None
            assert share == cell.get("percent"), (want, got)
print(f"{len(names)} sheets, {len(rollup['units'])} units")
