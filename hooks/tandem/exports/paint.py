"""Drawings painted as the site shows them, by attributes of their own: a book has none of the site's styles.

Life: `paint` is called with an article that still stands in its page, whose stylesheets lie in the site. What they say
of a drawing's parts in the light scheme is written onto each part; colours as every reader knows them, `#rrggbb` and an
opacity. A part that the styles hide is taken out. Rules for print, for narrow screens or the dark scheme are not read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import tinycss2
import tinycss2.color4
from cssselect import HTMLTranslator, SelectorError
from cssselect import parse as parse_selectors
from lxml import etree

from ..core.anchors import resolved

Element = Any  # an lxml element; its stubs know no html

_COLOURS = ("fill", "stroke")
_WRITTEN = (
    *_COLOURS, "fill-opacity", "stroke-opacity", "opacity", "stroke-width", "stroke-dasharray", "stroke-linecap",
    "stroke-linejoin", "paint-order", "text-anchor", "font-size", "font-weight", "font-style",
)  # fmt: skip
_READ = {*_WRITTEN, "font", "color", "display", "visibility"}
_PIXELS = re.compile(r"(?:^|\s)([\d.]+px)")  # the size in a `font`
_MEDIA = {"", "all", "screen"}
_DEPTH = 20  # of variables that stand for variables


@dataclass(frozen=True)
class _Rule:
    xpath: str
    weight: tuple[int, int, int]
    declarations: tuple[tuple[str, str, bool], ...]  # name, value, important


@dataclass
class _Styles:
    """What a page's stylesheets say of each element, the heaviest last."""

    found: dict[Element, list[tuple[tuple[bool, tuple[int, int, int], int], str, str]]] = field(default_factory=dict)

    def of(self, element: Element) -> dict[str, str]:
        said = sorted(self.found.get(element, []), key=lambda item: item[0])
        result: dict[str, str] = {}
        for _, name, value in said:
            result.pop(name, None)
            result[name] = value
        return {**result, **dict(_declared(element.get("style", "")))}


def paint(article: Element, folder: Path, address: str) -> None:
    """Write onto every drawing of the article how its page, at `address` of the site in `folder`, shows it."""
    drawings = list(article.iter("svg"))
    if not drawings:
        return
    root = article.getroottree().getroot()
    styles = _styles(root, folder, address)
    for drawing in drawings:
        inherited: dict[str, str] = {"color": "#000000"}
        for element in reversed(list(drawing.iterancestors())):
            inherited = _inherit(inherited, styles.of(element))
        _paint(drawing, inherited, styles)


def _inherit(above: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """The variables, and the colour of texts, that hold inside an element."""
    result = {**above, **{name: value for name, value in said.items() if name.startswith("--")}}
    if "color" in said:
        result["color"] = _filled(said["color"], result) or above["color"]
    return result


def _paint(element: Element, above: Mapping[str, str], styles: _Styles) -> None:
    said = styles.of(element)
    variables = _inherit(above, said)
    values = {name: _filled(value, variables) for name, value in said.items() if name in _READ}
    if values.get("display") == "none" or values.get("visibility") == "hidden":
        element.drop_tree()
        return
    for name, value in values.items():
        if value is None:
            continue
        if name == "font":
            size = _PIXELS.search(value)
            if size:
                element.set("font-size", size[1])
        elif name in _COLOURS:
            _colour(element, name, value, variables["color"])
        elif name in _WRITTEN:
            element.set(name, value)
    element.attrib.pop("style", None)
    for child in list(element.iterchildren(etree.Element)):
        _paint(child, variables, styles)


def _colour(element: Element, name: str, value: str, current: str) -> None:
    colour = tinycss2.color4.parse_color(current if value.lower() == "currentcolor" else value)
    if colour is None or colour == "currentcolor":
        element.set(name, value)  # none, or url(…)
        return
    red, green, blue = (round(255 * min(max(part or 0, 0), 1)) for part in colour.to("srgb").coordinates)
    element.set(name, f"#{red:02x}{green:02x}{blue:02x}")
    if colour.alpha < 1:
        element.set(f"{name}-opacity", f"{colour.alpha:.2f}")


def _filled(value: str, variables: Mapping[str, str], depth: int = 0) -> str | None:
    """A value without `var()`; None where a variable has no value."""
    if "var(" not in value:
        return value
    parts = []
    for token in tinycss2.parse_component_value_list(value):
        if token.type == "function":
            if token.lower_name == "var":
                filled = _variable(token.arguments, variables, depth)
            else:
                inside = _filled(tinycss2.serialize(token.arguments), variables, depth)
                filled = None if inside is None else f"{token.name}({inside})"
            if filled is None:
                return None
            parts.append(filled)
        else:
            parts.append(token.serialize())
    return "".join(parts)


def _variable(arguments: list[Any], variables: Mapping[str, str], depth: int) -> str | None:
    text = tinycss2.serialize(arguments)
    name, comma, fallback = (part.strip() for part in text.partition(","))
    for value in ([variables[name]] if name in variables else []) + ([fallback] if comma else []):
        filled = _filled(value, variables, depth + 1) if depth < _DEPTH else None
        if filled is not None:
            return filled
    return None


def _styles(root: Element, folder: Path, address: str) -> _Styles:
    styles = _Styles()
    order = 0
    for link in root.xpath("/html/head/link[@rel='stylesheet']/@href"):
        parts = urlsplit(link)
        path = folder / unquote(resolved(parts.path, address))
        if parts.scheme or parts.netloc or posixpath.splitext(path.name)[1] != ".css":
            continue
        for rule in _rules(path.read_text(encoding="utf-8")):
            order += 1
            for element in root.xpath(rule.xpath):
                at = styles.found.setdefault(element, [])
                at += [((hard, rule.weight, order), name, value) for name, value, hard in rule.declarations]
    return styles


@cache
def _rules(style: str) -> tuple[_Rule, ...]:
    return tuple(_read(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)))


def _read(nodes: list[Any]) -> Iterator[_Rule]:
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword == "media" and node.content is not None:
            if tinycss2.serialize(node.prelude).strip().lower() in _MEDIA:
                yield from _read(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
        elif node.type == "qualified-rule":
            declarations = tuple(_declarations(node.content))
            if declarations:
                yield from _selected(tinycss2.serialize(node.prelude), declarations)


def _selected(selector: str, declarations: tuple[tuple[str, str, bool], ...]) -> Iterator[_Rule]:
    """One rule for each selector; those that ask for what a finished page does not have are passed over."""
    for part in _commas(selector):
        try:
            (parsed,) = parse_selectors(part)
            if parsed.pseudo_element is None:
                xpath = HTMLTranslator().selector_to_xpath(parsed, prefix="descendant-or-self::")
                yield _Rule(xpath, parsed.specificity(), declarations)
        except (SelectorError, NotImplementedError):
            continue


def _commas(selector: str) -> Iterator[str]:
    parts: list[Any] = []
    for token in tinycss2.parse_component_value_list(selector):
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(parts)
            parts = []
        else:
            parts.append(token)
    yield tinycss2.serialize(parts)


def _declarations(content: Any) -> Iterator[tuple[str, str, bool]]:
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration" and (item.name.startswith("--") or item.lower_name in _READ):
            name = item.name if item.name.startswith("--") else item.lower_name
            yield name, tinycss2.serialize(item.value).strip(), item.important


def _declared(style: str) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value, _ in _declarations(style))
