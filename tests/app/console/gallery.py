# SPDX-License-Identifier: Apache-2.0
"""The gallery in each language, at 100 and 200 %: every picture is there, none is empty, no text has too little room.

gallery.py CONSOLE OUT: the pictures stay in OUT/<language>-<scale>, to be looked at.
"""

import collections
import os
import pathlib
import shutil
import struct
import subprocess
import sys

LANGUAGES = ("en", "de", "ar")
SCALES = (1, 2)
PATIENCE = 900
SMALLEST = 1_000  # bytes: a picture of one colour has fewer
NOT_OURS = (  # what Qt says where there is no desktop
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "QStandardPaths: XDG_RUNTIME_DIR not set",
)


def start(console, folder, language, scale):
    home = folder / "home"
    home.mkdir(parents=True)
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale), "HOME": str(home), "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_RUNTIME_DIR": str(home), "KUBECONFIG": "/dev/null"}
    home.chmod(0o700)
    return subprocess.Popen([console, "--set", f"language={language}", "--gallery", str(folder)], env=environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def size(picture):
    """Width and height from a PNG's header; none of something else."""
    head = picture.read_bytes()[:24]
    return struct.unpack(">II", head[16:24]) if head.startswith(b"\x89PNG") else None


def complaints(run, folder, scale):
    """What is wrong with one gallery, and the names of its pictures."""
    said, warned = run.communicate(timeout=PATIENCE)
    lines = said.splitlines()
    wrong = [line for line in lines if line.startswith("cut: ")]
    wrong += [f"warning: {line}" for line in warned.splitlines() if not any(known in line for known in NOT_OURS)]
    if run.returncode:
        wrong.append(f"ended with {run.returncode}")
    pictures = [pathlib.Path(line) for line in lines if line.endswith(".png")]
    for picture in pictures:
        measured = size(picture)
        if not measured or min(measured) < 60 * scale or picture.stat().st_size < SMALLEST:
            wrong.append(f"{picture.name} is no picture of a window: {measured}")
    return wrong, [picture.name for picture in pictures]


def main():
    console, out = sys.argv[1], pathlib.Path(sys.argv[2])
    shutil.rmtree(out, ignore_errors=True)
    runs = {}
    for language in LANGUAGES:
        for scale in SCALES:
            folder = out / f"{language}-{scale}"
            runs[folder] = (start(console, folder, language, scale), scale)
    wrong = collections.defaultdict(list)
    names = {}
    for folder, (run, scale) in runs.items():
        wrong[folder], names[folder] = complaints(run, folder, scale)
    expected = max(names.values(), key=len)
    for folder, found in names.items():
        wrong[folder] += [f"{name} is missing" for name in expected if name not in found]
        print(f"{folder.name}: {len(found)} pictures")
        for line in wrong[folder]:
            print(f"  {line}")
    if not expected or any(wrong.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
