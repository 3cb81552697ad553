"""The rule book of dose safety, rule by rule: each has a test that is named for it, here or where its subject lives.

The numbered rules are those of "Display", "Input" and "Calculation", and every clause of "Messages and access". The
list is written down a second time here: a rule without a named test fails, and so does a test of no rule.
"""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path

import lxml.html
import pytest
from tandem.dosing.entry import NUMBER, REFUSALS, understand

from tests.conftest import ROOT
from tests.dosing.data import magnesium, real_site
from tests.vectors.lists import LIMITS, entries

RULES = {
    "display_1": "no trailing zero, a leading zero, no separator, the same digits in both languages",
    "display_2": "a no-break space before the unit; mL, mcg; no full stop after a unit",
    "display_3": "the drug's full name wherever a dose stands",
    "display_4": "one form of a range in one language, never a bare hyphen",
    "display_5": "per kilogram and per hour in words; loading dose and infusion apart",
    "display_6": "mg/mL beside the percentage and the grams in a container",
    "display_7": "each dose row with its citation; each figure from elsewhere with its place",
    "input_1": "a text field for decimals, with a label in kg and no placeholder",
    "input_2": "only full-width digits and points are mapped; no normalisation",
    "input_3": "each refusal with a message of its own that says what to type",
    "input_4": "out of range is refused or confirmed, never clamped",
    "input_5": "not understood means no result; nothing during composition; no default product",
    "calculation_1": "exact, rounded half up once, the same in Python and in the browser",
    "calculation_2": "what was understood and the formula are shown, then mmol, mEq, mL and the shortest time",
    "calculation_3": "always the range; hours give the total; a comparison passed is noted with its citation",
    "access_errors": "errors in text beside the field, tied to it, saying how to put it right",
    "access_live": "results in a live region",
    "access_colour": "nothing by colour alone",
    "access_keyboard": "works by keyboard",
    "access_private": "no cookies, storage or requests",
    "access_paper": "prints with inputs, formula, version and date",
    "access_no_script": "the table stands without JavaScript",
}
FOLDERS = ("tests/dosing", "tests/vectors", "tests/calculator")
NAMED = re.compile(
    r"test_((?:display|input|calculation)_[0-9]|access_(?:errors|live|colour|keyboard|private|paper|no_script))_"
)
PAGES = {"zh": "magnesium/dosing.html", "en": "en/magnesium/dosing.html"}


def named_tests() -> dict[str, list[str]]:
    """The tests named for each rule, as functions that pytest would collect."""
    found: dict[str, list[str]] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("test_*.py")):
            for item in ast.parse(path.read_text(encoding="utf-8")).body:
                match = NAMED.match(item.name) if isinstance(item, ast.FunctionDef) else None
                if match and isinstance(item, ast.FunctionDef):
                    found.setdefault(match.group(1), []).append(f"{path.name}: {item.name}")
    return found


def test_every_rule_has_a_test_that_is_named_for_it() -> None:
    assert set(named_tests()) == set(RULES)


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest, site: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((site / PAGES[str(request.param)]).read_text(encoding="utf-8"))


def test_input_1_the_weight_is_a_text_field_for_decimals_in_kilograms(page: lxml.html.HtmlElement) -> None:
    (field,) = page.xpath("//dose-calculator//input[@name='weight']")
    wanted = {"type": "text", "inputmode": "decimal", "autocomplete": "off", "spellcheck": "false"}
    assert {name: field.get(name) for name in wanted} == wanted
    assert field.get("placeholder") is None
    (label,) = page.xpath("//label[@for=$id]", id=field.get("id"))
    assert label.text_content().strip().endswith("(kg)")
    assert "lb" not in page.xpath("string(//dose-calculator//form)").split()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("７０", "70"),
        ("７０．５", "70.5"),
        ("70。5", "70.5"),
        ("70｡5", "70.5"),
        (" 70 ", "70"),
        ("\u300070\u3000", "70"),
    ],
)
def test_input_2_full_width_digits_and_points_are_mapped(text: str, value: str) -> None:
    assert understand(text, *LIMITS["weight"]) == (Decimal(value), "")


