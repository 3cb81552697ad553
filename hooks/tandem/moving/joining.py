"""What a page's end or a web site did to a text, undone: words parted by a line, links that lead nowhere.

Life: `parts` calls these on the blocks of a text before it tells what they are for.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from .blocks import LINK, LINK_END, PARAGRAPH, TEXT, Block, Token, Tokens, merged
from .listing import CHANGED, Listing, quoted

_LEFT = re.compile(r"([A-Za-z]+)-\Z")
_RIGHT = re.compile(r"[^\W\d_]+")  # of any language: a half may begin with é


def links_only(tokens: Tokens) -> bool:
    """Whether a paragraph is nothing but links that lead nowhere."""
    if not any(token.kind == LINK_END and token.text == "#" for token in tokens):
        return False
    outside = True
    for token in tokens:
        if token.kind in {LINK, LINK_END}:
            outside = token.kind == LINK_END
            if token.kind == LINK_END and token.text != "#":
                return False
        elif outside and token.text.strip():
            return False
    return True


def without_dead_links(tokens: Tokens, line: int) -> Tokens:
    """A run without the links that lead nowhere, but with their words."""
    if not any(token.kind == LINK_END and token.text == "#" for token in tokens):
        return tokens
    found: list[Token] = []
    opening = -1
    for token in tokens:
        if token.kind == LINK:
            opening = len(found)
        if token.kind == LINK_END and token.text == "#":
            del found[opening]
            continue
        found.append(token)
    return merged(found)


def joined(blocks: list[Block], name: str, listing: Listing) -> list[Block]:
    """With words and sentences put together again that a page's end had parted."""
    whole: list[Block] = []
    known = Counter(re.findall(r"[^\W\d_]+", " ".join(block.plain for block in blocks).casefold()))
    for block in blocks:
        block = block.mapped(lambda tokens, line: _unbroken(tokens, line, known, name, listing))
        above = whole[-1] if whole else None
        if above is None or above.kind != PARAGRAPH or block.kind != PARAGRAPH or not block.tokens:
            whole.append(block)
            continue
        end, start = above.tokens[-1], block.tokens[0]
        left, right = _LEFT.search(end.text), _RIGHT.match(start.text)
        if end.kind != TEXT or start.kind != TEXT or left is None or right is None or not right[0][0].islower():
            whole.append(block)
            continue
        word = left[0] + right[0]
        what = f"a word that was parted by a new paragraph: {quoted(word)}"
        listing.add(CHANGED, name, block.line, what, "see whether the hyphen belongs to it")
        tokens = (*above.tokens[:-1], Token(TEXT, _together(end.text, start.text, known)), *block.tokens[1:])
        whole[-1] = replace(above, tokens=merged(tokens))
    return whole


def _together(first: str, second: str, known: Counter[str]) -> str:
    """Two halves of a word: with the hyphen where each half is a word of the text, and the whole is none."""
    ahead, behind = _LEFT.search(first), _RIGHT.match(second)
    if ahead is None or behind is None:
        return first + second
    left, right = ahead[1].casefold(), behind[0].casefold()
    compound = known[left] > 1 and known[right] > 1 and not known[left + right]
    return first + second if compound else first[:-1] + second


def _unbroken(tokens: Tokens, line: int, known: Counter[str], name: str, listing: Listing) -> Tokens:
    changed = []
    for token in tokens:
        text = token.text
        if token.kind == TEXT and "-\n" in text:
            for match in re.findall(r"[A-Za-z]+-\n[a-z]+", text):
                what = f"a word that was parted by a new line: {quoted(match)}"
                listing.add(CHANGED, name, line, what, "see whether the hyphen belongs to it")
            pieces = re.split(r"(?<=[A-Za-z]-)\n(?=[a-z])", text)
            text = pieces[0]
            for piece in pieces[1:]:
                text = _together(text, piece, known)
        changed.append(replace(token, text=text))
    return merged(changed)
