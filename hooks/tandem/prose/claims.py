"""The numbers that a text claims: those of its quantities that can be held against data, and with which citations.

Life: `claims_of` reads a text once. A dose, a time, a share, an effect, an interval is a claim; a year, a page or "the
two reviews" is none. Weights of a body are no claims by themselves: they say what a dose was worked out for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from ..parity.quantities import MONTH, PERCENT, Quantity
from .texts import Sentence, Text
from .uncited import Figures
from .units import CALENDAR, HOUR, TIME, measured

WEIGHT = "kg"
_LEAST_COUNT = 10  # smaller whole numbers count what stands beside them, not people or trials
NEVER, LIKE, ALWAYS = range(3)  # a bare whole number; one that must be known where its like is; one that always must
_YEARS = range(1800, 2201)
_LEVELS = (50, 100)
_NEAR = 40  # characters between a level and its interval: "95% confidence interval (CI), "
_BESIDE = 24  # and between an effect and the level of its interval


@dataclass(frozen=True)
class Claim:
    """A quantity, and how far it can be held against data: NEVER, LIKE or ALWAYS.

    `in_table`: in a cell of values. `slashed`: a half of what can be no count of a group, such as 15/11.
    """

    quantity: Quantity
    held: int
    in_table: bool = False
    slashed: bool = False


@dataclass(frozen=True)
class IntervalClaim:
    """A level, the interval behind it, and the effect before it where one stands beside it."""

    level: Quantity
    interval: Quantity
    effect: Quantity | None

    @property
    def certain(self) -> bool:
        """Whether the level can be one; else it may be an effect in percent."""
        return _LEVELS[0] <= self.level.low < _LEVELS[1]


@dataclass(frozen=True)
class Said:
    """What one sentence claims: with which keys, at which weights (kg), for which hours."""

    text: Text
    sentence: Sentence
    keys: tuple[str, ...]
    claims: tuple[Claim, ...]
    intervals: tuple[IntervalClaim, ...]
    weights: tuple[Fraction, ...]
    hours: tuple[Fraction, ...]


def claims_of(text: Text, figures: Figures) -> Iterator[Said]:
    """The claims of a text, sentence by sentence; nothing for a sentence without any, or for invented ones."""
    quantities = text.language.figures(text.text).quantities
    if not quantities or figures.invented(text):
        return
    inside = [quantity for quantity in quantities if not text.in_code(quantity.start)]
    named = {quantity.start for quantity in figures.of(text)}
    in_table = bool(text.head) and text.unit is not None and text.text != text.unit.pieces[0].text
    every = (*text.cites, *(key for group in text.citations for key in group.keys))
    for sentence in text.sentences:
        here = _sharing([q for q in inside if sentence.start <= q.start < sentence.end], text)
        claims = tuple(
            Claim(q, held, in_table, slashed)
            for q in here
            for slashed in [_slashed(q, text.text)]
            for held in [ALWAYS if slashed else _held(q, named, in_table=in_table)]
            if held is not None
        )
        weights = tuple(end.low for q in here if q.unit == WEIGHT or q.shared == WEIGHT for end in q.ends())
        hours = tuple(hours_of(end) for q in here if is_time(q) for end in q.ends())
        if claims or weights:
            keys = tuple(dict.fromkeys(sentence.cites or every))
            yield Said(text, sentence, keys, claims, tuple(_intervals(here, text.text)), weights, hours)


def _sharing(quantities: list[Quantity], text: Text) -> list[Quantity]:
    """The quantities, those before a word such as *to* with the unit behind it: two equal ends make no range."""
    rules = text.language.rules
    words = {word.casefold() for word in (*rules.file.numbers.ranges, *rules.symbols.ranges)}
    for index, (first, second) in enumerate(pairwise(quantities)):
        between = text.text[first.end : second.start].strip().casefold()
        if second.unit and not first.unit and not first.shared and between in words:
            quantities[index] = replace(first, shared=second.unit)
    return quantities


def unit_of(quantity: Quantity) -> str:
    """The unit that a quantity has, or shares with its neighbour."""
    return quantity.unit or quantity.shared


def is_time(quantity: Quantity) -> bool:
    """Whether a quantity is a length of time that hours measure."""
    return measured(unit_of(quantity))[1] == (TIME,)


def hours_of(quantity: Quantity) -> Fraction:
    """A length of time in hours."""
    return quantity.low * measured(unit_of(quantity))[0] / HOUR


def _held(quantity: Quantity, figures: set[int], *, in_table: bool) -> int | None:
    """How far a quantity can be held against data; None for what is no claim: a year, a page, "the two reviews".

    `figures` is where the numbers stand that need a source: also a whole one behind "odds ratio". A bare number in a
    table is a value: its unit stands in the head, or above.
    """
    if quantity.soft or MONTH in (quantity.unit, quantity.shared):
        return None
    unit = unit_of(quantity)
    if quantity.worded and not quantity.unit:
        return None
    if unit == WEIGHT:
        return LIKE
    if unit:
        return LIKE if measured(unit)[1] == (CALENDAR,) else ALWAYS
    if "/" in quantity.text:
        return ALWAYS  # 9/14 of a group
    whole = all(end.denominator == 1 for end in (quantity.low, quantity.high))
    if whole and all(int(end) in _YEARS for end in (quantity.low, quantity.high)):
        return None
    if quantity.start in figures or not quantity.single or in_table:
        return ALWAYS
    if not whole:
        return None  # a version, the number of a section
    return LIKE if quantity.low >= _LEAST_COUNT else NEVER


def _slashed(quantity: Quantity, text: str) -> bool:
    """Whether a bare number is one side of a slash, with a figure on the other side that makes no count of a group."""
    if unit_of(quantity) or quantity.worded or "/" in quantity.text:
        return False
    before, behind = text[max(0, quantity.start - 2) : quantity.start], text[quantity.end : quantity.end + 2]
    return (before[-1:] == "/" and before[:1].isdigit()) or (behind[:1] == "/" and behind[1:].isdigit())


def _intervals(quantities: Sequence[Quantity], text: str) -> Iterator[IntervalClaim]:
    before: list[Quantity | None] = [None, *quantities]
    for effect, (level, interval) in zip(before, pairwise(quantities), strict=False):
        if level.unit != PERCENT or not level.single:
            continue
        if interval.single or interval.start - level.end > _NEAR:
            continue
        near = effect is not None and effect.single and level.start - effect.end <= _BESIDE
        yield IntervalClaim(level, interval, effect if near else None)
