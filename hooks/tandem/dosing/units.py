"""Units of doses, by pint: body weight is a dimension of its own, so that mg/kg is not a bare number.

Life: one small registry with only the units that a dose may have; `dimension` refuses everything else, in words.
Its numbers are fractions: a minute is a sixtieth of an hour, which no decimal is.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pint

# kg means the body's kilograms here and is no multiple of the drug's gram.
_DEFINITIONS = """
g = [drug]
mg = 0.001 * g
mcg = 0.000001 * g
mol = [substance]
mmol = 0.001 * mol
Eq = [charge]
mEq = 0.001 * Eq
mL = [volume]
h = [time]
min = h / 60
kg = [weight]
""".strip().splitlines()

# What a unit can measure, each named by a unit that measures it.
PER_KG, PER_KG_PER_TIME, PER_TIME, AMOUNT = "mg/kg", "mg/kg/h", "mg/h", "mg"
KNOWN = [
    "mg/kg",
    "mcg/kg",
    "g/kg",
    "mg/kg/h",
    "mg/kg/min",
    "mcg/kg/h",
    "mcg/kg/min",
    "mg/h",
    "mg/min",
    "g/h",
    "mg",
    "g",
    "mcg",
]


@cache
def _registry() -> pint.UnitRegistry[Fraction]:
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction)
    for line in _DEFINITIONS:
        registry.define(line)
    return registry


def dimension(unit: str) -> str:
    """What a unit such as `mcg/kg/min` measures. Raises ValueError, in words, for one that a dose cannot have."""
    if unit not in KNOWN:
        hint = {"ml": "mL", "cc": "mL", "ug": "mcg", "µg": "mcg", "μg": "mcg"}.get(unit.split("/")[0])
        wanted = f"{hint} for {unit.split('/')[0]}" if hint else f"one of: {', '.join(KNOWN)}"
        raise ValueError(f"'{unit}' is not a unit of a dose | write {wanted}")
    of = _registry().get_dimensionality
    return next(name for name in (PER_KG, PER_KG_PER_TIME, PER_TIME, AMOUNT) if of(name) == of(unit))


def factor(unit: str, target: str) -> Fraction:
    """How many `target` one `unit` is, exactly. Raises ValueError when the two do not measure the same thing."""
    try:
        converted = _registry().Quantity(Fraction(1), unit).to(target)
    except pint.DimensionalityError as error:
        raise ValueError(f"{unit} cannot be given in {target}") from error
    return Fraction(converted.magnitude)
