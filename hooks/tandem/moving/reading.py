"""A file's blocks with their places, from pandoc's tree.

Life: one `Reader` a file. What it meets and cannot carry over goes into the listing at once. A DOCX has no lines: its
paragraphs, headings, list items and cells are counted in the order of the text, and every entry quotes its beginning.
"""

from __future__ import annotations

import re
from typing import Any

from ..core import bounds
from ..core.data import parse_document
from ..core.page import split_front_matter
from ..core.problems import Problems
from .blocks import (
    CODE,
    FIGURE,
    HEADING,
    IMAGE,
    LIST,
    PARAGRAPH,
    QUOTE,
    TABLE,
    TEXT,
    Block,
    Item,
    Token,
    Tokens,
    plain,
    stripped,
)  # fmt: skip
from .inlines import DEEPEST, Inlines, Text, cleaned
from .listing import LEFT, UNREAD, Listing, quoted
from .opening import DOCX, Opened, RefusedError
from .pandoc import Element, document, tree
from .tabs import tables_of_tabs

# What Word holds beside the text: found by its element, since pandoc passes over it.
_BESIDE = {
    b"<w:txbxContent": "a text box", b"<w:ins ": "a change that was tracked, which was taken as accepted",
    b"<w:del ": "a deletion that was tracked, which was taken as accepted", b"<w:vanish": "hidden text",
    b"<c:chart": "a chart", b"<dgm:relIds": "a SmartArt drawing", b"<w:object": "an embedded object",
}  # fmt: skip


def read(opened: Opened, locale: str, listing: Listing) -> Text:
    """Read a file that was opened. Raises RefusedError where that cannot be done."""
    reader = _Reader(Text(opened, locale), listing)
    try:
        if opened.kind == DOCX:
            reader.docx()
        else:
            reader.markdown()
    except RecursionError as error:
        raise RefusedError(opened.path, "the text is nested too deep", "write it flat") from error
    if not any(block.plain for block in reader.text.blocks):
        raise RefusedError(opened.path, "the file holds no text", "see whether it is the right one")
    return reader.text


