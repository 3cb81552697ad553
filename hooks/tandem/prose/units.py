"""How the units of `parity/symbols.yml` measure against each other, so that 1800 mg is 1.8 g and never 1.8 mg.

A unit is a product of parts: its first measures, each after a slash divides. Body weight divides as itself: the kg of
mg/kg is no thousand grams of a drug.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

_THOUSANDTH = Fraction(1, 1000)
_SCALES: dict[str, tuple[str, Fraction]] = {
    **{name: ("mass", 1000 * _THOUSANDTH**step) for step, name in enumerate(("kg", "g", "mg", "mcg", "ng"))},
    **{name: ("volume", _THOUSANDTH**step) for step, name in enumerate(("L", "mL", "mcL"))},
    "dL": ("volume", Fraction(1, 10)),
    **{name: ("substance", _THOUSANDTH**step) for step, name in enumerate(("mol", "mmol", "mcmol", "nmol"))},
    **{name: ("charge", _THOUSANDTH**step) for step, name in enumerate(("Eq", "mEq"))},
    **dict.fromkeys(("U", "IU"), ("activity", Fraction(1))),
    **{name: ("length", 1000 * _THOUSANDTH**step) for step, name in enumerate(("km", "m", "mm", "mcm", "nm"))},
    "cm": ("length", Fraction(1, 100)),
    "ms": ("time", _THOUSANDTH),
    "s": ("time", Fraction(1)),
    "min": ("time", Fraction(60)),
    "h": ("time", Fraction(3600)),
    "day": ("time", Fraction(24 * 3600)),
    "week": ("time", Fraction(7 * 24 * 3600)),
    "month": ("calendar", Fraction(1)),
    "year": ("calendar", Fraction(12)),
    "Hz": ("frequency", Fraction(1)),
    "kHz": ("frequency", Fraction(1000)),
    "J": ("energy", Fraction(1)),
    "kJ": ("energy", Fraction(1000)),
}
_PLAIN = ("%", "kcal", "W", "mV", "mA", "mmHg", "cmH2O", "kPa", "°C", "m2")  # not turned into each other
HOUR = _SCALES["h"][1]
BODY_WEIGHT, TIME, CALENDAR = "body weight", "time", "calendar"


_AMOUNTS = ("mass", "substance", "charge", "activity")


def gives(unit: str) -> str:
    """What a unit measures before its first slash, where all amounts of a substance are one: mg/kg, mmol and mEq/L."""
    kind = measured(unit)[1][:1]
    return "amount" if kind and kind[0] in _AMOUNTS else "".join(kind)


@cache
def measured(unit: str) -> tuple[Fraction, tuple[str, ...]]:
    """How many of the base units of its kinds a unit is, and these kinds; () for no unit.

    A part that is not known here is a kind of its own.
    """
    if not unit:
        return Fraction(1), ()
    first, *divisors = unit.split("/")
    kind, scale = _SCALES.get(first, (first, Fraction(1)))
    kinds = [kind]
    for part in divisors:
        kind, size = (BODY_WEIGHT, Fraction(1)) if part == "kg" else _SCALES.get(part, (part, Fraction(1)))
        kinds.append(kind)
        scale /= size
    return scale, tuple(kinds)


def is_unit(unit: str) -> bool:
    """Whether every part of a unit is known."""
    return all(part in _SCALES or part in _PLAIN for part in unit.split("/"))
