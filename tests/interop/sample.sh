#!/usr/bin/env bash
# The inspection sample, drawn again by others: a Python script from the recipe alone, and sha256sum for single tickets.
source "$(dirname "$0")/support/check.sh"

python3 - <<'P'
import random
r = random.Random(5)
words = ["Tiểu học", "THCS", "Trung học phổ thông", "TH&THCS", ""]
rows = [f"MH {i:04d}\tTrường số {i}\t{r.choice(words)}" for i in range(1, 701)]
r.shuffle(rows)
open("list.txt", "w").write("Mã trường\tTên trường\tCấp học\n" + "\n".join(rows) + "\n")
P
cat > again.py <<'P'
# docs/format.md, "The inspection sample", and nothing else.
import hashlib, sys
from fractions import Fraction
from math import ceil
seed, percent = sys.argv[1], Fraction(sys.argv[2])
levels = {"Tiểu học": "th", "THCS": "thcs", "Trung học phổ thông": "thpt", "TH&THCS": "th-thcs", "": "-"}
strata = {}
for line in open("list.txt").read().splitlines()[1:]:
    code, _, level = line.split("\t")
    strata.setdefault(levels[level], []).append((hashlib.sha256(f"{seed}:{code}".encode()).hexdigest(), code))
for name in sorted(strata):
    for ticket, code in sorted(strata[name])[:ceil(len(strata[name]) * percent / 100)]:
        print(name, ticket, code, sep="\t")
P
for seed in 'hạt giống 05/4/2026' '1' '"$HOME" %s'; do
  for percent in 30 33.33 0.01 100; do
    check "$percent % from “$seed”: Python draws the same" cmp <("$thuoc" sample list.txt --seed "$seed" --percent "$percent") <(python3 again.py "$seed" "$percent")
  done
done
check 'without a figure it is 30 %' cmp <("$thuoc" sample list.txt --seed 1) <(python3 again.py 1 30)
"$thuoc" sample list.txt --seed 'lần 1' > drawn
check 'a ticket is what sha256sum says' bash -c 'while IFS=$'"'\t'"' read -r _ ticket code; do
  [[ $(printf "%s:%s" "lần 1" "$code" | sha256sum | cut -c1-64) == "$ticket" ]] || exit 1; done < <(head -20 drawn)'
{ head -1 list.txt; tail -n +2 list.txt | sort -r; } > other.txt
check 'the order of the list does not matter' cmp drawn <("$thuoc" sample other.txt --seed 'lần 1')
printf 'MH 0001\tKhác\n' >> other.txt
check 'a list with a line that cannot be used is not drawn from' bash -c '"$0" sample other.txt --seed 1 >out 2>err; [[ $? == 1 && ! -s out ]] && grep -q "Dòng 702" err' "$thuoc"
check 'no seed, no draw' bash -c '"$0" sample list.txt >out 2>err; [[ $? == 2 && ! -s out ]]' "$thuoc"
check 'more than all of them' bash -c '"$0" sample list.txt --seed 1 --percent 101 2>err; [[ $? == 1 ]] && grep -q "101" err' "$thuoc"
finish
