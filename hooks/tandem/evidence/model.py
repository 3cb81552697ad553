"""evidence.yml: what reviews and trials found, as clinicians write it down.

Life: read once with the tutorial; each value is checked here and in `values`, one by one, and whatever several of them
must agree on in `consistency`; `plot` places the figures on an axis. The texts under the fields are the help that an
editor shows: `schema` publishes them. A figure keeps the digits it was published with: −13.50 stays −13.50.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from ..core.checked import Checked, CheckedData, Figure, one_of
from ..core.cited import Citations
from ..core.data import Strict, migrating
from ..core.translated import Text, Translated
from .measures import MEASURES, PERS, Measure
from .values import Count, Group, GroupData, Id, Number, Percent, PValue, Year, one_number_of

NARROWEST, WIDEST = 50, 100  # levels lie between these, in percent
USUAL = Decimal(95)
CERTAINTIES = ("high", "moderate", "low", "very-low")
INTERVAL, LEVEL, CERTAINTY = "interval", "level", "certainty"


def is_level(level: Decimal | None) -> bool:
    """Whether an interval can have this level, in percent."""
    return level is not None and NARROWEST < level < WIDEST


def _no_words(value: object) -> object:
    if isinstance(value, dict):
        raise ValueError(f"words of one's own are no longer read: it is one of GRADE's words | {migrating()}")
    return value


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
    """How many trials the whole review holds, 1 for a trial; left out where that is not on record."""
    patients: Count | None = None
    """How many patients these have; left out where that is not on record."""
    not_given: list[Annotated[str, *one_of(("trials", "patients"))]] = Field(default_factory=list)
    """Which of these the paper itself does not give; what is only left out is not recorded here."""
    checked: CheckedData | None = None
    """Who compared the figures with the paper; for those estimates that do not tell it themselves."""
    invented: bool = False
    """Whether it is made up to teach with: it has no reference, nobody checks it, and every form says so."""
    cite: Citations = Citations([])
    """Its references, by their ids in references.json; needed unless it is invented."""


class Interval(Strict):
    """A confidence interval as published."""

    low: Number
    """Its lower end; 0.00 where a ratio's was printed so."""
    high: Number
    """Its upper end."""
    level: Number | None = None
    """Its level in percent, where it is not the `level` of the file; 95 of invented data."""


class Events(Strict):
    """Patients with the event, of all in each group."""

    treatment: GroupData
    """Events and patients of the group that was treated: 12/100."""
    control: GroupData
    """Events and patients of the group that it is compared with."""

    @property
    def groups(self) -> tuple[Group, Group]:
        """Both groups, the treated one first."""
        return self.treatment, self.control


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
    p: PValue | None = None
    """Its P value as published: 0.04, < 0.001, 0.00."""
    words: Translated | None = None
    """What it found, where there is no pooled figure."""
    trials: Count | None = None
    """How many of the study's trials this figure is from, where that is known."""
    patients: Count | None = None
    """How many of its patients, where that is known."""
    events: Events | None = None
    """The events of both groups: {treatment: 12/100, control: 25/98}."""
    adjusted: bool = False
    """Whether the paper adjusted the figure, so that it does not follow from the events alone."""
    weight: Percent | None = None
    """The trial's weight in the pooled figure, in percent: the size of its square."""
    pooled: bool = False
    """Whether the figure is pooled from the trials of the plot: it is drawn as a diamond."""
    i_squared: Percent | None = None
    """How far the trials of a pooled figure differ, in percent (I²)."""
    certainty: Annotated[str, *one_of(CERTAINTIES), BeforeValidator(_no_words)] | None = None
    """How certain the evidence is in GRADE's words: high, moderate, low, very-low."""
    certainty_to: Annotated[str, *one_of(CERTAINTIES)] | None = None
    """The highest, where several outcomes were rated from `certainty` up to it."""
    rated_by: Citations = Citations([])
    """Who rated the certainty, where it was not the study itself."""
    not_given: list[Annotated[str, *one_of((INTERVAL, LEVEL, CERTAINTY))]] = Field(default_factory=list)
    """Which of these the paper itself does not give; what is only left out is not recorded here."""
    checked: CheckedData | None = None
    """Who compared the figures with the paper, what was read, where and when; left out where the study tells it."""
    note: Translated | None = None
    """What a reader must know of this figure."""
    cite: Citations = Citations([])
    """References of this line besides the study's own."""

    @property
    def points(self) -> list[Decimal]:
        """The figure and the ends of its interval, as far as there are any."""
        ends = [self.interval.low, self.interval.high] if self.interval else []
        return [*([] if self.effect is None else [self.effect]), *ends]


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
    measure: Annotated[str, *one_of(tuple(MEASURES))] | None = None
    """What the figures are; ratios are drawn on a logarithmic axis. Left out where all is said in words."""
    scale: Translated | None = None
    """What it was measured on: visual analogue scale, intravenous morphine equivalent."""
    unit: Text | None = None
    """The unit of a difference: mg, mm, min. Figures in another unit are another outcome."""
    per: Annotated[int, *one_number_of(*PERS)] | None = None
    """What a risk difference is told of: 1 as a proportion, 100 in percentage points, 1000 patients."""
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
    def kind(self) -> Measure | None:
        """What its measure is like; None where all is said in words."""
        return MEASURES[self.measure] if self.measure else None

    @property
    def is_ratio(self) -> bool:
        """Whether the figures multiply, so that the axis is logarithmic."""
        return self.kind is not None and self.kind.is_ratio

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

    @property
    def findings(self) -> list[Estimate]:
        """What the outcome comes to: its pooled figures, or all estimates where none is pooled from the others."""
        return [estimate for estimate in self.estimates if estimate.pooled] or self.estimates


