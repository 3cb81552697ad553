"""The figures of a text with the signs they are written in: what stands there, not what it means.

Life: `Scanner` is made once a language; `scan` reads a text once and gives its numbers, each with the unit that is
written behind it or that it shares with the next number of its range or list. Parity reads values; this reads letters,
since "5 ml" and "5 mL" are one value and only one of them may be published. Every pattern is linear: a number is found
by its digits, and what stands behind it is matched at that place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ..parity.languages import Rules as LanguageRules
from ..parity.languages import any_of
from ..parity.numerals import flatten
from .rules import Rules

GAP = r"[ \u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
DASH = r"[-\u2010-\u2015\u2212\u2053~\u301c\u30fc]"
BLANK = "\ufffc"  # stands for what is no prose
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|10\.[0-9]{4,9}/)[!-~]+", re.I)
_HOST = re.compile(
    r"(?<![A-Za-z0-9.@-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}"
    r"(?:\.(?:com|org|net|edu|gov|int|info|io|example)\b(?:/[!-~]*)?|\.[a-z]{2}/[!-~]*)"
)
_SEPARATORS = "'’٫٬"
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Number:
    """A number as it is written.

    `text` is in plain digits; `unit` as written, '' for none; `parts` its single units as (written, canonical); `gap`
    what stands between number and unit; `own` is False where the unit is that of the next number, `word` says that the
    unit is a word and no sign. `until` is where the unit ends.
    """

    text: str
    start: int
    end: int
    unit: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    gap: str = ""
    until: int = 0
    own: bool = True
    word: bool = False


@dataclass(frozen=True)
class Scan:
    """A text with its numbers. `plain` has every sign in its place, wide ones plain; addresses and code are blank."""

    written: str
    plain: str
    numbers: tuple[Number, ...]


class Scanner:
    """Reads the texts of one language."""

    def __init__(self, language: LanguageRules, rules: Rules) -> None:
        self.language, self.rules = language, rules
        numbers, script = language.file.numbers, language.file.script
        self.decimals = {mark for mark in numbers.decimal if len(mark) == 1}
        marks = re.escape("".join({".", ",", *_SEPARATORS, *self.decimals}))
        self._number = re.compile(rf"[0-9]+(?:(?:[{marks}]|{GAP}(?=[0-9]{{3}}(?![0-9])))[0-9]+)*")
        self._canonical = {sign: unit for unit, signs in language.symbols.units.items() for sign in (unit, *signs)}
        for rule in rules.common.units:
            self._canonical |= {sign: self._canonical.get(sign, rule.unit) for sign in rule.write}
        self._words = {word.casefold(): unit for unit, words in language.file.units.items() for word in words}
        edge = f"(?![A-Za-z{script.letters}])" if script.spaced else ""
        sign = f"(?:{any_of(self._canonical)})(?![A-Za-z0-9])(?!-[A-Za-z])"
        word = f"(?i:{any_of(self._words)}){edge}"
        self.sign = f"(?:{any_of(self._canonical)})"
        per = f"(?:/|[·⋅∙•*]|{GAP}?(?i:{any_of(language.file.per)}){edge}{GAP}?)"
        note = f"(?:{GAP}?(?i:{any_of(language.file.unit_notes)}){edge})?"
        raised = "(?:[⁻−-][¹1])?"
        self._part = re.compile(f"(?:{sign}|{word})")
        one = f"(?:(?:{any_of(self._canonical)}){raised}(?![A-Za-z0-9])(?!-[A-Za-z])|{word})"
        self._unit = re.compile(f"({GAP}{{0,2}}|-)({one}(?:{note}{per}{one})*)")
        self._sign_first = re.compile(f"(?:{any_of(self._canonical)})(?![A-Za-z])")
        joints = f"{GAP}*(?:{language.words(numbers.ranges)}|{any_of(numbers.list_joints)}|{DASH}){GAP}*[-−]?"
        self._joint = re.compile(joints, re.I)
        self.dash = re.compile(f"{GAP}*{DASH}{GAP}*")
        own = rules.language
        self.counted = re.compile(f"{GAP}{{0,2}}(?:{any_of(own.counted)}){edge}", re.I)

    def scan(self, text: str, code: tuple[tuple[int, int], ...] = ()) -> Scan:
        """Read one text; `code` are the places in it that are no prose."""
        plain = flatten(text)
        for start, end in code:
            plain = plain[:start] + BLANK * (end - start) + plain[end:]
        plain = _HOST.sub(_blank, _ADDRESS.sub(_blank, plain))
        found = [self._measured(plain, number) for number in self._numbers(plain)]
        for index in range(len(found) - 2, -1, -1):
            here, after = found[index], found[index + 1]
            if not here.unit and after.unit and self._joint.fullmatch(plain, here.end, after.start):
                found[index] = replace(here, unit=after.unit, parts=after.parts, word=after.word, own=False)
        return Scan(text, plain, tuple(found))

    def _numbers(self, plain: str) -> list[Number]:
        found = []
        for match in self._number.finditer(plain):
            if match.start() and (_LETTER.match(plain, match.start() - 1) or plain[match.start() - 1] == "_"):
                continue  # a part of a name: B12, H2O
            text, start = match.group(), match.start()
            groups = re.split(GAP, text)
            if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:-1])):
                start, text = match.end() - len(groups[-1]), groups[-1]  # two figures side by side
            found.append(Number(text, start, match.end(), until=match.end()))
        return found

    def unit_at(self, plain: str, at: int) -> tuple[int, str]:
        """Where the unit ends that stands at a place, and how agreement calls its first part; '' for no unit."""
        match = self._unit.match(plain, at)
        first = self._part.match(match.group(2)) if match else None
        return (match.end(), self.canonical(first.group())) if match and first else (at, "")

    def _measured(self, plain: str, number: Number) -> Number:
        match = self._unit.match(plain, number.end)
        if match is None:
            return number
        written = match.group(2)
        parts = tuple((part.group(), self.canonical(part.group())) for part in self._part.finditer(written))
        word = not self._sign_first.match(written)
        return replace(number, unit=written, parts=parts, gap=match.group(1), until=match.end(), word=word)

    def canonical(self, unit: str) -> str:
        """What a unit is called by agreement; '' for one that it does not know."""
        return self._canonical.get(unit) or self._words.get(" ".join(unit.casefold().split()), "")

    def dosed(self, number: Number) -> bool:
        """Whether a number is an amount of something: its first unit is one of what is given."""
        return bool(number.parts) and number.parts[0][1] in self.rules.common.dosed

    def doses(self, scan: Scan) -> list[Number]:
        """The amounts of a text."""
        return [number for number in scan.numbers if self.dosed(number)]

    def counts(self, scan: Scan) -> list[tuple[int, int]]:
        """Where numbers of tablets, drops and the like begin and end."""
        matches = ((number, self.counted.match(scan.plain, number.end)) for number in scan.numbers)
        return [(number.start, match.end()) for number, match in matches if match and not number.unit]

    def ranges(self, scan: Scan) -> list[tuple[Number, Number]]:
        """Two numbers side by side with nothing but a dash between them, and a unit behind."""
        found = []
        for here, after in pairwise(scan.numbers):
            end = here.until if here.own and here.unit else here.end
            if after.unit and end <= after.start and self.dash.fullmatch(scan.plain, end, after.start):
                found.append((here, after))
        return found


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())
