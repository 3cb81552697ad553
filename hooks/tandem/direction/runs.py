"""Which parts of a text in a right-to-left script must be isolated, so that they are shown in the order of their signs.

Life: `runs` is asked once for each line of text that is shown as one. It cuts the text where right-to-left letters
stand; what is left between them and holds a letter or a digit is a run: a quantity with its unit, a range, a formula,
an interval, a code, a name in Latin letters. A text without any right-to-left letter is one run as a whole.
direction.js does the same for what scripts write; tests/vectors/direction.json holds both to it.

A formula whose numbers have units in right-to-left letters is read from the right: its operators stay outside, each of
its numbers is a run. Arabic-Indic digits, which the bidirectional algorithm orders from the right, are kept in that
order where they stand alone (a range of them is read so), and forced into the other beside Latin letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

PLACE = "\ufffc"  # stands for an element that scripts fill
LTR, RTL, FORCED = "ltr", "rtl", "forced"  # `forced`: left to right, whatever its signs are

_RIGHT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
# In these scripts, what is no letter: digits, their separators, the comma and the per cent sign.
_INDIC = re.compile("[\u0660-\u0669\u066b\u066c]")
_PERSIAN = re.compile("[\u06f0-\u06f9]")
_ISOLATES, _END = "\u2066\u2067\u2068", "\u2069"
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（"}
_BEFORE = "+−±~≈<>≤≥$€£¥#№×"  # signs that belong to the number that they stand right before
_COMPARED = "~≈<>≤≥±"  # those that may have a space behind them
_DASHES = "-–‐‑"  # before a number they are a minus, unless a right-to-left letter stands before them
_AFTER = "%‰°′″+−⁺⁻*†‡§®™٪"
_ENDS = ".,;:!?…。，；："  # with a space behind them they end a part of a text
_PARTS = re.compile('[—•|،"“”„«»‹›]|\\s·\\s')  # what always parts one run from another
_OPERATOR = re.compile("\\s[×÷=+·*/<>≤≥≈→−]\\s")
_OPERATORS = "×÷=+·*/≈→−"


@dataclass(frozen=True)
class Run:
    """From `start` to `end` of the text; `kind` is the order in which its signs are to be shown."""

    start: int
    end: int
    kind: str = LTR


def is_right(letter: str) -> bool:
    """Whether it is a letter of a script that runs from right to left."""
    return bool(_RIGHT.match(letter)) and not _INDIC.match(letter) and not _PERSIAN.match(letter) and letter not in "،٪"


def runs_from_right(text: str) -> bool:
    """Whether a right-to-left letter stands in a text, and in no isolate of it."""
    return "R" in _kinds(text)


def runs(text: str) -> list[Run]:
    """The parts of a line of text that must be isolated, in order; what stands in isolates already is passed over."""
    kinds = _kinds(text)
    found: list[Run] = []
    alone = "R" not in kinds and "I" not in kinds
    for match in re.finditer("[^RI]+", kinds):
        start, end = match.span()
        if "C" not in match.group():
            continue
        if alone:
            lead = len(text) - len(text.lstrip())
            found.append(Run(lead, len(text.rstrip()), _kind(text)))
            continue
        for piece in _pieces(text, kinds, start, end):
            found += _whole_or_apart(text, kinds, *piece)
    return found


def _kinds(text: str) -> str:
    """A sign for each sign: C of a core (letter, digit, place), R right to left, I in an isolate, S space, N other."""
    kinds: list[str] = []
    depth = 0
    for letter in text:
        category = unicodedata.category(letter)
        if letter in _ISOLATES:
            depth += 1
            kinds.append("I")
        elif depth:
            depth -= letter == _END
            kinds.append("I")
        elif is_right(letter):
            kinds.append("R")
        elif letter == PLACE or category[0] in "LN" or _INDIC.match(letter):
            kinds.append("C")
        elif category in ("Mn", "Mc", "Me", "Cf") and kinds:
            kinds.append(kinds[-1])
        else:
            kinds.append("S" if letter.isspace() else "N")
    return "".join(kinds)


def _pieces(text: str, kinds: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs between two right-to-left letters: parted by ends of sentences, by lists and by what closes alone."""
    pairs = _pairs(text, start, end)
    at = last = start
    first: int | None = None
    while at < end:
        if kinds[at] != "C" and at not in pairs:
            at += 1
            continue
        if first is not None and _parts(text, first, last, at, pairs):
            yield _widened(text, kinds, first, last, start, end)
            first = None
        first = at if first is None else first
        at = last = pairs.get(at, at) + 1
    if first is not None and "C" in kinds[first:last]:
        yield _widened(text, kinds, first, last, start, end)


