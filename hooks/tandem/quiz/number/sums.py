"""The cases of a question, and the figures that its page prints and its script works with."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from ...core.settings import Language
from ...core.strings import Strings
from ...core.translated import Translated
from ...dosing.engine import Figure, in_full, in_unit, per_gram, plain
from ...dosing.markup import attributes, coefficients, per_product
from ...dosing.model import Doses, Product, Regimen
from ...dosing.units import CHARGE, ION, VOLUME, amount_of, measure
from ...dosing.views import Shown
from .sought import PLACE, Sought

_WHOLE, _DECIMALS = 6, 4  # digits before and after the point that an answer may have


class Sum:
    """One question's number, for every case that it can have."""

    def __init__(self, name: str, sought: Sought, doses: Doses) -> None:
        self.sought, self.doses = sought, doses
        self.regimen: Regimen = next(item for item in doses.regimens if item.id == sought.regimen)
        known = {item.id: item for item in doses.products}
        self.products = [known[item] for item in sought.products]
        self._name = name

    @cached_property
    def weights(self) -> list[Decimal]:
        """The weights in kg that a case may have; one, which plays no part, where the dose is fixed."""
        ours = self.doses.weight
        if not self.regimen.measure.by_weight:
            return [ours.example]
        half = ours.table.step / 2
        step = half if half == round(half, 2) else ours.table.step
        rows = [ours.table.first + step * row for row in range(int((ours.table.last - ours.table.first) / step) + 1)]
        first, last = self.regimen.all_bands[0].weights
        figure = self.figure(self.sought.unit)
        return [
            weight
            for weight in rows
            if ours.confirm_below <= weight <= ours.confirm_above
            and first <= weight < last
            and (figure.cap is None or figure.coefficient * Fraction(weight) < figure.cap)
        ]

    @cached_property
    def printed(self) -> int:
        """Which case is printed, and is the first in the order as written: its name decides."""
        return zlib.crc32(self._name.encode()) % self.count

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.weights) * max(1, len(self.products))

    @property
    def unreadable(self) -> str:
        """The right number of a case that could not be typed as a reader may (number.js, NUMBER); '' for none."""
        figure = self.figure(self.sought.unit)
        for number in range(self.count):
            weight, product = self.case(number)
            shown = figure.show(weight, product=product)
            whole, _, part = shown.partition(".")
            if len(whole) > _WHOLE or len(part) > _DECIMALS:
                return shown
        return ""

    def case(self, number: int) -> tuple[Decimal, Product | None]:
        """A case by its number: the weight in kg, and the product where there is one."""
        each = max(1, len(self.products))
        return self.weights[number // each], self.products[number % each] if self.products else None

    @property
    def cited(self) -> list[str]:
        """The keys of what it is worked out from."""
        return [*self.regimen.cite, *(key for product in self.products for key in product.cite)]

    def figure(self, unit: str, *, other_end: bool = False) -> Figure:
        """The number in a unit, or that of the other end of the range."""
        bound = self.sought.bound
        if other_end:
            bound = "low" if bound == "high" else "high"
        return in_unit(self.doses, self.regimen, 0, bound, unit, of_product=self._of_product(unit))

    def _of_product(self, unit: str) -> bool:
        return measure(unit).of == VOLUME and self.regimen.product is None

    @property
    def units(self) -> list[str]:
        """What a reader may choose from: the unit that is asked for, and those that it is mixed up with."""
        asked, drug = self.sought.unit, self.doses.drug
        amounts = ["mg", "g"] if drug.base == "mg" else [drug.base]
        if "mcg" in (amount_of(asked), amount_of(self.regimen.unit)):
            amounts = ["mcg", "mg"]
        amounts += ["mmol", "mEq"] if drug.ion else []
        amounts += ["mL"] if self.products or self.regimen.product else []
        if amount_of(asked) not in amounts:
            amounts.insert(0, amount_of(asked))
        return [amount + asked[len(amount_of(asked)) :] for amount in amounts]

    def for_script(self, shown: Shown) -> str:
        """What the script needs besides the figures that are printed."""
        asked = self.sought.unit
        low, high = self.regimen.all_bands[0].ends
        found: dict[str, Any] = {
            "weights": [int(weight * 100) for weight in self.weights],
            "products": [
                dict(zip(("n", "d"), map(str, per_product(item)), strict=True))
                | {"product": _whole(shown.named(item)), "strength": _whole(shown.strength(item))}
                for item in self.products
            ],
            "first": self.printed,
            "asked": asked,
            "units": [{"unit": unit, "of": measure(unit).of} | _carried(self.figure(unit)) for unit in self.units],
        }
        if low != high:
            found["other"] = _carried(self.figure(asked, other_end=True))
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


class Printed:
    """The printed case of a question in one language, with places that the script fills for another."""

    def __init__(self, worked: Sum, language: Language, strings: Strings) -> None:
        self.sum = worked
        self._shown = Shown(worked.doses, language, strings)
        self._weight, self._product = worked.case(worked.printed)
        self._locale = language.locale

    def question(self, text: Translated) -> Markup:
        """The question with its case."""
        parts = PLACE.split(text[self._locale].replace("{weight} kg", "{weight}\u00a0kg"))
        # The pattern has one group: text, the name of a place, text, …
        return Markup("").join(self._place(part) if at % 2 else escape(part) for at, part in enumerate(parts))

    def _place(self, name: str) -> Markup:
        if name == "dose":
            return escape(self._dose)
        if name == "weight":
            return _case(name, plain(self._weight))
        assert self._product is not None  # or the question would name none
        return _case(name, _whole(self._shown.named(self._product)))

    @property
    def _dose(self) -> str:
        low, high = self.sum.regimen.all_bands[0].ends
        return f"{plain(low if self.sum.sought.bound == 'low' else high)}\u00a0{self.sum.regimen.unit}"

    @property
    def answer(self) -> Markup:
        """The right number with its unit."""
        return self._data(self.sum.figure(self.sum.sought.unit))

    @property
    def working(self) -> list[Markup]:
        """How it is worked out, line by line."""
        regimen, asked, shown = self.sum.regimen, self.sum.sought.unit, self._shown
        of = measure(asked).of
        suffix = asked[len(amount_of(asked)) :]
        in_steps = shown.working(regimen)
        last = asked
        if self._product is not None:
            last = self._product.unit.removesuffix("/mL") + suffix
        elif of in (ION, CHARGE) and asked not in in_steps and self.sum.doses.drug.ion:
            last = f"g{suffix}"
        units = in_steps[: in_steps.index(last) + 1] if last in in_steps else [last]
        line = Markup("{}\u00a0kg × ").format(self._place("weight")) if regimen.measure.by_weight else Markup("")
        line += self._dose
        for unit in units:
            if regimen.measure.by_weight or unit != regimen.unit:
                by = shown.divisor(regimen, unit, self.sum.sought.bound)
                line += Markup("{} = {}").format(f" ÷ {by}" if by else "", self._data(in_full(self.sum.figure(unit))))
        if last == asked:
            return [line]
        before = self._data(in_full(self.sum.figure(last)))
        if self._product is not None:
            by_strength = _case("strength", _whole(shown.strength(self._product)))
            return [line, Markup("{} ÷ {} = {}").format(before, by_strength, self.answer)]
        ion = f"{per_gram(self.sum.doses, 'mmol' if of == ION else 'mEq')} {amount_of(asked)}/g"
        return [line, Markup("{} × {} = {}").format(before, ion, self.answer)]

    def _data(self, figure: Figure) -> Markup:
        value = figure.show(self._weight, product=self._product)
        return Markup('<data value="{}" data-bound="{}"{}>{}</data>\u00a0{}').format(
            value, figure.bound, attributes(figure), value, figure.unit
        )


def _whole(text: str) -> str:
    """A number with its unit, which a page never parts: the script must find what it would write itself."""
    return text.replace(" ", "\u00a0")


def _case(name: str, text: str) -> Markup:
    return Markup('<span data-case="{}">{}</span>').format(name, text)


def _carried(figure: Figure) -> dict[str, Any]:
    """A figure as the script reads it from an element's data."""
    found: dict[str, Any] = {name: str(value) for name, value in coefficients(replace(figure, cap=None)).items()}
    flags = {"fixed": not figure.by_weight, "product": figure.by_product}
    return found | {name: "" for name, holds in flags.items() if holds} | {"significant": figure.significant}
