"""What becomes of an answer that is a number with its unit, worked out a second time; one list for both languages.

UPDATE_VECTORS=1 writes sums.json anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

SLIPS = (10, 100, 1000)


@dataclass(frozen=True)
class Case:
    """What is asked for, what it comes to in each unit with what that measures, and the range's other end."""

    asked: str
    units: dict[str, tuple[str, Fraction]]
    other: Fraction | None = None
    strength: str = ""
    figures: int = 3

    @property
    def right(self) -> Fraction:
        return self.units[self.asked][1]

    def for_script(self) -> dict[str, Any]:
        def pair(value: Fraction) -> list[str]:
            return [str(value.numerator), str(value.denominator)]

        units = [{"unit": unit, "of": of, "value": pair(value)} for unit, (of, value) in self.units.items()]
        other = pair(self.other) if self.other is not None else None
        found = {"asked": self.asked, "units": units, "other": other, "strength": self.strength}
        return {**found, "figures": self.figures}


def magnesium(weight: int, dose: int, other: int, asked: str, per_ml: int = 250) -> Case:
    """An invented case of a loading dose of magnesium sulfate, in mg/kg."""
    mg = Fraction(weight * dose)
    units = {
        "mg": ("mass", mg),
        "g": ("mass", mg / 1000),
        "mmol": ("amount of ion", mg / Fraction("246.47")),
        "mEq": ("charge", 2 * mg / Fraction("246.47")),
        "mL": ("volume", mg / per_ml),
    }
    return Case(asked, units, units[asked][1] * other / dose, f"{per_ml} mg/mL")


CASES = {
    "volume": magnesium(65, 30, 50, "mL"),
    "volume of 10%": magnesium(40, 30, 50, "mL", 100),
    "grams": magnesium(65, 50, 30, "g"),
    "ion": magnesium(70, 30, 50, "mmol"),
    "milligrams": magnesium(115, 50, 30, "mg"),
    "a fine rate": Case(
        "mcg/h", {"mcg/h": ("mass", Fraction(1, 3)), "mg/h": ("mass", Fraction(1, 3000))}, strength="", figures=2
    ),
}
ANSWERS = {
    "volume": (
        "7.8 mL", "7.80 mL", "7.81 mL", "7.79 mL", "8 mL", "7.9 mL", "7.8 mg", "7.8 g", "1950 mL", "1950 mg", "1.95 g",
        "1.95 mL", "78 mL", "0.78 mL", "780 mL", "7800 mL", "0.0078 mL", "13 mL", "15.82 mEq", "7.91 mmol", "0 mL",
        "7.91 mL", "15.8 mL", "1950 g", "1 mL", "999999.9999 mL", "7.8001 mL", "19.5 mL", "3.9 mL",
    ),
    "volume of 10%": ("12 mL", "1.2 mL", "120 mL", "1200 mL", "12.0 mL", "12 g", "20 mL", "4.8 mL", "12000 mL"),
    "grams": (
        "3.25 g", "3250 mg", "3.3 g", "3.2 g", "3 g", "3250 g", "3.25 mg", "13 mL", "13 g", "13.2 mmol", "26.4 mEq",
        "1.95 g", "0.00325 g", "0.0033 g", "32.5 g", "0.325 g", "3.251 g", "3.25 mL", "3250 mL", "26.4 g",
    ),
    "ion": (
        "8.52 mmol", "8.5 mmol", "8.53 mmol", "8.5197 mmol", "8.5203 mmol", "8.520 mmol", "17.04 mmol", "17.04 mEq",
        "8.52 mEq", "2.1 g", "2.1 mmol", "85.2 mmol", "14.2 mmol", "9 mmol", "4.26 mmol", "8.54 mmol", "8.529 mmol",
    ),
    "milligrams": ("5750 mg", "5.75 g", "5.75 mg", "5750 g", "5750.5 mg", "5800 mg", "5751 mg", "57500 mg", "3450 mg"),
    "a fine rate": ("0.33 mcg/h", "0.34 mcg/h", "0.3 mcg/h", "0.3333 mcg/h", "0.33 mg/h", "0.0003 mg/h", "3.3 mcg/h"),
}  # fmt: skip


def places(value: Fraction, figures: int) -> int:
    """How many decimals show so many figures, and never less than a whole unit."""
    return next(count for count in range(13) if value * 10**count >= 10 ** (figures - 1) or count == 12)


def is_near(text: str, value: Fraction, figures: int) -> bool:
    written = -int(Decimal(text).as_tuple().exponent)
    least = places(value, figures)
    return abs(Fraction(text) - value) < Fraction(1, 10 ** (least + 1 if written > least else least))


def is_coarse(text: str, value: Fraction) -> bool:
    written = -int(Decimal(text).as_tuple().exponent)
    return Fraction(text) > 0 and abs(Fraction(text) - value) <= Fraction(1, 2 * 10**written)


def judged(case: Case, text: str, unit: str) -> str:
    """What became of it: "right", the key of what is said of a slip, or "" for any other number."""
    of, value = case.units[unit]
    wanted = case.units[case.asked][0]
    if is_near(text, value, case.figures):
        return "right" if of == wanted else "amount"
    if of == wanted and is_coarse(text, value):
        return "coarse"
    if unit != case.asked and is_near(text, case.right, case.figures):
        return "of_unit"
    others = (name for name, (_, one) in case.units.items() if name != unit and is_near(text, one, case.figures))
    mixed = next(others, "")
    if mixed and case.units[mixed][0] != of:
        return "volume" if of == wanted and case.strength and unit.startswith("mL") else "mixed"
    for times in SLIPS:
        end = "_1000" if times == 1000 else ""
        if is_near(text, value * times, case.figures):
            return f"over{end}"
        if is_near(text, value / times, case.figures):
            return f"under{end}"
    at_end = case.other is not None and unit == case.asked and is_near(text, case.other, case.figures)
    return "end" if at_end else ""


def every_vector() -> Iterator[dict[str, str]]:
    """Each answer to each case, and what becomes of it."""
    for name, case in CASES.items():
        for answer in ANSWERS[name]:
            text, unit = answer.split()
            if len(text.partition(".")[2]) <= 4:
                yield {"case": name, "answer": text, "unit": unit, "judged": judged(case, text, unit)}
