"""What one language of a section has and the other has not yet, put where it belongs; a section made from another.

Life: `Inserting` is made for two pages whose units stand side by side; `edits` puts in every run of units that lack a
counterpart and whose texts are all there. Their form (marks, tables, blocks) is that of the page that has them. Where
the two pages do not look alike just before such a run, nothing is put in: the place must be found by a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..parity.paragraphs import Unit
from .spans import Span
from .text import Edit, Source

_OPENING, _CLOSING = re.compile(r"[ \t]*/{3,}[ \t]*[\w-]"), re.compile(r"[ \t]*/{3,}[ \t]*\Z")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+[-:| \t]*\Z")  # between the head of a table and its rows
_DIFFERS = re.compile(r"^[ \t]*<!--\s*differs\b(?:(?!-->).)*-->[ \t]*\r?\n(?:[ \t]*\r?\n)?", re.S | re.M)


@dataclass(frozen=True)
class Shown:
    """A unit with the names of its texts, where they stand, and its last line."""

    unit: Unit
    names: tuple[str, ...]
    spans: tuple[Span | None, ...]
    last: int


@dataclass(frozen=True)
class Inserting:
    """Two languages of a section, unit by unit."""

    source: Source
    target: Source
    pairs: Sequence[tuple[Shown | None, Shown | None]]

    def edits(self, changes: Mapping[str, str]) -> Iterator[Edit]:
        """What is put into the second language."""
        before: tuple[Shown, Shown] | None = None
        run: list[Shown] = []
        for ours, theirs in [*self.pairs, (None, None)]:
            if ours is not None and theirs is None:
                run.append(ours)
                continue
            if run and before is not None and _complete(run, changes):
                yield from self._insert(run, *before, changes)
            if ours is not None and theirs is not None:
                before = ours, theirs
            run = []

    def _insert(self, run: Sequence[Shown], ours: Shown, theirs: Shown, changes: Mapping[str, str]) -> Iterator[Edit]:
        lines, there = self.source.text.split("\n"), self.target.text.split("\n")
        first, last = run[0].unit.line - 1, max(item.last for item in run)
        at = _beside(lines[ours.last : first], there, theirs.last)
        if at is None:
            return
        last = _closed(lines, first, last)
        texts = [
            (span, changes[name])
            for item in run
            for name, span in zip(item.names, item.spans, strict=True)
            if span is not None and name in changes
        ]
        done = self.source.edited(span.replaced(text) for span, text in texts).text.split("\n")
        piece = done[first : last - (len(lines) - len(done))]  # what was wrapped over lines stands on one now
        blank = first > ours.last and not lines[first - 1].strip()
        yield Edit((at - 1, len(there[at - 1])), (at - 1, len(there[at - 1])), "\n" * (1 + blank) + "\n".join(piece))


def _complete(run: Iterable[Shown], changes: Mapping[str, str]) -> bool:
    """Whether every text of a run is there that has letters."""
    wanted = [
        name
        for item in run
        for name, span in zip(item.names, item.spans, strict=True)
        if span is not None and any(letter.isalpha() for letter in span.text)
    ]
    return bool(wanted) and all(changes.get(name) for name in wanted)


def _beside(gap: Sequence[str], there: Sequence[str], at: int) -> int | None:
    """The line behind which a run belongs: what ends the unit before it is passed in both pages alike."""
    for line in gap:
        if not line.strip() or line.lstrip().startswith("<!--"):
            continue
        ahead = next((number for number in range(at, len(there)) if there[number].strip()), None)
        if ahead is None:
            return None
        rules = _RULE.match(line) and _RULE.match(there[ahead])
        if not rules and line.strip() != there[ahead].strip():
            return None
        at = ahead + 1
    return at


def _closed(lines: Sequence[str], first: int, last: int) -> int:
    """The last line of a run with the ends of the blocks that begin in it, and the rule under a table's head."""
    if last < len(lines) and _RULE.match(lines[last]) and "|" in lines[last]:
        last += 1
    opened = sum(bool(_OPENING.match(line)) - bool(_CLOSING.match(line)) for line in lines[first:last])
    end = last
    while opened > 0 and end < len(lines):
        opened += bool(_OPENING.match(lines[end])) - bool(_CLOSING.match(lines[end]))
        end += 1
    return end if opened <= 0 else last


def whole_page(source: Source, texts: Iterable[tuple[Span, str]]) -> Source:
    """A page with other texts in the places of its own, without what it says of its differences from a language."""
    made = source.edited(span.replaced(text) for span, text in texts)
    return replace(made, raw=_DIFFERS.sub("", made.raw))
