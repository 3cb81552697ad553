"""Pages in packs, as the app keeps them: pages repeat each other, and together take a sixth of the room.

There is one pack for each folder of pages: every tutorial in every language has its own, so that each costs what it is,
and a newer version loads only packs in which a page has changed. A pack is JSON under gzip:

    {"lines": ["<!doctype html>", …], "pages": {"en/magnesium/dosing.html": [0, 1, 7, …], …}}

`lines` holds every different line once, without its end. A page is the lines of its numbers with a line feed between
them: byte for byte the page in the site. `unpack` and `page` in worker.js read it. The file's name does not end in .gz,
since some hosts would then tell browsers to unpack it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from ..contents import PACKS


def by_pack(paths: Iterable[str]) -> dict[str, list[str]]:
    """Which pages each pack holds, both by their path in the site."""
    found: dict[str, list[str]] = {}
    for path in paths:
        name = quote(".".join([*PurePosixPath(path).parent.parts, "pages.pack"]))
        found.setdefault(f"{PACKS}/{name}", []).append(path)
    return found


def pack(pages: Mapping[str, str]) -> bytes:
    """The pack of these texts, each by the address that it is asked for; the same for the same texts."""
    numbers: dict[str, int] = {}
    cut = {
        address: [numbers.setdefault(line, len(numbers)) for line in text.split("\n")]
        for address, text in pages.items()
    }
    words = json.dumps({"lines": list(numbers), "pages": cut}, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(words.encode(), 9, mtime=0)


def unpack(content: bytes) -> dict[str, str]:
    """What `pack` was given."""
    packed = json.loads(gzip.decompress(content))
    lines = packed["lines"]
    return {address: "\n".join(lines[number] for number in cut) for address, cut in packed["pages"].items()}
