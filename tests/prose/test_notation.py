"""Every rule of notation in each language: what it finds, word for word, and what it leaves alone.

The golden files hold the whole messages. `UPDATE_GOLDEN=1` writes them anew, for a reader to judge: does each say what
is wrong, why, and what to write?
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tandem.core.problems import Problems
from tandem.prose.forms import FORMS
from tandem.prose.notation import Fault, Notation
from tandem.prose.rules import Rules, load_rules

from tests.parity.texts import languages
from tests.prose.making import one_text, texts

HERE = Path(__file__).parent
LOCALES = ("en", "zh")
RANGES = {"en": "{low} to {high}", "zh": "{low} 至 {high}"}


@cache
def rules() -> dict[str, Rules]:
    problems = Problems(HERE)
    found = load_rules(LOCALES, FORMS, problems)
    assert problems.report() == "0 problems"
    return found


@cache
def notation(locale: str) -> Notation:
    return Notation(languages()[locale], rules()[locale], RANGES[locale])


def faults(locale: str, written: str) -> list[Fault]:
    """What the rules find in a paragraph as an author writes it."""
    return notation(locale).faults(one_text(written, locale))


@cache
def cases() -> dict[str, dict[str, dict[str, list[str]]]]:
    # Not by core.data, which refuses some of these characters before any rule of notation reads them.
    value: Any = yaml.load((HERE / "cases.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    return dict(value)


def of(kind: str) -> list[tuple[str, str, str]]:
    return [
        (rule, locale, text)
        for rule, by_locale in cases().items()
        for locale, both in by_locale.items()
        for text in both[kind]
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_rule_has_a_case(locale: str) -> None:
    """In each language, something that it finds and something that it does not."""
    known = rules()[locale]
    names = {*FORMS, *(rule.id for rule in known.common.units), *(rule.id for rule in known.words)}
    assert {rule for rule, by_locale in cases().items() if locale in by_locale} == names
    assert all(both[locale]["caught"] and both[locale]["safe"] for both in cases().values() if locale in both)


@pytest.mark.parametrize(("rule", "locale", "text"), of("caught"))
def test_found(rule: str, locale: str, text: str) -> None:
    assert rule in {fault.rule for fault in faults(locale, text)}


@pytest.mark.parametrize(("rule", "locale", "text"), of("safe"))
def test_left_alone(rule: str, locale: str, text: str) -> None:
    assert faults(locale, text) == [], rule


@pytest.mark.parametrize("locale", LOCALES)
def test_the_messages(locale: str) -> None:
    said = []
    for _, of_locale, text in of("caught"):
        if of_locale == locale:
            said.append(" ".join(text.split()))
            said += [f"  {fault.rule}: {fault.what}\n    fix: {fault.fix}" for fault in faults(locale, text)]
    golden = HERE / "golden" / f"notation.{locale}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text("\n".join(said) + "\n", encoding="utf-8")
    assert "\n".join(said) + "\n" == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_message_tells_to_write_may_be_written(locale: str) -> None:
    """The better form of a dose, put in the place of what was found, is not found again by the same rule."""
    for rule in (
        "trailing-zero",
        "leading-zero",
        "no-space",
        "dash-range",
        "long-number",
        "separator",
        "decimal-mark",
        "counted-range",
        "numeral-character",
    ):
        for text in cases()[rule][locale]["caught"]:
            for fault in faults(locale, text):
                if fault.rule == rule:
                    better = fault.fix.split(": ")[-1].removeprefix("write ")
                    assert rule not in {found.rule for found in faults(locale, f"A dose, {better}, of it.")}, better


LINES = [
    "Give {} now.",
    "Give **{}** now.",
    "Give *{}* and more.",
    "- A list with {} in it.",
    "> A quotation of {}.",
    "See [{}](other.md).",
    "![A picture of {}](picture.png)",
    '![A picture](picture.png "A picture of {}")',
    '[A link](other.md "with {}")',
    "| Head | Other |\n|---|---|\n| {} | x |",
    "| {} | Other |\n|---|---|\n| x | y |",
    "## A heading with {} {{#heading}}",
    "/// admonition | A box with {}\n    type: warning\n\nText.\n///",
    "/// admonition | A box\n    type: warning\n\nText with {}.\n///",
]
KINDS = [
    "5 µg",
    "5 ml",
    "5 cc",
    "30-50 mg",
    "5.0 mg",
    ".5 mg",
    "10 U",
    "MSO4",
    "5 mg QD",
    "2g",
    "1000000 mg",
    "５ mg",
    "a word[3]",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("kind", KINDS)
def test_wherever_it_stands(line: str, kind: str) -> None:
    found = [fault for text in texts(line.format(kind), "en") for fault in notation("en").faults(text)]
    assert found, line.format(kind)


@pytest.mark.parametrize("gap", ["\u00a0", "\u2009", "\u202f", "\u3000", "\n", "  "])
@pytest.mark.parametrize("kind", ["5{}ml", "5{}cc", "10{}U", "5.0{}mg", "1000000{}mg", "30{}-{}50 mg"])
def test_whatever_space_stands_between(gap: str, kind: str) -> None:
    text = one_text(f"Give {kind.replace('{}', gap)} now.", "en", raw=True)
    assert notation("en").faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Code: `5 µg` and `2g`.",
        "See <https://example.org/5ml/2g/QD>.",
        "The DOI is doi.org/10.1000/5ml-2g.",
        "See https://example.org/30-50 for more.",
        "On www.example.org there are 5 pages.",
    ],
)
def test_code_and_addresses_are_no_prose(text: str) -> None:
    assert faults("en", text) == []


PARTS = [*"0123456789.,-–~ µg/mlLkcUx×<>[]³½°#\n５٥至", "mg", " to ", "毫克", "QD", "MgSO4", " mg/kg", "1:", "per "]


@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join))
def test_any_text_is_read(text: str) -> None:
    for locale in LOCALES:
        for fault in notation(locale).faults(one_text(text, locale, raw=True)):
            assert 0 <= fault.start < len(text) and fault.what and "{" not in fault.what


RUNS = [
    "5 mg, IV ",
    "1 million ",
    "~",
    "2-3 tablets ",
    "adrenaline 1 in 1000",
    "(ref. 1,",
    "⑤ ",
    "1/2 mg ",
    "x 3 days ",
    "1 ",
    "1,",
    "a.",
    "5 mg ",
    "5.0 mg ",
    "[1",
    "1-",
    "µ",
    "x1",
    "一",
    "．",
    "mg/",
    "MS 5 mg. ",
    "²",
    "½",
]


@pytest.mark.parametrize("text", ["a" * 200_000, "1" * 200_000, *(run * 2_000 for run in RUNS)])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_text_without_end(locale: str, text: str) -> None:
    """A pattern that reads a place again from each of its letters would not come to an end here."""
    notation(locale).faults(one_text(text, locale, raw=True))


def test_the_authors_guide() -> None:
    """Every form that the guide's table refuses is refused, and every form that it tells to write may be written."""
    guide = (HERE.parent.parent / "AUTHORING.md").read_text(encoding="utf-8")
    rows = guide.split("| never | write | why |")[1].split("\n\n")[0].splitlines()[2:]
    assert len(rows) > 20
    for row in rows:
        _, never, write, _, _ = row.split("|")
        for text in never.split("`")[1::2]:
            assert notation("en").faults(one_text(f"Take {text} of it.", "en", raw=True)), text
        for text in write.split("`")[1::2]:
            if text != "[@key]":
                assert notation("en").faults(one_text(f"Take {text} of it.", "en", raw=True)) == [], text
