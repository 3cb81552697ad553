"""Find what a finished page shows of quantities outside of an isolate, in text that runs from right to left.

Life: asked of every page and of every form's documents when nothing more will change in them. The page is parsed as
browsers parse it, apart from what `markup` did to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .markup import INLINE, SAID
from .runs import LTR, RTL, is_right

_QUANTITY = re.compile(r"[^\W_]*\d[^\s\u2066-\u2069]*(?:\s?[A-Za-zµμ%/]+)?")
_OPENS, _CLOSES = "\u2066\u2067\u2068", "\u2069"
_SILENT = frozenset(("script", "style", "template", "textarea", "head"))
_SHOWN = 40  # letters of what is found


def outside(page: str) -> Iterator[str]:
    """Every quantity, with what stands around it, that the text about it may turn round."""
    if RTL not in page:
        return
    parser = LexborHTMLParser(page)
    root, body = parser.root, parser.body
    if root is None:
        return
    base = RTL if RTL in (root.attributes.get("dir"), body.attributes.get("dir") if body else None) else LTR
    yield from _Walk().inside(root, base)


class _Walk:
    def __init__(self) -> None:
        self.open: list[str] = []  # the isolating characters about the place, in its line

    def inside(self, element: LexborNode, base: str) -> Iterator[str]:
        """What an element holds; `base` is the direction about it."""
        tag = element.tag or ""
        if tag in _SILENT:
            return
        given = element.attributes.get("dir")
        isolates = "dir" in element.attributes or tag in ("bdi", "bdo")
        if isolates:
            base = given if given in (LTR, RTL) else _first(element.text())
        if tag == "svg" and element.attributes.get("direction") == LTR and base == RTL:
            yield from self._of_drawing(element)
            return
        if base == RTL:
            for name in SAID & set(element.attributes):
                yield from _Walk().text(element.attributes[name] or "")
        line = tag not in INLINE or isolates
        about, self.open = self.open, [] if line else self.open
        for child in element.iter(include_text=True):
            if child.tag == "-text":
                if base == RTL and not (isolates and tag in ("bdi", "bdo")):
                    yield from self.text(child.text_content or "")
            elif not (child.tag or "-").startswith(("-", "_")):
                yield from self.inside(child, base)
        if line:
            self.open = about

    def text(self, text: str) -> Iterator[str]:
        """A piece of text in a line that runs from right to left."""
        bare: list[str] = []
        for letter in text:
            if letter in _OPENS:
                self.open.append(letter)
            elif letter == _CLOSES and self.open:
                self.open.pop()
            bare.append("\u2066" if self.open and letter != "\u2066" else letter)
        shown = "".join(bare)
        for found in _QUANTITY.finditer(shown):
            yield text[max(0, found.start() - 10) : found.end()][:_SHOWN]

    def _of_drawing(self, drawing: LexborNode) -> Iterator[str]:
        """A drawing is laid out from left to right: only its texts in the other direction can turn numbers round."""
        for text in drawing.css("text, title, desc"):
            words = text.text()
            if any(map(is_right, words)):
                if not words.strip().startswith("\u2067"):
                    yield words.strip()[:_SHOWN]
                    continue
                yield from _Walk().text(words.strip().removeprefix("\u2067"))


def _first(text: str) -> str:
    return next((RTL if is_right(letter) else LTR for letter in text if letter.isalpha()), LTR)
