# SPDX-License-Identifier: Apache-2.0
"""Runs programs and measures them from outside: time on the wall, memory as the kernel counts it, CPU."""

import json
import os
import signal
import statistics
import subprocess
import threading
import time
import urllib.request


class Missing(Exception):
    """A peer that is not on this machine."""


def status_of(pid, field):
    """A figure of /proc/PID/status in MiB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        for line in status:
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Program:
    """A program that tells by lines of JSON, or by any first byte, how far it is."""

    def __init__(self, command, **environment):
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env={**os.environ, **environment})
        self.pid = self.process.pid
        self.errors = b""
        self._lines = []
        self._changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=self._complain, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            with self._changed:
                if line.startswith(b'{"') and len(line) < 4000:
                    self._lines.append((time.monotonic() - self.began, line))
                self._changed.notify_all()
        with self._changed:
            self._lines.append((time.monotonic() - self.began, b""))
            self._changed.notify_all()

    def _complain(self):
        self.errors = self.process.stderr.read()

    def line(self, kind, timeout):
        """Waits for the line {"type": kind, …} and returns it with the time at which it was here."""
        mark = f'"type":"{kind}"'.encode()
        end = time.monotonic() + timeout
        with self._changed:
            while True:
                for at, line in self._lines:
                    if mark in line.replace(b": ", b":"):
                        return {**json.loads(line), "at": at}
                    if line == b"":
                        time.sleep(0.1)
                        raise RuntimeError(f"ended without {kind}: {self.errors[-300:].decode(errors='replace')}")
                if time.monotonic() > end:
                    raise TimeoutError(f"no {kind} within {timeout} s")
                self._changed.wait(1)

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


class LoadServer:
    """An API server of N permits whose answers cost next to nothing."""

    def __init__(self, binary, permits, kubeconfig):
        self.kubeconfig = kubeconfig
        self.process = subprocess.Popen([binary, "--permits", str(permits), "--kubeconfig-out", kubeconfig],
                                        stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[1]
        self._lines = []
        threading.Thread(target=lambda: self._lines.extend(iter(self.process.stdout.readline, "")),
                         daemon=True).start()

    def control(self, what):
        with urllib.request.urlopen(f"{self.url}/control/{what}") as answer:
            answer.read()

    def written(self, timeout):
        """Seconds the last ordered changes took to be read, as the server saw it; it writes no faster than that."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            for line in list(self._lines):
                if line.startswith("wrote "):
                    self._lines.remove(line)
                    return float(line.split()[-2])
            time.sleep(0.02)
        raise TimeoutError("the changes were not read")

    def end(self):
        self.process.terminate()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()


def run_whole(command, timeout=600):
    """Runs to the end, output thrown away. Seconds and peak memory in MiB."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    timer = threading.Timer(timeout, process.kill)
    timer.start()
    errors = process.stderr.read()
    _, code, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {errors[-300:].decode(errors='replace')}")
    return {"seconds": time.monotonic() - began, "peakMemoryMiB": usage.ru_maxrss / 1024}


def median(results, key):
    values = [result[key] for result in results if result.get(key) is not None]
    return statistics.median(values) if values else None
