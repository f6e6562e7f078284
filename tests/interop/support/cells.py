"""Cells of a table that LibreOffice saved as flat XML.

cells.py formulas FILE: how many cells hold one.
cells.py names FILE NAMES.json: each name stands in a cell of text, with apostrophes before what would begin a formula.
"""
import json
import re
import sys
import xml.etree.ElementTree as xml

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

cells = list(xml.parse(sys.argv[2]).iter(TABLE + "table-cell"))
assert len(cells) > 2, len(cells)
if sys.argv[1] == "formulas":
    # ="0123" is how a code of digits keeps its zeros: a text, whoever reckons it.
    found = [cell.get(TABLE + "formula", "") for cell in cells]
    print(sum(1 for formula in found if formula and not re.fullmatch(r'of:="[0-9]+"', formula)))
else:
    def words(cell):
        def of(node):
            out = node.text or ""
            for inner in node:
                out += " " * int(inner.get(TEXT + "c", "1")) if inner.tag == TEXT + "s" else of(inner)
                out += inner.tail or ""
            return out
        return "\n".join(of(p) for p in cell.iter(TEXT + "p"))
    texts = {words(cell) for cell in cells if cell.get(OFFICE + "value-type") == "string"}
    texts |= {text[2:-1] for text in texts if re.fullmatch(r'="[0-9]+"', text)}
    plain = {re.sub(r"'(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t])", "", text) for text in texts}
    missing = []
    for name in json.load(open(sys.argv[3])):
        name = " ".join(name.split())  # a name is one line, without blanks around it
        if re.sub(r"'(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t])", "", name) not in plain:
            missing.append(name)
    assert not missing, (missing, sorted(texts)[:60])
