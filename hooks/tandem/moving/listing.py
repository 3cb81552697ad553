"""The list of what moving in could not do, each with its place in the source.

Life: one `Listing` goes through every step; nothing is dropped, changed by guess or left unread without an entry. It
is written as text beside the site's sources, never into them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

SHOWN = 60  # characters of a source's text in an entry
FIRST, PAIRS, CITED, LEFT, UNREAD, CHANGED, WRITE, CHECK = (
    "Before it may be published",
    "Could not be paired",
    "Citations and references",
    "Left out",
    "Could not be read, or only in part",
    "Changed or guessed: compare with the source",
    "Still to be written",
    "What `tandem check` says of the folder",
)
_MAIL = re.compile(r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]{1,190}")


@dataclass(frozen=True, order=True)
class Entry:
    """One thing to look at: where in the source, what, and what to do."""

    path: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}\n  fix: {self.fix}"


@dataclass
class Listing:
    """All entries, by heading, in order."""

    entries: dict[str, dict[Entry, None]] = field(default_factory=dict)

    def add(self, heading: str, path: Path | str, line: int, what: str, fix: str) -> None:
        """Record an entry once."""
        name = path if isinstance(path, str) else path.name
        entry = Entry(name, max(line, 1), " ".join(what.split()), " ".join(fix.split()))
        self.entries.setdefault(heading, {})[entry] = None

    def __len__(self) -> int:
        return sum(map(len, self.entries.values()))

    def text(self, title: str, notes: list[str]) -> str:
        """The list as it is written."""
        parts = [f"# {title}", *notes]
        for heading in (FIRST, PAIRS, CITED, LEFT, UNREAD, CHANGED, WRITE, CHECK):
            found = self.entries.get(heading, {})
            if found:
                parts += [f"## {heading} ({len(found)})", *map(str, found)]
        return "\n\n".join(parts) + "\n"


def quoted(text: str) -> str:
    """The beginning of a source's text, without the address that it may hold."""
    plain = _MAIL.sub("…", " ".join(text[: 10 * SHOWN].split()))
    return f"“{plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + '…'}”"
