"""Ways of writing doses that are found by their form, each by the name that `notation.yml` gives its words to.

Life: `notation` calls every form on every text once it is scanned. A form yields where it found something, and how that
should stand. Each is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from math import gcd

from ..parity.languages import any_of
from .measures import BLANK, DASH, GAP, Number, Scan, Scanner

NEAR, SUM = 40, 40  # characters to a name beside a ratio, and to the equals sign of a sum
LONG = 5  # digits before a unit that are miscounted
PERCENT = re.compile(f"{GAP}*%")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True)
class Hit:
    """Something that must not stand: where, and how it should, where that can be said."""

    start: int
    end: int
    better: str = ""


@dataclass(frozen=True, eq=False)
class Reader:
    """What forms need besides a text: the language's scanner, and the form of its ranges."""

    scanner: Scanner
    range: str  # "{low} to {high}"


Form = Callable[[Reader, Scan], Iterator[Hit]]


def _with_unit(number: Number, text: str) -> str:
    return f"{text} {number.unit}" if number.unit and number.own else text


def _end(number: Number) -> int:
    """Where a number ends with its unit, if that stands right behind it."""
    return number.until if number.own and number.unit else number.end


def _micro(reader: Reader, scan: Scan) -> Iterator[Hit]:
    units = "|".join(map(re.escape, reader.scanner.rules.common.micro))
    for match in re.finditer(f"[µμ]{GAP}?(?:{units})(?![A-Za-z])", scan.plain):
        yield Hit(*match.span())


