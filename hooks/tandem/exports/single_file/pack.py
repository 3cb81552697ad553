"""What only scripts can use, packed: it is of no use to a reader without them, and three quarters smaller.

In a file of one language that is the blocks that wait for their script (`data-live`, hidden) and the parts that
`places` marks (`data-packed`): what stood in them travels with the style and the program of all such blocks. Of a file
of several languages all that stands in each language's place (`data-packed`) travels so. `unpack.js` puts it back, in
the order of the page.

Bzip2, since it sorts a whole text by what follows, however far apart what is alike (deflate looks back 32 KB), and is
in the standard library; then 85 letters that need no escape in a script's string and hold no `<`, four bytes in five
letters of one byte each: a text in UTF-8 holds little more (adr/0016).
"""

from __future__ import annotations

import base64
import bz2
from collections.abc import Iterable
from html import escape
from typing import Any

from lxml import html

from .places import leave

Element = Any  # an lxml element; its stubs know no html

_WAITING = "*[@data-packed or (@data-live and @hidden)]"
_BETWEEN = "\0"  # stands in no page: HTML forbids it
_TAKEN, _GIVEN = b"<", b","  # the letter of base85 that a script may not hold, and the one in its place
_GROUP = 4  # bytes in five letters


def take_insides(container: Element) -> list[str]:
    """Empty the places that wait for a script; what was in each, in the order of the page."""
    places = container.xpath(f".//{_WAITING}[not(ancestor::{_WAITING})]")
    found, missed = [], []
    for place in places:
        found.append(escape(place.text or "") + "".join(html.tostring(child, encoding="unicode") for child in place))
        missed.append(place.xpath(".//@id"))
        place.text = None
        for child in list(place):
            place.remove(child)
    asked = set(container.xpath(".//@href[starts-with(., '#')]"))
    for place, ids in zip(places, missed, strict=True):
        if place.get("data-packed") is not None:
            leave(place, [name for name in ids if f"#{name}" in asked])
    return found


def pack(style: str, script: str, insides: Iterable[str]) -> str:
    """All of it as one string of letters, as `unpack.js` reads it; the places of the page take the insides in turn."""
    return in_letters(bz2.compress(_BETWEEN.join([style, script, *insides]).encode()))


def in_letters(packed: bytes) -> str:
    """Bytes as a script's string can hold them; what is packed says itself where it ends."""
    return base64.b85encode(packed + bytes(-len(packed) % _GROUP)).replace(_TAKEN, _GIVEN).decode("ascii")


def unpack(packed: str) -> tuple[str, str, list[str]]:
    """What `pack` was given."""
    reader = bz2.BZ2Decompressor()  # leaves what fills the last group
    text = reader.decompress(base64.b85decode(packed.encode("ascii").replace(_GIVEN, _TAKEN))).decode()
    style, script, *insides = text.split(_BETWEEN)
    return style, script, insides
