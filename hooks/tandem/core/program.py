"""The program itself, as a part of what a result was made from: another version's results are not this one's."""

from __future__ import annotations

import platform
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from .store import key_of

PACKAGE = Path(__file__).resolve().parents[1]


@cache
def program() -> bytes:
    """What makes the files: our own code and data, the packages beside it, and what compresses."""
    own = ((path.relative_to(PACKAGE).as_posix(), path.read_bytes()) for path in sorted(_files()))
    others = sorted(f"{one.name} {one.version}" for one in metadata.distributions())
    machine = (sys.version, platform.system(), platform.machine(), zlib.ZLIB_RUNTIME_VERSION)
    return key_of([*own, ("packages", repr(others).encode()), ("machine", repr(machine).encode())]).encode()


def _files() -> Iterator[Path]:
    for path in PACKAGE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
