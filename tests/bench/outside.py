# SPDX-License-Identifier: Apache-2.0
"""Whole processes beside each other on one load server: ours, curl, client-go, the Python client, kubectl."""

import os
import pathlib
import shutil
import subprocess
import time

from measure import LoadServer, Missing, Program, cpu_seconds, median, run_whole, status_of

HERE = pathlib.Path(__file__).parent
PERMITS = "/apis/sync.konductor.io/v1/permits"
TIMEOUT = 300


def go_program(out, name):
    """Builds one of the programs with client-go; its modules come through the Go proxy the first time."""
    if not shutil.which("go"):
        raise Missing("Go is not installed")
    binary = out / name
    built = subprocess.run(["go", "build", "-o", str(binary.resolve()), f"./{name}"], cwd=HERE / "peers",
                           capture_output=True, text=True, check=False)
    if built.returncode != 0:
        raise Missing("client-go cannot be built: " + built.stderr.strip()[-200:])
    return str(binary.resolve())


def python():
    """Debian's interpreter: its modules are where apt puts them."""
    for interpreter in ("/usr/bin/python3", "python3"):
        try:
            if subprocess.run([interpreter, "-c", "import kubernetes"], capture_output=True, check=False).returncode == 0:
                return [interpreter, str(HERE / "peers" / "pythonclient.py")]
        except FileNotFoundError:
            pass
    raise Missing("python3-kubernetes is not installed")


def tool(name):
    if not shutil.which(name):
        raise Missing(f"{name} is not installed")
    return name


def clients(build, out):
    """Those that list and then follow: name -> (command for a kubeconfig, or why there is none)."""
    def ours(config):
        return [str(build / "bin" / "konductor-inspect"), "--kubeconfig", config, "-A", "watch", "permits", "-o", "json"]

    found = {"konductor-inspect watch": ours}
    for name, make in {
        "client-go informer": lambda binary: lambda config: [binary, "-kubeconfig", config],
        "client-go informer, managedFields stripped":
            lambda binary: lambda config: [binary, "-kubeconfig", config, "-transform"],
    }.items():
        try:
            found[name] = make(go_program(out, "informer"))
        except Missing as reason:
            found[name] = str(reason)
    try:
        start = python()
        found["Python client"] = lambda config: start + ["--kubeconfig", config]
    except Missing as reason:
        found["Python client"] = str(reason)
    return found


def downloads(server):
    """Those that only list: name -> command, or why there is none."""
    found = {}
    kubectl = ["--kubeconfig", server.kubeconfig, "get", "permits.sync.konductor.io", "-A", "-o", "json"]
    for name, program, arguments in [
        ("curl, one answer, not decoded", "curl", ["-sS", "-o", "/dev/null", server.url + PERMITS]),
        ("kubectl get -o json", "kubectl", kubectl),
        ("kubectl get -o json --chunk-size=0", "kubectl", kubectl + ["--chunk-size=0"]),
    ]:
        try:
            found[name] = [tool(program), *arguments]
        except Missing as reason:
            found[name] = str(reason)
    return found


def follow(command, server, changes):
    """Lists, then takes in `changes` at full speed, then lists again after a 410."""
    with Program(command) as program:
        synced = program.line("SYNCED", TIMEOUT)
        result = {"seconds": synced["at"], "objects": synced["objects"],
                  "peakMemoryMiB": status_of(program.pid, "VmHWM"), "cpuSeconds": cpu_seconds(program.pid)}
        time.sleep(1)
        server.control(f"write?count={changes}&rate=0")
        result["changesPerSecond"] = changes / server.written(TIMEOUT)
        time.sleep(1)
        result["steadyMemoryMiB"] = status_of(program.pid, "VmRSS")
        with open(f"/proc/{program.pid}/clear_refs", "w", encoding="ascii") as refs:
            refs.write("5")  # the peak counts from here
        server.control("gone")
        settle(program.pid)
        if program.process.poll() is None:  # the Python client ends on a 410
            result["relistMemoryRatio"] = status_of(program.pid, "VmHWM") / result["steadyMemoryMiB"]
        return result


def settle(pid):
    """Until the process has been idle for a second."""
    before, quiet = -1.0, 0
    for _ in range(600):
        time.sleep(0.5)
        try:
            now = cpu_seconds(pid)
        except FileNotFoundError:
            return
        quiet = quiet + 1 if before >= 0 and now - before < 0.03 else 0
        before = now
        if quiet >= 2:
            return


def summed(results):
    keys = {key for result in results for key in result}
    return {key: median(results, key) for key in sorted(keys)} | {"runs": len(results)}


def beside_peers(build, out, permits, runs, changes):
    rows = {}
    config = str(out / "load.kubeconfig")
    with LoadServer(str(build / "bench" / "konductor-loadserver"), permits, config) as server:
        for name, command in downloads(server).items():
            rows[name] = {"missing": command} if isinstance(command, str) else attempt(
                lambda command=command: run_whole(command), 1 if command[0] == "kubectl" else runs)
        for name, command in clients(build, out).items():
            rows[name] = {"missing": command} if isinstance(command, str) else attempt(
                lambda command=command: follow(command(config), server, changes), runs)
    return rows


def attempt(measure, runs):
    try:
        return summed([measure() for _ in range(runs)])
    except (RuntimeError, TimeoutError, OSError) as error:
        return {"failed": str(error)}


def curve(build, out, sizes, runs):
    """Cost by the number of objects: the list headless, and the window."""
    points = []
    for permits in sizes:
        config = str(out / "load.kubeconfig")
        with LoadServer(str(build / "bench" / "konductor-loadserver"), permits, config):
            inspect = [str(build / "bin" / "konductor-inspect"), "--kubeconfig", config, "-A", "watch", "permits", "-o", "json"]
            point = {"objects": permits, "headless": attempt(lambda command=inspect: listed(command), runs),
                     "window": attempt(lambda: window(build, config), runs)}
        points.append(point)
    return points


def listed(command):
    with Program(command) as program:
        synced = program.line("SYNCED", TIMEOUT)
        return {"seconds": synced["at"], "peakMemoryMiB": status_of(program.pid, "VmHWM")}


def window(build, kubeconfig):
    """The window with the page of all holds open, until its rows are painted and it takes input again."""
    console = build / "bin" / "konductor-console"
    if not console.exists():
        raise RuntimeError("konductor-console is not built")
    source = ["--kubeconfig", kubeconfig, "--page", "holders"] if kubeconfig else ["--sandbox"]
    with Program([str(console), *source, "--report-timings"],
                 QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen")) as program:
        return {key: value for key, value in program.line("TIMINGS", TIMEOUT).items() if not isinstance(value, str)}
