"""The dose engine: every figure exact, rounded once, and the same as the list of vectors says."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.dosing.engine import (
    Figure,
    capped,
    crossing,
    figures,
    in_full,
    per_gram,
    per_ml,
    plain,
    show,
    shown_in,
    strength,
    threshold,
    too_fast,
)
from tandem.dosing.model import Doses

from tests.dosing.data import changed, fictional, magnesium, product, small
from tests.vectors.lists import Case, Dose, called, cases, doses

Shown = tuple[dict[str, list[str]], dict[str, list[str]]]


def shown(drug: Doses, dose: Dose, band: int) -> Shown:
    """The figures of one band of a regimen as they are shown, and its volume by product."""
    weight = Decimal(dose["weight"])
    hours = Decimal(dose["hours"]) if dose["hours"] else None
    found: dict[str, list[str]] = {}
    volumes: dict[str, list[str]] = {}
    for figure in figures(drug):
        if (figure.regimen, figure.band) != (dose["regimen"], band) or (figure.by_hours and hours is None):
            continue
        if figure.by_product:
            for item in drug.products:
                volumes.setdefault(item.id, []).append(figure.show(weight, hours, item))
        else:
            found.setdefault(figure.unit, []).append(figure.show(weight, hours))
    return found, volumes


@pytest.mark.parametrize("dose", doses(), ids=called)
def test_calculation_1_list(dose: Dose) -> None:
    assert shown(magnesium(), dose, 0) == (dose["figures"], dose["volumes"])


def notes(drug: Doses, case: Case, band: int) -> set[str]:
    """Which notes stand beside a result: each where its part is above 1."""
    regimen = drug.regimen(case["regimen"])
    assert regimen is not None
    compared = [item for item in drug.comparisons if item.regimen == regimen.id]
    parts: dict[str, Figure | None] = {
        "maximum": capped(drug, regimen, band),
        "too fast": too_fast(drug, regimen, band),
        **{str(number): crossing(drug, regimen, band, item) for number, item in enumerate(compared)},
    }
    hours = Decimal(case["hours"]) if case["hours"] else None
    return {
        name
        for name, part in parts.items()
        if part and not (part.by_hours and hours is None) and part.value(Decimal(case["weight"]), hours) > 1
    }


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['drug']} {called(case)} {case['age']}".strip())
def test_calculation_1_list_of_fictional_drugs(case: Case) -> None:
    drug = fictional(case["drug"])
    regimen = drug.regimen(case["regimen"])
    assert regimen is not None
    held = [
        index
        for index, band in enumerate(regimen.all_bands)
        if band.weights[0] <= Decimal(case["weight"]) < band.weights[1] and band.group in (None, case["age"])
    ]
    assert held == ([] if case["band"] is None else [case["band"]])
    for index in held:
        assert shown(drug, case, index) == (case["figures"], case["volumes"])
        assert notes(drug, case, index) == set(case["notes"])


def test_each_unit_of_each_regimen_has_a_low_and_a_high() -> None:
    found = [(figure.regimen, figure.unit, figure.bound) for figure in figures(magnesium())]
    units = {"loading": ["mg", "g", "mmol", "mEq", "mL", "min"], "infusion": ["mg/h", "g", "mmol", "mEq", "mL"]}
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


@pytest.mark.parametrize(
    ("value", "down", "up"),
    [
        ("14.05", "14", "14.1"),
        ("23.3333", "23.3", "23.4"),
        ("14.00001", "14", "14.1"),
        ("14", "14", "14"),
        ("9.999", "9.99", "10"),
        ("99.91", "99.9", "100"),
        ("999.9", "999", "1000"),
        ("1234.1", "1234", "1235"),
        ("0.04567", "0.0456", "0.0457"),
        ("0", "0", "0"),
    ],
)
def test_rounding_to_the_safe_side(value: str, down: str, up: str) -> None:
    assert show(Fraction(value), exact=False, way="down") == down
    assert show(Fraction(value), exact=False, way="up") == up


@given(st.fractions(min_value=0, max_value=10**7), st.integers(min_value=2, max_value=6))
def test_down_is_never_more_and_up_never_less(value: Fraction, significant: int) -> None:
    down, up = (Fraction(show(value, exact=False, significant=significant, way=way)) for way in ("down", "up"))
    assert down <= value <= up
    assert up - down <= max(value / 10 ** (significant - 1), Fraction(1, 10**12))
    assert up - down <= 1


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


def ways(doses: Doses, regimen: str) -> dict[tuple[str, str], str]:
    return {(item.unit, item.bound): item.way for item in figures(doses) if item.regimen == regimen}


def test_what_is_held_to_a_limit_is_rounded_to_the_safe_side(tmp_path: Path) -> None:
    """Times up; upper ends, and all that a maximum or a label's rate holds, down; other lower ends to the nearest."""
    doses = small(tmp_path)
    amounts = {(unit, "low"): "nearest" for unit in ("mg", "mmol", "mEq", "mL")}
    amounts |= {("mg", "high"): "down", ("mL", "high"): "down", ("mmol", "high"): "nearest", ("mEq", "high"): "nearest"}
    assert ways(doses, "single") == amounts | {("min", "low"): "up", ("min", "high"): "up"}
    rates = {("mg/h", "low"): "down", ("mg/h", "high"): "down"}
    assert ways(doses, "drip") == amounts | rates
    unlimited = small(tmp_path, ("  rate: 150\n  rate_unit: mg/min\n", ""))
    assert ways(unlimited, "drip") == amounts | {("mg/h", "low"): "nearest", ("mg/h", "high"): "down"}
    maximum = "    maximum: {amount: 100, unit: mg, where: {zh: 某地, en: somewhere}, cite: [a]}\n"
    capped_at = ways(small(tmp_path, (SINGLE, SINGLE + maximum)), "single")
    assert {way for (unit, _), way in capped_at.items() if unit != "min"} == {"down"}
    single_figure = ways(small(tmp_path, (SINGLE, "    dose: 1\n    unit: mg/kg\n")), "single")
    assert {way for (unit, _), way in single_figure.items() if unit in ("mg", "mL")} == {"down"}
    assert {way for (unit, _), way in single_figure.items() if unit in ("mmol", "mEq")} == {"nearest"}


