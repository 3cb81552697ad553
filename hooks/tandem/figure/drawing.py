"""An author's SVG drawing: checked so that it is safe and whole, then one copy of it for each stage and language.

In the drawing, `data-stage="2 3"` on an element says in which stages it is seen (in all, where it is left out); an
element `<text data-label="name"/>` takes a word of figures.yml; other texts, the same in every language, carry
`data-same`. Colours come from classes that the site's style knows, so that a drawing follows dark mode and print.

Life: `check_drawing` finds, with the line, all that must not stand in it; `stage_markup` is then called for each page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree
from markupsafe import Markup

from ..core.data import read_text
from ..core.problems import Problems, did_you_mean

if TYPE_CHECKING:
    from .model import Figure

Element = Any  # an lxml element; its stubs are of no help with SVG

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = ("g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "text", "tspan")
# What an element may carry. Colours are not among it: they are the style's, by class.
_ATTRIBUTES = {
    *("class", "transform", "d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy"),
    *("width", "height", "viewBox", "text-anchor", "font-size", "data-stage", "data-label", "data-same"),
}
CLASSES = (
    *("ink", "quiet", "thin", "thick", "dashed", "paper", "soft", "deep", "warm", "cool", "strong", "none"),
    *("arrow", "on-colour", "small", "bold"),
)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def check_drawing(path: Path, labels: Sequence[str], stages: int, data: Path, problems: Problems) -> None:
    """Everything that is wrong with a drawing, at its line; what figures.yml names in vain, there."""
    root = _read(path, problems)
    if root is None:
        return
    if root.tag != f"{_SVG}svg" or not re.fullmatch(r"0 0 [0-9]+ [0-9]+", root.get("viewBox", "")):
        fix = 'begin it with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240">, whole numbers from 0'
        problems.add(path, root.sourceline or 1, "the drawing has no size that a page can scale", fix)
    used: set[str] = set()
    for element in root.iter(etree.Element):
        _check_element(element, path, labels, stages, problems)
        if element.get("data-label"):
            used.add(element.get("data-label"))
    for label in labels:
        if label not in used:
            fix = f'remove it, or add `<text data-label="{label}"/>` to {path.name}'
            problems.add(data, 1, f"the label '{label}' stands nowhere in {path.name}", fix)


def _read(path: Path, problems: Problems) -> Element | None:
    text = read_text(path, problems)
    if text is None:
        return None
    try:
        return etree.fromstring(text.encode(), _PARSER)
    except etree.XMLSyntaxError as error:
        fix = "save the drawing again as plain SVG, or mend it in a text editor"
        problems.add(path, error.lineno or 1, f"this is not a whole SVG drawing: {error.msg}", fix)
        return None


def _check_element(element: Element, path: Path, labels: Sequence[str], stages: int, problems: Problems) -> None:
    def report(what: str, fix: str) -> None:
        problems.add(path, element.sourceline or 1, what, fix)

    name = str(element.tag).removeprefix(_SVG)
    if element.getparent() is not None and name not in _SHAPES:
        shown = name.rpartition("}")[2]
        report(f"the element '{shown}' may not stand in a drawing", f"draw with {', '.join(_SHAPES)}")
        return
    for attribute in element.attrib:
        if attribute not in _ATTRIBUTES:
            shown = str(attribute).rpartition("}")[2]
            report(f"the attribute '{shown}' may not stand in a drawing", did_you_mean(shown, _ATTRIBUTES))
    for used in element.get("class", "").split():
        if used not in CLASSES:
            report(f"the class '{used}' is not one that the style knows", did_you_mean(used, CLASSES))
    for stage in element.get("data-stage", "").split():
        if not (stage.isdecimal() and 1 <= int(stage) <= stages):
            report(f"there is no stage '{stage}'", f"write numbers from 1 to {stages}")
    label = element.get("data-label")
    if label is not None and label not in labels:
        report(f"the label '{label}' is not in figures.yml", did_you_mean(label, labels))
    if name != "text" or label is not None:
        return
    if element.get("data-same") is None and "".join(element.itertext()).strip():
        report("a text in one language only", "write `data-label`, with its words in figures.yml, or `data-same`")


def stage_markup(path: Path, figure: Figure, number: int, locale: str) -> Markup:
    """The drawing at a stage (from 1) with its labels in a language. Only for a drawing that was checked."""
    root = deepcopy(etree.fromstring(path.read_bytes(), _PARSER))
    words = {label.id: label.text[locale] for label in figure.labels}
    for element in list(root.iter(etree.Element)):
        seen = element.attrib.pop("data-stage", "").split()
        if seen and str(number) not in seen:
            element.getparent().remove(element)
            continue
        element.attrib.pop("data-same", None)
        label = element.attrib.pop("data-label", None)
        if label is not None:
            element.text = words[label]
    root.set("role", "img")
    root.set("aria-label", f"{figure.stages[number - 1].title[locale]}. {figure.stages[number - 1].text[locale]}")
    root.set("class", "figure__drawing")
    comments: Any = root.xpath("//comment()")
    for comment in comments:
        comment.getparent().remove(comment)
    etree.cleanup_namespaces(root)
    text = etree.tostring(root, encoding="unicode", with_tail=False)
    return Markup(re.sub(r">\s+<", "><", text.replace(' xmlns="http://www.w3.org/2000/svg"', "")))
