"""No weight that can be typed shows a value beyond a limit: every hundredth of a kilogram, every figure, every drug.

Exact values come from the numbers of the data files, not from what the engine rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from tandem.dosing.engine import BOUNDS, Figure, fastest, figures, in_base, shown_in
from tandem.dosing.model import Doses
from tandem.dosing.units import TIMES

from tests.calculator.regimens import any_doses
from tests.dosing.data import fictional, magnesium
from tests.vectors.lists import DRUGS

MILLIGRAMS_A_MINUTE = 150


def every_weight(doses: Doses) -> Iterator[Decimal]:
    low, high = (int(end * 100) for end in (doses.weight.min, doses.weight.max))
    return (Decimal(hundredths) / 100 for hundredths in range(low, high + 1))


def magnesium_in_minutes() -> dict[str, Figure]:
    return {item.bound: item for item in figures(magnesium()) if (item.regimen, item.unit) == ("loading", "min")}


def test_no_shortest_time_is_shorter_than_the_label_allows() -> None:
    """34,002 shortest times, two for each weight from 30.00 to 200.00 kg: none exceeds 150 mg/min."""
    shortest, seen = magnesium_in_minutes(), 0
    for weight in every_weight(magnesium()):
        for bound, dose in zip(BOUNDS, (30, 50), strict=True):
            shown = Fraction(shortest[bound].show(weight))
            assert Fraction(weight) * dose / shown <= MILLIGRAMS_A_MINUTE, (weight, bound)
            seen += 1
    assert seen == 34_002


def test_no_result_of_magnesium_is_more_than_the_upper_end_of_its_range() -> None:
    grams = next(
        item for item in figures(magnesium()) if (item.regimen, item.unit, item.bound) == ("loading", "g", "high")
    )
    for weight in every_weight(magnesium()):
        assert Fraction(grams.show(weight)) * 1000 <= Fraction(weight) * 50


def limit_of(doses: Doses, figure: Figure) -> Fraction | None:
    """The most that a figure may be shown as, whatever the weight; None where nothing limits it."""
    regimen = doses.regimen(figure.regimen)
    assert regimen is not None
    maximum = regimen.all_bands[figure.band].maximum
    if maximum is None or figure.by_hours or figure.by_product or figure.unit not in shown_in(doses, regimen):
        return None
    product = doses.product_of(regimen)
    most = Fraction(maximum.amount) * in_base(doses, maximum.unit, product) / in_base(doses, figure.unit, product)
    doses_a_day = regimen.divided.ends[figure.bound == "low"] if regimen.divided and "/" not in figure.unit else 1
    return most / doses_a_day


def converted(doses: Doses, figure: Figure) -> bool:
    """Whether a figure only says what a dose holds of its ion."""
    regimen = doses.regimen(figure.regimen)
    assert regimen is not None
    return figure.unit in ("mmol", "mEq") and figure.unit not in shown_in(doses, regimen)


@pytest.mark.parametrize("drug", DRUGS)
def test_nothing_shown_of_any_drug_is_beyond_a_limit(drug: str) -> None:
    """Of a drug that does not exist, each figure at each weight: maxima, the label's rate, and the exact value."""
    doses = fictional(drug)
    held = 0
    known = [item for item in figures(doses) if item.by_weight and not item.by_hours and not item.by_product]
    for figure in known:
        limit, exact = limit_of(doses, figure), figure.coefficient
        for weight in list(every_weight(doses))[:: 53 if limit is None else 1]:
            shown = Fraction(figure.show(weight))
            if limit is not None:
                assert shown <= limit, (figure, weight)
                held += 1
            if figure.unit in TIMES:
                assert shown >= min(exact * Fraction(weight), figure.cap or exact * Fraction(weight)), (figure, weight)
            elif figure.bound == "high" and not converted(doses, figure):
                assert shown <= exact * Fraction(weight), (figure, weight)
    assert held > 10_000


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(any_doses())
def test_whatever_a_file_declares_the_safe_side_is_kept(doses: Doses) -> None:
    by_place = {(item.regimen, item.band, item.unit, item.by_product, item.bound): item for item in figures(doses)}
    for weight in map(Decimal, ("0.01", "33.33", "70.05", "123.45", "999.99")):
        for (regimen, band, unit, by_product, bound), figure in by_place.items():
            asked = (weight, Decimal("6.67"), doses.products[0])
            value, shown = figure.value(*asked), Fraction(figure.show(*asked))
            largest = bound == "high" and not converted(doses, figure)
            held = largest or figure.cap is not None or ("/h" in unit or "/min" in unit)
            if unit in TIMES:
                assert shown >= value
            elif held:
                assert shown <= value
            if bound == "low":
                high = by_place[regimen, band, unit, by_product, "high"]
                least = Fraction(1, 10**10)  # beyond twelve decimals nothing is shown
                assert shown <= Fraction(high.show(*asked)) or value < least


def test_the_labels_rate_is_the_one_of_the_file() -> None:
    assert fastest(magnesium()) == MILLIGRAMS_A_MINUTE
