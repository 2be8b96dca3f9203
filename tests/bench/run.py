#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""./dev bench: everything that is measured, in one report. Writes report.json and report.md."""

import argparse
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys

import outside
import realserver
from measure import LoadServer, Program, cpu_seconds
from report import markdown

HERE = pathlib.Path(__file__).parent


def google(binary, out, only):
    """A Google Benchmark program's figures by name."""
    if not binary.exists():
        return {"missing": f"{binary.name} is not built (libbenchmark-dev?)"}
    into = out / f"{binary.name}.json"
    command = [str(binary), f"--benchmark_out={into}", "--benchmark_out_format=json"]
    if only:
        command.append(f"--benchmark_filter={only}")
    subprocess.run(command, check=True, stdout=sys.stderr)
    figures = {}
    for entry in json.loads(into.read_text(encoding="utf-8"))["benchmarks"]:
        kept = ("real_time", "time_unit", "bytes_per_second", "items_per_second", "label")
        figures[entry["name"]] = {key: entry[key] for key in kept if key in entry}
    return figures


def latency(build, out, permits, rate, seconds):
    binary = build / "bench" / "konductor-latency"
    if not binary.exists():
        return {"missing": "konductor-latency is not built"}
    config = str(out / "load.kubeconfig")
    with LoadServer(str(build / "bench" / "konductor-loadserver"), permits, config) as server:
        with Program([str(binary), config, "50"]) as program:
            program.line("SYNCED", outside.TIMEOUT)
            outside.settle(program.pid)  # what was listed is looked at first; the curve has that time
            server.control(f"write?count={rate * seconds}&rate={rate}")
            return {**program.line("LATENCY", seconds + 60), "rate": rate, "seconds": seconds}


def opening(build, out, permits):
    """A snapshot taken on the load server, then opened in the window on the page that has a row for each object."""
    binary, inspect = build / "bench" / "konductor-opening", build / "bin" / "konductor-inspect"
    if not binary.exists():
        return {"missing": "konductor-opening is not built"}
    config, file = str(out / "load.kubeconfig"), str(out / "snapshot.json")
    with LoadServer(str(build / "bench" / "konductor-loadserver"), permits, config):
        subprocess.run([str(inspect), "--kubeconfig", config, "-A", "snapshot", "--file", file], check=True)
    with Program([str(binary), file, "holders"]) as program:
        return program.line("OPENED", outside.TIMEOUT)


def idle(build, seconds=20):
    """CPU of the window on the sandbox while nothing but countdowns move, as a share of one core."""
    console = build / "bin" / "konductor-console"
    if not console.exists():
        return {"missing": "konductor-console is not built"}
    with Program([str(console), "--sandbox", "--page", "leases", "--report-timings"],
                 QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen")) as program:
        line = program.line("TIMINGS", outside.TIMEOUT)
        before = cpu_seconds(program.pid)
        subprocess.run(["sleep", str(seconds)], check=True)
        return {"cpuShare": (cpu_seconds(program.pid) - before) / seconds, "seconds": seconds, "rows": line["rows"]}


def machine():
    model = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"cores": os.cpu_count(), "processor": model, "memoryGiB": round(memory), "system": platform.platform(),
            "loadBefore": os.getloadavg()[0]}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    options.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/bench"))
    options.add_argument("--permits", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--changes", type=int, default=200_000,
                         help="at full speed; fewer than 100,000 fit into the sockets' buffers and say nothing")
    options.add_argument("--seconds", type=int, default=60, help="of 10,000 changes a second")
    options.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 50_000, 100_000, 200_000])
    options.add_argument("--only", nargs="*", default=["peers", "curve", "latency", "opening", "start", "idle", "inside", "tables",
                                                       "realserver", "namespaces"])
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    path = given.out / "report.json"
    report = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    report |= {"date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(), "machine": machine(),
               "permits": given.permits, "runs": given.runs, "changes": given.changes,
               "command": "./dev bench " + " ".join(sys.argv[1:])}
    parts = {
        "peers": lambda: outside.beside_peers(given.build, given.out, given.permits, given.runs, given.changes),
        "curve": lambda: outside.curve(given.build, given.out, given.sizes, given.runs),
        "latency": lambda: latency(given.build, given.out, given.permits, 10_000, given.seconds),
        "opening": lambda: opening(given.build, given.out, given.permits),
        "start": lambda: outside.attempt(lambda: outside.window(given.build, None), given.runs),
        "idle": lambda: idle(given.build),
        "inside": lambda: google(given.build / "bench" / "konductor-inside", given.out, None),
        "tables": lambda: google(given.build / "bench" / "konductor-tables", given.out,
                                 "(filterKeystroke|sortByColumn|secondOfTicking|batchOf500/sortedByAge)/100000"),
        "realserver": lambda: realserver.beside_curl(given.build, given.out, given.permits, given.runs),
        "namespaces": lambda: realserver.in_namespaces(given.build, given.runs),
    }
    for name in given.only:
        print(f"bench: {name}", file=sys.stderr, flush=True)
        report[name] = parts[name]()
        path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    (given.out / "report.md").write_text(markdown(report), encoding="utf-8")
    print(markdown(report))


if __name__ == "__main__":
    main()
