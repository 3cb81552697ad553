"""Who compared what with its source: `checked:` of a figure or a reference, with what was read, where and when.

Life: data files hold it (`checked: {on: 2026-01-31, what: abstract, where: PubMed 12345678}`, a list of such, or
`checked: no`); pages make their notes from it, and a reference's date of access is the day of a reading. A word alone
(`yes`, `partly`) says that somebody compared, and that day and place are not on record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, Protocol, runtime_checkable

from pydantic import Field, PlainValidator, TypeAdapter, WithJsonSchema

from .data import Strict, shown
from .translated import Text, Translated

YES, PARTLY, NO = EXTENTS = ("yes", "partly", "no")
UNKNOWN = "unknown"
KINDS = ("abstract", "full-text", "label", "leaflet", "page", "record")
OF_THE_WORK = ("full-text", "label", "page")  # at the work's own address: such a day is a date of access
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\Z")
_FIRST_YEAR = 1900
_TEXT: TypeAdapter[str] = TypeAdapter(Text)


@dataclass(frozen=True)
class Day:
    """A day of reading, or a month where the day is not on record (`day` is then 0)."""

    year: int
    month: int
    day: int = 0

    @property
    def parts(self) -> list[int]:
        """As CSL writes a date: year, month and, where it is known, day."""
        return [self.year, self.month, *([self.day] if self.day else [])]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")


def _day(value: object) -> Day | None:
    if value == UNKNOWN:
        return None
    match = _DAY.match(value) if isinstance(value, str) else None
    if match is not None:
        year, month, day = (int(part or 0) for part in match.groups())
        try:
            found = date(year, month, day or 1)
        except ValueError:  # the 30th of February
            match = None
    if match is None:
        fix = f"write it as 2026-01-31, or 2026-01 where the day is not on record, or `{UNKNOWN}`"
        raise ValueError(f"{shown(value)} is not a date | {fix}")
    if found > latest():
        raise ValueError(f"{shown(value)} is still to come | write the day on which it was read")
    if year < _FIRST_YEAR:
        raise ValueError(f"{shown(value)} is too early | write the day on which it was read")
    return Day(year, month, day)


def latest() -> date:
    """The last day that a reading can have: a day ahead of ours at most, where the date changes first.

    By the clock, whatever day a build is told to be (`SOURCE_DATE_EPOCH`): that one only dates what it makes.
    """
    return datetime.now().astimezone().date() + timedelta(days=1)


def one_of(words: tuple[str, ...]) -> tuple[PlainValidator, WithJsonSchema]:
    """For a field that takes one of these words."""

    def check(value: object) -> object:
        if value not in words:
            raise ValueError(f"{shown(value)} is not known here | write one of: {', '.join(words)}")
        return value

    return PlainValidator(check), WithJsonSchema({"type": "string", "enum": list(words)})


def _place(value: object) -> str | Translated:
    if isinstance(value, dict):
        return Translated.model_validate(value)
    return _TEXT.validate_python(value, strict=True)


DayData = Annotated[
    Day | None,
    PlainValidator(_day),
    WithJsonSchema({"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}(-[0-9]{2})?|unknown)$"}),
    Field(examples=["2026-01-31"]),
]


class Reading(Strict):
    """One look at a work: what of it was read, where and when."""

    on: DayData
    """The day, such as 2026-01-31; 2026-01 where only the month is on record; `unknown` where neither is."""
    what: Annotated[str, *one_of(KINDS)]
    """What was read: abstract, full-text, label, leaflet (for patients), page (of the web), record (of a catalogue)."""
    where: Annotated[
        str | Translated,
        PlainValidator(_place, json_schema_input_type=Text | Translated),
        Field(examples=["PubMed 12345678"]),
    ]
    """Where: a name or an address, such as PubMed 12345678, or a text in every language."""
    copy_of_it: Annotated[bool, Field(alias="copy")] = False
    """Whether it was a stored copy, not the place itself."""
    without: Translated | None = None
    """Which of the figures were not found there; left out where all were."""

    def place(self, locale: str) -> str:
        """Where it was read, in a language."""
        return self.where if isinstance(self.where, str) else self.where[locale]


class Checked(tuple[Reading, ...]):
    """The readings behind a figure or a reference; `extent` is `yes`, `partly` or `no`."""

    extent: str

    def __new__(cls, readings: Iterable[Reading] = (), extent: str = YES) -> Checked:
        """Take the readings, and how far they reach."""
        made = super().__new__(cls, readings)
        made.extent = extent
        return made

    def __getnewargs__(self) -> Any:  # so that copies keep the extent
        return tuple(self), self.extent

    @property
    def missing(self) -> tuple[Translated, ...]:
        """What the readings did not find; empty where one reading found all of it."""
        lacking = tuple(reading.without for reading in self if reading.without is not None)
        return lacking if len(lacking) == len(self) else ()


_READINGS = TypeAdapter(list[Reading])


def _checked(value: object) -> Checked:
    """`yes`, `partly`, `no`, one reading or a list of them."""
    if isinstance(value, Checked):
        return value
    if isinstance(value, dict):
        readings = [Reading.model_validate(value)]
    elif isinstance(value, list) and value:
        readings = _READINGS.validate_python(value)
    elif isinstance(value, str) and value in EXTENTS:
        return Checked((), value)
    else:
        fix = "write {on: 2026-01-31, what: abstract, where: PubMed 12345678}, or one of: " + ", ".join(EXTENTS)
        raise ValueError(f"{shown(value)} is not known here | {fix}")
    partly = all(reading.without is not None for reading in readings)
    return Checked(readings, PARTLY if partly else YES)


CheckedData = Annotated[
    Checked,
    PlainValidator(_checked, json_schema_input_type=Literal["yes", "partly", "no"] | Reading | list[Reading]),
]
"""The type of a field `checked:`."""


@dataclass(frozen=True)
class Figure:
    """A figure, or a statement, as the notes on sources name it in each language."""

    name: Mapping[str, str]
    checked: Checked
    cite: tuple[str, ...]


@runtime_checkable
class HoldsFigures(Protocol):
    """A data file whose figures tell who checked them."""

    def checked_figures(self, locales: Iterable[str]) -> Iterable[Figure]:
        """Every figure of the file that has `checked:`, in order, named in each of the languages."""
