"""The values of doses.yml for the texts that repeat them: as the file gives them, and as worked out for a weight.

Life: `prose` asks once a run for `stated`, and for `worked` once for each weight that a text names. The arithmetic is
the engine's; nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ..core.data import Place
from ..core.stated import PERCENT, Stated, ends
from .engine import figures, in_base, strength
from .model import Amounts, Band, Comparison, Doses, Product, Regimen
from .units import MASS, factor, measure

_HUNDREDTHS = 100


def stated(doses: Doses) -> Iterator[Stated]:
    """Every value that the file gives, and what follows from it without a weight."""
    yield from _drug(doses)
    for index, regimen in enumerate(doses.regimens):
        yield from _regimen(regimen, ("regimens", index))
    for index, product in enumerate(doses.products):
        yield from _product(doses, product, ("products", index))
    yield from _limits(doses)
    for index, comparison in enumerate(doses.comparisons):
        yield from _comparison(comparison, ("comparisons", index))


def worked(doses: Doses, weight: Fraction, hours: Sequence[Fraction]) -> Iterator[Stated]:
    """What each regimen comes to at a weight in kg: amounts, volumes, shortest times, and totals for the hours.

    Nothing for a weight that the file does not read.
    """
    if not doses.weight.min <= weight <= doses.weight.max:
        return
    # A text that works a dose out cites the dose, or what it is worked out with: a product, the limits of a label.
    keys = _keys(doses.drug.cite, *(regimen.cite for regimen in doses.regimens))
    keys |= _keys(doses.limits.cite if doses.limits else [])
    typed = Decimal(weight.numerator) / Decimal(weight.denominator)
    places = {regimen.id: index for index, regimen in enumerate(doses.regimens)}
    low: dict[tuple[str, int, str, bool, int], Fraction] = {}
    for figure in figures(doses):
        regimen = doses.regimens[places[figure.regimen]]
        first, last = regimen.all_bands[figure.band].weights
        if not first <= weight < last:
            continue
        products = doses.products if figure.by_product else [None]
        for number, product in enumerate(products):
            for count, time in enumerate(hours if figure.by_hours else [None]):
                exact = None if time is None else Decimal(time.numerator) / Decimal(time.denominator)
                value = figure.value(typed, exact, product)
                name = (figure.regimen, figure.band, figure.unit, figure.by_product, number * _HUNDREDTHS + count)
                if figure.bound == "low":
                    low[name] = value
                    continue
                safe = "up" if figure.unit == "min" else "down" if figure.unit.startswith("mL") else ""
                place: Place = ("regimens", places[figure.regimen])
                place = (*place, "bands", figure.band) if regimen.bands else place
                at = (*place, _first_key(regimen.all_bands[figure.band]))
                own = keys | _keys(product.cite if product else [])
                stated = Stated(low[name], value, _sign(figure.unit), own, at, group=place, worked=True, safe=safe)
                yield replace(stated, weight=weight if figure.by_weight else None, hours=time)


def _keys(*cited: Iterable[str]) -> frozenset[str]:
    return frozenset(key for keys in cited for key in keys)


def _sign(unit: str) -> str:
    """A unit of doses as every language writes it."""
    return unit.replace("units", "U")


def _drug(doses: Doses) -> Iterator[Stated]:
    drug = doses.drug
    keys = _keys(drug.cite)
    if drug.molar_mass is None or drug.ion is None:
        return
    yield Stated(*ends(drug.molar_mass), "g/mol", keys, ("drug", "molar_mass"))
    keys |= _keys(*(regimen.cite for regimen in doses.regimens))
    yield Stated(*ends(1), "g", keys, ("drug", "molar_mass"), worked=True)
    for unit in ("mmol", "mEq"):
        held = 1000 / in_base(doses, unit)
        for name in (unit, f"{unit}/g"):
            yield Stated(held, held, name, keys, ("drug", "molar_mass"), worked=True)


def _regimen(regimen: Regimen, place: Place) -> Iterator[Stated]:
    keys, unit = _keys(regimen.cite), _sign(regimen.unit)
    every: list[Decimal] = []
    for index, band in enumerate(regimen.all_bands):
        at = (*place, "bands", index) if regimen.bands else place
        low, high = band.ends
        every += [low, high]
        once = not (regimen.by_time or regimen.by_day)
        yield Stated(*ends(low, high), unit, keys, (*at, _first_key(band)), group=at, once=once)
        yield from _maximum(band, at)
        yield from _weights(band, keys, at)
    if regimen.bands:
        yield Stated(*ends(min(every), max(every)), unit, keys, (*place, "bands"), group=place)
    if regimen.over:
        yield Stated(*ends(*regimen.over.ends), regimen.over.unit, keys, (*place, "over"), group=place)


def _first_key(band: Amounts) -> str:
    return "dose" if band.dose is not None else "low"


def _maximum(band: Amounts, place: Place) -> Iterator[Stated]:
    if band.maximum is not None:
        keys = _keys(band.maximum.cite)
        at = (*place, "maximum", "amount")
        yield Stated(*ends(band.maximum.amount), _sign(band.maximum.unit), keys, at, limit=True)


def _weights(band: Band, keys: frozenset[str], place: Place) -> Iterator[Stated]:
    """The weights that a band is for."""
    if band.weight is not None:
        for key, value in (("from", band.weight.start), ("below", band.weight.below)):
            if value is not None:
                yield Stated(*ends(value), "kg", keys, (*place, "weight", key))


def _product(doses: Doses, product: Product, place: Place) -> Iterator[Stated]:
    keys = _keys(product.cite)

    def state(value: Decimal, unit: str, key: str) -> Stated:
        return Stated(*ends(value), unit, keys, (*place, key), group=place)

    yield state(product.strength, _sign(product.unit), "strength")
    if product.percent is not None:
        yield state(product.percent, PERCENT, "percent")
    if product.container is not None:
        yield state(product.container.volume, "mL", "container")
        yield state(product.container.amount, _sign(product.container.unit), "container")
    if doses.drug.ion is not None:
        for unit in ("mmol", "mEq"):
            value = strength(product) / in_base(doses, unit)
            yield Stated(value, value, f"{unit}/mL", keys, (*place, "strength"), group=place, worked=True)


def _limits(doses: Doses) -> Iterator[Stated]:
    limits = doses.limits
    if limits is None:
        return
    keys = _keys(limits.cite)
    if limits.concentration is not None:
        place: Place = ("limits", "concentration")
        yield Stated(*ends(limits.concentration), PERCENT, keys, place, group=("limits",), limit=True)
        if measure(doses.drug.base).of == MASS:
            yield Stated(*ends(limits.concentration * 10), "mg/mL", keys, place, group=("limits",), limit=True)
    if limits.rate is None:
        return
    at: Place = ("limits", "rate")
    yield Stated(*ends(limits.rate), _sign(limits.rate_unit), keys, at, group=("limits",), limit=True)
    fastest = Fraction(limits.rate) * in_base(doses, limits.rate_unit) * factor("1/h", "1/min")
    for index, product in enumerate(doses.products):  # the rate as a volume of each product, and which one it is of
        value = fastest / strength(product)
        rate = Stated(value, value, "mL/min", keys, at, group=("products", index), worked=True, safe="down", limit=True)
        yield rate
        yield replace(rate, low=value * 60, high=value * 60, unit="mL/h")
        if product.percent is not None:
            of = ("products", index)
            yield Stated(*ends(product.percent), PERCENT, keys, (*of, "percent"), group=of)


def _comparison(comparison: Comparison, place: Place) -> Iterator[Stated]:
    unit, keys = _sign(comparison.unit), _keys(comparison.cite)
    yield Stated(*ends(comparison.above), unit, keys, (*place, "above"), group=place)
