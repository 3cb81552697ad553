"""How letters are compared: the same in Python, which picks what a page needs, as in the page (`engine/text.js`).

A sign is folded by itself, and the marks set upon it are dropped, so a text is folded sign by sign. What both sides
must give stands in `tests/vectors/search.json`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping


class Folding(dict[int, str]):
    """A table for `str.translate` that is filled as signs are met: a shelf has millions of them, and few kinds."""

    def __init__(self, characters: Mapping[str, str], *, letters: bool = False) -> None:
        super().__init__()
        self._characters, self._letters = characters, letters

    def __missing__(self, code: int) -> str:
        bare = "".join(
            sign
            for sign in unicodedata.normalize("NFKD", chr(code))
            if unicodedata.category(sign)[0] != "M" and unicodedata.category(sign) != "Cf"
        )
        lower = unicodedata.normalize("NFC", bare).lower()
        folded = "".join(self._characters.get(sign, sign) for sign in lower)
        if self._letters:
            folded = "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LN")
        self[code] = folded
        return folded


def fold(text: str, characters: Mapping[str, str]) -> str:
    """The text without accents, widths, cases and invisible signs; each character as `characters` reads it."""
    return text.translate(Folding(characters))


def squeeze(text: str, characters: Mapping[str, str]) -> str:
    """Only the letters and digits of the folded text."""
    return text.translate(Folding(characters, letters=True))
