"""evidence.yml: what reviews and trials found, as clinicians write it down.

Life: read once with the tutorial; each value is checked here, one by one, and whatever several of them must agree on
in `consistency`; `plot` places the figures on an axis. The texts under the fields are the help that an editor shows:
`schema` publishes them. A figure keeps the digits it was published with: −13.50 stays −13.50.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from ..core.cited import Citations
from ..core.data import Strict, matching, shown
from ..core.translated import Text, Translated

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,6})?\Z")
_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*"

DIFFERENCE, PERCENTAGE = "difference", "percentage"
RATIOS = ("odds-ratio", "risk-ratio", "hazard-ratio")
MEASURES = (DIFFERENCE, PERCENTAGE, *RATIOS)
YES, NO, PARTLY = "yes", "no", "partly"
NARROWEST, WIDEST = 50, 100  # levels lie between these, in percent


def _decimal(value: object) -> Decimal:
    text = "" if isinstance(value, bool) or not isinstance(value, (int, str)) else str(value)
    if text[:1] in "−–—" and _NUMBER.match(text[1:]):
        raise ValueError(f"{shown(value)} has a sign that is no hyphen | write the minus as a hyphen: -{text[1:]}")
    if not _NUMBER.match(text):
        raise ValueError(f"{shown(value)} is not a number | write plain digits with a point, such as -0.5")
    found = Decimal(text)
    if not found and found.is_signed():
        raise ValueError("zero has no sign | write it without the hyphen")
    return found


def _one_of(*words: str) -> tuple[BeforeValidator, WithJsonSchema]:
    def check(value: object) -> object:
        if value not in words:
            raise ValueError(f"{shown(value)} is not known here | write one of: {', '.join(words)}")
        return value

    return BeforeValidator(check), WithJsonSchema({"type": "string", "enum": list(words)})


def _at_least(least: int) -> Callable[[int], int]:
    def check(value: int) -> int:
        if value < least:
            raise ValueError(f"{shown(value)} is too few | write at least {least}, or leave the key out")
        return value

    return check


Number = Annotated[Decimal, BeforeValidator(_decimal), WithJsonSchema({"type": "number"})]
Measure = Annotated[str, *_one_of(*MEASURES)]
Checked = Annotated[str, *_one_of(YES, NO, PARTLY)]
Count = Annotated[int, AfterValidator(_at_least(1)), WithJsonSchema({"type": "integer", "minimum": 1})]
Year = Annotated[int, Field(ge=1900, le=2200)]
Id = Annotated[
    str,
    matching(_ID + r"\Z", "an id", "use small Latin letters, digits and hyphens"),
    WithJsonSchema({"type": "string", "pattern": f"{_ID}$"}),
]
Cite = Annotated[Citations, Field(min_length=1)]


class Study(Strict):
    """A review or a trial, told once; estimates name it."""

    id: Id
    """How estimates name it: small Latin letters, digits and hyphens."""
    name: Text
    """Who it is known by, in its own script: the first author."""
    year: Year
    """When it was published."""
    about: Translated | None = None
    """Whom it is about, where it is not everybody: a kind of surgery."""
    trials: Count | None = None
    """How many trials the whole review holds; left out where that is not on record."""
    patients: Count | None = None
    """How many patients these have; left out where that is not on record."""
    cite: Cite
    """Its references, by their ids in references.json."""


class Interval(Strict):
    """A confidence interval as published."""

    low: Number
    """Its lower end."""
    high: Number
    """Its upper end."""
    level: Number | None = None
    """Its level in percent, such as 95; left out where it is not told."""


class Estimate(Strict):
    """What one study says of the outcome: a figure, or words where there is none."""

    study: Id
    """The id of the study."""
    group: Translated | None = None
    """Which part of it, or which event: at rest; nausea."""
    effect: Number | None = None
    """The figure, with the digits it was published with."""
    interval: Interval | None = None
    """Its confidence interval; left out where none is on record."""
    words: Translated | None = None
    """What it found, where there is no pooled figure."""
    trials: Count | None = None
    """How many of the study's trials this figure is from, where that is known."""
    patients: Count | None = None
    """How many of its patients, where that is known."""
    certainty: Translated | None = None
    """How sure its authors are, in a few words: certainty, I²."""
    checked: Checked
    """Whether the figures were compared with the paper: yes, no or partly."""
    note: Translated | None = None
    """What a reader must know of this figure; needed with `checked: partly`."""
    cite: Citations = Citations([])
    """References of this line besides the study's own."""


class Ends(Strict):
    """From one value to a higher one."""

    low: Number
    """The lower end."""
    high: Number
    """The higher end."""

    @property
    def length(self) -> Decimal:
        """From end to end; not above zero where `consistency` refuses them."""
        return self.high - self.low


class Outcome(Strict):
    """One outcome on one scale: a plot of its own, over its table."""

    id: Id
    """How a block names it: small Latin letters, digits and hyphens."""
    title: Translated
    """What was looked at."""
    measure: Measure | None = None
    """What the figures are; ratios are drawn on a logarithmic axis. Left out where all is said in words."""
    scale: Translated | None = None
    """What it was measured on: visual analogue scale, intravenous morphine equivalent."""
    unit: Text | None = None
    """The unit of a difference: mg, mm, min. Figures in another unit are another outcome."""
    range: Ends | None = None
    """The ends of the scale, where it has ends: 0 to 100."""
    period: Translated | None = None
    """When: first 24 h."""
    lower: Translated | None = None
    """What a figure left of the line of no difference means."""
    higher: Translated | None = None
    """What a figure right of it means."""
    axis: Ends | None = None
    """The ends of the axis, where the figures alone should not decide; what lies beyond gets an arrow."""
    caption: Translated
    """What the plot shows, in a sentence or two that can stand alone."""
    estimates: Annotated[list[Estimate], Field(min_length=1)]
    """What each study found, in the order of the page."""

    @property
    def is_ratio(self) -> bool:
        """Whether the figures multiply, so that the axis is logarithmic."""
        return self.measure in RATIOS

    @property
    def null(self) -> Decimal:
        """The figure that means no difference."""
        return Decimal(1 if self.is_ratio else 0)

    @property
    def figures(self) -> list[Estimate]:
        """The estimates that have a figure, in order."""
        return [estimate for estimate in self.estimates if estimate.effect is not None]

    @property
    def in_words(self) -> list[Estimate]:
        """The estimates that have none, in order."""
        return [estimate for estimate in self.estimates if estimate.effect is None]


class Evidence(Strict):
    """What studies found, with the source of every figure."""

    studies: Annotated[list[Study], Field(min_length=1)]
    """The reviews and trials, each once."""
    outcomes: Annotated[list[Outcome], Field(min_length=1)]
    """The outcomes, each on one scale."""

    def study(self, name: str) -> Study:
        """A study by its id. Raises StopIteration for an unknown one, which `consistency` refuses."""
        return next(study for study in self.studies if study.id == name)
