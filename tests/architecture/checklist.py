#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the tests to the checklists of a correct client: each number is a test slot or a reason.

usage: checklist.py [ROOT]; prints what is wrong; exit 1 if anything. Slots are `void kube_1_13_relistTurns…()` of a
class under tests; reasons are the lines `- 1.10: …` in tests/core/kube/README.md."""

import os
import re
import sys

SECTIONS = {"1": 55, "2": 32, "3a": 14}
REASONS = "tests/core/kube/README.md"
SLOT = re.compile(r"\bvoid kube_(\d+[a-z]?)_(\d+)_(?!\w*_data\b)\w+\(\)\s*(?:;|$)", re.MULTILINE)
REASON = re.compile(r"^- (\d+[a-z]?)\.(\d+): (.*)$", re.MULTILINE)


def slots(root):
    found = set()
    for where, _, names in os.walk(os.path.join(root, "tests")):
        for name in names:
            if name.startswith("tst_") and name.endswith(".cpp"):
                with open(os.path.join(where, name), encoding="utf-8") as file:
                    found.update((section, int(number)) for section, number in SLOT.findall(file.read()))
    return found


def reasons(root):
    with open(os.path.join(root, REASONS), encoding="utf-8") as file:
        return {(section, int(number)): text.strip() for section, number, text in REASON.findall(file.read())}


def check(root):
    tested = slots(root)
    excused = reasons(root)
    for section, last in SECTIONS.items():
        for number in range(1, last + 1):
            item = (section, number)
            name = f"{section}.{number}"
            if item not in tested and item not in excused:
                yield f"{name}: neither a slot kube_{section}_{number}_… nor a reason in {REASONS}"
            if item in tested and item in excused:
                yield f"{name}: has a slot, and a reason in {REASONS} why it needs none"
    for section, number in sorted(excused):
        if not 1 <= number <= SECTIONS.get(section, 0):
            yield f"{section}.{number}: a reason for a number that the checklist does not have"
        if len(excused[section, number]) < 20:
            yield f"{section}.{number}: too short for a reason"


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    problems = list(check(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..")))
    print("\n".join(problems) if problems else "Each number of the checklists is tested or has its reason.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
