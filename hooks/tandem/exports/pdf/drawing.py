"""Drawings for paper: a book's SVG as a file that Typst can show, in the faces of `paper.yml`.

The book has already painted each part. What is left to do: words that stand twice, first as their own halo, are drawn
in one; a drawing without a size of its own is made to take the one that it gets on the page.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from .faces import paper

Element = Any  # an lxml element; its stubs know no html

_SVG = "http://www.w3.org/2000/svg"
_PIXELS = re.compile(r"[0-9.]+(?:px)?\Z")
WIDTH, HEIGHT = "@width@", "@height@"  # where look.typ writes the size, in a drawing that has none


@dataclass(frozen=True)
class Drawing:
    """A drawing as a file. `width` is 0 where it is as wide as its place; `height` is then what it asks for, or 0."""

    content: bytes
    alt: str
    width: float
    height: float
    scaled: bool  # it has a view box: it may be shown at any width


def drawing_of(element: Element) -> Drawing:
    """A drawing of the book, ready to be shown."""
    copied = deepcopy(element)
    copied.tail = None
    _say_once(copied)
    for part in copied.iter(etree.Element):
        for name in ("class", "style", "role", "lang", "aria-label", "aria-hidden", "xmlns"):
            part.attrib.pop(name, None)
    width, height = (_pixels(copied.get(name)) for name in ("width", "height"))
    box = copied.get("viewBox")
    if box:
        width, height = (float(part) for part in box.replace(",", " ").split()[2:])
    else:
        copied.set("width", f"{width:g}" if width else WIDTH)
        copied.set("height", f"{height:g}" if width else HEIGHT)
    copied.set("xmlns", _SVG)
    copied.set("font-family", ", ".join(paper().drawing))
    return Drawing(etree.tostring(copied, encoding="utf-8"), words(element), width, height, bool(box))


def words(drawing: Element) -> str:
    """What a drawing says to those who do not see it; '' where it is to be passed over."""
    if drawing.get("aria-hidden") == "true":
        return ""
    return " ".join((drawing.get("aria-label") or drawing.findtext("title") or "").split())


def _pixels(value: str | None) -> float:
    return float(value.removesuffix("px")) if value and _PIXELS.match(value) else 0.0


def _say_once(drawing: Element) -> None:
    """A text that stands twice, first as its own halo, is drawn in one: copied or read aloud it must not repeat."""
    for text in list(drawing.iter("text")):
        after = text.getnext()
        if after is None or after.tag != "text" or text.get("stroke", "none") == "none":
            continue
        if all(text.get(name) == after.get(name) for name in ("x", "y", "transform")) and text.text == after.text:
            for name in ("stroke", "stroke-width", "stroke-linejoin"):
                if text.get(name):
                    after.set(name, text.get(name))
            after.set("paint-order", "stroke")
            text.getparent().remove(text)
