"""Terms: what the glossary calls in one language has its counterpart in the other, in each pair of texts.

Life: `Terms` is made for the glossary and two languages; `differences` is asked for each pair of paragraphs or cells.
A text has a term where one of its ways of writing stands; that it stands inside a longer term is enough to answer the
other language, and not enough to ask for it. How often a term stands is not compared, since a language may say *it*;
but what must stand in each sentence, as a drug's name, is looked for sentence by sentence too.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..core.glossary import SENTENCE
from ..terminology import Finder, Glossary, Mention, Term


@dataclass(frozen=True)
class Lacking:
    """A term that one of two texts has, as it stands there, and what the other text could call it."""

    term: Term
    text: str
    start: int
    wanted: str


class Terms:
    """The glossary at work in two languages."""

    def __init__(self, glossary: Glossary, first: str, other: str) -> None:
        compared = [term for term in glossary.terms if term.compare]
        self._first, self._other = _Reader(first, compared), _Reader(other, compared)

    def differences(self, ours: str, theirs: str) -> tuple[list[Lacking], list[Lacking]]:
        """The terms of the first text that the second lacks, and those of the second that the first lacks."""
        return _lacking(self._first, ours, self._other, theirs), _lacking(self._other, theirs, self._first, ours)

    def within(self, ours: str, theirs: str) -> tuple[list[Lacking], list[Lacking]]:
        """The same of two sentences, for the terms that must stand in each."""
        left, right = self.differences(ours, theirs)
        return [item for item in left if _each(item)], [item for item in right if _each(item)]


class _Reader:
    """Reads the terms of one language; no text is read twice."""

    def __init__(self, locale: str, terms: list[Term]) -> None:
        self.locale = locale
        self._finder = Finder(terms, locale)
        self._read: dict[str, tuple[dict[str, Mention], frozenset[str]]] = {}

    def terms(self, text: str) -> tuple[dict[str, Mention], frozenset[str]]:
        """The first mention of each term, by id, and the ids of all that stand there, inside a longer one or not."""
        if text not in self._read:
            mentioned: dict[str, Mention] = {}
            for mention in self._finder.mentions(text):
                mentioned.setdefault(mention.term.id, mention)
            within = self._finder.within(text) if mentioned else ()
            self._read[text] = mentioned, frozenset(mention.term.id for mention in within)
        return self._read[text]


def _lacking(having: _Reader, text: str, wanting: _Reader, counterpart: str) -> list[Lacking]:
    mentioned, _ = having.terms(text)
    _, there = wanting.terms(counterpart)
    return [
        Lacking(item.term, text[item.start : item.end], item.start, item.term.term[wanting.locale])
        for name, item in mentioned.items()
        if name not in there
    ]


def _each(item: Lacking) -> bool:
    return item.term.compare == SENTENCE
