"""No weight that can be typed shows a value beyond a limit: every hundredth of a kilogram, every figure, every drug.

Exact values come from the numbers of the data files, not from what the engine rounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from tandem.dosing.engine import BOUNDS, Figure, fastest, figures, in_base, shown_in
from tandem.dosing.model import Doses
from tandem.dosing.units import TIMES

from tests.calculator.regimens import any_doses
from tests.dosing.data import fictional, magnesium
from tests.trials import examples, sample
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


def weights_for(doses: Doses, figure: Figure, limit: Fraction | None) -> list[Decimal]:
    """The weights to try a figure at; where it has a limit, a sample keeps those about the weight that reaches it."""
    every = list(every_weight(doses))
    if limit is None:
        return every[::53]
    bend = int(100 * figure.cap / figure.coefficient) if figure.cap is not None else 0
    near = [weight for weight in every if abs(100 * weight - bend) <= 5]
    return sorted({*near, *sample(every, 2000, f"{figure.regimen} {figure.band} {figure.unit} {figure.bound}")})


def beyond(doses: Doses, figure: Figure) -> tuple[int, list[Decimal]]:
    """How often a figure was held to its limit, and the weights at which it is shown beyond one."""
    limit, exact, held, wrong = limit_of(doses, figure), figure.coefficient, 0, []
    for weight in weights_for(doses, figure, limit):
        shown, value = Fraction(figure.show(weight)), exact * Fraction(weight)
        if limit is not None:
            held += 1
        if (
            (limit is not None and shown > limit)
            or (figure.unit in TIMES and shown < min(value, figure.cap or value))
            or (figure.unit not in TIMES and figure.bound == "high" and not converted(doses, figure) and shown > value)
        ):
            wrong.append(weight)
    return held, wrong


@pytest.mark.parametrize("drug", DRUGS)
def test_nothing_shown_of_any_drug_is_beyond_a_limit(drug: str) -> None:
    """Of a drug that does not exist, each figure at each weight: maxima, the label's rate, and the exact value."""
    doses = fictional(drug)
    known = [item for item in figures(doses) if item.by_weight and not item.by_hours and not item.by_product]
    tried = [(figure, *beyond(doses, figure)) for figure in known]
    assert [(figure, wrong[:3]) for figure, _, wrong in tried if wrong] == []
    assert sum(held for _, held, _ in tried) > examples(10_000)


@pytest.mark.parametrize("drug", DRUGS)
def test_a_figure_that_is_rounded_to_the_other_side_is_found(drug: str) -> None:
    doses, planted = fictional(drug), 0
    for figure in figures(doses):
        largest = figure.bound == "high" and figure.unit not in TIMES and not converted(doses, figure)
        if not largest or not figure.by_weight or figure.by_hours or figure.by_product:
            continue
        weights = weights_for(doses, figure, limit_of(doses, figure))
        if any(Fraction(figure.show(weight)) < figure.value(weight, None, None) for weight in weights[:200]):
            planted += 1
            assert beyond(doses, replace(figure, way="up"))[1], figure
    assert planted


@settings(max_examples=examples(150))
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
