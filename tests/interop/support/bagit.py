"""Is this folder a complete and valid bag? Straight from RFC 8493, knowing nothing of Thước: bagit.py FOLDER"""
import hashlib
import re
import sys
from pathlib import Path

bag = Path(sys.argv[1])
problems = []


def manifest(path):
    lines = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"([0-9a-fA-F]{64})[ \t]+(.+)", line)
        if not match:
            problems.append(f"{path.name}: {line!r}")
        elif match[2] in lines:
            problems.append(f"{path.name}: {match[2]} twice")
        else:
            lines[match[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")] = match[1].lower()
    for name, digest in lines.items():
        file = bag / name
        if not file.is_file():
            problems.append(f"{path.name}: {name} is missing")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            problems.append(f"{path.name}: {name} differs")
    return lines


declaration = (bag / "bagit.txt").read_text(encoding="utf-8").splitlines()          # §2.1.1
if declaration != ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"]:
    problems.append("bagit.txt")
payload = {str(file.relative_to(bag)) for file in (bag / "data").rglob("*") if file.is_file()}
listed = manifest(bag / "manifest-sha256.txt")                                     # §2.1.3
if set(listed) != payload:
    problems.append(f"payload and manifest differ: {set(listed) ^ payload}")
tags = manifest(bag / "tagmanifest-sha256.txt")                                    # §2.2.1
for name in tags:
    if name.startswith("data/") or name.startswith("tagmanifest"):
        problems.append(f"tagmanifest lists {name}")
info = [line.split(": ", 1) for line in (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()]  # §2.2.2
if any(len(pair) != 2 or not pair[0] or pair[0] != pair[0].strip() for pair in info):
    problems.append("bag-info.txt")
size = sum((bag / name).stat().st_size for name in payload)
if dict(info).get("Payload-Oxum") != f"{size}.{len(payload)}":
    problems.append(f"Payload-Oxum is not {size}.{len(payload)}")
print("\n".join(problems) or "complete and valid")
sys.exit(bool(problems))
