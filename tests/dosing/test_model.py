"""doses.yml: each mistake is named at its line, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dosing.data import changed, magnesium, read, small

# What is changed in the small file, the line of the problem, what is wrong, and the fix.
MISTAKES: dict[str, tuple[tuple[str, str], int, str, str]] = {
    "a word for a number": (
        ("molar_mass: 100", "molar_mass: heavy"), 5, "'heavy' is not a number", "write plain digits with a point"),
    "a comma": (("molar_mass: 100", 'molar_mass: "1,5"'), 5, "'1,5' is not a number", "such as 0.5"),
    "an exponent": (("molar_mass: 100", "molar_mass: 1e3"), 5, "'1e3' is not a number", "plain digits"),
    "a truth for a number": (("molar_mass: 100", "molar_mass: true"), 5, "'True' is not a number", "plain digits"),
    "seven decimals": (("molar_mass: 100", "molar_mass: 1.1234567"), 5, "is not a number", "plain digits"),
    "zero": (("molar_mass: 100", "molar_mass: 0"), 5, "the number is zero", "write a number above zero"),
    "a negative number": (("molar_mass: 100", "molar_mass: -1"), 5, "'-1' is not a number", "plain digits"),
    "no citation": (("  molar_mass: 100\n  ion: {symbol: X⁺, valence: 1}\n  cite: [a]", "  molar_mass: 100\n"
        "  ion: {symbol: X⁺, valence: 1}\n  cite: []"), 7, "'drug.cite'", "write at least one"),
    "a missing citation": (("  ion: {symbol: X⁺, valence: 1}\n  cite: [a]", "  ion: {symbol: X⁺, valence: 1}"),
        1, "'drug.cite' is missing", "add `cite: …`"),
    "a charge of nine": (("valence: 1", "valence: 9"), 6, "must be at most 4", "correct the number"),
    "no ion in a formula": (("valence: 1", "valence: 1, per_formula: 0"), 6, "must be at least 1", "correct"),
    "markup in a name": (("en: a drug", "en: <b>a drug</b>"), 2, "markup in a text", "write plain text"),
    "one language only": (("{zh: 药, en: a drug}", "{zh: 药}"), 2, "'drug.name' has no text in 'en'", "add `en: …`"),
    "weights out of order": (("min: 30", "min: 50"), 8, "the weights are out of order", "min ≤ confirm_below <"),
    "an empty confirm band": (("confirm_above: 120", "confirm_above: 40"), 8, "the weights are out of order", "min ≤"),
    "a table under the lowest weight": (
        ("first: 40", "first: 20"), 8, "the table's weights are out of order", "min ≤ first < last ≤ max"),
    "a table over the highest weight": (
        ("last: 120", "last: 210"), 8, "the table's weights are out of order", "min ≤ first < last ≤ max"),
    "a table that misses its end": (
        ("step: 10", "step: 30"), 8, "the table's last weight is not reached", "choose a step that divides"),
    "an unusual example": (
        ("example: 70", "example: 130"), 8, "the example weight would have to be confirmed", "inside the confirm band"),
    "hours out of order": (
        ("hours: {min: 1, max: 24}", "hours: {min: 24, max: 1}"), 31, "the hours are out of order", "min < max"),
    "low above high": (("low: 1\n", "low: 3\n"), 16, "low (3) is above high (2)", "exchange the two"),
    "a dose not by weight": (("unit: mg/kg\n", "unit: mg\n"), 16, "'mg' is not a dose by weight", "write mg/kg, or"),
    "hours with a single dose": (("unit: mg/kg/h\n", "unit: mg/kg\n"), 24, "`hours` and a unit by time", "give both"),
    "an infusion without hours": (
        ("    hours: {min: 1, max: 24}\n", ""), 24, "`hours` and a unit by time go together", "give both"),
    "a unit that is none": (("unit: mg/kg\n", "unit: ug/kg\n"), 20, "'ug/kg' is not a unit", "write mcg for ug"),
    "an id with capitals": (("id: single", "id: Single"), 16, "'Single' is not an id", "use small Latin letters"),
    "a percentage that does not agree": (
        ("strength: 100", "strength: 250"), 34, "10% is 100 mg/mL, not 250", "correct one of the two"),
    "a container that does not agree": (
        ("mass: 1}", "mass: 2.5}"), 34, "10 mL hold 1 g, not 2.5", "correct the container"),
    "a limit that is no rate": (("rate_unit: mg/min", "rate_unit: mg"), 40, "'mg' is not a rate", "write mg/min"),
    "a comparison with no regimen": (
        ("- regimen: single", "- regimen: other"), 1, "a comparison names no regimen: 'other'",
        "write one of: single, drip"),
    "a rate compared with a single dose": (
        ("above: 4\n    unit: g\n", "above: 4\n    unit: g/h\n"), 1, "a comparison in 'g/h' does not fit 'single'",
        "write g, or g/h"),
    "a dose by weight as a comparison": (
        ("above: 4\n    unit: g\n", "above: 4\n    unit: mg/kg\n"), 1, "in 'mg/kg' does not fit 'single'", "write g"),
    "two regimens of one name": (
        ("id: drip", "id: single"), 1, "the regimen 'single' stands here twice", "give one of the two another id"),
    "no regimen": (
        (changed().split("regimens:\n")[1].split("products:")[0], "  []\n"),
        15, "'regimens' is empty", "write at least one"),
    "a key that nobody reads": (("above: 4", "within: 24\n    above: 4"), 48, "unknown key", "write one of"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake(mistake: str, tmp_path: Path) -> None:
    change, line, what, fix = MISTAKES[mistake]
    doses, problems = read(tmp_path, changed(change))
    assert doses is None or mistake == "one language only"
    (problem,) = problems
    assert problem.path == "doses.yml"
    assert what in problem.what
    assert fix in problem.fix
    assert problem.line == line


def test_two_products_of_one_name(tmp_path: Path) -> None:
    one = changed().split("products:\n")[1].split("limits:")[0]
    doses, (problem,) = read(tmp_path, changed((one, one * 2)))
    assert doses is None
    assert problem.what == "the product 'ten' stands here twice"


def test_the_small_file_is_right(tmp_path: Path) -> None:
    doses = small(tmp_path)
    assert doses.weight.table.weights == [40, 50, 60, 70, 80, 90, 100, 110, 120]
    assert [regimen.by_time for regimen in doses.regimens] == [False, True]
    assert doses.regimen("drip") is doses.regimens[1]
    assert doses.regimen("other") is None


def test_numbers_are_exact(tmp_path: Path) -> None:
    doses = small(tmp_path, ("low: 1\n", "low: 0.1\n"))
    assert str(doses.regimens[0].low) == "0.1"


def test_the_tutorial_has_the_numbers_of_the_rule_book() -> None:
    doses = magnesium()
    assert str(doses.drug.molar_mass) == "246.47"
    assert doses.drug.ion.valence == 2
    weight = doses.weight
    assert [str(item) for item in (weight.min, weight.confirm_below, weight.confirm_above, weight.max)] == [
        *("30", "40", "120", "200")
    ]
    assert [(item.id, str(item.low), str(item.high), item.unit) for item in doses.regimens] == [
        ("loading", "30", "50", "mg/kg"),
        ("infusion", "6", "20", "mg/kg/h"),
    ]
    assert (str(doses.limits.rate), doses.limits.rate_unit, str(doses.limits.concentration)) == ("150", "mg/min", "20")
    assert {item.id: (str(item.percent), str(item.strength)) for item in doses.products} == {
        "mg-10": ("10", "100"),
        "mg-20": ("20", "200"),
        "mg-25": ("25", "250"),
        "mg-50": ("50", "500"),
        "mg-4-premix": ("4", "40"),
        "mg-8-premix": ("8", "80"),
    }
    held = {
        item.id: (str(item.container.volume), str(item.container.mass)) for item in doses.products if item.container
    }
    assert held == {"mg-10": ("10", "1"), "mg-25": ("10", "2.5"), "mg-50": ("10", "5")}
