"""What a form is about to write, held against the list of what may be published (`sealing`).

Life: every form that carries markup has each of its documents looked at before it writes its file, so that what
happened to the text on the way (renamed, painted, packed, minified) is judged as readers' programs will read it.
Whatever is found ends that form (`refuse`), with the lines of the sources that brought it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from ..core.missing import CannotMakeError, Fault
from ..direction import FIX as KEEP_ORDER
from ..direction import RTL, fault, outside
from ..sealing import FIX, Finding, data_of, findings, located, sources_of
from .book import Book
from .edition import Edition


def refuse(faults: Sequence[Fault]) -> None:
    """Raise CannotMakeError where anything was found."""
    if faults:
        raise CannotMakeError(faults[0][2], FIX, faults)


def keep_order(markup: str, sources: Sequence[Path], form: str) -> None:
    """Raise CannotMakeError where right-to-left text could turn a quantity round."""
    turned = [Finding(fault(one), (one,)) for one in outside(markup)]
    if faults := located(turned, sources, form):
        raise CannotMakeError(faults[0][2], KEEP_ORDER, faults)


def keep_order_of(book: Book) -> None:
    """The same for a book's text."""
    if book.direction == RTL:
        for chapter in book.chapters:
            text = etree.tostring(chapter.body, encoding="unicode")
            keep_order(f'<div dir="{RTL}">{text}</div>', sources_of_book(book, chapter.name), f"the book {book.name}")


def hold_page(edition: Edition, address: str, page: str, form: str) -> None:
    """The same for a page of the site, as a form takes it along."""
    sources = sources_of(address, edition.languages, edition.tutorials, edition.docs, edition.config)
    refuse(located(findings(page, edition.programs), sources, f"the page {address} of {form}"))
    keep_order(page, sources, f"the page {address} of {form}")


def sources_of_book(book: Book, chapter: str = "") -> list[Path]:
    """The files that a book is made from: the chapter's own first, then the others, then data."""
    pages = {
        name: book.tutorial.pages[(book.language.locale, name)].path
        for name in book.tutorial.sections(book.language.locale)
    }
    own = [pages[chapter]] if chapter in pages else []
    return list(dict.fromkeys([*own, *pages.values(), *data_of(book.tutorial)]))
