"""Units of doses: what each measures, exact factors between them, and refusals in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tandem.dosing.units import DOSES, Measure, factor, known, measure

AMOUNTS = {
    "mg": "mass",
    "g": "mass",
    "mcg": "mass",
    "units": "units of activity",
    "mmol": "amount of ion",
    "mEq": "charge",
    "mL": "volume",
}
# What stands after the amount: by weight, by time, by day.
REST = {
    "": (False, False, False),
    "/kg": (True, False, False),
    "/h": (False, True, False),
    "/min": (False, True, False),
    "/day": (False, False, True),
    "/kg/h": (True, True, False),
    "/kg/min": (True, True, False),
    "/kg/day": (True, False, True),
}


def test_a_dose_has_one_of_these_units_and_each_measures_one_thing() -> None:
    wanted = {amount + rest: Measure(of, *by) for amount, of in AMOUNTS.items() for rest, by in REST.items()}
    assert {unit: measure(unit) for unit in DOSES} == wanted
    assert len(DOSES) == 56


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
        ("units/min", "units/h", "60"),
        ("mL/kg/min", "mL/kg/h", "60"),
        ("h", "min", "60"),
        ("mcg/mL", "mg/mL", "1/1000"),
    ],
)
def test_factors_are_exact(unit: str, target: str, times: str) -> None:
    assert factor(unit, target) == Fraction(times)


@pytest.mark.parametrize(
    ("unit", "advice"),
    [
        ("ml", "write mL"),
        ("ml/kg", "write mL/kg"),
        ("cc", "write mL"),
        ("ug/kg", "write mcg/kg"),
        ("µg/kg", "write mcg/kg"),  # the micro sign
        ("μg/kg/min", "write mcg/kg/min"),  # the Greek letter
        ("IU/kg", "write units/kg"),
        ("U/kg/hr", "write units/kg/h"),
        ("meq/kg", "write mEq/kg"),
        ("mg/KG/minute", "write mg/kg/min"),
        ("grams", "write g"),
        ("mg per kg", "write an amount (mg, g, mcg, units, mmol, mEq, mL), then /kg"),
        ("kg", "write an amount"),
        ("mg/h/kg", "write an amount"),
        ("mg/d", "write mg/day"),
        ("mg/kg/24h", "write mg/kg/day"),
        ("mg/week", "write an amount"),
        ("MG/KG", "write an amount"),
        ("mg/kg/", "write an amount"),
        ("mg ", "write an amount"),
        ("mg**2", "write an amount"),
        ("", "write an amount"),
    ],
)
def test_what_a_dose_cannot_have_is_refused_in_words(unit: str, advice: str) -> None:
    with pytest.raises(ValueError) as refused:
        measure(unit)
    what, _, fix = str(refused.value).partition(" | ")
    assert what == f"'{unit}' is not a unit of a dose"
    assert fix.startswith(advice)


def test_other_lists_of_units_are_held_to_in_the_same_words() -> None:
    assert known("mg/mL", ("mg/mL", "mcg/mL"), "a strength") == "mg/mL"
    for unit, fix in (("mg/ml", "write mg/mL"), ("g/mL", "write mg/mL or mcg/mL")):
        with pytest.raises(ValueError, match=f"^'{unit}' is not a unit of a strength \\| {fix}$"):
            known(unit, ("mg/mL", "mcg/mL"), "a strength")


@pytest.mark.parametrize(
    ("unit", "target"),
    [
        ("mg/kg", "mg"),
        ("mg", "mL"),
        ("mg/kg/h", "mg/kg"),
        ("mg", "kg"),
        ("mmol", "mEq"),
        ("units", "mg"),
        ("mg/day", "mg/h"),
    ],
)
def test_kilograms_of_body_weight_are_no_grams_of_drug_and_no_kind_of_amount_is_another(unit: str, target: str) -> None:
    with pytest.raises(ValueError, match=f"{unit} cannot be given in {target}"):
        factor(unit, target)
