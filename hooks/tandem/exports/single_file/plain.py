"""What a file of several languages shows where no script runs: that this is not all, and what it says of doses.

Whoever has such a file in a chat's viewer reads what to do, and finds the doses, the cautions and how toxicity is
recognised and treated, as the dose card has them; the rest of the text is packed, and would not fit beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.html import builder

from ..book import Book, make_book
from ..card import card_of
from ..contents import DOWNLOADS
from ..edition import Edition

Element = Any  # an lxml element; its stubs know no html

_HEADINGS = ("h1", "h2", "h3", "h4", "h5")


def note_of(edition: Edition, book: Book) -> Element:
    """That the whole text needs scripts, and the file that does not."""
    t = edition.strings[book.language.locale]
    before, after = t("exports.single.scripts").split("{file}")
    name = f"{book.name}.html"
    file = builder.CODE(name)
    if edition.url:
        file = builder.A(name, href=f"{edition.url}{DOWNLOADS}/{name}", rel="noreferrer")
    title = builder.P({"class": "admonition-title"}, t("exports.single.partly"))
    return builder.DIV({"class": "admonition warning"}, title, builder.P(before, file, after))


def doses_of(edition: Edition, book: Book) -> Element | None:
    """The tables of doses with their notes, the cautions, the parts that doses.yml names, and the works cited."""
    t = edition.strings[book.language.locale]
    card = card_of(make_book(edition, book.tutorial, book.language, painted=False), t)
    if card is None:
        return None
    section = builder.E("section", {"id": "doses", "data-part": ""}, builder.H1(t("exports.single.doses")))
    section.extend([*card.recalls, *card.regimens])
    if len(card.cautions):
        section.extend([builder.H2(t("exports.card.cautions")), card.cautions])
    section.extend([*card.worked, *card.products])
    for part in card.parts:
        section.extend(_lowered(part))
    works = builder.E("section", {"role": "doc-bibliography"}, builder.H2(t("exports.card.references")))
    works.append(builder.OL(*card.references))
    section.append(works)
    for term in section.xpath(".//span[@role='doc-glossref']"):  # its entry is not here
        term.attrib.pop("role")
    return section


def _lowered(part: list[Element]) -> Iterator[Element]:
    """A part whose heading was one of the first, under one."""
    for element in part:
        if element.tag in _HEADINGS[:-1]:
            element.tag = _HEADINGS[_HEADINGS.index(element.tag) + 1]
        yield element
