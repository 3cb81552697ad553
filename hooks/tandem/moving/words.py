"""The words by which a language's texts are taken apart, and what stands in for words that are yet to be written.

Life: `load_words` reads `languages/<locale>/moving.yml` once a run; where it is missing, the problem says which to
write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ..core.data import Strict
from ..core.languages import PACKAGE, load_data
from ..core.problems import Problems

FILE = "moving"
BEHIND = "behind"
Word = Annotated[str, Field(min_length=1)]


class StandIns(Strict):
    """Sentences that stand where only an author can write them. Names in braces are filled in."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=False)

    description: Word
    overview: Word
    summary: Word
    overview_title: Word
    references_title: Word
    references_description: Word
    adapted: Word
    people: str
    own: Word
    doi: Word
    aside: Word  # a footnote amid the text
    unknown_licence: Word
    permission: Word
    part: Word


class Captions(Strict):
    """The words that a caption begins with."""

    figure: list[Word]
    table: list[Word]


class Words(Strict):
    """languages/<locale>/moving.yml."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=False)

    headings: dict[Word, list[Word]]  # role → headings that have it
    captions: Captions
    contact: list[Word]  # begin what tells how to reach somebody
    furniture: list[Word]  # what a site or a journal puts around a text
    titles: list[Word]  # before and behind names
    and_: Annotated[list[Word], Field(alias="and")]  # between the last two of several
    others: list[Word]  # for authors that are not named
    long_families: list[Word]  # family names of two characters, where a name is written without a space
    editors: list[Word]  # behind the names of editors
    editions: list[Word]  # how an edition is written
    citation: Literal["behind", "before"]  # where a citation stands to the full stop
    beside_other_letters: str  # between a letter of this script and one of another
    wide_punctuation: dict[str, str]  # narrow signs behind a letter of the script → its own
    stand_ins: StandIns

    @cached_property
    def caption(self) -> re.Pattern[str]:
        """A caption's beginning; group `figure` or `table` is its word, `number` its number, or nothing."""
        figure, table = (alternatives(words) for words in (self.captions.figure, self.captions.table))
        return re.compile(
            rf"(?i)(?:(?P<figure>{figure})|(?P<table>{table}))(?P<number>[ \u00a0]?[0-9]{{1,3}}[A-Za-z]?)?"
            r"[ \u00a0]*(?:[.:：．。、—–-]|(?<=[0-9A-Za-z\u4e00-\u9fff])[ \u00a0]|(?<=[0-9])(?=[^\W0-9_]))[ \u00a0]*"
        )

    def role(self, heading: str) -> str:
        """What a heading is for, by its words; '' for one of the text's own."""
        folded = re.sub(r"[\W_]+", " ", heading.casefold()).strip()
        for role, headings in self.headings.items():
            if folded in headings:
                return role
        return ""


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def load_words(locales: Iterable[str], problems: Problems, places: Sequence[Path] = (PACKAGE,)) -> dict[str, Words]:
    """The words of each language; a missing or faulty file is a problem."""
    return load_data(FILE, Words, locales, problems, places)
