"""What a program used, it and all that it started: from the system's own accounts, when it has ended.

Life: `run` starts a program and waits for it; `medians` puts several runs together. The processor's seconds are those
of the whole tree of processes; memory is that of the largest process in it. `saved` measures something else: how long
after a source is saved a preview shows it.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in what the system calls one of memory
_PATIENCE = 900  # seconds


class FailedError(Exception):
    """A program that was to be measured did not do its work; the text is the end of what it said."""


@dataclass(frozen=True)
class Used:
    """Seconds of the processor and of the clock; the largest process's memory at its most, in bytes."""

    processor: float
    clock: float
    memory: int


def run(command: Sequence[str], environment: dict[str, str], said: Path) -> Used:
    """Run a program to its end, what it says into a file. Raises FailedError where it does not end well."""
    with said.open("w", encoding="utf-8") as file:
        begun = time.monotonic()
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=file, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        clock = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise FailedError(said.read_text(encoding="utf-8")[-3000:])
    return Used(used.ru_utime + used.ru_stime, clock, used.ru_maxrss * _UNIT)


def medians(runs: Iterable[Used]) -> Used:
    """The median of each measure."""
    found = list(runs)
    return Used(
        statistics.median(one.processor for one in found),
        statistics.median(one.clock for one in found),
        round(statistics.median(one.memory for one in found)),
    )


def size(site: Path, without: str = "downloads") -> int:
    """Bytes of a built site, but for one folder of it."""
    files = (path for path in site.rglob("*") if path.is_file() and path.relative_to(site).parts[0] != without)
    return sum(path.stat().st_size for path in files)


def saved(command: Sequence[str], environment: dict[str, str], said: Path, page: str, edit: tuple[Path, str]) -> float:
    """Seconds from saving a source to its new page in a preview; `edit` is the file and its new text.

    `command` gets a free port at its end. Raises FailedError where the preview does not come or does not follow.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/{page}"
    with said.open("w", encoding="utf-8") as file:
        called = [*command, str(port)]
        process = subprocess.Popen(
            called, env={**os.environ, **environment}, stdout=file, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            before = _other_than(address, b"", process)
            path, text = edit
            time.sleep(2)  # what watches the sources has begun by then
            begun = time.monotonic()
            path.write_text(text, encoding="utf-8")
            _other_than(address, before, process)
            return time.monotonic() - begun
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # the command, and the server that it started
            process.wait()


def _other_than(address: str, before: bytes, process: subprocess.Popen[bytes]) -> bytes:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                content: bytes = answer.read()
        except OSError:
            content = before
        if content != before:
            return content
        time.sleep(0.1)
    raise FailedError(f"{address} did not change, or its server ended")
