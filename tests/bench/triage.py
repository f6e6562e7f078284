"""What a careful IT officer would write: the checks of `thuoc triage` with zipfile, hashlib and openssl: triage.py FOLDER

One row a bundle: container, manifests, every hash, the signature, the points of both groups. A measure for ours, not a
substitute: zipfile lets booby-trapped archives through that the strict reader refuses.
"""
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path


def points_of(dossier, pack):
    out = {}
    for group in pack["groups"]:
        total = Decimal(0)
        for criterion in group["criteria"]:
            for item in criterion.get("items") or [criterion]:
                answer = dossier["answers"].get(item["id"], {})
                if item["kind"] == "yes_no":
                    total += Decimal(item["max"]["value"]) if answer.get("yes") else 0
                elif item.get("max"):
                    total += Decimal(answer.get("points", 0))
        out[group["id"]] = str(total)
    return out


def check(path, scratch):
    with zipfile.ZipFile(path) as bag:
        top = bag.namelist()[0].split("/")[0] + "/"
        files = {i.filename.removeprefix(top): bag.read(i) for i in bag.infolist()}
    for manifest in ("tagmanifest-sha256.txt", "manifest-sha256.txt"):
        for line in files[manifest].decode().splitlines():
            digest, name = line.split("  ", 1)
            if hashlib.sha256(files[name]).hexdigest() != digest:
                return "altered", name
    listed = {line.split("  ", 1)[1] for line in files["manifest-sha256.txt"].decode().splitlines()}
    if listed != {name for name in files if name.startswith("data/")}:
        return "altered", "payload"
    stem = next(name for name in files if name.endswith(".ed25519")).removesuffix(".ed25519")
    for name, content in (("sig", files[stem + ".ed25519"]), ("pem", files[stem + ".pub.pem"]), ("bytes", files["tagmanifest-sha256.txt"])):
        (scratch / name).write_bytes(content)
    verified = subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", scratch / "pem", "-sigfile", scratch / "sig",
                               "-in", scratch / "bytes"], capture_output=True)
    if verified.returncode:
        return "altered", "signature"
    dossier, pack = json.loads(files["data/dossier.json"]), json.loads(files["data/rubric.json"])
    return "good", (dossier["unit"]["code"], points_of(dossier, pack))


with tempfile.TemporaryDirectory() as scratch:
    for path in sorted(Path(sys.argv[1]).rglob("*")):
        if path.is_file():
            try:
                print(path, *check(path, Path(scratch)))
            except Exception as error:  # whatever a stranger's file does to zipfile
                print(path, "rejected", type(error).__name__)
