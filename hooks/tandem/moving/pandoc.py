"""A file as pandoc reads it: its tree of blocks, in bounded time and memory (adr/0034 says why pandoc).

Life: `tree` is called once for each file, and once for each table written in HTML.
"""

from __future__ import annotations

import json
from typing import Any

from ..core.called import call
from ..core.missing import CannotMakeError, imported
from .opening import DOCX, Opened, RefusedError

SECONDS = 60  # a tutorial takes one; a text nested without end would take hours
_MEMORY = "-M1500m"
# Positions for every block; what of other dialects clinicians' texts hold; no smart quotes, no HTML made of it.
_READERS = {
    DOCX: "docx",
    "markdown": "commonmark+sourcepos+pipe_tables+footnotes+superscript+subscript+strikeout",
    "html": "html",
}

Element = dict[str, Any]


def tree(opened: Opened, kind: str, given: bytes) -> list[Element]:
    """The blocks of a file. Raises RefusedError where pandoc cannot read it, or not in time."""
    return _blocks(_document(opened, kind, given), opened)


def document(opened: Opened, kind: str, given: bytes) -> tuple[Element, list[Element]]:
    """What a file says of itself, and its blocks. Raises RefusedError as `tree` does."""
    found = _document(opened, kind, given)
    meta = found.get("meta")
    return meta if isinstance(meta, dict) else {}, _blocks(found, opened)


def _blocks(found: Element, opened: Opened) -> list[Element]:
    blocks = found.get("blocks")
    if not isinstance(blocks, list):
        raise RefusedError(opened.path, "the text cannot be read", "save it anew")
    return blocks


def _document(opened: Opened, kind: str, given: bytes) -> Element:
    pypandoc = imported("pypandoc", "pypandoc_binary")
    command = [pypandoc.get_pandoc_path(), "--sandbox", f"--from={_READERS[kind]}", "--to=json", "--wrap=preserve"]
    try:
        answer = call("pandoc", [*command, "+RTS", _MEMORY, "-RTS"], given=given, seconds=SECONDS)
    except CannotMakeError as error:
        fix = "split the text, or take out what is nested without end, and save it anew"
        raise RefusedError(opened.path, f"the text cannot be read: {error.what}", fix) from error
    if answer.status:
        said = " ".join(answer.err.decode("utf-8", "replace").split())[:200] or f"it ended with {answer.status}"
        fix = "open it in the program that made it and save it anew"
        raise RefusedError(opened.path, f"the text is damaged, or too large to be read: {said}", fix)
    try:
        found = json.loads(answer.out)
    except RecursionError as error:
        raise RefusedError(opened.path, "the text is nested too deep", "write it flat") from error
    return found if isinstance(found, dict) else {}


def position(attributes: Any) -> int:
    """The line that an element's attributes give; 0 where they give none."""
    for name, value in attributes[2]:
        if name == "data-pos":
            first = value.rpartition("@")[2].partition(":")[0]
            return int(first) if first.isdecimal() else 0
    return 0
