"""The one file as a browser with scripts has it in the end: what it carries packed, put back."""

from __future__ import annotations

import re
from typing import Any

from lxml import html
from tandem.exports.single_file.pack import unpack


def opened(page: str) -> tuple[Any, str, str]:
    """The page's tree with the packed insides in their places, the packed style and the packed program."""
    (packed,) = re.findall(r'\("([A-Za-z0-9+/=]+)"\);</script>', page)
    style, program, insides = unpack(packed)
    tree: Any = html.document_fromstring(page)
    places = tree.xpath("//*[@data-live][@hidden]")
    for place, inside in zip(places, insides, strict=True):
        assert not len(place) and not (place.text or "").strip()
        for child in html.fragments_fromstring(inside) if inside else []:
            place.append(child)
    return tree, style, program
