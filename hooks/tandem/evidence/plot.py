"""One outcome as a forest plot: each estimate's place on the shared axis, and what a reader sees there.

Life: while a page is rendered, `plot_of` turns an outcome into rows; the template draws each row inside the table row
that holds its figures, so that the drawing and the table cannot part. Places are in percent of the column's width:
words and points keep their size on any screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .model import Estimate, Evidence, Interval, Outcome, Study
from .scale import EDGE, Axis, axis_for

USUAL = Decimal(95)


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
            levels = found.setdefault(row.drawn.style, [])
            level = row.estimate.interval.level if row.estimate.interval else None
            if level is not None and level not in levels:
                levels.append(level)
        return found

    @property
    def runs_off(self) -> bool:
        """Whether anything lies beyond the axis."""
        return any(row.drawn and (row.drawn.left or row.drawn.right) for row in self.rows)


def plot_of(evidence: Evidence, outcome: Outcome) -> Plot:
    """An outcome as it is drawn."""
    axis = _axis(outcome) if outcome.figures else None
    return Plot(
        outcome,
        axis,
        tuple(
            Row(evidence.study(estimate.study), estimate, draw(axis, estimate)) for estimate in outcome.figures if axis
        ),
        tuple(Row(evidence.study(estimate.study), estimate, None) for estimate in outcome.in_words),
    )


def _axis(outcome: Outcome) -> Axis:
    values = [estimate.effect for estimate in outcome.figures if estimate.effect is not None]
    intervals = [estimate.interval for estimate in outcome.figures if estimate.interval is not None]
    values += [end for interval in intervals for end in (interval.low, interval.high)]
    ends = (outcome.axis.low, outcome.axis.high) if outcome.axis else None
    return axis_for(values, outcome.null, log=outcome.is_ratio, ends=ends)


def draw(axis: Axis, estimate: Estimate) -> Drawn:
    """An estimate's place on an axis."""
    assert estimate.effect is not None
    interval = estimate.interval
    low, high = (interval.low, interval.high) if interval else (estimate.effect, estimate.effect)
    seen = interval is not None and low <= axis.high and high >= axis.low
    return Drawn(
        point=axis.at(estimate.effect) if axis.holds(estimate.effect) else None,
        whisker=(max(axis.at(low), EDGE), min(axis.at(high), 100 - EDGE)) if seen else None,
        left=low < axis.low,
        right=high > axis.high,
        style=style_of(interval),
    )


def style_of(interval: Interval | None) -> str:
    """How a whisker is drawn, so that levels differ by more than their colour."""
    if interval is None:
        return "none"
    if interval.level is None:
        return "untold"
    return "usual" if interval.level == USUAL else "wider" if interval.level > USUAL else "narrower"
