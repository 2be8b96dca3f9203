# SPDX-License-Identifier: Apache-2.0
"""The same on a real kube-apiserver with etcd: what listing everything costs beside a mere download of it."""

import os
import pathlib
import shutil
import subprocess
import tempfile

import outside
from measure import Missing, Program, run_whole, status_of

HERE = pathlib.Path(__file__).parent
READY = 120


class RealServer:
    """tests/cluster/serve.sh: the API server, its etcd and the CRDs, on a directory that is gone at the end."""

    def __init__(self):
        binary = os.environ.get("KONDUCTOR_TESTCLUSTER")
        if not binary:
            raise Missing("no real API server: KONDUCTOR_TESTCLUSTER is not set (Go 1.26 or later builds one)")
        if not shutil.which("kubectl"):
            raise Missing("kubectl is not installed")
        self.dir = tempfile.TemporaryDirectory(prefix="konductor-bench-")
        self.process = subprocess.Popen(["bash", str(HERE.parent / "cluster" / "serve.sh"), binary, self.dir.name,
                                         str(HERE.parent.parent / "resources" / "crds")],
                                        stdout=subprocess.PIPE, text=True)
        if not self.process.stdout.readline().startswith("kubeconfig: "):
            raise RuntimeError("the real API server did not start")
        self.kubeconfig = f"{self.dir.name}/admin.kubeconfig"

    def url(self):
        """serve.sh's kubeconfig is YAML: kubectl reads it."""
        config = ["kubectl", "--kubeconfig", self.kubeconfig, "config", "view", "-o", "jsonpath={.clusters[0].cluster.server}"]
        return subprocess.run(config, capture_output=True, text=True, check=True).stdout.strip()

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.dir.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


def fill(server, out, permits):
    with Program([outside.go_program(out, "fill"), "-kubeconfig", server.kubeconfig, "-permits", str(permits)]) as program:
        return program.line("FILLED", outside.TIMEOUT * 4)["seconds"]


def rows(server, build, out):
    """name -> measurement of one run."""
    curl = ["curl", "-sS", "-o", "/dev/null", "--cacert", f"{server.dir.name}/ca.crt", "-H", "Authorization: Bearer admin-token",
            server.url() + outside.PERMITS]
    ours = [str(build / "bin" / "konductor-inspect"), "--kubeconfig", server.kubeconfig, "-A", "watch", "permits", "-o", "json"]
    peer = outside.go_program(out, "informer")
    kubectl = ["kubectl", "--kubeconfig", server.kubeconfig, "get", "permits.sync.konductor.io", "-A", "-o", "json"]

    def synced(command):
        with Program(command) as program:
            line = program.line("SYNCED", outside.TIMEOUT)
            return {"seconds": line["at"], "objects": line["objects"], "peakMemoryMiB": status_of(program.pid, "VmHWM")}

    return {
        "curl, one answer, not decoded": lambda: run_whole(curl),
        "curl, gzip, not decoded": lambda: run_whole([*curl[:1], "-H", "Accept-Encoding: gzip", *curl[1:]]),
        "konductor-inspect watch": lambda: synced(ours),
        "client-go informer": lambda: synced([peer, "-kubeconfig", server.kubeconfig]),
        "kubectl get -o json --chunk-size=0": lambda: run_whole([*kubectl, "--chunk-size=0"]),
    }


def beside_curl(build, out, permits, runs):
    """Taken in turns, so that each is measured in the same weather; the first turn warms the server up."""
    try:
        with RealServer() as server:
            filled = fill(server, out, permits)
            measured = rows(server, build, out)
            taken = {}
            for turn in range(runs + 1):
                for name, measure in measured.items():
                    if turn == 0 or not name.startswith("kubectl"):
                        taken.setdefault(name, []).append(outside.attempt(measure, 1))
            return {"fillSeconds": filled, "rows": {name: middle(results) for name, results in taken.items()}}
    except Missing as reason:
        return {"missing": str(reason)}


def middle(results):
    """Medians without the warming turn; one failure fails the row."""
    for result in results:
        if "failed" in result:
            return result
    return outside.summed(results[1:] or results)
