"""Names that a block chooses from a data file: one function for every block that takes some."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tandem import evidence
from tandem.core.choices import check_names, names_of
from tandem.core.data import Document, Place
from tandem.core.page import BlockCall
from tandem.registry import FEATURES

KNOWN = ["one", "two"]
LIST = "`things` must be a list of things"


def call(options: dict[str, Any]) -> BlockCall:
    lines: dict[Place, int] = {(): 1, ("things",): 2}
    lines.update({("things", index): 3 + index for index in range(5)})
    return BlockCall("block", "", Document(Path("page.en.md"), options, lines), 1)


@pytest.mark.parametrize(
    ("options", "problems"),
    [
        ({}, []),
        ({"things": ["one"]}, []),
        ({"things": ["two", "one"]}, []),
        ({"things": None}, [(2, LIST, "write `things: [one, two]`")]),
        ({"things": []}, [(2, LIST, "write `things: [one, two]`")]),
        ({"things": "one"}, [(2, LIST, "write `things: [one, two]`")]),
        ({"things": {"one": "two"}}, [(2, LIST, "write `things: [one, two]`")]),
        ({"things": ["three"]}, [(3, "unknown thing 'three'", "things.yml knows: one, two")]),
        (
            {"things": ["one", ["two"]]},
            [(4, "an item of `things` is no name but a list", "things.yml knows: one, two")],
        ),
        ({"things": ["one", "one"]}, [(4, "the thing 'one' is named twice", "remove one of the two")]),
        (
            {"things": ["one", "two", "no", "one", "two"]},
            [
                (5, "unknown thing 'no'", "things.yml knows: one, two"),
                (6, "the thing 'one' is named twice", "remove one of the two"),
                (7, "the thing 'two' is named twice", "remove one of the two"),
            ],
        ),
    ],
)
def test_names_are_known_and_given_once(options: dict[str, Any], problems: list[tuple[int, str, str]]) -> None:
    found: list[tuple[int, str, str]] = []
    right = check_names(call(options), "things", KNOWN, "things.yml", lambda *problem: found.append(problem))
    assert found == problems
    assert right == (not problems)


@pytest.mark.parametrize(
    ("value", "names"), [(["one", "two"], ["one", "two"]), (None, None), ("one", None), ([1, "one"], ["one"])]
)
def test_what_cannot_be_used_chooses_nothing(value: object, names: list[str] | None) -> None:
    assert names_of(call({"things": value}), "things") == names


def test_no_block_takes_a_list_of_names_in_another_way() -> None:
    """Options that list names belong to blocks whose check refuses a name given twice."""
    listing = {
        block.name for feature in FEATURES for block in feature.blocks
        if any(what.startswith("a list of") for what in block.options.values())
    }  # fmt: skip
    assert listing == {"dose-table", "dose-chart", "dose-calculator", *(b.name for b in evidence.FEATURE.blocks)}
