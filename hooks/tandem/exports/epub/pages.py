"""The pages that only the e-book has: its cover, and the page that says what it is."""

from __future__ import annotations

from ...core.strings import Strings
from ..book import Book
from .xhtml import H, page


def cover_page(book: Book, t: Strings) -> bytes:
    """The picture, alone."""
    picture = H.img(src="cover.png", alt=t("exports.cover_of", title=book.title), role="doc-cover")
    body = H.section({"class": "cover", "aria-label": t("exports.cover")}, picture)
    return page(book, t("exports.cover"), body, kind="cover")


def title_page(book: Book, t: Strings) -> bytes:
    """Title, what it is for, and what every form says of itself."""
    facts = H.dl({"class": "facts"})
    for fact in book.facts:
        value = H.a(fact.text, href=fact.url) if fact.url else fact.text
        facts.append(H.div(H.dt(fact.name), H.dd(value)))
    body = H.section(
        {"class": "title", "aria-labelledby": "book-title"},
        H.h1(book.title, id="book-title"),
        H.p(book.description),
        H.p(H.strong(t("exports.teaching"))),
        facts,
    )
    return page(book, book.title, body, kind="frontmatter")
