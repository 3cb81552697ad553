"""The words of strength of each language, `languages/<locale>/cautions.yml`: how a text says contraindicated, or avoid.

Life: read once a run for the languages of the site; no other module knows a word of any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from ..core.data import Strict
from ..core.languages import PACKAGE, load_data
from ..core.problems import Problems
from ..core.translated import Text
from ..dosing.cautions import AVOID, CAUTION, CONTRAINDICATED, REDUCE
from ..parity.language import Language

FILE = "cautions"
HARMLESS = "harmless"  # no word of a label: a text that takes a caution back
# Beside a label's word they add to it; alone they are weaker than it.
PERMITTED = "permitted"  # leave to give the drug: weaker than every caution
MILD = "mild"  # advice such as to monitor: weaker than not to give the drug


class WordsFile(Strict):
    """languages/<locale>/cautions.yml: the turns of phrase that say each word of a label."""

    contraindicated: list[Text] = Field(min_length=1)
    avoid: list[Text] = Field(min_length=1)
    reduce: list[Text] = Field(min_length=1)
    caution: list[Text] = Field(min_length=1)
    harmless: list[Text] = Field(min_length=1)  # that there is nothing to heed: not contraindicated, safe in
    permitted: list[Text] = Field(min_length=1)  # may be given in
    mild: list[Text] = Field(min_length=1)  # monitor closely
    neutral: list[Text] = Field(default_factory=list)  # that hold a word of the others and say nothing of the kind
    label: list[Text] = Field(min_length=1)  # what a label is called
    every: list[Text] = Field(min_length=1)  # that speak of all labels
    drugs: list[Text] = Field(default_factory=list)  # other drugs of which a text may speak beside a tutorial's own
    countries: list[list[Text]] = Field(default_factory=list)  # names of each country; one in two lists names both


@dataclass(frozen=True)
class Strength:
    """A word of strength where it stands in a text."""

    call: str
    text: str
    start: int


class Words:
    """Finds the words of strength of one language, longer ones before those that they hold."""

    def __init__(self, file: WordsFile, language: Language) -> None:
        self.file, self.language = file, language
        groups = {
            CONTRAINDICATED: file.contraindicated,
            AVOID: file.avoid,
            REDUCE: file.reduce,
            CAUTION: file.caution,
            HARMLESS: file.harmless,
            PERMITTED: file.permitted,
            MILD: file.mild,
            "": file.neutral,
        }
        self._call = {_folded(word): call for call, words in groups.items() for word in words}
        self._pattern = re.compile(language.rules.words(self._call), re.I)

    def find(self, text: str) -> Iterator[Strength]:
        """The words of a text, in order."""
        for match in self._pattern.finditer(text):
            call = self._call[_folded(match.group())]
            if call:
                yield Strength(call, match.group(), match.start())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def load_words(language: Language, problems: Problems, places: Sequence[Path] = (PACKAGE,)) -> Words | None:
    """The words of a language. A missing or faulty file is a problem."""
    file = load_data(FILE, WordsFile, [language.locale], problems, places).get(language.locale)
    return Words(file, language) if file else None