def test_a_range_is_never_upside_down(tmp_path: Path) -> None:
    """1.06 to 1.09 mg in two figures: to the nearest the lower end would be 1.1, the upper one down is 1."""
    near = small(
        tmp_path,
        (SINGLE, "    low: 1.06\n    high: 1.09\n    unit: mg/kg\n"),
        ("weight:\n", ROUGH),
        ("min: 30", "min: 1"),
    )
    assert [item.show(Decimal(1)) for item in single(near, "mg")] == ["1", "1"]


ROUGH = "rounding: {significant: 2}\nweight:\n"


def test_doses_of_a_day_are_parted_into_the_most_and_the_fewest(tmp_path: Path) -> None:
    day = "    low: 30\n    high: 60\n    unit: mg/kg/day\n    divided: {low: 3, high: 4}\n    show: [g/day, mg]\n"
    doses = small(tmp_path, (SINGLE, day), ("above: 4\n    unit: g\n", "above: 4\n    unit: g/day\n"))
    wanted = {"g/day": ("2.1", "4.2"), "mg": ("525", "1400"), "mmol": ("5.25", "14"), "min": ("3.5", "9.34")}
    for unit, ends in wanted.items():
        assert tuple(item.show(Decimal(70)) for item in single(doses, unit)) == ends
    part = crossing(doses, doses.regimens[0], 0, doses.comparisons[0])
    assert [part.value(Decimal(kg)) > 1 for kg in ("66.66", "66.67")] == [False, True]  # 60 mg/kg of a day: 4 g
    of_one = small(tmp_path, (SINGLE, day), ("above: 4\n", "above: 1\n"))
    part = crossing(of_one, of_one.regimens[0], 0, of_one.comparisons[0])
    assert [part.value(Decimal(kg)) > 1 for kg in ("50", "50.01")] == [False, True]  # 20 mg/kg of one dose: 1 g


