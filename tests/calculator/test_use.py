"""Using the calculator: confirming, choosing, comparing, by keyboard, without a script, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.calculator.conftest import ADDRESS, Calculator, nothing_is_left
from tests.dosing.data import magnesium, real_site

pytestmark = pytest.mark.browser

FIGURES = {
    "loading": ["g", "mg", "mmol", "mEq", "min"],
    "infusion": ["mg/h"],
}


def test_at_first_there_is_nothing_but_the_form(calculator: Calculator) -> None:
    state = calculator.state()
    assert nothing_is_left(state)
    assert not state["asks"]
    assert state["weight"]["codes"] == state["hours"]["codes"] == []
    assert state["weight"]["invalid"] is state["hours"]["invalid"] is None
    assert not calculator.locate(".calc__static").is_visible()
    assert calculator.weight.input_value() == calculator.hours.input_value() == ""


@pytest.mark.parametrize("weight", ["35", "121", "30", "39.99", "120.01", "200"])
def test_input_4_an_unusual_weight_asks_first(calculator: Calculator, weight: str) -> None:
    calculator.weight.press_sequentially(weight)
    state = calculator.state()
    assert state["asks"]
    assert nothing_is_left(state)
    assert state["weight"]["invalid"] is None
    assert weight in calculator.confirm.inner_text()
    assert calculator.confirm.evaluate("button => Boolean(button.closest('[aria-live]'))")
    calculator.confirm.click()
    state = calculator.state()
    assert state["result"]
    assert not state["asks"]
    assert state["echoes"]["weight"] == [weight]
    expect(calculator.weight).to_be_focused()


@pytest.mark.parametrize("weight", ["40", "40.01", "119.99", "120"])
def test_a_usual_weight_does_not(calculator: Calculator, weight: str) -> None:
    calculator.weight.fill(weight)
    state = calculator.state()
    assert state["result"]
    assert not state["asks"]


def test_another_weight_asks_again_and_other_fields_do_not(calculator: Calculator) -> None:
    calculator.weight.fill("35")
    calculator.confirm.click()
    calculator.product.select_option("mg-25")
    calculator.hours.fill("6")
    assert calculator.state()["result"]
    calculator.hours.fill("six")
    assert calculator.state()["result"]
    calculator.weight.press("End")
    calculator.weight.press_sequentially(".5")
    state = calculator.state()
    assert state["asks"]
    assert nothing_is_left(state)
    calculator.confirm.click()
    for weight, asks in (("70", False), ("35.5", True), ("121", True)):
        calculator.weight.fill(weight)
        state = calculator.state()
        assert (state["asks"], state["result"]) == (asks, not asks), weight


def test_the_question_goes_when_the_weight_is_refused(calculator: Calculator) -> None:
    calculator.weight.fill("35")
    calculator.weight.press_sequentially("x")
    state = calculator.state()
    assert not state["asks"]
    assert state["weight"]["codes"] == ["letters"]


def test_input_5_no_product_is_chosen_for_the_reader(calculator: Calculator) -> None:
    assert calculator.product.input_value() == ""
    assert calculator.product.locator("option[selected]").count() == 0
    calculator.weight.fill("70")
    ask = calculator.locate("[data-without=product]")
    assert calculator.figure("loading", "mL") == []
    assert ask.is_visible()
    assert ask.inner_text() == calculator.strings("calculator.give_product")
    calculator.product.select_option("mg-20")
    assert calculator.figure("loading", "mL") == ["10.5", "17.5"]
    assert not ask.is_visible()
    calculator.product.select_option("")
    assert calculator.figure("loading", "mL") == []
    assert not any(item["text"] for item in calculator.state()["figures"] if item["unit"] == "mL")
    assert ask.is_visible()


def test_every_product_of_the_data_file_can_be_chosen(calculator: Calculator) -> None:
    values = [option.get_attribute("value") for option in calculator.product.locator("option").all()]
    assert values == ["", *(product.id for product in magnesium().products)]


def test_calculation_3_hours_give_the_total_and_may_be_left_out(calculator: Calculator) -> None:
    calculator.weight.fill("70")
    ask = calculator.locate("[data-without=hours]")
    for unit in ("g", "mmol", "mEq", "mL"):
        assert calculator.figure("infusion", unit) == []
    assert ask.inner_text() == calculator.strings("calculator.give_hours")
    calculator.hours.fill("24")
    assert calculator.figure("infusion", "g") == ["10.1", "33.6"]
    assert not ask.is_visible()
    calculator.hours.fill("")
    state = calculator.state()
    assert state["hours"]["codes"] == []
    assert state["hours"]["invalid"] is None
    assert calculator.figure("infusion", "g") == []
    assert ask.is_visible()


def test_refused_hours_take_away_only_what_needs_them(calculator: Calculator) -> None:
    calculator.weight.fill("70")
    calculator.product.select_option("mg-25")
    calculator.hours.fill("24")
    calculator.hours.press("End")
    calculator.hours.press_sequentially("h")
    state = calculator.state()
    assert state["result"]
    assert (state["hours"]["codes"], state["hours"]["invalid"]) == (["unit"], "true")
    for item in state["figures"]:
        needs_hours = item["regimen"] == "infusion" and item["unit"] != "mg/h"
        assert bool(item["text"]) != needs_hours, item
        assert item["seen"] != needs_hours, item


def test_calculation_3_a_comparison_is_noted_strictly_above_it(calculator: Calculator) -> None:
    loading, rate, day, total = (item.note[calculator.locale] for item in magnesium().comparisons)
    heavy = calculator.strings("dosing.kind.not-said", weight=100)
    for weight, hours, wanted in [
        ("80", "", []),  # 50 mg/kg come to 4 g
        ("80.01", "", [loading]),
        ("99.99", "", [loading]),
        ("100", "", [heavy, loading]),  # 20 mg/kg/h come to 2 g/h; and which body weight is meant is not known
        ("100.01", "", [heavy, loading, rate]),
        ("60", "20", []),  # 24 g
        ("60", "20.01", [day]),
        ("70", "20", [day]),  # 28 g
        ("70", "20.01", [day, total]),
        ("70.01", "20", [day, total]),
        ("70", "201", []),  # refused
        ("70", "", []),
        ("120", "48", [heavy, loading, rate, day, total]),
        ("70", "6", []),
    ]:
        calculator.weight.fill(weight)
        calculator.hours.fill(hours)
        notes = calculator.state()["notes"]
        assert len(notes) == len(wanted), (weight, hours)
        for note, text in zip(notes, wanted, strict=True):
            assert re.sub(r"\s*\u2060?\[[0-9,–]+\]$", "", note.replace("\u00a0", " ")) == text
            assert text == heavy or re.search(r"\[[0-9,–]+\]$", note)  # its citation


def test_a_product_that_must_be_diluted_is_noted(calculator: Calculator) -> None:
    calculator.weight.fill("70")
    note = calculator.locate("[data-regimen=loading] [data-with=product] .calc__note")
    noted = []
    for product in ("", *(product.id for product in magnesium().products)):
        calculator.product.select_option(product)
        if note.is_visible():
            noted.append(product)
    assert noted == ["mg-25", "mg-50"]


def test_access_keyboard_only(calculator: Calculator) -> None:
    page, keyboard = calculator.page, calculator.page.keyboard
    calculator.page.locator("#calculator a").focus()
    for _ in range(12):
        keyboard.press("Tab")
        if calculator.weight.evaluate("field => field === document.activeElement"):
            break
    expect(calculator.weight).to_be_focused()
    assert calculator.weight.evaluate("field => parseFloat(getComputedStyle(field).outlineWidth)") >= 2
    keyboard.type("35")
    keyboard.press("Tab")
    expect(calculator.confirm).to_be_focused()
    keyboard.press("Enter")
    expect(calculator.weight).to_be_focused()
    assert calculator.figure("loading", "g") == ["1.05", "1.75"]
    keyboard.press("Tab")
    expect(calculator.product).to_be_focused()
    keyboard.type("25%")
    assert calculator.figure("loading", "mL") == ["4.2", "7"]
    keyboard.press("Tab")
    expect(calculator.hours).to_be_focused()
    keyboard.type("6")
    address = page.url
    keyboard.press("Enter")
    assert page.url == address
    assert calculator.figure("infusion", "g") == ["1.26", "4.2"]


def test_access_private_nothing_is_stored_and_nothing_asked_for(calculator: Calculator) -> None:
    page = calculator.page
    page.wait_for_load_state("networkidle")
    stored = "() => [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]"
    before = page.evaluate(stored)
    calculator.watch.forget()
    calculator.weight.press_sequentially("130")
    calculator.confirm.click()
    calculator.product.select_option("mg-50")
    calculator.hours.press_sequentially("24")
    calculator.weight.fill("70,5")
    calculator.weight.fill("70")
    assert calculator.state()["result"]
    assert page.evaluate(stored) == before
    assert page.context.cookies() == []
    assert calculator.watch.requests == []
    assert page.evaluate("indexedDB.databases()") == []


def test_coming_back_shows_no_figure_without_its_input(calculator: Calculator) -> None:
    page = calculator.page
    calculator.weight.fill("70")
    page.locator("a.tandem-next").click()
    page.go_back(wait_until="domcontentloaded")
    state = calculator.state()
    assert state["result"] == (calculator.weight.input_value() == "70")
    assert state["result"] or nothing_is_left(state)


@pytest.mark.parametrize("locale", ADDRESS)
def test_access_no_script_the_worked_example_stands(browser: Browser, served: str, locale: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + ADDRESS[locale])
    static = page.locator(".calc__static")
    text = static.inner_text().replace("\u00a0", " ")
    to = {"zh": "至", "en": "to"}[locale]
    assert static.is_visible()
    assert f"70 kg × 30 {to} 50 mg/kg = 2100 {to} 3500 mg = 2.1 {to} 3.5 g = 8.52 {to} 14.2 mmol" in text
    assert f"70 kg × 6 {to} 20 mg/kg/h = 420 {to} 1400 mg/h" in text
    assert magnesium().drug.name[locale] in text
    assert real_site().strings[locale]("calculator.noscript") in text
    for selector in ("form.calc", "input[name=weight]", "select[name=product]", ".calc__result"):
        assert not page.locator(selector).is_visible()
    assert page.locator(".dose-table--worked").first.is_visible()
    context.close()


def test_access_paper_shows_inputs_working_version_and_date(calculator: Calculator) -> None:
    calculator.weight.fill("70")
    calculator.product.select_option("mg-25")
    calculator.hours.fill("24")
    calculator.page.emulate_media(media="print")
    for field in (calculator.weight, calculator.product, calculator.hours):
        assert field.is_visible()
    assert calculator.weight.input_value() == "70"
    result = calculator.locate(".calc__result")
    text = result.inner_text().replace("\u00a0", " ")
    assert "70 kg × 30 mg/kg = 2100 mg = 2.1 g" in text
    assert "70 kg × 20 mg/kg/h = 1400 mg/h" in text
    assert "33.6 g" in text
    assert "25% = 250 mg/mL" in text
    tutorial = next(tutorial for tutorial in real_site().shelf.tutorials if tutorial.name == "magnesium").file
    stamp = calculator.locate(".calc__stamp").inner_text()
    assert tutorial.version in stamp
    assert str(tutorial.written.year) in stamp
    assert calculator.strings("calculator.teaching") in calculator.text()
    for unwanted in (".calc__hint", ".calc__ask"):
        assert not any(element.is_visible() for element in calculator.locate(unwanted).all())
    assert not calculator.page.locator(".md-header").is_visible()
    width = "element => element.scrollWidth - element.clientWidth"
    assert result.evaluate(width) <= 0
