"""Whether a number of a text is one that the data state.

Published numbers must be equal, in whatever unit of the same kind they are written. What was worked out may be rounded,
to two figures at least. One end of a range may stand alone; a range must be the range.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from ..core.stated import COUNT, INTERVAL, Ends, Stated
from ..parity.quantities import Quantity
from .known import Entry
from .units import measured

_MOST_PLACES = 9


def fits(quantity: Quantity, entry: Entry, *, unsigned: bool = False) -> bool:
    """Whether the quantity is what is stated; `unsigned` where words may stand for the minus: 7.6 mg *less*."""
    if not quantity.unit and _equal(quantity, entry, Fraction(1), unsigned=unsigned):
        return True  # a unit may be left to the sentence or the table, a number never
    scale, kinds = measured(quantity.unit or quantity.shared)
    if not kinds or kinds != entry.kinds or entry.stated.kind == COUNT:
        return False
    return _equal(quantity, entry, entry.scale / scale, unsigned=unsigned)


def level_is(quantity: Quantity, entry: Entry) -> bool:
    """Whether a share is the level of a stated interval."""
    return entry.stated.kind == INTERVAL and quantity.single and quantity.low == entry.stated.level


def _equal(quantity: Quantity, entry: Entry, times: Fraction, *, unsigned: bool) -> bool:
    stated = entry.stated
    low, high = stated.low * times, stated.high * times
    if _within(quantity, (low, high), stated):
        return True
    return unsigned and high < 0 and _within(quantity, (-high, -low), stated)


def _within(quantity: Quantity, ends: Ends, stated: Stated) -> bool:
    low, high = ends
    if quantity.single:
        return _same(quantity.low, low, stated) or _same(quantity.low, high, stated)
    return _same(quantity.low, low, stated) and _same(quantity.high, high, stated)


def _same(written: Fraction, exact: Fraction, stated: Stated) -> bool:
    if written == exact:
        return True
    if not stated.worked or written <= 0:
        return False
    tens = next((10**places for places in range(_MOST_PLACES) if (written * 10**places).denominator == 1), None)
    if tens is None or written * tens < 10:
        return False
    digits, whole = exact * tens, written * tens
    nearest = floor(digits + Fraction(1, 2))
    return whole == nearest or (stated.safe == "up" and whole == ceil(digits)) or (stated.safe == "down" and whole == floor(digits))
