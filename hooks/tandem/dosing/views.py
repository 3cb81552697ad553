"""Doses as the page shows them: the figures of a regimen at a weight, as text in one language.

Life: made by a block while its page is rendered; templates only place what stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from ..core.page import BlockCall
from ..core.settings import Language
from ..core.strings import Strings
from ..core.tutorial import Tutorial
from .cautions import DATA as CAUTIONS
from .cautions import keys_of
from .engine import Bound, Figure, figures, notes, plain, shown_in
from .labels import cited_labels
from .model import Band, Doses, Product, Regimen
from .units import measure

DATA = "doses.yml"
Report = Callable[[int, str, str], None]
BOUNDS: tuple[Bound, Bound] = ("low", "high")


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

    def amounts(self, regimen: Regimen) -> list[str]:
        """The units of its amount, in the order of the working."""
        return [unit for unit in shown_in(self.doses, regimen) if not measure(unit).by_time]

    def working(self, regimen: Regimen) -> list[str]:
        """The units that weight × dose is worked out in; the last is the answer's."""
        return self.rates(regimen) or self.amounts(regimen)

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

    def over(self, regimen: Regimen) -> str:
        """The time that a dose is given over, with its unit. Only for a regimen that has one."""
        assert regimen.over is not None
        low, high = (plain(end) for end in regimen.over.ends)
        return f"{between(low, high, self.language)} {regimen.over.unit}"

    def band(self, band: Band) -> str:
        """Whom a band is for, in words: ages, then weights; '' for everybody."""
        words = [self.age(band.age)] if band.age else []
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
        capped: bool = True,
    ) -> str:
        """Low to high of one unit at a weight in kg; without `capped`, as if there were no maximum."""
        figures = [self.figure(regimen, unit, bound, band, of_product=product is not None) for bound in BOUNDS]
        if not capped:
            figures = [replace(figure, cap=None) for figure in figures]
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


def chosen(doses: Doses, call: BlockCall) -> list[Regimen]:
    """The regimens that a block's `regimens:` option names, or all."""
    names = call.option("regimens")
    if names is None:
        return list(doses.regimens)
    return [regimen for regimen in doses.regimens if regimen.id in names]


def by_weight(regimen: Regimen) -> bool:
    """Whether a weight decides what a regimen comes to."""
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
            keys += limits.cite if limits and limits.rate is not None and not regimen.by_time else []
            keys += [key for _, against in notes(doses, regimen, index) for key in against.cite]
    keys += limits.cite if limits and limits.concentration is not None else []
    return tuple(
        dict.fromkeys([*keys, *doses.drug.cite, *keys_of(tutorial.data.get(CAUTIONS), doses), *cited_labels(doses)])
    )


def check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> None:
    """The `regimens:` option names regimens of this tutorial."""
    names = call.option("regimens")
    line = call.options.line(("regimens",))
    if names is None or tutorial is None:
        return
    doses: Doses = tutorial.data[DATA]
    known = [regimen.id for regimen in doses.regimens]
    if not isinstance(names, list) or not names:
        report(line, "`regimens` must be a list of regimens", f"write `regimens: [{', '.join(known)}]`")
        return
    for name in names:
        if name not in known:
            report(line, f"unknown regimen '{name}'", f"{DATA} knows: {', '.join(known)}")
