"""Every figure that the calculator shows is the dose engine's: for the vectors, and for what is typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tandem.dosing.engine import figures
from tandem.dosing.views import worked as in_working

from tests.calculator.conftest import UNIT, Calculator
from tests.cautions.data import magnesium_cautions
from tests.dosing import rules
from tests.dosing.data import magnesium, product
from tests.dosing.test_views import shown
from tests.vectors import oracle
from tests.vectors.lists import doses

pytestmark = pytest.mark.browser

# Fills the real form for each vector and product as an input event would, and reads every figure that is seen.
FILL = """(calculator, vectors) => {
  const unitOf = UNIT;
  const form = calculator.querySelector("form");
  const set = (name, value) => {
    form.elements[name].value = value;
    form.elements[name].dispatchEvent(new InputEvent("input", {bubbles: true}));
  };
  const read = (regimen) => {
    const found = {};
    for (const data of calculator.querySelectorAll(`[data-regimen=${regimen}] data`)) {
      if (data.closest(".calc__working") || data.closest("[hidden]")) continue;
      if (data.value !== data.textContent) throw new Error("value and text differ");
      const figures = (found[unitOf(data)] ??= []);
      if (!figures.includes(data.value)) figures.push(data.value);
    }
    return found;
  };
  return vectors.map(({regimen, weight, hours}) => {
    set("product", "");
    set("weight", weight);
    set("hours", hours ?? "");
    const confirm = calculator.querySelector(".calc__confirm");
    if (!confirm.hidden) confirm.querySelector("button").click();
    const working = [...calculator.querySelectorAll(`[data-regimen=${regimen}] .calc__working > span`)];
    const shown = {regimen, weight, hours, figures: read(regimen), volumes: {}};
    shown.working = working.map((line) => [...line.querySelectorAll("data")].map((data) => data.value));
    for (const option of form.elements.product.options) {
      if (!option.value) continue;
      set("product", option.value);
      const {mL} = read(regimen);
      if (mL) shown.volumes[option.value] = mL;
    }
    return shown;
  });
}""".replace("UNIT", UNIT)


def test_the_form_shows_the_figures_of_the_vectors(calculator: Calculator) -> None:
    vectors = doses()
    shown: list[Any] = calculator.element.evaluate(FILL, vectors)
    doses_per_kg = {"loading": oracle.LOADING, "infusion": oracle.INFUSION}
    for vector, found in zip(vectors, shown, strict=True):
        working = found.pop("working")
        results = {unit: ends for unit, ends in vector["figures"].items() if unit != "mg"}  # the working's alone
        assert found == {**vector, "figures": results}
        exact = [Decimal(vector["weight"]) * dose for dose in doses_per_kg[vector["regimen"]]]
        units = (1, 1000) if vector["regimen"] == "loading" else (1,)
        assert working == [[oracle.in_full(amount / unit) for unit in units] for amount in exact]  # every digit


@pytest.mark.parametrize(
    ("weight", "name", "hours"),
    [
        ("70", "mg-25", "24"),
        ("５５．５", "mg-50", "０。５"),
        ("101.11", "mg-8-premix", "7.77"),
        ("119.99", "mg-10", "48"),
    ],
)
def test_every_figure_for_what_is_typed(calculator: Calculator, weight: str, name: str, hours: str) -> None:
    calculator.weight.press_sequentially(weight)
    calculator.product.select_option(name)
    calculator.hours.press_sequentially(hours)
    to_ascii = str.maketrans("０１２３４５６７８９．。", "0123456789..")
    kilograms, length = (Decimal(text.translate(to_ascii)) for text in (weight, hours))
    by_place = {(item.regimen, item.unit, item.bound): item for item in figures(magnesium())}
    shown = calculator.state()["figures"]
    for item in shown:
        figure = by_place[item["regimen"], item["unit"], item["bound"]]
        expected = (in_working(figure) if item["working"] else figure).show(kilograms, length, product(name))
        assert (item["value"], item["text"], item["seen"]) == (expected, expected, True)
    assert {(item["regimen"], item["unit"], item["bound"]) for item in shown} == set(by_place)


def test_calculation_2_the_rule_book_at_70_kg(calculator: Calculator) -> None:
    calculator.weight.press_sequentially("70")
    calculator.product.select_option("mg-25")
    assert calculator.figure("loading", "mg") == ["2100", "3500"]
    assert calculator.figure("loading", "g") == ["2.1", "3.5"]
    assert calculator.figure("loading", "mmol") == ["8.52", "14.2"]
    assert calculator.figure("loading", "mL") == ["8.4", "14"]
    assert calculator.figure("loading", "min") == ["14", "23.4"]
    assert calculator.figure("infusion", "mg/h") == ["420", "1400"]
    calculator.product.select_option("mg-50")
    assert calculator.figure("loading", "mL") == ["4.2", "7"]


def test_calculation_2_what_was_understood_and_the_formula_are_shown(calculator: Calculator) -> None:
    calculator.weight.press_sequentially("７０。５")
    calculator.hours.press_sequentially("６")
    calculator.product.select_option("mg-25")
    text = calculator.text().replace("\u00a0", " ")
    assert "70.5 kg × 30 mg/kg = 2115 mg = 2.115 g" in text
    assert "70.5 kg × 50 mg/kg = 3525 mg = 3.525 g" in text
    assert "70.5 kg × 6 mg/kg/h = 423 mg/h" in text
    assert "70.5 kg × 20 mg/kg/h = 1410 mg/h" in text
    assert calculator.state()["echoes"] == {
        "weight": ["70.5"],
        "hours": ["6"],
        "product": [f"25% = 250\u00a0mg/mL{calculator.strings('dosing.list')}10\u00a0mL = 2.5\u00a0g"],
    }


def test_results_keep_the_rules_of_display(calculator: Calculator) -> None:
    calculator.weight.press_sequentially("123.4")
    calculator.confirm.click()
    calculator.product.select_option("mg-50")
    calculator.hours.press_sequentially("24")
    result = calculator.locate(".calc__result")
    result.locator(".calc__stamp").evaluate("stamp => stamp.remove()")  # a version and a date, no doses
    for text in (result.inner_text(), calculator.locate(".calc__status").inner_text()):
        for group in ("TRAILING_ZERO", "NO_LEADING_ZERO", "SEPARATOR", "NOT_JOINED", "OTHER_SIGN", "STOP_AFTER_UNIT"):
            assert not rules.context(getattr(rules, group), text), group
    result.locator("sup").evaluate_all("groups => groups.forEach(group => group.remove())")
    text = result.inner_text()
    assert not rules.context(rules.BARE_RANGE, text)
    # The dose, g, mmol, mEq, mL and min of the loading dose; the dose, mg/h, g, mmol, mEq and mL of the infusion
    result.locator(".calc__cautions").evaluate("cautions => cautions.remove()")
    assert len(rules.RANGE[calculator.locale].findall(result.inner_text())) == 12


def test_display_5_on_the_screen_the_two_regimens_are_apart(calculator: Calculator) -> None:
    calculator.weight.press_sequentially("70")
    boxes = [section.bounding_box() for section in calculator.locate(".calc__regimen").all()]
    assert len(boxes) == 2
    above, below = boxes
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    for regimen, name in zip(magnesium().regimens, calculator.locate(".calc__name").all(), strict=True):
        assert regimen.name[calculator.locale] in name.inner_text()
        assert shown(magnesium(), calculator.locale).words(regimen) in name.inner_text()
    border = "row => getComputedStyle(row.cells[0]).borderTopStyle"
    rows = calculator.page.locator(".dose-table--regimens tbody tr")
    assert [row.evaluate(border) for row in rows.all()] == ["solid", "double"]


def test_cautions_and_purpose_stand_beside_the_result(calculator: Calculator) -> None:
    calculator.weight.press_sequentially("70")
    text = calculator.text()
    for line in magnesium_cautions(calculator.locale).lines():
        assert line in text
    assert magnesium_cautions(calculator.locale).unread() in text
    assert calculator.strings("calculator.teaching") in text
    assert str(magnesium().drug.formula) in text
