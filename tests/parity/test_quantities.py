"""Figures: what each language's ways of writing them say, and that every way says the same."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.parity.quantities import MONTH, Quantity, differences

from tests.parity.texts import languages

Expected = list[tuple[str, str]]  # value or low..high, unit


def read(locale: str, text: str) -> Expected:
    return [(value(item), item.unit) for item in languages()[locale].figures(text).quantities]


def value(quantity: Quantity) -> str:
    return str(quantity.low) if quantity.single else f"{quantity.low}..{quantity.high}"


ENGLISH: list[tuple[str, Expected]] = [
    ("30 to 50 mg/kg", [("30..50", "mg/kg")]),
    ("30–50 mg/kg", [("30..50", "mg/kg")]),
    ("30-50 mg/kg", [("30..50", "mg/kg")]),
    ("between 30 and 50 mg/kg", [("30..50", "mg/kg")]),
    ("30 mg to 50 mg", [("30..50", "mg")]),
    ("from 39.0% to 24.4%", [("39..122/5", "%")]),
    ("24.4%", [("122/5", "%")]),
    ("24.4 percent", [("122/5", "%")]),
    ("24.4 per cent", [("122/5", "%")]),
    ("95% CI −9.5 to −5.8", [("95", "%"), ("-19/2..-29/5", "")]),
    ("a change of -5.6 mg", [("-28/5", "mg")]),
    ("minus 5", [("-5", "")]),
    ("10141, 10,141 and 10 141 and 10\u202f141 women", [("10141", "")] * 4),
    ("three of nine", [("3", ""), ("9", "")]),
    ("one hundred and five", [("105", "")]),
    ("five thousand and seventy-one", [("5071", "")]),
    ("1.5 million", [("1500000", "")]),
    ("one third, two-thirds, a quarter", [("1/3", ""), ("2/3", ""), ("1/4", "")]),
    ("half of them", [("1/2", "")]),
    ("half an hour", [("1/2", "h")]),
    ("3/4 of a tablet", [("3/4", "")]),
    ("in January 2013", [("1", MONTH), ("2013", "")]),
    ("It may rise in May.", []),
    ("on 2024-09-10", [("2024", ""), ("9", MONTH), ("10", "")]),
    ("the 2nd and the third trial", [("2", ""), ("3", "")]),
    ("24 h, 24 hours, a 24-hour infusion", [("24", "h")] * 3),
    ("5 minutes, 5 min and 5 mins", [("5", "min")] * 3),
    ("3 days, two weeks, 6 months, 2 years", [("3", "day"), ("2", "week"), ("6", "month"), ("2", "year")]),
    ("50 micrograms, 50 mcg, 50 µg, 50 μg", [("50", "mcg")] * 4),
    ("2 milligrams per kilogram of body weight per hour", [("2", "mg/kg/h")]),
    ("twice a day", [("2", "")]),
    ("a 10-point scale", [("10", "")]),
    ("ten-fold errors", [("10", "")]),
    ("a half-life; on the one hand; a third party", []),
    ("37.5 °C, 120 mmHg, 5 mL", [("75/2", "°C"), ("120", "mmHg"), ("5", "mL")]),
    ("number 531 of the series", [("531", "")]),
]
CHINESE: list[tuple[str, Expected]] = [
    ("30 至 50 mg/kg", [("30..50", "mg/kg")]),
    ("30到50毫克/千克", [("30..50", "mg/kg")]),
    ("30～50 毫克每千克体重", [("30..50", "mg/kg")]),
    ("从 39.0% 降至 24.4%", [("39", "%"), ("122/5", "%")]),
    ("百分之二十四", [("24", "%")]),
    ("升高 5 个百分点", [("5", "%")]),
    ("（95% CI −9.5 至 −5.8）", [("95", "%"), ("-19/2..-29/5", "")]),
    ("（−5.6）和（OR）−1.13", [("-28/5", ""), ("-113/100", "")]),
    ("负 5", [("-5", "")]),
    ("１０１４１ 名", [("10141", "")]),
    ("1万零141 名、1 万零 141 名、一万零一百四十一名", [("10141", "")] * 3),
    ("1万人，10.5 万人，三亿", [("10000", ""), ("105000", ""), ("300000000", "")]),
    ("九项研究，两组，十五篇，二十周", [("9", ""), ("2", ""), ("15", ""), ("20", "week")]),
    ("五千零七十一", [("5071", "")]),
    ("一百零五名", [("105", "")]),
    ("三分之一，四分之三", [("1/3", ""), ("3/4", "")]),
    ("一半，半小时", [("1/2", ""), ("1/2", "h")]),
    ("第三组，第 3 组，第十条", [("3", ""), ("3", ""), ("10", "")]),
    ("2013年，2013 年，二〇一三年", [("2013", "")] * 3),
    ("2024年9月10日", [("2024", ""), ("9", MONTH), ("10", "")]),
    ("2 年，3 个月，五天，24小时，5分钟", [("2", "year"), ("3", "month"), ("5", "day"), ("24", "h"), ("5", "min")]),
    ("每小时 2 克", [("2", "g/h")]),
    ("每千克体重给予 30 mg", [("30", "mg/kg")]),
    ("两到三周", [("2..3", "week")]),
    ("十分钟后十分疼痛，三千万人，万一", [("10", "min"), ("30000000", "")]),
    ("一般认为，一些患者一旦，万一，十分，之一", []),
    ("近几十年，数百名", []),
    ("三叉神经、十二指肠、二氧化碳、四肢", []),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: Expected) -> None:
    assert read("en", text) == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese(text: str, expected: Expected) -> None:
    assert read("zh", text) == expected


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_formulae_are_no_numbers(locale: str) -> None:
    figures = languages()[locale].figures("MgSO₄·7H₂O, Mg²⁺, GluN2B, 5-HT3, I² 92%; NMDA, doi.org/10.28923/atotw.531")
    assert [value(item) for item in figures.quantities] == ["92"]
    assert set(figures.formulae) == {"MgSO₄·7H₂O", "Mg²⁺", "GluN2B", "5-HT3", "I²", "doi.org/10.28923/atotw.531"}
    assert figures.abbreviations == {"NMDA"}


def test_a_quantity_tells_where_it_stands() -> None:
    text = "给予 30 至 50 mg/kg 后"
    (quantity,) = languages()["zh"].figures(text).quantities
    assert text[quantity.start : quantity.end] == quantity.text == "30 至 50 mg/kg"


# --- what counts as a difference ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chinese", "english", "left", "right"),
    [
        ("5 mg 和 6 mg", "6 mg and 5 mg", [], []),
        ("4 mg、6 mg 和 8 mg", "4, 6 and 8 mg", [], []),
        ("从 39% 降至 24%", "from 39% to 24%", [], []),
        ("一项研究", "the study", [], []),  # a soft one on one side
        ("1 项研究", "the study", ["1 项"[:1]], []),  # in digits it is hard
        ("两组", "three groups", [], ["three"]),
        ("三组", "four groups", ["三组"[:1]], ["four"]),
        ("5 mg", "5 g", ["5 mg"], ["5 g"]),
        ("5 mg", "5", ["5 mg"], ["5"]),
        ("5 mg", "−5 mg", ["5 mg"], ["−5 mg"]),
        ("5 至 6 mg", "6 to 5 mg", ["5 至 6 mg"], ["6 to 5 mg"]),  # a range turned round
        ("5 mg，再给 5 mg", "5 mg", ["5 mg"], []),
    ],
)
def test_differences(chinese: str, english: str, left: list[str], right: list[str]) -> None:
    found = differences(languages()["zh"].figures(chinese).quantities, languages()["en"].figures(english).quantities)
    assert [[item.text for item in side] for side in found] == [left, right]


# --- properties -----------------------------------------------------------------------------------------------------

DIGITS = "零一二三四五六七八九"
ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_chinese(number: int) -> str:
    """A whole number under 10⁸ as it is read aloud, by the school rule."""
    if number >= 10000:
        rest = number % 10000
        return (
            in_chinese(number // 10000) + "万" + ("" if not rest else ("零" if rest < 1000 else "") + in_chinese(rest))
        )
    for value, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= value:
            rest = number % value
            gap = "零" if rest and rest < value // 10 else ""
            return DIGITS[number // value] + name + (gap + in_chinese(rest) if rest else "")
    return DIGITS[number]


def in_english(number: int) -> str:
    for value, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= value:
            rest = number % value
            joint = "" if not rest else " and " if rest < 100 else " "
            return f"{in_english(number // value)} {name}" + joint + (in_english(rest) if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


whole = st.integers(min_value=3, max_value=99_999_999)


@given(whole)
def test_a_number_is_the_same_however_it_is_written(number: int) -> None:
    grouped = [f"{number:,}", *(f"{number:,}".replace(",", space) for space in " \u00a0\u2009\u202f")]
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    forms = {"zh": [in_chinese(number), full_width], "en": [in_english(number), in_english(number).capitalize()]}
    for locale, own in forms.items():
        # A year is no count: the unit after it would be its sign.
        after = "名" if locale == "zh" else " patients"
        for form in (str(number), *grouped, *own):
            assert read(locale, f"{form}{after}") == [(str(number), "")], form


@given(st.integers(1, 30000), st.sampled_from(["mg", "mL", "h", "mmol/L", "%"]), st.booleans())
def test_figures_with_units_read_back(number: int, unit: str, negative: bool) -> None:
    figure = Decimal(number) / 100
    written = f"{'−' if negative else ''}{figure} {unit}"
    expected = [(str(Fraction(-figure if negative else figure)), unit)]
    assert read("en", f"a change of {written}, then") == read("zh", f"变化为 {written}，然后") == expected


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from([" to ", "–", "-", " 至 ", "～", "到"]))
def test_ranges_read_back(low: int, width: int, joint: str) -> None:
    locale = "en" if joint.isascii() or joint == "–" else "zh"
    assert read(locale, f"{low}{joint}{low + width} mg") == [(f"{low}..{low + width}", "mg")]


@given(st.text(), st.sampled_from(["en", "zh"]))
def test_no_text_is_too_much(text: str, locale: str) -> None:
    language = languages()[locale]
    figures = language.figures(text)
    assert len(figures.rest) == len(text)
    assert differences(figures.quantities, figures.quantities) == ([], [])
    language.marks(text)
    assert "".join(text[span.start : span.end] for span in language.sentences(text)).strip() == text.strip()


@given(st.text(alphabet="0123456789零一二三十百千万亿半两第年月日%.,−-–至 mgkh/分之每twohundredandthousandhalf"))
def test_nor_is_any_heap_of_numerals(text: str) -> None:
    for language in languages().values():
        for quantity in language.figures(text).quantities:
            assert text[quantity.start : quantity.end] == quantity.text


RUNS = ["a-", "a.", "a1", "1 ", "1,111", "1/", "-1", "5 mg ", "3 to ", "five ", "third ", "一", "分之一"]


@pytest.mark.parametrize("text", ["a" * 200_000, "A" * 200_000, *(run * 2_000 for run in RUNS)])
@pytest.mark.parametrize("locale", ["en", "zh"])
def test_a_text_without_end(locale: str, text: str) -> None:
    """Read again from each of its letters, a word of this length would not come to an end."""
    language = languages()[locale]
    assert len(language.figures(text).rest) == len(text)
    assert language.sentences(text)
    language.marks(text)


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_a_number_without_end(locale: str) -> None:
    """Nobody reads it as a number; two languages still have to write the same one."""
    figures = languages()[locale].figures(f"Give {'7' * 5000} mg and 2 mg.")
    assert figures.formulae == ("7" * 5000,)
    assert [value(item) for item in figures.quantities] == ["2"]
