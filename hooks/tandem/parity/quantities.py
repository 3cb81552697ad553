"""The quantities of a text: every figure with its unit, whatever the language wrote it in.

Life: `Reader` is made once a language. `read` first lays aside what holds a figure but is none (formulae, names and
idioms with a numeral in them), then finds the numbers, their signs and units, and last joins those that make a range.
`differences` compares two lists without regard to their order, since two languages order their clauses differently.
A small number in words is *soft*: one language says "one of them" where another says nothing, so it must agree where
both have one and is not missed where only one has it. What stands in digits must stand in both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from .forms import Forms
from .languages import Rules
from .numerals import Numeral, Numerals, flatten

_SUB = "\u2070-\u209f\u00b2\u00b3\u00b9"  # raised and lowered digits and signs
_LETTER = "A-Za-z\u0370-\u03ff"
_FORMULA = re.compile(
    rf"(?<![{_LETTER}0-9])(?:[0-9]-)?[{_LETTER}](?:[{_LETTER}]|[0-9{_SUB}]|[·-](?=[{_LETTER}0-9]))*(?![0-9])"
)
_MARK = re.compile(rf"[0-9{_SUB}]")
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z]s?\Z")
# An address begins where a word does: begun anywhere, each letter of a long word would be read to its end.
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9.-])(?:https?://)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:/[!-~]*[A-Za-z0-9/])?"
)
_ISO_DATE = re.compile(r"(?<![0-9-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9-])")
_SLASHED = re.compile(r"(?<![0-9/.,])([0-9]+)/([0-9]+)(?![0-9/]|\.[0-9])")
_ENDLESS = re.compile(r"[0-9]{101,}")  # no figure; compared as it stands
_BEFORE = 80  # characters in which something stands that belongs to the number behind it
_CLAUSE = 400  # characters in which a list stands that a number sums up
_SOFT = {Fraction(1, 2), Fraction(1), Fraction(2)}

PERCENT, MONTH = "%", "month of the year"


@dataclass(frozen=True)
class Quantity:
    """A figure: exact, from `low` to `high`, in a canonical unit ('' for none), and where it stands in its text.

    `shared` is the unit that it may have from another figure: from the last of its list, or, written in words, from the
    one before.
    """

    low: Fraction
    high: Fraction
    unit: str
    start: int
    end: int
    text: str
    soft: bool = False
    shared: str = ""
    worded: bool = False

    @property
    def single(self) -> bool:
        """Whether it is one figure and no range."""
        return self.low == self.high

    def ends(self) -> tuple[Quantity, ...]:
        """The two figures of a range, or the figure itself."""
        if self.single:
            return (self,)
        return replace(self, high=self.low), replace(self, low=self.high)


@dataclass(frozen=True)
class Figures:
    """What a text says in figures: quantities and formulae in order, and abbreviations."""

    quantities: tuple[Quantity, ...]
    formulae: tuple[str, ...]
    abbreviations: frozenset[str]
    rest: str  # the text without them, each sign of theirs a space


class Reader:
    """Reads the texts of one language."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.numerals, self.forms = rules, Numerals(rules), Forms(rules)

    def read(self, text: str) -> Figures:
        """Everything that the text says in figures."""
        plain = flatten(text)
        formulae: list[str] = []
        abbreviations: set[str] = set()
        masked = prose = self._lay_aside(plain, formulae, abbreviations)
        found: list[Quantity] = []
        names = [match.span() for match in self.forms.names.finditer(masked)]
        masked = self._fixed_forms(masked, text, found, names)
        at = 0
        while (start := self.forms.start.search(masked, at)) is not None:
            numeral = self.numerals.at(masked, start.start())
            quantity = self._at(masked, text, start.start(), numeral) if numeral is not None else None
            if quantity is not None and numeral is not None and _named(names, start.start(), numeral.end, quantity.end):
                quantity = None
            at = quantity.end if quantity else start.start() + 1
            if quantity is not None:
                found.append(quantity)
        found.sort(key=lambda quantity: quantity.start)
        rest = list(prose)
        for quantity in found:
            rest[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
        joined = self._joined(found, masked, text)
        return Figures(tuple(joined), tuple(formulae), frozenset(abbreviations), "".join(rest))

    def _lay_aside(self, plain: str, formulae: list[str], abbreviations: set[str]) -> str:
        def whole(match: re.Match[str]) -> str:
            formulae.append(match.group())
            return _blank(match)

        def formula(match: re.Match[str]) -> str:
            token = match.group()
            if _MARK.search(token) and not self.forms.bare.fullmatch(token):
                formulae.append(token)
                return _blank(match)
            if _ABBREVIATION.match(token) and not self.forms.bare.fullmatch(token):
                abbreviations.add(token.rstrip("s"))
            return token

        return _FORMULA.sub(formula, _ENDLESS.sub(whole, _ADDRESS.sub(whole, plain)))

    def _fixed_forms(self, masked: str, text: str, found: list[Quantity], names: list[tuple[int, int]]) -> str:
        """Dates in digits, fractions and names of months."""

        def date(match: re.Match[str]) -> str:
            for number, unit in ((1, ""), (2, MONTH), (3, "")):
                found.append(_figure(Fraction(int(match.group(number))), unit, match.start(), match.end(), text))
            return _blank(match)

        def slashed(match: re.Match[str]) -> str:
            if not int(match.group(2)):
                return match.group()
            value, begin = Fraction(int(match.group(1)), int(match.group(2))), match.start()
            sign = _before(self.forms.minus, match.string, begin)
            if sign is not None and not self._is_range(match.string, sign.start()):
                value, begin = -value, sign.start()
            found.append(_figure(value, "", begin, match.end(), text))
            return _blank(match)

        def fraction(match: re.Match[str]) -> str:
            value = self._ratio(match.group("upper"), match.group("lower"))
            if value is None or _runs_on(names, *match.span()):
                return match.group()
            soft = value in _SOFT
            found.append(replace(_figure(value, "", match.start(), match.end(), text), soft=soft))
            return _blank(match)

        def month(match: re.Match[str]) -> str:
            value = self.forms.months[match.group().casefold()]
            found.append(_figure(value, MONTH, match.start(), match.end(), text))
            return _blank(match)

        masked = _SLASHED.sub(slashed, _ISO_DATE.sub(date, masked))
        if self.forms.fraction is not None:
            masked = self.forms.fraction.sub(fraction, masked)
        return self.forms.month_name.sub(month, masked)

    def _ratio(self, upper: str, lower: str) -> Fraction | None:
        above, below = self.numerals.at(upper, 0), self.numerals.at(lower, 0)
        high = above.value if above and above.end == len(upper) else Fraction(1) if above is None else None
        named = self.rules.file.numbers.denominators.get(lower.casefold())
        low = Fraction(named) if named else below.value if below and below.end == len(lower) else None
        return None if high is None or not low else high / low

    def _at(self, masked: str, text: str, start: int, numeral: Numeral) -> Quantity | None:
        """The quantity whose number begins at `start`; None where the number is only a part of a word."""
        begin, end, unit = start, numeral.end, ""
        ordinal = _before(self.forms.ordinal, masked, begin)
        percent, measured = self.forms.percent.match(masked, end), self.forms.unit.match(masked, end)
        if measured is None and numeral.value.denominator != 1:
            measured = self.forms.linked_unit.match(masked, end)  # half an hour, but twice a day
        year = self.forms.year.match(masked, end) if numeral.plain and 1000 <= numeral.value < 3000 else None
        counter = self.forms.counter.match(masked, end) if self.forms.counter else None
        suffix = self.forms.ordinal_after.match(masked, end) if numeral.digits else None
        month = self.forms.month.match(masked, end)
        day = self.forms.day.match(masked, end) if self._follows_month(masked, begin) else None
        before = _before(self.forms.percent_before, masked, begin)
        if before is not None:
            begin, unit = before.start(), PERCENT
        elif year is not None:
            end = year.end()
        elif day is not None:
            end = day.end()
        elif percent is not None:
            end, unit = percent.end(), PERCENT
        elif measured is not None and not (counter and counter.end() > measured.end()) and not ordinal:
            end, unit = measured.end(), self._canonical(measured.group(1))
        elif month is not None:
            end, unit = month.end(), MONTH
        elif suffix is not None:
            end = suffix.end()
        elif not self._counts(masked, numeral, begin, counter is not None or ordinal is not None):
            return None
        sign = _before(self.forms.minus, masked, start if before is None else before.start())
        value = numeral.value
        if sign is not None and not self._is_range(masked, sign.start()):
            begin, value = min(begin, sign.start()), -value
        soft = not numeral.digits and (
            value == 1
            or (not unit and (value in _SOFT or self._sums_up(masked[max(0, begin - _CLAUSE) : begin], value)))
        )
        return replace(_figure(value, unit, begin, end, text), soft=soft, worded=not numeral.digits)

    def _counts(self, masked: str, numeral: Numeral, begin: int, counted: bool) -> bool:
        """Whether a number without a unit counts: a short word may be a part of another word."""
        if numeral.digits or self.forms.counter is None or counted or numeral.end - begin > 1:
            return True
        joint = self.forms.range.match(masked, numeral.end)
        return joint is not None and self.forms.start.match(masked, joint.end()) is not None

    def _sums_up(self, before: str, value: Fraction) -> bool:
        """Whether a number only counts the list that it follows: A, B and C, three in all."""
        return len(self.forms.enumeration.findall(self.forms.clause.split(before)[-1])) >= value - 1

    def _follows_month(self, masked: str, begin: int) -> bool:
        before = masked[max(0, begin - _BEFORE) : begin].rstrip()
        return any(match.end() == len(before) for match in self.forms.month.finditer(before))

    def _is_range(self, masked: str, sign: int) -> bool:
        """Whether a dash before a figure joins it to one before: 5 –7 is no minus."""
        return sign > 0 and masked[sign - 1].isdigit()

    def _canonical(self, unit: str) -> str:
        parts = [
            self.rules.unit_of.get(part) or self.rules.unit_of.get(_folded(part), "") for part in self._split(unit)
        ]
        return "/".join(parts)

    def _split(self, unit: str) -> list[str]:
        return [match.group() for match in self.forms.bare.finditer(unit)]

    def _joined(self, found: list[Quantity], masked: str, text: str) -> list[Quantity]:
        """Figures joined to ranges, and lists of figures that share the unit of their last."""
        result: list[Quantity] = []
        for quantity in found:
            before = result[-1] if result else None
            if before is not None and before.single and self._ranges(before, quantity, masked):
                unit = before.unit or quantity.unit
                whole = text[before.start : quantity.end]
                result[-1] = Quantity(before.low, quantity.high, unit, before.start, quantity.end, whole)
            else:
                result.append(quantity)
        for index, here in enumerate(result):
            ahead = _before(self.forms.ahead, masked, here.start)
            if ahead is not None and here.unit:
                start, unit = ahead.start(), f"{here.unit}/{self._canonical(ahead.group(1))}"
                result[index] = replace(here, unit=unit, start=start, text=text[start : here.end])
        for index in range(len(result) - 2, -1, -1):
            here, after = result[index], result[index + 1]
            unit = after.unit or after.shared
            if unit and not here.unit and self.forms.list.fullmatch(masked, here.end, after.start):
                result[index] = replace(here, shared=unit)
        for index, (before, here) in enumerate(pairwise(result), 1):
            if here.worded and not here.unit and not here.shared:  # five days, or seven
                result[index] = replace(here, shared=before.unit or before.shared)
        return result

    def _ranges(self, before: Quantity, after: Quantity, masked: str) -> bool:
        if before.end > after.start or not after.single or before.low == after.low:
            return False
        if before.unit and after.unit and before.unit != after.unit:
            return False
        if MONTH in (before.unit, after.unit) or (before.unit and not after.unit):
            return False
        if self.forms.range.fullmatch(masked, before.end, after.start):
            return True
        return any(
            _before(first, masked, before.start) and middle.fullmatch(masked, before.end, after.start)
            for first, middle in self.forms.between
        )


def _before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """What stands right before a place; the pattern is anchored there."""
    return pattern.search(text, max(0, end - _BEFORE), end)


def _figure(value: Fraction, unit: str, start: int, end: int, text: str) -> Quantity:
    return Quantity(value, value, unit, start, end, text[start:end])


def _named(names: list[tuple[int, int]], start: int, end: int, unit_end: int) -> bool:
    """Whether a numeral is a part of a name or an idiom.

    One that begins within the name is. One that the name begins with is not if its unit runs on behind the name, nor is
    a longer numeral that holds the name's words.
    """
    first, last = _around(names, start)
    return first <= start < last and (end if first < start else unit_end) <= last


def _around(names: list[tuple[int, int]], place: int) -> tuple[int, int]:
    """The last of the names, which are in order and apart, that begins at a place or before it."""
    index = bisect_right(names, place, key=lambda name: name[0]) - 1
    return names[index] if index >= 0 else (-1, -1)


def _runs_on(names: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether what looks like a fraction is the beginning of a name: a third party."""
    first, last = _around(names, end)
    return first < end < last


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def differences(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """The figures that one side has and the other lacks, on either side, in the order of the text."""
    left, right = _without_common(list(ours), list(theirs))
    if not left and not right:
        return [], []
    ranges = {(quantity.low, quantity.high) for quantity in left if not quantity.single}
    turned = {(quantity.high, quantity.low) for quantity in right if not quantity.single}
    if not ranges & turned:  # a range of one language may be two figures of another, but never the range turned round
        left = [end for quantity in left for end in quantity.ends()]
        right = [end for quantity in right for end in quantity.ends()]
    left, right = _without_common(left, right)
    left, right = _without_common(left, right, shared=True)
    conflict = any(quantity.soft for quantity in left) and any(quantity.soft for quantity in right)
    if not conflict or not _clash(left, right):
        left = [quantity for quantity in left if not quantity.soft]
        right = [quantity for quantity in right if not quantity.soft]
    return left, right


def _clash(left: Sequence[Quantity], right: Sequence[Quantity]) -> bool:
    """Whether both sides have one soft figure left, and not the same: one of two against two of two."""
    soft = [{(quantity.low, quantity.unit) for quantity in side if quantity.soft} for side in (left, right)]
    return (
        all(len(values) == 1 for values in soft)
        and soft[0] != soft[1]
        and not any(value == 1 for values in soft for value, _ in values)
    )


def _without_common(
    ours: list[Quantity], theirs: list[Quantity], *, shared: bool = False
) -> tuple[list[Quantity], list[Quantity]]:
    def key(quantity: Quantity) -> tuple[Fraction, Fraction, str]:
        unit = quantity.unit or (quantity.shared if shared else "")
        if not quantity.low and not unit:
            unit = "".join(quantity.text.partition("/")[1:])  # none of 14 is not none of 54
        return quantity.low, quantity.high, unit

    if not ours or not theirs:
        return ours, theirs
    common = Counter(map(key, ours)) & Counter(map(key, theirs))
    sides: list[list[Quantity]] = []
    for side in (ours, theirs):
        left, kept = Counter(common), []
        for quantity in sorted(side, key=lambda quantity: quantity.soft):  # what is firm is matched first
            if left[key(quantity)]:
                left[key(quantity)] -= 1
            else:
                kept.append(quantity)
        sides.append(sorted(kept, key=lambda quantity: quantity.start))
    return sides[0], sides[1]
