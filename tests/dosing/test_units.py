"""Units of doses: what each measures, exact factors between them, and refusals in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tandem.dosing.units import AMOUNT, KNOWN, PER_KG, PER_KG_PER_TIME, PER_TIME, dimension, factor

MEASURES = {
    PER_KG: "mg/kg mcg/kg g/kg",
    PER_KG_PER_TIME: "mg/kg/h mg/kg/min mcg/kg/h mcg/kg/min",
    PER_TIME: "mg/h mg/min g/h",
    AMOUNT: "mg g mcg",
}


def test_every_unit_measures_one_thing() -> None:
    assert {unit: dimension(unit) for unit in KNOWN} == {
        unit: measure for measure, units in MEASURES.items() for unit in units.split()
    }


@pytest.mark.parametrize(
    ("unit", "target", "times"),
    [
        ("g", "mg", "1000"),
        ("mcg", "mg", "1/1000"),
        ("g/kg", "mg/kg", "1000"),
        ("mcg/kg/min", "mg/kg/h", "6/100"),
        ("mg/kg/min", "mg/kg/h", "60"),
        ("g/h", "mg/h", "1000"),
        ("mg/min", "mg/h", "60"),
        ("mg/h", "mg/min", "1/60"),  # has no end in decimals
        ("g/h", "mg/min", "50/3"),
        ("mg/kg", "mg/kg", "1"),
    ],
)
def test_factors_are_exact(unit: str, target: str, times: str) -> None:
    assert Fraction(factor(unit, target)) == Fraction(times)


@pytest.mark.parametrize(
    ("unit", "advice"),
    [
        ("ml", "write mL for ml"),
        ("ml/kg", "write mL for ml"),
        ("cc", "write mL for cc"),
        ("ug/kg", "write mcg for ug"),
        ("µg/kg", "write mcg for µg"),  # the micro sign
        ("μg/kg/min", "write mcg for μg"),  # the Greek letter
        ("mL", "write one of: mg/kg,"),
        ("mg per kg", "write one of:"),
        ("kg", "write one of:"),
        ("MG/KG", "write one of:"),
        ("", "write one of:"),
    ],
)
def test_what_a_dose_cannot_have_is_refused_in_words(unit: str, advice: str) -> None:
    with pytest.raises(ValueError) as refused:
        dimension(unit)
    assert f"'{unit}' is not a unit of a dose" in str(refused.value)
    assert advice in str(refused.value)


@pytest.mark.parametrize(("unit", "target"), [("mg/kg", "mg"), ("mg", "mL"), ("mg/kg/h", "mg/kg"), ("mg", "kg")])
def test_kilograms_of_body_weight_are_no_grams_of_drug(unit: str, target: str) -> None:
    with pytest.raises(ValueError, match=f"{unit} cannot be given in {target}"):
        factor(unit, target)