def _pairs(text: str, start: int, end: int) -> dict[int, int]:
    """The places of brackets that close within the part, with that of what closes them; the outer ones only."""
    stack: list[int] = []
    pairs: dict[int, int] = {}
    for at in range(start, end):
        if text[at] in _BRACKETS.values():
            stack.append(at)
        elif text[at] in _BRACKETS and stack and text[stack[-1]] == _BRACKETS[text[at]]:
            opened = stack.pop()
            pairs[opened] = at
    outer: dict[int, int] = {}
    reached = -1
    for opened in sorted(pairs):
        if opened > reached:
            outer[opened] = reached = pairs[opened]
    return outer


def _parts(text: str, first: int, last: int, at: int, pairs: dict[int, int]) -> bool:
    """Whether what stands between two places parts two runs."""
    between = text[last:at]
    if any(sign in "()[]{}（）" for sign in between) or _PARTS.search(text, max(last - 1, 0), at + 1):
        return True
    if not re.search(f"[{re.escape(_ENDS)}]\\s", text[last : at + 1]):
        return False
    return _counts(text, first) and (_counts(text, at) or at in pairs)


def _counts(text: str, at: int) -> bool:
    """Whether a quantity begins here: two in a list stay two, names and sentences in Latin letters stay together."""
    return unicodedata.category(text[at])[0] == "N" or text[at] == PLACE or text[at] in "(["


def _widened(text: str, kinds: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """With the signs that belong to its first and last number."""
    while first > start:
        before = text[first - 1]
        if before in _BEFORE or (before in _DASHES and not (first > 1 and kinds[first - 2] == "R")):
            first -= 1
        elif kinds[first - 1] == "S" and first - 1 > start and text[first - 2] in _COMPARED:
            first -= 2
        else:
            break
    while last < end and text[last] in _AFTER:
        last += 1
    if last + 1 < end and kinds[last] == "S" and text[last + 1] in "%‰":
        last += 2
    return first, last


def _whole_or_apart(text: str, kinds: str, start: int, end: int) -> Iterator[Run]:
    """One run, or, of a formula that goes on in right-to-left letters, one for each of its numbers."""
    if not _goes_on(text, kinds, start, end):
        yield Run(start, end, _kind(text[start:end]))
        return
    at = start
    for stop in [*_OPERATOR.finditer(text, start, end), None]:
        part = text[at : stop.start() if stop else end]
        first = at + len(part) - len(part.lstrip())
        if part.strip():
            yield Run(first, first + len(part.strip()), _kind(part))
        at = stop.end() if stop else end


def _goes_on(text: str, kinds: str, start: int, end: int) -> bool:
    before = start - 1
    while before >= 0 and kinds[before] == "S":
        before -= 1
    if before > 0 and text[before] in _OPERATORS:
        before -= 1
        while before >= 0 and kinds[before] == "S":
            before -= 1
        if before >= 0 and kinds[before] == "R":
            return True
    after = end
    while after < len(text) and kinds[after] == "S":
        after += 1
    if after < len(text) and kinds[after] == "R":
        return _counts(text, end - 1)  # its unit follows
    if after < len(text) and text[after] in _OPERATORS:
        after += 1
        while after < len(text) and kinds[after] == "S":
            after += 1
        return after < len(text) and kinds[after] == "R"
    return False


def _kind(text: str) -> str:
    if not _INDIC.search(text):
        return LTR
    others = (letter for letter in text if not _INDIC.match(letter) and unicodedata.category(letter)[0] in "LN")
    return FORCED if any(True for _ in others) else RTL
