"""Exact dose arithmetic: every figure is a fraction times a weight (and hours), rounded once, when it is shown.

Life: `figures` compiles a drug's doses into coefficients; the table evaluates them for its weights, the calculator's
markup carries them to the browser, whose script multiplies the same whole numbers. Nothing here is binary floating
point. Weights and hours have at most two decimals, so they travel as whole hundredths.

Formulas: amount = weight × dose, or the dose where it is fixed, and never more than the maximum; amount of ion (mmol)
= mass (mg) / molar mass (g/mol) × ions per formula unit; charge (mEq) = amount × valence; volume (mL) = amount /
strength; shortest time (min) = amount / highest rate; rate of a dose given over a time = amount / time, the lowest
over the longest and the highest over the shortest; one dose of a day = the day's amount / doses, the lowest of the
most and the highest of the fewest.

What is shown is for reading: three figures or as many as the file declares, never coarser than a whole unit. It is
rounded to the safe side (`Way`): no shortest time that a label allows is shown shorter than it is, no largest dose,
volume or rate and nothing that a maximum or a label's rate holds is shown as more than it is. The working of a figure
(`in_full`) keeps every digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from .model import Band, Comparison, Doses, Limits, Maximum, Product, Regimen
from .units import ACTIVITY, CHARGE, ION, MASS, TIMES, VOLUME, amount_of, factor, measure

Bound = Literal["low", "high"]
Way = Literal["down", "nearest", "up"]  # nearest: half up
BOUNDS: tuple[Bound, Bound] = ("low", "high")
SIGNIFICANT = 3
PLACES = 12  # decimals beyond which nothing is shown
_TYPED = 100  # weights and hours have two decimals


@dataclass(frozen=True)
class Figure:
    """One figure: `coefficient`, times the weight in kg if `by_weight`, at most `cap`, times hours, over the strength.

    `significant` is how many figures are shown, rounded `way`; None shows it in full.
    """

    regimen: str
    band: int  # which of the regimen's bands
    bound: Bound
    unit: str
    coefficient: Fraction
    significant: int | None = None
    way: Way = "nearest"
    by_weight: bool = True
    by_hours: bool = False
    by_product: bool = False
    cap: Fraction | None = None

    def value(self, weight: Decimal, hours: Decimal | None = None, product: Product | None = None) -> Fraction:
        """The exact value for a weight in kg. Raises ValueError when hours or product are needed and not given."""
        value = self.coefficient * (Fraction(weight) if self.by_weight else 1)
        if self.cap is not None:
            value = min(value, self.cap)
        if self.by_hours:
            if hours is None:
                raise ValueError(f"{self.regimen} in {self.unit} needs hours")
            value *= Fraction(hours)
        if self.by_product:
            if product is None:
                raise ValueError(f"{self.regimen} in {self.unit} needs a product")
            value /= strength(product)
        return value

    def show(self, weight: Decimal, hours: Decimal | None = None, product: Product | None = None) -> str:
        """The value as it stands on the page."""
        value = self.value(weight, hours, product)
        return show(value, exact=self.significant is None, significant=self.significant or SIGNIFICANT, way=self.way)


def in_base(doses: Doses, unit: str, product: Product | None = None) -> Fraction:
    """How much of the drug one of a unit is: in mg, or in units of activity for a drug measured in them.

    By the hour for a unit by time; /kg and /day are left as they are. Raises ValueError, in words, when the data does
    not tell.
    """
    by_hour = factor(f"1/{unit.split('/')[-1]}", "1/h") if measure(unit).by_time else Fraction(1)
    return by_hour * _amount_in_base(doses, unit, product)


def _amount_in_base(doses: Doses, unit: str, product: Product | None) -> Fraction:
    amount, of, drug = amount_of(unit), measure(unit).of, doses.drug
    if of == VOLUME:
        if product is None:
            raise ValueError(f"'{unit}' is no amount of a drug without a strength | write it in {drug.base}")
        return strength(product)
    if (of == ACTIVITY) != (drug.base == "units"):
        raise ValueError(
            f"'{unit}' does not fit a drug that is measured in units of activity | write units"
            if drug.base == "units"
            else f"'{unit}' does not fit a drug that is measured by mass | write mg, or `measured_in: units` under drug"
        )
    if of == ACTIVITY:
        return Fraction(1)
    if of == MASS:
        return factor(amount, "mg")
    if drug.ion is None or drug.molar_mass is None:
        raise ValueError(f"'{unit}' needs the drug's `molar_mass` and `ion` | give both under drug, or write mg")
    per_mmol = Fraction(drug.molar_mass) / drug.ion.per_formula
    return per_mmol / (drug.ion.valence if of == CHARGE else 1)


def strength(product: Product) -> Fraction:
    """A product's strength in mg/mL, or units/mL."""
    return Fraction(product.strength) * factor(product.unit, "units/mL" if product.unit == "units/mL" else "mg/mL")


