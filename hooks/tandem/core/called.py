"""Other programs, called with a limit of time: one that does not answer ends in words, not in a build that hangs.

Life: `call` is all that starts a program on the way to a site. What a program says in its own words of a fault is the
caller's to read; that it is missing, refused by the system or too slow is said here, the same for all.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .missing import CannotMakeError


@dataclass(frozen=True)
class Answer:
    """What a program wrote, and how it ended: 0 for well."""

    status: int
    out: bytes
    err: bytes


def call(
    name: str,
    command: Sequence[str],
    *,
    given: bytes = b"",
    seconds: int,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Answer:
    """Run a program to its end, `given` on its standard input.

    Raises CannotMakeError where it does not start, or has not ended after so many seconds; it is ended then.
    """
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, cwd=folder, env=environment, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        fix = "build again when the machine is less busy; if that does not help, take out what was written last"
        raise CannotMakeError(f"{name} gave no answer in {seconds} seconds", fix) from error
    except OSError as error:
        what = f"{name} did not start ({command[0]}: {error.strerror})"
        raise CannotMakeError(what, "install what requirements.txt pins, and see whether it may be run") from error
    return Answer(done.returncode, done.stdout, done.stderr)
