"""Axes: round ticks that cover the figures, and places that keep their order and can be read back."""

from __future__ import annotations

import doctest
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.evidence import scale
from tandem.evidence.scale import EDGE, MOST, Axis, axis_for, plain, signed

ZERO, ONE = Decimal(0), Decimal(1)
NUMBERS = st.decimals(-999999, 999999, places=6) | st.decimals(-20, 20, places=2) | st.decimals(-2, 2, places=3)
RATIOS = (
    st.decimals("0.000001", 999999, places=6) | st.decimals("0.01", 30, places=2) | st.decimals("0.8", "1.2", places=3)
)


def decimals(text: str) -> list[Decimal]:
    return [Decimal(part) for part in text.split()]


@pytest.mark.parametrize(
    ("figures", "ticks"),
    [
        ("-13.50 -3.66", "-15 -10 -5 0 5"),
        ("-16.1 -2.1", "-20 -15 -10 -5 0 5"),
        ("-0.69 0.09", "-0.8 -0.6 -0.4 -0.2 0 0.2"),
        ("103 183", "-50 0 50 100 150 200"),
        ("0", "-0.01 0 0.01"),
        ("-12000 500", "-20000 -10000 0 10000"),
        ("-0.00012 0.0003", "-0.0002 0 0.0002 0.0004"),
    ],
)
def test_a_linear_axis_has_round_ticks_past_no_difference(figures: str, ticks: str) -> None:
    assert axis_for(decimals(figures), ZERO).ticks == tuple(decimals(ticks))


@pytest.mark.parametrize(
    ("figures", "ticks"),
    [
        ("0.26 2.98", "0.2 0.5 1 2 5"),
        ("0.11 0.92", "0.1 0.2 0.5 1 2"),
        ("0.1 5", "0.1 0.2 0.5 1 2 5"),
        ("0.67 1.22", "0.5 0.7 1 1.4"),
        ("0.93 1.07", "0.9 1 1.1"),
        ("1", "0.9 1 1.1"),
        ("0.004 60", "0.001 0.01 0.1 1 10 100"),
        ("0.0002 90000", "0.0001 1 10000 100000000"),
        ("0.00 0.82", "0.8 0.9 1 1.1"),  # a printed zero has no place on it
        ("0.00 0.000", "0.9 1 1.1"),
    ],
)
def test_a_logarithmic_axis_has_sensible_ticks(figures: str, ticks: str) -> None:
    assert axis_for(decimals(figures), ONE, log=True).ticks == tuple(decimals(ticks))


def sound(axis: Axis, null: Decimal) -> None:
    assert list(axis.ticks) == sorted(set(axis.ticks))
    assert 1 <= len(axis.ticks) <= MOST
    assert all(axis.holds(tick) for tick in axis.ticks)
    assert axis.low < null < axis.high
    assert (axis.at(axis.low), axis.at(axis.high)) == (EDGE, 100 - EDGE)
    # Numbers under the axis do not run into each other where a table is narrowest: letters of 7 pixels on 190.
    places = [axis.at(tick) * 1.9 for tick in axis.ticks]
    widths = [len(signed(tick)) * 7 for tick in axis.ticks]
    for index in range(len(places) - 1):
        assert places[index + 1] - places[index] >= (widths[index] + widths[index + 1]) / 2, axis.ticks


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_a_linear_axis_holds_all_that_it_is_for(figures: list[Decimal]) -> None:
    axis = axis_for(figures, ZERO)
    sound(axis, ZERO)
    assert ZERO in axis.ticks
    assert all(axis.holds(figure) for figure in figures)
    steps = {axis.ticks[index + 1] - axis.ticks[index] for index in range(len(axis.ticks) - 1)}
    assert len(steps) == 1
    assert plain(steps.pop()).as_tuple().digits[0] in {1, 2, 5}


@given(st.lists(RATIOS, min_size=1, max_size=8))
def test_a_logarithmic_axis_holds_all_that_it_is_for(figures: list[Decimal]) -> None:
    axis = axis_for(figures, ONE, log=True)
    sound(axis, ONE)
    assert ONE in axis.ticks
    assert all(axis.holds(figure) for figure in figures)


@given(NUMBERS.filter(lambda number: number < 0), NUMBERS.filter(lambda number: number > 0))
def test_chosen_ends_stay_as_they_are(low: Decimal, high: Decimal) -> None:
    axis = axis_for([Decimal(5)], ZERO, ends=(low, high))
    sound(axis, ZERO)
    assert ZERO in axis.ticks
    assert (axis.low, axis.high) == (low, high)


@given(RATIOS.filter(lambda number: number < 1), RATIOS.filter(lambda number: number > 1))
def test_chosen_ends_of_ratios_stay_as_they_are(low: Decimal, high: Decimal) -> None:
    axis = axis_for([Decimal(5)], ONE, log=True, ends=(low, high))
    sound(axis, ONE)
    assert ONE in axis.ticks
    assert (axis.low, axis.high) == (low, high)


@given(st.lists(RATIOS, min_size=2, max_size=5), st.booleans())
def test_places_keep_the_order_of_figures_and_can_be_read_back(figures: list[Decimal], log: bool) -> None:
    axis = axis_for(figures, ONE if log else ZERO, log=log)
    even = math.log if log else float
    for figure in figures:
        share = (axis.at(figure) - EDGE) / (100 - 2 * EDGE)
        back = even(axis.low) + share * (even(axis.high) - even(axis.low))
        assert back == pytest.approx(even(figure), abs=(even(axis.high) - even(axis.low)) / 1500)
    ordered = [axis.at(figure) for figure in sorted(figures)]
    assert ordered == sorted(ordered)


def test_a_printed_zero_is_beyond_every_logarithmic_axis() -> None:
    axis = axis_for(decimals("0.00 0.08 1.35"), ONE, log=True)
    assert not axis.holds(Decimal("0.00"))
    assert axis.at(Decimal("0.00")) < EDGE


def test_equal_ratios_are_equally_far_apart() -> None:
    axis = axis_for(decimals("0.25 4"), ONE, log=True)
    half, one, two = (axis.at(Decimal(text)) for text in ("0.5", "1", "2"))
    assert one - half == pytest.approx(two - one, abs=0.02)


@pytest.mark.parametrize(("given", "shown"), [("-13.50", "−13.50"), ("0.90", "0.90"), ("143", "143"), ("0", "0")])
def test_a_number_keeps_its_digits_and_has_a_true_minus(given: str, shown: str) -> None:
    assert signed(Decimal(given)) == shown


def test_the_examples_in_the_module() -> None:
    assert doctest.testmod(scale).failed == 0
