"""A text as it goes out to a translator, and as it comes back; the same for every format of file.

`was` is a short hash of the translation as it went out. Only what is another one when it comes back was translated, and
only a source that still has the old one may take it: work done in the meantime is never lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.problems import Problems

MAX_BYTES = 30_000_000  # all texts of a tutorial are a few hundred KB
NONE = "none"


@dataclass(frozen=True)
class Match:
    """A text that was translated already and is near to one that was not; `likeness` is of 1."""

    source: str
    target: str
    likeness: float


@dataclass(frozen=True)
class Entry:
    """A text that goes out. `file` and `line` are its place; `behind` tells that its translation may be."""

    place: str
    kind: str
    file: str
    line: int
    source: str
    target: str
    was: str
    notes: tuple[tuple[str, str], ...] = ()
    behind: bool = False
    match: Match | None = None


@dataclass(frozen=True)
class Returned:
    """A text that came back, on a line of its file. `unsure`: whoever translated it says so."""

    place: str
    source: str
    target: str
    was: str
    line: int
    unsure: bool = False


@dataclass(frozen=True)
class Package:
    """A file of translations as it came back, between two languages as they are called on the site."""

    path: Path
    source: str
    target: str
    entries: Sequence[Returned]


def digest(text: str) -> str:
    """What is kept of a translation that went out."""
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text else NONE


def read_bytes(path: Path, problems: Problems) -> bytes | None:
    """The bytes of a file that came back; None, with a problem, for what cannot be one."""
    try:
        if not path.is_file():
            problems.add(path, 1, "there is no such file", "name a file that `translate export` wrote")
            return None
        if path.stat().st_size > MAX_BYTES:
            problems.add(path, 1, f"the file is larger than {MAX_BYTES} bytes", "export each tutorial by itself")
            return None
        return path.read_bytes()
    except (OSError, ValueError) as error:
        problems.add(path, 1, f"the file cannot be read: {getattr(error, 'strerror', error)}", "check its rights")
        return None
