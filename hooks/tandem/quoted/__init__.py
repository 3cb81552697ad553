"""Numbers that texts give from references, beside those of doses and evidence: a data file, and nothing on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..core.features import Feature
from ..core.stated import COUNT, EFFECT, INTERVAL, VALUE, Stated, Statements
from .model import DATA, Quoted, load_quoted, parse


def stated(quoted: Quoted) -> Iterator[Stated]:
    """Every number of the file, and every interval, with their references."""
    for index, quote in enumerate(quoted.quoted):
        for number, text in enumerate(quote.numbers):
            place = ("quoted", index, "numbers", number)
            found = parse(text)
            value = Stated(
                found.low,
                found.high,
                found.unit,
                frozenset(quote.cite),
                place,
                EFFECT if found.interval else COUNT if found.is_count else VALUE,
                pair=place,
                group=place[:2],
                written=text if "/" in text and not found.unit else "",
                for_texts=True,
            )
            yield value
            if found.interval:
                low, high = found.interval
                yield replace(value, low=low, high=high, kind=INTERVAL, level=found.level, written="")


FEATURE = Feature(Path(__file__).parent, data=DATA, load=load_quoted, model=Quoted, statements=Statements(stated))
