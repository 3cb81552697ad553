"""What the engine knows of a language: one data file, `languages/<locale>/parity.yml`, read strictly.

Life: `load_languages` reads a file for each locale once a run and compiles its words into the few patterns that
reading needs. No other module knows a word of any language, and this one knows none by name: a new language is a
new file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from ..core.data import Strict, read_document, validate
from ..core.languages import PACKAGE, load_data
from ..core.problems import Problems
from ..core.translated import Text

FILE = "parity"
SYMBOLS = Path(__file__).parent / "symbols.yml"


def _fraction(value: str) -> str:
    if not re.fullmatch(r"[0-9]+(/[1-9][0-9]*)?", value):
        raise ValueError(f"'{value}' is not a number | write it as 2 or 1/2, in quotes")
    return value


def _letters(value: str) -> str:
    try:
        re.compile(f"[{value}]")
    except re.error:
        raise ValueError(f"'{value}' is no set of letters | write ranges such as a-zA-Z") from None
    return value


Ratio = Annotated[str, AfterValidator(_fraction)]
Words = Annotated[list[Text], Field(default_factory=list)]


class Script(Strict):
    """The letters of a language, and how many of its words in a row look left behind in a page of another script."""

    letters: Annotated[str, AfterValidator(_letters)]
    spaced: bool  # words stand apart by spaces
    run: int = Field(ge=1)


class Sentences(Strict):
    """Where a sentence ends."""

    ends: list[Text] = Field(min_length=1)
    closing: Words  # brackets and quotation marks that still belong to the sentence they follow
    abbreviations: Words  # words whose stop ends no sentence


class Between(Strict):
    """A range in two words: between 3 *and* 4."""

    before: Text
    middle: Text


class Numbers(Strict):
    """How numbers are written."""

    decimal: list[Text] = Field(min_length=1)
    grouping: Words  # between groups of three digits
    words: dict[str, int]  # by which a number is built up
    small: dict[str, int]  # multiply what stands before them, up to the next large one
    large: dict[str, int]  # multiply all that stands before them
    joints: Words  # between the words of one number
    alone: Words  # multipliers that are a number without one before them
    digitwise: bool = False  # words below ten in a row are the digits of one number
    single: dict[str, Ratio] = Field(default_factory=dict)  # numbers that do not build others
    denominators: dict[str, int] = Field(default_factory=dict)  # one *third*
    fraction: Text | None = None  # the form of a fraction in words, with {numerator} and {denominator}
    ordinal_before: Words
    ordinal_after: Words
    minus: Words
    ranges: Words
    between: list[Between] = Field(default_factory=list)
    list_joints: Words  # between figures that share the unit of the last one
    year_after: Words
    months: dict[str, int] = Field(default_factory=dict)
    month_after: Words
    day_after: Words  # after the day of a month
    percent_before: Words
    percent_after: Words
    counters: Words  # where there are any, a short number word counts only before one of them, or before a unit
    names: Words  # words in which a numeral is a part of the name or the idiom


class Markers(Strict):
    """Words of negation, of which `possible` ones may stand for a word that is none in another language."""

    certain: Words
    possible: Words
    neutral: Words  # words that hold a marker and mean nothing of the kind
    asked_by: Words  # markers that only ask where they stand between the same letter twice
    shared_by: Words  # words that let one *not* stand for several things: not A *or* B


class Direction(Strict):
    """Words for more and for less of one thing."""

    up: list[Text] = Field(min_length=1)
    down: list[Text] = Field(min_length=1)
    neutral: Words


class LanguageFile(Strict):
    """languages/<locale>/parity.yml."""

    script: Script
    sentences: Sentences
    numbers: Numbers
    units: dict[str, list[Text]]  # canonical unit → words
    per: Words  # between two units
    per_before: Words  # before a unit that comes ahead of its figure
    per_links: Words  # between such a unit and its figure: for each kilogram *give* 3 mg
    unit_links: Words  # words between a figure and its unit: half *an* hour
    unit_notes: Words  # words that may stand inside a unit: per kilogram *of body weight*
    negation: Markers
    directions: dict[str, Direction]


class SymbolFile(Strict):
    """symbols.yml: signs of units that every language writes."""

    units: dict[str, list[Text]]
    minus: list[Text]
    ranges: list[Text]
    percent: list[Text]


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; one that matches nothing where there are none."""
    return _any_of(tuple(words))


@lru_cache(maxsize=512)  # the same words are asked for with every text
def _any_of(words: tuple[str, ...]) -> str:
    ordered = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) or r"(?!)"


@dataclass(frozen=True)
class Rules:
    """One language, compiled."""

    locale: str
    file: LanguageFile
    symbols: SymbolFile

    def words(self, words: Iterable[str]) -> str:
        """A pattern for words: where a script has spaces, whole words only."""
        if not self.file.script.spaced:
            return f"(?:{any_of(words)})"
        return f"(?<![{self.file.script.letters}])(?:{any_of(words)})(?![{self.file.script.letters}])"

    @cached_property
    def letter(self) -> re.Pattern[str]:
        """One letter of the language's script."""
        return re.compile(f"[{self.file.script.letters}]")

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """Spelling → canonical unit. Signs keep their case; words are found in any."""
        spellings: dict[str, str] = {}
        for unit, signs in self.symbols.units.items():
            spellings |= dict.fromkeys([unit, *signs], unit)
        for unit, words in self.file.units.items():
            spellings |= {word.casefold(): unit for word in words}
        return spellings


def load_languages(locales: Iterable[str], problems: Problems, places: Sequence[Path] = (PACKAGE,)) -> dict[str, Rules]:
    """The rules of each locale. A missing or faulty file is a problem."""
    document = read_document(SYMBOLS, problems)
    symbols = validate(SymbolFile, document, problems) if document else None
    if symbols is None:
        return {}
    found = load_data(FILE, LanguageFile, locales, problems, places)
    return {locale: Rules(locale, file, symbols) for locale, file in found.items()}
