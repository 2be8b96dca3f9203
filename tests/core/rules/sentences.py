#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that README.md beside this file names only tests that exist, and every test of the rules."""
import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
named = set()
for line in (here / "README.md").read_text(encoding="utf-8").splitlines():
    cells = line.split("|")
    if len(cells) == 4:
        named |= set(re.findall(r"`(\w+)`", cells[2]))
tests = set()
for source in here.glob("tst_*.cpp"):
    tests |= set(re.findall(r"^    void (\w+)\(\)", source.read_text(encoding="utf-8"), re.MULTILINE))
tests = {name for name in tests if not name.endswith("_data") and name not in ("init", "initTestCase", "makeDue")}

for name in sorted(named - tests):
    print(f"README.md names {name}, which is no test")
for name in sorted(tests - named):
    print(f"README.md does not name the test {name}")
sys.exit(1 if not named or named != tests else 0)
