"""Doses as the page shows them: the figures of a regimen at a weight, as text in one language.

Life: made by a block while its page is rendered; templates only place what stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ..core.page import BlockCall
from ..core.settings import Language
from ..core.tutorial import Tutorial
from .engine import Figure, figures
from .model import Doses, Product, Regimen

DATA = "doses.yml"
Report = Callable[[int, str, str], None]


def between(low: str, high: str, language: Language) -> str:
    """A range in the one form of its language; one figure where both ends are the same."""
    return low if low == high else language.options.range.format(low=low, high=high)


class Shown:
    """The figures of one drug in one language."""

    def __init__(self, doses: Doses, language: Language) -> None:
        self.doses, self.language = doses, language
        self._figures = {(item.regimen, item.unit, item.bound): item for item in figures(doses)}

    def figure(self, regimen: Regimen, unit: str, bound: str) -> Figure:
        """One figure. Raises KeyError when the unit does not apply to the regimen."""
        return self._figures[(regimen.id, unit, bound)]  # type: ignore[index]

    def dose(self, regimen: Regimen) -> str:
        """The regimen's own range with its unit, as the data file gives it."""
        return f"{between(plain(regimen.low), plain(regimen.high), self.language)} {regimen.unit}"

    def range(self, regimen: Regimen, unit: str, weight: Decimal | int, product: Product | None = None) -> str:
        """Low to high of one unit at a weight in kg."""
        low, high = (
            self.figure(regimen, unit, bound).show(Decimal(weight), product=product) for bound in ("low", "high")
        )
        return between(low, high, self.language)


def plain(value: Decimal) -> str:
    """A figure of the data file as it is shown: no trailing zero, no exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def chosen(doses: Doses, call: BlockCall) -> list[Regimen]:
    """The regimens that a block's `regimens:` option names, or all."""
    names = call.option("regimens")
    if names is None:
        return list(doses.regimens)
    return [regimen for regimen in doses.regimens if regimen.id in names]


def cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    """The keys that a table of doses brings, in the order of the page."""
    doses = tutorial.data.get(DATA) if tutorial else None
    if not isinstance(doses, Doses):
        return ()
    keys = [key for regimen in chosen(doses, call) for key in regimen.cite]
    keys += [*doses.drug.cite]
    keys += [key for product in doses.products for key in product.cite]
    keys += [*doses.limits.cite]
    return tuple(dict.fromkeys(keys))


def cited_by_calculator(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    """The keys that a calculator brings, in the order of the page."""
    doses = tutorial.data.get(DATA) if tutorial else None
    if not isinstance(doses, Doses):
        return ()
    keys: list[str] = []
    for regimen in chosen(doses, call):
        keys += regimen.cite
        keys += [] if regimen.by_time else doses.limits.cite
        keys += [key for item in doses.comparisons if item.regimen == regimen.id for key in item.cite]
    return tuple(dict.fromkeys([*keys, *doses.limits.cite, *doses.drug.cite, *doses.cautions.cite]))


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
