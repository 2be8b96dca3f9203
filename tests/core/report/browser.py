#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Opens a report in Chromium, sorts and searches it as a person does, and prints what is then to be seen, as JSON.

Usage: browser.py CHROMIUM PROFILE PAGE. Chromium is spoken to through its DevTools pipe (descriptors 3 and 4), so that no
port is opened and nothing else is needed.
"""
import json
import os
import subprocess
import sys

LOOK = """(() => {
  const names = () => Array.from(document.querySelectorAll("#leases tbody tr"))
      .filter(row => !row.hidden).map(row => row.cells[1].textContent);
  const heading = document.querySelectorAll("#leases th button")[1];
  heading.click();
  const up = names();
  heading.click();
  const down = names();
  const filter = document.getElementById("filter");
  filter.value = "ENTRY-2";
  filter.dispatchEvent(new Event("input"));
  const found = names();
  filter.value = "";
  filter.dispatchEvent(new Event("input"));
  return JSON.stringify({up, down, found, all: names().length, title: document.title});
})()"""


class Browser:
    def __init__(self, program, profile):
        inward, self.write = os.pipe()
        self.read, outward = os.pipe()

        def pipes():
            first, second = os.dup(inward), os.dup(outward)  # neither is overwritten by the other
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}",
             "--remote-debugging-pipe", "about:blank"], preexec_fn=pipes, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(inward)
        os.close(outward)
        self.buffer = b""
        self.number = 0
        self.told = []

    def message(self):
        while b"\0" not in self.buffer:
            more = os.read(self.read, 1 << 16)
            if not more:
                raise EOFError("chromium ended")
            self.buffer += more
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, session=None, **params):
        self.number += 1
        request = {"id": self.number, "method": method, "params": params}
        if session:
            request["sessionId"] = session
        os.write(self.write, json.dumps(request).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("id") == self.number:
                return answer["result"]
            self.told.append(answer)

    def wait(self, method):
        while not any(one.get("method") == method for one in self.told):
            self.told.append(self.message())


def main():
    program, profile, page = sys.argv[1:]
    browser = Browser(program, profile)
    try:
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            browser.call(f"{domain}.enable", session)
        browser.call("Page.navigate", session, url=f"file://{page}")
        browser.wait("Page.loadEventFired")
        seen = json.loads(browser.call("Runtime.evaluate", session, expression=LOOK)["result"]["value"])
        wrong = ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")
        seen["errors"] = [one for one in browser.told if one.get("method") in wrong]
        print(json.dumps(seen))
    finally:
        browser.process.kill()
        browser.process.wait()


if __name__ == "__main__":
    main()
