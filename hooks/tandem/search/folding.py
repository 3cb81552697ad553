"""How letters are compared: the same in Python, which picks what a page needs, as in the page (`engine/text.js`).

`tests/vectors/search.json` holds what both must give.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping


def fold(text: str, characters: Mapping[str, str]) -> str:
    """The text without accents, widths, cases and invisible signs; each character as `characters` reads it."""
    return "".join(_fold_segment(segment, characters) for segment in segments(text))


def segments(text: str) -> list[str]:
    """The text in signs, each with the marks that are set upon it."""
    found: list[str] = []
    for character in text:
        if found and unicodedata.category(character)[0] == "M":
            found[-1] += character
        else:
            found.append(character)
    return found


def _fold_segment(segment: str, characters: Mapping[str, str]) -> str:
    bare = "".join(
        character
        for character in unicodedata.normalize("NFKD", segment)
        if unicodedata.category(character)[0] != "M" and unicodedata.category(character) != "Cf"
    )
    lower = unicodedata.normalize("NFC", bare).lower()
    return "".join(characters.get(character, character) for character in lower)


def squeeze(text: str, characters: Mapping[str, str]) -> str:
    """Only the letters and digits of the folded text."""
    return "".join(c for c in fold(text, characters) if unicodedata.category(c)[0] in "LN")
