"""The sentences of a text, and which of them stand for which in the other language.

Life: `split` finds the sentences by the language's marks; `beads` lays two lists of them side by side. One language
says in one sentence what the other says in two, so the side with more sentences is joined until both have as many,
where joining makes their lengths fit best (after Gale and Church, 1993: lengths of translations keep their ratio).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from .languages import Rules, any_of


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
        start = 0
        for match in self._end.finditer(text):
            if self._short.search(text[max(0, match.end() - 12) : match.end()]) and match.end() < len(text.rstrip()):
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

    The side with fewer sentences keeps them; those of the other are joined.
    """
    if len(ours) > len(theirs):
        return [(right, left) for left, right in beads(theirs, ours, 1 / ratio)]
    if not ours:
        return [(range(0), range(len(theirs)))] if theirs else []

    @cache
    def best(left: int, right: int) -> tuple[float, tuple[int, ...]]:
        """The least cost of laying the first `left` of ours beside the first `right` of theirs, with the cuts."""
        if left == 0:
            return (0.0, ()) if right == 0 else (math.inf, ())
        options = []
        for cut in range(left - 1, right):
            cost, cuts = best(left - 1, cut)
            length = sum(theirs[cut:right])
            options.append((cost + math.log((length + 3) / (ours[left - 1] * ratio + 3)) ** 2, (*cuts, right)))
        return min(options, default=(math.inf, ()))

    cuts = best(len(ours), len(theirs))[1]
    return [(range(index, index + 1), range(cuts[index - 1] if index else 0, cut)) for index, cut in enumerate(cuts)]