class _Reader(Inlines):
    """Reads the blocks of one file."""

    # --- formats -----------------------------------------------------------------------------------------------------

    def markdown(self) -> None:
        front, body, first = split_front_matter(cleaned(self.text.opened.text))
        if front.strip():
            known = parse_document(front, self.text.opened.path, Problems(self.text.opened.path.parent))
            if known is not None and isinstance(known.value, dict):
                self._front(known.value)
        given, lines = tables_of_tabs(body.split("\n"))
        self.lines = [line + first for line in lines]
        _, blocks = document(self.text.opened, "markdown", given.encode())
        self._blocks(blocks, 0)

    def _front(self, values: dict[str, Any]) -> None:
        title, authors = values.get("title"), values.get("authors", values.get("author"))
        self.text.title = title if isinstance(title, str) else ""
        listed = authors if isinstance(authors, list) else [authors]
        self.text.authors = [author for author in listed if isinstance(author, str) and author]

    def docx(self) -> None:
        meta, blocks = document(self.text.opened, DOCX, self.text.opened.data)
        self.text.title = plain(self._inlines(_of_meta(meta.get("title")), 0))
        author = meta.get("author")
        people = author["c"] if author and author["t"] == "MetaList" else [author] if author else []
        self.text.authors = [name for one in people if (name := plain(self._inlines(_of_meta(one), 0)))]
        for name in ("subtitle", "date"):
            said = plain(self._inlines(_of_meta(meta.get(name)), 0))
            if said:
                self.add(LEFT, f"the document's {name}: {quoted(said)}", "write it where it belongs, if it does")
        told = (meta.get("title"), meta.get("subtitle"), meta.get("date"), *people)
        self.at = sum(one is not None for one in told)  # the paragraphs that these were
        abstract = meta.get("abstract")
        if abstract:
            self._blocks(abstract["c"] if abstract["t"] == "MetaBlocks" else [{"t": "Para", "c": abstract["c"]}], 0)
        self._blocks(blocks, 0)
        self.at = 1
        body = self.text.opened.parts["word/document.xml"]
        for sign, what in _BESIDE.items():
            count = body.count(sign)
            if count:
                self.add(
                    UNREAD, f"{what} ({count} of them)", "look it up in the document; write what belongs to the text"
                )
        if "word/comments.xml" in self.text.opened.parts:
            self.add(LEFT, "the comments beside the text", "read them in the document")

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        if self.counted:
            self.at += 1

    def _put(self, kind: str, tokens: Tokens = (), **more: Any) -> None:
        block = Block(kind, more.pop("line", self.at), tokens, **more)
        cells = [cell for row in block.rows for cell in row]
        for run in (block.tokens, *(item.tokens for item in block.items), *cells):
            if sum(len(token.text) for token in run) > bounds.PARAGRAPH:
                what = f"a paragraph, an item or a cell of more than {bounds.PARAGRAPH} characters"
                raise RefusedError(self.text.opened.path, what, "part it, or take it out", max(block.line, 1))
        if len(block.rows) > bounds.ROWS or len(cells) > bounds.ROWS * bounds.COLUMNS:
            what = f"a table of more than {bounds.ROWS} rows or {bounds.COLUMNS} columns"
            raise RefusedError(self.text.opened.path, what, "take it out, or part it", max(block.line, 1))
        self.text.blocks.append(block)

    def _blocks(self, blocks: list[Element], depth: int, quote: bool = False) -> None:
        if depth > DEEPEST:
            raise RefusedError(self.text.opened.path, "the text is nested too deep", "write it flat", max(self.at, 1))
        for block in blocks:
            self._block(block, depth, quote)

    def _block(self, block: Element, depth: int, quote: bool) -> None:
        name, content = block["t"], block.get("c", ())
        if name == "Div":
            self._place(content[0])
            self._blocks(content[1], depth + 1, quote)
        elif name in {"Para", "Plain"}:
            self._count()
            self._paragraph(self._inlines(content, 0), QUOTE if quote else PARAGRAPH)
        elif name == "LineBlock":
            self._count()
            joined = [piece for line in content for piece in (*line, {"t": "Space"})]
            self._paragraph(self._inlines(joined, 0), PARAGRAPH)
        elif name == "Header":
            self._count()
            self._place(content[1])
            tokens = stripped(self._inlines(content[2], 0))
            if plain(tokens):
                self._put(HEADING, tokens, level=content[0])
        elif name in {"BulletList", "OrderedList"}:
            self._place_of(block)
            line, items = self.at, list(self._items(block, 0))
            self._put(LIST, items=tuple(items), line=items[0].line if items else line)
        elif name == "DefinitionList":
            for term, definitions in content:
                self._count()
                self._paragraph(self._inlines(term, 0), PARAGRAPH)
                for definition in definitions:
                    self._blocks(definition, depth + 1, quote)
        elif name == "BlockQuote":
            self._blocks(content, depth + 1, True)
        elif name == "Table":
            self._table(content)
        elif name == "Figure":
            self._blocks(content[2], depth + 1)
            self._blocks(content[1][1], depth + 1)
        elif name == "CodeBlock":
            self._count()
            self._place(content[0])
            self._put(CODE, (Token(TEXT, content[1]),))
        elif name == "RawBlock":
            self._html(content[0], content[1], depth)

    def _html(self, form: str, source: str, depth: int) -> None:
        if form != "html" or source.lstrip().startswith("<!--"):
            return
        if re.search(r"(?i)<table", source):
            self._blocks(tree(self.text.opened, "html", source.encode()), depth + 1)
            return
        what = f"HTML: {quoted(re.sub(r'<[^>]{0,2000}>', ' ', source) or source)}"
        self.add(UNREAD, what, "write what belongs to the text as Markdown")

    def _paragraph(self, tokens: Tokens, kind: str) -> None:
        """A paragraph; pictures in it stand as figures of their own behind it."""
        pictures = [token for token in tokens if token.kind == IMAGE]
        kept = stripped([token for token in tokens if token.kind != IMAGE])
        if kept:
            self._put(kind, kept)
        for picture in pictures:
            self._put(FIGURE, stripped((Token(TEXT, picture.alt),)), target=picture.text)

    def _items(self, block: Element, depth: int) -> Any:
        if depth > DEEPEST:
            raise RefusedError(self.text.opened.path, "the text is nested too deep", "write it flat", max(self.at, 1))
        ordered = block["t"] == "OrderedList"
        entries = block["c"][1] if ordered else block["c"]
        start = block["c"][0][0] if ordered else 0
        for index, entry in enumerate(entries):
            number, begun = (start + index if ordered else 0), False
            held = list(entry)
            while held:
                inner = held.pop(0)
                if inner["t"] == "Div":
                    self._place(inner["c"][0])
                    held = [*inner["c"][1], *held]
                elif inner["t"] in {"Para", "Plain"}:
                    self._count()
                    self._place_of(inner)
                    tokens = self._inlines(inner["c"], 0)
                    pictures = [token for token in tokens if token.kind == IMAGE]
                    kept = stripped([token for token in tokens if token.kind != IMAGE])
                    if pictures:
                        self.add(UNREAD, f"a picture in a list: {pictures[0].text}", "put it above or below the list")
                    if kept:
                        yield Item(kept, self.at, depth, number, begun)
                        begun = True
                elif inner["t"] in {"BulletList", "OrderedList"}:
                    yield from self._items(inner, depth + 1)
                else:
                    what = f"a {inner['t'].lower()} in a list"
                    self.add(UNREAD, what, "put it above or below the list, and write it there")

    def _table(self, content: Any) -> None:
        attributes, caption, columns, head, bodies, foot = content
        self._place(attributes)
        if self.counted and caption[1]:
            self._blocks(caption[1], 0)
        rows: list[tuple[Tokens, ...]] = []
        line = self.at + (1 if self.counted else 0)
        for row in (*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]):
            cells = self._row(row[1], len(columns))
            rows += [cells] if any(map(plain, cells)) else []
        if rows:
            self._put(TABLE, rows=tuple(rows), line=line)
        if not self.counted and caption[1]:
            self._blocks(caption[1], 0)

    def _row(self, cells: Any, width: int) -> tuple[Tokens, ...]:
        found: list[Tokens] = []
        for cell in cells:
            self._count()
            _, _, down, across, blocks = cell
            tokens: list[Token] = []
            for tokens_of in self._texts(blocks):
                tokens += [Token(TEXT, "; "), *tokens_of] if tokens else tokens_of
            found.append(stripped(tokens))
            if down > 1 or across > 1:
                what = f"cells that were joined: {quoted(plain(found[-1]))}"
                self.add(UNREAD, what, "a table here has whole rows and columns: write what each cell says")
            found += [()] * (across - 1)
        return tuple((*found, *([()] * width))[:width])


def _of_meta(value: Any) -> Any:
    if not value:
        return ()
    if value["t"] == "MetaString":
        return [{"t": "Str", "c": value["c"]}]
    if value["t"] == "MetaInlines":
        return value["c"]
    if value["t"] == "MetaBlocks":
        return [
            part for block in value["c"] if block["t"] in {"Para", "Plain"} for part in (*block["c"], {"t": "Space"})
        ]
    return ()
