"""Finds the glossary's terms in texts of one language: all of them with one pattern, however many there are.

Life: a `Finder` is made once for a language and used for every text. Its pattern is a tree of the terms' letters, so
that a text is read once and not once for each term; where several begin at a place, the longest one stands there.

How a term is written decides how it is found. A small letter of it matches a capital too, since a sentence may begin
with it; a capital matches only itself, so that OR is not `or`. A space matches any space or line's end, and needs not
be there beside a script that has no spaces between words; a hyphen matches every kind of hyphen. A term is a whole
word where its script has spaces: `eclampsia` is not found in `preeclampsia`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ..core.glossary import SPACELESS, Term, alike, plain

_WORD = rf"[^\W_{SPACELESS}]"  # a letter or figure of a script with spaces
_EDGE = f"(?!(?<={_WORD}){_WORD})"  # not within a word
_SPACELESS = re.compile(f"[{SPACELESS}]")
_HYPHENS = "-\u2010\u2011"


@dataclass(frozen=True)
class Mention:
    """A term where it stands in a text."""

    term: Term
    start: int
    end: int


@dataclass
class _Node:
    """What may follow the letters that lead here, and whether a term ends with them."""

    following: dict[str, _Node] = field(default_factory=dict)
    ends: bool = False


class Finder:
    """Finds `terms` in texts of one language."""

    def __init__(self, terms: Iterable[Term], locale: str) -> None:
        self._terms: dict[str, Term] = {}
        texts: list[str] = []
        for term in terms:
            for text in term.written(locale):
                self._terms.setdefault(alike(text), term)
                texts.append(plain(text))
        self._pattern = _compiled(tuple(texts))

    def mentions(self, text: str) -> Iterator[Mention]:
        """The terms of a text in order, none inside another."""
        for match in self._pattern.finditer(text):
            yield self._mention(match)

    def within(self, text: str) -> Iterator[Mention]:
        """The longest term that begins at each place, inside another or not."""
        match = self._pattern.search(text)
        while match is not None:
            yield self._mention(match)
            match = self._pattern.search(text, match.start() + 1)

    def _mention(self, match: re.Match[str]) -> Mention:
        return Mention(self._terms[alike(match.group())], match.start(), match.end())


@lru_cache(maxsize=64)  # several checks look for the same terms
def _compiled(texts: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of the texts."""
    root = _Node()
    for text in texts:
        node = root
        for letter in text:
            node = node.following.setdefault(letter, _Node())
        node.ends = True
    branches = _branches([root], "")
    return re.compile(f"{_EDGE}{branches}{_EDGE}" if branches else r"(?!)")


def _pattern(nodes: list[_Node], last: str) -> str:
    """What may follow the letter `last`: longer terms are tried before the one that ends with it."""
    branches = _branches(nodes, last)
    return f"(?:{branches})?" if branches and any(node.ends for node in nodes) else branches


def _branches(nodes: list[_Node], last: str) -> str:
    """One branch for each letter of a text, so that no branch hides a longer term in another.

    A small letter of a term leads on from the small letter and from the capital, a capital of a term only from the
    capital: behind a capital, both kinds of terms go on.
    """
    onward: dict[str, list[_Node]] = {}
    for node in nodes:
        for letter, following in node.following.items():
            for variant in {letter, letter.upper()} if len(letter.upper()) == 1 else {letter}:
                onward.setdefault(variant, []).append(following)
    alike_onward: dict[tuple[int, ...], list[str]] = {}
    for letter, nodes_there in onward.items():
        alike_onward.setdefault(tuple(map(id, nodes_there)), []).append(letter)
    branches = []
    for letters in alike_onward.values():
        first = letters[0]
        branches.append(_gap(last, first) + _one_of(sorted(letters)) + _pattern(onward[first], first))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})" if branches else ""


def _gap(last: str, letter: str) -> str:
    """What may stand between two letters of a term."""
    return r"\s*" if last and (_SPACELESS.match(last) or _SPACELESS.match(letter)) else ""


def _one_of(letters: list[str]) -> str:
    if letters == [" "]:
        return r"\s+"
    if letters == ["-"]:
        return f"[{_HYPHENS}]"
    return re.escape(letters[0]) if len(letters) == 1 else f"[{re.escape(''.join(letters))}]"