@pytest.mark.parametrize("text", ["7²", "⑦", "٧٠", "７⁰", "𝟕𝟎", "७०", "7½", "。70", "70．", "．70"])
def test_input_2_nothing_else_is_mapped(text: str) -> None:
    value, refusal = understand(text, Decimal(0), Decimal(1000))
    assert value is None
    assert refusal


def test_input_2_the_pattern_is_the_books() -> None:
    assert NUMBER == r"^(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,2})?$"


# Each text of the rule book with the refusal that speaks of it.
OWN = {
    "": "empty", "70,5": "comma", "-70": "sign", "+70": "sign", "abc": "letters", "70kg": "unit", "1e3": "exponent",
    "0x46": "hex", "7.0.5": "points", "7 0": "space", "7²": "superscript", "⑦": "enclosed", "½": "fraction",
    "七十": "words", ".5": "no_leading_digit", "70.": "no_decimals", "070": "leading_zero",
}  # fmt: skip


def test_input_3_each_refusal_has_a_message_of_its_own_that_says_what_to_type() -> None:
    for text, code in OWN.items():
        assert understand(text, *LIMITS["weight"]) == (None, code), text
    assert len(set(OWN.values())) == 16
    for locale in PAGES:
        said = [real_site().strings[locale](f"calculator.refusal.{code}") for code, _ in REFUSALS]
        assert len(set(said)) == len(REFUSALS)
        for message in said:
            assert re.search(r"[0-9]|\{", message)  # an example of what to type, or the range


def test_input_4_out_of_range_is_refused_and_never_clamped(page: lxml.html.HtmlElement) -> None:
    for text in ("29.99", "200.01", "0", "705", "999.99"):
        assert understand(text, *LIMITS["weight"]) == (None, "range")
    (field,) = page.xpath("//dose-calculator//input[@name='weight']")
    limits = {"min": "3000", "max": "20000", "confirm-below": "4000", "confirm-above": "12000"}
    assert {name: field.get(f"data-{name}") for name in limits} == limits
    (confirm,) = page.xpath("//*[@class='calc__confirm']")
    assert confirm.get("hidden") is not None
    assert "40" in confirm.text_content()
    assert "120" in confirm.text_content()


def test_input_5_what_is_not_understood_has_no_value() -> None:
    for entry in entries():
        value, refusal = understand(entry["text"], *LIMITS[entry["field"]])
        assert (value is None) == bool(refusal) == ("refusal" in entry)


def test_input_5_the_product_has_no_default(page: lxml.html.HtmlElement) -> None:
    (choice,) = page.xpath("//dose-calculator//select[@name='product']")
    assert choice.xpath("option/@value") == ["", *(product.id for product in magnesium().products)]
    assert choice.xpath("option[@selected]") == []


def test_calculation_3_both_ends_of_the_range_stand_in_every_result(page: lxml.html.HtmlElement) -> None:
    for regimen in page.xpath("//*[contains(@class, 'calc__regimen')]"):
        bounds = [data.get("data-bound") for data in regimen.xpath(".//*[@class='calc__answer' or self::dl]//data")]
        assert bounds == ["low", "high"] * (len(bounds) // 2)
        assert len(bounds) >= 8


def test_access_live_results_and_errors_stand_in_live_regions(page: lxml.html.HtmlElement) -> None:
    (status,) = page.xpath("//dose-calculator//*[@role='status']")
    assert status.xpath(".//*[@data-echo='weight']")
    for name in ("weight", "hours"):
        (errors,) = page.xpath(f"//*[contains(@id, '{name}-error')]")
        assert errors.get("aria-live") == "polite"
    (refusals,) = page.xpath("//dose-calculator//*[@class='calc__refusals']")
    assert refusals.get("data-waiting") == "calculator"  # what fills it is sent once a language


def test_access_no_script_the_table_stands_in_the_page_itself(page: lxml.html.HtmlElement) -> None:
    assert len(page.xpath("//table[contains(@class, 'dose-table--worked')]//tr[@data-weight]")) == 18
    (static,) = page.xpath("//*[@class='calc__static']")
    assert static.get("hidden") is None
    (form,) = page.xpath("//dose-calculator//form")
    assert form.get("hidden") is not None
