"""What a comparison of two pages writes down: findings, and the exceptions that silenced some.

Life: one `Ledger` for each pair of pages; everything that compares adds to it. An exception above either of the two
places that a finding names silences it, and is then known to be needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .exceptions import DIFFERS, Exemption
from .findings import ERROR, Finding
from .language import Language
from .paragraphs import Reading, Unit

Place = tuple[Unit, int]  # a unit, and the line in it that is meant
Use = tuple[Path, Exemption, str]  # an exception, and the kind of finding that it silenced


@dataclass(frozen=True)
class Side:
    """One language of a page."""

    path: Path
    language: Language
    reading: Reading


@dataclass
class Ledger:
    """The findings of one comparison, and the exceptions it needed."""

    first: Side
    other: Side
    found: set[Finding] = field(default_factory=set)
    used: set[Use] = field(default_factory=set)

    def add(self, kind: str, severity: str, what: str, fix: str, ours: Place, theirs: Place) -> None:
        """Record a difference, at the other language's place, unless an exception allows it."""
        if not self._allowed(kind, ours, theirs):
            here, there = self.other.path, self.first.path
            self.found.add(Finding(here, theirs[1], kind, severity, what, fix, there, ours[1]))

    def add_first(self, kind: str, severity: str, what: str, fix: str, ours: Place, theirs: Place) -> None:
        """The same, where it is the first language's page that must be mended."""
        if not self._allowed(kind, ours, theirs):
            here, there = self.first.path, self.other.path
            self.found.add(Finding(here, ours[1], kind, severity, what, fix, there, theirs[1]))

    def _allowed(self, kind: str, ours: Place, theirs: Place) -> bool:
        allowing = {
            (side.path, exemption, kind)
            for side, (unit, _) in ((self.first, ours), (self.other, theirs))
            for exemption in unit.exemptions
            if exemption.verb == DIFFERS and kind in exemption.kinds
        }
        self.used |= allowing
        return bool(allowing)


def faulty_exceptions(side: Side, counterpart: Side, used: Iterable[Use]) -> Iterator[Finding]:
    """The exceptions of a page that cannot be read, lack a reason, or silence nothing in any language."""
    needed = set(used)
    standing = dict.fromkeys(item for unit in side.reading.units for item in unit.exemptions)
    for item in (*standing, *side.reading.orphans):
        if item.verb != DIFFERS:
            continue  # the room `prose` looks after the others
        what, fix = item.fault()
        stale = [kind for kind in item.kinds if (side.path, item, kind) not in needed]
        if not what and stale:
            what = f"the exception for {' and '.join(stale)} is not needed: nothing differs here"
            fix = "remove it" if len(stale) == len(item.kinds) else f"remove {' and '.join(stale)} from it"
        if what:
            yield Finding(side.path, item.line, "exception", ERROR, what, fix, counterpart.path, 1)
