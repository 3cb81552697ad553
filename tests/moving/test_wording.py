"""A run written our way: never with another amount, never with a sign that Markdown takes for its own."""

from __future__ import annotations

import pytest
from tandem.core.problems import Problems
from tandem.core.settings import load_settings
from tandem.moving.blocks import CITE, PARAGRAPH, SUP, TEXT, Block, Token
from tandem.moving.joining import joined
from tandem.moving.listing import Listing
from tandem.moving.wording import Writer, citation
from tandem.moving.words import load_words
from tandem.parity.agreement import languages_of
from tandem.prose.forms import FORMS
from tandem.prose.measures import Scanner
from tandem.prose.rules import load_rules

from tests.fixtures.sources import SITE


@pytest.fixture(scope="module")
def writers() -> dict[str, Writer]:
    problems = Problems(SITE)
    settings = load_settings(SITE / "mkdocs.yml", problems)
    assert settings is not None
    words, rules = load_words(settings.locales, problems), load_rules(settings.locales, FORMS, problems)
    return {
        one.locale: Writer(
            one, words[one.locale], Scanner(one.rules, rules[one.locale]), settings.language(one.locale).options
        )
        for one in languages_of(settings, problems)
    }


@pytest.mark.parametrize(
    ("locale", "written", "ours"),
    [
        ("en", "5 µg·kg⁻¹·min⁻¹", "5 mcg/kg/min"),
        ("en", "5 μg kg-1 min-1", "5 mcg/kg/min"),
        ("en", "500ml/h", "500 mL/h"),
        ("en", "30-50mg", "30 to 50 mg"),
        ("en", "30 mg–50 mg", "30 to 50 mg"),
        ("en", "36.5–37.5°C", "36.5 to 37.5 °C"),
        ("en", "10–20%", "10 to 20%"),
        ("en", "2 cc of 5 gm", "2 mL of 5 g"),
        ("en", "70 Kg", "70 kg"),
        ("zh", "每次25mg，36℃", "每次 25 mg，36 °C"),
        ("zh", "以5–10ml/h输注", "以 5 至 10 mL/h 输注"),
        ("zh", "甲,乙", "甲，乙"),
    ],
)
def test_units_and_ranges(writers: dict[str, Writer], locale: str, written: str, ours: str) -> None:
    assert writers[locale].write((Token(TEXT, written),), citation({})).plain == ours


@pytest.mark.parametrize(
    "text",
    ["5 mg-1 g", "5 mg–1 g", "0.5 MG", "2019-2020", "1:1000", "5,000 units", "70,5 mg", "H1N1", "IL-6", "10^6", "½ mL"],
)
def test_what_is_not_beyond_doubt_keeps_every_digit_and_unit(writers: dict[str, Writer], text: str) -> None:
    assert writers["en"].write((Token(TEXT, text),), citation({})).plain.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1. no list", "1\\. no list"),
        ("# no heading", "\\# no heading"),
        ("*stars* and _lines_", "\\*stars\\* and \\_lines\\_"),
        ("<b>bold</b> & x", "< b>bold< /b> & x"),
        ("{#id} [@doe]", "\\{#id\\} \\[@doe\\]"),
        ("/// block", "/ block"),
        ("- no item", "\\- no item"),
    ],
)
def test_signs_of_markdown_stay_letters(writers: dict[str, Writer], text: str, markdown: str) -> None:
    assert writers["en"].write((Token(TEXT, text),), citation({})).markdown == markdown


def test_a_citation_stands_where_its_language_has_it(writers: dict[str, Writer]) -> None:
    cite = citation({1: "doe2020", 2: "roe2021"})
    en = (Token(TEXT, "It falls "), Token(CITE, numbers=(1, 2)), Token(TEXT, ". It rises."))
    assert writers["en"].write(en, cite).markdown == "It falls.[@doe2020; @roe2021] It rises."
    zh = (Token(TEXT, "它下降。"), Token(CITE, numbers=(1,)), Token(TEXT, "它上升。"))
    assert writers["zh"].write(zh, cite).markdown == "它下降[@doe2020]。它上升。"


def test_raised_letters_that_have_no_sign_are_named(writers: dict[str, Writer]) -> None:
    written = writers["en"].write((Token(TEXT, "the 5"), Token(SUP, "th"), Token(TEXT, " day")), citation({}))
    assert written.plain == "the 5th day" and written.lowered == ("th",)


@pytest.mark.parametrize("half", ["\u00e9t\u00e9", "\u00b5g", "\u24d0", "\u00aa", "light"])
def test_a_word_parted_by_a_page_may_begin_with_any_letter(half: str) -> None:
    """A half that begins with another letter than a to z was a traceback."""
    blocks = [Block(PARAGRAPH, line, (Token(TEXT, text),)) for line, text in ((1, "sugar-"), (3, half))]
    found = joined(blocks, "a.en.md", Listing())
    assert "".join(block.plain for block in found).replace("-", "") == f"sugar{half}"
