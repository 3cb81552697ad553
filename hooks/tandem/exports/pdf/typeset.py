"""Typst code to a finished PDF: tagged, PDF/UA-1 declared, the same bytes each time.

Life: `make_pdf` hands Typst one document with the faces of paper.yml and no other, so that a letter that none of them
has stops the build instead of leaving a gap. Typst runs in a process of its own (`compiler`), since it cannot be told
to stop. Typst tags a table's head, and cannot be told of headings of rows: those
are set in the finished file, where the book says they are.
"""

from __future__ import annotations

import io
import json
import pickle
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ...core.called import call
from ...core.missing import CannotMakeError, imported
from .faces import paper

LOOK = Path(__file__).with_name("look.typ")
COMPILER = Path(__file__).with_name("compiler.py")
STANDARD = "ua-1"
SECONDS = 180  # the longest book takes a few


def make_pdf(
    code: str,
    setting: Mapping[str, Any],
    files: Mapping[str, bytes],
    heads: list[list[list[bool]]],
    tag: str,
    moment: datetime,
) -> bytes:
    """The PDF of a document: its code, what look.typ asks for, the files that both show, its tables' heading cells."""
    imported("typst", "typst")
    sources = {
        "main": code.encode(),
        "look.typ": LOOK.read_bytes(),
        "setting.json": json.dumps(setting, ensure_ascii=False).encode(),
        **files,
    }
    made, warnings = compiled(sources, int(moment.timestamp()))
    if warnings:
        raise CannotMakeError(f"Typst warns: {warnings[0]}", "mend hooks/tandem/exports/pdf/look.typ")
    return _completed(made, heads, tag)


def compiled(sources: Mapping[str, bytes], timestamp: int, *, seconds: int = SECONDS) -> tuple[bytes, list[str]]:
    """The document of these files, of which `main` is the first, and Typst's warnings.

    Raises CannotMakeError where Typst finds a fault, or is not done after so many seconds.
    """
    asked = {"sources": dict(sources), "faces": paper().folders(), "standard": STANDARD, "timestamp": timestamp}
    # Not from a folder of ours, whose modules would stand before those of packages.
    command = [sys.executable, "-P", str(COMPILER)]
    answer = call("Typst", command, given=pickle.dumps(asked), seconds=seconds)
    if answer.status:
        said = answer.err.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise CannotMakeError(f"Typst broke off ({answer.status}): {said}", "mend hooks/tandem/exports/pdf")
    told: dict[str, Any] = pickle.loads(answer.out)
    if told["fault"]:
        raise _told(told["fault"])
    return told["made"], told["warnings"]


def _told(message: str) -> CannotMakeError:
    gap = re.search(r"the text `\"(.+?)\"` could not be displayed with font", message)
    if gap:
        letters = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in gap[1])
        return CannotMakeError(
            f"none of its faces has {letters}", "name one that has it in hooks/tandem/exports/pdf/paper.yml"
        )
    return CannotMakeError(f"Typst says: {message}", "mend hooks/tandem/exports/pdf")


def _completed(made: bytes, heads: list[list[list[bool]]], tag: str) -> bytes:
    """The same document with headings of rows tagged as such, and the whole of its language's tag."""
    pikepdf = imported("pikepdf", "pikepdf")
    name = pikepdf.Name
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        document.Root.Lang = pikepdf.String(tag)
        if document.Root.MarkInfo.get("/Suspects") is False:  # what leaving it out means; poppler complains of it
            del document.Root.MarkInfo.Suspects
        tables = list(_tagged(document.Root.StructTreeRoot, "/Table"))
        if len(tables) != len(heads):
            raise AssertionError(f"{len(tables)} tables are tagged, and {len(heads)} were written")
        for table, rows in zip(tables, heads, strict=True):
            of_heads = sum(head for row in rows for head in row)
            if of_heads > sum(not head for row in rows for head in row):
                continue  # so small that a row's first cell is heard with the others; more heads than cells confuse
            for row, cells in zip(_tagged(table, "/TR"), rows, strict=True):
                for cell, head in zip(_children(row), cells, strict=True):
                    if head and str(cell.S) == "/TD":
                        cell.S = name.TH
                        scope = pikepdf.Dictionary(O=name.Table, Scope=name.Row)
                        told = cell.get("/A", pikepdf.Array())
                        cell.A = pikepdf.Array([*(told if isinstance(told, pikepdf.Array) else [told]), scope])
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _children(element: Any) -> Iterator[Any]:
    """The elements right under one, not what they mark."""
    pikepdf = imported("pikepdf", "pikepdf")
    kids = element.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid


def _tagged(element: Any, tag: str) -> Iterator[Any]:
    """The elements with a tag, in reading order."""
    for child in _children(element):
        if str(child.S) == tag:
            yield child
        else:
            yield from _tagged(child, tag)
