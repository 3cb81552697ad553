"""A paragraph's tokens, from pandoc's tree, with what it calls: footnotes, links, pictures.

Life: `reading` is an `Inlines` for one file. What cannot be carried over goes into the listing at once.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from .blocks import (
    IMAGE,
    LINK,
    LINK_END,
    MARK,
    NOTE,
    SUB,
    SUP,
    TEXT,
    Block,
    Note,
    Token,
    Tokens,
    merged,
    plain,
    stripped,
)  # fmt: skip
from .listing import CHANGED, LEFT, UNREAD, Listing, quoted
from .opening import DOCX, Opened, RefusedError
from .pandoc import Element, position

DEEPEST = 30  # blocks or marks in each other
_SIGNS = {"Strong": "**", "Emph": "*"}
_HTML_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^>]{0,2000}>\Z")


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


def cleaned(text: str) -> str:
    """A text without invisible characters, with ordinary spaces."""
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)
    return "".join(
        sign for sign in spaced if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs", "Cn"}
    )


class Inlines:
    """Reads paragraphs of one file. `at` is the line, or in a DOCX the number of the paragraph."""

    def __init__(self, text: Text, listing: Listing) -> None:
        self.text, self.listing = text, listing
        self.at = 0  # the line, or the number of the paragraph
        self.lines: list[int] = []  # of a Markdown file: line as pandoc got it → line of the file
        self.counted = text.opened.kind == DOCX

    def add(self, heading: str, what: str, fix: str) -> None:
        """Put into the listing what is met here."""
        self.listing.add(heading, self.text.name, self.at, what, fix)

    def _place(self, attributes: Any = None) -> None:
        """Note where the next block stands: a line, or one paragraph further."""
        line = position(attributes) if attributes is not None else 0
        if line and not self.counted:
            self.at = self.lines[min(line, len(self.lines)) - 1]

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
