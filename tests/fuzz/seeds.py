#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the seed corpora of the fuzz targets from the recordings in tests/data. usage: seeds.py FOLDER"""

import glob
import hashlib
import json
import os
import sys

KINDS = ["Semaphore", "Permit", "Barrier", "Arrival", "Lease", "LeaseRequest", "Gate", "Mutex", "RWMutex", "Once",
         "WaitGroup", "Job"]
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
DURATIONS = ["0s", "10m", "1h30m", "1.5h", "-5s", "100ms", "9223372036854775807ns", "-2562047h47m16.854775808s", "1µs"]
TIMES = ["2026-11-24T10:02:58Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "2026-02-29T00:00:00+02:00",
         "2026-11-24T10:02:58.5-12:45", "Tue, 24 Nov 2026 11:14:06 GMT", "120", "99999999999999999999", "1000999"]
STATUSES = [
    '{"kind":"Status","status":"Failure","message":"gone","reason":"Expired","code":410}',
    '{"kind":"Status","status":"Failure","message":"Too large resource version: 9","reason":"Timeout","code":504}',
    '{"kind":"Status","status":"Failure","reason":"TooManyRequests","details":{"retryAfterSeconds":3},"code":429}',
    "<html><head><style>p{}</style><title>502 Bad Gateway</title></head><body>nginx</body></html>",
    '299 - "v1 is old", 299 k8s "a \\"quoted\\" one" "Tue, 24 Nov 2026 11:14:06 GMT"', "https://user:pw@elsewhere/x?y#z"]
KUBECONFIG = """apiVersion: v1
kind: Config
current-context: a
clusters: [{name: c, cluster: {server: "https://h:6443/p", insecure-skip-tls-verify: true, tls-server-name: x}}]
users: [{name: u, user: {token: t}}, {name: b, user: {username: n, password: p}}]
contexts: [{name: a, context: {cluster: c, user: u, namespace: ns}}, {name: b, context: {cluster: c, user: b}}]
"""


def recorded_objects():
    for path in sorted(glob.glob(os.path.join(DATA, "recorded", "*.json"))):
        with open(path, encoding="utf-8") as file:
            yield from json.load(file)["items"]
    for path in sorted(glob.glob(os.path.join(DATA, "traces", "*.ndjson"))):
        with open(path, encoding="utf-8") as file:
            for line in file:
                if "object" in (event := json.loads(line)):
                    yield event["object"]


def compact(value):
    return json.dumps(value, separators=(",", ":")).encode()


def event(kind, item):
    return compact({"type": kind, "object": item}) + b"\n"


def decoder_seeds(items):
    for item in items:
        kind = bytes([KINDS.index(item["kind"])])
        yield kind + b"\x00" + compact(item)
        yield kind + b"\x02" + event("MODIFIED", item)
    for number, name in enumerate(KINDS):
        same = [item for item in items if item["kind"] == name][:3]
        listed = {"kind": name + "List", "metadata": {"resourceVersion": "9", "continue": "t"}, "items": same}
        yield bytes([number]) + b"\x01" + compact(listed)


def splitter_seeds(items):
    for start in range(0, len(items), 3):
        yield bytes([start % 256, 0]) + b"".join(event("ADDED", item) for item in items[start:start + 3])
    yield b"\x01\x40" + event("ADDED", items[0]) + b'{"type":"BOOKMARK"}\n<html>oops</html>\n{"type":"ADDED","obj'


def snapshot_seeds(items):
    with open(os.path.join(DATA, "snapshots", "v1.json"), "rb") as file:
        yield file.read()
    when = {"local": "2026-11-24T12:00:05Z", "server": "2026-11-24T12:00:00Z", "uncertaintySeconds": None}
    holder = {"namespace": "n", "name": "a", "verdict": "gone", "seenAs": "pod", "since": "2026-11-24T11:00:00Z",
              "calls": [{"kind": "Lease", "namespace": "n", "name": "db", "holder": "a"}]}
    for name in KINDS:
        same = [item for item in items if item["kind"] == name][:2]
        kind = {"kind": name, "visibility": {"state": "complete", "resourceVersions": {"": "9"}}, "list": {"items": same}}
        document = compact({"schema": "konductor.io/snapshot/v2", "takenAt": when, "connection": {"state": "live"},
                            "kinds": [kind], "pods": {"cluster": "current", "namespaces": {}}, "holders": [holder]})
        yield document
        yield document.replace(b'"spec":', b'"spec":\t\r')  # once found: escaped as if it stood in a text
        yield document.replace(b'"spec":', b'"other":{\x04"a","b":1},"spec":')  # once found: broken where nobody looks
        # Once found: a value that is no JSON at all is a problem that the item's other values do not show.
        for meta in [item["metadata"] for item in same[:1]]:
            yield document.replace(b'"namespace":' + compact(meta["namespace"]), b'"namespace":\0')
            problems = [{"namespace": meta["namespace"], "name": meta["name"], "problems": ["odd"]}]
            yield document.replace(b'"list":', b'"problems":' + compact(problems) + b',"list":')


def corpora():
    # One of each shape is enough: a fuzzer gains nothing from the same fields with other values.
    shapes = {}
    for item in recorded_objects():
        shape = (item["kind"], json.dumps(sorted(item.get("spec", {}))), json.dumps(sorted(item.get("status", {}))))
        shapes.setdefault(shape, item)
    items = list(shapes.values())
    yield "decoder", decoder_seeds(items)
    yield "framesplitter", splitter_seeds(items)
    yield "snapshot", snapshot_seeds(items)
    yield "time", (text.encode() for text in DURATIONS + TIMES)
    yield "status", (bytes([code, flags]) + text.encode()
                     for text in STATUSES for code, flags in ((0, 4), (55, 0), (101, 3), (101, 8)))
    yield "kubeconfig", [KUBECONFIG.encode(), b'{"kind":"Config","clusters":null,"contexts":[{"name":"x"}]}']


def main():
    for name, seeds in corpora():
        folder = os.path.join(sys.argv[1], name)
        os.makedirs(folder, exist_ok=True)
        for seed in seeds:
            with open(os.path.join(folder, hashlib.sha256(seed).hexdigest()[:16]), "wb") as file:
                file.write(seed)


if __name__ == "__main__":
    main()
