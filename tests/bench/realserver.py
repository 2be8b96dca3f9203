# SPDX-License-Identifier: Apache-2.0
"""The same on a real kube-apiserver with etcd: what listing everything costs beside a mere download of it."""

import json
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


def grants(namespaces):
    """Namespaces, and in each the right to follow everything of Konductor; over all of them only to see their names."""
    group = "sync.konductor.io"
    viewer = [{"kind": "User", "name": "viewer", "apiGroup": "rbac.authorization.k8s.io"}]

    def made(kind, name, namespace=None, **rest):
        version = "v1" if kind == "Namespace" else "rbac.authorization.k8s.io/v1"
        return {"apiVersion": version, "kind": kind,
                "metadata": {"name": name, **({"namespace": namespace} if namespace else {})}, **rest}

    def rule(groups, resources):
        return [{"apiGroups": groups, "resources": resources, "verbs": ["get", "list", "watch"]}]

    def role(name):
        return {"kind": "ClusterRole", "name": name, "apiGroup": "rbac.authorization.k8s.io"}

    items = [made("ClusterRole", "follows", rules=rule([group], ["*"])),
             made("ClusterRole", "sees-namespaces", rules=rule([""], ["namespaces"])),
             made("ClusterRoleBinding", "sees-namespaces", roleRef=role("sees-namespaces"), subjects=viewer)]
    for number in range(namespaces):
        name = f"team-{number:03}"
        items += [made("Namespace", name), made("RoleBinding", "follows", name, roleRef=role("follows"), subjects=viewer)]
    return {"apiVersion": "v1", "kind": "List", "items": items}


def connections(pid):
    """Established TCP connections of a process."""
    inodes = set()
    for descriptor in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            inodes.add(os.readlink(descriptor).removeprefix("socket:[").rstrip("]"))
        except FileNotFoundError:
            pass
    open_now = 0
    for table in ("tcp", "tcp6"):
        for line in pathlib.Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            open_now += fields[3] == "01" and fields[9] in inodes
    return open_now


def in_namespaces(build, runs, namespaces=200):
    """All kinds in many namespaces, for a user without a right over all of them: a list and a watch for each."""
    try:
        with RealServer() as server:
            kubectl = ["kubectl", "--kubeconfig", server.kubeconfig, "create", "-f", "-"]
            subprocess.run(kubectl, input=json.dumps(grants(namespaces)), text=True, check=True, stdout=subprocess.DEVNULL)
            ours = [str(build / "bin" / "konductor-inspect"), "--kubeconfig", f"{server.dir.name}/viewer.kubeconfig", "-A",
                    "watch", "-o", "json"]

            def synced():
                with Program(ours) as program:
                    line = program.line("SYNCED", outside.TIMEOUT)
                    return {"seconds": line["at"], "connections": connections(program.pid),
                            "peakMemoryMiB": status_of(program.pid, "VmHWM")}

            return {"namespaces": namespaces, **outside.attempt(synced, runs)}
    except Missing as reason:
        return {"missing": str(reason)}


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
