#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds resources/translations against the words of the source: none missing, none left over, each translated, with the
same places (%1, %n, {1}) and as many plural forms as its language has. usage: words.py [--update]; prints what is wrong;
exit 1 if anything is. --update first takes the words of the source into the files, unfinished."""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FOLDER = "resources/translations"
PLACE = re.compile(r"%L?[1-9n]|\{[1-9]\}")
FORMS = {"de": 2, "ar": 6}


def lupdate():
    found = shutil.which("lupdate", path="/usr/lib/qt6/bin" + os.pathsep + os.environ.get("PATH", ""))
    if not found:
        print("SKIPPED: lupdate is not installed (qt6-l10n-tools)")
        sys.exit(0)
    return found


def scenarios(folder):
    """The sandbox describes its scenarios in YAML; here as lupdate reads it."""
    path = os.path.join(folder, "scenarios.cpp")
    with open(path, "w", encoding="utf-8") as source:
        for file in sorted(glob.glob(os.path.join(ROOT, "resources/scenarios/*.yaml"))):
            with open(file, encoding="utf-8") as text:
                found = re.search(r'^description: "?(.*?)"?$', text.read(), re.MULTILINE)
            print(f'QT_TRANSLATE_NOOP("Scenario", {json.dumps(found.group(1), ensure_ascii=False)})', file=source)
    return path


def read_source(into):
    """The one place that says how the words are found."""
    with tempfile.TemporaryDirectory() as folder:
        return read_sources([scenarios(folder), "core", "ui", "app/console"], into)


def read_sources(sources, into):
    done = subprocess.run(
        [lupdate(), "-silent", "-no-obsolete", "-locations", "none", "-tr-function-alias",
         "translate+=inWords,translate+=spoken", "-I", ".", *sources, "-ts", *into], cwd=ROOT, check=True, capture_output=True, text=True)
    # A word whose context lupdate cannot tell is one that no translation reaches.
    return [line for line in done.stderr.splitlines() if "cannot be called without context" in line
            or "unknown namespace/class" in line or "lacks Q_OBJECT" in line]


def messages(path):
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            found[key] = message
    return found


def forms(message):
    translation = message.find("translation")
    several = translation.findall("numerusform")
    return [form.text or "" for form in several] if several else [translation.text or ""]


def odd(key, message, language):
    source = key[1]
    if message.find("translation").get("type"):
        yield "is not translated"
        return
    said = forms(message)
    wanted = FORMS[language] if message.get("numerus") else 1
    if len(said) != wanted:
        yield f"has {len(said)} forms where {wanted} are needed"
    places = set(PLACE.findall(source))
    for form in said:
        if not form.strip():
            yield "is empty"
        missing = places - set(PLACE.findall(form))
        added = set(PLACE.findall(form)) - places
        # "ein Objekt" needs no number.
        if added or missing - ({"%n"} if message.get("numerus") else set()):
            yield f"has other places than the source: {form}"


def check(path, now):
    language = os.path.splitext(os.path.basename(path))[0].split("_")[1]
    there = messages(os.path.join(ROOT, path))
    for key in sorted(set(now) - set(there)):
        yield f"{path}: {key[0]}: missing: {key[1]}"
    for key in sorted(set(there) - set(now)):
        yield f"{path}: {key[0]}: no longer said: {key[1]}"
    for key in sorted(set(now) & set(there)):
        for what in odd(key, there[key], language):
            yield f"{path}: {key[0]}: {what}: {key[1]}"


def main():
    paths = [f"{FOLDER}/konductor_{language}.ts" for language in FORMS]
    problems = []
    if "--update" in sys.argv[1:]:
        read_source(paths)
    with tempfile.TemporaryDirectory() as folder:
        fresh = os.path.join(folder, "words.ts")
        problems += read_source([fresh])
        now = messages(fresh)
    for path in paths:
        problems += check(path, now)
    print("\n".join(problems) if problems else f"{len(now)} words, all translated into {', '.join(FORMS)}.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