def test_the_maximum_of_a_day_caps_the_day(tmp_path: Path) -> None:
    maximum = "    maximum: {amount: 3, unit: g/day, where: {zh: 某地, en: somewhere}, cite: [a]}\n"
    day = f"    dose: 60\n    unit: mg/kg/day\n    divided: {{into: 3}}\n{maximum}"
    doses = small(tmp_path, (SINGLE, day), COMPARED)
    _, whole = single(doses, "mg/day")
    _, dose = single(doses, "mg")
    assert [whole.show(Decimal(kg)) for kg in ("40", "50", "60")] == ["2400", "3000", "3000"]
    assert [dose.show(Decimal(kg)) for kg in ("40", "50", "60")] == ["800", "1000", "1000"]
    part = capped(doses, doses.regimens[0], 0)
    assert part is not None
    assert [part.value(Decimal(kg)) > 1 for kg in ("50", "50.01")] == [False, True]


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
    found = [(item.regimen, threshold(magnesium(), item)) for item in magnesium().comparisons]
    of_infusion = [("infusion", Fraction(amount)) for amount in (2000, 24000, 28000)]
    assert found == [("loading", Fraction(4000)), *of_infusion]
    assert [threshold(fictional("triphosol"), item) for item in fictional("triphosol").comparisons] == [
        Fraction("310.18") / 3 * 15,
        Fraction("310.18") / 3 * 100,
    ]


def test_doses_by_other_units_come_to_the_same(tmp_path: Path) -> None:
    same = ("low: 3\n", "low: 3\n    show: [mg/h, mg]\n")
    one = figures(small(tmp_path, ("low: 1\n", "low: 1\n    show: [mg]\n"), same))
    other = figures(
        small(
            tmp_path,
            (
                "low: 1\n    high: 2\n    unit: mg/kg\n",
                "low: 1000\n    high: 2000\n    unit: mcg/kg\n    show: [mg]\n",
            ),
            (
                "low: 3\n    high: 4\n    unit: mg/kg/h\n",
                "low: 50\n    high: 66.666666\n    unit: mcg/kg/min\n    show: [mg/h, mg]\n",
            ),
            ("rate: 150\n  rate_unit: mg/min", "rate: 9\n  rate_unit: g/h"),
        )
    )
    kept = [(a, b) for a, b in zip(one, other, strict=True) if (a.regimen, a.bound) != ("drip", "high")]
    assert len(kept) == 2 * 5 + 5  # mg, mmol, mEq, mL and min; and the low end of mg/h, mg, mmol, mEq and mL
    assert [b for _, b in kept] == [a for a, _ in kept]


@pytest.mark.parametrize(
    ("unit", "product", "show", "wanted"),
    [
        ("mg/kg", "", [], ["mg"]),
        ("mcg/kg/min", "", [], ["mcg/min", "mcg"]),
        ("mmol/kg/h", "", [], ["mmol/h", "mmol"]),
        ("g", "", [], ["g"]),
        ("mEq/h", "", [], ["mEq/h", "mEq"]),
        ("mL/kg", "ten", [], ["mL", "mg"]),
        ("mL/kg/h", "ten", [], ["mL/h", "mg/h", "mg"]),
        ("mg/kg", "", ["mg", "g", "mmol"], ["mg", "g", "mmol"]),
        ("mg/kg/day", "", [], ["mg/day", "mg"]),
        ("mL/kg/day", "ten", [], ["mL/day", "mg/day", "mg"]),
        ("g/day", "", ["g/day", "mg", "g"], ["g/day", "mg", "g"]),
    ],
)
def test_units_of_a_result(tmp_path: Path, unit: str, product: str, show: list[str], wanted: list[str]) -> None:
    """The file's own in their order; without them the dose's without /kg, and for a volume what it holds."""
    more = f"    product: {product}\n" if product else ""
    more += f"    show: [{', '.join(show)}]\n" if show else ""
    more += "    hours: {min: 1, max: 24}\n" if unit.endswith(("h", "min")) else ""
    more += "    divided: {into: 2}\n" if unit.endswith("day") else ""
    more += "    weight: {from: 30}\n" if "/kg" not in unit else ""
    doses = small(tmp_path, ("    unit: mg/kg\n", f"    unit: {unit}\n{more}"), COMPARED)
    assert shown_in(doses, doses.regimens[0]) == wanted


COMPARED = (changed()[changed().index("comparisons:") : changed().index("labels:")], "")


def single(doses: Doses, unit: str) -> tuple[Figure, Figure]:
    """Low and high of the regimen `single` in one unit, which is not a product's volume."""
    low, high = (
        next(
            item for item in figures(doses)
            if (item.regimen, item.unit, item.bound, item.by_product) == ("single", unit, bound, False)
        )
        for bound in ("low", "high")
    )  # fmt: skip
    return low, high


SINGLE = "    low: 1\n    high: 2\n    unit: mg/kg\n"


