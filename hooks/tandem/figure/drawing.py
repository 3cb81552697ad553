"""An author's SVG drawing: checked so that it is safe and whole, then one copy of it for each stage and language.

In the drawing, `data-stage="2 3"` on an element says in which stages it is seen (in all, where it is left out); an
element `<text data-label="name"/>` takes a word of figures.yml; other texts, the same in every language, carry
`data-same`. Colours come from classes that the site's style knows, so that a drawing follows dark mode and print.

Life: `read_drawing` finds, each at its line, all that must not stand in it, and keeps a sound one; `Drawing.markup` is
then called for each stage and page. What is allowed is listed, so that nothing else can get into a page: no script, no
address, no id that would clash, no colour that only one mode can show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from markupsafe import Markup

from ..core.data import read_text, shown
from ..core.problems import Problems, did_you_mean

Element = Any  # an lxml element; its stubs are of no help with SVG

MAX_BYTES = 50_000  # a page carries a copy for each stage
MAX_DEPTH = 20
MAX_PROBLEMS = 20  # a drawing just saved by an editor breaks a rule in every line; these are enough to see which
CLASSES = (
    *("thin", "thick", "dashed", "quiet", "none", "arrow"),
    *("paper", "soft", "deep", "warm", "cool", "hot", "strong"),
    *("small", "large", "bold"),
)
_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = ("g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text", "tspan")
_LETTERS = ("text", "tspan")

_N = r"-?(?:[0-9]{1,6}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"
_NUMBER = (re.compile(rf"{_N}\Z"), "a number such as 12 or -0.5")
_SIZE = (re.compile(rf"(?!-){_N}\Z"), "a number such as 12, not below 0")
_LIST = rf"{_N}(?:(?:\s+|\s*,\s*){_N})*"
# What an element may carry, and what may stand in it. Colours are not among it: they are the style's, by class.
_ATTRIBUTES: Mapping[str, tuple[re.Pattern[str], str]] = {
    **dict.fromkeys(("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "dx", "dy"), _NUMBER),
    **dict.fromkeys(("r", "rx", "ry", "width", "height"), _SIZE),
    "d": (re.compile(r"[Mm][MmLlHhVvCcSsQqTtAaZz0-9\s,.\-]*[0-9Zz]\s*\Z"), "a path such as M10 10 H90 V40 Z"),
    "points": (re.compile(rf"\s*{_LIST}\s*\Z"), "pairs of numbers such as 0,0 10,5"),
    "transform": (
        re.compile(rf"(?:(?:translate|rotate|scale|skewX|skewY|matrix)\(\s*{_LIST}\s*\)[\s,]*)+\Z"),
        "moves such as translate(10 20) or rotate(45)",
    ),
    "text-anchor": (re.compile(r"(?:start|middle|end)\Z"), "start, middle or end"),
    "viewBox": (re.compile(r"0 0 [1-9][0-9]{1,3} [1-9][0-9]{1,3}\Z"), "whole numbers from 0, such as 0 0 360 280"),
    "class": (re.compile(r""), ""),
    "data-stage": (re.compile(r""), ""),
    "data-label": (re.compile(r""), ""),
    "data-same": (re.compile(r""), ""),
}
_INSTEAD = {
    **dict.fromkeys(
        ("style", "fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight"),
        f"remove it; colours, lines and letters come from `class`: {', '.join(CLASSES)}",
    ),
    "id": "remove it: the drawing stands on a page more than once",
}
_HEAD = 'begin it with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 280">, whole numbers from 0'

Report = Callable[[Element, str, str], None]  # at what, what is wrong, fix


@dataclass(frozen=True)
class Drawing:
    """A sound drawing. `labels` are the names that its texts take."""

    root: Element
    labels: frozenset[str]

    def markup(self, stage: int, name: str, words: Mapping[str, str]) -> Markup:
        """The drawing at a stage (from 1): `name` is read in its place, `words` are those of its labels."""
        root = deepcopy(self.root)
        for element in list(root.iter(etree.Element)):
            stages = element.attrib.pop("data-stage", "")
            if stages and stage not in _numbers(stages):
                element.getparent().remove(element)
                continue
            element.attrib.pop("data-same", None)
            label = element.attrib.pop("data-label", None)
            if label is not None:
                element.text = words[label]
            elif element.tag.removeprefix(_SVG) not in _LETTERS:
                element.text = None
            if element.getparent() is None or element.getparent().tag.removeprefix(_SVG) not in _LETTERS:
                element.tail = None
        for empty in root.xpath("//*[local-name()='g' and not(.//*[local-name()!='g'])]"):
            if empty.getparent() is not None:
                empty.getparent().remove(empty)
        root.set("class", "figure__drawing")
        root.set("role", "img")
        root.set("aria-label", name)
        etree.cleanup_namespaces(root)
        text = etree.tostring(root, encoding="unicode", with_tail=False)
        # In HTML an svg element needs no namespace, and with one it would be no plain tag to those who read the page.
        return Markup(text.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))


def read_drawing(path: Path, labels: Collection[str], stages: int, problems: Problems) -> Drawing | None:
    """Read a drawing for a figure that has these labels and so many stages; None, with problems, where it is unfit."""
    root = _parsed(path, problems)
    if root is None:
        return None
    found: list[tuple[int, str, str]] = []

    def report(element: Element, what: str, fix: str) -> None:
        found.append((element.sourceline or 1, what, fix))

    if root.tag != f"{_SVG}svg":
        report(root, "this is not an SVG drawing", _HEAD)
    else:
        if not root.get("viewBox"):
            report(root, "the drawing has no size that a page can scale", _HEAD)
        for element in root.iter(etree.Element):
            _check_element(element, labels, stages, report)
    for line, what, fix in found[:MAX_PROBLEMS]:
        problems.add(path, line, what, fix)
    if len(found) > MAX_PROBLEMS:
        line = found[MAX_PROBLEMS][0]
        more = f"and {len(found) - MAX_PROBLEMS} more faults from here on"
        problems.add(path, line, more, "save the drawing as plain SVG, then mend what is named above")
    if found:
        return None
    return Drawing(root, frozenset(root.xpath("//@data-label")))


def _parsed(path: Path, problems: Problems) -> Element | None:
    text = read_text(path, problems)
    if text is None:
        return None
    size = len(text.encode())
    if size > MAX_BYTES:
        what = f"the drawing is too large: {size} bytes, and a page carries one for each stage"
        problems.add(path, 1, what, f"draw with fewer points; keep it under {MAX_BYTES} bytes")
        return None
    declared = re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.I)
    if declared:
        line = text.count("\n", 0, declared.start()) + 1
        problems.add(path, line, "a document type may not stand in a drawing", "remove all of `<!DOCTYPE …>`")
        return None
    # The text is decoded already, whatever encoding its first line names.
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        reason = re.sub(r",? line [0-9]+, column [0-9]+.*", "", error.msg or "it cannot be read")
        what = f"this is not a whole SVG drawing: {reason}"
        if not text.strip():
            what = "the drawing is empty"
        elif "depth" in reason:
            what = "the drawing is nested too deep"
        line = min(max(error.lineno or 1, 1), text.rstrip().count("\n") + 1)
        problems.add(path, line, what, "mend it in a text editor, or save the drawing again as plain SVG")
        return None


def _check_element(element: Element, labels: Collection[str], stages: int, report: Report) -> None:
    parent = element.getparent()
    name = element.tag.removeprefix(_SVG)
    if parent is not None and (not element.tag.startswith(_SVG) or name not in _ELEMENTS):
        report(element, f"the element '{_local(name)}' may not stand in a drawing", f"draw with {', '.join(_ELEMENTS)}")
        return
    depth = sum(1 for _ in element.iterancestors())
    if depth == MAX_DEPTH:
        report(element, "the drawing is nested too deep", "take groups out of their groups")
    if depth >= MAX_DEPTH:
        return
    for attribute, value in element.attrib.items():
        _check_attribute(element, attribute, value, report)
    _check_stages(element, stages, report)
    _check_letters(element, name, labels, report)


def _check_attribute(element: Element, attribute: str, value: str, report: Report) -> None:
    known, wanted = _ATTRIBUTES.get(attribute, (None, ""))
    if known is None or (attribute == "viewBox" and element.getparent() is not None):
        name = _local(attribute)
        near = "remove it" if name != attribute else did_you_mean(name, _ATTRIBUTES)
        fix = _INSTEAD.get(name) or (near if near.startswith("did you mean") else "remove it")
        report(element, f"the attribute '{name}' may not stand in a drawing", fix)
    elif not known.match(value):
        report(element, f"`{attribute}` cannot be {shown(value)}", f"write {wanted}")
    elif attribute == "class":
        for used in value.split():
            if used not in CLASSES:
                report(element, f"the class '{used}' is not one that the style knows", did_you_mean(used, CLASSES))


def _check_stages(element: Element, stages: int, report: Report) -> None:
    value = element.get("data-stage")
    if value is None:
        return
    if element.getparent() is None:
        report(element, "`data-stage` stands on the whole drawing", "write it on what is drawn in some stages only")
        return
    words = value.split()
    if not words:
        report(element, "`data-stage` names no stage", "name one, or remove it: without it, all stages show this")
    for word in words:
        if not re.fullmatch(r"[1-9]", word) or int(word) > stages:
            report(element, f"there is no stage {shown(word)}", f"write numbers from 1 to {stages}")
    for word in sorted({word for word in words if words.count(word) > 1}):
        report(element, f"the stage {shown(word)} is named twice", "remove one of the two")
    seen = set(_numbers(value))
    for around in element.iterancestors(f"{_SVG}g", f"{_SVG}text"):
        outer = set(_numbers(around.get("data-stage", "")))
        if seen and outer and not seen & outer:
            report(element, "this is seen in no stage: what it stands in has others", "correct one of the two")


def _check_letters(element: Element, name: str, labels: Collection[str], report: Report) -> None:
    stray = "" if name in _LETTERS else " ".join("".join(_own(element)).split())
    if stray:
        report(element, f"letters outside of a text, in '{name}': {shown(stray)}", "remove them, or write a `text`")
    label, same = element.get("data-label"), element.get("data-same")
    if name != "text":
        if label is not None or same is not None:
            report(element, f"only a `text` takes words, not '{name}'", "write `<text data-label=…/>` beside it")
        inside = element.getparent() is not None and element.getparent().tag.removeprefix(_SVG) in _LETTERS
        if (name == "tspan") != inside and element.getparent() is not None:
            fix = "put it into a `text`" if name == "tspan" else "close the `text` before it"
            report(element, f"'{name}' stands {'outside of' if name == 'tspan' else 'inside'} a text", fix)
        return
    if element.getparent() is not None and element.getparent().tag.removeprefix(_SVG) in _LETTERS:
        report(element, "'text' stands inside a text", "close the `text` before it, or write `tspan`")
    words = "".join(element.itertext()).strip()
    if label is None and same is None:
        what = "a text in one language only" if words else "a text that nothing fills"
        report(element, what, "write `data-label`, with its words in figures.yml, or `data-same` for a formula")
    elif label is not None and same is not None:
        report(element, "both `data-label` and `data-same`", "keep one of the two")
    elif same is not None and not words:
        report(element, "a text without letters", "write them, or `data-label` instead of `data-same`")
    elif label is not None and (words or len(element)):
        report(element, f"the label '{label}' holds letters of its own", "leave it empty; figures.yml has its words")
    elif label is not None and label not in labels:
        report(element, f"the label '{label}' is not in figures.yml", did_you_mean(label, labels))


def _own(element: Element) -> Iterator[str]:
    """What stands directly in an element, between its children."""
    yield element.text or ""
    yield from (child.tail or "" for child in element)


def _numbers(value: str) -> list[int]:
    return [int(word) for word in value.split() if re.fullmatch(r"[0-9]{1,3}", word)]


def _local(name: str) -> str:
    return name.rpartition("}")[2]