def shown_in(doses: Doses, regimen: Regimen) -> list[str]:
    """The units of a regimen's result, in the order of the working: the file's own, or the dose's without its /kg."""
    if regimen.show:
        return list(regimen.show)
    amount = amount_of(regimen.unit)
    units = [amount] if regimen.measure.of != VOLUME else [amount, doses.drug.base]
    if not regimen.by_time and not regimen.by_day:
        return units
    time = regimen.unit.split("/")[-1]
    return [*(f"{unit}/{time}" for unit in units), units[-1]]


def amounts_in(doses: Doses, regimen: Regimen) -> list[str]:
    """Those of the units that are of what is given: of one dose, or of the hours of an infusion."""
    return [unit for unit in shown_in(doses, regimen) if unit == amount_of(unit)]


def figures(doses: Doses) -> list[Figure]:
    """Every figure of a drug's regimens: low and high of each unit that applies, band by band."""
    found: list[Figure] = []
    for regimen in doses.regimens:
        for index, band in enumerate(regimen.all_bands):
            low, high = (_figures(doses, regimen, index, band, bound) for bound in BOUNDS)
            found += [*map(_apart, low, high), *high]
    return found


def _base(doses: Doses, regimen: Regimen, index: int, band: Band, bound: Bound) -> Figure:
    """A regimen's amount in the drug's base unit; by the hour for an infusion, of the whole day for doses of a day."""
    product = doses.product_of(regimen)
    dose = Fraction(band.ends[bound == "high"])
    coefficient = dose * in_base(doses, regimen.unit, product)
    cap = Fraction(band.maximum.amount) * in_base(doses, band.maximum.unit, product) if band.maximum else None
    return Figure(regimen.id, index, bound, doses.drug.base, coefficient, by_weight=regimen.measure.by_weight, cap=cap)


def _given(regimen: Regimen, base: Figure) -> Figure:
    """What is given at once of a regimen's amount: of a day's, one dose."""
    if regimen.divided is None:
        return base
    return _times(base, Fraction(1, regimen.divided.ends[base.bound == "low"]), unit=base.unit)


def _figures(doses: Doses, regimen: Regimen, index: int, band: Band, bound: Bound) -> list[Figure]:
    base = _base(doses, regimen, index, band, bound)
    given = _given(regimen, base)
    product = doses.product_of(regimen)
    units = shown_in(doses, regimen)
    by_hours = regimen.by_time
    limited = doses.limits is not None and doses.limits.rate is not None
    found = []
    for unit in units:
        by_rate = measure(unit).by_time
        whole = base if measure(unit).by_day else given
        figure = _times(whole, 1 / in_base(doses, unit, product), unit=unit, by_hours=by_hours and not by_rate)
        found.append(_rounded(doses, figure, held=limited and by_rate))
    if doses.drug.ion:
        ions = [unit for unit in ("mmol", "mEq") if unit not in units]
        found += [
            _rounded(doses, _times(given, 1 / in_base(doses, unit), unit=unit, by_hours=by_hours), converted=True)
            for unit in ions
        ]
    if doses.products:
        found.append(_rounded(doses, _times(given, Fraction(1), unit="mL", by_hours=by_hours, by_product=True)))
    if limited and not regimen.by_time:
        found.append(_rounded(doses, _times(given, 1 / fastest(doses), unit="min")))
    if regimen.over:
        found.append(_rounded(doses, _speed(doses, regimen, given, bound), held=limited))
    return found


