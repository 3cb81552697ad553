"""Citations as authors type them, `[3]`, raised 3 and footnotes, bound to the numbers of the list of references.

Life: `bound` is called once for each language, after its list was found. A number that the list does not have is left
out of the text with an entry; a raised figure behind a unit or a ten is a power and stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from .blocks import CITE, HEADING, NOTE, SUP, TEXT, Block, Token, Tokens, merged, plain
from .listing import CITED, Listing, quoted
from .parts import Listed, Part, Parts

_LIST = r"[0-9]{1,3}(?:\s*[,，、;；–—-]\s*[0-9]{1,3}){0,60}"
_RAISED_CITATION = re.compile(rf"\s*[\[［(（]?\s*({_LIST})\s*[\]］)）]?[*†‡]?\s*\Z")
_BRACKETED = re.compile(rf"(?:\s?[\[［]\s*{_LIST}\s*[\]］])+")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SMALL = re.compile(r"[⁰¹²³⁴-⁹]{1,3}(?:[,，⁻–-][⁰¹²³⁴-⁹]{1,3}){0,20}(?![⁺⁻ⁿ])")
_POWER = re.compile(r"(?:(?<![A-Za-z])(?:[cdkmnµμ]?m|s|L|kg|g)|(?<![0-9])10|[×x]\s?10|[²³])\Z")
_SPAN = re.compile(r"\s*[–—-]\s*")
_MOST = 200  # references that one span may stand for


def numbers_of(text: str) -> tuple[int, ...]:
    """The numbers of `1, 3-5`, each once.

    >>> numbers_of("1, 3–5")
    (1, 3, 4, 5)
    """
    found: list[int] = []
    for part in re.split(r"[,，、;；]", text):
        ends = [int(end) for end in _SPAN.split(part.strip()) if end.isdecimal()]
        if len(ends) >= 2 and 0 < ends[-1] - ends[0] < _MOST:
            found += range(ends[0], ends[-1] + 1)
        else:
            found += ends
    return tuple(dict.fromkeys(found))


def bound(parts: Parts, listing: Listing) -> None:
    """Bind every citation of a text; footnotes that print a work join the list of references."""
    binder = _Binder(parts, listing)
    for part in parts.parts:
        if part.head is not None:
            part.head = replace(part.head, tokens=binder.bare(part.head.tokens, part.head.line))
        part.blocks = [binder.block(block) for block in part.blocks]


def cited_in(part: Part) -> set[int]:
    """The references that a part cites."""
    runs = [tokens for block in part.blocks for tokens in runs_of(block)]
    return {number for tokens in runs for token in tokens if token.kind == CITE for number in token.numbers}


def runs_of(block: Block) -> list[Tokens]:
    """Every run of tokens of a block."""
    return [block.tokens, *(item.tokens for item in block.items), *(cell for row in block.rows for cell in row)]


@dataclass
class _Binder:
    parts: Parts
    listing: Listing

    def add(self, line: int, what: str, fix: str) -> None:
        self.listing.add(CITED, self.parts.name, line, what, fix)

    def block(self, block: Block) -> Block:
        return block.mapped(self.bare if block.kind == HEADING else self.run)

    def bare(self, tokens: Tokens, line: int) -> Tokens:
        """A heading, which cannot cite."""
        kept = tuple(token for token in self.run(tokens, line) if token.kind != CITE)
        if len(kept) < len(self.run(tokens, line)):
            self.add(line, f"a heading cites: {quoted(plain(kept))}", "cite in the sentence that says it")
        return merged(kept)

    def run(self, tokens: Tokens, line: int) -> Tokens:
        found: list[Token] = []
        around = plain(tokens)
        for token in tokens:
            if token.kind == SUP:
                found += self._raised(token, plain(found[-2:]), line, around)
            elif token.kind == TEXT:
                found += self._in_text(token.text, line)
            elif token.kind == NOTE:
                found += self._note(int(token.text), line)
            else:
                found.append(token)
        return _side_by_side(found)

    def _raised(self, token: Token, before: str, line: int, around: str) -> list[Token]:
        match = _RAISED_CITATION.match(token.text)
        if match is None or (_POWER.search(before) and token.text.strip() in {*"123456789"}):
            return [token]
        return self._cite(match.group(1), line, around)

    def _in_text(self, text: str, line: int) -> list[Token]:
        found: list[Token] = []
        end = 0
        for match in _BRACKETED.finditer(text):
            numbers = ",".join(re.findall(_LIST, match.group()))
            if not self.parts.references and not self.parts.text.notes:
                continue  # an interval, or a year: nothing here numbers works
            if all(int(number) > 2 * len(self.parts.references) + 50 for number in re.findall("[0-9]+", numbers)):
                continue
            found += [*self._small(text[end : match.start()], line), *self._cite(numbers, line, text)]
            end = match.end()
        return [*found, *self._small(text[end:], line)]

    def _small(self, text: str, line: int) -> list[Token]:
        """A text with raised digits of the character set, ¹ and its like."""
        found: list[Token] = []
        end = 0
        for match in _SMALL.finditer(text):
            before = text[: match.start()]
            # Behind a minus a figure is a power; behind a unit, a ten or a single letter, too.
            if (
                not before
                or before[-1] in "⁻⁺"
                or _POWER.search(before)
                or re.search(r"(?<![A-Za-z])[A-Za-z]\Z", before)
            ):
                continue
            found += [Token(TEXT, text[end : match.start()]), *self._cite(match.group().translate(_DIGITS), line, text)]
            end = match.end()
        return [*found, Token(TEXT, text[end:])]

    def _cite(self, written: str, line: int, around: str) -> list[Token]:
        numbers = numbers_of(written)
        known = tuple(number for number in numbers if number in self.parts.references)
        for number in numbers:
            if number not in known:
                count = len(self.parts.references)
                what = f"reference {number} is cited, and is none of the {count} in the list: {quoted(around)}"
                self.add(line, what, "find the work, add it to references.json, and cite it there with `[@key]`")
        return [Token(CITE, numbers=known)] if known else []

    # --- footnotes ---------------------------------------------------------------------------------------------------

    def _note(self, number: int, line: int) -> list[Token]:
        note = self.parts.text.notes[number - 1]
        text = plain(note.tokens)
        only = _RAISED_CITATION.match(text)
        if only is not None:
            return self._cite(only.group(1), note.line, text)
        reference = self._reference_of(text)
        if reference is None and is_work(text):
            reference = max(self.parts.references, default=0) + 1
            self.parts.references[reference] = Listed(reference, text, note.line)
        if reference is not None:
            return [Token(CITE, numbers=(reference,))]
        what = f"a footnote that explains, put in brackets where it was called: {quoted(text)}"
        self.add(line, what, "see whether the sentence reads well, and write it in anew")
        before, after = self.parts.words.stand_ins.aside.split("{text}")
        inner = self.run(tuple(token for token in note.tokens if token.kind != NOTE), note.line)
        return [Token(TEXT, before), *inner, Token(TEXT, after)]

    def _reference_of(self, text: str) -> int | None:
        return next((n for n, entry in self.parts.references.items() if alike(entry.text, text)), None)


def alike(first: str, second: str) -> bool:
    """Whether two texts print the same work."""
    one, other = (re.sub(r"[\W_]+", " ", text.casefold()).strip()[:400] for text in (first, second))
    if not one or not other:
        return False
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.9


def is_work(text: str) -> bool:
    """Whether a text prints a work: it has a year, and the signs of a record."""
    year = re.search(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text)
    signs = re.search(
        r"(?i)doi|pmid|https?://|\[[A-Z]{1,2}(?:/[A-Z]{2})?\]|[0-9]{4};|\([0-9]{4}\)\.|[0-9]:[0-9e]|: [0-9]+-", text
    )
    return bool(year and signs and len(text) > 25)


def _side_by_side(tokens: list[Token]) -> Tokens:
    """With citations that stand beside each other as one."""
    found: list[Token] = []
    for token in merged(tokens):
        above = found[-1] if found else None
        comma = above is not None and above.kind == TEXT and above.text.strip() in {",", "，", "、"}
        if token.kind == CITE and comma and len(found) > 1 and found[-2].kind == CITE:
            found.pop()
            above = found[-1]
        if token.kind == CITE and above is not None and above.kind == CITE:
            found[-1] = replace(above, numbers=tuple(dict.fromkeys((*above.numbers, *token.numbers))))
        else:
            found.append(token)
    return tuple(found)
