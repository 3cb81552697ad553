"""What quiz.yml says of a number that is asked for, and what of it doses.yml does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from ...core.data import Place, Strict
from ...core.problems import did_you_mean
from ...core.translated import Translated
from ...dosing.engine import in_unit
from ...dosing.model import Doses, DoseUnit, Id, Regimen
from ...dosing.units import VOLUME, amount_of, measure

PLACE = re.compile(r"\{([^{}]*)\}")
_WEIGHT, _PRODUCT, _DOSE = "weight", "product", "dose"

Finding = tuple[Place, str, str]  # where in the entry, what is wrong, what to write


class Sought(Strict):
    """A number to be worked out: an end of a regimen's range at a weight, in a unit."""

    regimen: Id
    """The id of a regimen of doses.yml."""
    end: Literal["low", "high"] | None = None
    """Which end of its range; left out where it has one dose."""
    unit: DoseUnit
    """The unit that is asked for, such as `g` or `mL`; `mg/h` for an infusion."""
    products: list[Id] = Field(default_factory=list)
    """For a volume: the ids of the products of doses.yml that a case may have."""

    @property
    def bound(self) -> Literal["low", "high"]:
        """The end as the engine calls it."""
        return self.end or "high"


def findings(sought: Sought, question: Translated, doses: Doses) -> Iterator[Finding]:
    """What doses.yml does not tell of the number, and what the question does not say of its case."""
    regimen = next((item for item in doses.regimens if item.id == sought.regimen), None)
    if regimen is None:
        fix = did_you_mean(sought.regimen, [item.id for item in doses.regimens])
        yield ("number", "regimen"), f"doses.yml has no regimen '{sought.regimen}'", fix
        return
    found = [*_regimen(sought, regimen), *_unit(sought, regimen, doses), *_products(sought, regimen, doses)]
    yield from found
    if not found:
        yield from _question(sought, regimen, question)


def _regimen(sought: Sought, regimen: Regimen) -> Iterator[Finding]:
    if len(regimen.bands) > 1 or any(band.group for band in regimen.all_bands):
        what = f"'{regimen.id}' differs by weight or age, so a weight alone does not say the dose"
        yield ("number", "regimen"), what, "choose a regimen that is one for all"
        return
    low, high = regimen.all_bands[0].ends
    if low != high and sought.end is None:
        yield (
            ("number",),
            f"'{regimen.id}' is a range, and it is not said which end is asked for",
            "add `end: low` or `end: high`",
        )
    if low == high and sought.end is not None:
        yield ("number", "end"), f"'{regimen.id}' has one dose and no end", "remove `end`"


def _unit(sought: Sought, regimen: Regimen, doses: Doses) -> Iterator[Finding]:
    place: Place = ("number", "unit")
    of, given = measure(sought.unit), regimen.measure
    by_day = of.by_day and not given.by_day
    if of.by_weight or of.by_time != given.by_time or by_day:
        times = f"{amount_of(regimen.unit)}/{regimen.unit.split('/')[-1]}" if given.by_time else amount_of(regimen.unit)
        what = f"'{sought.unit}' cannot be asked of '{regimen.id}', which is in {regimen.unit}"
        yield place, what, f"write a unit such as {times}"
        return
    try:
        in_unit(doses, regimen, 0, "high", sought.unit, of_product=_of_product(sought, regimen))
    except ValueError as error:
        what, _, fix = str(error).partition(" | ")
        yield place, what, fix


def _products(sought: Sought, regimen: Regimen, doses: Doses) -> Iterator[Finding]:
    known = {item.id: item for item in doses.products}
    if not _of_product(sought, regimen):
        if sought.products:
            what = f"no product makes a difference to '{sought.unit}'"
            yield ("number", "products"), what, "remove `products`, or ask for mL"
        return
    if not sought.products:
        yield ("number",), "a volume is asked for and no product is named", "add `products: [ids of doses.yml]`"
    for index, name in enumerate(sought.products):
        place: Place = ("number", "products", index)
        if name not in known:
            yield place, f"doses.yml has no product '{name}'", did_you_mean(name, list(known))
        elif name in sought.products[:index]:
            yield place, f"the product '{name}' stands here twice", "remove one of the two"
    units = {known[name].unit for name in sought.products if name in known}
    if len(units) > 1:
        what = f"the products' strengths have several units: {', '.join(sorted(units))}"
        yield ("number", "products"), what, "name products of one unit, and ask a second question for the others"


def _of_product(sought: Sought, regimen: Regimen) -> bool:
    """Whether the number depends on which product is chosen."""
    return measure(sought.unit).of == VOLUME and regimen.product is None


def _question(sought: Sought, regimen: Regimen, question: Translated) -> Iterator[Finding]:
    needed = [
        *([_WEIGHT] if regimen.measure.by_weight else []),
        *([_PRODUCT] if _of_product(sought, regimen) else []),
    ]
    for locale, text in question.root.items():
        at: Place = ("question", locale)
        there = PLACE.findall(text)
        for name in needed:
            if name not in there:
                what = f"the question does not say the case's {name}"
                yield at, what, f"write {{{name}}} where it is to stand"
        for name in there:
            if name not in (*needed, _DOSE):
                yield at, f"nothing is printed in the place of {{{name}}}", did_you_mean(name, [*needed, _DOSE])
