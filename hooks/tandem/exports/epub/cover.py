"""The cover, drawn at build time: a PNG, since many reading systems show no other kind on their shelf.

Life: `draw_cover` sets the title, in every language, as large as it fits, into an SVG, and has it rasterised.
"""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

from ..book import Book
from ..edition import Edition
from ..raster import FAMILY, check_letters, to_png, width

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
    size = next(size for size in range(_LARGEST, 0, -4) if len(_lines(book.title, size)) <= 4 or size <= _SMALLEST)
    parts, at = [], 470.0
    for line in _lines(book.title, size):
        parts.append(_text(line, at, size, _INK, book))
        at += size * _LEADING
    at += 20
    for other in others:
        for line in _lines(other, 60):
            parts.append(_text(line, at, 60, _QUIET, book))
            at += 60 * _LEADING
    foot = [line for text in below for line in _lines(text, 36)]
    parts += [_text(line, _HEIGHT - 110 - 52 * (len(foot) - 1 - i), 36, _QUIET, book) for i, line in enumerate(foot)]
    rings = "".join(
        f'<circle cx="{x}" cy="1090" r="250" fill="none" stroke="{_RING}" stroke-width="44"/>' for x in (790, 1080)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-family="{FAMILY}">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_GROUND}"/>{rings}'
        f"{_text(edition.name, 190, 52, _QUIET, book)}{''.join(parts)}</svg>"
    )


def _text(line: str, y: float, size: int, colour: str, book: Book) -> str:
    rtl = book.direction == "rtl"
    x, anchor = (_WIDTH - _MARGIN, "end") if rtl else (_MARGIN, "start")
    return f'<text x="{x}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{escape(line)}</text>'


def _lines(text: str, size: int) -> list[str]:
    """The text in lines that fit; a line breaks at a space or beside a letter as wide as it is high."""
    room = (_WIDTH - 2 * _MARGIN) / size
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.strip() for line in lines]


def _pieces(text: str) -> list[str]:
    """What never breaks: words with the space after them, single wide letters with the signs that close them."""
    pieces: list[str] = []
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in "WF" and unicodedata.category(letter)[0] == "L"
        before = pieces[-1][-1] if pieces else " "
        broken = before.isspace() or wide or (unicodedata.east_asian_width(before) in "WF" and letter.isalnum())
        if broken and not re.match(r"\s", letter):
            pieces.append(letter)
        else:
            pieces[-1:] = [(pieces[-1] if pieces else "") + letter]
    return pieces
