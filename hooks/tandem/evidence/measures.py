"""What the figures of an outcome can be: each measure, its line of no difference and its axis.

Life: constants; `model` takes the names that an author may write, `plot` and `words` ask what a measure is like.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .values import Group

DIFFERENCE, PERCENTAGE = "difference", "percentage"
PERS = (1, 100, 1000)  # what a risk difference can be told of: as a proportion, in percentage points, per 1000


@dataclass(frozen=True)
class Measure:
    """One way of comparing two groups."""

    name: str
    is_ratio: bool = False  # figures multiply: the axis is logarithmic, and no difference is 1
    has_unit: bool = False  # figures are of a unit or a scale, which are the author's to name
    has_short: bool = True  # figures stand behind its abbreviation
    is_counted: bool = False  # it can be worked out of the events of two groups

    @property
    def null(self) -> Decimal:
        """The figure that means no difference."""
        return Decimal(1 if self.is_ratio else 0)


MEASURES = {
    measure.name: measure
    for measure in (
        Measure(DIFFERENCE, has_unit=True, has_short=False),
        Measure("standardised-mean-difference"),
        Measure(PERCENTAGE, has_short=False),
        Measure("risk-difference", is_counted=True),
        Measure("odds-ratio", is_ratio=True, is_counted=True),
        Measure("risk-ratio", is_ratio=True, is_counted=True),
        Measure("rate-ratio", is_ratio=True),
        Measure("hazard-ratio", is_ratio=True),
    )
}
RISK_DIFFERENCE = "risk-difference"
COUNTED = tuple(name for name, measure in MEASURES.items() if measure.is_counted)


def worked_out(measure: str, treatment: Group, control: Group) -> Fraction | None:
    """A measure of two groups, from their events and totals; None where nothing can be divided.

    Risk ratio (a/n₁)/(c/n₂), odds ratio ad/bc, risk difference a/n₁ - c/n₂, where a and c are the events of the two
    groups and b and d the patients without (Cochrane Handbook for Systematic Reviews of Interventions, chapter 6.4).
    A ratio with an empty cell is None: what stands for it in print depends on the correction that was chosen.
    """
    if measure == RISK_DIFFERENCE:
        return treatment.risk - control.risk
    cells = (treatment.events, control.events, treatment.total - treatment.events, control.total - control.events)
    if not all(cells):
        return None
    if measure == "risk-ratio":
        return treatment.risk / control.risk
    return Fraction(cells[0] * cells[3], cells[1] * cells[2])
