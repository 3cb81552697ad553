"""An outcome's figures as text in one language: what stands in the table, and what a drawing says to those who do not
see it.

Life: made for each outcome of a block while a page is rendered; templates only place what stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..core.render import show_day
from ..core.settings import Language
from ..core.strings import Strings
from .measures import DIFFERENCE, PERCENTAGE, RISK_DIFFERENCE
from .model import CERTAINTY, INTERVAL, LEVEL, Estimate, Evidence, Interval, Outcome
from .plot import Plot, Row
from .scale import plain, signed

_NO_BREAK = "\u00a0"


class Words:
    """The words of one outcome."""

    def __init__(self, evidence: Evidence, outcome: Outcome, language: Language, strings: Strings) -> None:
        self.evidence, self.outcome, self.language, self.t = evidence, outcome, language, strings

    @property
    def unit(self) -> str:
        """What stands behind a figure, with the space before it."""
        if self.outcome.measure == PERCENTAGE:
            return "%"
        return f"{_NO_BREAK}{self.outcome.unit}" if self.outcome.unit else ""

    @property
    def short(self) -> str:
        """The measure's abbreviation; '' where figures have a unit instead."""
        kind = self.outcome.kind
        return self.t(f"evidence.short.{kind.name}") if kind and kind.has_short else ""

    @property
    def axis_unit(self) -> str:
        """What the numbers under the axis are."""
        if self.outcome.measure == RISK_DIFFERENCE:
            return self.t(f"evidence.per_unit.{self.outcome.per}")
        return self.short or self.unit.strip()

    def axis(self, plot: Plot) -> str:
        """The axis for those who do not see it."""
        assert plot.axis is not None
        ends = self.language.options.range.format(low=signed(plot.axis.low), high=signed(plot.axis.high))
        unit = self.axis_unit if self.outcome.measure == RISK_DIFFERENCE else self.unit.strip()
        return self.t("evidence.axis", ends=f"{ends}{'' if unit in {'', '%'} else _NO_BREAK}{unit}")

    def figure(self, estimate: Estimate) -> str:
        """An effect with its unit, or behind the abbreviation of its measure."""
        assert estimate.effect is not None
        value = signed(estimate.effect)
        if self.outcome.measure == RISK_DIFFERENCE:
            value = self.t(f"evidence.per.{self.outcome.per}", value=value)
        return f"{self.short}{_NO_BREAK}{value}" if self.short else f"{value}{self.unit}"

    def interval(self, estimate: Estimate) -> str:
        """Its interval with the level; or that the paper gives none, or that it is not recorded."""
        interval = estimate.interval
        if interval is None:
            return self.t(f"evidence.no_interval.{_told(INTERVAL in estimate.not_given)}")
        return self.t("evidence.list").join(filter(None, (self._ends(estimate, interval), self._printed(estimate))))

    def _ends(self, estimate: Estimate, interval: Interval) -> str:
        ends = self.language.options.range.format(low=signed(interval.low), high=signed(interval.high))
        if interval.level is None:
            return self.t(f"evidence.no_level.{_told(LEVEL in estimate.not_given)}", ends=ends)
        return self.t("evidence.interval", level=signed(plain(interval.level)), ends=ends)

    def _printed(self, estimate: Estimate) -> str:
        """That a zero is what was printed: no ratio is 0, and no zero has a sign."""
        zeros = [value for value in estimate.points if not value and (self.outcome.is_ratio or value.is_signed())]
        return self.t("evidence.printed", value=signed(zeros[0])) if zeros else ""

    def measured(self) -> str:
        """What the figures are: measure, unit, scale, its ends and the period, as far as there are any."""
        outcome = self.outcome
        parts: list[str] = []
        if outcome.measure is not None:
            name, unit = self.t(f"evidence.measure.{outcome.measure}"), outcome.unit
            if outcome.measure == RISK_DIFFERENCE and outcome.per != 1:
                unit = self.axis_unit
            given = unit and outcome.measure in {DIFFERENCE, RISK_DIFFERENCE}
            parts.append(self.t("evidence.with", text=name, more=unit) if given else name)
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
        trials, patients = self._count(row, "trials"), self._count(row, "patients")
        if trials == patients and not any(letter.isdecimal() for letter in trials):  # neither is known
            return trials
        return self.t("evidence.counts", trials=trials, patients=patients)

    def _count(self, row: Row, kind: str) -> str:
        some, every = getattr(row.estimate, kind), getattr(row.study, kind)
        if some and every and some != every:
            return self.t("evidence.of", some=some, all=every)
        return str(some or every or self.t(f"evidence.untold.{_told(kind in row.study.not_given)}"))

    def events(self, estimate: Estimate) -> str:
        """The events of both groups; '' where they are not on record."""
        if estimate.events is None:
            return ""
        treatment, control = estimate.events.groups
        return self.t("evidence.events", treatment=str(treatment), control=str(control))

    def details(self, estimate: Estimate) -> Iterator[tuple[str, list[str]]]:
        """What stands small under a figure, each with the references that it has of its own."""
        if estimate.adjusted:
            yield self.t("evidence.adjusted"), []
        if estimate.p is not None:
            yield self._p(estimate.p), []
        if estimate.weight is not None:
            yield self.t("evidence.weight", weight=signed(estimate.weight)), []
        if estimate.i_squared is not None:
            yield f"I²{_NO_BREAK}{signed(estimate.i_squared)}%", []
        if estimate.certainty is not None:
            yield self.t("evidence.certain", rating=self.certainty(estimate)), estimate.rated_by.root
        if estimate.note is not None:
            yield estimate.note[self.language.locale], estimate.cite.root

    def _p(self, p: str) -> str:
        value = p.removeprefix("<").strip()
        told = f"P{_NO_BREAK}{'<' if p.startswith('<') else '='}{_NO_BREAK}{value}"
        printed = "" if Decimal(value) else self.t("evidence.printed", value=value)
        return self.t("evidence.list").join(filter(None, (told, printed)))

    def certainty(self, estimate: Estimate) -> str:
        """How certain the evidence is; or that the source rates none, or that its rating is not recorded."""
        if estimate.certainty is not None:
            lowest = self.t(f"evidence.certainty.{estimate.certainty}")
            if estimate.certainty_to is None:
                return lowest
            highest = self.t(f"evidence.certainty.{estimate.certainty_to}")
            return self.t("evidence.certainties", lowest=lowest, highest=highest)
        return self.t(f"evidence.no_certainty.{_told(CERTAINTY in estimate.not_given)}")

    def checked(self, estimate: Estimate) -> str:
        """Whether the figure was compared with its source, and what was not found there; or that it is invented."""
        if self.evidence.is_invented(estimate):
            return self.t("evidence.invented")
        found = self.evidence.checked(estimate)
        word = self.t(f"evidence.checked.{found.extent}")
        if not found.missing:
            return word
        missing = self.t("evidence.list").join(text[self.language.locale] for text in found.missing)
        return self.t("evidence.list").join([word, self.t("evidence.without", what=missing)])

    def extent(self, estimate: Estimate) -> str:
        """How far it was compared: yes, partly or no; or `invented`."""
        return "invented" if self.evidence.is_invented(estimate) else self.evidence.checked(estimate).extent

    def seen(self, row: Row) -> str:
        """What the drawing of one line shows, for those who do not see it."""
        estimate, drawn, null = row.estimate, row.drawn, self.outcome.null
        assert estimate.effect is not None
        assert drawn is not None
        parts = [self._side(estimate.effect)]
        if estimate.interval is not None:
            within = estimate.interval.low <= null <= estimate.interval.high
            parts.append(self.t("evidence.includes" if within else "evidence.excludes", null=null))
        if drawn.left or drawn.right:
            parts.append(self.t("evidence.beyond"))
        parts.append(self._printed(estimate))
        return self.t("evidence.list").join(filter(None, parts))

    def _side(self, value: Decimal) -> str:
        if value == self.outcome.null:
            return self.t("evidence.at_null", null=self.outcome.null)
        side = self.outcome.lower if value < self.outcome.null else self.outcome.higher
        assert side is not None
        return side[self.language.locale]


