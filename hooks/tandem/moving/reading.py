"""A file's blocks with their places, from pandoc's tree.

Life: one `Reader` a file. What it meets and cannot carry over goes into the listing at once. A DOCX has no lines: its
paragraphs, headings, list items and cells are counted in the order of the text, and every entry quotes its beginning.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from ..core.data import parse_document
from ..core.page import split_front_matter
from ..core.problems import Problems
from .blocks import (
    CODE,
    FIGURE,
    HEADING,
    IMAGE,
    LINK,
    LINK_END,
    LIST,
    MARK,
    NOTE,
    PARAGRAPH,
    QUOTE,
    SUB,
    SUP,
    TABLE,
    TEXT,
    Block,
    Item,
    Note,
    Token,
    Tokens,
    merged,
    plain,
    stripped,
)  # fmt: skip
from .listing import CHANGED, LEFT, UNREAD, Listing, quoted
from .opening import DOCX, Opened, RefusedError
from .pandoc import Element, document, position, tree
from .tabs import tables_of_tabs

DEEPEST = 30  # blocks or marks in each other
_SIGNS = {"Strong": "**", "Emph": "*"}
_HTML_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^>]{0,2000}>\Z")
# What Word holds beside the text: found by its element, since pandoc passes over it.
_BESIDE = {
    b"<w:txbxContent": "a text box", b"<w:ins ": "a change that was tracked, which was taken as accepted",
    b"<w:del ": "a deletion that was tracked, which was taken as accepted", b"<w:vanish": "hidden text",
    b"<c:chart": "a chart", b"<dgm:relIds": "a SmartArt drawing", b"<w:object": "an embedded object",
}  # fmt: skip


@dataclass
class Text:
    """One file as it was read: its blocks in order, its footnotes, and what its own data say of title and authors."""

    opened: Opened
    locale: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    title: str = ""
    authors: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name, as entries give it."""
        return self.opened.path.name


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


def cleaned(text: str) -> str:
    """A text without invisible characters, with ordinary spaces."""
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    return "".join(
        sign for sign in spaced if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
    )


