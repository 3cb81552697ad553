"""What a book says of doses, picked out of it: for a form that is these alone, or that shows these first.

`card_of` takes the tables and notes of doses out of a book, as they were built for the pages, so that a card cannot
say otherwise, and the parts of sections that doses.yml names; what it adds from the data are the drug's name and the
cautions. The works that these cite come with them, under the numbers that they have in the tutorial.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain
from typing import Any

from lxml.html import builder

from ..core.strings import Strings
from ..direction import marked
from ..dosing.caution_views import Shower
from ..dosing.cautions import DATA as CAUTIONS
from ..dosing.cautions import Cautions, keys_of
from ..dosing.model import Doses
from ..dosing.views import DATA
from .book import BETWEEN, Book

Element = Any  # an lxml element; its stubs know no html

_KINDS = ("regimens", "worked", "products")
_HEADINGS = ("h1", "h2", "h3", "h4")
_JOINER = "\u2060"  # a citation never begins a line
_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Card:
    """What stands on a card. Each part holds its tables with the notes after them."""

    drug: str
    recalls: list[Element]  # what the tutorial says of its recalls, if there were any
    regimens: list[Element]
    worked: list[Element]
    products: list[Element]
    cautions: Element
    parts: list[list[Element]]  # of sections, each with its heading
    references: list[Element]  # list items


def card_of(book: Book, strings: Strings) -> Card | None:
    """The card of a book; None where its tutorial has no doses, or shows no table of them."""
    doses, file = book.tutorial.data.get(DATA), book.tutorial.data.get(CAUTIONS)
    if not isinstance(doses, Doses) or not isinstance(file, Cautions):
        return None
    parts = _parts(book)
    if not any(part.tag == "table" for part in parts["regimens"]):
        return None
    listed = _listed(book)
    locale = book.language.locale
    shower = Shower(file, doses, book.language, strings)
    lines = [*shower.lines(), *filter(None, [shower.unread()])]
    cautions = builder.E("ul", *(builder.E("li", marked(line, book.direction)) for line in lines))
    cited = (listed[key] for key in keys_of(file, doses) if key in listed)
    cautions[-1].append(_citation(sorted(cited, key=lambda item: int(item.get("value")))))
    taken = [deepcopy(part) for kind in _KINDS for part in parts[kind]]
    told = [list(_part(book, f"{place.section}{BETWEEN}{place.anchor}")) for place in doses.card]
    works = {
        link.get("href").rpartition("ref-")[2]
        for part in (*taken, cautions, *chain(*told))
        for link in part.xpath(".//a[@role='doc-biblioref']")
    }
    references = [_alone(item) for key, item in listed.items() if key in works]
    for part in (*taken, *chain(*told)):
        _cut_loose(part)
    sorted_parts = iter(taken)
    regimens, worked, products = ([next(sorted_parts) for _ in parts[kind]] for kind in _KINDS)
    return Card(doses.drug.name[locale], _recalls(book), regimens, worked, products, cautions, told, references)


def _recalls(book: Book) -> list[Element]:
    """What every chapter says of recalls, once."""
    first = book.chapters[0].body
    return [deepcopy(note) for note in first.xpath(".//*[contains(concat(' ', @class, ' '), ' tandem-recall ')]")]


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
        elif not {"dose-note", "licences"}.intersection(classes):
            continue
        if not any(text in other for other in seen):  # nor what a longer note has said already
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
        told = " ".join(filter(None, [item.get("value"), item.get("data-notice")]))
        link = builder.E("a", {"href": f"#{item.get('id')}", "role": "doc-biblioref"}, told.replace(" ", _NO_BREAK))
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


def _cut_loose(part: Element) -> None:
    """Other parts of the book are not on the card: a link to them is text."""
    part.tail = None
    for link in part.xpath(".//a[starts-with(@href, '#') and not(@role='doc-biblioref')]"):
        link.tag = "span"
        link.attrib.pop("href")
    for element in part.iter():
        if element.get("id"):
            element.attrib.pop("id")
