"""The sentences of a text, and which of them stand for which in the other language.

Life: `split` finds the sentences by the language's marks; `beads` lays two lists of them side by side. One language
says in one sentence what the other says in two, so sentences are joined where that makes the lengths fit (Gale and
Church, 1993: translations keep their ratio of lengths, and stray from it by the square root of the length).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from .languages import Rules, any_of

JOINING = 3.0  # what joining two sentences costs, in squares of straying: it must make the lengths fit clearly better

LONGEST_BEAD = 5  # sentences that one sentence may stand for, unless one side has many more of them
MOST_PAIRS = 10_000


@dataclass(frozen=True)
class Span:
    """A part of a text."""

    start: int
    end: int


class Splitter:
    """Finds the sentences of one language."""

    def __init__(self, rules: Rules) -> None:
        marks = rules.file.sentences
        closing = f"(?:{any_of(marks.closing)})*"
        after = r"(?=\s|\Z)" if rules.file.script.spaced else ""
        self._end = re.compile(f"(?:{any_of(marks.ends)})+{closing}{after}")
        # An initial stops like an abbreviation, but a figure's unit of one letter does not.
        self._short = re.compile(rf"(?:^|[\s(])(?:(?i:{any_of(marks.abbreviations)})|(?<![0-9]\s)[A-Z])\.\Z")

    def split(self, text: str) -> list[Span]:
        """The sentences in order; what follows the last mark is one too."""
        spans: list[Span] = []
        start, end = 0, len(text.rstrip())
        for match in self._end.finditer(text):
            if match.end() < end and self._short.search(text[max(0, match.end() - 12) : match.end()]):
                continue
            if text[start : match.end()].strip():
                spans.append(Span(start, match.end()))
                start = match.end()
        if text[start:].strip():
            spans.append(Span(start, len(text)))
        elif spans:
            spans[-1] = Span(spans[-1].start, len(text))
        return spans


def beads(ours: list[int], theirs: list[int], ratio: float) -> list[tuple[range, range]]:
    """Which sentences stand for which, by their lengths; `ratio` is how much longer theirs usually are.

    Each bead has one sentence of one side and one or more of the other. Where a side has no sentence, or both have more
    than any paragraph, all of it is one bead.
    """
    many, others = len(ours), len(theirs)
    if not many or not others or many * others > MOST_PAIRS:
        return [(range(many), range(others))] if many or others else []
    most = max(LONGEST_BEAD, abs(many - others) + 1)
    best = {(0, 0): (0.0, (0, 0))}  # sentences laid out so far → the least cost, and the last bead
    shapes = [(1, its) for its in range(1, most + 1)] + [(mine, 1) for mine in range(2, most + 1)]
    for left in range(1, many + 1):
        for right in range(1, others + 1):
            options = [
                (best[before][0] + _cost(ours[before[0] : left], theirs[before[1] : right], ratio), bead)
                for bead in shapes
                for before in [(left - bead[0], right - bead[1])]
                if before in best
            ]
            if options:
                best[left, right] = min(options)
    found: list[tuple[range, range]] = []
    left, right = many, others
    while left:
        mine, its = best[left, right][1]
        found.append((range(left - mine, left), range(right - its, right)))
        left, right = left - mine, right - its
    return found[::-1]


def _cost(ours: list[int], theirs: list[int], ratio: float) -> float:
    return stray(sum(ours), sum(theirs), ratio) ** 2 + JOINING * (max(len(ours), len(theirs)) - 1)


def stray(ours: int, theirs: int, ratio: float) -> float:
    """How far two lengths are from the ratio, in terms of what chance makes of a text of their length."""
    return (theirs / ratio - ours) / math.sqrt((theirs / ratio + ours) / 2 + 1)
