"""Drawings that lie beside the texts: an SVG opened by its address is a page, and may hold no more than a picture.

Life: `check_files` hands over each SVG that is to be published; what `drawn.yml` does not name is a problem at its
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from ..core.data import read_text
from ..core.problems import Problems

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_URL = re.compile(r"url\(\s*[\"']?\s*(.)", re.I)
_FIX = "save it from the drawing program as plain SVG, or as PNG"


def check_drawing(path: Path, problems: Problems) -> None:
    """Name whatever in an SVG could run, load something or lead elsewhere, each at its line."""
    text = read_text(path, problems)
    if text is None:
        return
    try:
        # Without entities, and with the parser's own limits of depth and size.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root: Any = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        problems.add(path, min(line, text.count("\n") + 1), f"this is no SVG that can be read: {error.msg}", _FIX)
        return
    document = root.getroottree().docinfo
    if document.internalDTD is not None and any(document.internalDTD.iterentities()):
        problems.add(path, 1, "the drawing declares entities", _FIX)
    if root.tag != f"{{{_SVG}}}svg":
        fix = f'begin it with `<svg xmlns="{_SVG}">`; {_FIX}'
        problems.add(path, 1, f"the file is no drawing but <{_short(root.tag)}>", fix)
        return
    for node in root.xpath("/processing-instruction()"):
        problems.add(path, node.sourceline or 1, f"the drawing asks for something else: <?{node.target}", _FIX)
    for node in root.iter():
        for what in dict.fromkeys(_faults(node)):
            problems.add(path, node.sourceline or 1, what, _FIX)


@cache
def _allowed() -> dict[str, frozenset[str]]:
    held: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("drawn.yml").read_text(encoding="utf-8"))
    return {name: frozenset(values) for name, values in held.items()}


def _faults(node: Any) -> Iterator[str]:
    if node.tag is etree.Comment:
        return
    if not isinstance(node.tag, str):
        yield f"a drawing may not hold {node.text or node}"[:80]
        return
    name = etree.QName(node.tag)
    if name.namespace in _allowed()["notes"]:
        return
    if name.namespace != _SVG or name.localname not in _allowed()["elements"]:
        yield f"a drawing may not hold <{_short(node.tag)}>"
        return
    for key, value in node.attrib.items():
        attribute = etree.QName(key)
        if attribute.namespace in _allowed()["notes"]:
            continue
        if key in ("href", _LINK):
            if not _stays(value, picture=name.localname == "image"):
                yield f"a drawing may not lead to or load {value.strip()[:40]}"
        elif attribute.localname.lower().startswith("on"):
            yield f"a drawing may not run {attribute.localname}"
        elif _loads(value):
            yield f"a drawing may not load what {attribute.localname} names: {value.strip()[:40]}"
    if name.localname == "style" and _loads(node.text or ""):
        yield "the drawing's style loads something from elsewhere"


def _stays(address: str, *, picture: bool) -> bool:
    """Whether an address is a part of the drawing, or a picture that it holds itself."""
    address = re.sub(r"\s", "", address)
    kind = re.match(r"data:([a-z]+/[a-z+.-]+);base64,", address)
    return address.startswith("#") or bool(picture and kind and kind[1] in _allowed()["pictures"])


def _loads(style: str) -> bool:
    """Whether a style, or an attribute that is one, names a place outside of the drawing; escapes could hide one."""
    return "\\" in style or "@import" in style.lower() or any(found != "#" for found in _URL.findall(style))


def _short(tag: str) -> str:
    return tag.rpartition("}")[2][:40]
