"""quoted.yml: numbers that the text gives from a reference and that stand in no other data file.

Life: read once with the tutorial. A number is written as a text would write it, in one form for all languages; `parse`
turns it into the values that `prose` holds the texts against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from ..core.cited import Citations
from ..core.data import Place, Strict, shown
from ..core.problems import Problems
from ..core.settings import Settings
from ..core.translated import Text, load_model
from ..prose.units import is_unit

DATA = "quoted.yml"
_NUMBER = r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,8})?"
_FORM = re.compile(
    rf"(?P<low>{_NUMBER})(?:/(?P<of>[1-9][0-9]{{0,8}})| to (?P<high>{_NUMBER}))?"
    r"(?: ?(?P<unit>%|[A-Za-z°][A-Za-z0-9°/]*))?"
    rf"(?: \((?P<level>{_NUMBER})% CI (?P<lower>{_NUMBER}) to (?P<upper>{_NUMBER})\))?"
)
_PLURALS = {f"{unit}s": unit for unit in ("day", "week", "month", "year")}
_HOW = (
    "write it as `40 mg/kg`, `3 to 5 mmol/L`, `24%`, `9/14`, `418`, or with its interval: `1.08 (95% CI 0.89 to 1.32)`"
)


@dataclass(frozen=True)
class Parsed:
    """A number of the file: its ends, its unit, and its interval where it has one."""

    low: Fraction
    high: Fraction
    unit: str
    level: Fraction | None = None
    interval: tuple[Fraction, Fraction] | None = None
    of_group: bool = False

    @property
    def is_count(self) -> bool:
        """Whether it is a whole number without a unit, and not how many of a group."""
        return (
            not self.of_group
            and not self.unit
            and self.interval is None
            and self.low == self.high
            and self.low.denominator == 1
        )


def parse(text: str) -> Parsed:
    """A number as it is written. Raises ValueError, in words, for another form."""
    if text[:1] in "−–—":
        raise ValueError(f"{shown(text)} has a sign that is no hyphen | write the minus as a hyphen: -{text[1:]}")
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"{shown(text)} is no number that can be held against a text | {_HOW}")
    unit = _PLURALS.get(found["unit"] or "", found["unit"] or "")
    if unit and not is_unit(unit):
        raise ValueError(
            f"{shown(unit)} is not a unit | write its sign, such as mg, mcg, mL, mmol/L, U, h, days or weeks"
        )
    low = Fraction(found["low"]) / int(found["of"] or 1)
    high = Fraction(found["high"]) if found["high"] else low
    ends = (Fraction(found["lower"]), Fraction(found["upper"])) if found["level"] else None
    if ends and ends[0] > ends[1]:
        raise ValueError(f"{shown(text)}: the interval ends before it begins | write the lower number first")
    if found["high"] and low == high:
        raise ValueError(f"{shown(text)} has two ends that are the same | write the number once")
    if ends and not all(ends[0] <= end <= ends[1] for end in (low, high)):
        raise ValueError(
            f"{shown(text)}: the number lies outside of its interval | correct one of the two; look at the signs"
        )
    return Parsed(low, high, unit, Fraction(found["level"]) if found["level"] else None, ends, bool(found["of"]))


def _parsed(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError(f"{shown(value)} is no number | {_HOW}")
    parse(str(value).strip())
    return str(value).strip()


Number = Annotated[str, BeforeValidator(_parsed), WithJsonSchema({"type": ["string", "number"]})]


class Quote(Strict):
    """Numbers of one statement of a reference."""

    of: Text
    """What they are numbers of, in a few words for those who edit the file. It is not shown."""
    cite: Annotated[Citations, Field(min_length=1)]
    """The references that give them, by their ids in references.json."""
    numbers: Annotated[list[Number], Field(min_length=1)]
    """Each as the text gives it, with its unit: `40 mg/kg`, `3 to 5 mmol/L`, `1.08 (95% CI 0.89 to 1.32)`."""


class Quoted(Strict):
    """Numbers that the text gives from references, beside those of doses.yml and evidence.yml."""

    quoted: Annotated[list[Quote], Field(min_length=1)]
    """The statements, in the order of the text."""


def load_quoted(path: Path, settings: Settings, problems: Problems) -> Quoted | None:
    """Read and check quoted.yml; None, with problems, when it cannot be used."""
    return load_model(Quoted, path, settings, problems, check=_twice)


def _twice(quoted: Quoted) -> Iterator[tuple[Place, str, str]]:
    seen: set[tuple[frozenset[str], str]] = set()
    for index, quote in enumerate(quoted.quoted):
        for number, text in enumerate(quote.numbers):
            if (frozenset(quote.cite), text) in seen:
                what = f"'{text}' stands here twice with the same references"
                yield ("quoted", index, "numbers", number), what, "remove one of the two"
            seen.add((frozenset(quote.cite), text))
