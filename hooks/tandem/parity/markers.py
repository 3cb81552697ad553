"""Negation and direction: how often a sentence says *not*, *more* or *less*, by the word lists of its language.

Life: `Marker` is made once a language; `read` counts; the two functions below compare the counts of two sentences
that stand for each other. A list of words is no understanding, so the comparison speaks only where it has grounds:
a negation must be wanting on one side however the doubtful words are taken, and a direction must be too many on one
side *and* its opposite too few. What is found is a warning that shows both sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .languages import Rules, any_of


@dataclass(frozen=True)
class Marks:
    """The marker words of a text; `doubtful` ones may stand for a negation of the other language."""

    negations: int
    doubtful: int
    listed: bool  # one *not* may stand for several things
    directions: Counter[tuple[str, str]]


class _Finder:
    """Finds the words of several groups, longer words before those they hold."""

    def __init__(self, rules: Rules, **groups: Iterable[str]) -> None:
        self._group = {word.casefold(): name for name, words in groups.items() for word in words}
        self._pattern = re.compile(rules.words(self._group), re.I)

    def count(self, text: str) -> Counter[str]:
        """How often words of each group stand in the text."""
        return Counter(self._group[" ".join(found.casefold().split())] for found in self._pattern.findall(text))


class Marker:
    """Counts the markers of one language."""

    def __init__(self, rules: Rules) -> None:
        words = rules.file.negation
        self._asked = re.compile(rf"({rules.letter.pattern})(?:{any_of(words.asked_by)})(?=\1)")
        self._shared = re.compile(rules.words(words.shared_by), re.I)
        self._negation = _Finder(rules, doubtful=words.possible, certain=words.certain, neutral=words.neutral)
        self._directions = {
            concept: _Finder(rules, up=direction.up, down=direction.down, neutral=direction.neutral)
            for concept, direction in rules.file.directions.items()
        }

    def read(self, text: str) -> Marks:
        """The markers of a text."""
        negation = self._negation.count(self._asked.sub(r"\1", text))
        directions: Counter[tuple[str, str]] = Counter()
        for concept, finder in self._directions.items():
            directions.update({(concept, way): count for way, count in finder.count(text).items()})
        listed = self._shared.search(text) is not None
        return Marks(negation["certain"], negation["doubtful"], listed, directions)


def negation_differs(ours: Marks, theirs: Marks) -> bool:
    """Whether one side says *not* more often than the other can mean it.

    Doubtful words of both sides stand for each other; only those left over can make up for a *not*. Where both sides
    do say *not*, one more is no sign if the other side has a list: languages repeat it, or not, in each part of one.
    """
    spare, more = theirs.doubtful - ours.doubtful, ours.negations - theirs.negations
    if more < 0:
        return negation_differs(theirs, ours)
    return more > max(spare, 0) and (more > 1 or not theirs.negations or not theirs.listed)


def turned_round(ours: Marks, theirs: Marks) -> str:
    """The concept in which one side says more and the other less; '' where there is none, or where *not* explains it.

    What one language calls small is not large in another: with a negation left over on one side, nothing is said.
    """
    if ours.negations + ours.doubtful != theirs.negations + theirs.doubtful:
        return ""
    for concept in sorted({concept for concept, _ in (*ours.directions, *theirs.directions)}):
        up = ours.directions[concept, "up"] - theirs.directions[concept, "up"]
        down = ours.directions[concept, "down"] - theirs.directions[concept, "down"]
        if up * down < 0:
            return concept
    return ""
