"""How much there is to read in a text, in whatever script: words where they are parted by spaces, else characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’.,/\-][^\W_]+)*")


@dataclass(frozen=True)
class Extent:
    """Words of scripts with spaces (a figure is one), and characters of scripts without (Unicode's wide letters)."""

    words: int = 0
    characters: int = 0

    def __add__(self, other: Extent) -> Extent:
        return Extent(self.words + other.words, self.characters + other.characters)


def extent(text: str) -> Extent:
    """The extent of a text; both kinds may stand in one."""
    wide = [unicodedata.east_asian_width(sign) in {"W", "F"} for sign in text]
    characters = sum(is_wide and sign.isalpha() for sign, is_wide in zip(text, wide, strict=True))
    narrow = "".join(" " if is_wide else sign for sign, is_wide in zip(text, wide, strict=True))
    return Extent(len(_WORD.findall(narrow)), characters)