def in_unit(doses: Doses, regimen: Regimen, index: int, bound: Bound, unit: str, *, of_product: bool) -> Figure:
    """A band's amount in any unit that its drug has: of one dose, of a day, or by the time that the unit names.

    `of_product` is for the volume of a product that is chosen later. Raises ValueError, in words, for a unit that the
    data does not tell.
    """
    base = _base(doses, regimen, index, regimen.all_bands[index], bound)
    whole = base if measure(unit).by_day else _given(regimen, base)
    time = factor("1/h", f"1/{unit.split('/')[-1]}") if of_product and measure(unit).by_time else Fraction(1)
    times = time if of_product else 1 / in_base(doses, unit, doses.product_of(regimen))
    figure = _times(whole, times, unit=unit, by_product=of_product)
    held = measure(unit).by_time and doses.limits is not None and doses.limits.rate is not None
    return _rounded(doses, figure, held=held, converted=measure(unit).of in (ION, CHARGE))


def _rounded(doses: Doses, figure: Figure, *, held: bool = False, converted: bool = False) -> Figure:
    """The figure rounded to the safe side; `held` is what a rate limits, `converted` what nobody measures."""
    largest = figure.bound == "high" and not converted
    way: Way = "down" if held or largest or figure.cap is not None else "nearest"
    if figure.unit in TIMES:
        way = "up"
    return replace(figure, significant=_significant(doses, amount_of(figure.unit)), way=way)


def _apart(low: Figure, high: Figure) -> Figure:
    """The low end, rounded down with the high one where the two are so near that it would be shown as more."""
    assert low.significant is not None
    near = high.coefficient < low.coefficient * (1 + Fraction(1, 10 ** (low.significant - 1)))
    return replace(low, way="down") if near and (low.way, high.way) == ("nearest", "down") else low


def _times(base: Figure, times: Fraction, *, unit: str, by_hours: bool = False, by_product: bool = False) -> Figure:
    cap = None if base.cap is None else base.cap * times
    return replace(
        base, unit=unit, coefficient=base.coefficient * times, cap=cap, by_hours=by_hours, by_product=by_product
    )


def _speed(doses: Doses, regimen: Regimen, base: Figure, bound: Bound) -> Figure:
    """The rate of a dose that is given over a time, in its first unit by that time."""
    assert regimen.over is not None
    amount = amounts_in(doses, regimen)[0]
    time = Fraction(regimen.over.ends[bound == "low"])
    product = doses.product_of(regimen)
    return _times(base, 1 / (in_base(doses, amount, product) * time), unit=f"{amount}/{regimen.over.unit}")


def in_full(figure: Figure) -> Figure:
    """A figure of the working: with every digit if these have an end for whatever can be chosen, else as it is."""
    if figure.by_product:
        return figure  # what it is divided by is not known yet
    typed = (_TYPED if figure.by_weight else 1) * (_TYPED if figure.by_hours else 1)
    parts = [figure.coefficient / typed]
    if figure.cap is not None:
        parts.append(figure.cap / (_TYPED if figure.by_hours else 1))
    return replace(figure, significant=None) if all(_ends(part) is not None for part in parts) else figure


def _significant(doses: Doses, unit: str) -> int:
    """How many figures the file declares for a unit."""
    return doses.rounding.by_unit.get(unit, doses.rounding.significant)


def fastest(doses: Doses) -> Fraction:
    """The highest rate that the label sets, in the drug's base unit by the minute. Only where it sets one."""
    assert doses.limits is not None and doses.limits.rate is not None
    unit = doses.limits.rate_unit
    return Fraction(doses.limits.rate) * in_base(doses, unit) / 60


def crossing(doses: Doses, regimen: Regimen, index: int, comparison: Comparison) -> Figure:
    """The high figure as a part of a comparison's: it is passed where the value is above 1."""
    base = _base(doses, regimen, index, regimen.all_bands[index], "high")
    by_rate = measure(comparison.unit).by_time
    if not measure(comparison.unit).by_day:
        base = _given(regimen, base)
    return _times(base, 1 / threshold(doses, comparison), unit="", by_hours=regimen.by_time and not by_rate)


