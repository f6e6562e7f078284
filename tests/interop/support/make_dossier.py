"""A dossier that answers everything, with evidence files beside it: make_dossier.py PACK.json FOLDER [SIZE...]

Straight from the pack's JSON, so that nothing of our own code decides what a whole dossier is. SIZE: bytes of further
evidence files of pseudo-random content.
"""
import hashlib
import json
import random
import sys
import zlib
from pathlib import Path

pack = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
folder = Path(sys.argv[2])
sizes = [int(size) for size in sys.argv[3:]]
files = folder / "minh-chung"
files.mkdir(parents=True, exist_ok=True)


def items():
    for group in pack["groups"]:
        for criterion in group["criteria"]:
            yield from criterion.get("items") or [criterion]


def answer(item):
    kind = item["kind"]
    points = {"points": item["max"]["value"]} if item.get("max") else {}
    return {
        "mandatory": {"yes": True},
        "yes_no": {"yes": True},
        "score": points,
        "ratio": {"numerator": 30, "denominator": 40, **points},
        "count": {"count": 12, **points},
        "level": {"level": 2, **points},
        "information": {"text": "LMS của trường"},
    }[kind]


evidence = []


def add(name, content, item):
    (files / name).write_bytes(content)
    number = len(evidence) + 1
    evidence.append({
        "id": f"mc{number}", "type": "file", "title": f"Minh chứng {number}", "items": [item],
        "file": {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content),
                 "crc32": zlib.crc32(content), "name": name, "media_type": "application/octet-stream"},
        "added_at": "2026-01-20T02:15:00Z",
    })


first = next(items())["id"]
add("Kế hoạch dạy học.pdf", b"%PDF-1.4\n" + b"k" * 5000, first)
add("ảnh phòng máy.JPG", bytes(range(256)) * 40, first)
add("trống.txt", b"", first)
source = random.Random(1)
for size in sizes:
    add(f"lon-{len(evidence)}.bin", source.randbytes(size), first)

dossier = {
    "format": "thuoc-dossier", "version": 1, "id": "0123456789abcdef0123456789abcdef",
    "school_year": "2025-2026", "pack": f"{pack['id']}@{pack['edition']}",
    "unit": {"code": "MH 04/17", "name": "Trường THCS Đồi Chim Sẻ", "level": pack["applies_to"][1],
             "ownership": "public", "head": {"name": "Lê Thị Hoài Thương", "title": "Hiệu trưởng"}},
    "answers": {item["id"]: answer(item) for item in items()},
    "evidence": evidence, "next_evidence": len(evidence) + 1,
}
(folder / "dossier.json").write_text(json.dumps(dossier, ensure_ascii=False, indent=2), encoding="utf-8")
