"""What several values of doses.yml must agree on, so that no figure contradicts another.

Life: `load_doses` reads the file into its model, then asks here; every disagreement is a problem at the line of the
value that has to change. Only what finds none is handed to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path

from ..core.data import Place
from ..core.problems import Problems, did_you_mean
from ..core.settings import Settings
from ..core.translated import load_model
from .engine import in_base, plain, show, strength
from .formula import TOLERANCE, atoms, ion_of, molar_mass
from .labels import label_faults
from .model import EVERYONE, Band, Doses, Drug, Ion, Maximum, Product, Regimen
from .units import VOLUME, amount_of, measure

Finding = tuple[Place, str, str]  # where in the file, what is wrong, what to write


def load_doses(path: Path, settings: Settings, problems: Problems) -> Doses | None:
    """Read and check doses.yml; None, with problems, when it cannot be used."""
    return load_model(Doses, path, settings, problems, check=inconsistencies)


def inconsistencies(doses: Doses) -> Iterator[Finding]:
    """Everything in which the values of one file do not agree."""
    yield from _drug(doses.drug)
    yield from _ids(doses)
    yield from _ages(doses)
    for index, product in enumerate(doses.products):
        yield from _product(doses, product, ("products", index))
    yield from _hours(doses)
    for index, regimen in enumerate(doses.regimens):
        yield from _regimen(doses, regimen, ("regimens", index))
    yield from _limits(doses)
    yield from _comparisons(doses)
    yield from label_faults(doses)


def _drug(drug: Drug) -> Iterator[Finding]:
    """The formula can be read, and the molar mass is the formula's."""
    if drug.formula is None:
        return
    try:
        mass = molar_mass(drug.formula)
    except ValueError as error:
        yield ("drug", "formula"), *_words(error)
        return
    if drug.molar_mass is not None and abs(float(drug.molar_mass) / mass - 1) > TOLERANCE:
        what = f"{drug.formula} has {mass:.2f} g/mol, not {plain(drug.molar_mass)}"
        yield (
            ("drug", "molar_mass"),
            what,
            "correct the molar mass, or the formula: is the water of its crystals in it?",
        )
    if drug.ion is not None:
        yield from _ion(drug.formula, drug.ion)


def _ion(formula: str, ion: Ion) -> Iterator[Finding]:
    """The ion of an atom has the charge of its sign, and no more of it is counted than the formula holds."""
    known = ion_of(ion.symbol)
    if known is None:
        return
    element, charge = known
    place: Place = ("drug", "ion")
    if charge != ion.valence:
        what = f"{ion.symbol} has the valence {charge}, not {ion.valence}: its mEq would be wrong"
        yield (*place, "valence"), what, f"write `valence: {charge}`, or correct the sign"
    held = atoms(formula, element)
    if held < ion.per_formula:
        what = f"{formula} holds {show(held, exact=False)} {element}, not {ion.per_formula}: its mmol would be wrong"
        yield (*place, "per_formula"), what, "correct `per_formula`, the ion or the formula"


def _ids(doses: Doses) -> Iterator[Finding]:
    for kind, ids in (
        ("regimens", [regimen.id for regimen in doses.regimens]),
        ("products", [product.id for product in doses.products]),
        ("ages", [age.id for age in doses.ages]),
    ):
        for index, name in enumerate(ids):
            if name in ids[:index]:
                what = f"the id '{name}' stands here twice under '{kind}'"
                yield (kind, index, "id"), what, "give one of the two another id"


def _ages(doses: Doses) -> Iterator[Finding]:
    end = 0
    for index, age in enumerate(doses.ages):
        start, below = age.months
        if start >= below:
            yield ("ages", index), f"no age is of the group '{age.id}'", "from < below"
        elif start < end:
            what = f"the group '{age.id}' begins before the one above it ends"
            yield ("ages", index, "from"), what, "write the groups from the youngest, without overlap"
        end = max(end, below)
        if age.id == EVERYONE:
            yield ("ages", index, "id"), f"'{EVERYONE}' means every group", "give this group another id"
    named = {band.age for regimen in doses.regimens for band in regimen.all_bands}
    for index, age in enumerate(doses.ages):
        if EVERYONE not in named and age.id not in named:
            what = f"no regimen says what it is for the group '{age.id}'"
            fix = f"write `age: {age.id}` where a dose is for it, or remove the group"
            yield ("ages", index), what, fix


def _hours(doses: Doses) -> Iterator[Finding]:
    """The calculator has one field for the hours of all infusions."""
    given = [(index, regimen.hours) for index, regimen in enumerate(doses.regimens) if regimen.by_time]
    for index, hours in given[1:]:
        if hours and given[0][1] and hours != given[0][1]:
            what = "`hours` differ from those of the infusion above"
            yield ("regimens", index, "hours"), what, "write the same: one field asks for the hours of all infusions"


