"""Drawings for paper: what a style sheet says of an SVG's parts, written into them as attributes.

Life: `Styles` reads the style sheets of the finished site once; `resolved` then gives each drawing the colours, widths
and sizes that a browser would, with `paper.yml`'s colours for the sheets' variables. A colour that cannot be told is
refused by name: a line that is not there could be a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import cssselect2
import tinycss2
import tinycss2.color3
from lxml import etree

from ..missing import CannotMakeError

Element = Any  # an lxml element; its stubs know no html

SVG = "http://www.w3.org/2000/svg"
_COLOURS = {"fill", "stroke", "stop-color", "color"}
_APPLIED = _COLOURS | {
    "fill-opacity", "fill-rule", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "opacity", "stop-opacity", "font-size", "font-weight", "font-style",
    "text-anchor", "dominant-baseline", "letter-spacing", "paint-order", "visibility", "display",
}  # fmt: skip
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)")
_DEPTH = 8  # a variable that stands for another, and so on
_SIZE_IN_FONT = re.compile(r"(?:^|\s)([0-9.]+(?:px|pt|em|rem))(?:/\S+)?\s")


@dataclass(frozen=True)
class _Rule:
    selector: Any  # a compiled selector
    weight: tuple[bool, tuple[int, int, int], int]
    name: str
    value: str


class Styles:
    """The rules of style sheets that can touch a drawing; `values` are what variables stand for on paper."""

    def __init__(self, sheets: Iterable[str], values: Mapping[str, str], families: str) -> None:
        self._values = dict(values)
        self._families = families
        self._rules: list[_Rule] = []
        for sheet in sheets:
            for rule in _rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)):
                self._read(rule)

    def _read(self, rule: Any) -> None:
        declared = [
            item
            for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            if item.type == "declaration"
        ]
        wanted = [item for item in declared if item.lower_name in _APPLIED or item.lower_name == "font"]
        if not wanted:
            return
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            return  # of a state or a screen: nothing that a drawing on paper has
        for selector in selectors:
            if selector.pseudo_element is not None:
                continue
            for item in wanted:
                value = tinycss2.serialize(item.value).strip()
                weight = (item.important, selector.specificity, len(self._rules))
                self._rules.append(_Rule(selector, weight, item.lower_name, value))

    def resolved(self, drawing: Element) -> bytes:
        """The drawing as a file of its own, every part with its own looks."""
        parts = list(drawing.iter(etree.Element))
        copied = deepcopy(drawing)
        for wrapper, element in zip(_wrapped(drawing, parts), copied.iter(etree.Element), strict=True):
            self._dress(element, wrapper)
        copied.tail = None
        copied.set("xmlns", SVG)
        copied.set("font-family", self._families)
        _say_once(copied)
        for element in copied.iter(etree.Element):
            for name in ("class", "style", "role", "lang"):
                element.attrib.pop(name, None)
        return bytes(etree.tostring(copied, encoding="utf-8"))

    def _dress(self, element: Element, wrapper: Any) -> None:
        rules = [rule for rule in self._rules if rule.selector.test(wrapper)]
        declared: dict[str, str] = {}
        for rule in sorted(rules, key=lambda rule: rule.weight):
            declared |= _longhand(rule.name, rule.value)
        for item in tinycss2.parse_blocks_contents(element.get("style", ""), skip_whitespace=True):
            if item.type == "declaration":
                declared |= _longhand(item.lower_name, tinycss2.serialize(item.value).strip())
        for name, value in declared.items():
            if name in _APPLIED:
                element.set(name, value)
        for name in list(element.attrib):
            if name in _APPLIED:
                element.set(name, self._told(name, element.get(name)))

    def _told(self, name: str, value: str) -> str:
        for _ in range(_DEPTH):
            value = _VARIABLE.sub(self._variable, value)
        value = value.strip()
        if name in _COLOURS:
            return self._colour(value)
        return re.sub(r"(?<=[0-9.])px\b", "", value)

    def _variable(self, match: re.Match[str]) -> str:
        known = self._values.get(match[1]) or match[2]
        if known is None:
            raise CannotMakeError(
                f"a drawing's colour is {match[1]}, which has none on paper",
                "name it under `variables` in hooks/tandem/exports/pdf/paper.yml",
            )
        return known

    def _colour(self, value: str) -> str:
        if value in {"none", "inherit"} or value.startswith("url("):
            return value
        if value.lower() == "currentcolor":
            return self._values["currentColor"]
        colour = tinycss2.color3.parse_color(value)
        if colour is None or isinstance(colour, str):
            raise CannotMakeError(
                f"a drawing has the colour '{value}', which cannot be told on paper", "write it as #rrggbb"
            )
        if colour.alpha == 0:
            return "none"
        return "#" + "".join(f"{round(part * 255):02x}" for part in colour[:3])


def words(drawing: Element) -> str:
    """What a drawing says to those who do not see it."""
    title = drawing.findtext("title") or ""
    return " ".join((drawing.get("aria-label") or title).split())


def _rules(nodes: Iterable[Any]) -> Iterator[Any]:
    """Every rule that holds on paper."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and node.content is not None:
            medium = tinycss2.serialize(node.prelude).lower()
            if re.fullmatch(r"\s*print\s*", medium):
                yield from _rules(
                    tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                )


def _wrapped(drawing: Element, parts: list[Element]) -> list[Any]:
    """The drawing and its parts as selectors see them: under all that they stand in."""
    root = drawing.getroottree().getroot()
    whole = cssselect2.ElementWrapper.from_html_root(root).iter_subtree()
    by_part = {wrapper.etree_element: wrapper for wrapper in whole}
    return [by_part[part] for part in parts]


def _longhand(name: str, value: str) -> dict[str, str]:
    if name != "font":
        return {name: value}
    size = _SIZE_IN_FONT.search(f" {value}")
    return {"font-size": size[1]} if size else {}


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
