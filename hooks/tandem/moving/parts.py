"""What each block of a text is for: title, people, sections with their headings, captions, the list of references.

Life: `parts_of` is called once for each language. What is no part of the text (who wrote it and how to reach them, what
a site put around it) is left out, each with an entry in the listing that does not repeat an address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from .blocks import (
    FIGURE,
    HEADING,
    LINK,
    LINK_END,
    LIST,
    MARK,
    PARAGRAPH,
    SUP,
    TABLE,
    TEXT,
    Block,
    Token,
    Tokens,
    merged,
    plain,
    stripped,
)  # fmt: skip
from .inlines import Text
from .joining import joined, links_only, without_dead_links
from .listing import CHANGED, LEFT, UNREAD, Listing, quoted
from .words import Words, alternatives

REFERENCES, KEY_POINTS, CONTENTS = "references", "key-points", "contents"
_NUMBER = re.compile(r"\s*((?:[0-9]{1,2}\.){0,3}[0-9]{1,2})(?:[.)、．:：]\s*|\s+)(?=\D)")
_ENTRY = re.compile(r"\s*(?:[\[［(（]\s*([0-9]{1,3})\s*[\]］)）]|([0-9]{1,3})[.．、)）](?![0-9]))\s*")
_ATTRIBUTES = re.compile(r"\s*\{\s*[#.][^{}]{0,200}\}\s*\Z")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_PHONE = re.compile(r"\+[0-9][0-9() -]{7,20}[0-9]")
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s<>\"，。；]+[A-Za-z0-9]")
_STOPS = ".!?。！？"
_SENTENCE_END = f"{_STOPS}:：;；"
_PROSE = 60  # letters of a paragraph, before the first heading, that is text and no name or date
_WIDE_PROSE = 25


@dataclass(frozen=True)
class Head:
    """A heading: its depth below the title from 1, the number that was typed before it, its role and its tokens."""

    depth: int
    number: str
    role: str
    tokens: Tokens
    line: int


@dataclass
class Part:
    """What stands under a heading, or with None before the first one."""

    head: Head | None
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Listed:
    """An entry of a list of references, as printed."""

    number: int
    text: str
    line: int


@dataclass
class Parts:
    """A text in one language, taken apart."""

    text: Text
    words: Words
    title: str = ""
    people: list[str] = field(default_factory=list)
    doi: str = ""
    parts: list[Part] = field(default_factory=list)
    references: dict[int, Listed] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.text.name

    @property
    def locale(self) -> str:
        """Its language."""
        return self.text.locale


def parts_of(text: Text, words: Words, listing: Listing) -> Parts:
    """Take a text apart."""
    taker = _Taker(Parts(text, words), listing)
    taker.run()
    return taker.found


class _Taker:
    def __init__(self, found: Parts, listing: Listing) -> None:
        self.found, self.listing, self.words = found, listing, found.words
        ascii_titles = alternatives(title for title in self.words.titles if title.isascii()) or r"\Z"
        wide_titles = alternatives(title for title in self.words.titles if not title.isascii()) or r"\Z"
        self.titles = re.compile(rf"(?<![A-Za-z])(?:{ascii_titles})(?![A-Za-z])\.?|(?:{wide_titles})")
        self.contact = re.compile(rf"(?i)(?:{alternatives(self.words.contact)})(?![A-Za-z])")

    def add(self, heading: str, line: int, what: str, fix: str) -> None:
        self.listing.add(heading, self.found.name, line, what, fix)

    def run(self) -> None:
        blocks = self._headed(joined(self._without_furniture(self.found.text.blocks), self.found.name, self.listing))
        blocks = self._titled(blocks)
        levels: list[int] = []
        part = Part(None)
        self.found.parts.append(part)
        for block in blocks:
            if block.kind != HEADING:
                part.blocks.append(block)
                continue
            while levels and levels[-1] >= block.level:
                levels.pop()
            levels.append(block.level)
            part = Part(self._head(block, len(levels)))
            self.found.parts.append(part)
        self._front(self.found.parts[0])
        self._references()
        for part in self.found.parts:
            if part.head and part.head.role == CONTENTS and part.blocks:
                self.add(LEFT, part.head.line, "the table of contents", "nothing: the site makes its own")
        self.found.parts = [part for part in self.found.parts if not (part.head and part.head.role == CONTENTS)]
        for part in self.found.parts:
            part.blocks = [block for block in map(self._without_contact, part.blocks) if block is not None]

    # --- headings ----------------------------------------------------------------------------------------------------

    def _headed(self, blocks: list[Block]) -> list[Block]:
        """With bold lines as headings, where a text has no others."""
        if sum(block.kind == HEADING for block in blocks) > 1:
            return blocks
        found = []
        for block in blocks:
            letters = block.plain
            bold = [token.kind for token in block.tokens] == [MARK, TEXT, MARK]
            named = self.words.role(_NUMBER.sub("", letters)) != "" and len(letters) < _PROSE
            short = block.kind == PARAGRAPH and len(letters) <= 2 * _PROSE and letters[-1:] not in _SENTENCE_END
            if short and (bold or named):
                what = f"a line taken for a heading: {quoted(letters)}"
                self.add(CHANGED, block.line, what, "if it is none, make it a paragraph again")
                tokens = tuple(token for token in block.tokens if token.kind != MARK)
                block = replace(block, kind=HEADING, level=2, tokens=tokens)
            found.append(block)
        return found

    def _titled(self, blocks: list[Block]) -> list[Block]:
        """Without the title: the document's own, or the first heading where no other stands as high."""
        self.found.title = " ".join(self.found.text.title.split())
        heads = [block for block in blocks if block.kind == HEADING]
        if not self.found.title and heads:
            first = heads[0]
            alone = sum(block.level <= first.level for block in heads) == 1
            if alone and not self.words.role(first.plain):
                self.found.title = first.plain
                return [block for block in blocks if block is not first]
        if not self.found.title:
            first_text = next((block for block in blocks if block.kind == PARAGRAPH), None)
            if first_text is not None and len(first_text.plain) <= _PROSE * 2 and blocks[0] is first_text:
                self.found.title = first_text.plain
                self.add(
                    CHANGED, first_text.line, f"taken for the title: {quoted(first_text.plain)}", "see whether it is"
                )
                return [block for block in blocks if block is not first_text]
            self.found.title = self.found.text.opened.path.stem.partition(".")[0]
            fix = "write it in tutorial.yml and at the top of index"
            self.add(UNREAD, 1, f"the text has no title; '{self.found.title}' stands for it", fix)
        return [b for b in blocks if not (b.kind == HEADING and b.plain == self.found.title)]

    def _head(self, block: Block, depth: int) -> Head:
        text = block.plain
        numbered = _NUMBER.match(text)
        number, tokens = "", block.tokens
        if numbered and tokens[0].kind == TEXT:
            number = numbered.group(1)
            tokens = stripped((Token(TEXT, tokens[0].text[numbered.end() :]), *tokens[1:]))
        kept = tuple(token for token in tokens if token.kind not in {LINK, LINK_END, MARK})
        if kept and kept[-1].kind == TEXT:  # an id or a class, as other dialects write them
            kept = stripped((*kept[:-1], Token(TEXT, _ATTRIBUTES.sub("", kept[-1].text))))
        letters = plain(kept)
        if letters.isupper() and any(sign.isascii() for sign in letters) and len(letters) > 3:
            kept = (Token(TEXT, letters[0] + letters[1:].lower()),)
            if not self.words.role(letters):
                what = f"a heading in capitals: {quoted(letters)}"
                self.add(CHANGED, block.line, what, "give names and abbreviations in it their capitals again")
        return Head(depth, number, self.words.role(letters), kept, block.line)

    # --- what is no part of the text ---------------------------------------------------------------------------------

    def _without_furniture(self, blocks: list[Block]) -> list[Block]:
        found = []
        for block in blocks:
            letters = re.sub(r"[\W_]+", " ", block.plain.casefold()).strip()
            dead = block.kind == PARAGRAPH and links_only(block.tokens)
            if dead or (block.kind == PARAGRAPH and letters in {word.casefold() for word in self.words.furniture}):
                what = f"what a site puts around a text: {quoted(block.plain)}"
                self.add(LEFT, block.line, what, "nothing, unless it belongs to the text")
                continue
            found.append(block.mapped(without_dead_links))
        return found

    def _front(self, part: Part) -> None:
        """Take people, dates and addresses out of what stands before the first heading."""
        if self.found.text.authors:
            self.found.people = [self._name(name) for name in self.found.text.authors]
        kept = []
        for block in part.blocks:
            letters = block.plain
            wide = sum(sign > "\u2e7f" for sign in letters)
            prose = len(letters) >= _PROSE or wide >= _WIDE_PROSE
            raised = block.kind == PARAGRAPH and block.tokens[0].kind == SUP  # where somebody works
            if block.kind != PARAGRAPH or (
                prose and letters[-1:] in _STOPS and not raised and not self._reaches(letters)
            ):
                kept.append(block)
                continue
            doi = _DOI.search(letters)
            if doi and not self.found.doi:
                self.found.doi = doi.group()
            if not self.found.people and not doi and not self._reaches(letters):
                self.found.people = self._people(block.tokens)
            if self._reaches(letters):
                self.add(LEFT, block.line, "contact details", "nothing: a tutorial gives none")
                continue
            fix = "nothing; authors stand in tutorial.yml under `adapted`"
            self.add(LEFT, block.line, f"what stands before the text: {quoted(letters)}", fix)
        part.blocks = kept

    def _people(self, tokens: Tokens) -> list[str]:
        """The names in a line of authors; none where it is no such line."""
        line = "".join(", " if token.kind == SUP else token.text for token in tokens)
        joints = alternatives(
            word if not word.isalpha() or not word.isascii() else f" {word} " for word in self.words.and_
        )
        names = [self._name(name) for name in re.split(rf"[,，;；、]|{joints}|\s{{2,}}", line)]
        names = [name for name in names if name]
        if any(re.search(r"[0-9@]", name) or len(name.split()) > 5 or len(name) > 60 for name in names):
            return []
        return names

    def _name(self, name: str) -> str:
        name = re.sub(r"[*†‡§¶#0-9]", "", name)
        name = self.titles.sub(" ", name)
        return " ".join(name.split()).strip(" .,，")

    def _reaches(self, letters: str) -> bool:
        """Whether a text tells how to reach somebody."""
        return bool(_MAIL.search(letters) or self.contact.match(letters.lstrip(" *†‡§¶")))

    def _without_contact(self, block: Block) -> Block | None:
        begins = block.kind == PARAGRAPH and self.contact.match(block.plain.lstrip(" *†‡§¶")) and len(block.plain) < 300
        if begins and (_MAIL.search(block.plain) or _PHONE.search(block.plain)):
            self.add(LEFT, block.line, "contact details", "nothing: a tutorial gives none")
            return None

        def clean(tokens: Tokens, line: int) -> Tokens:
            found = []
            for token in tokens:
                text = _PHONE.sub("", _MAIL.sub("", token.text)) if token.kind == TEXT else token.text
                if text != token.text:
                    what = f"an address or a telephone number, amid: {quoted(_PHONE.sub('…', plain(tokens)))}"
                    self.add(LEFT, line, what, "write the sentence anew without it")
                found.append(replace(token, text=text))
            return merged(found)

        return block.mapped(clean)

    # --- references --------------------------------------------------------------------------------------------------

    def _references(self) -> None:
        parts = [part for part in self.found.parts if part.head and part.head.role == REFERENCES]
        for part in parts:
            self.found.parts.remove(part)
        if not parts:
            return
        for part in parts:
            self._entries(part)

    def _entries(self, part: Part) -> None:
        last = 0
        for block in part.blocks:
            if block.kind == LIST:
                for item in block.items:
                    number = last if item.more or item.depth else item.number or last + 1
                    last = self._entry(number, plain(item.tokens), item.line) or last
            elif block.kind == TABLE:
                for row in block.rows:
                    last = self._written(" ".join(map(plain, row)), block.line, last)
            elif block.kind == PARAGRAPH:
                for text in re.split(
                    r"\n(?=\s*(?:[\[［][0-9]{1,3}[\]］]|[0-9]{1,3}[.．、]\s))", _with_lines(block.tokens)
                ):
                    last = self._written(" ".join(text.split()), block.line, last)
            elif block.kind != FIGURE:
                self.add(UNREAD, block.line, f"amid the references: {quoted(block.plain)}", "see whether it is one")

    def _written(self, text: str, line: int, last: int) -> int:
        """Take a paragraph of the list: an entry, the rest of the one above, or neither."""
        numbered = _ENTRY.match(text)
        if numbered and last < int(numbered.group(1) or numbered.group(2)) <= last + 5:
            return self._entry(int(numbered.group(1) or numbered.group(2)), text[numbered.end() :], line)
        above = self.found.references.get(last)
        if above and above.text[-1:] not in {*".。]）)", "/"} and not re.search(r"[0-9]-[0-9]+\Z", above.text):
            return self._entry(last, text, line)
        if re.search(r"(?:19|20)[0-9]{2}", text) and (not above or any(sign in text for sign in ".．。")):
            return self._entry(last + 1, text, line)
        self.add(LEFT, line, f"behind the references: {quoted(text)}", "write it where it belongs, if it does")
        return last

    def _entry(self, number: int, text: str, line: int) -> int:
        text = " ".join(text.split())
        if not text:
            return number
        above = self.found.references.get(number)
        if above is not None:
            text, line = f"{above.text} {text}", above.line
        self.found.references[number] = Listed(number, text, line)
        return number


def _with_lines(tokens: Tokens) -> str:
    return "".join(token.text for token in tokens if token.kind in {TEXT, SUP, "sub"})
