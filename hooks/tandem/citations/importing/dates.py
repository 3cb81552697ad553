"""Dates of records as CSL has them, from the many ways in which tools write them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"([0-9]{4})(?:[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?)?(?:[T ][0-9:.Z+-]{4,20})?[-/. ]*")
_CHINESE = re.compile(r"([0-9]{4}) ?年(?: ?([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?日)?)?")
_WORDS = (
    re.compile(r"([0-9]{4})[ ,/-]{1,3}([A-Za-z]{3,9})\.?(?:[ ,/-]{1,3}([0-9]{1,2}))?[ /-]*"),  # 2013 Jan 5
    re.compile(r"(?:([0-9]{1,2})[ -])?([A-Za-z]{3,9})\.?,?[ -]([0-9]{4})"),  # 5 January 2013
    re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})"),  # January 5, 2013
)
_MONTHS_OF_A_YEAR = re.compile(r"([0-9]{4}) ([A-Za-z]{3,9})[-–/](?:([0-9]{4}) )?([A-Za-z]{3,9})")  # 2013 Jan-Feb
_RIS = re.compile(r"([0-9]{4})/([0-9]{0,2})/([0-9]{0,2})/(.{0,60})")  # the last part is words


def date_of(written: object) -> dict[str, Any] | None:
    """Read a date of any tool; one that is none stays as `literal`, an empty one is None."""
    if isinstance(written, Mapping):
        return _of_csl(written)
    text = " ".join(str(written).split()) if isinstance(written, str | int) else ""
    if not text or re.fullmatch(r"n\.? ?d\.?|undated|no date|0+|[/-]+", text, re.I):
        return None
    if ris := _RIS.fullmatch(text):
        year, month, day, words = ris.groups()
        text = "-".join(part for part in (year, month, day if month else "") if part) if month or not words else ""
        text = text or f"{year} {words}"
    circa = bool(re.match(r"(?:c\.|ca\.?|circa) ?(?=[0-9])", text, re.I)) or text.endswith(("~", "?", "?]"))
    bare = re.sub(r"^(?:c\.|ca\.?|circa) ?(?=[0-9])", "", text, flags=re.I).strip("[]~? ")
    if ends := re.fullmatch(r"([0-9]{4}[0-9-]{0,6})/([0-9]{4}[0-9-]{0,6})", bare):
        range_ = [_parts(end) for end in ends.groups()]
        if all(range_):
            return {"date-parts": range_}
    if several := _MONTHS_OF_A_YEAR.fullmatch(bare):
        year, first, other, last = several.groups()
        both = [_parts(f"{year} {first}"), _parts(f"{other or year} {last}")]
        if all(both):
            return {"date-parts": both}
    if parts := _parts(bare):
        return {"date-parts": [parts], **({"circa": True} if circa else {})}
    return {"literal": text}


def _of_csl(written: Mapping[Any, Any]) -> dict[str, Any] | None:
    listed = written.get("date-parts")
    parts = [found for item in listed if (found := _numbers(item))] if isinstance(listed, list) else []
    circa = {"circa": True} if written.get("circa") not in (None, False, 0, "0", "false") else {}
    if parts:
        return {"date-parts": parts[:2], **circa}
    text = written.get("raw") or written.get("literal")
    if written.get("season") and not text:
        return None
    return date_of(text) if isinstance(text, str | int) else None


def _numbers(item: object) -> list[int]:
    """The parts of one date that are numbers and make a day, as far as they go."""
    numbers: list[int] = []
    for part in item if isinstance(item, list) else [item]:
        if not isinstance(part, str | int) or not re.fullmatch(r"[0-9]{1,4}", str(part).strip()):
            break
        if not _is_day([*numbers, int(part)]):
            break
        numbers.append(int(part))
    return numbers[:3]


def _is_day(parts: list[int]) -> bool:
    try:
        datetime.date(*(*parts, 1, 1)[: max(len(parts), 3)])
    except (ValueError, TypeError):
        return False
    return len(parts) <= 3 and 1000 <= parts[0] <= 2200


def _parts(text: str) -> list[int] | None:
    if match := _NUMBERS.fullmatch(text) or _CHINESE.fullmatch(text):
        return _whole([part for part in match.groups() if part])
    for order, pattern in zip(((0, 1, 2), (2, 1, 0), (2, 0, 1)), _WORDS, strict=True):
        if match := pattern.fullmatch(text):
            year, month, day = (match.groups()[place] for place in order)
            if (name := month[:3].lower()) in _MONTHS:
                return _whole([year, str(_MONTHS.index(name) + 1), *([day] if day else [])])
    return None


def _whole(written: list[str]) -> list[int] | None:
    """The parts as numbers, where all of them make a day; a month or day of 0 is none."""
    numbers = [int(part) for part in written]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return numbers if _is_day(numbers) else None
