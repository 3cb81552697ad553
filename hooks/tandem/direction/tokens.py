"""A finished page as its tags and texts, each with its place in the page, so that all else stays byte for byte.

What is read here was written by the build itself: every tag is closed or void, every attribute's value is quoted where
it has to be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from .runs import LTR, RTL, is_right

_TOKEN = re.compile(
    r"<!--.*?-->|<[!?][^>]*>|<(?P<raw>script|style|template|textarea)\b[^>]*>.*?</(?P=raw)\s*>"
    r"|<(?P<close>/)?(?P<tag>[A-Za-z][^\s/>]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.S | re.I,
)
_ATTRIBUTE = re.compile(r"([^\s=/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_SIGN = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|.", re.S)


@dataclass(frozen=True)
class Token:
    """A tag or a text. Of a tag that opens, `attributes` has each value's place in the page."""

    start: int
    end: int
    tag: str = ""  # in small letters; '' of a text
    closes: bool = False
    alone: bool = False  # has no content: void, or closed in itself
    attributes: tuple[tuple[str, int, int], ...] = ()

    def value(self, page: str, name: str) -> str | None:
        """An attribute's value as it is written; None where the tag has none of this name."""
        return next((page[start:end] for known, start, end in self.attributes if known == name), None)


def tokens(page: str) -> Iterator[Token]:
    """The tags and texts of a page; what is no text of it (scripts, comments) is left out."""
    at = 0
    for match in _TOKEN.finditer(page):
        if match.start() > at:
            yield Token(at, match.start())
        at = match.end()
        if match["tag"] is None:
            continue
        tag, rest = match["tag"].lower(), match["rest"]
        alone = tag in _VOID or rest.endswith("/")
        attributes = () if match["close"] else tuple(_attributes(rest, match.start("rest")))
        yield Token(match.start(), at, tag, bool(match["close"]), alone, attributes)
    if at < len(page):
        yield Token(at, len(page))


def _attributes(rest: str, offset: int) -> Iterator[tuple[str, int, int]]:
    for found in _ATTRIBUTE.finditer(rest):
        group = next((number for number in (2, 3, 4) if found[number] is not None), 0)
        start, end = found.span(group) if group else (found.end(), found.end())
        yield found[1].lower(), offset + start, offset + end


def signs(page: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Each sign of a text as it is shown, with its place in the page: an entity is one sign."""
    for found in _SIGN.finditer(page, start, end):
        shown = unescape(found[0])
        yield shown if len(shown) == 1 else found[0][0], found.start(), found.end()


def direction_of(page: str, read: Sequence[Token], number: int, given: str | None) -> str:
    """The direction of an element by its `dir`, or, where that is `auto`, by the first letter that has one."""
    if given in (LTR, RTL):
        return given
    depth = 0
    for token in read[number:]:
        if token.tag and not token.alone:
            depth += -1 if token.closes else 1
            if not depth:
                break
        if token.tag:
            continue
        for letter, _, _ in signs(page, token.start, token.end):
            if is_right(letter):
                return RTL
            if unicodedata.category(letter)[0] == "L":
                return LTR
    return LTR
