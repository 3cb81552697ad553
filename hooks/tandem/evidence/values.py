"""The smallest things that evidence.yml holds: a figure with its digits, a count, events of a group.

Life: types of the fields of `model`; each refuses what it cannot take in words for an author.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema

from ..core.data import matching, shown

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,6})?\Z")
_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*"
_GROUP = re.compile(r"(0|[1-9][0-9]{0,7})/([1-9][0-9]{0,7})\Z")
_P = r"^(< ?)?(0\.[0-9]{1,6}|1(\.0{1,6})?)"


def _decimal(value: object) -> Decimal:
    text = "" if isinstance(value, bool) or not isinstance(value, (int, str)) else str(value)
    if text[:1] in "−–—" and _NUMBER.match(text[1:]):
        raise ValueError(f"{shown(value)} has a sign that is no hyphen | write the minus as a hyphen: -{text[1:]}")
    if not _NUMBER.match(text):
        raise ValueError(f"{shown(value)} is not a number | write plain digits with a point, such as -0.5")
    if text == "-0":
        raise ValueError("zero has no sign | write it without the hyphen, or with the decimals of the paper: -0.0")
    return Decimal(text)


def _percent(value: object) -> Decimal:
    found = _decimal(value)
    if not 0 <= found <= 100 or found.is_signed():
        raise ValueError(f"{shown(value)} is no percentage of a whole | write a number from 0 to 100")
    return found


def one_number_of(*numbers: int) -> tuple[BeforeValidator, WithJsonSchema]:
    """A whole number that must be one of a few."""

    def check(value: object) -> object:
        if isinstance(value, bool) or value not in numbers:
            raise ValueError(f"{shown(value)} is not known here | write one of: {', '.join(map(str, numbers))}")
        return value

    return BeforeValidator(check), WithJsonSchema({"type": "integer", "enum": list(numbers)})


def _at_least(least: int) -> Callable[[int], int]:
    def check(value: int) -> int:
        if value < least:
            raise ValueError(f"{shown(value)} is too few | write at least {least}, or leave the key out")
        return value

    return check


@dataclass(frozen=True)
class Group:
    """The patients of one group, and how many of them had the event."""

    events: int
    total: int

    @property
    def risk(self) -> Fraction:
        """The share of patients with the event."""
        return Fraction(self.events, self.total)

    def __str__(self) -> str:
        return f"{self.events}/{self.total}"


def _group(value: object) -> Group:
    match = _GROUP.match(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"{shown(value)} is not a number of events of a total | write it as 12/100")
    found = Group(*(int(part) for part in match.groups()))
    if found.events > found.total:
        raise ValueError(f"{found.events} of {found.total} patients cannot have an event | write events/patients")
    return found


Number = Annotated[Decimal, BeforeValidator(_decimal), WithJsonSchema({"type": "number"})]
Percent = Annotated[
    Decimal, BeforeValidator(_percent), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]
Count = Annotated[int, AfterValidator(_at_least(1)), WithJsonSchema({"type": "integer", "minimum": 1})]
GroupData: Any = Annotated[
    Group, PlainValidator(_group), WithJsonSchema({"type": "string", "pattern": "^[0-9]+/[1-9][0-9]*$"})
]
PValue = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int) and not isinstance(value, bool) else value),
    matching(_P + r"\Z", "a P value", "write it with the decimals of the paper, such as 0.04 or < 0.001"),
    WithJsonSchema({"type": ["string", "number"]}),
]
Year = Annotated[int, Field(ge=1900, le=2200)]
Id = Annotated[
    str,
    matching(_ID + r"\Z", "an id", "use small Latin letters, digits and hyphens"),
    WithJsonSchema({"type": "string", "pattern": f"{_ID}$"}),
]
