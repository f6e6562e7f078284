"""The summary table computed a second time, from the bundles' own JSON and nothing of ours: add_up.py COLLECTION [--each]

COLLECTION is what `thuoc generate` made. Which files are sound is taken from what they were made to be (expected.ndjson),
never from our reader. Prints JSON: {"self": {...}, "external": {...}} by (group, section, row), as compare() below takes it.
"""
import csv
import hashlib
import json
import sys
import zipfile
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

YEAR = "2025-2026"
SEVERAL = {"th-thcs": ["th", "thcs"], "thcs-thpt": ["thcs", "thpt"], "th-thcs-thpt": ["th", "thcs", "thpt"]}
CONTINUING = ["gdtx", "gdnn-gdtx"]
GENERAL = ["th", "thcs", "thpt", "ptdtnt", "ptdtbt"]


def documents(path, *names):
    with zipfile.ZipFile(path) as bag:
        info = next(bag.read(n).decode() for n in bag.namelist() if n.endswith("/bag-info.txt"))
        read = [json.loads(next(bag.read(n) for n in bag.namelist() if n.endswith("/data/" + name))) for name in names]
    return dict(line.split(": ", 1) for line in info.splitlines()), *read


def items_of(pack):
    for group in pack["groups"]:
        for criterion in group["criteria"]:
            for item in criterion.get("items") or [criterion]:
                yield group, item


def levels_by_group(pack, answers):
    points = {group["id"]: Decimal(0) for group in pack["groups"]}
    for group, item in items_of(pack):
        answer = answers.get(item["id"], {})
        if item["kind"] == "yes_no":
            points[group["id"]] += Decimal(item["max"]["value"]) if answer.get("yes") else 0
        elif item.get("max") and "points" in answer:
            points[group["id"]] += Decimal(answer["points"])
    out = {}
    for group in pack["groups"]:
        value = points[group["id"]]
        for band in group.get("levels", pack["levels"])["bands"]:
            above = value > Decimal(band["from"]) or (value == Decimal(band["from"]) and band["from_included"])
            below = "to" not in band or value < Decimal(band["to"]) or (value == Decimal(band["to"]) and band.get("to_included"))
            if above and below:
                out[group["id"]] = band["level"]
    return points, out


def shares(counts):
    """Hundredths of a percent: rounded down, the rest to the largest remainders, the lower level first."""
    total = sum(counts)
    if not total:
        return [None] * len(counts)
    exact = [Fraction(n * 10000, total) for n in counts]
    out = [int(x) for x in exact]
    order = sorted(range(len(counts)), key=lambda i: (-(exact[i] - int(exact[i])), i))
    for i in order[:10000 - sum(out)]:
        out[i] += 1
    return out


def percent(hundredths):
    return None if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def rows_of(level, each):
    if level in SEVERAL:
        return SEVERAL[level] if each else ["multi"]
    return [level]


