"""What only scripts can use, packed: it is of no use to a reader without them, and three quarters smaller.

A block that waits for its script (`data-live`, hidden) stays in the page as an empty element; what stood in it travels
with the style and the program of all such blocks. `unpack.js` puts each back, in the order of the page.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable
from html import escape
from typing import Any

from lxml import html

Element = Any  # an lxml element; its stubs know no html

_WAITING = "*[@data-live][@hidden]"
_BETWEEN = "\0"  # stands in no page: HTML forbids it


def take_insides(container: Element) -> list[str]:
    """Empty the blocks that wait for a script; what was in each, in the order of the page."""
    found = []
    for block in container.xpath(f".//{_WAITING}[not(ancestor::{_WAITING})]"):
        found.append(escape(block.text or "") + "".join(html.tostring(child, encoding="unicode") for child in block))
        block.text = None
        for child in list(block):
            block.remove(child)
    return found


def pack(style: str, script: str, insides: Iterable[str]) -> str:
    """All of it as one string of letters, as `unpack.js` reads it."""
    text = _BETWEEN.join([style, script, *insides])
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def unpack(packed: str) -> tuple[str, str, list[str]]:
    """What `pack` was given."""
    style, script, *insides = zlib.decompress(base64.b64decode(packed)).decode().split(_BETWEEN)
    return style, script, insides