def _unit_character(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer("[\u3371-\u33df\u2113]", scan.plain):
        letters = unicodedata.normalize("NFKC", match.group()).replace("μ", "mc").replace("l", "L")
        yield Hit(*match.span(), letters)


def _trailing_zero(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for number in reader.scanner.doses(scan):
        match = re.fullmatch(rf"([0-9]+)([{_class(reader)}])([0-9]*?)0+", number.text)
        if match is not None and not _grouped(number.text, reader):
            whole, mark, part = match.groups()
            yield Hit(number.start, _end(number), _with_unit(number, f"{whole}{mark}{part}" if part else whole))
    # A percentage is a strength beside the name of what is dissolved; elsewhere it counts, and is given as published.
    before, after = _beside_solute(reader)
    for number in scan.numbers:
        match = re.fullmatch(rf"([0-9]+)[{_class(reader)}]0+", number.text)
        percent = PERCENT.match(scan.plain, number.end) if match else None
        near = scan.plain[max(0, number.start - NEAR) : number.start]
        if match and percent and (before.search(near) or after.match(scan.plain, percent.end())):
            yield Hit(number.start, percent.end(), f"{match.group(1)}%")


@lru_cache(maxsize=16)  # one reader a language, asked for every text
def _beside_solute(reader: Reader) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the name of what is dissolved, right before a strength and right behind it."""
    names = reader.scanner.language.words(reader.scanner.rules.language.solutes)
    return re.compile(f"(?i:{names}){GAP}?[(]?\\Z"), re.compile(f"{GAP}?(?:of{GAP})?(?i:{names})")


@lru_cache(maxsize=16)
def _class(reader: Reader) -> str:
    return re.escape("".join(sorted(reader.scanner.decimals)))


def _leading_zero(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer(r"(?<![0-9A-Za-z.)\]])\.([0-9]++)(?!\.[0-9])", scan.plain):
        yield Hit(*match.span(), f"0.{match.group(1)}")


def _no_space(reader: Reader, scan: Scan) -> Iterator[Hit]:
    close = set(reader.scanner.rules.common.close)
    for number in scan.numbers:
        spaced = reader.scanner.language.file.script.spaced
        # A hyphen before a dose's unit hides the dose from the eye, and from whoever compares it: a 5-mg/kg bolus.
        hidden = number.gap == "-" and reader.scanner.dosed(number) and not number.word
        if not number.own or not number.unit or (number.word and not spaced) or number.unit in close:
            continue
        if number.gap and not hidden:
            continue
        yield Hit(number.start, number.until, _with_unit(number, number.text))


def _run_together(reader: Reader, scan: Scan) -> Iterator[Hit]:
    pattern = (
        rf"(?<![A-Za-z])([A-Za-z]{{4,40}})([0-9]+(?:\.[0-9]+)?)({GAP}{{0,2}})({reader.scanner.sign})(?![A-Za-z0-9])"
    )
    for match in re.finditer(pattern, scan.plain):
        if reader.scanner.canonical(match.group(4)) in reader.scanner.rules.common.dosed:
            yield Hit(*match.span(), f"{match.group(1)} {match.group(2)} {match.group(4)}")


def _unit_stop(reader: Reader, scan: Scan) -> Iterator[Hit]:
    spaced = reader.scanner.language.file.script.spaced
    more = re.compile(rf"\.(?={GAP}+[a-z]|[,;:/])" if spaced else r"\.(?![0-9A-Za-z])")
    for number in reader.scanner.doses(scan):
        if number.own and not number.word and more.match(scan.plain, number.until):
            yield Hit(number.start, number.until + 1, _with_unit(number, number.text))


def _dash_range(reader: Reader, scan: Scan) -> Iterator[Hit]:
    yield from _dashed(reader, reader.scanner.ranges(scan))
    for here, after in zip(scan.numbers, scan.numbers[1:], strict=False):
        percent = PERCENT.match(scan.plain, after.end)
        begun = PERCENT.match(scan.plain, here.end)
        end = begun.end() if begun else here.end
        if percent and end <= after.start and reader.scanner.dash.fullmatch(scan.plain, end, after.start):
            yield Hit(here.start, percent.end(), reader.range.format(low=here.text, high=after.text) + "%")


def _counted_range(reader: Reader, scan: Scan) -> Iterator[Hit]:
    ends = dict(reader.scanner.counts(scan))
    for here, after in pairwise(scan.numbers):
        if after.start in ends and not here.unit and reader.scanner.dash.fullmatch(scan.plain, here.end, after.start):
            end = ends[after.start]
            better = reader.range.format(low=here.text, high=after.text) + scan.plain[after.end : end]
            yield Hit(here.start, end, better)


def _dashed(reader: Reader, pairs: list[tuple[Number, Number]]) -> Iterator[Hit]:
    for here, after in pairs:
        years = len(here.text) == len(after.text) == 4 and after.word
        if not years:
            whole = reader.range.format(low=here.text, high=after.text)
            yield Hit(here.start, _end(after), _with_unit(after, whole))


def _long_number(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for number in reader.scanner.doses(scan):
        whole = re.match("[0-9]+", number.text)
        long = whole is not None and len(whole.group().lstrip("0")) >= LONG
        if long and _ladder(reader, number) and not _grouped(number.text, reader):
            yield Hit(number.start, _end(number), _larger(reader, number, number.text))


def _separator(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for number in reader.scanner.doses(scan):
        if _grouped(number.text, reader):
            digits = re.sub("[^0-9]", "", number.text.split(".")[0] if "." not in _separators(reader) else number.text)
            rest = number.text.split(".")[1] if "." in number.text and "." not in _separators(reader) else ""
            yield Hit(number.start, _end(number), _larger(reader, number, f"{digits}.{rest}" if rest else digits))


def _separators(reader: Reader) -> str:
    """What may stand between groups of three digits: every such sign but this language's decimal mark."""
    return "".join(mark for mark in ".,'’٫٬" if mark not in reader.scanner.decimals)


def _grouped(text: str, reader: Reader) -> bool:
    separators = re.escape(_separators(reader))
    return bool(
        re.fullmatch(rf"[0-9]{{1,3}}(?:(?:[{separators}]|{GAP})[0-9]{{3}})+(?:[{_class(reader)}][0-9]+)?", text)
    )


def _ladder(reader: Reader, number: Number) -> list[str]:
    """The units from this one up; empty where it has none above or below it."""
    unit = number.parts[0][1]
    for ladder in reader.scanner.rules.common.ladders:
        if unit in ladder:
            return ladder[ladder.index(unit) :]
    return []


def _larger(reader: Reader, number: Number, digits: str) -> str:
    """The same amount in the largest unit that leaves it at one or more."""
    value, steps = Decimal(digits), 0
    ladder = _ladder(reader, number)
    while steps + 1 < len(ladder) and value >= 1000:
        value, steps = value / 1000, steps + 1
    shown = format(value.normalize(), "f")
    if not steps:
        return _with_unit(number, shown)
    first, larger = number.parts[0][0], ladder[steps]
    if number.word:
        larger = next(iter(reader.scanner.language.file.units.get(larger, ())), larger)
    return f"{shown} {larger}{number.unit[len(first) :]}"


# A whole part behind whose mark no number goes on: a raised dot, or the full stop of an input method (2·5 mg, 0。5 mg).
_BEFORE = re.compile(r"(?<![0-9.,·])([0-9]{1,3})[·∙⋅•。｡]\Z")


def _decimal_mark(reader: Reader, scan: Scan) -> Iterator[Hit]:
    marks = re.escape("".join(mark for mark in ".,·٫" if mark not in reader.scanner.decimals))
    good = "." if "." in reader.scanner.decimals else min(reader.scanner.decimals)
    for number in scan.numbers:
        before = _BEFORE.search(scan.plain, max(0, number.start - 5), number.start)
        if before and number.unit and number.own and number.text.isascii() and number.text.isdigit():
            text = f"{before.group(1)}{good}{number.text}"
            yield Hit(before.start(1), _end(number), _with_unit(number, text))
            continue
        match = re.fullmatch(rf"([0-9]+)[{marks}]([0-9]+)", number.text)
        measured = number.unit or PERCENT.match(scan.plain, number.end)
        if match and measured and not _grouped(number.text, reader):
            yield Hit(number.start, _end(number), _with_unit(number, f"{match.group(1)}{good}{match.group(2)}"))


def _other_digits(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer(r"\d+", scan.written):
        if not match.group().isascii() and BLANK not in scan.plain[match.start() : match.end()]:
            yield Hit(*match.span(), "".join(str(unicodedata.decimal(sign)) for sign in match.group()))


def _fraction_character(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer("(?<![0-9])[0-9]*[\u00bc-\u00be\u2150-\u215e]", scan.plain):
        yield Hit(*match.span())


def _negative_exponent(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer(rf"(?<![A-Za-z])({reader.scanner.sign})(⁻[¹1]|[-−–]1(?![0-9]|\.[0-9]))", scan.plain):
        before = re.search(rf"[A-Za-z0-9¹](?:[.·⋅∙•*/]|{GAP})\Z", scan.plain[max(0, match.start() - 2) : match.start()])
        if match.group(2).startswith("⁻") or (before and not scan.plain[match.start() - 2].isdigit()):
            yield Hit(*match.span())


def _ratio_strength(reader: Reader, scan: Scan) -> Iterator[Hit]:
    parts = rf"(?:[0-9]{{1,3}}(?:(?:,|{GAP})[0-9]{{3}}){{1,4}}|[0-9]{{3,}})"
    for match in re.finditer(rf"(?<![0-9.:])1{GAP}?[:∶]{GAP}?{parts}(?![0-9])", scan.plain):
        yield Hit(*match.span())
    # In words or with a slash it is as often a frequency: a strength stands beside the name of what is dissolved.
    before, after = _beside_solute(reader)
    for match in re.finditer(rf"(?<![0-9./])1(?:{GAP}in{GAP}|{GAP}?/{GAP}?){parts}(?![0-9/]|[.][0-9])", scan.plain):
        near = scan.plain[max(0, match.start() - NEAR) : match.start()]
        if before.search(near) or after.match(scan.plain, match.end()):
            yield Hit(*match.span())


def _thousand_letter(reader: Reader, scan: Scan) -> Iterator[Hit]:
    words = "|".join(re.escape(word) for words in reader.scanner.language.file.units.values() for word in words)
    unit = f"(?:(?:{reader.scanner.sign})(?![A-Za-z0-9])|(?i:{words}))"
    for match in re.finditer(rf"(?<![0-9])[0-9]++(?:\.[0-9]++)?{GAP}?(?:K|k|M|MM)(?:{GAP}|-){unit}", scan.plain):
        yield Hit(*match.span())


def _comparison_sign(reader: Reader, scan: Scan) -> Iterator[Hit]:
    amounts = {number.start: _end(number) for number in scan.numbers if number.unit}
    for match in re.finditer(rf"[<>≤≥⩽⩾≦≧]=?{GAP}*", scan.plain):
        if match.end() in amounts:
            yield Hit(match.start(), amounts[match.end()])


def _arrow(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer("[↑↓⬆⬇⇑⇓]+", scan.plain):
        yield Hit(*match.span())


def _times_days(reader: Reader, scan: Scan) -> Iterator[Hit]:
    """A sign for times before days or doses; in a sum, which an equals sign ends, it multiplies."""
    file = reader.scanner.language.file
    what = reader.scanner.language.words([*file.units.get("day", ()), *file.units.get("week", ()), *_repeats(reader)])
    times = rf"(?:(?<![A-Za-z])x|[×*]){GAP}?[0-9]{{1,3}}(?:{GAP}?d(?![A-Za-z0-9])|{GAP}{{0,2}}{what})"
    for match in re.finditer(times, scan.plain):
        if not re.compile(f"[^.。；;=]{{0,{SUM}}}=").match(scan.plain, match.end()):
            yield Hit(*match.span())


def _repeats(reader: Reader) -> list[str]:
    return reader.scanner.rules.language.repeats


def _slash_fraction(reader: Reader, scan: Scan) -> Iterator[Hit]:
    ends = {number.start: _end(number) for number in reader.scanner.doses(scan) if number.own}
    ends |= dict(reader.scanner.counts(scan))
    for match in re.finditer(r"(?<![0-9./])([1-7])/([2-8])(?![0-9./])", scan.plain):
        top, bottom = (int(part) for part in match.groups())
        if match.start(2) in ends and top < bottom and gcd(top, bottom) == 1:
            yield Hit(match.start(), ends[match.start(2)])


def _numeral_character(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer(
        "[\u2160-\u2188\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]", scan.plain
    ):
        end, unit = reader.scanner.unit_at(scan.plain, match.end())
        counted = reader.scanner.counted.match(scan.plain, match.end())
        if unit in reader.scanner.rules.common.dosed or counted:
            end = counted.end() if counted else end
            value = f"{unicodedata.numeric(match.group()):g}"
            yield Hit(match.start(), end, value + scan.plain[match.end() : end])


def _zero_in_front(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for number in reader.scanner.doses(scan):
        before = scan.plain[number.start - 1 : number.start]
        if number.own and re.match("0[0-9]", number.text) and before not in {*":./-−–"}:
            yield Hit(number.start, _end(number), _with_unit(number, number.text.lstrip("0") or "0"))


def _about_sign(reader: Reader, scan: Scan) -> Iterator[Hit]:
    """A sign for about before an amount; behind another number it is the dash of a range."""
    amounts = {number.start: _end(number) for number in scan.numbers if number.unit}
    amounts |= dict(reader.scanner.counts(scan))
    ends = {end for number in scan.numbers for end in (number.end, number.until)}
    ends |= {match.end() for match in re.finditer(f"%{GAP}?", scan.plain)}
    for match in re.finditer(rf"({GAP}?)[~∼≈≃≅〜]{GAP}?", scan.plain):
        if match.end() in amounts and match.start() not in ends:
            yield Hit(match.end(1), amounts[match.end()])


def _hour_degree(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer(rf"(?<![A-Za-z0-9])q{GAP}?[0-9]{{1,2}}{GAP}?[°º](?!C|F)", scan.plain):
        yield Hit(*match.span())


def _null_sign(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer(r"(?<!\w)[Øø∅](?!\w)", scan.plain):
        yield Hit(*match.span())


def _number_sign(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer(r"[0-9]#|#[0-9]+", scan.plain):
        yield Hit(*match.span())


def _apothecary_sign(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in re.finditer("[℥ʒ℈♏]", scan.plain):
        yield Hit(*match.span())


_NUMBERS = rf"[0-9]{{1,3}}(?:{GAP}?(?:[,;、]|{DASH}){GAP}?[0-9]{{1,3}}){{0,40}}"
_TYPED = re.compile(rf"[\[［【〔]{GAP}?{_NUMBERS}{GAP}?[\]］】〕]")
_RAISED_NUMBER = re.compile(rf"[{_RAISED}]+(?:[,，⁻–-][{_RAISED}]+)*")
_AFTER_NUMBER = "⁺⁻⁽ⁿ"


def _typed_reference(reader: Reader, scan: Scan) -> Iterator[Hit]:
    for match in _TYPED.finditer(scan.plain):
        yield Hit(*match.span())
    words = any_of(reader.scanner.rules.language.references)
    for match in re.finditer(rf"[(（](?i:{words})[.]?{GAP}{{0,2}}{_NUMBERS}{GAP}?[)）]", scan.plain):
        yield Hit(*match.span())


def _raised_reference(reader: Reader, scan: Scan) -> Iterator[Hit]:
    """Raised digits behind a word, a bracket, a full stop or a dose; elsewhere they are a power or a charge."""
    doses = {number.until for number in reader.scanner.doses(scan) if number.own}
    for match in _RAISED_NUMBER.finditer(scan.plain):
        before = scan.plain[max(0, match.start() - 3) : match.start()]
        if match.end() < len(scan.plain) and scan.plain[match.end()] in _AFTER_NUMBER:
            continue
        word = len(before) == 3 and all(sign.isalpha() and sign.isascii() for sign in before)
        letter = before[-1:]
        other = letter.isalpha() and not letter.isascii() and unicodedata.category(letter) == "Lo"
        stop = letter in {*".,;:!?)]”’。，；：！？）】"} if letter else False
        if word or other or stop or match.start() in doses:
            yield Hit(*match.span())


FORMS: dict[str, Form] = {
    "micro": _micro,
    "unit-character": _unit_character,
    "trailing-zero": _trailing_zero,
    "leading-zero": _leading_zero,
    "no-space": _no_space,
    "run-together": _run_together,
    "unit-stop": _unit_stop,
    "dash-range": _dash_range,
    "long-number": _long_number,
    "separator": _separator,
    "decimal-mark": _decimal_mark,
    "other-digits": _other_digits,
    "fraction-character": _fraction_character,
    "negative-exponent": _negative_exponent,
    "ratio-strength": _ratio_strength,
    "thousand-letter": _thousand_letter,
    "comparison-sign": _comparison_sign,
    "arrow": _arrow,
    "counted-range": _counted_range,
    "slash-fraction": _slash_fraction,
    "numeral-character": _numeral_character,
    "zero-in-front": _zero_in_front,
    "about-sign": _about_sign,
    "times-days": _times_days,
    "hour-degree": _hour_degree,
    "null-sign": _null_sign,
    "number-sign": _number_sign,
    "apothecary-sign": _apothecary_sign,
    "typed-reference": _typed_reference,
    "raised-reference": _raised_reference,
}
