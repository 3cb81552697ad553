"""The one file as a browser with scripts has it in the end: what it carries packed, put back."""

from __future__ import annotations

import re
from typing import Any

from lxml import html
from tandem.exports.single_file.pack import unpack

_WAITING = "*[@data-packed or (@data-live and @hidden)]"


def opened(page: str) -> tuple[Any, str, str]:
    """The page's tree with the packed insides in their places, the packed style and the packed program."""
    (packed,) = re.findall(r'\("([^"]+)"\);</script>', page)
    style, program, insides = unpack(packed)
    tree: Any = html.document_fromstring(page)
    places = tree.xpath(f"//{_WAITING}[not(ancestor::{_WAITING})]")
    assert len(insides) == len(places)
    for place, inside in zip(places, insides, strict=True):
        del place[:]
        place.text = None
        _put(place, inside)
    return tree, style, program


def _put(place: Any, inside: str) -> None:
    """As a browser reads what is set as an element's inside: cells need their row."""
    if place.tag == "tr":
        table: Any = html.document_fromstring(f"<table><tr>{inside}</table>")
        (row,) = table.xpath("//tr")
        place.extend(list(row))
        return
    parts: list[Any] = list(html.fragments_fromstring(inside))
    place.text = parts.pop(0) if parts and isinstance(parts[0], str) else None
    place.extend(parts)
