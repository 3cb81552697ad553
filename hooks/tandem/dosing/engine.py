"""Exact dose arithmetic: every figure is a weight (and hours) times a fraction, rounded once, when it is shown.

Life: `figures` compiles a drug's doses into coefficients; the table evaluates them for its weights, the calculator's
markup carries them to the browser, whose script multiplies the same whole numbers. Nothing here is binary floating
point. Weights and hours have at most two decimals, so they travel as whole hundredths.

Formulas: mass = weight × dose; amount of ion (mmol) = mass (mg) / molar mass (g/mol) × ions per formula unit;
charge (mEq) = amount × valence; volume (mL) = mass (mg) / strength (mg/mL); time (min) = mass / highest rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from .model import Comparison, Doses, Product, Regimen
from .units import factor

Bound = Literal["low", "high"]
SIGNIFICANT = 3


@dataclass(frozen=True)
class Figure:
    """One figure: `coefficient` times the weight in kg, times hours if `by_hours`, over mg/mL if `by_product`."""

    regimen: str
    bound: Bound
    unit: str
    coefficient: Fraction
    exact: bool  # shown in full; else to SIGNIFICANT figures
    by_hours: bool = False
    by_product: bool = False

    def value(self, weight: Decimal, hours: Decimal | None = None, product: Product | None = None) -> Fraction:
        """The exact value for a weight in kg. Raises ValueError when hours or product are needed and not given."""
        value = self.coefficient * Fraction(weight)
        if self.by_hours:
            if hours is None:
                raise ValueError(f"{self.regimen} in {self.unit} needs hours")
            value *= Fraction(hours)
        if self.by_product:
            if product is None:
                raise ValueError(f"{self.regimen} in {self.unit} needs a product")
            value /= Fraction(product.strength)
        return value

    def show(self, weight: Decimal, hours: Decimal | None = None, product: Product | None = None) -> str:
        """The value as it stands on the page."""
        return show(self.value(weight, hours, product), exact=self.exact)


def figures(doses: Doses) -> list[Figure]:
    """Every figure of a drug's regimens: low and high of each unit that applies."""
    found: list[Figure] = []
    for regimen in doses.regimens:
        for bound in ("low", "high"):
            found += _figures(doses, regimen, bound)
    return found


def _figures(doses: Doses, regimen: Regimen, bound: Bound) -> list[Figure]:
    dose = Fraction(regimen.low if bound == "low" else regimen.high)
    if regimen.by_time:
        mg = dose * factor(regimen.unit, "mg/kg/h")
        rate = [Figure(regimen.id, bound, "mg/h", mg, exact=True)]
    else:
        mg = dose * factor(regimen.unit, "mg/kg")
        rate = []
    mmol = mg / Fraction(doses.drug.molar_mass) * doses.drug.ion.per_formula
    by_hours = regimen.by_time
    found = [
        Figure(regimen.id, bound, "mg", mg, exact=True, by_hours=by_hours),
        Figure(regimen.id, bound, "g", mg / 1000, exact=True, by_hours=by_hours),
        Figure(regimen.id, bound, "mmol", mmol, exact=False, by_hours=by_hours),
        Figure(regimen.id, bound, "mEq", mmol * doses.drug.ion.valence, exact=False, by_hours=by_hours),
        Figure(regimen.id, bound, "mL", mg, exact=False, by_hours=by_hours, by_product=True),
    ]
    if not regimen.by_time:
        fastest = Fraction(doses.limits.rate) * factor(doses.limits.rate_unit, "mg/min")
        found.append(Figure(regimen.id, bound, "min", mg / fastest, exact=False))
    return rate + found


def per_ml(doses: Doses, product: Product) -> str:
    """A product's strength in mmol/mL of the ion, as shown."""
    amount = Fraction(product.strength) / Fraction(doses.drug.molar_mass) * doses.drug.ion.per_formula
    return show(amount, exact=False)


def per_gram(doses: Doses, unit: Literal["mmol", "mEq"]) -> str:
    """What 1 g of the salt is in mmol or mEq of the ion, to four figures as labels need it."""
    amount = 1000 / Fraction(doses.drug.molar_mass) * doses.drug.ion.per_formula
    return show(amount * (doses.drug.ion.valence if unit == "mEq" else 1), exact=False, significant=4)


def threshold(comparison: Comparison) -> Fraction:
    """A comparison's figure in mg, or mg/h when its unit is a rate."""
    target = "mg/h" if "/" in comparison.unit else "mg"
    return Fraction(comparison.above) * factor(comparison.unit, target)


def show(value: Fraction, *, exact: bool, significant: int = SIGNIFICANT) -> str:
    """A value in digits: half up, no trailing zero, a leading zero, no separator, never coarser than a whole unit.

    Raises ValueError for a negative value, and for an exact one that has no end in decimals.

    >>> show(Fraction(3500) / Fraction("246.47"), exact=False)
    '14.2'
    """
    if value < 0:
        raise ValueError("a dose is never negative")
    places = _exact_places(value) if exact else _places(value, significant)
    scaled = value * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(places + 1, "0")
    if not places:
        return digits
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


def _exact_places(value: Fraction) -> int:
    for places in range(13):
        if (value * 10**places).denominator == 1:
            return places
    raise ValueError(f"{value} has no end in decimals")


def _places(value: Fraction, significant: int) -> int:
    places, least = 0, 10 ** (significant - 1)
    while value and value * 10**places < least and places < 12:
        places += 1
    return places
