"""What a built page says: its statements in order, each with its place and the works that it cites.

Life: `read_page` walks the page's own text, without the frame around it; a paragraph, an item, a row of a table, a
heading is one statement. Numbers that scripts compute with stand in attributes (`data-max="20000"`): they are
statements of their own, as no reader sees them before they are wrong. A drawing is told by its checksum.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

from ..dosing.units import DOSES, STRENGTHS

TEXT, COMPUTED, REFERENCE, DRAWING = "text", "computed", "reference", "drawing"

_BLOCKS = {
    "address", "article", "aside", "blockquote", "button", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "legend", "li", "ol", "optgroup",
    "option", "p", "pre", "section", "select", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_LEFT_OUT = {"script", "style", "template", "nav"}
_CELLS = {"td", "th"}
_HEADING = re.compile(r"h[1-6]\Z")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"-?[0-9]+\Z")
# Longest first; not in the midst of a word: "5 min" has no unit of length.
_UNITS = sorted({*DOSES, *STRENGTHS, "%"}, key=len, reverse=True)
_UNIT = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, _UNITS))})(?![A-Za-z])")


@dataclass(frozen=True)
class Statement:
    """One thing that a page says; `place` is the heading that it stands under, as an address has it: "#dosing"."""

    page: str
    place: str
    kind: str
    text: str
    cites: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every number of it, in order."""
        return tuple(_NUMBER.findall(self.text))

    @property
    def units(self) -> tuple[str, ...]:
        """The units of doses and strengths in it, in order."""
        return tuple(_UNIT.findall(self.text))

    @property
    def has_dose(self) -> bool:
        """Whether a number stands in it beside a unit that doses have, or a script computes with it."""
        return self.kind == COMPUTED or bool(self.units and self.numbers)

    @property
    def shape(self) -> tuple[str, str]:
        """The statement without its figures and citations, by which it is known again."""
        return self.kind, _NUMBER.sub("#", self.text)

    def __str__(self) -> str:
        return f"{self.text} [{', '.join(self.cites)}]" if self.cites else self.text


def pages(site: Path) -> set[str]:
    """The pages of a site, but those that say again what two others say, side by side."""
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    return {path.as_posix() for path in found if "." not in path.stem and path.parts[0] != "downloads"}


def read_page(site: Path, name: str) -> list[Statement]:
    """The statements of a page, its title and description first."""
    root = html.document_fromstring((site / name).read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    reader = _Reader(name)
    head = root.find("head")
    for element in head.iter("title", "meta") if head is not None else ():  # a drawing has a title too
        if element.get("name", "description") == "description":
            reader.add(element.get("content") or element.text or "")
    article = next(root.iter("article"), None)
    reader.walk(next(root.iter("body")) if article is None else article)
    reader.flush()
    return reader.found


class _Reader:
    """Gathers the text of one page; a block's end, and its beginning, ends a statement."""

    def __init__(self, page: str) -> None:
        self.page, self.place = page, ""
        self.kind, self.words, self.cites = TEXT, list[str](), list[str]()
        self.found: list[Statement] = []

    def add(self, text: str) -> None:
        self.words.append(text)
        self.flush()

    def flush(self) -> None:
        text = " ".join("".join(self.words).replace("\u2060", "").split()).strip("| ")
        if text or self.cites:
            self.found.append(Statement(self.page, self.place, self.kind, text, tuple(self.cites)))
        self.words, self.cites = [], []

    def walk(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT or "headerlink" in element.get("class", "").split():
            return
        if tag == "svg":
            self._drawing(element)
            return
        if "data-cite" in element.attrib:  # the marks are numbers that change with every new work
            self.cites += element.get("data-cite", "").split()
            return
        block, kind = tag in _BLOCKS, self.kind
        if block:
            self.flush()
        if _HEADING.match(tag) and element.get("id"):
            self.place = f"#{element.get('id')}"
        if element.get("role") == "doc-endnotes" or (tag == "li" and element.get("id", "").startswith("ref-")):
            self.kind = REFERENCE
        self._computed(element)
        if tag in _CELLS:
            self.words.append(" | ")
        if tag == "img":
            self.words.append(f" {element.get('alt', '')} ")
        self.words.append(element.text or "")
        for child in element:
            self.walk(child)
            self.words.append(child.tail or "")
        if block:
            self.flush()
        self.kind = kind

    def _computed(self, element: html.HtmlElement) -> None:
        numbers = {
            name: value
            for name, value in sorted(element.attrib.items())
            if name.startswith("data-") and _WHOLE.match(value)
        }
        if numbers:
            called = element.get("name") or element.get("value") or element.get("data-bound") or ""
            told = ", ".join(f"{name.removeprefix('data-')} {value}" for name, value in numbers.items())
            words = f"{element.tag} {called}: {told}".replace(" :", ":")
            self.found.append(Statement(self.page, self.place, COMPUTED, words))

    def _drawing(self, element: html.HtmlElement) -> None:
        self.flush()
        named = element.get("aria-label") or " ".join("".join(element.itertext()).split())
        digest = hashlib.sha256(etree.tostring(element, method="c14n", with_tail=False)).hexdigest()[:12]
        self.found.append(Statement(self.page, self.place, DRAWING, f"drawing {digest}: {named}"))
