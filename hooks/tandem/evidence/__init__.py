"""`/// evidence`: what reviews and trials found, as a forest plot inside the table that carries the same figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from ..core.choices import check_names, names_of
from ..core.context import Context
from ..core.features import Block, Feature, Report
from ..core.page import BlockCall
from ..core.render import render
from ..core.settings import Language
from ..core.strings import Strings
from ..core.tutorial import Tutorial
from .consistency import DATA, load_evidence, warn_of_slips
from .model import DIFFERENCE, PERCENTAGE, Evidence, Outcome
from .plot import Plot, Row, plot_of
from .scale import EDGE, plain, signed

_NO_BREAK = "\u00a0"


class Words:
    """An outcome's figures as text in one language; templates only place what stands here."""

    def __init__(self, outcome: Outcome, language: Language, strings: Strings) -> None:
        self.outcome, self.language, self.t = outcome, language, strings

    @property
    def unit(self) -> str:
        """What stands behind a figure, with the space before it."""
        if self.outcome.measure == PERCENTAGE:
            return "%"
        return f"{_NO_BREAK}{self.outcome.unit}" if self.outcome.unit else ""

    @property
    def axis_unit(self) -> str:
        """What the numbers under the axis are."""
        if self.outcome.is_ratio:
            return self.t(f"evidence.short.{self.outcome.measure}")
        return self.unit.strip()

    def figure(self, row: Row) -> str:
        """An effect with its unit, or behind the short name of its ratio."""
        assert row.estimate.effect is not None
        value = signed(row.estimate.effect)
        if self.outcome.is_ratio:
            return f"{self.t(f'evidence.short.{self.outcome.measure}')}{_NO_BREAK}{value}"
        return f"{value}{self.unit}"

    def interval(self, row: Row) -> str:
        """Its interval with the level; or that there is none."""
        interval = row.estimate.interval
        if interval is None:
            return self.t("evidence.no_interval")
        ends = self.language.options.range.format(low=signed(interval.low), high=signed(interval.high))
        if interval.level is None:
            return self.t("evidence.interval_untold", ends=ends)
        return self.t("evidence.interval", level=signed(plain(interval.level)), ends=ends)

    def measured(self) -> str:
        """What the figures are: measure, unit, scale, its ends and the period, as far as there are any."""
        outcome = self.outcome
        if outcome.measure is None:
            return outcome.period[self.language.locale] if outcome.period else ""
        parts = [self.t(f"evidence.measure.{outcome.measure}")]
        if outcome.measure == DIFFERENCE and outcome.unit:
            parts[0] = self.t("evidence.in_unit", measure=parts[0], unit=outcome.unit)
        if outcome.scale:
            parts.append(outcome.scale[self.language.locale])
        if outcome.range:
            ends = (signed(outcome.range.low), signed(outcome.range.high))
            parts.append(self.language.options.range.format(low=ends[0], high=ends[1]))
        if outcome.period:
            parts.append(outcome.period[self.language.locale])
        return self.t("evidence.list").join(parts)

    def counts(self, row: Row) -> str:
        """Trials and patients: those that the figure is from, of those of the whole study."""
        if not any((row.estimate.trials, row.study.trials, row.estimate.patients, row.study.patients)):
            return self.t("evidence.untold")
        return self.t("evidence.counts", trials=self._count(row, "trials"), patients=self._count(row, "patients"))

    def _count(self, row: Row, kind: str) -> str:
        some, every = getattr(row.estimate, kind), getattr(row.study, kind)
        if some and every and some != every:
            return self.t("evidence.of", some=some, all=every)
        return str(some or every or self.t("evidence.untold"))

    def seen(self, row: Row) -> str:
        """What the drawing of one line shows, for those who do not see it."""
        estimate, drawn, null = row.estimate, row.drawn, self.outcome.null
        assert estimate.effect is not None and drawn is not None
        parts = [self._side(estimate.effect)]
        if estimate.interval is not None:
            within = estimate.interval.low <= null <= estimate.interval.high
            parts.append(self.t("evidence.includes" if within else "evidence.excludes", null=null))
        if drawn.left or drawn.right:
            parts.append(self.t("evidence.beyond"))
        return self.t("evidence.list").join(parts)

    def _side(self, value: Decimal) -> str:
        if value == self.outcome.null:
            return self.t("evidence.at_null", null=self.outcome.null)
        side = self.outcome.lower if value < self.outcome.null else self.outcome.higher
        assert side is not None
        return side[self.language.locale]

    def levels(self, levels: list[Decimal]) -> str:
        """The levels of one style of whisker."""
        return self.language.options.list_separator.join(f"{signed(plain(level))}%" for level in levels)


def chosen(evidence: Evidence, call: BlockCall) -> list[Outcome]:
    """The outcomes that a block's `outcomes:` option names, in its order, or all."""
    names = names_of(call, "outcomes")
    if names is None:
        return list(evidence.outcomes)
    return [outcome for name in names for outcome in evidence.outcomes if outcome.id == name]


def _plots(evidence: Evidence, call: BlockCall) -> list[Plot]:
    return [plot_of(evidence, outcome) for outcome in chosen(evidence, call)]


def _render(context: Context, call: BlockCall) -> Markup:
    plots = _plots(context.data(DATA), call)
    return render(
        "evidence/evidence.html.jinja",
        context,
        plots=[(plot, Words(plot.outcome, context.language, context.strings)) for plot in plots],
        signed=signed,
        edge=EDGE,
    )


def _cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    evidence = tutorial.data.get(DATA) if tutorial else None
    if not isinstance(evidence, Evidence):
        return ()
    rows = [row for plot in _plots(evidence, call) for row in plot.every]
    return tuple(dict.fromkeys(key for row in rows for key in (*row.study.cite, *row.estimate.cite)))


def _check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> None:
    """The `outcomes:` option names outcomes of this tutorial, each once."""
    evidence = tutorial.data.get(DATA) if tutorial else None
    if isinstance(evidence, Evidence):
        check_names(call, "outcomes", [outcome.id for outcome in evidence.outcomes], DATA, report)


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(
        Block(
            "evidence",
            _render,
            options={"outcomes": "a list of outcomes"},
            data=DATA,
            cited=_cited,
            check=_check,
        ),
    ),
    data=DATA,
    load=load_evidence,
    model=Evidence,
    check=warn_of_slips,
)
