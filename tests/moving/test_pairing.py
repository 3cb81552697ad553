"""Headings paired by order, number, role and what stands under them."""

from __future__ import annotations

import pytest
from tandem.moving.blocks import CITE, PARAGRAPH, TEXT, Block, Token
from tandem.moving.pairing import aligned
from tandem.moving.parts import Head, Part


def part(depth: int = 1, number: str = "", role: str = "", cites: tuple[int, ...] = ()) -> Part:
    tokens = (Token(TEXT, "A text of some length."), *((Token(CITE, numbers=cites),) if cites else ()))
    return Part(Head(depth, number, role, (Token(TEXT, "H"),), 1), [Block(PARAGRAPH, 2, tokens)])


START = Part(None)


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        ([part(), part(2), part()], [part(), part(2), part()], [(1, 1), (2, 2), (3, 3)]),
        ([part(2), part()], [part(3), part()], [(1, 1), (2, 2)]),
        ([part(number="1"), part(number="2"), part(number="3")], [part(number="1"), part(number="3")],
         [(1, 1), (2, None), (3, 2)]),
        ([part(cites=(1,)), part(cites=(2,))], [part(cites=(1,)), part(cites=(9,)), part(cites=(2,))],
         [(1, 1), (None, 2), (2, 3)]),
        ([part(role="introduction"), part(role="summary")], [part(role="introduction"), part(), part(role="summary")],
         [(1, 1), (None, 2), (2, 3)]),
        ([], [part()], [(None, 1)]),
        ([], [], []),
    ],
)  # fmt: skip
def test_headings_go_together(
    first: list[Part], second: list[Part], pairs: list[tuple[int | None, int | None]]
) -> None:
    assert aligned([START, *first], [START, *second]) == [(0, 0), *pairs]
