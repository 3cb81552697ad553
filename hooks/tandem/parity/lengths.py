"""How long a text is in one language against the other: what shows that a sentence is gone.

Life: `measure` looks at all paragraphs of a tutorial once. The ratio of lengths and how far texts stray from it are
taken from the tutorial itself, so that a terse author is not blamed for being terse; `Measure.deviation` then tells how
unusual the lengths of two texts are.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from .language import Language
from .sentences import stray

LEAST = 12  # pairs of texts below which nothing can be said of a tutorial's own ratio
_USUAL = 1.4826  # makes the median of the deviations an estimate of their standard deviation


@dataclass(frozen=True)
class Measure:
    """How many letters of the other language stand for one of the first, and how far texts usually stray from it."""

    ratio: float
    spread: float

    def deviation(self, ours: int, theirs: int) -> float:
        """How many times the usual spread `theirs` is too long (above 0) or too short for `ours`."""
        return stray(ours, theirs, self.ratio) / self.spread


def extents(ours: Language, our_text: str, theirs: Language, their_text: str) -> tuple[int, int]:
    """The lengths of two texts, without the words that one has from the other's script.

    A name in Latin letters stands in both texts; in one of them it is no part of the language's own script.
    """
    first, second = ours.letters(our_text), theirs.letters(their_text)
    if ours.shares_script(theirs):
        return first, second
    return max(first - ours.letters(their_text), 0), max(second - theirs.letters(our_text), 0)


def measure(pairs: Iterable[tuple[int, int]]) -> Measure | None:
    """The ratio and spread of a tutorial from the lengths of its paragraphs; None where there are too few of them."""
    lengths = [(ours, theirs) for ours, theirs in pairs if ours and theirs]
    if len(lengths) < LEAST:
        return None
    ratio = math.exp(statistics.median(math.log(theirs / ours) for ours, theirs in lengths))
    spread = _USUAL * statistics.median(abs(stray(ours, theirs, ratio)) for ours, theirs in lengths)
    return Measure(ratio, max(spread, 0.1))
