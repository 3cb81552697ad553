"""Which headings of two languages are one: by their order, their numbers and what stands under them.

Life: `paired` is called with the first language and each other one, when citations are bound. Headings that have no
counterpart keep their place in their own language and are named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .blocks import FIGURE, LIST, TABLE
from .citing import cited_in
from .listing import CHANGED, PAIRS, Listing, quoted
from .parts import Head, Part, Parts

Pair = tuple[int | None, int | None]
_GAP = -1.0  # what a heading without a counterpart costs


@dataclass
class Section:
    """A heading in the languages that have it, with what stands under it there; `depth` is the same in all."""

    depth: int
    parts: dict[str, Part] = field(default_factory=dict)


def sections_of(texts: Sequence[Parts], listing: Listing) -> list[Section]:
    """All sections in order, the first of them what stands before any heading."""
    first = texts[0]
    rows: list[Section] = [Section(part.head.depth if part.head else 0, {first.locale: part}) for part in first.parts]
    for other in texts[1:]:
        rows = _with(rows, first, other, listing)
    return rows


def _with(rows: list[Section], first: Parts, other: Parts, listing: Listing) -> list[Section]:
    mine = [section.parts.get(first.locale) for section in rows]
    found: list[Section] = []
    for left, right in aligned(mine, other.parts):
        theirs = other.parts[right] if right is not None else None
        if left is None:
            assert theirs is not None and theirs.head is not None
            found.append(Section(theirs.head.depth, {other.locale: theirs}))
            _alone(theirs, other, first, listing)
            continue
        section = rows[left]
        part = section.parts.get(first.locale)
        if theirs is not None:
            section.parts[other.locale] = theirs
            if theirs.head and part and part.head and theirs.head.depth != section.depth:
                what = f"the heading {quoted(_shown(theirs))} stands deeper or higher than {quoted(_shown(part))}"
                listing.add(CHANGED, other.name, theirs.head.line, what, "see whether it belongs where it was put")
        elif part is not None:
            _alone(part, first, other, listing)
        found.append(section)
    return found


def _alone(part: Part, has: Parts, lacks: Parts, listing: Listing) -> None:
    assert part.head is not None
    what = f"the heading {quoted(_shown(part))} has no counterpart in {lacks.name}"
    fix = f"write the section in '{lacks.locale}' too, or take it out of '{has.locale}'"
    listing.add(PAIRS, has.name, part.head.line, what, fix)


def _shown(part: Part) -> str:
    return "".join(token.text for token in part.head.tokens) if part.head else ""


@dataclass(frozen=True)
class _Seen:
    """What is compared of a part."""

    head: Head | None
    cited: frozenset[int]
    counts: tuple[int, ...]
    length: int


def aligned(first: Sequence[Part | None], second: Sequence[Part]) -> list[Pair]:
    """The pairs of the best alignment, in order; what has no counterpart is paired with None.

    The first of each, what stands before any heading, always go together.
    """
    mine, theirs = [_seen(part) for part in first], [_seen(part) for part in second]
    likeness = [[_likeness(one, other) for other in theirs] for one in mine]
    rows, columns = len(first), len(second)
    best = [[_GAP * (row + column) for column in range(columns + 1)] for row in range(rows + 1)]
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            together = best[row - 1][column - 1] + likeness[row - 1][column - 1]
            best[row][column] = max(together, best[row - 1][column] + _GAP, best[row][column - 1] + _GAP)
    pairs: list[Pair] = []
    row, column = rows, columns
    while row or column:
        if row and column and best[row][column] == best[row - 1][column - 1] + likeness[row - 1][column - 1]:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif row and best[row][column] == best[row - 1][column] + _GAP:
            row -= 1
            pairs.append((row, None))
        else:
            column -= 1
            pairs.append((None, column))
    return pairs[::-1]


def _seen(part: Part | None) -> _Seen | None:
    if part is None:
        return None
    counts = tuple(sum(block.kind == kind for block in part.blocks) for kind in (TABLE, FIGURE, LIST))
    length = sum(len(block.plain.encode()) for block in part.blocks) + 40
    return _Seen(part.head, frozenset(cited_in(part)), counts, length)


def _likeness(first: _Seen | None, second: _Seen | None) -> float:
    """How well two headings go together: above 0 for likely, below -2 for what must not be paired."""
    if first is None or second is None or (first.head is None) != (second.head is None):
        return -100.0
    if first.head is None or second.head is None:
        return 100.0
    one, other = first.head, second.head
    score = 1.0 if one.depth == other.depth else -0.5
    if one.number and other.number:
        score += 3.0 if one.number == other.number else -2.0
    if one.role or other.role:
        score += 3.0 if one.role == other.role else (-1.5 if one.role and other.role else -0.5)
    if first.cited or second.cited:
        score += 3.0 * len(first.cited & second.cited) / len(first.cited | second.cited) - 1.0
    score += sum(0.5 if left == right else -0.5 for left, right in zip(first.counts, second.counts, strict=True))
    return score - 0.5 * (max(first.length, second.length) / min(first.length, second.length) > 3)
