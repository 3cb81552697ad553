"""The cover, drawn at build time: a PNG, since many reading systems show no other kind on their shelf.

Life: `draw_cover` sets the title, in every language, as large as it fits, into an SVG, and has it rasterised.
"""

from __future__ import annotations

from ...drawing.lettering import Column
from ...drawing.raster import FAMILY, check_letters, to_png
from ..book import Book
from ..edition import Edition

_WIDTH, _HEIGHT, _MARGIN = 1200, 1600, 110
_GROUND, _RING, _INK, _QUIET = "#00594f", "#1d7a6e", "#ffffff", "#d5ebe7"
_LARGEST, _SMALLEST = 168, 72
_LEADING = 1.25


def draw_cover(edition: Edition, book: Book) -> bytes:
    """The cover of a book."""
    return to_png(cover_drawing(edition, book))


def cover_drawing(edition: Edition, book: Book) -> str:
    """The same as SVG."""
    others = [book.tutorial.file.title[other.locale] for other in edition.languages if other is not book.language]
    facts = {fact.key: fact for fact in book.facts}
    below = [facts["review"].text, f"{facts['version'].name} {facts['version'].text} · {facts['made'].text}"]
    for text in [edition.name, book.title, *others, *below]:
        check_letters(text)
    column = Column(_MARGIN, _WIDTH - _MARGIN, book.direction == "rtl")
    size = column.largest(book.title, range(_LARGEST, _SMALLEST - 1, -4), 4)
    parts, at = [], 470.0
    for line in column.lines(book.title, size):
        parts.append(column.text(line, at, size, _INK))
        at += size * _LEADING
    at += 20
    for other in others:
        for line in column.lines(other, 60):
            parts.append(column.text(line, at, 60, _QUIET))
            at += 60 * _LEADING
    foot = [line for text in below for line in column.lines(text, 36)]
    parts += [column.text(line, _HEIGHT - 110 - 52 * (len(foot) - 1 - i), 36, _QUIET) for i, line in enumerate(foot)]
    rings = "".join(
        f'<circle cx="{x}" cy="1090" r="250" fill="none" stroke="{_RING}" stroke-width="44"/>' for x in (790, 1080)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-family="{FAMILY}">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_GROUND}"/>{rings}'
        f"{column.text(edition.name, 190, 52, _QUIET)}{''.join(parts)}</svg>"
    )
