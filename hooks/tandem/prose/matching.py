"""Whether a number of a text is one that the data state.

Published numbers must be equal, in whatever unit of the same kind they are written. What was worked out may be rounded,
to two figures at least. One end of a range may stand alone; a range must be the range.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

from ..core.data import Place
from ..core.stated import COUNT, EFFECT, INTERVAL, PERCENT
from ..parity.quantities import Quantity
from .known import Entry
from .units import measured

_MOST_PLACES = 9


@dataclass(frozen=True)
class Written:
    """A quantity of a text with what its unit measures: `low` and `high` are in base units."""

    quantity: Quantity
    scale: Fraction
    kinds: tuple[str, ...]
    low: Fraction
    high: Fraction
    in_table: bool

    def those(self, entries: Iterable[Entry], *, unsigned: bool = False) -> list[Entry]:
        """The stated values that the quantity is; `unsigned` where words stand for a minus: 7.6 mg *less*.

        Where it is some exactly, those that it would have to be rounded from are not meant.
        """
        held = list(entries)
        return [entry for entry in held if self._is(entry, unsigned)] or [e for e in held if self._is_rounded(e)]

    def _is(self, entry: Entry, unsigned: bool) -> bool:
        stated, quantity = entry.stated, self.quantity
        if self.kinds and self.kinds == entry.kinds and stated.kind != COUNT:
            if self._between(entry.low, entry.high, self.low, self.high):
                return True
            if unsigned and entry.high < 0 and self._between(-entry.high, -entry.low, self.low, self.high):
                return True
        if quantity.unit or not self.may_be(entry):
            return False
        if stated.written:  # 0/15 is not 0/14, and neither is 0 or -0/14
            return quantity.low >= 0 and "".join(quantity.text.split()) == stated.written
        if self._between(stated.low, stated.high, quantity.low, quantity.high):
            return True
        return unsigned and stated.high < 0 and self._between(-stated.high, -stated.low, quantity.low, quantity.high)

    def _is_rounded(self, entry: Entry) -> bool:
        if not entry.stated.worked:
            return False
        if self.kinds and self.kinds == entry.kinds and self._rounded(entry, entry.scale / self.scale):
            return True
        return not self.quantity.unit and self.may_be(entry) and self._rounded(entry, Fraction(1))

    def may_be(self, entry: Entry) -> bool:
        """Whether a bare number may be this value: a unit may be left to the sentence or the table, a sign never.

        A bare whole number counts something, and a share is a share only with its sign.
        """
        if self.in_table or not entry.stated.unit:
            return True
        quantity = self.quantity
        counts = quantity.single and quantity.low.denominator == 1 and quantity.low >= 0
        return not counts and (entry.stated.unit != PERCENT or entry.stated.kind == INTERVAL)

    def _between(self, first: Fraction, last: Fraction, low: Fraction, high: Fraction) -> bool:
        if self.quantity.single:
            return low in (first, last)
        return low == first and high == last

    def _rounded(self, entry: Entry, times: Fraction) -> bool:
        ends = entry.stated.low * times, entry.stated.high * times
        quantity, safe = self.quantity, entry.stated.safe
        if quantity.single:
            places = _places(quantity)
            return any(_rounds(quantity.low, end, safe, places) for end in ends)
        return _rounds(quantity.low, ends[0], safe) and _rounds(quantity.high, ends[1], safe)


@dataclass(frozen=True)
class Found:
    """A quantity with the stated values that it may be; not `certain` where it may be none of them: a count."""

    quantity: Quantity
    entries: Sequence[Entry]
    certain: bool
    in_table: bool = False


def written(quantity: Quantity, *, in_table: bool = False) -> Written:
    """A quantity ready to be looked up; `in_table` where its unit may stand in a head."""
    scale, kinds = measured(quantity.unit or quantity.shared)
    return Written(quantity, scale, kinds, quantity.low * scale, quantity.high * scale, in_table)


def spanned(number: Written, entries: Iterable[Entry], *, unsigned: bool = False) -> list[Entry]:
    """The least and the greatest effect on one outcome, where a range is from one to the other.

    `unsigned` where words stand for the minus: 5.6 to 10.5 mg *less*.
    """
    if number.quantity.single:
        return []
    outcomes: dict[tuple[Path, Place], list[Entry]] = {}
    for entry in entries:
        if entry.stated.kind == EFFECT and entry.stated.single and entry.kinds == number.kinds:
            outcomes.setdefault((entry.path, entry.stated.place[:2]), []).append(entry)
    for effects in outcomes.values():
        ends = min(effects, key=lambda entry: entry.low), max(effects, key=lambda entry: entry.low)
        low, high = (entry.low for entry in ends)
        named = (low, high), (-high, -low)
        if low < high and (number.low, number.high) in named[: 2 if unsigned and high < 0 else 1]:
            return list(ends)
    return []


def level_is(quantity: Quantity, entry: Entry) -> bool:
    """Whether a share is the level of a stated interval."""
    return entry.stated.kind == INTERVAL and quantity.single and quantity.low == entry.stated.level


def _places(quantity: Quantity) -> int:
    """How many decimal places a single number is written with: 8.110 is not 8.1148 rounded."""
    match = re.search(r"[0-9]\.([0-9]+)", quantity.text)
    return len(match.group(1)) if match else 0


def _rounds(shown: Fraction, exact: Fraction, safe: str, least: int = 0) -> bool:
    """Whether a number in digits is an exact one, rounded half up or to its safe side, to `least` places or more."""
    if shown <= 0 or exact <= 0 or not exact / 2 < shown < exact * 2:
        return shown == exact
    tens = next((10**places for places in range(least, _MOST_PLACES) if (shown * 10**places).denominator == 1), None)
    if tens is None or (shown != exact and shown * tens < 10):
        return False
    digits, whole = exact * tens, shown * tens
    if whole == floor(digits + Fraction(1, 2)):
        return True
    return (safe == "up" and whole == ceil(digits)) or (safe == "down" and whole == floor(digits))
