"""The dose engine: every figure exact, rounded once, and the same as the list of vectors says."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.dosing.engine import Figure, figures, per_gram, per_ml, show, threshold

from tests.dosing.data import magnesium, product, small
from tests.vectors.lists import Dose, doses


def name(dose: Dose) -> str:
    return f"{dose['regimen']} {dose['weight']} kg" + (f" {dose['hours']} h" if dose["hours"] else "")


@pytest.mark.parametrize("dose", doses(), ids=name)
def test_list(dose: Dose) -> None:
    weight = Decimal(dose["weight"])
    hours = Decimal(dose["hours"]) if dose["hours"] else None
    shown: dict[str, list[str]] = {}
    volumes: dict[str, list[str]] = {}
    for figure in figures(magnesium()):
        if figure.regimen != dose["regimen"] or (figure.by_hours and hours is None):
            continue
        if figure.by_product:
            for item in magnesium().products:
                volumes.setdefault(item.id, []).append(figure.show(weight, hours, item))
        else:
            shown.setdefault(figure.unit, []).append(figure.show(weight, hours))
    assert shown == dose["figures"]
    assert volumes == dose["volumes"]


def test_each_unit_of_each_regimen_has_a_low_and_a_high() -> None:
    found = [(figure.regimen, figure.unit, figure.bound) for figure in figures(magnesium())]
    units = {"loading": ["mg", "g", "mmol", "mEq", "mL", "min"], "infusion": ["mg/h", "mg", "g", "mmol", "mEq", "mL"]}
    wanted = [(regimen, unit, bound) for regimen in units for bound in ("low", "high") for unit in units[regimen]]
    assert found == wanted


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("2.0", "2"),
        ("0.5", "0.5"),
        ("1234.56", "1234.56"),
        ("2100", "2100"),
        ("0.000001", "0.000001"),
        ("100.00", "100"),
        ("0.10", "0.1"),
    ],
)
def test_exact_figures_are_shown_in_full(value: str, shown: str) -> None:
    assert show(Fraction(value), exact=True) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("0.5", "0.5"),
        ("2.0", "2"),
        ("14.05", "14.1"),  # ties go up
        ("4.245", "4.25"),
        ("4.235", "4.24"),
        ("100.5", "101"),
        ("101.5", "102"),
        ("14.04999", "14"),
        ("9.994", "9.99"),
        ("9.995", "10"),  # no zero is left over
        ("99.95", "100"),
        ("999.5", "1000"),
        ("1234.5", "1235"),  # never coarser than a whole unit
        ("123456.7", "123457"),
        ("0.04567", "0.0457"),
        ("0.0004", "0.0004"),
        ("1/3", "0.333"),
        ("200/3", "66.7"),
        ("2000/3", "667"),
    ],
)
def test_other_figures_have_three_figures_and_ties_go_up(value: str, shown: str) -> None:
    assert show(Fraction(value), exact=False) == shown


def test_what_cannot_be_shown_is_an_error() -> None:
    with pytest.raises(ValueError, match="never negative"):
        show(Fraction(-1), exact=True)
    with pytest.raises(ValueError, match="no end in decimals"):
        show(Fraction(1, 3), exact=True)


@given(st.fractions(min_value=0, max_value=10**7))
def test_a_shown_figure_is_near_and_plain(value: Fraction) -> None:
    text = show(value, exact=False)
    assert text == "0" or not text.startswith("0") or text.startswith("0.")
    assert "." not in text or text[-1] not in "0."
    error = abs(Fraction(text) - value)
    assert error <= Fraction(1, 2) * Fraction(10) ** -12 or error <= value / 200
    assert error <= Fraction(1, 2)


def test_hours_and_product_are_asked_for() -> None:
    by_unit = {(figure.regimen, figure.unit, figure.bound): figure for figure in figures(magnesium())}
    total: Figure = by_unit["infusion", "g", "high"]
    volume: Figure = by_unit["loading", "mL", "high"]
    with pytest.raises(ValueError, match="needs hours"):
        total.value(Decimal(70))
    with pytest.raises(ValueError, match="needs a product"):
        volume.value(Decimal(70))
    assert total.value(Decimal(70), Decimal(24)) == Fraction("33.6")
    assert volume.value(Decimal(70), product=product("mg-25")) == 14


def test_products_hold_what_the_rule_book_says() -> None:
    shown = {item.id: per_ml(magnesium(), item) for item in magnesium().products}
    assert shown == {
        "mg-10": "0.406",
        "mg-20": "0.811",
        "mg-25": "1.01",
        "mg-50": "2.03",
        "mg-4-premix": "0.162",
        "mg-8-premix": "0.325",
    }


def test_a_gram_holds_what_the_rule_book_says() -> None:
    assert per_gram(magnesium(), "mmol") == "4.057"
    assert per_gram(magnesium(), "mEq") == "8.115"


def test_comparisons_in_the_units_of_the_figures() -> None:
    found: list[tuple[str, float]] = [(item.regimen, float(threshold(item))) for item in magnesium().comparisons]
    assert found == [("loading", 4000), ("infusion", 2000), ("infusion", 28000)]


def test_doses_by_other_units_come_to_the_same(tmp_path: Path) -> None:
    plain = figures(small(tmp_path))
    other = small(
        tmp_path,
        ("low: 1\n    high: 2\n    unit: mg/kg\n", "low: 1000\n    high: 2000\n    unit: mcg/kg\n"),
        ("low: 3\n    high: 4\n    unit: mg/kg/h\n", "low: 50\n    high: 66.666666\n    unit: mcg/kg/min\n"),
        ("rate: 150\n  rate_unit: mg/min", "rate: 9\n  rate_unit: g/h"),
    )
    kept = [(one, two) for one, two in zip(plain, figures(other), strict=True) if one.bound == "low"]
    assert [two for _, two in kept] == [one for one, _ in kept]


def test_a_salt_with_several_ions_of_higher_charge(tmp_path: Path) -> None:
    doses = small(tmp_path, ("{symbol: X⁺, valence: 1}", "{symbol: X³⁺, per_formula: 2, valence: 3}"))
    by_unit = {(figure.unit, figure.bound): figure for figure in figures(doses) if figure.regimen == "single"}
    assert by_unit["mmol", "low"].show(Decimal(50)) == "1"
    assert by_unit["mEq", "low"].show(Decimal(50)) == "3"
    assert per_gram(doses, "mmol") == "20"
    assert per_ml(doses, doses.products[0]) == "2"