def test_a_maximum_caps_before_anything_is_worked_out_of_it(tmp_path: Path) -> None:
    """2 mg/kg stop at 140.7 mg, at 70.35 kg: g, mmol, mEq, mL, min and the rate over a time follow it exactly."""
    maximum = "    maximum: {amount: 0.1407, unit: g, where: {zh: 某地, en: somewhere}, cite: [a]}\n"
    over = "    over: {low: 5, high: 20, unit: min}\n"
    doses = small(tmp_path, (SINGLE, f"{SINGLE}    show: [mg, g]\n{maximum}{over}"))
    wanted = {"mg": "140.7", "g": "0.1407", "mmol": "1.407", "mEq": "1.407", "min": "0.938", "mg/min": "28.14"}
    for unit, value in wanted.items():
        below, at, above, far = (single(doses, unit)[1].value(Decimal(kg)) for kg in ("70.34", "70.35", "70.36", "200"))
        assert below == Fraction(value) * Fraction("140.68") / Fraction("140.7")
        assert at == above == far == Fraction(value)
    regimen = doses.regimens[0]
    part = capped(doses, regimen, 0)
    assert part is not None
    assert [part.value(Decimal(kg)) > 1 for kg in ("70.34", "70.35", "70.36")] == [False, False, True]
    volume = next(item for item in figures(doses) if item.by_product and item.bound == "high")
    assert volume.value(Decimal(100), product=doses.products[0]) == Fraction("1.407")


def test_a_fixed_dose_ignores_the_weight(tmp_path: Path) -> None:
    doses = small(tmp_path, ("unit: mg/kg\n", "unit: mg\n    weight: {from: 30}\n"))
    for unit, value in {"mg": "2", "mmol": "0.02", "min": "1/75"}.items():
        high = single(doses, unit)[1]
        assert {high.value(Decimal(kg)) for kg in ("30", "70.01", "200")} == {Fraction(value)}


def test_a_rate_over_a_time_is_lowest_over_the_longest_and_highest_over_the_shortest(tmp_path: Path) -> None:
    doses = small(tmp_path, (SINGLE, f"{SINGLE}    over: {{low: 10, high: 20, unit: min}}\n"))
    low, high = single(doses, "mg/min")
    assert (low.value(Decimal(70)), high.value(Decimal(70))) == (Fraction("3.5"), Fraction(14))


def test_a_rate_is_too_fast_strictly_above_the_labels(tmp_path: Path) -> None:
    """2 mg/kg in 0.5 min at 37.5 kg are 150 mg/min, the label's own rate; in hours the same."""
    for over in ("time: 0.5, unit: min", "low: 0.008333, high: 1, unit: h"):
        doses = small(tmp_path, (SINGLE, f"{SINGLE}    over: {{{over}}}\n"))
        part = too_fast(doses, doses.regimens[0], 0)
        assert part is not None
        assert [part.value(Decimal(kg)) > 1 for kg in ("37.49", "37.51")] == [False, True]
    doses = small(tmp_path, (SINGLE, f"{SINGLE}    over: {{time: 0.5, unit: min}}\n"))
    part = too_fast(doses, doses.regimens[0], 0)
    assert part is not None
    assert part.value(Decimal("37.5")) == 1
    assert too_fast(magnesium(), magnesium().regimens[0], 0) is None


def test_a_comparison_is_with_what_is_given_not_with_what_would_be(tmp_path: Path) -> None:
    """A dose that stops at 4 g never passes 4 g."""
    maximum = "    maximum: {amount: 4, unit: g, where: {zh: 某地, en: somewhere}, cite: [a]}\n"
    doses = small(tmp_path, (SINGLE, f"    low: 10\n    high: 99\n    unit: mg/kg\n{maximum}"))
    part = crossing(doses, doses.regimens[0], 0, doses.comparisons[0])
    assert part.value(Decimal(40)) < 1
    assert part.value(Decimal(200)) == 1


