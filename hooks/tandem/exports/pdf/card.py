"""The dose card: what the book says of doses, on one page to pin to a wall.

Life: `card_of` takes the tables and notes of doses out of a book, as they were built for the pages, so that the card
cannot say otherwise, and the parts of sections that doses.yml names; what it adds from the data are the drug's name and
the cautions. The works that it cites stand on it in full, under the numbers that they have in the tutorial. `in_rows`
lays all this side by side. Letters become smaller until all is on one page; what does not fit in the smallest that can
be read goes on over a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from typing import Any

from lxml.html import builder

from ...dosing.model import Doses
from ...dosing.views import DATA
from ..book import BETWEEN, Book

Element = Any  # an lxml element; its stubs know no html

SIZES = (10.0, 9.6, 9.2, 8.8, 8.4, 8.0, 7.6, 7.2)  # points, the first that fits is taken
ROOM = 8  # a row's width, in columns of a table
_OF_TEXT = 3  # what a list or a text takes of it
_KINDS = ("regimens", "worked", "products")
_HEADINGS = ("h1", "h2", "h3", "h4")
_JOINER = "\u2060"  # a citation never begins a line


@dataclass(frozen=True)
class Card:
    """What stands on a card. Each part holds its tables with the notes after them."""

    drug: str
    regimens: list[Element]
    worked: list[Element]
    products: list[Element]
    cautions: Element
    parts: list[list[Element]]  # of sections, each with its heading
    references: list[Element]  # in columns of about the same length


def card_of(book: Book) -> Card | None:
    """The card of a book; None where its tutorial has no doses, or shows no table of them."""
    doses = book.tutorial.data.get(DATA)
    if not isinstance(doses, Doses):
        return None
    parts = _parts(book)
    if not any(part.tag == "table" for part in parts["regimens"]):
        return None
    listed = _listed(book)
    locale = book.language.locale
    cautions = builder.E("ul", *(builder.E("li", item[locale]) for item in doses.cautions.items))
    if len(cautions):
        cautions[-1].append(_citation([listed[key] for key in doses.cautions.cite if key in listed]))
    taken = [deepcopy(part) for kind in _KINDS for part in parts[kind]]
    told = [list(_part(book, f"{place.section}{BETWEEN}{place.anchor}")) for place in doses.card]
    cited = {
        link.get("href").rpartition("ref-")[2]
        for part in (*taken, cautions, *chain(*told))
        for link in part.xpath(".//a[@role='doc-biblioref']")
    }
    references = _columns([_alone(item) for key, item in listed.items() if key in cited])
    for part in (*taken, *chain(*told)):
        _cut_loose(part)
    sorted_parts = iter(taken)
    regimens, worked, products = ([next(sorted_parts) for _ in parts[kind]] for kind in _KINDS)
    return Card(doses.drug.name[locale], regimens, worked, products, cautions, told, references)


@dataclass(frozen=True)
class Slot:
    """What stands together in a row."""

    content: list[Element]
    width: int  # in columns of a table
    text: bool  # set in the size of tables, which bring theirs


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


def _part(book: Book, anchor: str) -> Iterator[Element]:
    """A heading of a book and what follows it up to the next of its rank, the heading as one of the first."""
    for heading in (found for chapter in book.chapters for found in chapter.body.iter(*_HEADINGS)):
        if heading.get("id") != anchor:
            continue
        rank = _HEADINGS.index(heading.tag)
        for element in (heading, *heading.itersiblings()):
            if element is not heading and element.tag in _HEADINGS[: rank + 1]:
                break
            copied = deepcopy(element)
            if copied.tag in _HEADINGS:
                copied.tag = _HEADINGS[_HEADINGS.index(copied.tag) - rank]
            yield copied


def _parts(book: Book) -> dict[str, list[Element]]:
    """Every table of doses, and each note with the kind of the table before it; what stands twice once."""
    found: dict[str, list[Element]] = {kind: [] for kind in _KINDS}
    seen: set[str] = set()
    kind = _KINDS[0]
    for element in _elements(book):
        classes = str(element.get("class", "")).split()
        text = " ".join("".join(element.itertext()).split())
        if element.tag == "table":
            kinds = [known for known in _KINDS if f"dose-table--{known}" in classes]
            if not kinds:
                continue
            kind = kinds[0]
        elif "dose-note" not in classes:
            continue
        if text not in seen:
            seen.add(text)
            found[kind].append(element)
    return found


def _elements(book: Book) -> Iterator[Element]:
    for chapter in book.chapters:
        yield from chapter.body.iter("table", "p")


def _listed(book: Book) -> dict[str, Element]:
    """The works that the book lists, by their keys."""
    items: Iterable[Element] = (
        item for chapter in book.chapters for item in chapter.body.xpath(".//*[@role='doc-bibliography']//li[@id]")
    )
    return {item.get("id").partition(BETWEEN)[2].removeprefix("ref-"): item for item in items}


def _citation(items: list[Element]) -> Element:
    """The numbers of works, as on the pages."""
    group = builder.E("sup", {"class": "cite"})
    group.text = f"{_JOINER}["
    for item in items:
        link = builder.E("a", {"href": f"#{item.get('id')}", "role": "doc-biblioref"}, str(item.get("value")))
        link.tail = ","
        group.append(link)
    if items:
        group[-1].tail = "]"
    return group


def _alone(item: Element) -> Element:
    """A work without the places that cite it."""
    copied = deepcopy(item)
    copied.tail = None
    for back in copied.xpath(".//*[contains(@class, 'references__back')]"):
        back.drop_tree()
    return copied


def _columns(items: list[Element]) -> list[Element]:
    """Works in two columns, the first not the shorter."""
    lengths = [len("".join(item.itertext())) for item in items]
    half = next((number for number in range(len(items)) if 2 * sum(lengths[:number]) >= sum(lengths)), len(items))
    groups = (builder.E("ol", *part) for part in (items[:half], items[half:]) if part)
    return [builder.E("section", {"role": "doc-bibliography"}, group) for group in groups]


def _cut_loose(part: Element) -> None:
    """Other parts of the book are not on the card: a link to them is text."""
    part.tail = None
    for link in part.xpath(".//a[starts-with(@href, '#') and not(@role='doc-biblioref')]"):
        link.tag = "span"
        link.attrib.pop("href")
    for element in part.iter():
        if element.get("id"):
            element.attrib.pop("id")