class Legend:
    """What the signs of a block's plots mean: one legend for all of them, with what stands in them and nothing else."""

    def __init__(self, plots: Iterable[Plot], language: Language, strings: Strings) -> None:
        drawn = [plot for plot in plots if plot.axis]
        self.last = drawn[-1] if drawn else None
        """The plot that it stands under."""
        self._ratio = {plot.outcome.is_ratio for plot in drawn}
        self._language, self._t = language, strings
        self.styles: dict[str, list[Decimal]] = {}
        """The styles of whiskers, in order, each with its levels."""
        for plot in drawn:
            for style, levels in plot.styles.items():
                known = self.styles.setdefault(style, [])
                known += [level for level in levels if level not in known]
        self.weighs = any(plot.weighs for plot in drawn)
        self.has_diamond = any(plot.has_diamond for plot in drawn)
        self.runs_off = any(plot.runs_off for plot in drawn)

    @property
    def null(self) -> str:
        """The line of no difference, with the figure that it stands at."""
        kind = "both" if len(self._ratio) > 1 else "ratio" if True in self._ratio else "difference"
        return self._t(f"evidence.legend.null.{kind}")

    def style(self, style: str) -> str:
        """One style of whisker, with its levels."""
        levels = (f"{signed(plain(level))}%" for level in self.styles[style])
        return self._t(f"evidence.legend.{style}", levels=self._language.options.list_separator.join(levels))


def readings(evidence: Evidence, plots: Iterable[Plot], language: Language, t: Strings) -> str:
    """What was read of each study of a block, where and when; '' where that is not on record."""
    found: dict[str, None] = {}
    for row in (row for plot in plots for row in plot.every if not row.study.invented):
        for reading in evidence.checked(row.estimate):
            place = reading.place(language.locale)
            where = t("evidence.copy", where=place) if reading.copy_of_it else place
            parts = [
                t(f"evidence.read.{reading.what}"),
                where,
                *([show_day(language, reading.on)] if reading.on else []),
            ]
            about = f"{row.study.name} {row.study.year}"
            found[t("evidence.reading", study=about, read=t("evidence.comma").join(parts))] = None
    return t("evidence.compared", readings=t("evidence.list").join(found)) if found else ""


def _told(given: bool) -> str:
    """Which of two statements is true of what is missing: the paper lacks it, or only our record does."""
    return "not_given" if given else "not_recorded"
