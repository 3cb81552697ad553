"""The dose card: what the book says of doses, on one page to pin to a wall.

`in_rows` lays side by side what `exports/card.py` picked out of the book; `columns` the works that it cites, in full.
Letters become smaller until all is on one page; what does not fit in the smallest that can be read goes on over a
second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml.html import builder

from ..card import Card

Element = Any  # an lxml element; its stubs know no html

SIZES = (10.0, 9.6, 9.2, 8.8, 8.4, 8.0, 7.6, 7.2, 7.0)  # points, the first that fits is taken
ROW = 0.25  # above and below a table's row, in letters
ROOM = 8  # a row's width, in columns of a table
_OF_TEXT = 3  # what a list or a text takes of it
_OF_WORKS = 3  # columns


@dataclass(frozen=True)
class Slot:
    """What stands together in a row."""

    content: list[Element]
    width: int  # in columns of a table
    text: bool  # set in the size of tables, which bring theirs

    @property
    def share(self) -> float:
        """How much of the row it is given: text becomes shorter with width, a table only emptier."""
        return self.width * (1.6 if self.text else 1)


def in_rows(card: Card, cautions: str) -> list[list[Slot]]:
    """What stands under the regimens, beside each other as far as there is room; `cautions` is the heading of those."""
    places: list[Slot] = []
    for part in (*card.worked, *card.products):
        if part.tag == "table" or not places:
            places.append(Slot([part], _columns_of(part), text=False))
        else:
            places[-1].content.append(part)
    at = sum(part.tag == "table" for part in card.worked)
    places.insert(at, Slot([builder.E("h1", cautions), card.cautions], _OF_TEXT, text=True))
    for part in card.parts:
        widest = max((_columns_of(table) for element in part for table in element.iter("table")), default=0)
        places.append(Slot(part, max(widest, _OF_TEXT), text=True))
    rows: list[list[Slot]] = [[]]
    for place in places:
        if rows[-1] and sum(other.width for other in rows[-1]) + place.width > ROOM:
            rows.append([])
        rows[-1].append(place)
    return rows


def _columns_of(table: Element) -> int:
    return max((len(row) for row in table.iter("tr")), default=_OF_TEXT)


def columns(items: list[Element]) -> list[Element]:
    """Works in columns of about one length, in order down each of them."""
    lengths = [len("".join(item.itertext())) for item in items]
    groups: list[list[Element]] = [[] for _ in range(_OF_WORKS)]
    for number, item in enumerate(items):
        middle = sum(lengths[:number]) + lengths[number] / 2
        groups[int(middle * _OF_WORKS / sum(lengths))].append(item)
    lists = (builder.E("ol", *group) for group in groups if group)
    return [builder.E("section", {"role": "doc-bibliography"}, one) for one in lists]
