"""A tree as HTML with as few signs as the standard asks for: no quotes and no end tags that a parser supplies."""

from __future__ import annotations

import html
import re
from typing import Any

Element = Any  # an lxml element; its stubs know no html

_VOID = {"br", "img", "input", "hr", "wbr", "col"}
_BARE = re.compile(r"""[^\s"'=<>`]+""")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = {"address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure",
           "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre",
           "section", "table", "ul"}  # fmt: skip
_PARTS = {"li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "summary", "legend", "option",
          "dose-calculator", "colgroup", "svg:"}  # fmt: skip
# An element's end may be left out before these; '' is the end of what it stands in.
_ENDS = {
    "li": {"li", ""}, "dt": {"dt", "dd"}, "dd": {"dt", "dd", ""}, "tr": {"tr", "tbody", "tfoot", ""},
    "td": {"td", "th", ""}, "th": {"td", "th", ""}, "thead": {"tbody", "tfoot"}, "tbody": {"tbody", "tfoot", ""},
    "option": {"option", ""}, "p": {*_BLOCKS, ""},
}  # fmt: skip
_P_CLOSED_IN = _BLOCKS | {"li", "dd", "td", "th"}


def written(element: Element) -> str:
    """The element and all that is in it."""
    parts: list[str] = []
    _write(element, parts, drawn=False)
    return "".join(parts)


def _write(element: Element, parts: list[str], *, drawn: bool) -> None:
    drawn = drawn or element.tag == "svg"
    attributes = "".join(_attribute(name, value) for name, value in element.attrib.items())
    empty = drawn and not len(element) and not (element.text or "").strip()
    bare = attributes and attributes[-1] not in "\"'"
    end = (" /" if bare else "/") if empty else ""
    parts.append(f"<{element.tag}{attributes}{end}>")
    if empty or element.tag in _VOID:
        return
    kept = element.tag == "pre"
    children = list(element)
    apart = drawn or element.tag in _BLOCKS or element.tag in _PARTS
    parts.append(_text(element.text, apart, children[0] if children else None, kept, drawn, start=True))
    for place, child in enumerate(children):
        _write(child, parts, drawn=drawn)
        after = children[place + 1] if place + 1 < len(children) else None
        tail = _text(child.tail, _is_block(child) or (after is None and apart), after, kept, drawn)
        if not tail and not drawn and _may_end(child, after, element):
            end = f"</{child.tag}>"
            assert parts[-1] == end
            parts.pop()
        parts.append(tail)
    parts.append(f"</{element.tag}>")


def _may_end(child: Element, after: Element | None, parent: Element) -> bool:
    if child.tag not in _ENDS or (child.tag == "p" and after is None and parent.tag not in _P_CLOSED_IN):
        return False
    return ("" if after is None else after.tag) in _ENDS[child.tag]


def _is_block(element: Element | None) -> bool:
    return element is not None and (element.tag in _BLOCKS or element.tag in _PARTS)


def _text(text: str | None, apart: bool, after: Element | None, kept: bool, drawn: bool, *, start: bool = False) -> str:
    """Text; white space between blocks, or between a block's edge and what is in it, means nothing."""
    if not text:
        return ""
    if kept:
        return html.escape(text, quote=False)
    if not text.strip(" \t\r\n\f") and (apart or _is_block(after) or (drawn and text.strip() == "")):
        return ""
    text = _SPACE.sub(" ", text)
    if start and apart:
        text = text.lstrip(" ")
    return html.escape(text, quote=False)


def _attribute(name: str, value: str) -> str:
    if not value and name not in {"value"}:
        return f" {name}"
    if not value:
        return f' {name}=""'
    if _BARE.fullmatch(value) and not value.endswith("/"):
        return f" {name}={value.replace('&', '&amp;')}"
    value = value.replace("&", "&amp;")
    if '"' in value and "'" not in value:
        return f" {name}='{value}'"
    return f' {name}="{value.replace(chr(34), "&quot;")}"'
