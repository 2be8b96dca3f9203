#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads what programs under ThreadSanitizer printed, and tells which reports are the project's.

Usage: threadreports.py LOG…      exit code 1 where a report is the project's, or where a log has no test's totals

A report is the project's where one of its two accesses was made by the project's code, templates and inline functions of
libraries included. Those of libraries stay: libc has locks that the sanitizer does not see, Qt asks without a lock whether
anybody listens to a signal (maybeSignalConnected), and its network access hands objects to its thread and back. They are
counted by place, so that a new kind shows. A lock order is the project's where it names a lock that the project's code
takes itself.
"""
import collections
import re
import sys

REPORT = "WARNING: ThreadSanitizer: "
ACCESS = re.compile(r"\n  (?:Atomic |Previous )?(?:atomic )?(?:[Rr]ead|[Ww]rite)[^\n]*\n((?:    #[^\n]*\n)+)")
TAKEN = re.compile(r"\n  Mutex \S+ acquired here[^\n]*\n((?:    #[^\n]*\n)+)")
MODULE = re.compile(r"\(([^()\s]+?)\+0x[0-9a-f]+\)\s*$")
RUNTIME = ("libtsan", "libstdc++")


def nearest(stack):
    """The module of the innermost frame that is no part of the runtime."""
    for frame in stack.splitlines():
        module = MODULE.search(frame)
        if module and not module[1].startswith(RUNTIME):
            return module[1]
    return "?"


def is_library(module):
    return module.startswith("lib")


def reports_of(text):
    for report in text.split(REPORT)[1:]:
        body, _, rest = report.partition("SUMMARY: ThreadSanitizer: ")
        stacks = ACCESS.findall(body)[:2] or TAKEN.findall(body)
        modules = [nearest(stack) for stack in stacks]
        place = rest.splitlines()[0] if rest else report.splitlines()[0]
        yield report, place, not modules or any(not is_library(module) for module in modules)


def main():
    failed = False
    places = collections.Counter()
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8", errors="replace") as log:
            text = log.read()
        if "\nTotals: " not in text:
            print(f"{name}: no test came to its end")
            failed = True
        for report, place, own in reports_of(text):
            if own:
                print(f"{name}: {report}")
                failed = True
            else:
                places[re.sub(r" \(pid=\d+\)", "", re.sub(r"^(.*?)\S*/(\S+)", r"\1\2", place))] += 1
    for place, count in places.most_common():
        print(f"{count:6} of a library: {place}")
    return 1 if failed or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
