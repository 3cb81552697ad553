"""A container's tree made small: what is said twice goes, and names that nobody reads become short.

What each step saves is told in adr/0016. An id stays if a link or a name refers to it, a `data-` attribute or a class
if the style or the scripts speak of it; a class of which only the style speaks gets a short name. A drawing's part that
is drawn a second time refers to the first. Of the words only those go that lead back from a reference to where it is
cited: the file's own way back does that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_letters, digits
from typing import Any

from lxml import etree

from ...core.anchors import rename

Element = Any  # an lxml element; its stubs know no html

_REFERRING = "@for|@headers|@aria-labelledby|@aria-describedby|@aria-controls|@aria-owns|@aria-details"
_SHAPES = {"line", "path", "circle", "rect", "g", "polygon", "ellipse"}
_ITS_OWN = "self::text or self::svg or @id or @data-from"  # read, drawn at a place of its own, or moved by a script
_WORTH = 90  # bytes of a drawing's part from which a second one refers to the first
# What a script of the file says again of every link of its kind (page.js).
_ROLES = {"doc-biblioref": "", "doc-glossref": "t"}
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_DIGITS = digits + ascii_letters
_LEAST = 4  # letters from which a class is worth a shorter name


@dataclass
class Names:
    """What the file's styles and scripts speak of, and the short names of the classes that are the styles' alone."""

    styles: tuple[str, ...]
    script: str
    short: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._said = set(_WORD.findall(self.script))
        self._words = self._said | set(_WORD.findall(" ".join(self.styles)))
        self._begun = tuple(word for word in self._said if word.endswith("__"))  # a script adds the rest
        self.styles = tuple(_CLASS.sub(lambda match: f".{self._shortened(match[1])}", style) for style in self.styles)

    def _shortened(self, name: str) -> str:
        if len(name) < _LEAST or name in self._said or name.startswith(self._begun):
            return name
        return self.short.setdefault(name, f"_{len(self.short)}")

    def of_class(self, value: str) -> str:
        """The classes that someone speaks of, as the file calls them."""
        kept = [name for name in value.split() if name in self._words or name.startswith(self._begun)]
        return " ".join(self.short.get(name, name) for name in kept)

    def has(self, attribute: str) -> bool:
        """Whether someone reads a `data-` attribute."""
        first, *others = attribute.removeprefix("data-").split("-")
        return not {attribute, first + "".join(part.capitalize() for part in others)}.isdisjoint(self._words)


def shrink(container: Element, names: Names, letter: str) -> None:
    """Make a language's container small; its ids begin with the letter, which no other container's do."""
    _say_once(container)
    _draw_once(container)
    _shorten(container, letter)
    _keep_spoken_of(container, names)


def _say_once(container: Element) -> None:
    """A citation's number says what it is; terms' words follow from the link, and a language from what is around.

    The style says for every drawing in a drawing that it may reach over its edge.
    """
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
        if "cite" in element.get("class", "").split():
            element.attrib.pop("class")
            element.attrib.pop("data-cite", None)
    for element in container.xpath("./*//*[@lang]"):
        if element.xpath("ancestor::*[@lang][1]/@lang") == [element.get("lang")]:
            element.attrib.pop("lang")
    for inner in container.xpath(".//svg//svg[@overflow='visible']"):
        inner.attrib.pop("overflow")
    for back in container.xpath(".//span[a[@role='doc-backlink']][not(.//a[not(@role='doc-backlink')])]"):
        back.drop_tree()


def _keep_spoken_of(container: Element, names: Names) -> None:
    for element in container.iter(etree.Element):
        for name in list(element.attrib):
            if name.startswith("data-") and not names.has(name):
                element.attrib.pop(name)
            elif name == "class":
                kept = names.of_class(element.get("class"))
                if kept:
                    element.set("class", kept)
                else:
                    element.attrib.pop("class")
    spans = ".//span[not(@*)][not(ancestor::form)][not(ancestor::ol[@type])]"
    for element in container.xpath(f"{spans}|.//svg//g[not(@*)]"):
        element.drop_tag()


def _draw_once(container: Element) -> None:
    """Parts of drawings that are the same become one part and references to it; texts stay, to be read and found.

    None refers to one that is packed without it.
    """
    seen: dict[tuple[str, bool], Element] = {}
    for run in list(_runs(container)):
        written = "".join(etree.tostring(element, encoding="unicode", with_tail=False) for element in run)
        text = written, bool(run[0].xpath("ancestor::*[@data-packed]"))
        if len(written) < _WORTH:
            continue
        first = seen.get(text)
        if first is None:
            seen[text] = _grouped(run, len(seen))
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
            fits = child.tag in _SHAPES and not child.xpath(f"descendant-or-self::*[{_ITS_OWN}]")
            if fits and (not run or _kind(run[0]) == _kind(child)):
                run.append(child)
                continue
            if run:
                yield run
            run = [child] if fits else []
        if run:
            yield run


def _kind(element: Element) -> tuple[str, str | None, str | None]:
    return element.tag, element.get("y1"), element.get("y2")


def _grouped(run: list[Element], number: int) -> Element:
    group = run[0].makeelement("g", {"id": f"drawn--{number}"})
    run[0].addprevious(group)
    group.tail = run[-1].tail
    for element in run:
        element.tail = None
        group.append(element)
    return group


def _digits(number: int) -> str:
    """As short as a number is written in letters and digits."""
    high, low = divmod(number, len(_DIGITS))
    return (_digits(high) if high else "") + _DIGITS[low]


def _shorten(container: Element, letter: str) -> None:
    """Ids that something refers to become short, the oftener the shorter; the chapters' stay readable; others go."""
    locale = container.get("id")
    links = [element for element in container.iter("a", "use") if element.get("href", "").startswith("#")]
    asked = Counter(element.get("href")[1:] for element in links)
    for found in container.xpath(_REFERRING.replace("@", ".//@")):
        asked.update(found.split())
    # A question's script asks for its id.
    painted = "url(#" in etree.tostring(container, encoding="unicode")
    new: dict[str, str] = {}
    kept = []
    for element in container.xpath(".//*[@id]"):
        old = element.get("id")
        if element.getparent() is container and element.tag == "section":
            new[old] = f"{locale}-{old}"
        elif old in asked or element.get("data-kind") or (painted and element.xpath("ancestor::svg")):
            kept.append(old)
        else:
            element.attrib.pop("id")
    kept.sort(key=lambda old: -asked[old])
    new |= {old: f"{letter}{_digits(number)}" for number, old in enumerate(kept)}
    rename(container, new, "")
    for element in links:
        element.set("href", "#" + new.get(element.get("href")[1:], element.get("href")[1:]))
