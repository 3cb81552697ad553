"""How much there is to read in a text, in whatever script: words where they are parted by spaces, else characters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’.,/\-][^\W_]+)*")


@dataclass(frozen=True)
class Extent:
    """Words of scripts with spaces (a figure is one), and characters of scripts without (Unicode's wide letters)."""

    words: int = 0
    characters: int = 0

    def __add__(self, other: Extent) -> Extent:
        return Extent(self.words + other.words, self.characters + other.characters)


def is_wide(letter: str) -> bool:
    """Whether a letter is as wide as it is high, as Chinese ones are."""
    return unicodedata.east_asian_width(letter) in {"W", "F"}


def breadth(text: str) -> int:
    """How much room a text takes in a line, in Latin letters: a wide letter is two, a sign on top of one none."""
    return sum(0 if unicodedata.combining(letter) else 1 + is_wide(letter) for letter in text)


def extent(text: str) -> Extent:
    """The extent of a text; both kinds may stand in one."""
    counts = Counter(text)  # a text has many signs, and few kinds
    wide = [sign for sign in counts if is_wide(sign)]
    characters = sum(counts[sign] for sign in wide if sign.isalpha())
    narrow = text.translate(dict.fromkeys(map(ord, wide), " "))
    return Extent(len(_WORD.findall(narrow)), characters)