def _product(doses: Doses, product: Product, place: Place) -> Iterator[Finding]:
    if (product.unit == "units/mL") != (doses.drug.base == "units"):
        what = f"a strength in '{product.unit}' does not fit a drug that is measured in {doses.drug.base}"
        yield (*place, "unit"), what, f"write `unit: {doses.drug.base}/mL`"
        return
    held = strength(product)
    if product.percent is not None and doses.drug.base == "units":
        what = "a percentage does not fit a drug that is measured in units of activity"
        yield (*place, "percent"), what, "remove it; the strength names the product"
    elif product.percent is not None and Fraction(product.percent) * 10 != held:
        what = f"{product.percent}% is {plain(product.percent * 10)} mg/mL, not {product.strength} {product.unit}"
        yield (*place, "percent"), what, "correct one of the two"
    if product.container is None:
        return
    container = product.container
    try:
        holds = Fraction(container.volume) * held / in_base(doses, container.unit)
    except ValueError as error:
        yield (*place, "container", "unit"), *_words(error)
        return
    if holds != Fraction(container.amount):
        what = (
            f"{plain(container.volume)} mL hold {show(holds, exact=False, significant=6)} {container.unit}, "
            f"not {plain(container.amount)}"
        )
        yield (*place, "container"), what, "correct the container or the strength"


def _words(error: ValueError) -> tuple[str, str]:
    what, _, fix = str(error).partition(" | ")
    return what, fix


def _convertible(doses: Doses, unit: str, product: Product | None, place: Place) -> Iterator[Finding]:
    try:
        in_base(doses, unit, product)
    except ValueError as error:
        yield place, *_words(error)


def _regimen(doses: Doses, regimen: Regimen, place: Place) -> Iterator[Finding]:
    product = doses.product_of(regimen)
    known = [item.id for item in doses.products]
    if regimen.product and product is None:
        yield (*place, "product"), f"no product is called '{regimen.product}'", did_you_mean(regimen.product, known)
        product = next(iter(doses.products), None)  # stands in for it: what is said in mL is right but for the name
    elif regimen.product and regimen.measure.of != VOLUME:
        what = f"'{regimen.unit}' is an amount whatever the product"
        yield (*place, "product"), what, "remove `product`, or write the dose in mL"
    elif regimen.measure.of == VOLUME and not regimen.product:
        what = f"'{regimen.unit}' is no amount of a drug without a strength"
        yield (*place, "unit"), what, f"add `product:` with one of: {', '.join(known) or 'the products, once given'}"
    else:
        yield from _convertible(doses, regimen.unit, product, (*place, "unit"))
    yield from _time(regimen, place)
    yield from _day(regimen, place)
    yield from _shown(doses, regimen, product, place)
    yield from _bands(doses, regimen, product, place)


def _time(regimen: Regimen, place: Place) -> Iterator[Finding]:
    if regimen.by_time and not regimen.hours:
        what = f"'{regimen.unit}' is an infusion, and its length is not told"
        yield (*place, "unit"), what, "add `hours: {min: …, max: …}`, or write the unit without time for a dose"
    if not regimen.by_time and regimen.hours:
        what = f"`hours` belongs to an infusion, and '{regimen.unit}' is a dose"
        rate = regimen.unit.removesuffix("/day") + "/h"
        yield (*place, "hours"), what, f"remove it, or write {rate}"
    if regimen.by_time and regimen.over:
        yield (*place, "over"), "`over` belongs to a dose, and this is an infusion", "remove it, or give `hours`"


def _day(regimen: Regimen, place: Place) -> Iterator[Finding]:
    if regimen.by_day and not regimen.divided:
        what = f"'{regimen.unit}' is the amount of a day, and the number of doses is not told"
        yield (
            (*place, "unit"),
            what,
            "add `divided: {into: …}`, or `divided: {low: …, high: …}`; {into: 1} for one dose",
        )
    if not regimen.by_day and regimen.divided:
        what = f"`divided` parts the amount of a day, and '{regimen.unit}' is none"
        fix = "remove it" if regimen.by_time else f"remove it, or write {regimen.unit}/day"
        yield (*place, "divided"), what, fix


def _shown(doses: Doses, regimen: Regimen, product: Product | None, place: Place) -> Iterator[Finding]:
    faults = []
    for index, unit in enumerate(regimen.show):
        at = (*place, "show", index)
        if not _fits(regimen, unit):
            what = f"a result of '{regimen.unit}' cannot be shown in '{unit}'"
            faults.append(
                (at, what, "write an amount, or for an infusion an amount by time, for doses of a day a day's")
            )
        elif unit in regimen.show[:index]:
            faults.append((at, f"'{unit}' is shown twice", "remove one of the two"))
        else:
            faults += _convertible(doses, unit, product, at)
    apart = regimen.by_time or regimen.by_day
    plain_amounts = {unit == amount_of(unit) for unit in regimen.show}
    if regimen.show and not faults and plain_amounts != ({True, False} if apart else {True}):
        wanted = "a rate and an amount, such as [mg/h, g]" if regimen.by_time else "amounts, such as [mg, g]"
        if regimen.by_day:
            wanted = "an amount a day and one of a dose, such as [g/day, g]"
        faults.append(((*place, "show"), "the units of the result are not complete", f"write {wanted}"))
    yield from faults


