"""A section's source as a flat list of units that two languages can be laid beside: headings, paragraphs, items, rows.

Life: `read_units` walks the tokens that core.page reads (one parser for all) and strips the markup. Each unit keeps
its line, its citations and links with their places in the text, and the exceptions written above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markdown_it.token import Token

from ..core.extent import Extent, extent
from ..core.page import HEADING_ID, BlockCall, Page, split_citation, tokens, written_citation
from .exceptions import Exemption, exemptions_in

TITLE, DESCRIPTION, HEADING, PARAGRAPH, ITEM, ROW, BLOCK, ALT, CODE, DATA = (
    *("title", "description", "heading", "paragraph", "list item", "table row", "block", "image", "code", "data"),
)
_AROUND = {
    "bullet_list_open": "list", "ordered_list_open": "numbered list", "blockquote_open": "quotation",
    "note_open": "footnote", "term_open": "term", "meaning_open": "meaning of a term",
}  # fmt: skip
_CLOSING = {opening.replace("_open", "_close") for opening in (*_AROUND, "container_block_open")}
LISTS = frozenset(_AROUND.values())  # what units stand in besides blocks


@dataclass(frozen=True)
class Cited:
    """One citation group, with the place in the text that it stands behind."""

    works: tuple[tuple[str, str], ...]  # each key with its pages or ''
    at: int
    line: int

    @property
    def keys(self) -> tuple[str, ...]:
        """The works without their pages."""
        return tuple(key for key, _ in self.works)

    @property
    def written(self) -> list[str]:
        """Each work as it stands in the source, its pages with it."""
        return [written_citation(key, pages) for key, pages in self.works]


@dataclass(frozen=True)
class Piece:
    """A run of text with what hangs on it: a paragraph's, a cell's, a heading's."""

    text: str
    line: int
    citations: tuple[Cited, ...] = ()
    links: tuple[str, ...] = ()
    code: tuple[tuple[int, int], ...] = ()  # where inline code begins and ends
    calls: tuple[str, ...] = ()  # what stands for something else: {caution:heart-block}, [^footnote]
    hints: tuple[str, ...] = ()  # titles of its links and images, which a pointer shows


@dataclass(frozen=True)
class Unit:
    """One thing of a page that has its counterpart in another language.

    `section` is the id of the heading it stands under, `around` what it stands in. A table row has a piece for each
    cell, everything else one. `name` tells what must be equal: a heading's id, a block's name, an image's file.
    """

    kind: str
    section: str
    line: int
    pieces: tuple[Piece, ...]
    around: tuple[str, ...] = ()
    name: str = ""
    level: int = 0
    call: BlockCall | None = None
    exemptions: tuple[Exemption, ...] = ()
    table: int = 0  # of a row: the line of its table, which is that of its head

    @property
    def text(self) -> str:
        """All its text."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def shape(self) -> tuple[str, tuple[str, ...]]:
        """What makes two units of the same sort."""
        return self.kind, self.around


@dataclass(frozen=True)
class Reading:
    """A page's units in order, front matter first, and the exceptions that stand above nothing."""

    units: tuple[Unit, ...]
    orphans: tuple[Exemption, ...]

    @cached_property
    def extent(self) -> Extent:
        """How much there is to read; code is none of it."""
        return extent("\n".join(piece.text for unit in self.units if unit.kind != CODE for piece in unit.pieces))


def read_units(page: Page) -> Reading:
    """The page as units; a body is taken apart once, however many ask."""
    if page.body not in page.taken_apart:
        page.taken_apart = {page.body: _read(page)}
    reading: Reading = page.taken_apart[page.body]
    return reading


def _read(page: Page) -> Reading:
    front = [
        Unit(kind, "", line, (Piece(text, line),))
        for kind, text in ((TITLE, page.front.title), (DESCRIPTION, page.front.description))
        for line in [page.front_lines.get(kind, 1)]
    ]
    reader = _Reader(page)
    reader.read()
    return Reading((*front, *reader.units), reader.waiting)


