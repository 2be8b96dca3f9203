#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads a CSV file as a spreadsheet would and prints its rows as JSON. usage: csvrows.py FILE"""

import csv
import json
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as source:
    print(json.dumps(list(csv.reader(source, strict=True))))
