"""Doses given more often than the data give them: 2 × 50 mg/kg, 50 mg/kg hourly, 50 mg/kg in 3 doses.

The number is the one that is cited, and the sentence still tells another dose. A rate and the amount of a day are said
with their time as they are: these are left alone, and so is a sum, which an equals sign ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..parity.language import Language
from ..parity.languages import any_of
from .matching import Found
from .measures import GAP
from .rules import Rules
from .texts import Text

_NEAR = 24  # characters in front of a dose in which its multiplier stands
_SUM = re.compile(r"[^.。；;\n]{0,60}=")


class Repeats:
    """Finds what multiplies a dose in one language."""

    def __init__(self, language: Language, rules: Rules) -> None:
        own, file = rules.language, language.rules.file
        many = [word for word, value in file.numbers.words.items() if value > 1]
        several = f"(?:(?<![0-9.])(?:[2-9]|[1-9][0-9])(?![0-9.])|(?i:{any_of(many)})){GAP}?(?i:{any_of(own.repeats)})"
        words = f"(?:{several}|(?i:{language.rules.words(own.rates)}))" if own.rates else several
        joints = f"(?:{GAP}|{any_of(own.joints)})" if own.joints else GAP
        self._behind = re.compile(
            f"(?:{joints}|[,，(（、]){{0,4}}(?:(?:×|[x*]){GAP}?(?:[2-9]|[1-9][0-9])(?![0-9]|[.][0-9]|{GAP}?[A-Za-z])|{words})"
        )
        self._before = re.compile(f"(?:{words}|(?<![0-9.A-Za-z])(?:[2-9]|[1-9][0-9]){GAP}?[×x*]){joints}{{0,4}}\\Z")

    def more(self, found: Sequence[Found], text: Text) -> Iterator[tuple[Found, str]]:
        """Each dose of the data beside which the text says how often, and how it says so."""
        for item in found:
            quantity = item.quantity
            once = item.certain and all(entry.stated.once for entry in item.entries)
            if not once or _SUM.match(text.text, quantity.end):
                continue
            near = text.text[max(0, quantity.start - _NEAR) : quantity.start]
            match = self._behind.match(text.text, quantity.end) or self._before.search(near)
            if match is not None:
                yield item, match.group().strip(" ,，、(（")
