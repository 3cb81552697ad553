"""What a text that is moved in consists of, the same for every format it came in.

Life: `reading` makes blocks of a file; what follows replaces some of their tokens; `wording` writes them as Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

TEXT, SUP, SUB, MARK, LINK, LINK_END, NOTE, CITE, IMAGE = (
    "text", "sup", "sub", "mark", "link", "link-end", "note", "cite", "image",
)  # fmt: skip
HEADING, PARAGRAPH, LIST, TABLE, FIGURE, QUOTE, CODE = (
    "heading", "paragraph", "list", "table", "figure", "quote", "code",
)  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A stretch of a text. `text` is its letters; of a link and an image the target; of a mark the signs.

    `numbers` are the references that a citation stands for; `alt` is the alternative text of an image.
    """

    kind: str
    text: str = ""
    numbers: tuple[int, ...] = ()
    alt: str = ""


Tokens = tuple[Token, ...]
Change = Callable[[Tokens, int], Tokens]  # what becomes of a run that stands on a line


@dataclass(frozen=True)
class Item:
    """An item of a list, or with `more` a further paragraph of the item above; `number` is 0 in a list of bullets."""

    tokens: Tokens
    line: int
    depth: int
    number: int = 0
    more: bool = False


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list, table or figure. `line` counts lines of a Markdown file, paragraphs of a DOCX."""

    kind: str
    line: int
    tokens: Tokens = ()
    level: int = 0
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[Tokens, ...], ...] = ()
    target: str = ""

    @property
    def plain(self) -> str:
        """All its letters."""
        parts = [self.tokens, *(item.tokens for item in self.items), *(cell for row in self.rows for cell in row)]
        return " ".join(text for text in map(plain, parts) if text)

    def mapped(self, change: Change) -> Block:
        """The same block with every run of tokens changed."""
        return replace(
            self,
            tokens=change(self.tokens, self.line),
            items=tuple(replace(item, tokens=change(item.tokens, item.line)) for item in self.items),
            rows=tuple(tuple(change(cell, self.line) for cell in row) for row in self.rows),
        )


@dataclass
class Note:
    """A footnote: its number in the order of the text, its tokens and place."""

    tokens: Tokens
    line: int


def plain(tokens: Iterable[Token]) -> str:
    """The letters of a run, raised and lowered ones too, without citations."""
    kinds = {TEXT, SUP, SUB}
    return "".join(token.text for token in tokens if token.kind in kinds).strip()


def merged(tokens: Sequence[Token]) -> Tokens:
    """The same run with neighbouring texts made one."""
    found: list[Token] = []
    for token in tokens:
        if token.kind in {TEXT, SUP, SUB} and not token.text:
            continue
        if found and token.kind in {TEXT, SUP, SUB} and found[-1].kind == token.kind:
            found[-1] = Token(token.kind, found[-1].text + token.text)
        else:
            found.append(token)
    return tuple(found)


def stripped(tokens: Sequence[Token]) -> Tokens:
    """The same run without space at its ends."""
    found = list(merged(tokens))
    while found and found[0].kind == TEXT and not found[0].text.strip():
        found.pop(0)
    while found and found[-1].kind == TEXT and not found[-1].text.strip():
        found.pop()
    if found and found[0].kind == TEXT:
        found[0] = replace(found[0], text=found[0].text.lstrip())
    if found and found[-1].kind == TEXT:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(found)
