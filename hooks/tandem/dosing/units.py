"""Units of doses, by pint: body weight is a dimension of its own, so that mg/kg is not a bare number.

Life: one small registry with only the units that a dose may have; `measure` says what a unit measures and refuses
everything else, in words. Its numbers are fractions: a minute is a sixtieth of an hour, which no decimal is.

Amounts are of five kinds that only a drug can turn into each other (`engine`): mass of the drug, units of activity,
amount of ion (mmol), its charge (mEq) and volume of a product.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

import pint

from ..core.data import shown

# kg means the body's kilograms here and is no multiple of the drug's gram. A day is no number of hours: what is given
# in so many doses a day is no rate, and must never become one.
_DEFINITIONS = """
g = [drug]
mg = 0.001 * g
mcg = 0.000001 * g
units = [activity]
mol = [substance]
mmol = 0.001 * mol
Eq = [charge]
mEq = 0.001 * Eq
mL = [volume]
h = [time]
min = h / 60
day = [day]
kg = [weight]
""".strip().splitlines()

MASS, ACTIVITY, ION, CHARGE, VOLUME = "mass", "units of activity", "amount of ion", "charge", "volume"
_OF = {"[drug]": MASS, "[activity]": ACTIVITY, "[substance]": ION, "[charge]": CHARGE, "[volume]": VOLUME}
AMOUNTS = ("mg", "g", "mcg", "units", "mmol", "mEq", "mL")
DOSES = tuple("".join(parts) for parts in product(AMOUNTS, ("/kg", ""), ("", "/h", "/min", "/day")))
STRENGTHS = ("mg/mL", "mcg/mL", "units/mL")
TIMES = ("h", "min")
_SPELLINGS = {  # what is often written, and misread on a chart → what a dose is written in
    **dict.fromkeys(("ml", "cc", "ML"), "mL"),
    **dict.fromkeys(("ug", "µg", "μg"), "mcg"),
    **dict.fromkeys(("IU", "iu", "U", "u", "unit"), "units"),
    **dict.fromkeys(("hr", "hour", "hours"), "h"),
    **dict.fromkeys(("minute", "minutes"), "min"),
    **dict.fromkeys(("d", "D", "days", "24h"), "day"),
    **dict.fromkeys(("gm", "gram", "grams"), "g"),
    "mgs": "mg",
    "meq": "mEq",
    "KG": "kg",
}


@dataclass(frozen=True)
class Measure:
    """What a unit of a dose measures: an amount of one kind, by weight or not, and by time or by day or neither."""

    of: str
    by_weight: bool
    by_time: bool
    by_day: bool


@cache
def _registry() -> pint.UnitRegistry[Fraction]:
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction)
    for line in _DEFINITIONS:
        registry.define(line)
    return registry


def measure(unit: str) -> Measure:
    """What a unit such as `mcg/kg/min` measures. Raises ValueError, in words, for one that a dose cannot have."""
    how = f"an amount ({', '.join(AMOUNTS)}), then /kg if by weight, then /h, /min or /day, such as mg/kg/h"
    known(unit, DOSES, "a dose", how)
    dimensions = _registry().get_dimensionality(unit)
    return Measure(
        of=next(name for key, name in _OF.items() if key in dimensions),
        by_weight="[weight]" in dimensions,
        by_time="[time]" in dimensions,
        by_day="[day]" in dimensions,
    )


def known(unit: str, units: tuple[str, ...], what: str, how: str = "") -> str:
    """The unit, if it is one of `units`; else ValueError, in words: `what` names what they measure."""
    if unit in units:
        return unit
    spelt = "/".join(_SPELLINGS.get(part, part) for part in unit.split("/"))
    raise ValueError(
        f"{shown(unit)} is not a unit of {what} | write {spelt if spelt in units else how or _any_of(units)}"
    )


def _any_of(units: tuple[str, ...]) -> str:
    return f"{', '.join(units[:-1])} or {units[-1]}"


def amount_of(unit: str) -> str:
    """The amount in a unit of a dose: `mg` of `mg/kg/h`."""
    return unit.split("/")[0]


def parts(unit: str) -> tuple[str, bool, str]:
    """A unit of a dose in its parts: `("mg", True, "h")` of `mg/kg/h`; '' without a time."""
    amount, *rest = unit.split("/")
    return amount, "kg" in rest, "".join(part for part in rest if part != "kg")


def factor(unit: str, target: str) -> Fraction:
    """How many `target` one `unit` is, exactly. Raises ValueError when the two do not measure the same thing."""
    try:
        converted = _registry().Quantity(Fraction(1), unit).to(target)
    except pint.DimensionalityError as error:
        raise ValueError(f"{unit} cannot be given in {target}") from error
    return Fraction(converted.magnitude)
