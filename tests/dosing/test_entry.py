"""What a text means as a number: the shared list, and what holds for any text."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.dosing.entry import NUMBER, REFUSALS, understand

from tests.vectors.lists import LIMITS, Entry, entries


def name(entry: Entry) -> str:
    return f"{entry['field']}: {entry['why']}"


@pytest.mark.parametrize("entry", entries(), ids=name)
def test_list(entry: Entry) -> None:
    value, refusal = understand(entry["text"], *LIMITS[entry["field"]])
    if "value" in entry:
        assert (value, refusal) == (Decimal(entry["value"]), "")
    else:
        assert (value, refusal) == (None, entry["refusal"])


def test_every_refusal_has_a_vector() -> None:
    assert {code for code, _ in REFUSALS} == {entry["refusal"] for entry in entries() if "refusal" in entry}


@given(st.text())
def test_every_text_has_one_outcome(text: str) -> None:
    value, refusal = understand(text, *LIMITS["weight"])
    assert (value is None) == bool(refusal)


@given(st.decimals(min_value=30, max_value=200, places=2))
def test_every_weight_in_the_range_is_read_as_written(weight: Decimal) -> None:
    for text in (str(weight), str(weight).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))):
        assert understand(text, *LIMITS["weight"]) == (weight, "")


@given(st.text(alphabet=st.characters(categories=["Nd", "No", "Nl"]), min_size=1, max_size=4))
def test_only_ascii_and_full_width_digits_are_digits(text: str) -> None:
    value, _ = understand(text, Decimal(0), Decimal(1000))
    assert value is None or re.fullmatch("[0-9０-９]+", text)


def test_normalised_text_would_read_more() -> None:
    # The reason for mapping by hand: NFKC makes a number of each of these.
    for text in ("7²", "⑦", "７⁰"):
        assert re.match(NUMBER, unicodedata.normalize("NFKC", text))
        assert understand(text, Decimal(0), Decimal(1000))[0] is None


def test_outside_the_range_is_refused_and_never_clamped() -> None:
    low, high = LIMITS["weight"]
    for weight in (low, high):
        assert understand(str(weight), low, high) == (weight, "")
    for weight in (low - Decimal("0.01"), high + Decimal("0.01")):
        assert understand(str(weight), low, high) == (None, "range")
