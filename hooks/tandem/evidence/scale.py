"""An axis: its ends, its ticks and where a figure lies on it. Nothing here knows what the figures mean.

Life: `axis_for` is asked once for each plot. Ticks are 1, 2 or 5 times a power of ten; on a logarithmic axis that says
little within a small range, so there finer ones take their place. Places are in percent of the drawing's width, which
is known to no one before the page is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count, pairwise

MOST = 7  # ticks that the eye takes in
_LETTER = 3.7  # percent that one letter of a number takes where a drawing is narrowest: a column of 190 pixels
EDGE = 7.0  # percent of the width left free at either end, for half a label and an arrow
PLACES = 1  # of a place in percent: a third of a pixel of a phone, two thirds on a sheet of A4


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`; `log` for ratios."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    log: bool = False

    def at(self, value: Decimal) -> float:
        """Where a figure lies, in percent of the width; beyond the ends it is beyond `EDGE`."""
        if self.log and not value:
            return 0.0
        low, high, here = (self._even(number) for number in (self.low, self.high, value))
        return round(EDGE + (100 - 2 * EDGE) * (here - low) / (high - low), PLACES)

    def holds(self, value: Decimal) -> bool:
        """Whether a figure lies on the axis."""
        return self.low <= value <= self.high

    @property
    def is_legible(self) -> bool:
        """Whether the ticks are few, and their numbers keep apart in the narrowest column."""
        return len(self.ticks) <= MOST and all(
            self.at(right) - self.at(left) >= (len(signed(left)) + len(signed(right))) / 2 * _LETTER
            for left, right in pairwise(self.ticks)
        )

    def _even(self, value: Decimal) -> float:
        return math.log(value) if self.log else float(value)


def axis_for(
    values: Iterable[Decimal], null: Decimal, *, log: bool = False, ends: tuple[Decimal, Decimal] | None = None
) -> Axis:
    """An axis for some figures; `ends` when they are chosen. What means no difference lies between the ends."""
    every = [*(value for value in values if value or not log), null]  # a printed 0.00 is beyond every such axis
    low, high = ends or (min(every), max(every))
    axes = (_log_axes if log else _linear_axes)(low, high, null, within=ends is not None)
    return next(axis for axis in axes if axis.is_legible)


def _linear_axes(low: Decimal, high: Decimal, null: Decimal, *, within: bool) -> Iterator[Axis]:
    """Axes with ever fewer round ticks: the last ones within the ends, or the first ones beyond them and `null`."""
    for step in _steps(high - low):
        if within:
            start, stop = math.ceil(low / step), math.floor(high / step)
        else:  # one step at least on either side of no difference
            start = min(math.floor(low / step), math.floor(null / step - 1))
            stop = max(math.ceil(high / step), math.ceil(null / step + 1))
        if stop - start < MOST:
            ticks = tuple(plain(step * number) for number in range(start, stop + 1))
            yield Axis(*((low, high) if within else (ticks[0], ticks[-1])), ticks)


def _steps(width: Decimal) -> Iterator[Decimal]:
    """1, 2 and 5 times powers of ten, from far too small for a width upwards."""
    power = (width.adjusted() if width else 0) - 2
    for exponent in count(power):
        yield from (Decimal(digit).scaleb(exponent) for digit in (1, 2, 5))


_NEAR = tuple(map(Decimal, ("0.8", "0.9", "1", "1.1", "1.2")))
_CLOSE = tuple(map(Decimal, ("0.5", "0.7", "1", "1.4", "2")))


def _series() -> Iterator[tuple[tuple[Decimal, ...], int]]:
    """Rows of ratios from the finest, each holding 1, and how many ticks of one must be seen for it to be of use."""
    yield _NEAR, 3
    yield _CLOSE, 3
    yield tuple(plain(Decimal(digit).scaleb(power)) for power in range(-8, 9) for digit in (1, 2, 5)), 3
    for skip in (1, 2, 3, 4, 6):
        yield tuple(plain(Decimal(1).scaleb(power)) for power in range(-12, 13, skip)), 1


def _log_axes(low: Decimal, high: Decimal, null: Decimal, *, within: bool) -> Iterator[Axis]:
    """The same for ratios, whose ticks are even to the eye."""
    for series, least in _series():
        below = [tick for tick in series if tick <= low and tick < null]
        above = [tick for tick in series if tick >= high and tick > null]
        if below and above:
            ends = (low, high) if within else (below[-1], above[0])
            ticks = tuple(tick for tick in series if ends[0] <= tick <= ends[1])
            if len(ticks) >= least:
                yield Axis(*ends, ticks, log=True)


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def percent(place: float) -> str:
    """A place or a width as a drawing writes it.

    >>> percent(7.0), percent(30.7)
    ('7%', '30.7%')
    """
    return f"{place:g}%"


def signed(value: Decimal) -> str:
    """A number as the site writes it: a true minus, all digits as given, no separator of thousands.

    >>> signed(Decimal("-13.50"))
    '−13.50'
    """
    return f"{value:f}".replace("-", "\u2212")
