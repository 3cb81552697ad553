"""PDF: each tutorial as a book to print and to read anywhere, and its doses on one page.

Life: `make` takes each book; `markup` writes it as Typst code, with its drawings in `drawing`'s colours; `look.typ` and
`paper.yml` say how it looks; `typeset` makes the file. `card` lays out the doses of the book.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ...core.missing import imported
from ...direction import marked
from ..book import Book, write_books
from ..card import Card, card_of
from ..edition import Edition
from ..held import keep_order_of
from ..qr import qr_code
from .card import ROW, SIZES, columns, in_rows
from .faces import paper
from .markup import Element, Writer
from .typeset import make_pdf

# By kind: the faces of plain text, mm by which a table may be wider than the text on both sides, mm above the text.
_PAGES = {
    "book": {"face": "text", "bleed": 14, "top": 27, "row": 4.2, "around": 1.4},
    "card": {"face": "label", "bleed": 0, "top": 10, "around": 0.8},
}


def make(edition: Edition, folder: Path) -> list[Path]:
    """Every book."""
    return write_books(edition, folder, ".{}.pdf", _write)


def _write(edition: Edition, book: Book, path: Path) -> bool:
    path.write_bytes(write_book(edition, book))
    return True


def make_cards(edition: Edition, folder: Path) -> list[Path]:
    """The dose card of every book that has doses."""
    return write_books(edition, folder, "-dose-card.{}.pdf", _write_card)


def _write_card(edition: Edition, book: Book, path: Path) -> bool:
    card = card_of(book, edition.strings[book.language.locale])
    if card is not None:
        path.write_bytes(write_card(edition, book, card))
    return card is not None


def write_book(edition: Edition, book: Book) -> bytes:
    """A book as PDF."""
    keep_order_of(book)
    writer = Writer(range_form=book.language.options.range)
    writer.learn((chapter.name, chapter.body) for chapter in book.chapters)
    code = ['#import "look.typ": *', "#show: book", "#{"]
    for chapter in book.chapters:
        heading = " ".join("".join(chapter.body.xpath("string(.//h1)")).split())
        title = marked(chapter.title, book.direction) if heading == book.title else None
        code.append(writer.chapter_of(chapter.name, title, chapter.body))
    code.append("}")
    setting, files = setting_of(edition, book, writer, "book", book.title)
    return make_pdf("\n".join(code), setting, {**files, **writer.pictures}, writer.heads, book.tag, edition.moment)


def write_card(edition: Edition, book: Book, card: Card) -> bytes:
    """A card as PDF, in the largest letters that it fits on a page in."""
    t = edition.strings[book.language.locale]
    writer = Writer(range_form=book.language.options.range)
    rows = in_rows(card, t("exports.card.cautions"))
    references = columns(card.references)
    inside = [element for row in rows for place in row for element in place.content]
    writer.learn(("card", part) for part in (*card.recalls, *card.regimens, *inside, *references))
    writer.chapter = "card"

    def written(parts: Sequence[Element]) -> str:
        return "{\n" + "\n".join(line for part in parts for line in writer.block(part)) + "\n}"

    code = ['#import "look.typ": *', f"#card(regimens: {written([*card.recalls, *card.regimens])}, rows: ("]
    for row in rows:
        places = (f"({place.share}, {str(place.text).lower()}, {written(place.content)})," for place in row)
        code.append("(" + "\n".join(places) + "),")
    code.append(f"), references: ({', '.join(written([part]) for part in references)},))")
    setting, files = setting_of(edition, book, writer, "card", t("pdf.card", drug=card.drug))
    setting |= {"references": t("exports.card.references"), "tutorial": marked(book.title, book.direction)}
    setting["facts"] = setting["facts"][len(book.tutorial.file.recalls) :]  # a recall stands above the doses already

    def made(number: int) -> bytes:
        look = setting | {"size": SIZES[number], "row": ROW * SIZES[number]}
        return make_pdf("\n".join(code), look, {**files, **writer.pictures}, writer.heads, book.tag, edition.moment)

    return largest(made, len(SIZES))


def largest(made: Callable[[int], bytes], count: int) -> bytes:
    """The first of some documents, each smaller than the one before, that has one page; the last where none has."""
    low, high, fitting = 0, count - 1, b""
    while low < high:
        middle = (low + high) // 2
        document = made(middle)
        if pages(document) == 1:
            high, fitting = middle, document
        else:
            low = middle + 1
    return fitting or made(low)


def pages(document: bytes) -> int:
    """How many pages a PDF has."""
    pikepdf = imported("pikepdf", "pikepdf")
    from io import BytesIO

    with pikepdf.open(BytesIO(document)) as opened:
        return len(opened.pages)


def setting_of(
    edition: Edition, book: Book, writer: Writer, kind: str, title: str
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What look.typ asks for, and the files that it shows."""
    t = edition.strings[book.language.locale]
    by_key = {fact.key: fact.text for fact in book.facts}
    day = edition.moment.date()
    setting: dict[str, Any] = {
        "tag": book.tag,
        "languages": {tag: paper().language(tag) for tag in sorted({book.tag, *writer.tags})},
        "colours": paper().colours,
        **_PAGES[kind],
        "title": marked(title, book.direction),
        "site": edition.name,
        "authors": [person.name for person in book.tutorial.file.authors],
        "description": marked(book.description, book.direction),
        "date": [day.year, day.month, day.day],
        "facts": [{"name": fact.name, "text": fact.text, "url": fact.url} for fact in book.facts],
        "teaching": t("exports.teaching"),
        "contents": t("pdf.contents"),
        "page": re.split(r"\{page\}", t("pdf.page")),
        "foot": (t("pdf.recalled") if book.tutorial.file.recalled else "")
        + t("pdf.foot", title=marked(book.title, book.direction), version=by_key["version"], made=by_key["made"]),
        "qr": None,
    }
    files: dict[str, bytes] = {}
    if edition.url:
        address = edition.url + edition.address(book.language, book.tutorial)
        files["qr.svg"] = qr_code(address, border=0).encode()  # the paper around it is empty
        setting["qr"] = marked(t("pdf.qr", address=address), book.direction)
    return setting, files
