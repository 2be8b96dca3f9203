#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The official Python client on permits: a peer for ./dev bench. Lists them in pages of 500, keeps what it was given,
then follows the watch and counts. Prints the same lines of JSON as the other clients."""

import argparse
import json
import resource
import sys
import time

started = time.monotonic()

try:
    from kubernetes import client, config, watch
except ImportError:
    print("python3-kubernetes is not installed", file=sys.stderr)
    sys.exit(3)

PERMITS = ("sync.konductor.io", "v1", "permits")


def tell(what, objects):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = {"type": what, "objects": objects, "seconds": time.monotonic() - started, "peakMemoryMiB": peak}
    print(json.dumps(line), flush=True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--kubeconfig", required=True)
    options.add_argument("--changes", type=int, default=0)
    given = options.parse_args()
    api = client.CustomObjectsApi(config.new_client_from_config(given.kubeconfig))
    kept, more, version = {}, None, None
    while more is None or more:
        page = api.list_cluster_custom_object(*PERMITS, limit=500, **({"_continue": more} if more else {}))
        version = page["metadata"]["resourceVersion"]
        more = page["metadata"].get("continue", "")
        for item in page["items"]:
            kept[item["metadata"]["namespace"], item["metadata"]["name"]] = item
    tell("SYNCED", len(kept))
    seen = 0
    for event in watch.Watch().stream(api.list_cluster_custom_object, *PERMITS, resource_version=version):
        if event["type"] != "MODIFIED":
            continue
        item = event["object"]
        kept[item["metadata"]["namespace"], item["metadata"]["name"]] = item
        seen += 1
        if seen == given.changes:
            tell("CHANGED", seen)
            break


if __name__ == "__main__":
    main()
