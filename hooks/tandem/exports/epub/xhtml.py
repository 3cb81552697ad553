"""Trees as XHTML files: namespaces, the language said twice, and the roles that EPUB has names of its own for."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from ...direction import isolated
from ..book import BETWEEN, Book

Element = Any  # an lxml element

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EPUB_TYPE = f"{{{OPS}}}type"

# What DPUB-ARIA's roles are called in `epub:type`, which reading systems look at.
_TYPES = {
    "doc-chapter": "chapter",
    "doc-toc": "toc",
    "doc-cover": "cover",
    "doc-bibliography": "bibliography",
    "doc-biblioref": "biblioref",
    "doc-backlink": "backlink",
    "doc-endnotes": "endnotes",
    "doc-endnote": "endnote",
    "doc-footnote": "footnote",
    "doc-noteref": "noteref",
    "doc-glossary": "glossary",
    "doc-glossref": "glossref",
}
_ROLES = {
    "table": "table",
    "caption": "caption",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tfoot": "rowgroup",
    "tr": "row",
    "td": "cell",
}

H = ElementMaker()


def page(book: Book, title: str, body: Element, *, kind: str = "") -> bytes:
    """One file; `body` is a `section` or a `nav`, `kind` what EPUB calls what it is part of."""
    attributes = {"lang": book.tag, "dir": book.direction}
    head = H.head(
        H.meta(charset="utf-8"),
        H.title(title),
        H.link(rel="stylesheet", type="text/css", href="book.css"),
        H.meta(name="viewport", content="width=device-width"),
    )
    inner = H.body(body)
    if kind:
        inner.set(_EPUB_TYPE, kind)
    root = _in_namespace(H.html(attributes, head, inner))
    text = isolated(etree.tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()


def _in_namespace(root: Element) -> Element:
    spaces: Any = {None: XHTML, "epub": OPS}
    made = etree.Element(f"{{{XHTML}}}{root.tag}", nsmap=spaces)
    _fill(made, root, XHTML)
    return made


def _fill(made: Element, element: Element, space: str) -> None:
    made.text, made.tail = element.text, element.tail
    for name, value in element.attrib.items():
        made.set(name, value)
    if element.get("lang"):
        made.set(_LANG, element.get("lang"))
    kinds = [_TYPES[role] for role in element.get("role", "").split() if role in _TYPES]
    if kinds:
        made.set(_EPUB_TYPE, " ".join(kinds))
    for child in element.iterchildren(etree.Element):
        inner = SVG if child.tag == "svg" else space
        outside: Any = {None: SVG} if child.tag == "svg" else None
        _fill(etree.SubElement(made, f"{{{inner}}}{child.tag}", nsmap=outside), child, inner)


def copied(element: Element) -> Element:
    """A tree to change: a book is shared by all forms."""
    return copy.deepcopy(element)


def stack_tables(body: Element) -> None:
    """On a narrow page each row of a labelled table stands as a list; it stays a table for those who hear it."""
    for number, table in enumerate(list(body.iter("table"))):
        if not table.xpath(".//td[@data-label]"):
            continue
        table.set("class", f"{table.get('class', '')} stack".strip())
        for caption in list(table.iterchildren("caption")):  # no role lets a caption with links stay inside
            caption.tag = "p"
            caption.set("class", "caption")
            caption.set("id", caption.get("id") or f"{body.get('id')}{BETWEEN}caption-{number}")
            table.set("aria-labelledby", caption.get("id"))
            caption.tail = None
            table.addprevious(caption)
        for element in table.iter(*_ROLES):
            element.set("role", _ROLES[element.tag])
        for head in table.iter("th"):
            head.set("role", "rowheader" if head.get("scope") == "row" else "columnheader")
