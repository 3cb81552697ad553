"""EPUB 3: an e-book of each tutorial in each language, written with lxml and zipfile alone.

Life: `make` takes each book; every chapter becomes a file of its own (`xhtml`), the links between chapters find their
files, pictures become files too, and the package (`package`) tells reading systems the order, the landmarks and what
readers with disabilities will find. The book has no fonts and next to no colours of its own: type, size, paper and
night belong to the reading system.
"""

from __future__ import annotations

from pathlib import Path

from ...sealing import findings_in_book, located
from ..archive import write_archive
from ..book import Book, write_books
from ..edition import Edition
from ..held import keep_order, refuse, sources_of_book
from .cover import draw_cover
from .package import TYPE, container, navigation, package
from .pages import cover_page, title_page
from .parts import Part, Picture, chapters

STYLE = Path(__file__).with_name("book.css")


def make(edition: Edition, folder: Path) -> list[Path]:
    """Write magnesium.zh.epub and its like."""
    return write_books(edition, folder, ".{}.epub", _write)


def _write(edition: Edition, book: Book, path: Path) -> bool:
    t = edition.strings[book.language.locale]
    pictures = [Picture("cover.png", "image/png", draw_cover(edition, book), cover=True)]
    parts = [Part("cover", t("exports.cover"), cover_page(book, t)), Part("title", book.title, title_page(book, t))]
    inner, found = chapters(book)
    parts += inner
    pictures += found
    nav = navigation(book, parts, t)
    documents = [*((part.name, part.content) for part in parts), ("", nav)]
    refuse(
        [
            fault
            for name, content in documents
            for fault in located(findings_in_book(content), sources_of_book(book, name), f"the e-book {path.name}")
        ]
    )
    for name, content in documents:
        keep_order(content.decode(), sources_of_book(book, name), f"the e-book {path.name}")
    members = [
        ("mimetype", TYPE.encode("ascii")),
        ("META-INF/container.xml", container()),
        ("EPUB/package.opf", package(edition, book, parts, pictures)),
        ("EPUB/nav.xhtml", nav),
        ("EPUB/book.css", STYLE.read_bytes()),
        *((f"EPUB/{part.file}", part.content) for part in parts),
        *((f"EPUB/{picture.file}", picture.content) for picture in pictures),
    ]
    write_archive(path, members, edition.moment, plain=frozenset({"mimetype"}))
    return True
