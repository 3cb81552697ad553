"""Texts that say many things in the same words, as one list of phrases and short texts that refer to it.

Life: for a shelf of several tutorials `pack` gets every tutorial's script data. Neighbouring words that occur together
often become a phrase, in rounds, so that phrases of phrases grow; what saves bytes gets a character that occurs in no
text. The page puts the phrases back by one replacement (`engine/load.js`). A host's own compression works on what is
left: it looks 32 KB back, less than one tutorial, and so never sees what the tutorials share.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"[A-Za-z0-9]+ ?|\W|[^\WA-Za-z0-9]")
_ROUNDS = 14
_A_ROUND = 400  # phrases
_OFTEN = 12
# Two bytes each; then three. None is a letter that a clinician writes who is not left out below.
_CODES = (*range(0x0080, 0x0800), *range(0xE000, 0xF900))


@dataclass(frozen=True)
class Packed:
    """`codes` has one character a phrase."""

    codes: str
    phrases: tuple[str, ...]
    texts: tuple[str, ...]


def pack(texts: list[str]) -> Packed:
    """The texts by their shared phrases. `unpack` gives them back."""
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(word, len(numbers)) for word in _WORD.findall(text)] for text in texts]
    words = list(numbers)
    for _ in range(_ROUNDS):
        chosen = _pairs(rows)
        if not chosen:
            break
        made = {pair: len(words) + number for number, pair in enumerate(chosen)}
        words += [words[first] + words[second] for first, second in chosen]
        rows = [_joined(row, made) for row in rows]
    used = Counter(number for row in rows for number in row)
    present = set("".join(texts))
    free = [chr(code) for code in _CODES if chr(code) not in present]
    kept = sorted((number for number in used if _saves(words[number], used[number])), key=lambda n: (-used[n], n))
    codes = dict(zip(kept, free, strict=False))
    return Packed(
        "".join(codes.values()),
        tuple(words[number] for number in codes),
        tuple("".join(codes.get(number, words[number]) for number in row) for row in rows),
    )


def unpack(packed: Packed) -> list[str]:
    """What the page does."""
    phrases = dict(zip(packed.codes, packed.phrases, strict=True))
    return ["".join(phrases.get(character, character) for character in text) for text in packed.texts]


def _pairs(rows: list[list[int]]) -> list[tuple[int, int]]:
    """The commonest pairs of neighbours, of which none ends where another begins: all can be joined in one pass."""
    counts: Counter[tuple[int, int]] = Counter()
    for row in rows:
        counts.update(pairwise(row))
    chosen: list[tuple[int, int]] = []
    firsts: set[int] = set()
    seconds: set[int] = set()
    for pair, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count < _OFTEN or len(chosen) == _A_ROUND:
            break
        first, second = pair
        if second not in firsts and first not in seconds and first != second:
            firsts.add(first)
            seconds.add(second)
            chosen.append(pair)
    return chosen


def _joined(row: list[int], made: dict[tuple[int, int], int]) -> list[int]:
    joined: list[int] = []
    position, last = 0, len(row) - 1
    while position <= last:
        phrase = made.get((row[position], row[position + 1])) if position < last else None
        joined.append(row[position] if phrase is None else phrase)
        position += 1 if phrase is None else 2
    return joined


def _saves(phrase: str, count: int) -> bool:
    saved = len(phrase.encode()) - 2
    return count >= 4 and saved > 0 and (count - 1) * saved > 8
