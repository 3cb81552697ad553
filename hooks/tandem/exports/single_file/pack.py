"""What only scripts can use, packed: it is of no use to a reader without them, and two thirds smaller.

A file of one language stays as it is, but for the blocks that wait for their script (`data-live`, hidden): what stood
in them travels with the style and the program of all such blocks. Of a file of several languages all that stands in
each language's place (`data-packed`) travels so. `unpack.js` puts it back, in the order of the page.

Deflate, since a page can read it with few signs; then 85 letters that need no escape in a script's string and hold no
`<`, four bytes in five letters of one byte each: a text in UTF-8 holds little more (adr/0016).
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Sequence
from html import escape
from itertools import chain, zip_longest
from typing import Any

from lxml import html

Element = Any  # an lxml element; its stubs know no html

_WAITING = "*[@data-live][@hidden]"
_BETWEEN = "\0"  # stands in no page: HTML forbids it
_TAKEN, _GIVEN = b"<", b","  # the letter of base85 that a script may not hold, and the one in its place
_GROUP = 4  # bytes in five letters


def take_insides(container: Element) -> list[str]:
    """Empty the blocks that wait for a script; what was in each, in the order of the page."""
    found = []
    for block in container.xpath(f".//{_WAITING}[not(ancestor::{_WAITING})]"):
        found.append(escape(block.text or "") + "".join(html.tostring(child, encoding="unicode") for child in block))
        block.text = None
        for child in list(block):
            block.remove(child)
    return found


def in_turn(languages: Iterable[Sequence[str]]) -> list[str]:
    """The parts of each language, by turns: what they share is near enough to be packed once."""
    return list(chain.from_iterable(zip_longest(*languages, fillvalue="")))


def pack(style: str, script: str, insides: Iterable[str]) -> str:
    """All of it as one string of letters, as `unpack.js` reads it.

    The places of the page take the insides in turn, again and again.
    """
    text = _BETWEEN.join([style, script, *insides]).encode()
    packed = min((_deflated(text, memory) for memory in range(1, zlib.DEF_MEM_LEVEL + 1)), key=len)
    return in_letters(packed)


def in_letters(packed: bytes) -> str:
    """Bytes as a script's string can hold them; a stream of deflate says itself where it ends."""
    return base64.b85encode(packed + bytes(-len(packed) % _GROUP)).replace(_TAKEN, _GIVEN).decode("ascii")


def _deflated(text: bytes, memory: int) -> bytes:
    """Packed by codes of their own for stretches of text, the shorter the less memory there is."""
    deflate = zlib.compressobj(zlib.Z_BEST_COMPRESSION, wbits=-zlib.MAX_WBITS, memLevel=memory)
    return deflate.compress(text) + deflate.flush()


def unpack(packed: str) -> tuple[str, str, list[str]]:
    """What `pack` was given."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    text = inflate.decompress(base64.b85decode(packed.encode("ascii").replace(_GIVEN, _TAKEN))).decode()
    style, script, *insides = text.split(_BETWEEN)
    return style, script, insides