def main(folder, each):
    folder = Path(folder)
    made = [json.loads(line) for line in (folder / "expected.ndjson").read_text(encoding="utf-8").splitlines()]
    register = {row["Mã trường"].strip('="'): row for row in
                csv.DictReader((folder / "register.csv").read_text(encoding="utf-8-sig").splitlines())}
    sound = [m for m in made if m["verdict"] in ("valid", "unknown-key")]

    reviews = {}
    for m in sound:
        if m["fate"] == "review":
            info, review = documents(folder / m["file"], "review.json")
            digest = hashlib.sha256((folder / m["file"]).read_bytes()).hexdigest()
            reviews.setdefault(review["subject"]["bundle"], []).append((info["Bagging-Date"], digest, review))

    units = defaultdict(list)
    for m in sound:
        if m["fate"] in ("review", "foreign"):
            continue
        info, dossier, pack = documents(folder / m["file"], "dossier.json", "rubric.json")
        code = dossier["unit"]["code"]
        if dossier["school_year"] != YEAR or code not in register:
            continue
        digest = hashlib.sha256((folder / m["file"]).read_bytes()).hexdigest()
        history = dossier.get("history", [])
        changed = history[-1]["at"] if history else ""
        rank = (m["verdict"] == "valid", changed or info["Bagging-Date"], info["Bagging-Date"], digest)
        units[code].append((rank, dossier, pack, digest))

    tables = {"self": defaultdict(lambda: [set(), set(), set()]), "external": defaultdict(lambda: [set(), set(), set()])}
    assessed, titles = {"self": defaultdict(set), "external": defaultdict(set)}, {}
    for code, submissions in units.items():
        rank, dossier, pack, digest = max(submissions, key=lambda s: s[0])
        titles = {level["title"]["vi"]: level["id"] for level in pack["unit_levels"]}
        level = dossier["unit"]["level"]
        section = "continuing" if level in CONTINUING else "general"
        answers = {"self": dossier["answers"]}
        if digest in reviews:
            review = max(reviews[digest])[2]
            found = json.loads(json.dumps(dossier["answers"]))
            for item, entry in review["items"].items():
                if entry["assessed"]["state"] == "changed":
                    for key in ("points", "yes"):
                        if key in entry["assessed"]:
                            found.setdefault(item, {})[key] = entry["assessed"][key]
            answers["external"] = found
        for side, of_side in answers.items():
            for row in [""] + rows_of(level, each):
                assessed[side][(section, row)].add(code)
            for group, reached in levels_by_group(pack, of_side)[1].items():
                for key in [(group, "", ""), (group, section, "")] + [(group, section, row) for row in rows_of(level, each)]:
                    tables[side][key][reached - 1].add(code)

    expected = defaultdict(int)
    for row in register.values():
        level = titles[row["Cấp học"]]
        section = "continuing" if level in CONTINUING else "general"
        for name in [""] + rows_of(level, each):
            expected[(section, name)] += 1

    out = {}
    for side, table in tables.items():
        rows = {}
        sections = [("general", GENERAL + ([] if each else ["multi"])), ("continuing", CONTINUING)]
        for group in ("1", "2"):
            for section, names in [("", [])] + sections:
                for name in [""] + names:
                    counts = [len(cell) for cell in table[(group, section, name)]]
                    rows["|".join((group, section, name))] = [sum(counts)] + [
                        [n, percent(s)] for n, s in zip(counts, shares(counts))]
        scale = {}
        for section, names in sections:
            for name in [""] + names:
                n, of = len(assessed[side][(section, name)]), expected[(section, name)]
                rounded = int(Fraction(n * 10000, of) + Fraction(1, 2)) if of else None
                scale[f"{section}|{name}"] = [n, of, percent(rounded)]
        out[side] = {"rows": rows, "scale": scale}
    return out


def ours(text):
    """The same shape out of rollup.json."""
    out = {}
    for side, table in json.loads(text)["tables"].items():
        rows = {"|".join((r["group"], r.get("section", ""), r.get("row", ""))):
                [r["all"]] + [[c["count"], c.get("percent")] for c in r["levels"]] for r in table["rows"]}
        scale = {f'{r["section"]}|{r.get("row", "")}': [r["assessed"], r.get("expected"), r.get("percent")] for r in table["scale"]}
        out[side] = {"rows": rows, "scale": scale}
    return out


if __name__ == "__main__":
    computed = main(sys.argv[1], "--each" in sys.argv)
    given = ours(sys.stdin.read())
    counted = computed["self"]["rows"]["1||"][0]
    differences = [f"{side} {part} {key}: {computed[side][part].get(key)} computed, {given[side][part].get(key)} ours"
                   for side in computed for part in computed[side]
                   for key in computed[side][part].keys() | given[side][part].keys()
                   if computed[side][part].get(key) != given[side][part].get(key)]
    print("\n".join(differences) or f"equal, {counted} units")
    sys.exit(bool(differences) or counted == 0)
