"""Numbers as a language writes them: in digits, in words, in both at once.

Life: `Numerals` is made once from a language's rules; `at` reads the longest number that begins at a place of a text.
A number in words is built as it is spoken: words add up, a multiplier takes what stands before it, so `5,000,071`,
`one hundred and five` and the numerals of languages that count by ten thousands are read by one rule.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction

from .languages import Rules, any_of

MOST_GROUPS, MOST_WORDS = 20, 40  # of three digits, and of words read digit by digit, that make one number
SPACE = r"[ \u00a0\u2009\u202f]"
_PLAIN = {ord("\n"): " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}


def flatten(text: str) -> str:
    """The text on one line, every script's digits and full-width signs in their plain form, each at its old place."""
    plain = text.translate(_PLAIN)
    if plain.isascii():
        return plain
    return "".join(str(unicodedata.decimal(sign)) if sign > "\x7f" and sign.isdecimal() else sign for sign in plain)


@dataclass(frozen=True)
class Numeral:
    """A number that was read: its value, where it ends, whether any digit stands in it, whether no multiplier does."""

    value: Fraction
    end: int
    digits: bool
    plain: bool


@dataclass
class _Sum:
    """A number while it is being built from its parts."""

    total: Fraction = Fraction(0)
    section: Fraction = Fraction(0)
    current: Fraction | None = None
    below: Fraction | None = None  # what comes next must stay under the last multiplier
    largest: Fraction | None = None  # large multipliers only fall
    digits: bool = False
    run: int = 0  # words read digit by digit
    seen: bool = False

    @property
    def value(self) -> Fraction:
        return self.total + self.section + (self.current or 0)

    def add(self, value: Fraction, *, digits: bool, digitwise: bool) -> bool:
        """Take a word or a group of digits; False when it cannot follow what was read."""
        if self.below is not None and value >= self.below:
            return False
        if self.current is None:
            if value == 0 and self.seen:
                return True  # a placeholder between the parts
            self.current, self.run = value, 1
        elif digits or self.digits:
            return False
        elif digitwise and self.below is None and value < 10 and (self.run > 1 or self.current < 10):
            if self.run == MOST_WORDS:
                return False
            self.current, self.run = self.current * 10 + value, self.run + 1
        elif not digitwise and 20 <= self.current < 100 and self.current % 10 == 0 and 0 < value < 10:
            self.current += value
        else:
            return False
        self.seen, self.digits = True, self.digits or digits
        return True

    def times(self, multiplier: Fraction, *, large: bool, alone: bool) -> bool:
        """Take a multiplier; False when there is nothing that it could multiply."""
        if large:
            before = self.section + (self.current or 0)
            if not before or self.run > 1 or (self.largest is not None and multiplier >= self.largest):
                return False
            self.total, self.section, self.current = self.total + before * multiplier, Fraction(0), None
            self.largest = self.below = multiplier
        else:
            if (self.current is None and not alone) or self.current == 0 or self.run > 1:
                return False
            if self.below is not None and multiplier >= self.below:
                return False
            self.section += (1 if self.current is None else self.current) * multiplier
            self.current, self.below = None, multiplier
        self.seen, self.run = True, 0
        return True


@dataclass
class Numerals:
    """The numerals of one language."""

    rules: Rules
    digits: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        numbers, script = self.rules.file.numbers, self.rules.file.script
        grouping = f"(?:{any_of(numbers.grouping)}|{SPACE})"
        decimal = f"(?:{any_of(numbers.decimal)})"
        self.digits = re.compile(
            rf"([0-9]{{1,3}}(?:{grouping}[0-9]{{3}}){{1,{MOST_GROUPS}}}(?![0-9])|[0-9]+)(?:{decimal}([0-9]+))?"
        )
        self._grouping = re.compile(grouping)
        self._values = {word.casefold(): Fraction(value) for word, value in numbers.words.items()}
        self._small = {word.casefold(): Fraction(value) for word, value in numbers.small.items()}
        self._large = {word.casefold(): Fraction(value) for word, value in numbers.large.items()}
        every = [*numbers.words, *numbers.small, *numbers.large]
        edge = f"(?![{script.letters}])" if script.spaced else ""
        self._word = re.compile(f"(?:{any_of(every)}){edge}", re.I)
        space = f"|{SPACE}" if script.spaced else ""
        self._joint = re.compile(f"{SPACE}?(?:{any_of(numbers.joints)}){SPACE}?{space}", re.I)
        self._gap = re.compile(f"{SPACE}?")
        self._single = re.compile(f"(?:{any_of(numbers.single)}){edge}", re.I)
        self._singles = {word.casefold(): Fraction(value) for word, value in numbers.single.items()}

    def at(self, text: str, start: int) -> Numeral | None:
        """The number that begins at `start`, if one does."""
        built, end = _Sum(), start
        found = self.digits.match(text, start)
        if found is not None:
            whole, part = self._grouping.sub("", found.group(1)), found.group(2)
            value = Fraction(int(whole)) if part is None else Fraction(int(whole + part), 10 ** len(part))
            built.add(value, digits=True, digitwise=False)
            end = found.end()
        end = self._words(text, end, built)
        single = self._single.match(text, start) if found is None else None
        if single is not None and single.end() > end:
            return Numeral(self._singles[_folded(single.group())], single.end(), digits=False, plain=False)
        return Numeral(built.value, end, built.digits, built.below is None) if built.seen else None

    def _words(self, text: str, end: int, built: _Sum) -> int:
        """Add the words that follow, as long as they make one number; where it ends."""
        while True:
            joint = self._joint.match(text, end) if built.seen else None
            gap = self._gap.match(text, end) if built.digits else None
            at = max([end, *(match.end() for match in (joint, gap) if match)])
            word = self._word.match(text, at)
            if word is not None and self._take(_folded(word.group()), built):
                end = word.end()
                continue
            rest = self.digits.match(text, at) if built.total and not self.rules.file.script.spaced else None
            if word is not None or rest is None or rest.group(2) is not None:
                return end
            value = Fraction(int(self._grouping.sub("", rest.group(1))))
            return rest.end() if built.add(value, digits=True, digitwise=False) else end

    def _take(self, word: str, built: _Sum) -> bool:
        if word in self._values:
            return built.add(self._values[word], digits=False, digitwise=self.rules.file.numbers.digitwise)
        if word in self._large:
            return built.times(self._large[word], large=True, alone=False)
        return built.times(self._small[word], large=False, alone=word in self.rules.file.numbers.alone)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