def _fits(regimen: Regimen, unit: str) -> bool:
    """Whether a figure in a unit can be held beside a regimen's results: of the same time, or an amount."""
    shown = measure(unit)
    return not shown.by_weight and shown.by_time <= regimen.by_time and shown.by_day <= regimen.by_day


def _beside(regimen: Regimen, place: Place) -> Iterator[Finding]:
    """What stands beside bands and belongs inside them."""
    if any(part is not None for part in (regimen.low, regimen.high, regimen.dose)):
        yield (*place, "bands"), "the dose stands in the regimen and in its bands", "write it in one of the two places"
    for name in ("maximum", "age", "weight"):
        if getattr(regimen, name) is not None:
            what = f"`{name}` stands beside the bands"
            yield (*place, name), what, "write it inside each band that it is for, and remove it here"


def _whom(doses: Doses, regimen: Regimen, band: Band, place: Place) -> Iterator[Finding]:
    """No dose is shown to somebody that it is not meant for."""
    ages = [*(age.id for age in doses.ages), EVERYONE]
    if band.age and not doses.ages and band.age == EVERYONE:
        yield (*place, "age"), "the file has no groups of ages", "remove `age`, or give `ages`"
    elif band.age and band.age not in ages:
        yield (*place, "age"), f"no group of ages is called '{band.age}'", did_you_mean(band.age, ages)
    elif doses.ages and band.age is None:
        what = "the file has groups of ages, and this dose does not say which of them it is for"
        yield place, what, f"add `age:` with one of: {', '.join(ages)}"
    elif not regimen.measure.by_weight and band.age is None and (band.weight is None or band.weight.start is None):
        what = "a fixed dose does not say whom it is for, so that it would be shown for any weight"
        fix = "add `weight: {from: …}`, the lowest weight that it is meant for, or `age:` with one of `ages`"
        yield place, what, fix


def _bands(doses: Doses, regimen: Regimen, product: Product | None, place: Place) -> Iterator[Finding]:
    if regimen.bands:
        yield from _beside(regimen, place)
    for index, band in enumerate(regimen.all_bands):
        at = (*place, "bands", index) if regimen.bands else place
        if not band.given:
            yield at, "the dose is not told once", "give `dose`, or `low` and `high`"
        yield from _maximum(doses, regimen, band.maximum, product, at)
        yield from _whom(doses, regimen, band, at)
        start, below = band.weights
        if start > doses.weight.max or below <= doses.weight.min:
            yield (*at, "weight"), "no weight that is read is of this band", "correct it, or `weight` above"
    for (_, one), (index, other) in combinations(enumerate(regimen.bands), 2):
        if _overlap(one, other):
            what = "this band overlaps another one above it"
            yield (*place, "bands", index), what, "part them: `below` of one is `from` of the next"


def _overlap(one: Band, other: Band) -> bool:
    same_age = one.group is None or other.group is None or one.group == other.group
    return same_age and one.weights[0] < other.weights[1] and other.weights[0] < one.weights[1]


def _maximum(
    doses: Doses, regimen: Regimen, maximum: Maximum | None, product: Product | None, place: Place
) -> Iterator[Finding]:
    if maximum is None:
        return
    at = (*place, "maximum", "unit")
    held = measure(maximum.unit)
    if (held.by_time, held.by_day) != (regimen.by_time, regimen.by_day):
        wanted = "an amount by time, such as g/h" if regimen.by_time else "an amount, such as g"
        if regimen.by_day:
            wanted = "that of the whole day, such as g/day"
        yield at, f"a maximum in '{maximum.unit}' does not fit '{regimen.unit}'", f"write {wanted}"
    else:
        yield from _convertible(doses, maximum.unit, product, at)


def _limits(doses: Doses) -> Iterator[Finding]:
    if doses.limits is None:
        return
    if doses.limits.rate is not None:
        yield from _convertible(doses, doses.limits.rate_unit, None, ("limits", "rate_unit"))
    if doses.limits.concentration is not None and doses.drug.base != "mg":
        what = "a percentage does not fit a drug that is measured in units of activity"
        yield ("limits", "concentration"), what, "remove it"


def _comparisons(doses: Doses) -> Iterator[Finding]:
    for index, comparison in enumerate(doses.comparisons):
        place: Place = ("comparisons", index)
        regimen = doses.regimen(comparison.regimen)
        if regimen is None:
            what = f"a comparison names no regimen: '{comparison.regimen}'"
            yield (*place, "regimen"), what, did_you_mean(comparison.regimen, [item.id for item in doses.regimens])
            continue
        if not _fits(regimen, comparison.unit):
            what = f"a comparison in '{comparison.unit}' does not fit '{regimen.id}'"
            fix = "write an amount, such as g; for an infusion also a rate, such as g/h, for doses of a day g/day"
            yield (*place, "unit"), what, fix
        else:
            yield from _convertible(doses, comparison.unit, None, (*place, "unit"))