class Evidence(Strict):
    """What studies found, with the source of every figure."""

    level: Number | None = None
    """The level in percent of all intervals that tell none, such as 95; left out where theirs is not on record."""
    studies: Annotated[list[Study], Field(min_length=1)]
    """The reviews and trials, each once."""
    outcomes: Annotated[list[Outcome], Field(min_length=1)]
    """The outcomes, each on one scale."""

    @model_validator(mode="after")
    def _levels(self) -> Evidence:
        """Give each interval its level: its own, or that of the file. Of real studies none is taken for granted."""
        invented = {study.id for study in self.studies if study.invented}

        def levelled(estimate: Estimate) -> Estimate:
            interval = estimate.interval
            level = self.level or (USUAL if estimate.study in invented else None)
            if interval is None or interval.level is not None or LEVEL in estimate.not_given or not is_level(level):
                return estimate
            return estimate.model_copy(update={"interval": interval.model_copy(update={"level": level})})

        outcomes = [
            outcome.model_copy(update={"estimates": [levelled(estimate) for estimate in outcome.estimates]})
            for outcome in self.outcomes
        ]
        return self.model_copy(update={"outcomes": outcomes})

    def study(self, name: str) -> Study:
        """A study by its id. Raises StopIteration for an unknown one, which `consistency` refuses."""
        return next(study for study in self.studies if study.id == name)

    def is_invented(self, estimate: Estimate) -> bool:
        """Whether an estimate is of an invented study."""
        return self.study(estimate.study).invented

    def checked(self, estimate: Estimate) -> Checked:
        """Who compared an estimate with its paper: as it says itself, or its study. Not for invented ones."""
        found = estimate.checked if estimate.checked is not None else self.study(estimate.study).checked
        assert found is not None  # `consistency` refuses an estimate of which neither tells it
        return found

    def checked_figures(self, locales: Iterable[str]) -> Iterator[Figure]:
        """Every estimate that is not invented, named by its outcome, its part and its study."""
        locales = tuple(locales)
        for outcome in self.outcomes:
            for estimate in outcome.estimates:
                study = self.study(estimate.study)
                if study.invented:
                    continue
                about = f"{study.name} {study.year}"
                parts = {
                    locale: [outcome.title[locale], *([estimate.group[locale]] if estimate.group else []), about]
                    for locale in locales
                }
                name = {locale: " · ".join(words) for locale, words in parts.items()}
                yield Figure(name, self.checked(estimate), (*study.cite, *estimate.cite))
