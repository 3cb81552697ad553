"""Corners of the engine that mutation testing found untried."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tandem.dosing.engine import figures, notes, per_ml, show, too_fast

from tests.dosing.data import small

DOSE = "    low: 1\n    high: 2\n    unit: mg/kg\n"
VOLUME = "    low: 0.5\n    high: 1\n    unit: mL/kg\n    product: ten\n    over: {low: 10, high: 20, unit: min}\n"
LIMITS = "  rate: 150\n  rate_unit: mg/min\n"


def test_a_volume_given_over_a_time_has_a_rate_in_its_own_unit(tmp_path: Path) -> None:
    doses = small(tmp_path, (DOSE, VOLUME))
    rates = {item.bound: item.show(Decimal(70)) for item in figures(doses) if item.unit == "mL/min"}
    assert rates == {"low": "1.75", "high": "7"}  # 35 mL over 20 min, 70 mL over 10 min


def test_a_volume_given_over_a_time_is_held_against_the_label_by_its_mass(tmp_path: Path) -> None:
    faster = too_fast(doses := small(tmp_path, (DOSE, VOLUME)), doses.regimens[0], 0)
    assert faster is not None
    assert faster.value(Decimal(15)) == 1  # 15 mL of 100 mg/mL over 10 min are 150 mg/min


def test_a_label_without_a_rate_calls_nothing_too_fast(tmp_path: Path) -> None:
    doses = small(tmp_path, (DOSE, f"{DOSE}    over: {{time: 1, unit: min}}\n"), (LIMITS, ""))
    assert all(too_fast(doses, regimen, 0) is None for regimen in doses.regimens)
    assert not [item for item in figures(doses) if item.unit == "min"]


def test_notes_are_those_that_something_typed_can_pass(tmp_path: Path) -> None:
    # 200 kg × 2 mg/kg are 400 mg; the drip's 200 kg × 4 mg/kg/h never come to 150 mg/min.
    for above, passed in (("0.4", False), ("0.39", True)):
        doses = small(tmp_path, ("above: 4\n", f"above: {above}\n"))
        assert [bool(list(notes(doses, regimen, 0))) for regimen in doses.regimens] == [passed, False]


def test_a_total_is_held_against_the_longest_infusion(tmp_path: Path) -> None:
    # 200 kg × 4 mg/kg/h × 24 h are 19.2 g.
    for above, passed in (("19.2", False), ("19.1", True)):
        doses = small(tmp_path, ("- regimen: single\n    above: 4\n", f"- regimen: drip\n    above: {above}\n"))
        assert bool(list(notes(doses, doses.regimens[1], 0))) == passed


def test_the_last_place_is_rounded_like_any_other() -> None:
    assert show(Fraction(5, 10**13), exact=False) == "0.000000000001"
    assert show(Fraction(4, 10**13), exact=False) == "0"


def test_an_infusion_is_held_against_the_label_by_the_hour(tmp_path: Path) -> None:
    drip = small(tmp_path, ("high: 4\n", "high: 45\n")).regimens[1]
    faster = too_fast(small(tmp_path, ("high: 4\n", "high: 45\n")), drip, 0)
    assert faster is not None
    assert faster.value(Decimal(200)) == 1  # 200 kg × 45 mg/kg/h are 150 mg/min


def test_a_maximum_a_rate_and_a_comparison_are_noted_together(tmp_path: Path) -> None:
    maximum = "    maximum: {amount: 350, unit: mg, where: {zh: 某地, en: somewhere}, cite: [a]}\n"
    doses = small(
        tmp_path, (DOSE, f"{DOSE}{maximum}    over: {{time: 1, unit: min}}\n"), ("above: 4\n", "above: 0.3\n")
    )
    kinds = [type(against).__name__ for _, against in notes(doses, doses.regimens[0], 0)]
    assert kinds == ["Maximum", "Limits", "Comparison"]


def test_a_maximum_in_a_volume_means_the_regimens_product(tmp_path: Path) -> None:
    maximum = "    maximum: {amount: 50, unit: mL, where: {zh: 某地, en: somewhere}, cite: [a]}\n"
    doses = small(tmp_path, (DOSE, f"{VOLUME}{maximum}"))
    most = {
        item.unit: item.show(Decimal(100))
        for item in figures(doses)
        if item.bound == "high" and not (item.by_hours or item.by_product)
    }
    assert (most["mL"], most["mg"], most["mmol"]) == ("50", "5000", "50")  # not 100 mL, and 100 g/mol


MAGNESIUM = ("formula: CrO₃\n  molar_mass: 100", "formula: MgSO₄·7H₂O\n  molar_mass: 246.47")


def test_a_products_ions_are_rounded_as_the_file_declares(tmp_path: Path) -> None:
    rounding = ("weight:\n", "rounding: {significant: 2}\nweight:\n")
    doses = small(tmp_path, rounding, MAGNESIUM)
    assert per_ml(doses, doses.products[0]) == "0.41"


def test_a_regimen_in_a_volume_names_its_product(tmp_path: Path) -> None:
    doses = small(tmp_path, (DOSE, VOLUME))
    assert [doses.product_of(regimen) for regimen in doses.regimens] == [doses.products[0], None]
