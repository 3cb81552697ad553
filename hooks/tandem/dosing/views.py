"""Doses as the page shows them: the figures of a regimen at a weight, as text in one language.

Life: made by a block while its page is rendered; templates only place what stands here.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..core.choices import check_names, names_of
from ..core.features import Report
from ..core.page import BlockCall
from ..core.settings import Language
from ..core.strings import Strings
from ..core.tutorial import Tutorial
from .cautions import DATA as CAUTIONS
from .cautions import keys_of
from .engine import BOUNDS, Bound, Figure, amounts_in, figures, in_full, notes, plain, shown_in, strength
from .labels import cited_labels
from .model import Band, Doses, Product, Regimen
from .units import measure, parts

DATA = "doses.yml"


def between(low: str, high: str, language: Language) -> str:
    """A range in the one form of its language; one figure where both ends are the same."""
    return low if low == high else language.options.range.format(low=low, high=high)


class Shown:
    """The figures of one drug in one language."""

    def __init__(self, doses: Doses, language: Language, strings: Strings) -> None:
        self.doses, self.language, self.strings = doses, language, strings
        self._figures = {
            (item.regimen, item.band, item.unit, item.by_product, item.bound): item for item in figures(doses)
        }

    def figure(self, regimen: Regimen, unit: str, bound: Bound, band: int = 0, *, of_product: bool = False) -> Figure:
        """One figure; `of_product` is for the volume of a chosen product. Raises KeyError when there is none."""
        return self._figures[(regimen.id, band, unit, of_product, bound)]

    def has(self, regimen: Regimen, unit: str) -> bool:
        """Whether a regimen has figures in a unit."""
        return (regimen.id, 0, unit, False, "low") in self._figures

    def rates(self, regimen: Regimen) -> list[str]:
        """The units of an infusion's rate, in the order of the working; empty for a dose."""
        return [unit for unit in shown_in(self.doses, regimen) if measure(unit).by_time]

    def days(self, regimen: Regimen) -> list[str]:
        """The units of a day's amount, in the order of the working; empty for what is not given by the day."""
        return [unit for unit in shown_in(self.doses, regimen) if measure(unit).by_day]

    def amounts(self, regimen: Regimen) -> list[str]:
        """The units of its amount, in the order of the working: of one dose, or of the hours of an infusion."""
        return amounts_in(self.doses, regimen)

    def working(self, regimen: Regimen) -> list[str]:
        """The units that weight × dose is worked out in; the last is the answer's."""
        return self.rates(regimen) or [*self.days(regimen), *self.amounts(regimen)]

    def drawn(self, regimen: Regimen) -> str:
        """The unit that a chart draws: the rate, the day's amount, or the amount."""
        return (self.rates(regimen) or self.days(regimen) or self.amounts(regimen))[-1]

    def divisor(self, regimen: Regimen, unit: str, bound: Bound | None = None) -> str:
        """What the working divides by before a unit: the doses of a day, of both ends without a bound; else ''."""
        if regimen.divided is None or unit != self.amounts(regimen)[0]:
            return ""
        most_first = [str(end) for end in reversed(regimen.divided.ends)]
        return most_first[bound == "high"] if bound else self.times_a_day(regimen)

    def times_a_day(self, regimen: Regimen) -> str:
        """Into how many doses a day's amount is divided. Only for a regimen that has one."""
        assert regimen.divided is not None
        low, high = regimen.divided.ends
        return between(str(low), str(high), self.language)

    def speed(self, regimen: Regimen) -> str:
        """The unit of the rate of a dose that is given over a time; '' without one."""
        return f"{self.amounts(regimen)[0]}/{regimen.over.unit}" if regimen.over else ""

    def ion(self, regimen: Regimen) -> list[str]:
        """The units of the ion's amount and charge, where they are not the result's own."""
        units = ("mmol", "mEq") if self.doses.drug.ion else ()
        return [unit for unit in units if unit not in self.amounts(regimen)]

    def dose(self, regimen: Regimen, band: int = 0) -> str:
        """A regimen's own range with its unit, as the data file gives it."""
        low, high = (plain(end) for end in regimen.all_bands[band].ends)
        return f"{between(low, high, self.language)} {regimen.unit}"

    def named_dose(self, regimen: Regimen, band: int = 0) -> str:
        """A regimen by its name and its own range, such as "Loading dose, 30 to 50 mg/kg"."""
        dose = self.dose(regimen, band)
        if regimen.divided:
            dose = f"{dose} {self.strings('dosing.divided', doses=self.times_a_day(regimen))}"
        return self.strings("dosing.regimen", name=regimen.name[self.language.locale], dose=dose)

    def words(self, regimen: Regimen) -> str:
        """Its unit in words, such as milligrams per kilogram of body weight per hour."""
        amount, by_weight, time = parts(regimen.unit)
        words = self.strings(f"dosing.unit.{amount}")
        for part in [*(["by_weight"] if by_weight else []), *([f"by_{time}"] if time else [])]:
            words = self.strings(f"dosing.unit.{part}", amount=words)
        return words

    def weight_kind(self) -> str:
        """Which body weight the sources mean, and from which weight on that matters; '' where none is so heavy."""
        weight = self.doses.weight
        if weight.max < weight.kind_said_from:
            return ""
        kind = weight.kind.meant if weight.kind else "not-recorded"
        return self.strings(f"dosing.kind.{kind}", weight=plain(weight.kind_said_from))

    def rounding(self) -> str:
        """How results are rounded, and which way."""
        rounding = self.doses.rounding
        said = [self.strings("dosing.rounding", figures=rounding.significant)]
        for unit, significant in rounding.by_unit.items():
            said.append(self.strings("dosing.rounding_unit", unit=unit, figures=significant))
        return "".join(said)

    def over(self, regimen: Regimen) -> str:
        """The time that a dose is given over, with its unit. Only for a regimen that has one."""
        assert regimen.over is not None
        low, high = (plain(end) for end in regimen.over.ends)
        return f"{between(low, high, self.language)} {regimen.over.unit}"

    def band(self, band: Band) -> str:
        """Whom a band is for, in words: ages, then weights; '' for everybody."""
        words = [self.age(band.group)] if band.group else []
        if band.weight:
            ends = (band.weight.start, band.weight.below)
            words.append(self._ends("weight", *(None if end is None else plain(end) for end in ends)))
        return self.strings("dosing.list").join(words)

    def age(self, name: str) -> str:
        """A group of ages in words."""
        age = next(age for age in self.doses.ages if age.id == name)
        start = str(age.start) if age.start else None
        return self._ends(age.unit, start, None if age.below is None else str(age.below))

    def _ends(self, kind: str, start: str | None, below: str | None) -> str:
        if start is None:
            return self.strings(f"dosing.{kind}.below", high=below)
        if below is None:
            return self.strings(f"dosing.{kind}.from", low=start)
        return self.strings(f"dosing.{kind}.between", low=start, high=below)

    def bands_at(self, regimen: Regimen, weight: Decimal) -> list[int]:
        """The bands that a weight in kg is of: one for each group of ages, or one, or none."""
        return [index for index, band in enumerate(regimen.all_bands) if band.weights[0] <= weight < band.weights[1]]

    def range(
        self,
        regimen: Regimen,
        unit: str,
        weight: Decimal,
        product: Product | None = None,
        band: int = 0,
        *,
        working: bool = False,
    ) -> str:
        """Low to high of one unit at a weight in kg; in the `working` with every digit, and before a maximum."""
        figures = [self.figure(regimen, unit, bound, band, of_product=product is not None) for bound in BOUNDS]
        if working:
            figures = [worked(figure) for figure in figures]
        low, high = (figure.show(weight, product=product) for figure in figures)
        return between(low, high, self.language)

    def named(self, product: Product) -> str:
        """A product by its percentage, or by its strength where it has none."""
        return f"{plain(product.percent)}%" if product.percent is not None else self.strength(product)

    def strength(self, product: Product) -> str:
        """A product's strength with its unit."""
        return f"{plain(product.strength)} {product.unit}"

    def held(self, product: Product) -> str:
        """What a product's container holds; '' when that is not recorded."""
        held = product.container
        return f"{plain(held.volume)} mL = {plain(held.amount)} {held.unit}" if held else ""


