"""One outcome as a forest plot: each estimate's place on the shared axis, and what a reader sees there.

Life: while a page is rendered, `plot_of` turns an outcome into rows; the template draws each row inside the table row
that holds its figures, so that the drawing and the table cannot part. Places are in percent of the column's width:
words and points keep their size on any screen. A square has one size, or an area by its trial's weight.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from .model import USUAL, Estimate, Evidence, Interval, Outcome, Study
from .scale import EDGE, PLACES, Axis, axis_for

SIDE, SMALLEST, LARGEST = 10, 5, 18  # of a square, in pixels: without weights, and by them
NARROWEST = 0.1  # of a whisker or a diamond, in percent: a drawing without any width is not shown at all


@dataclass(frozen=True)
class Drawn:
    """One estimate on the axis. `point` is None where the figure lies beyond it; `whisker` where no interval is drawn.

    `left` and `right` tell that the figure or its interval goes on beyond that end.
    """

    point: float | None
    whisker: tuple[float, float] | None
    left: bool
    right: bool
    style: str  # of the whisker, by its level: usual, wider, narrower, untold; or none
    side: int = SIDE  # of the square, in pixels: its area tells the weight
    diamond: float | None = None  # of a pooled figure: how far along its interval it is highest, in percent

    @property
    def width(self) -> float:
        """How wide the interval is drawn, in percent; never so little that nothing is seen."""
        low, high = self.whisker or (0.0, 0.0)
        return max(round(high - low, PLACES), NARROWEST)


@dataclass(frozen=True)
class Row:
    """One line of the table; `drawn` is None for what is told in words."""

    study: Study
    estimate: Estimate
    drawn: Drawn | None


@dataclass(frozen=True)
class Plot:
    """One outcome; `axis` is None where all is told in words."""

    outcome: Outcome
    axis: Axis | None
    rows: tuple[Row, ...]
    told: tuple[Row, ...]  # what is told in words, under the axis

    @property
    def every(self) -> tuple[Row, ...]:
        """All lines in the order of the page."""
        return (*self.rows, *self.told)

    @property
    def styles(self) -> dict[str, list[Decimal]]:
        """The styles that stand in the plot, in order, each with its levels: what the legend explains."""
        found: dict[str, list[Decimal]] = {}
        for row in self.rows:
            assert row.drawn is not None
            if row.drawn.diamond is not None:
                continue
            levels = found.setdefault(row.drawn.style, [])
            level = row.estimate.interval.level if row.estimate.interval else None
            if level is not None and level not in levels:
                levels.append(level)
        return found

    @property
    def weighs(self) -> bool:
        """Whether squares differ by weight."""
        return any(row.estimate.weight is not None for row in self.rows)

    @property
    def has_diamond(self) -> bool:
        """Whether a figure is drawn as a diamond."""
        return any(row.drawn and row.drawn.diamond is not None for row in self.rows)

    @property
    def runs_off(self) -> bool:
        """Whether anything lies beyond the axis."""
        return any(row.drawn and (row.drawn.left or row.drawn.right) for row in self.rows)


def plot_of(evidence: Evidence, outcome: Outcome) -> Plot:
    """An outcome as it is drawn."""
    axis = _axis(outcome) if outcome.figures else None
    heaviest = max((estimate.weight or Decimal(0) for estimate in outcome.figures), default=Decimal(0))
    return Plot(
        outcome,
        axis,
        tuple(
            Row(evidence.study(estimate.study), estimate, draw(axis, estimate, heaviest))
            for estimate in outcome.figures
            if axis
        ),
        tuple(Row(evidence.study(estimate.study), estimate, None) for estimate in outcome.in_words),
    )


def _axis(outcome: Outcome) -> Axis:
    values = [value for estimate in outcome.figures for value in estimate.points]
    ends = (outcome.axis.low, outcome.axis.high) if outcome.axis else None
    return axis_for(values, outcome.null, log=outcome.is_ratio, ends=ends)


def draw(axis: Axis, estimate: Estimate, heaviest: Decimal = Decimal(0)) -> Drawn:
    """An estimate's place on an axis; its square's area is to that of the `heaviest` as their weights are."""
    assert estimate.effect is not None
    interval = estimate.interval
    low, high = (interval.low, interval.high) if interval else (estimate.effect, estimate.effect)
    seen = interval is not None and low <= axis.high and high >= axis.low
    whisker = (max(axis.at(low), EDGE), min(axis.at(high), 100 - EDGE)) if seen else None
    return Drawn(
        point=axis.at(estimate.effect) if axis.holds(estimate.effect) else None,
        whisker=whisker,
        left=low < axis.low,
        right=high > axis.high,
        style=style_of(interval),
        side=_side(estimate.weight, heaviest),
        diamond=_highest(axis.at(estimate.effect), whisker) if estimate.pooled and whisker else None,
    )


def _side(weight: Decimal | None, heaviest: Decimal) -> int:
    if weight is None or not heaviest:
        return SIDE
    return max(SMALLEST, round(LARGEST * math.sqrt(weight / heaviest)))


def _highest(point: float, ends: tuple[float, float]) -> float:
    low, high = ends
    share = (point - low) / (high - low) if high > low else 0.5
    return round(100 * min(max(share, 0.0), 1.0), 1)


def style_of(interval: Interval | None) -> str:
    """How a whisker is drawn, so that levels differ by more than their colour."""
    if interval is None:
        return "none"
    if interval.level is None:
        return "untold"
    return "usual" if interval.level == USUAL else "wider" if interval.level > USUAL else "narrower"