class _Reader:
    """One walk over the tokens of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.calls = {call.line: call for call in page.blocks}
        self.options = {call.line + 1 for call in page.blocks if call.options.value}  # markdown-it takes them for code
        self.units: list[Unit] = []
        self.section, self.line, self.kind = "", page.first_line, PARAGRAPH
        self.around: list[str] = []
        self.row: list[Piece] | None = None
        self.table = 0
        self.note: tuple[str, ...] = ()  # the name of the footnote that is open
        self.level = 0
        self.waiting: tuple[Exemption, ...] = ()  # exceptions that the next block takes up
        self.held: tuple[Exemption, ...] = ()  # those of the block that is open

    def read(self) -> None:
        depth = opened = 0
        for token in tokens(self.page.body):
            if token.map is not None:
                self.line = token.map[0] + self.page.first_line
            if token.nesting == 1:
                if self.waiting and not self.held:
                    self.held, self.waiting, opened = self.waiting, (), depth
                depth += 1
            self._token(token)
            if token.nesting == -1:
                depth -= 1
                if depth == opened:
                    self.held = ()

    def _token(self, token: Token) -> None:
        match token.type:
            case "html_block":
                self.waiting += tuple(exemptions_in(token.content, self.line))
            case opening if opening in _AROUND:
                self.around.append(_AROUND[opening])
                if opening == "note_open":
                    self.note = (f"[^{token.info}]:",)
            case "container_block_open":
                call = self.calls.get(self.line)
                piece = Piece(call.argument if call else "", self.line)
                self._add(BLOCK, piece, name=call.name if call else "", call=call)
                self.around.append(call.name if call else "")
            case closing if closing in _CLOSING:
                self.around.pop()
            case "list_item_open":
                self.kind = ITEM
            case "heading_open":
                self.kind, self.level = HEADING, int(token.tag[1:])
            case "table_open":
                self.table = self.line
            case "tr_open":
                self.row = []
            case "tr_close":
                self._add(ROW, *(self.row or ()))
                self.row = None
            case "inline":
                self._inline(token)
            case "fence" | "code_block" if self.line not in self.options:
                self._add(CODE, Piece(token.content, self.line), held=self.waiting)
                self.waiting = ()

    def _add(
        self,
        kind: str,
        *pieces: Piece,
        name: str = "",
        level: int = 0,
        call: BlockCall | None = None,
        held: tuple[Exemption, ...] = (),
    ) -> None:
        line = pieces[0].line if pieces else self.line
        around, table = tuple(self.around), self.table if kind == ROW else 0
        unit = Unit(kind, self.section, line, pieces, around, name, level, call, self.held + held, table)
        self.units.append(unit)

    def _inline(self, token: Token) -> None:
        parts: list[str] = []
        citations: list[Cited] = []
        links: list[str] = []
        calls: list[str] = list(self.note)
        self.note = ()
        images: list[tuple[Piece, str]] = []
        code: list[tuple[int, int]] = []
        hints: list[str] = []
        held: tuple[Exemption, ...] = ()
        last = token.content.count("\n")
        for child in token.children or ():
            line = self.line + int(child.meta.get("line", last))
            match child.type:
                case "citation":
                    citations.append(Cited(split_citation(child.content), sum(map(len, parts)), line))
                case "text" | "text_special":
                    parts.append(child.content)
                case "code_inline":
                    start = sum(map(len, parts))
                    code.append((start, start + len(child.content)))
                    parts.append(child.content)
                case "softbreak" | "hardbreak":
                    parts.append("\n")
                case "inline_call":
                    calls.append(f"{{{child.info}:{child.content}}}")
                case "note_ref":
                    calls.append(f"[^{child.content}]")
                case "link_open":
                    links.append(str(child.attrs.get("href", "")))
                case "image":
                    images.append((Piece(child.content, line), str(child.attrs.get("src", ""))))
                case "html_inline":
                    held += tuple(exemptions_in(child.content, line))
            if child.type in {"link_open", "image"} and child.attrs.get("title"):
                hints.append(str(child.attrs["title"]))
        text, name = "".join(parts), ""
        if self.kind == HEADING:
            match_id = HEADING_ID.search(text)
            name = match_id.group(1) if match_id else ""
            self.section, text = name, HEADING_ID.sub("", text)
        piece = Piece(text, self.line, tuple(citations), tuple(links), tuple(code), tuple(calls), tuple(hints))
        if self.row is not None:
            self.row.append(piece)
        else:
            self._add(self.kind, piece, name=name, level=self.level if self.kind == HEADING else 0, held=held)
        for alt, target in images:
            self._add(ALT, alt, name=target)
        self.kind = PARAGRAPH
