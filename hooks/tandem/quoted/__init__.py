"""Numbers that texts give from references, beside those of doses and evidence: a data file, and nothing on a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..core.features import Feature
from ..core.stated import COUNT, EFFECT, INTERVAL, VALUE, Stated, Statements
from .model import DATA, Quoted, load_quoted, parse


def stated(quoted: Quoted) -> Iterator[Stated]:
    """Every number of the file, and every interval, with their references."""
    for index, quote in enumerate(quoted.quoted):
        keys = frozenset(quote.cite)
        for number, text in enumerate(quote.numbers):
            place = ("quoted", index, "numbers", number)
            found = parse(text)
            kind = EFFECT if found.interval else COUNT if found.is_count else VALUE
            yield Stated(
                found.low, found.high, found.unit, keys, place, kind, pair=place, group=place[:2], for_texts=True
            )
            if found.interval:
                ends, level = found.interval, found.level
                yield Stated(*ends, found.unit, keys, place, INTERVAL, level, place, place[:2], for_texts=True)


FEATURE = Feature(Path(__file__).parent, data=DATA, load=load_quoted, model=Quoted, statements=Statements(stated))
