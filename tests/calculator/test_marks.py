"""The reader's weight in the page's tables: its row, or the two around it; nowhere while it is not read."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.calculator.conftest import Calculator

pytestmark = pytest.mark.browser

LIGHT, HEAVY = "40", "120"  # the table's first and last weight
TABLES = 3  # loading dose, its volumes, infusion


def marked(calculator: Calculator) -> list[list[str]]:
    """The weights of the marked rows, table by table, without tables that have none."""
    tables = calculator.page.locator(".dose-table").all()
    rows = [
        [row.get_attribute("data-weight") or "" for row in table.locator("tr[aria-current=true]").all()]
        for table in tables
    ]
    return [weights for weights in rows if weights]


def unfold(page: Page) -> None:
    """Open the tables, which are folded by regimen; their rows are marked all the same."""
    page.evaluate("document.querySelectorAll('article details').forEach(details => { details.open = true })")


def marks(calculator: Calculator) -> list[str]:
    unfold(calculator.page)
    return [mark.inner_text().strip() for mark in calculator.page.locator(".calc-mark").all()]


def test_a_weight_of_the_table_marks_its_row(calculator: Calculator) -> None:
    assert (marked(calculator), marks(calculator)) == ([], [])
    calculator.weight.fill("70")
    assert marked(calculator) == [["70"]] * TABLES
    assert marks(calculator) == [calculator.strings("calculator.mark_at")] * TABLES


def test_a_weight_between_two_rows_marks_both(calculator: Calculator) -> None:
    calculator.weight.fill("７２．５")
    assert marked(calculator) == [["70", "80"]] * TABLES
    between = calculator.strings("calculator.mark_between", weight="72.5")
    assert [re.sub("\u00a0", " ", mark) for mark in marks(calculator)] == [between] * 2 * TABLES


SIGNS = """row => {
  const {outlineStyle, outlineWidth} = getComputedStyle(row);
  const sign = getComputedStyle(row.querySelector(".calc-mark"), "::before");
  const line = outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
  return {line, sign: sign.content, size: parseFloat(sign.fontSize)};
}"""


@pytest.mark.parametrize("forced", ["none", "active"])
def test_access_colour_the_mark_is_in_words_and_seen_without_it(
    calculator: Calculator, forced: Literal["none", "active"]
) -> None:
    calculator.page.emulate_media(forced_colors=forced)
    unfold(calculator.page)
    signs = []
    for weight in ("70", "72.5"):
        calculator.weight.fill(weight)
        row = calculator.page.locator("tr[aria-current]").first
        key = "calculator.mark_at" if weight == "70" else "calculator.mark_between"
        words = calculator.strings(key, weight=weight)
        assert words in row.locator("th").inner_text().replace("\u00a0", " ")  # for who hears the row
        found = row.evaluate(SIGNS)
        assert found["line"] >= 2
        assert found["size"] >= 8
        signs.append(found["sign"])
    assert len(set(signs)) == 2  # the two cases are told apart for who sees it
    calculator.page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("weight", ["39.99", "30", "120.01", "200"])
def test_a_weight_outside_the_table_marks_nothing(calculator: Calculator, weight: str) -> None:
    calculator.weight.fill(weight)
    calculator.confirm.click()
    assert calculator.state()["result"]
    assert (marked(calculator), marks(calculator)) == ([], [])


@pytest.mark.parametrize("weight", [LIGHT, HEAVY])
def test_the_ends_of_the_table_are_marked(calculator: Calculator, weight: str) -> None:
    calculator.weight.fill(weight)
    assert marked(calculator) == [[weight]] * TABLES


def test_the_marks_go_and_come_with_what_is_understood(calculator: Calculator) -> None:
    for text, wanted in [
        ("70", ["70"]),
        ("70,5", []),
        ("70.5", ["70", "80"]),
        ("", []),
        ("80", ["80"]),
        ("35", []),  # asks first
        ("8", []),
        ("80.01", ["80", "90"]),
    ]:
        calculator.weight.fill(text)
        assert marked(calculator) == ([wanted] * TABLES if wanted else []), text
        assert len(marks(calculator)) == len(wanted) * TABLES, text


def test_the_marks_go_while_an_input_method_is_at_work(calculator: Calculator) -> None:
    calculator.weight.fill("70")
    session = calculator.page.context.new_cdp_session(calculator.page)
    calculator.weight.press("Control+a")
    session.send("Input.imeSetComposition", {"text": "７", "selectionStart": 1, "selectionEnd": 1})
    assert (marked(calculator), marks(calculator)) == ([], [])


def test_other_fields_leave_the_marks(calculator: Calculator) -> None:
    calculator.weight.fill("70")
    calculator.product.select_option("mg-25")
    calculator.hours.fill("6h")
    assert marked(calculator) == [["70"]] * TABLES
    assert len(marks(calculator)) == TABLES
