"""The document for a reviewer: a row for each text, one or two languages beside each other, by python-docx.

Citations and what data prints stand as in the source, in grey: they are to be left where they are.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor
from docx.table import _Cell

from ..core.notes import NOTE_REF
from ..core.page import CITATION, INLINE
from ..parity.paragraphs import HEADING, TITLE
from .names import Known, bookmark

_GREY = RGBColor(0x76, 0x76, 0x76)
_MARKS = re.compile(f"({CITATION.pattern}|{INLINE.pattern}|{NOTE_REF.pattern})")
_HOW = (
    "Change the text with “Track changes” on, or write comments. Each row is one text; leave what is grey. "
    "Send the document back as DOCX."
)


def document(title: str, languages: Sequence[str], rows: Sequence[Sequence[Known | None]]) -> bytes:
    """A section as DOCX; each row has a text in each of the languages, or None where it has none."""
    made = docx.Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    made.core_properties.title, made.core_properties.author = title, ""
    made.add_heading(title, 1)
    made.add_paragraph(_HOW)
    table = made.add_table(rows=1, cols=len(languages) + 1)
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, ("", *languages), strict=True):
        cell.text = name
    number = 0
    for row in rows:
        cells = table.add_row().cells
        first = next(known for known in row if known is not None)
        _write(cells[0], first.segment.place.partition("#")[2])
        for cell, known in zip(cells[1:], row, strict=True):
            if known is not None:
                number += 1
                _text(cell, known, number)
    return _saved(made)


def _write(cell: _Cell, text: str) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.font.size, run.font.color.rgb = Pt(8), _GREY


def _text(cell: _Cell, known: Known, number: int) -> None:
    paragraph = cell.paragraphs[0]
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), bookmark(known))
    paragraph._p.append(start)
    text, done = known.segment.target, 0
    for match in _MARKS.finditer(text):
        _run(cell, known, text[done : match.start()], grey=False)
        _run(cell, known, match[0], grey=True)
        done = match.end()
    _run(cell, known, text[done:], grey=False)
    paragraph._p.append(end)


def _run(cell: _Cell, known: Known, text: str, *, grey: bool) -> None:
    if not text:
        return
    run = cell.paragraphs[0].add_run(text)
    run.bold = known.segment.kind in {HEADING, TITLE} or None
    if grey:
        run.font.color.rgb = _GREY


def _saved(made: Document) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
