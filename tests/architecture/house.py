#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the source tree against the house rules. usage: house.py [ROOT]; prints file:line: what; exit 1 if any."""

import os
import re
import sys

from rooms import APP, LONG, ROOMS, TOP_LEVEL

INCLUDE = re.compile(r'^\s*#\s*include\s+"((?:core|ui|app)/[a-z0-9]+)(?:/[^"]*)?"')
NESTED_LOOP = re.compile(r"\bQEventLoop\b|\bprocessEvents\b|\bqSleep\b|\bqWait\s*\(")
EXEC = re.compile(r"(?<!\bquery)(?:\.|->)exec\(\)")  # a QSqlQuery runs no loop
MARKUP = re.compile(r"\bQt::RichText\b|\bsetHtml\b|\btoHtml\s*\(")
SPDX = "SPDX-License-Identifier: Apache-2.0"
CODE = (".cpp", ".h")
LICENSED = CODE + (".py", ".sh", ".cmake")
MOST_LINES = {".h": 250, ".cpp": 500}


def room_of(path):
    parts = path.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 else ""


def files(root):
    for folder in sorted(TOP_LEVEL):
        for where, folders, names in os.walk(os.path.join(root, folder)):
            folders[:] = sorted(f for f in folders if not f.startswith(".") and f != "__pycache__")
            for name in sorted(names):
                yield os.path.relpath(os.path.join(where, name), root).replace(os.sep, "/")


def check_top_level(root):
    folders = {f for f in os.listdir(root)
               if os.path.isdir(os.path.join(root, f)) and not f.startswith(".") and f != "build"}
    for folder in sorted(folders - TOP_LEVEL):
        yield f"{folder}:1: a top-level folder that the house does not have"
    for folder in sorted(TOP_LEVEL - folders):
        yield f"{folder}:1: a top-level folder is missing"


def check_include(path, room, target):
    top = path.split("/")[0]
    if top == "tests" or target == room:
        return None
    if top == "app":
        return None if target in ROOMS else f"{room} must not include {target}"
    if room not in ROOMS:
        return f"{room or path} is not a room of the house (tests/architecture/rooms.py)"
    if target not in ROOMS[room]:
        return f"{room} must not include {target}"
    return None


def check_line(path, room, line):
    included = INCLUDE.match(line)
    if included:
        yield check_include(path, room, included.group(1))
    code = line.split("//")[0]
    if NESTED_LOOP.search(code):
        yield "a nested event loop or a sleep; use a signal, a coroutine or QTRY_*"
    main = path.endswith("/main.cpp") and path.startswith("app/")
    if EXEC.search(code) and not main:
        yield "exec() outside the main of a program"
    if MARKUP.search(code):
        yield "markup; text from a cluster is shown as plain text only"


def check_code(path, lines):
    room = room_of(path)
    top = path.split("/")[0]
    if top in ("core", "ui") and room not in ROOMS:
        yield f"{path}:1: {room or path} is not a room of the house (tests/architecture/rooms.py)"
    if top == "app" and room not in APP:
        yield f"{path}:1: {room or path} is not a program of app"
    most = MOST_LINES[os.path.splitext(path)[1]]
    if len(lines) > most and path not in LONG:
        yield f"{path}:{most + 1}: {len(lines)} lines where {most} are allowed"
    for number, line in enumerate(lines, 1):
        for what in check_line(path, room, line):
            if what:
                yield f"{path}:{number}: {what}"


def check_file(root, path):
    name = path.rsplit("/", 1)[-1]
    if not (name.endswith(LICENSED) or name == "CMakeLists.txt"):
        return
    with open(os.path.join(root, path), encoding="utf-8") as file:
        lines = file.read().splitlines()
    if not any(SPDX in line for line in lines[:3]):
        yield f"{path}:1: no line with {SPDX}"
    if name.endswith(CODE):
        yield from check_code(path, lines)


def check_man_page(root):
    source, page = "app/console/main.cpp", "packaging/man/konductor-console.1"
    if not os.path.exists(os.path.join(root, source)):
        return
    with open(os.path.join(root, source), encoding="utf-8") as file:
        options = re.findall(r'addOption\(\s*\{u"([a-z-]+)"_s', file.read())
    with open(os.path.join(root, page), encoding="utf-8") as file:
        text = file.read().replace("\\-", "-")
    for option in options:
        if "--" + option not in text:
            yield f"{page}:1: says nothing of --{option}"


def check(root):
    yield from check_top_level(root)
    yield from check_man_page(root)
    for path in files(root):
        yield from check_file(root, path)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    problems = list(check(sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..")))
    print("\n".join(problems) if problems else "The house is in order.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
