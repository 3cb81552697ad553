"""What is typed, pasted or composed: one message of its own for each refusal, and never a result beside it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tandem.dosing.entry import REFUSALS

from tests.calculator.conftest import STATE, Calculator, nothing_is_left
from tests.vectors.lists import entries

pytestmark = pytest.mark.browser

# Each text in turn in the real form, as an input event brings it; the other field holds a good value.
TRY = """(calculator, [cases, state]) => {
  const read = eval(state);
  const form = calculator.querySelector("form");
  const set = (name, value) => {
    form.elements[name].value = value;
    form.elements[name].dispatchEvent(new InputEvent("input", {bubbles: true}));
  };
  return cases.map(({field, text}) => {
    set("weight", "70");
    set("hours", "6");
    set(field, text);
    return {held: form.elements[field].value, ...read(calculator)};
  });
}"""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_access_errors_the_list_in_the_form(calculator: Calculator) -> None:
    # A field of one line never holds a line feed or a carriage return: the browser drops or replaces them first.
    cases = [entry for entry in entries() if not re.search(r"[\r\n]", entry["text"])]
    limits = {"weight": ("30", "200", "kg"), "hours": ("0.5", "48", "h")}
    states: list[Any] = calculator.element.evaluate(TRY, [cases, STATE])
    assert len(cases) > 150
    for entry, state in zip(cases, states, strict=True):
        name, other = entry["field"], {"weight": "hours", "hours": "weight"}[entry["field"]]
        field = state[name]
        assert state[other]["codes"] == [], entry
        assert field["tied"], entry
        assert field["live"], entry
        if "value" in entry:
            assert (field["codes"], field["invalid"]) == ([], None), entry
            confirm = name == "weight" and not 40 <= float(entry["value"]) <= 120
            assert (state["result"], state["asks"]) == (not confirm, confirm), entry
            assert state["echoes"][name] == [entry["value"]], entry
            continue
        assert (field["codes"], field["invalid"]) == ([entry["refusal"]], "true"), entry
        low, high, unit = limits[name]
        wanted = calculator.strings(
            f"calculator.refusal.{entry['refusal']}",
            low=low, high=high, unit=unit, field=calculator.strings(f"calculator.{name}"),
        )  # fmt: skip
        assert [plain(text) for text in field["texts"]] == [wanted], entry
        assert not state["asks"], entry
        if name == "weight":
            assert nothing_is_left(state), entry
        else:
            assert state["result"], entry


def test_input_3_each_refusal_says_what_to_type(calculator: Calculator) -> None:
    messages = [plain(text) for text in calculator.locate(".calc__refusals [data-refusal]").all_text_contents()]
    assert len(messages) == len(set(messages)) == len(REFUSALS)
    for message in messages:
        assert re.search("[0-9]|{low}", message)
        assert bool(re.search("[\u4e00-\u9fff]", message)) == (calculator.locale == "zh")
        assert not calculator.locate("form").get_by_text(message, exact=True).first.is_visible()


def test_input_5_an_earlier_result_is_gone_at_the_next_key(calculator: Calculator) -> None:
    calculator.weight.focus()
    results = []
    for key in "70500":
        calculator.page.keyboard.press(key)
        state = calculator.state()
        results.append((state["result"], state["weight"]["codes"]))
        assert state["result"] or nothing_is_left(state)
    assert results == [(False, ["range"]), (True, []), *[(False, ["range"])] * 3]
    for key, result, codes in [
        ("Backspace", False, ["range"]),
        ("Backspace", False, ["range"]),
        ("Backspace", True, []),
        (",", False, ["comma"]),
        ("Backspace", True, []),
        ("Space", True, []),
        ("k", False, ["letters"]),
        ("g", False, ["unit"]),
        ("Control+a", False, ["unit"]),
        ("Delete", False, ["empty"]),
    ]:
        calculator.page.keyboard.press(key)
        state = calculator.state()
        assert (state["result"], state["weight"]["codes"]) == (result, codes), key
        assert result or nothing_is_left(state)


def test_full_width_digits_typed(calculator: Calculator) -> None:
    calculator.weight.focus()
    calculator.page.keyboard.type("７０．５")
    assert calculator.weight.input_value() == "７０．５"
    assert calculator.figure("loading", "g") == ["2.12", "3.52"]
    calculator.weight.fill("")
    calculator.page.keyboard.type("６２。５")
    assert calculator.state()["echoes"]["weight"] == ["62.5"]


@pytest.mark.parametrize(
    ("clipboard", "weight", "refusal"),
    [
        ("70", "70", ""),
        ("　７０．５\n", "70.5", ""),
        ("70\u2028", "70", ""),
        ("\u2028", "", "empty"),
        ("7\n0", "", "space"),  # the two lines must not become 70
        ("1,000", "", "comma"),
        ("7²", "", "superscript"),
        ("70 kg", "", "unit"),
        ("\u202e07", "", "other"),
        ("9" * 10_000, "", "range"),
    ],
)
def test_paste(calculator: Calculator, clipboard: str, weight: str, refusal: str) -> None:
    calculator.weight.press_sequentially("80")
    calculator.page.evaluate("text => navigator.clipboard.writeText(text)", clipboard)
    calculator.weight.press("Control+a")
    calculator.weight.press("Control+v")
    state = calculator.state()
    assert state["echoes"]["weight"] == ([weight] if weight else [])
    assert state["weight"]["codes"] == ([refusal] if refusal else [])
    assert weight or nothing_is_left(state)


def test_input_5_nothing_is_evaluated_during_composition(calculator: Calculator) -> None:
    page = calculator.page
    calculator.weight.press_sequentially("70")
    assert calculator.state()["result"]
    # Every call that would change the page while the input method is still at work is noted.
    page.evaluate(
        """() => {
          window.evaluated = [];
          const composing = {now: false};
          for (const [name, now] of [["compositionstart", true], ["compositionend", false]])
            addEventListener(name, () => { composing.now = now; }, true);
          const calculator = document.querySelector("dose-calculator");
          for (const name of ["read", "fill", "update"]) {
            const method = calculator[name];
            calculator[name] = (...values) => {
              if (composing.now) window.evaluated.push(name);
              return method.apply(calculator, values);
            };
          }
        }"""
    )
    session = page.context.new_cdp_session(page)
    calculator.weight.press("Control+a")
    for text in ("q", "qi", "７", "７０", "７０．５"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        state = calculator.state()
        assert calculator.weight.input_value() == text
        assert nothing_is_left(state)
        assert state["weight"]["codes"] == []
        assert not state["asks"]
    assert page.evaluate("window.evaluated") == []
    session.send("Input.insertText", {"text": "７０．５"})
    assert calculator.figure("loading", "g") == ["2.12", "3.52"]
    assert page.evaluate("window.evaluated") == []
    # A composition that is given up leaves the field as it was composed: nothing.
    calculator.weight.press("Control+a")
    session.send("Input.imeSetComposition", {"text": "qishi", "selectionStart": 5, "selectionEnd": 5})
    session.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    session.send("Input.insertText", {"text": "七十"})
    state = calculator.state()
    assert nothing_is_left(state)
    assert state["weight"]["codes"] == ["words"]


def test_composition_of_the_hours_hides_the_result_until_it_ends(calculator: Calculator) -> None:
    session = calculator.page.context.new_cdp_session(calculator.page)
    calculator.weight.press_sequentially("70")
    calculator.hours.focus()
    session.send("Input.imeSetComposition", {"text": "２", "selectionStart": 1, "selectionEnd": 1})
    assert nothing_is_left(calculator.state())
    session.send("Input.insertText", {"text": "２４"})
    assert calculator.figure("infusion", "g") == ["10.1", "33.6"]


def test_input_1_fields_are_named_and_described(calculator: Calculator) -> None:
    for field, label, unit in (
        (calculator.weight, "calculator.weight", " (kg)"),
        (calculator.hours, "calculator.hours", " (h)"),
    ):
        assert {name: field.get_attribute(name) for name in ("type", "inputmode", "autocomplete", "spellcheck")} == {
            "type": "text",
            "inputmode": "decimal",
            "autocomplete": "off",
            "spellcheck": "false",
        }
        assert field.get_attribute("placeholder") is None
        assert field.get_attribute("name") == label.split(".")[1]
        same = calculator.page.get_by_label(calculator.strings(label) + unit, exact=True)
        assert same.get_attribute("id") == field.get_attribute("id")
        for described in (field.get_attribute("aria-describedby") or "").split():
            assert calculator.page.locator(f"#{described}").count() == 1
    assert calculator.page.get_by_label(calculator.strings("calculator.product"), exact=True).count() == 1
    assert calculator.locate(".calc__status").get_attribute("role") == "status"
    assert calculator.locate("form").get_attribute("novalidate") is not None
