"""The texts of a section as they stand in its file: headings, paragraphs, items, cells, titles of boxes, front matter.

Life: `spans_of` walks the tokens of a page that core.page could read. Each span is what `parity.paragraphs` calls a
piece, found again by the kind and line of its unit and its number in it, with its place to the letter. Markup stays in
the text as authors write it; only what wraps a text over lines is taken out, and the id of a heading is left outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from ..core.guard import THEIR_BLOCKS
from ..core.page import HEADING_ID, Page, tokens
from ..parity.paragraphs import BLOCK, DESCRIPTION, ROW, TITLE
from .text import Edit, Position, unwrapped
from .values import Scalar, scalars

FRONT = (TITLE, DESCRIPTION)
Name = tuple[str, int, int]  # the sort of unit, its line and the number of the piece in it
_MARKS = re.compile(r"[ \t]*(?:(?:>|[-*+]|[0-9]{1,9}[.)])[ \t]+|>)*#{1,6}[ \t]+")
_PREFIX = re.compile(r"[ \t]*(?:(?:>|[-*+]|[0-9]{1,9}[.)])[ \t]+|>)*")


@dataclass(frozen=True)
class Span:
    """One text of a page. `breaks`: its lines are meant; `prefix` stands before each line but the first."""

    start: Position
    end: Position
    text: str
    breaks: bool = False
    prefix: str = ""
    cell: bool = False
    scalar: Scalar | None = None  # in front matter, which is YAML

    @property
    def lines(self) -> range:
        """The lines of the file that it stands on, from 1."""
        return range(self.start[0] + 1, self.end[0] + 2)

    def replaced(self, text: str) -> Edit:
        """Another text in its place."""
        if self.scalar is not None:
            return self.scalar.replaced(text)
        lines = text.split("\n")
        text = f"\n{self.prefix}".join(lines) if self.breaks else unwrapped(lines)
        return Edit(self.start, self.end, text.replace("|", "\\|") if self.cell else text)


def name_of(kind: str, line: int, piece: int) -> Name:
    """The name of a unit's piece, by the unit's kind and line."""
    return (kind if kind in {*FRONT, BLOCK, ROW} else "", line, piece)


def spans_of(page: Page, text: str) -> dict[Name, Span]:
    """Every text of a page by its name. What cannot be found to the letter is not among them."""
    lines = text.split("\n")
    return dict([*_front(page, lines), *_body(page, lines)])


def _front(page: Page, lines: list[str]) -> Iterator[tuple[Name, Span]]:
    found = scalars("\n".join(lines[1 : page.first_line - 2]), 1)
    for kind, text in ((TITLE, page.front.title), (DESCRIPTION, page.front.description)):
        scalar = found.get((kind,))
        if scalar is not None:
            name = name_of(kind, page.front_lines.get(kind, 1), 0)
            yield name, Span(scalar.start, scalar.end, text, scalar=scalar)


def _body(page: Page, lines: list[str]) -> Iterator[tuple[Name, Span]]:
    first = page.first_line - 1
    heading, row, cell = 0, -1, 0
    for token in tokens(page.body):
        match token.type:
            case "heading_open":
                heading = int(token.tag[1:])
            case "tr_open":
                row, cell = (token.map[0] + first if token.map else -1), 0
            case "tr_close":
                row = -1
            case "inline" if row >= 0:
                span = _cell(token, lines[row], row, cell)
                if span is not None:
                    yield name_of(ROW, row + 1, cell), span
                cell += 1
            case "inline" if token.map is not None:
                span = _paragraph(token, lines, token.map[0] + first, heading)
                if span is not None:
                    yield name_of("", token.map[0] + first + 1, 0), span
                heading = 0
    for call in page.blocks:
        if call.argument and call.name in THEIR_BLOCKS:
            line = lines[call.line - 1].rstrip()
            if line.endswith(call.argument):
                start = call.line - 1, len(line) - len(call.argument)
                yield name_of(BLOCK, call.line, 0), Span(start, (call.line - 1, len(line)), call.argument)


def _paragraph(token: Token, lines: list[str], first: int, heading: int) -> Span | None:
    breaks = any(child.type == "hardbreak" for child in token.children or ())
    content = token.content
    if heading:
        content = HEADING_ID.sub("", content)
    parts = content.split("\n")
    places = [_place(part, lines[first + number], bool(heading)) for number, part in enumerate(parts)]
    if not content or any(place is None for place in places):
        return None
    last = len(parts) - 1
    end = (places[last] or 0) + len(parts[last].strip(" \t"))
    prefix = lines[first + 1][: places[1] or 0] if last else ""
    text = "\n".join(part.lstrip(" \t") for part in parts) if breaks else unwrapped(parts)
    return Span((first, places[0] or 0), (first + last, end), text, breaks, prefix)


def _place(part: str, line: str, heading: bool) -> int | None:
    """The column of a line's text in its line: at its end, and in a heading behind its marks."""
    part, line = part.strip(" \t"), line.rstrip(" \t")
    if heading:
        marks = _MARKS.match(line)
        at = line.find(part, marks.end() if marks else 0)
        return at if at >= 0 else None
    return len(line) - len(part) if line.endswith(part) else None


def _cell(token: Token, line: str, row: int, number: int) -> Span | None:
    """A cell's text, by the bars of its row that no backslash makes ordinary signs."""
    content = token.content
    begin = _PREFIX.match(line)
    start, end = (begin.end() if begin else 0), len(line.rstrip())
    bars = [bar.start() for bar in re.finditer(r"(?<!\\)\|", line) if start <= bar.start() < end]
    edges = [start - 1, *bars, end]
    if bars[:1] == [start]:
        edges = edges[1:]
    if bars[-1:] == [end - 1]:
        edges = edges[:-1]
    if not content or number + 1 >= len(edges):
        return None
    left, right = edges[number] + 1, edges[number + 1]
    raw = line[left:right]
    left += len(raw) - len(raw.lstrip())
    right = left + len(raw.strip())
    if line[left:right].replace("\\|", "|") != content:
        return None
    return Span((row, left), (row, right), content, cell=True)
