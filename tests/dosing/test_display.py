"""The rule book's "Display", rule by rule, on the pages as built in both languages.

What the calculator writes only in the browser is held to the same patterns in `tests/calculator`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement

from tests.dosing import rules
from tests.dosing.data import magnesium
from tests.dosing.test_views import shown

LOCALES = ["zh", "en"]
PREFIX = {"zh": "", "en": "en/"}


def parse(path: Path) -> HtmlElement:
    return lxml.html.fromstring(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=LOCALES)
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(site: Path, locale: str) -> HtmlElement:
    return parse(site / PREFIX[locale] / "magnesium/dosing.html")


def tables(page: HtmlElement, kind: str = "") -> list[HtmlElement]:
    found: list[HtmlElement] = page.xpath(f"//table[contains(@class, 'dose-table{kind and '--' + kind}')]")
    assert found
    return found


def blocks(page: HtmlElement) -> list[HtmlElement]:
    """What the page shows of its data file: the dose table, the calculator, and whatever joins them."""
    found: list[HtmlElement] = page.xpath("//*[contains(@class, 'tandem-block')]")
    assert {"dose_table", "calculator"} <= {name for block in found for name in block.get("class", "").split()}
    return found


def doses_in(block: HtmlElement) -> str:
    """The text of a block without what holds no dose: a version and a date, and messages that quote mistakes."""
    text = rules.visible(block)
    for other in block.xpath(".//*[@data-refusal] | .//*[@class='calc__stamp']"):
        text = text.replace(rules.visible(other), "")
    return text


def rows(table: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = table.xpath(".//tbody/tr")
    assert found
    return found


def test_display_1_no_trailing_zero_a_leading_zero_and_no_separator(page: HtmlElement) -> None:
    for block in blocks(page):
        text = doses_in(block)
        for pattern in (rules.TRAILING_ZERO, rules.NO_LEADING_ZERO, rules.SEPARATOR):
            assert not rules.context(pattern, text)


def test_display_1_the_same_digits_in_both_languages(site: Path) -> None:
    numbers = {}
    for locale in LOCALES:
        shown = [rules.visible(table) for table in tables(parse(site / PREFIX[locale] / "magnesium/dosing.html"))]
        numbers[locale] = re.findall(rules.NUMBER, "\n".join(shown))
    assert numbers["zh"] == numbers["en"]
    assert len(numbers["en"]) > 200


def test_display_2_a_no_break_space_between_number_and_unit(site: Path, locale: str) -> None:
    pages = sorted((site / PREFIX[locale] / "magnesium").glob("*.html"))
    assert pages
    wrong = [
        f"{path.name}: {place!r}"
        for path in pages
        for article in parse(path).xpath("//article")
        for place in rules.context(rules.NOT_JOINED, rules.visible(article))
    ]
    assert not wrong


def test_display_2_units_are_spelt_one_way(site: Path, locale: str) -> None:
    wrong = [
        f"{path.name}: {place!r}"
        for path in sorted((site / PREFIX[locale] / "magnesium").glob("*.html"))
        for article in parse(path).xpath("//article")
        for pattern in (rules.OTHER_SIGN, rules.STOP_AFTER_UNIT)
        for place in rules.context(pattern, rules.visible(article))
    ]
    assert not wrong


def test_display_3_the_drug_is_named_in_full_wherever_a_dose_stands(page: HtmlElement, locale: str) -> None:
    drug = magnesium().drug.name[locale]
    for table in tables(page):
        assert drug in table.xpath("string(caption)")
    for place in page.xpath(
        "//*[@class='calc__static'] | //*[@class='calc__name'] | //*[@class='calc__purpose'] | //form/@aria-label"
    ):
        assert drug in (place if isinstance(place, str) else place.text_content())


def test_display_3_the_formula_stands_only_where_the_chemistry_is_the_point(page: HtmlElement) -> None:
    for block in blocks(page):
        for text in block.itertext():
            assert "MgSO" not in text or "MgSO₄·7H₂O" in text


def test_display_4_a_range_has_one_form(page: HtmlElement, locale: str) -> None:
    other = {"zh": rules.RANGE["en"], "en": rules.RANGE["zh"]}[locale]
    for block in blocks(page):
        text = doses_in(block)
        assert not rules.context(rules.BARE_RANGE, text)
        assert not rules.context(other, text)
    for kind in ("worked", "volumes"):
        for table in tables(page, kind):
            for row in rows(table):
                for cell in row.xpath("td"):
                    assert len(rules.RANGE[locale].findall(rules.visible(cell))) == 1


def test_display_5_the_unit_in_words_and_the_two_regimens_apart(page: HtmlElement, locale: str) -> None:
    (table,) = tables(page, "regimens")
    for regimen, row in zip(magnesium().regimens, rows(table), strict=True):
        dose = row.xpath("td")[0].text_content()
        assert regimen.unit in dose
        assert shown(magnesium(), locale).words(regimen) in dose
        assert ("dose-infusion" in row.get("class", "")) == regimen.by_time
    names = [rules.visible(section.xpath(".//strong")[0]) for section in page.xpath("//section[@data-regimen]")]
    wanted = [shown(magnesium(), locale).named_dose(regimen) for regimen in magnesium().regimens]
    assert [name.replace("\u00a0", " ") for name in names] == wanted
    for section, regimen in zip(page.xpath("//section[@data-regimen]"), magnesium().regimens, strict=True):
        assert shown(magnesium(), locale).words(regimen) in rules.visible(section)


def test_display_6_strength_beside_the_percentage_and_the_grams_held(page: HtmlElement) -> None:
    (table,) = tables(page, "products")
    options = page.xpath("//select[@name='product']/option[@value!='']")
    (volumes,) = tables(page, "volumes")
    heads = volumes.xpath(".//thead//th[position() > 1]")
    for product, row, head, option in zip(magnesium().products, rows(table), heads, options, strict=True):
        percent, strength = f"{product.percent}%", f"{product.strength}\u00a0mg/mL"
        held = product.container and f"{product.container.volume}\u00a0mL = {product.container.amount}\u00a0g"
        for place in (row, head, option):
            text = rules.visible(place)
            assert percent in text
            assert strength in text
        for place in (row, option):
            assert ("mL =" in rules.visible(place)) == bool(held)
            assert not held or held in rules.visible(place)
    for cell in volumes.xpath(".//td"):
        assert re.match(r"[0-9]+% \([0-9]+\u00a0mg/mL\)", cell.get("data-label", ""))
    for note in page.xpath("//*[contains(@class, 'dose-note') or contains(@class, 'calc__note')]"):
        for percent in re.findall(r"([0-9]+)%", note.text_content()):
            assert f"{10 * int(percent)}\u00a0mg/mL" in note.text_content()


def cited(element: HtmlElement) -> list[str]:
    return [key for group in element.xpath(".//sup[@class='cite']") for key in group.get("data-cite", "").split()]


def test_display_7_each_dose_carries_its_citation(page: HtmlElement, locale: str) -> None:
    doses = magnesium()
    held: list[tuple[str, list[Any]]] = [("regimens", [*doses.regimens]), ("products", [*doses.products])]
    for kind, items in held:
        (table,) = tables(page, kind)
        for item, row in zip(items, rows(table), strict=True):
            assert cited(row) == list(item.cite)
    for kind in ("worked", "volumes"):
        for table in tables(page, kind):
            regimen = doses.regimen(table.get("data-regimen", ""))
            assert regimen is not None
            assert cited(table.xpath("caption")[0]) == list(regimen.cite)
    # How results are rounded, and what the sources leave open, are ours to say
    ours = {shown(doses, locale).rounding(), shown(doses, locale).weight_kind()}
    for note in page.xpath("//*[contains(@class, 'dose-note') or contains(@class, 'calc__note')]"):
        assert cited(note) or rules.visible(note).replace("\u00a0", " ").strip() in ours


def test_display_7_a_figure_from_outside_the_source_names_its_place(page: HtmlElement, locale: str) -> None:
    doses = magnesium()
    assert doses.limits is not None
    (table,) = tables(page, "products")
    for product, row in zip(doses.products, rows(table), strict=True):
        assert product.where[locale] in row.text_content()
    limits = [note for note in page.xpath("//*[contains(@class, 'dose-note')]") if "150" in note.text_content()]
    assert [doses.limits.where[locale] in note.text_content() for note in limits] == [True]
    place = {"zh": "Magpie|英国", "en": "Magpie|UK"}[locale]
    notes = page.xpath("//*[contains(@class, 'calc__note') and .//sup]")
    assert len(notes) == len(doses.comparisons) + len(doses.regimens)  # to dilute, beside each volume
    for note in notes:
        assert re.search(place, note.text_content())


def test_chinese_text_has_chinese_punctuation(site: Path) -> None:
    for block in blocks(parse(site / "magnesium/dosing.html")):
        assert not rules.context(rules.FOREIGN_MARK, rules.visible(block))
