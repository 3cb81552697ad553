"""What a data file states in numbers: each value with its unit, its citations and its place in the file.

Life: a feature with a data file offers `Statements`; `prose` reads the same values out of the sentences and holds each
against those that have the same citation. Units are written as `parity/symbols.yml` writes them: mg/kg, min, mmol/L,
% for percent, U for units of activity, '' for none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .data import Place
from .translated import Translated

VALUE, EFFECT, INTERVAL, COUNT = "value", "effect", "interval", "count"
PERCENT = "%"
Ends = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Stated:
    """One value, from `low` to `high`.

    `pair` joins an effect and its interval, `group` all that is said together: a product's percentage, volume and
    amount; what one trial gave and found. A `worked` value was computed, so a text may round
    it: half up or, with `safe`, to the side that is no danger (`up` for a shortest time, `down` for a largest amount).
    """

    low: Fraction
    high: Fraction
    unit: str
    keys: frozenset[str]
    place: Place
    kind: str = VALUE
    level: Fraction | None = None
    pair: Place = ()
    group: Place = ()
    worked: bool = False
    safe: str = ""
    weight: Fraction | None = None  # in kg, that it was worked out for
    hours: Fraction | None = None  # of an infusion whose total this is
    written: str = ""  # as the data write it, where digits alone would show it otherwise: 9/14
    for_texts: bool = False  # stands in the data only because texts give it
    limit: bool = False  # not to be gone beyond
    once: bool = False  # a dose as it is given: so often in a time, it is another

    @property
    def single(self) -> bool:
        """Whether it is one value and no range."""
        return self.low == self.high


@dataclass(frozen=True)
class StatedText:
    """A text whose values are data themselves, because no other key holds them: the period of an outcome."""

    text: Translated
    keys: frozenset[str]
    place: Place
    group: Place = ()


@dataclass(frozen=True)
class Statements:
    """How a data file is asked for its values: `worked` also takes a weight in kg and hours, and may be missing."""

    stated: Callable[[Any], Iterable[Stated | StatedText]]
    worked: Callable[[Any, Fraction, Sequence[Fraction]], Iterable[Stated]] | None = None


def ends(low: Decimal | int, high: Decimal | int | None = None) -> Ends:
    """Both ends of a value as fractions; twice the same for a single one."""
    return Fraction(low), Fraction(low if high is None else high)
