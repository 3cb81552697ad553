"""The one file as a browser with scripts has it in the end: what it carries packed, put back."""

from __future__ import annotations

import re
from typing import Any

from lxml import html
from tandem.exports.single_file.pack import unpack


def opened(page: str) -> tuple[Any, str, str]:
    """The page's tree with the packed insides in their places, the packed style and the packed program."""
    (packed,) = re.findall(r'\("([^"]+)"\);</script>', page)
    style, program, insides = unpack(packed)
    tree: Any = html.document_fromstring(page)
    languages = tree.xpath("//*[@data-packed]")
    places = languages or tree.xpath("//*[@data-live][@hidden]")
    assert len(insides) % len(places) == 0 and (languages or len(insides) == len(places))
    for turn, place in enumerate(places):
        if languages:
            del place[:]
        assert not len(place) and not (place.text or "").strip()
        for inside in insides[turn :: len(places)]:
            place.extend(html.fragments_fromstring(inside) if inside else [])
    return tree, style, program