def capped(doses: Doses, regimen: Regimen, index: int) -> Figure | None:
    """The high figure, before its maximum, as a part of it: the maximum holds where the value is above 1."""
    base = _base(doses, regimen, index, regimen.all_bands[index], "high")
    if base.cap is None:
        return None
    return replace(base, unit="", coefficient=base.coefficient / base.cap, cap=None)


def too_fast(doses: Doses, regimen: Regimen, index: int) -> Figure | None:
    """The highest rate of an infusion, or of a dose given over a time, as a part of the label's: above 1, faster."""
    if not (regimen.over or regimen.by_time) or not doses.limits or not doses.limits.rate:
        return None
    base = _given(regimen, _base(doses, regimen, index, regimen.all_bands[index], "high"))
    minutes = Fraction(regimen.over.ends[0]) * factor(regimen.over.unit, "min") if regimen.over else Fraction(60)
    return _times(base, 1 / (minutes * fastest(doses)), unit="")


def notes(doses: Doses, regimen: Regimen, index: int) -> Iterator[tuple[Figure, Maximum | Limits | Comparison]]:
    """What a result of a band is held against, each with the figure that is above 1 where it is passed.

    Only what a weight and hours that can be typed do pass.
    """
    found: list[tuple[Figure | None, Maximum | Limits | Comparison | None]] = [
        (capped(doses, regimen, index), regimen.all_bands[index].maximum),
        (too_fast(doses, regimen, index), doses.limits),
    ]
    compared = [item for item in doses.comparisons if item.regimen == regimen.id]
    found += [(crossing(doses, regimen, index, item), item) for item in compared]
    longest = regimen.hours.max if regimen.hours else None
    for figure, against in found:
        if figure and against and figure.value(doses.weight.max, longest) > 1:
            yield figure, against


def threshold(doses: Doses, comparison: Comparison) -> Fraction:
    """A comparison's figure in the drug's base unit: by the hour when its unit is a rate, of a day when by day."""
    return Fraction(comparison.above) * in_base(doses, comparison.unit)


def per_ml(doses: Doses, product: Product) -> str:
    """A product's strength in mmol/mL of the ion, as shown. Only for a drug with an ion."""
    amount = strength(product) / in_base(doses, "mmol")
    return show(amount, exact=False, significant=_significant(doses, "mmol"))


def per_gram(doses: Doses, unit: Literal["mmol", "mEq"]) -> str:
    """What 1 g of the salt is in mmol or mEq of the ion, to four figures as labels need it."""
    return show(1000 / in_base(doses, unit), exact=False, significant=4)


def show(value: Fraction, *, exact: bool, significant: int = SIGNIFICANT, way: Way = "nearest") -> str:
    """A value in digits: no trailing zero, a leading zero, no separator, never coarser than a whole unit.

    Raises ValueError for a negative value, and for an exact one that has no end in decimals.

    >>> show(Fraction(3500, 150), exact=False), show(Fraction(3500, 150), exact=False, way="up")
    ('23.3', '23.4')
    """
    if value < 0:
        raise ValueError("a dose is never negative")
    places = _ends(value) if exact else _places(value, significant)
    if places is None:
        raise ValueError(f"{value} has no end in decimals")
    scaled = value * 10**places
    n, d = scaled.numerator, scaled.denominator
    whole = {"down": n // d, "nearest": (2 * n + d) // (2 * d), "up": -(-n // d)}[way]
    digits = str(whole).rjust(places + 1, "0")
    if not places:
        return digits
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


def plain(value: Decimal) -> str:
    """A figure of the data file as it is shown: no trailing zero, no exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ends(value: Fraction) -> int | None:
    """How many decimals a value has; None when they go on beyond what is shown."""
    return next((places for places in range(PLACES + 1) if (value * 10**places).denominator == 1), None)


def _places(value: Fraction, significant: int) -> int:
    places, least = 0, 10 ** (significant - 1)
    while value and value * 10**places < least and places < PLACES:
        places += 1
    return places
