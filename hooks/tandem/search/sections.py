"""A finished page as its sections: heading, anchor and text, as a reader sees them.

Life: `read_sections` gets each built page once. A section begins at a heading with an id. An entry of a list of terms
is one by itself: a `dt` with an id, or a `div` of a `dl`. What is no text of the section is left out by what HTML and
ARIA say of it: controls, drawings, what is hidden, citation numbers and ways back (`doc-biblioref`, `doc-backlink`),
and what closes a page by repeating the list of another (`doc-endnotes`). A template marks what else repeats on every
page, or is written after the search (`data-search-exclude`). A table's row stays one line, its cells parted by tabs; a
row of heads begins with one. So the page can weigh heads and show a row whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import html

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "dt"}
# Text goes on through these; every other element begins a new line.
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "ruby",
    "rb", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
}  # fmt: skip
_CELLS = {"td", "th"}
_SILENT = {
    "script", "style", "template", "svg", "form", "button", "input", "select", "textarea", "nav", "rt", "rp",
    "noscript", "object", "audio", "video", "iframe",
}  # fmt: skip
_BREAK, _CELL, _HEADS = "\0", "\1", "\2"  # no page holds them
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


@dataclass(frozen=True)
class Section:
    """`text` has one line a block or row and does not hold the heading."""

    anchor: str
    heading: str
    text: str


def read_sections(page: str) -> list[Section]:
    """The sections of a page's article, in order; what stands above its first heading is the site's, not the text's."""
    article = next(html.document_fromstring(page).iter("article"))
    reader = _Reader()
    reader.walk(article)
    return [Section(anchor, _line(heading), _lines(text)) for anchor, heading, text in reader.found]


class _Reader:
    def __init__(self) -> None:
        self.found: list[tuple[str, list[str], list[str]]] = []
        self.into: list[str] = []  # where text goes: nowhere that is kept, before the first heading
        self._in_cell = False

    def walk(self, element: Any, anchor: str | None = None) -> None:
        """`anchor` is given to a heading that has none of its own."""
        if element.tag in _HEADINGS and (anchor := element.get("id") or anchor):
            heading: list[str] = []
            self.into = heading
            self._inside(element)
            text: list[str] = []
            self.found.append((anchor, heading, text))
            self.into = text
        elif element.tag == "div" and element.get("id") and element.getparent().tag == "dl":
            self._inside(element, element.get("id"))
            self.into = []  # what follows belongs to no entry
        elif element.tag in _CELLS and not self._in_cell:
            self.into.append(_CELL)
            self._in_cell = True
            self._inside(element)
            self._in_cell = False
        else:
            # What a cell breaks into lines stays in its row.
            around = "" if element.tag in _INLINE else " " if self._in_cell else _BREAK
            heads = element.tag == "tr" and not self._in_cell and all(child.tag == "th" for child in element)
            self.into.append(around + (_HEADS if heads else ""))
            self._inside(element)
            self.into.append(around)

    def _inside(self, element: Any, anchor: str | None = None) -> None:
        self.into.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and not _left_out(child):
                self.walk(child, anchor if child.tag == "dt" else None)
            self.into.append(child.tail or "")


def _left_out(element: Any) -> bool:
    if element.tag in _SILENT or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if any(element.get(name) is not None for name in ("data-live", "data-alone", "data-search-exclude")):
        return True
    if element.get("role") == "doc-endnotes" or "headerlink" in element.get("class", "").split():
        return True
    roles = {link.get("role") for link in element.iter("a")}
    if element.tag == "sup" and roles & {"doc-biblioref", "doc-noteref", "doc-backlink"}:
        return True
    return element.tag in _INLINE and "doc-backlink" in roles


def _line(parts: list[str]) -> str:
    return " ".join(_INVISIBLE.sub("", "".join(parts)).replace(_BREAK, " ").split())


def _lines(parts: list[str]) -> str:
    """Line ends of the source are white space like any other."""
    blocks = "".join(parts).split(_BREAK)
    return "\n".join(line for line in map(_row, blocks) if line.strip())


def _row(block: str) -> str:
    """A line of text, or of cells."""
    before, *cells = (_line([part]) for part in block.replace(_HEADS, "").split(_CELL))
    if not cells:
        return before
    first, *others = [*filter(None, [before]), *cells]
    return "\t".join([*([""] if _HEADS in block else []), first or " ", *others])
