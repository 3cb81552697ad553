"""Firefox, driven over Marionette: its own protocol for automation, which it speaks without a driver beside it.

Playwright's Firefox is a build of its own; this is the one that readers have. One command at a time is sent as JSON
over a socket, each after its length: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

PORT_FILE = "MarionetteActivePort"
# A new profile, no first-run pages, no calls to anyone's servers; any free port.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how WebDriver marks a reference to an element


class Firefox:
    """One Firefox without a window. Used with `with`; ends the process that it started, and no other."""

    def __init__(self, program: str, profile: Path) -> None:
        profile.mkdir()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
        nothing = subprocess.DEVNULL
        # As root, Firefox refuses a home that is somebody else's.
        environment = {**os.environ, "HOME": str(profile)}
        self.process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, env=environment)
        self.number = 0
        try:
            self.socket = socket.create_connection(("127.0.0.1", self._port(profile / PORT_FILE)), timeout=60)
            self.stream = self.socket.makefile("rb")
            self._read()  # its greeting
            self.send("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"pageLoadStrategy": "normal"}}})
            self.send("WebDriver:SetTimeouts", {"implicit": 30_000, "pageLoad": 60_000})
        except BaseException:
            self.process.kill()
            raise

    def _port(self, path: Path) -> int:
        deadline = time.monotonic() + 120
        while not (path.is_file() and path.read_text().strip()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Firefox did not start (status {self.process.poll()})")
            time.sleep(0.2)
        return int(path.read_text())

    def __enter__(self) -> Firefox:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stream.close()
        self.socket.close()
        self.process.terminate()
        self.process.wait(60)

    def _read(self) -> Any:
        length = b""
        while (byte := self.stream.read(1)) != b":":
            if not byte:
                raise RuntimeError("Firefox has gone")
            length += byte
        return json.loads(self.stream.read(int(length)))

    def send(self, command: str, parameters: dict[str, Any]) -> Any:
        """The result of one command; RuntimeError with Firefox's own words where it fails."""
        self.number += 1
        text = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(text), text))
        _, number, error, result = self._read()
        assert number == self.number
        if error:
            raise RuntimeError(f"{command} {parameters}: {error['error']}: {error['message']}")
        return result

    def open(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self.send("WebDriver:Navigate", {"url": address})

    @property
    def address(self) -> str:
        """Where the reader is."""
        return str(self.send("WebDriver:GetCurrentURL", {})["value"])

    def find(self, selector: str) -> str:
        """The first such element, waited for."""
        found = self.send("WebDriver:FindElement", {"using": "css selector", "value": selector})
        return str(found["value"][ELEMENT])

    def click(self, selector: str) -> None:
        """Click the first such element; one that cannot be seen fails."""
        for left in range(20, -1, -1):  # what is found may be written anew while it is being looked for
            try:
                self.send("WebDriver:ElementClick", {"id": self.find(selector)})
                return
            except RuntimeError as error:
                if "stale element" not in str(error) or not left:
                    raise
                time.sleep(0.2)

    def type(self, selector: str, words: str) -> None:
        """Type into the first such field."""
        self.send("WebDriver:ElementSendKeys", {"id": self.find(selector), "text": words})

    def run(self, script: str) -> Any:
        """What a script returns that the page itself might run."""
        return self.send("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]

    def until(self, script: str) -> Any:
        """The first true answer of a script, asked again until there is one."""
        deadline = time.monotonic() + 30
        while not (answer := self.run(script)):
            assert time.monotonic() < deadline, f"in vain: {script} ({self.address})"
            time.sleep(0.1)
        return answer
