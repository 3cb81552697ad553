"""What two built sites hold besides pages: forms to take away, and the programs by which pages compute."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_FORMS = "downloads"
_SUMS = "SHA256SUMS"
# What is searched, and what a browser keeps: both follow from the pages, which are compared themselves.
_FOLLOWING = re.compile(r"(?:.*/search/.*|service-worker)\.js\Z")
_DIGEST = re.compile(r"\.[0-9a-f]{6,}(?=\.js\Z)")  # a script's name changes with its content


@dataclass(frozen=True)
class FileChange:
    """A file that is new, gone or other; sizes in bytes, None where there is none."""

    name: str
    old: int | None
    new: int | None

    def __str__(self) -> str:
        if self.old is None:
            return f"+ {self.name}: {self.new:,} bytes"
        if self.new is None:
            return f"- {self.name}"
        return f"  {self.name}: {self.old:,} bytes, now {self.new:,}"


def forms(old: Path, new: Path) -> list[FileChange]:
    """The forms to take away whose bytes differ."""
    return _compared(
        *({path.name: path for path in (site / _FORMS).glob("*") if path.name != _SUMS} for site in (old, new))
    )


def programs(old: Path, new: Path) -> list[FileChange]:
    """The scripts whose bytes differ, by their names without the checksum; one inside a page is part of the page."""
    return _compared(
        *(
            {
                _DIGEST.sub("", path.relative_to(site).as_posix()): path
                for path in site.rglob("*.js")
                if not _FOLLOWING.match(path.relative_to(site).as_posix())
            }
            for site in (old, new)
        )
    )


def _compared(old: dict[str, Path], new: dict[str, Path]) -> list[FileChange]:
    found = []
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if before is None or after is None or _digest(before) != _digest(after):
            found.append(FileChange(name, *(path.stat().st_size if path else None for path in (before, after))))
    return found


def _digest(path: Path) -> bytes:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
