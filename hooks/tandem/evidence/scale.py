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
from itertools import count

MOST = 7  # ticks that a phone has room for
_LONG = 5  # a label of more letters takes the room of two
EDGE = 7.0  # percent of the width left free at either end, for half a label and an arrow
PLACES = 2  # of a place in percent: less than a pixel of any screen


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`; `log` for ratios."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]
    log: bool = False

    def at(self, value: Decimal) -> float:
        """Where a figure lies, in percent of the width; beyond the ends it is beyond `EDGE`."""
        low, high, here = (self._even(number) for number in (self.low, self.high, value))
        return round(EDGE + (100 - 2 * EDGE) * (here - low) / (high - low), PLACES)

    def holds(self, value: Decimal) -> bool:
        """Whether a figure lies on the axis."""
        return self.low <= value <= self.high

    def _even(self, value: Decimal) -> float:
        return math.log(value) if self.log else float(value)


def axis_for(
    values: Iterable[Decimal], null: Decimal, *, log: bool = False, ends: tuple[Decimal, Decimal] | None = None
) -> Axis:
    """An axis for some figures; `ends` when they are chosen. What means no difference lies between the ends."""
    ticks_of = _log_ticks if log else _linear_ticks
    if ends is not None:
        return Axis(*ends, ticks_of(*ends, null, within=True), log)
    every = [*values, null]
    ticks = ticks_of(min(every), max(every), null, within=False)
    return Axis(ticks[0], ticks[-1], ticks, log)


def _linear_ticks(low: Decimal, high: Decimal, null: Decimal, *, within: bool) -> tuple[Decimal, ...]:
    """Round numbers from `low` to `high`: the last ones within, or the first ones beyond and past `null`.

    >>> [str(tick) for tick in _linear_ticks(Decimal("-13.50"), Decimal(0), Decimal(0), within=False)]
    ['-15', '-10', '-5', '0', '5']
    """
    for step in _steps(high - low):
        first, last = low / step, high / step
        start = math.ceil(first) if within else math.floor(first)
        stop = math.floor(last) if within else math.ceil(last)
        if not within:  # one step at least on either side of no difference
            start, stop = min(start, math.floor(null / step - 1)), max(stop, math.ceil(null / step + 1))
        ticks = tuple(plain(step * number) for number in range(start, stop + 1))
        room = MOST if all(len(signed(tick)) <= _LONG for tick in ticks) else (MOST + 1) // 2 + 1
        if len(ticks) <= room:
            return ticks
    raise AssertionError("steps grow without end")


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
    for skip in count(1):
        yield tuple(plain(Decimal(1).scaleb(power)) for power in range(-12 * skip, 12 * skip + 1, skip)), 1


def _log_ticks(low: Decimal, high: Decimal, null: Decimal, *, within: bool) -> tuple[Decimal, ...]:
    """Ratios from `low` to `high` whose distances are even to the eye.

    >>> [str(tick) for tick in _log_ticks(Decimal("0.11"), Decimal("0.92"), Decimal(1), within=False)]
    ['0.1', '0.2', '0.5', '1', '2']
    """
    for series, least in _series():
        below = [tick for tick in series if tick <= low and tick < null]
        above = [tick for tick in series if tick >= high and tick > null]
        if not below or not above:
            continue
        ends = (low, high) if within else (below[-1], above[0])
        ticks = tuple(tick for tick in series if ends[0] <= tick <= ends[1])
        if least <= len(ticks) <= MOST:
            return ticks
    raise AssertionError("the series do not end")


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def signed(value: Decimal) -> str:
    """A number as the site writes it: a true minus, all digits as given, no separator of thousands.

    >>> signed(Decimal("-13.50"))
    '−13.50'
    """
    return f"{value:f}".replace("-", "\u2212")
