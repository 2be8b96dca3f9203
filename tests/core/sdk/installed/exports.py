#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""exports.py LIBRARY INCLUDE: the library shows what its installed headers mark with KONDUCTOR_EXPORT, all of that and
nothing else."""
import pathlib
import re
import subprocess
import sys

PREFIXES = re.compile(r"^(?:(?:typeinfo(?: name)?|vtable|VTT|guard variable) for |non-virtual thunk to )")


def marked(include):
    """The classes and the functions with the mark, by their unqualified names."""
    text = "\n".join(path.read_text() for path in sorted(include.rglob("*.h")))
    classes = set(re.findall(r"\b(?:class|struct) KONDUCTOR_EXPORT (\w+)", text))
    functions = set()
    for declaration in re.findall(r"(?<!class )(?<!struct )(?<!define )KONDUCTOR_EXPORT ([^;{]*)", text):
        functions.add(re.search(r"(\w+)\(", declaration).group(1))
    return classes, functions


def shown(library):
    """The unqualified parts of each name: konductor::sdk::Client::ns() is ["konductor", "sdk", "Client", "ns"]."""
    lines = subprocess.run(["nm", "-DC", "--defined-only", library], check=True, capture_output=True, text=True).stdout
    for line in lines.splitlines():
        symbol = line.split(maxsplit=2)[2]
        name = PREFIXES.sub("", symbol)
        yield symbol, re.split(r"::", re.split(r"[(<\[]", name)[0])


def main():
    classes, functions = marked(pathlib.Path(sys.argv[2]))
    unseen = classes | functions
    wrong = []
    count = 0
    for symbol, parts in shown(sys.argv[1]):
        count += 1
        allowed = classes.intersection(parts) or functions.intersection(parts[-1:])
        unseen -= allowed
        if parts[0] != "konductor" or not allowed:
            wrong.append(symbol)
    for symbol in wrong[:20]:
        print(f"exports.py: leaves the library unmarked: {symbol}", file=sys.stderr)
    for name in sorted(unseen):
        print(f"exports.py: marked, but not in the library: {name}", file=sys.stderr)
    print(f"{count} symbols of {len(classes)} classes and {len(functions)} functions")
    return 1 if wrong or unseen or not classes else 0


if __name__ == "__main__":
    sys.exit(main())
