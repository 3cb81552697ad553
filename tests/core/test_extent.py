"""How much there is to read in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.core.extent import Extent, breadth, extent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Extent()),
        ("Give 2.5 g over 15 min.", Extent(6)),
        ("it’s a well-known mg/kg", Extent(4)),
        ("镁能堵住受体。", Extent(0, 6)),
        ("每千克 30 mg，见 NMDA 受体", Extent(3, 6)),
        ("المغنيسيوم والألم", Extent(2)),
        ("— … （ ） 。", Extent()),
    ],
)
def test_words_and_characters(text: str, expected: Extent) -> None:
    assert extent(text) == expected


@given(st.text(), st.text())
def test_paragraphs_add_up(first: str, second: str) -> None:
    assert extent(f"{first}\n{second}") == extent(first) + extent(second)


@pytest.mark.parametrize(("text", "wide"), [("", 0), ("30 mg", 5), ("镁离子", 6), ("（见 A）", 8), ("e\u0301", 1)])
def test_the_room_that_a_text_takes(text: str, wide: int) -> None:
    assert breadth(text) == wide