def worked(figure: Figure) -> Figure:
    """A figure as the working shows it: with every digit, and before a maximum."""
    return in_full(replace(figure, cap=None))


def too_strong(doses: Doses, product: Product) -> bool:
    """Whether a product is stronger than the label allows, so that it must be diluted."""
    limit = doses.limits.concentration if doses.limits else None
    return limit is not None and strength(product) > Fraction(limit) * 10


def chosen(doses: Doses, call: BlockCall) -> list[Regimen]:
    """The regimens that a block's `regimens:` option names, or all."""
    names = names_of(call, "regimens")
    return [regimen for regimen in doses.regimens if names is None or regimen.id in names]


def by_weight(regimen: Regimen) -> bool:
    """Whether a weight decides how much is given, and not only whether anything is."""
    return regimen.measure.by_weight or any(band.weight for band in regimen.bands)


def cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    """The keys that a table of doses brings, in the order of the page."""
    doses = tutorial.data.get(DATA) if tutorial else None
    if not isinstance(doses, Doses):
        return ()
    regimens = chosen(doses, call)
    keys: list[str] = []
    for regimen in regimens:
        for band in regimen.all_bands:
            keys += band.maximum.cite if band.maximum else []
            keys += regimen.cite
    keys += [*doses.drug.cite, *cited_labels(doses)]
    keys += [key for product in doses.products for key in product.cite]
    keys += doses.limits.cite if doses.limits else []
    return tuple(dict.fromkeys(keys))


def cited_by_calculator(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    """The keys that a calculator brings, in the order of the page."""
    doses = tutorial.data.get(DATA) if tutorial else None
    if tutorial is None or not isinstance(doses, Doses):
        return ()
    limits = doses.limits
    keys: list[str] = []
    for regimen in chosen(doses, call):
        for index in range(len(regimen.all_bands)):
            keys += regimen.cite
            diluted = limits is not None and limits.concentration is not None and bool(doses.products)
            timed = limits is not None and limits.rate is not None and not regimen.by_time
            keys += limits.cite if limits and (diluted or timed) else []
            keys += [key for _, against in notes(doses, regimen, index) for key in against.cite]
    return tuple(
        dict.fromkeys([*keys, *doses.drug.cite, *keys_of(tutorial.data.get(CAUTIONS), doses), *cited_labels(doses)])
    )


def check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> bool:
    """Whether the `regimens:` option names regimens of this tutorial, each once; else with problems."""
    doses = tutorial.data.get(DATA) if tutorial else None
    if not isinstance(doses, Doses):
        return True
    return check_names(call, "regimens", [regimen.id for regimen in doses.regimens], DATA, report)
