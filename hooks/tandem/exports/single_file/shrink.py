"""A container's tree made small, without a word less: what is said twice goes, and names nobody reads become short.

Everything here is safe by what the file holds: an id stays if a link or a name refers to it, a `data-` attribute if the
style or the scripts speak of it, a class likewise. A drawing's part that is drawn a second time refers to the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ...core.anchors import rename

Element = Any  # an lxml element; its stubs know no html

_REFERRING = "@for|@headers|@aria-labelledby|@aria-describedby|@aria-controls|@aria-owns|@aria-details"
_NUMBER = re.compile(r"(?<![\w.])(-?\d+)\.(\d*?)0+(?![\d.])")
_DRAWN = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points", "d")
_WORTH = 90  # bytes of a drawing's part from which a second one refers to the first
# What a script of the file says again of every link of its kind (page.js).
_ROLES = {"doc-biblioref": "", "doc-glossref": "t"}


def shrink(container: Element, code: str) -> None:
    """Make a language's container small; `code` is the file's style and scripts."""
    words = set(re.findall(r"[A-Za-z_][\w-]*", code))
    _say_once(container)
    _keep_spoken_of(container, words)
    for drawing in container.xpath(".//svg[not(ancestor::svg)]"):
        _round(drawing)
    _draw_once(container)
    _shorten(container)


def _say_once(container: Element) -> None:
    """A citation's number says what it is; the terms' words and the scripts' marks follow from the link."""
    for link in container.iter("a"):
        role = link.get("role")
        if role in _ROLES:
            link.attrib.pop("role")
            link.attrib.pop("aria-label", None)
            link.attrib.pop("aria-describedby", None)
            link.attrib.pop("class", None)
            if _ROLES[role]:
                link.set("class", _ROLES[role])
    for element in container.iter("sup"):
        element.attrib.pop("data-cite", None)
    for data in container.iter("data"):  # what tests of the site look at; the script computes from the numbers alone
        for name in ("data-band", "data-bound", "data-regimen", "data-unit"):
            data.attrib.pop(name, None)
    for element in list(container.xpath(".//td/span[not(@*)]|.//th/span[not(@*)]|.//figure//td/span[not(@*)]")):
        if element.xpath("count(../*) = 1") and not (element.getparent().text or "").strip():
            element.drop_tag()


def _keep_spoken_of(container: Element, words: set[str]) -> None:
    for element in container.iter(etree.Element):
        for name in list(element.attrib):
            if name.startswith("data-"):
                first, *others = name[5:].split("-")
                camel = first + "".join(part.capitalize() for part in others)
                if name not in words and camel not in words:
                    element.attrib.pop(name)
            elif name == "class":
                kept = [part for part in element.get("class").split() if part in words]
                if kept:
                    element.set("class", " ".join(kept))
                else:
                    element.attrib.pop("class")


def _round(drawing: Element) -> None:
    for element in drawing.iter(etree.Element):
        for name in _DRAWN:
            if "." in element.get(name, ""):
                element.set(name, _NUMBER.sub(lambda match: match[1] + (f".{match[2]}" if match[2] else ""), element.get(name)))


def _draw_once(container: Element) -> None:
    """Parts of drawings that are the same become one part and references to it; texts stay, to be read and found."""
    seen: dict[str, Element] = {}
    for run in list(_runs(container)):
        text = "".join(etree.tostring(element, encoding="unicode", with_tail=False) for element in run)
        if len(text) < _WORTH:
            continue
        first = seen.get(text)
        if first is None:
            seen[text] = _grouped(run, len(seen), container)
        else:
            use = run[0].makeelement("use", {"href": f"#{first.get('id')}"})
            use.tail = run[-1].tail
            run[0].addprevious(use)
            for element in run:
                element.getparent().remove(element)
    used = set(container.xpath(".//use/@href"))
    for group in seen.values():
        if f"#{group.get('id')}" not in used:
            group.attrib.pop("id")
            if not group.attrib:
                group.drop_tag()


def _runs(container: Element) -> Iterator[list[Element]]:
    """Neighbours in a drawing that hold no text, as long as they look alike."""
    for parent in container.xpath(".//svg|.//svg//g"):
        run: list[Element] = []
        for child in parent:
            fits = (
                child.tag in {"line", "path", "circle", "rect", "g", "polygon", "ellipse"}
                and not child.xpath("descendant-or-self::*[self::text or self::svg or @id or @data-from]")
                and "chart__yours" not in child.get("class", "")
            )
            if fits and (not run or run[0].tag == child.tag):
                run.append(child)
                continue
            if run:
                yield run
            run = [child] if fits else []
        if run:
            yield run


def _grouped(run: list[Element], number: int, container: Element) -> Element:
    group = run[0].makeelement("g", {"id": f"drawn--{number}"})
    run[0].addprevious(group)
    group.tail = run[-1].tail
    for element in run:
        element.tail = None
        group.append(element)
    return group


def _shorten(container: Element) -> None:
    """Ids that something refers to become short, the chapters' stay readable; the others go."""
    locale = container.get("id")
    links = [element for element in container.iter("a", "use") if element.get("href", "").startswith("#")]
    asked = {element.get("href")[1:] for element in links}
    for found in container.xpath(_REFERRING.replace("@", ".//@")):
        asked |= set(found.split())
    new: dict[str, str] = {}
    for element in container.xpath(".//*[@id]"):
        old = element.get("id")
        if element.getparent() is container and element.tag == "section":
            new[old] = f"{locale}-{old}"
        elif old in asked or element.tag == "li" and "quiz__item" in element.get("class", ""):
            new[old] = f"{locale}{len(new)}"
        elif "url(#" in etree.tostring(container, encoding="unicode") and element.xpath("ancestor::svg"):
            new[old] = f"{locale}{len(new)}"
        else:
            element.attrib.pop("id")
    rename(container, new, "")
    for element in links:
        element.set("href", "#" + new.get(element.get("href")[1:], element.get("href")[1:]))