class _Reader:
    def __init__(self, text: Text, listing: Listing) -> None:
        self.text, self.listing = text, listing
        self.at = 0  # the line, or the number of the paragraph
        self.lines: list[int] = []  # of a Markdown file: line as pandoc got it → line of the file
        self.counted = text.opened.kind == DOCX

    def add(self, heading: str, what: str, fix: str) -> None:
        self.listing.add(heading, self.text.name, self.at, what, fix)

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
        self.at = 1
        self.text.title = plain(self._inlines(_of_meta(meta.get("title")), 0))
        author = meta.get("author")
        people = author["c"] if author and author["t"] == "MetaList" else [author] if author else []
        self.text.authors = [name for one in people if (name := plain(self._inlines(_of_meta(one), 0)))]
        for name in ("subtitle", "date"):
            said = plain(self._inlines(_of_meta(meta.get(name)), 0))
            if said:
                self.add(LEFT, f"the document's {name}: {quoted(said)}", "write it where it belongs, if it does")
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

    def _place(self, attributes: Any = None) -> None:
        """Note where the next block stands: a line, or one paragraph further."""
        line = position(attributes) if attributes is not None else 0
        if line and not self.counted:
            self.at = self.lines[min(line, len(self.lines)) - 1]

    def _count(self) -> None:
        if self.counted:
            self.at += 1

    def _put(self, kind: str, tokens: Tokens = (), **more: Any) -> None:
        self.text.blocks.append(Block(kind, more.pop("line", self.at), tokens, **more))

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

    def _place_of(self, element: Any) -> None:
        """Take the place of the first thing in an element that has one."""
        if self.counted:
            return
        held = [element]
        for _ in range(DEEPEST):
            if not held:
                return
            first = held.pop(0)
            if isinstance(first, dict):
                content = first.get("c")
                if first["t"] in {"Div", "Span"} and content:
                    self._place(content[0])
                    return
                held = [content]
            elif isinstance(first, list):
                held = [part for part in first if isinstance(part, dict | list)] + held

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

    def _texts(self, blocks: list[Element]) -> Any:
        """The paragraphs of a cell, whatever they stand in."""
        for block in blocks:
            name, content = block["t"], block.get("c", ())
            if name in {"Para", "Plain", "Header"}:
                tokens = self._inlines(content if name != "Header" else content[2], 0)
                if any(token.kind == IMAGE for token in tokens):
                    self.add(UNREAD, "a picture in a table", "put it above or below the table")
                yield [token for token in tokens if token.kind != IMAGE]
            elif name in {"Div", "BulletList", "OrderedList", "BlockQuote"}:
                inner = content[1] if name in {"Div", "OrderedList"} else content
                for part in inner:
                    yield from self._texts(part if isinstance(part, list) else [part])
            else:
                self.add(UNREAD, f"a {name.lower()} in a table's cell", "write it above or below the table")

    # --- within a paragraph ------------------------------------------------------------------------------------------

    def _inlines(self, content: Any, depth: int) -> Tokens:
        if depth > DEEPEST:
            raise RefusedError(self.text.opened.path, "the text is nested too deep", "write it flat", max(self.at, 1))
        found: list[Token] = []
        raised = ""  # inside <sup> or <sub> written as HTML
        for element in content or ():
            unwrapped = _unwrapped(element)
            if unwrapped["t"] == "RawInline":
                tag = _HTML_TAG.match(unwrapped["c"][1])
                name = tag.group(2).casefold() if tag else ""
                if name in {SUP, SUB} and tag is not None:
                    raised = "" if tag.group(1) else name
                elif name == "br":
                    found.append(Token(TEXT, " "))
                elif tag is None and not unwrapped["c"][1].startswith("<!--"):
                    self.add(UNREAD, f"HTML: {quoted(unwrapped['c'][1])}", "write what belongs to the text")
                continue
            tokens = self._inline(unwrapped, depth)
            found += [Token(raised, t.text) if raised and t.kind == TEXT else t for t in tokens]
        return merged(found)

    def _inline(self, element: Element, depth: int) -> Tokens:
        name, content = element["t"], element.get("c", ())
        if name == "Str":
            return (Token(TEXT, cleaned(content)),)
        if name in {"Space", "SoftBreak", "LineBreak"}:
            return (Token(TEXT, "\n" if name == "SoftBreak" else " "),)
        if name in _SIGNS:
            return _marked(_SIGNS[name], self._inlines(content, depth + 1))
        if name in {"Superscript", "Subscript"}:
            kind = SUP if name == "Superscript" else SUB
            return tuple(Token(kind, t.text) if t.kind == TEXT else t for t in self._inlines(content, depth + 1))
        if name in {"Underline", "SmallCaps", "Span"}:
            return self._inlines(content[1] if name == "Span" else content, depth + 1)
        if name == "Strikeout":
            tokens = self._inlines(content, depth + 1)
            self.add(CHANGED, f"struck out, and taken over as text: {quoted(plain(tokens))}", "take it out, if it is")
            return tokens
        if name == "Quoted":
            signs = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            return (Token(TEXT, signs[0]), *self._inlines(content[1], depth + 1), Token(TEXT, signs[1]))
        if name == "Link":
            return self._link(content, depth)
        if name == "Image":
            alt = plain(self._inlines(content[1], depth + 1))
            return (Token(IMAGE, content[2][0], alt=alt),)
        if name == "Note":
            return self._note(content)
        if name == "Code":
            return (Token(TEXT, cleaned(content[1])),)
        if name == "Math":
            self.add(UNREAD, f"a formula, taken over as it is typed: {quoted(content[1])}", "write it as text")
            return (Token(TEXT, cleaned(content[1])),)
        if name == "Cite":
            return self._inlines(content[1], depth + 1)
        return ()

    def _link(self, content: Any, depth: int) -> Tokens:
        tokens, target = self._inlines(content[1], depth + 1), content[2][0]
        if target.casefold().startswith("mailto:"):
            return tokens
        if re.match(r"https?://[^\s<>()\"\\]+\Z", target):
            pictured = any(token.kind == IMAGE for token in tokens)
            return tokens if pictured or not plain(tokens) else (Token(LINK), *tokens, Token(LINK_END, target))
        if target in {"", "#"}:
            return (Token(LINK), *tokens, Token(LINK_END, "#"))
        what = f"a link to '{target[:80]}', which leads to nothing outside its own site"
        self.add(LEFT, what, "link to a section with [text](section.md), or to an address with https://")
        return tokens

    def _note(self, blocks: list[Element]) -> Tokens:
        here = self.at
        tokens: list[Token] = []
        for tokens_of in self._texts(blocks):
            tokens += [Token(TEXT, " "), *tokens_of] if tokens else tokens_of
        self._place_of(blocks)
        self.text.notes.append(Note(stripped([t for t in tokens if t.kind != NOTE]), self.at))
        self.at = here
        return (Token(NOTE, str(len(self.text.notes))),)


def _unwrapped(element: Element) -> Element:
    """An element without the span that only tells its place."""
    for _ in range(DEEPEST):
        content = element.get("c", ())
        if element["t"] != "Span" or len(content[1]) != 1 or not position(content[0]):
            break
        element = content[1][0]
    return element


def _marked(sign: str, tokens: Tokens) -> Tokens:
    """A run in bold or italics; without them where both readers of Markdown would not see them alike."""
    letters = "".join(token.text for token in tokens)
    kinds = {token.kind for token in tokens}
    ends = (letters.strip()[:1], letters.strip()[-1:])
    if kinds != {TEXT} or not all(end.isalnum() for end in ends):
        return tokens
    before = letters[: len(letters) - len(letters.lstrip())]
    after = letters[len(letters.rstrip()) :]
    middle = Token(TEXT, letters.strip())
    return (Token(TEXT, before), Token(MARK, sign), middle, Token(MARK, sign), Token(TEXT, after))


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