@pytest.mark.parametrize(
    ("rounding", "unit", "weight", "wanted"),
    [
        ("", "mmol", "70.05", ["0.701", "1.4"]),  # a tie in the low end: 0.7005
        ("rounding: {significant: 2}", "mmol", "70.05", ["0.7", "1.4"]),
        ("rounding: {significant: 5}", "mmol", "70.05", ["0.7005", "1.401"]),
        ("rounding: {by_unit: {mmol: 2}}", "mmol", "70.05", ["0.7", "1.4"]),
        ("rounding: {by_unit: {mmol: 2}}", "mEq", "70.05", ["0.701", "1.4"]),
        ("rounding: {significant: 2, by_unit: {mEq: 4}}", "mEq", "70.05", ["0.7005", "1.401"]),
        ("rounding: {by_unit: {min: 2}}", "min", "78.75", ["0.53", "1.1"]),  # 0.525 and 1.05: up
        ("rounding: {significant: 2}", "mg", "70.05", ["70", "140"]),  # never coarser than a whole unit
        ("rounding: {significant: 4}", "mg", "70.05", ["70.05", "140.1"]),
    ],
)
def test_rounding_by_unit(tmp_path: Path, rounding: str, unit: str, weight: str, wanted: list[str]) -> None:
    doses = small(tmp_path, ("weight:\n", f"{rounding}\nweight:\n"))
    assert [figure.show(Decimal(weight)) for figure in single(doses, unit)] == wanted


def test_the_working_is_in_full_only_where_every_weight_has_an_end(tmp_path: Path) -> None:
    """An amount whose division by three ends at 75 kg but not at 70 kg is rounded at both, alike."""
    doses = small(tmp_path, ("valence: 1", "per_formula: 3, valence: 1"))
    low, _ = single(doses, "mg")
    assert in_full(low).show(Decimal("70.01")) == "70.01"
    by_ion = small(
        tmp_path,
        ("valence: 1", "per_formula: 3, valence: 1"),
        ("unit: mg/kg\n", "unit: mmol/kg\n    show: [mmol, mg]\n"),
    )
    low, _ = single(by_ion, "mmol")
    assert in_full(low).show(Decimal("70.01")) == "70.01"
    low, _ = single(by_ion, "mg")
    assert [in_full(low).show(Decimal(kg)) for kg in ("75", "70.01", "30.03")] == ["2500", "2334", "1001"]


def test_a_maximum_without_an_end_is_rounded_like_the_rest(tmp_path: Path) -> None:
    """1 mmol of three ions in 100 g/mol is 33.33… mg: no figure of this regimen in mg can stand in full."""
    maximum = "    maximum: {amount: 1, unit: mmol, where: {zh: 某地, en: somewhere}, cite: [a]}\n"
    doses = small(tmp_path, ("valence: 1", "per_formula: 3, valence: 1"), (SINGLE, SINGLE + maximum))
    low, high = single(doses, "mg")
    assert [low.show(Decimal("33.33")), low.show(Decimal("33.34")), high.show(Decimal(70))] == ["33.3", "33.3", "33.3"]


def test_a_rate_over_a_time_is_rounded_down_as_the_label_limits_rates(tmp_path: Path) -> None:
    """70.35 mg in 20 min are 3.5175 mg/min, twice that 7.035."""
    doses = small(tmp_path, (SINGLE, f"{SINGLE}    show: [mg]\n    over: {{time: 20, unit: min}}\n"))
    assert [figure.show(Decimal("70.35")) for figure in single(doses, "mg/min")] == ["3.51", "7.03"]


@pytest.mark.parametrize(
    ("value", "shown"), [("2.50", "2.5"), ("100", "100"), ("1E+2", "100"), ("0.50", "0.5"), ("30.0", "30")]
)
def test_figures_of_the_data_file_are_shown_plain(value: str, shown: str) -> None:
    assert plain(Decimal(value)) == shown


def test_strengths_are_in_the_unit_of_the_drug() -> None:
    assert [strength(item) for item in fictional("fentavine").products] == [Fraction("0.05"), 1]
    assert [strength(item) for item in fictional("heparoxin").products] == [1000, 300]


def test_a_salt_with_several_ions_of_higher_charge(tmp_path: Path) -> None:
    doses = small(tmp_path, ("{symbol: X⁺, valence: 1}", "{symbol: X³⁺, per_formula: 2, valence: 3}"))
    by_unit = {(figure.unit, figure.bound): figure for figure in figures(doses) if figure.regimen == "single"}
    assert by_unit["mmol", "low"].show(Decimal(50)) == "1"
    assert by_unit["mEq", "low"].show(Decimal(50)) == "3"
    assert per_gram(doses, "mmol") == "20"
    assert per_ml(doses, doses.products[0]) == "2"
