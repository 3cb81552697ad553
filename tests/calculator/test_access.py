"""The calculator by keyboard, enlarged, in forced colours and without motion: everything is there and can be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.calculator.conftest import ADDRESS, Calculator, nothing_is_left

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("weight", "hours", "focused", "code"),
    [
        ("", "", "weight", "empty"),
        ("70,5", "", "weight", "comma"),
        ("250", "", "weight", "range"),
        ("", "six", "weight", "empty"),
        ("70,5", "six", "weight", "comma"),  # the first of the two
        ("70", "six", "hours", "letters"),
        ("70", "49", "hours", "range"),
    ],
)
@pytest.mark.parametrize("pressed_in", ["weight", "hours"])
def test_access_errors_enter_moves_to_the_first_field_in_error_and_says_why(
    calculator: Calculator, weight: str, hours: str, focused: str, code: str, pressed_in: str
) -> None:
    fields = {"weight": calculator.weight, "hours": calculator.hours}
    calculator.weight.fill(weight)
    calculator.hours.fill(hours)
    address = calculator.page.url
    fields[pressed_in].press("Enter")
    assert calculator.page.url == address
    expect(fields[focused]).to_be_focused()
    state = calculator.state()
    assert state[focused]["codes"] == [code]
    assert state[focused]["invalid"] == "true"
    assert state[focused]["tied"]
    assert state["result"] == (focused == "hours")
    assert state["result"] or nothing_is_left(state)


@pytest.mark.parametrize("hours", ["", "24"])
def test_enter_with_good_fields_leaves_the_focus_and_the_result(calculator: Calculator, hours: str) -> None:
    calculator.weight.fill("70")
    calculator.hours.fill(hours)
    calculator.hours.press("Enter")
    expect(calculator.hours).to_be_focused()
    state = calculator.state()
    assert state["result"]
    assert state["weight"]["codes"] == state["hours"]["codes"] == []


def test_enter_does_not_answer_the_question(calculator: Calculator) -> None:
    calculator.weight.fill("35")
    calculator.weight.press("Enter")
    state = calculator.state()
    assert state["asks"]
    assert nothing_is_left(state)


PLACES = ["weight", "confirm", "product", "hours", "print"]
FOCUSED = """() => {
  const {activeElement: at} = document;
  const style = getComputedStyle(at);
  return {
    place: at.name || ["confirm", "print"].find((name) => at.closest(`.calc__${name}`)) || "",
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
  };
}"""


def test_access_keyboard_alone_from_weight_to_print(calculator: Calculator) -> None:
    page, keyboard = calculator.page, calculator.page.keyboard
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    calculator.weight.focus()
    keyboard.type("35")
    found: list[str] = []
    for name in PLACES[1:]:
        keyboard.press("Tab")
        focused: Any = page.evaluate(FOCUSED)
        while focused["place"] not in PLACES:  # a citation of the result, on the way to the button
            keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
        assert focused["place"] == name
        assert focused["outline"] >= 2
        found.append(name)
        if name == "confirm":
            keyboard.press("Space")
            expect(calculator.weight).to_be_focused()
        if name == "product":
            keyboard.type("25%")
        if name == "hours":
            keyboard.type("24")
        if name == "print":
            keyboard.press("Enter")
    assert found == PLACES[1:]
    assert page.evaluate("window.printed") == 1
    assert calculator.figure("infusion", "g") == ["5.04", "16.8"]
    assert calculator.figure("loading", "mL") == ["4.2", "7"]


SIDEWAYS = """() => {
  const root = document.documentElement;
  const seen = (element) => element.checkVisibility({visibilityProperty: true});
  const wide = [...document.querySelectorAll("article *")].filter((element) =>
    seen(element) && element.getBoundingClientRect().right > root.clientWidth + 1);
  return {page: root.scrollWidth - root.clientWidth, wide: wide.map((element) => element.outerHTML.slice(0, 80))};
}"""


@pytest.fixture(params=ADDRESS)
def narrow(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Page]:
    """The page in a context of its own, whose size and preferences a test may set."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served + ADDRESS[str(request.param)], wait_until="domcontentloaded")
    yield page
    context.close()


def fill(page: Page) -> None:
    page.locator("input[name=weight]").fill("130.25")
    page.locator(".calc__confirm button").click()
    page.locator("select[name=product]").select_option("mg-4-premix")
    page.locator("input[name=hours]").fill("47.75")


@pytest.mark.parametrize("width", [640, 320])  # a desk's 1280 at 200 %, and at 400 %
def test_enlarged_nothing_is_scrolled_sideways(narrow: Page, width: int) -> None:
    narrow.set_viewport_size({"width": width, "height": 512})
    for state in ("empty", "asks", "result", "errors"):
        if state == "asks":
            narrow.locator("input[name=weight]").fill("130.25")
        if state == "result":
            fill(narrow)
        if state == "errors":
            narrow.locator("input[name=weight]").fill("70,5")
            narrow.locator("input[name=hours]").fill("six")
        found = narrow.evaluate(SIDEWAYS)
        assert found == {"page": 0, "wide": []}, state


STYLES = """selectors => selectors.map((selector) => {
  const element = [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());
  if (!element) return [selector, false, 0, "", ""];
  const style = getComputedStyle(element);
  const line = (side) => style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]);
  const border = Math.max(...["Top", "Bottom", "Left", "Right"].map(line));
  return [selector, true, border, style.color, style.backgroundColor];
})"""
# What is told apart by a line, and so must be where colours are the reader's own.
BORDERED = ["input[name=weight]", "input[name=hours]", "select[name=product]", ".calc", ".calc__regimen", ".calc__note"]
BORDERED += [".calc__print button", ".dose-table"]
READ = [".calc__answer", ".calc__working", ".calc__cautions li", ".calc__stamp"]


@pytest.mark.parametrize(
    ("forced", "motion", "scheme"),
    [("active", "no-preference", "light"), ("active", "reduce", "dark"), ("none", "reduce", "light")],
)
def test_access_colour_with_other_preferences_everything_is_seen_and_used(
    narrow: Page,
    forced: Literal["active", "none"],
    motion: Literal["reduce", "no-preference"],
    scheme: Literal["light", "dark"],
) -> None:
    narrow.emulate_media(forced_colors=forced, reduced_motion=motion, color_scheme=scheme)
    narrow.locator("input[name=weight]").fill("35,")
    error = narrow.locator("[id$=weight-error] p").locator("visible=true")
    assert error.count() == 1
    invalid = narrow.evaluate(STYLES, ["input[name=weight]"])[0]
    narrow.locator("input[name=weight]").fill("35")
    assert narrow.evaluate(STYLES, [".calc__confirm"])[0][2] >= 1
    narrow.locator(".calc__confirm button").click()
    narrow.locator("input[name=weight]").fill("110")
    narrow.locator("select[name=product]").select_option("mg-25")
    narrow.locator("input[name=hours]").fill("24")
    for selector, seen, border, _, _ in narrow.evaluate(STYLES, BORDERED):
        assert seen, selector
        assert border >= 1, selector
    for selector, seen, _, colour, ground in narrow.evaluate(STYLES, READ):
        assert seen, selector
        assert colour != ground, selector
    # An error is seen by more than its colour: a thicker border, and words.
    assert invalid[2] > narrow.evaluate(STYLES, ["input[name=weight]"])[0][2]
    narrow.locator("input[name=weight]").focus()
    assert narrow.evaluate(FOCUSED)["outline"] >= 2


def test_without_motion_nothing_moves(narrow: Page) -> None:
    narrow.emulate_media(reduced_motion="reduce")
    fill(narrow)
    moving = narrow.evaluate(
        """() => [...document.querySelectorAll("dose-calculator, dose-calculator *, .dose-table *, .dose-chart *")]
          .filter((element) => {
            const style = getComputedStyle(element);
            const longest = (times) => Math.max(...times.split(",").map(parseFloat));
            return style.animationName !== "none" || longest(style.transitionDuration) > 0.01;
          }).map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []
    # What unfolds where the script does not come takes no time, and so does not move.
    assert narrow.evaluate("document.getAnimations().filter((one) => one.effect.getTiming().duration).length") == 0
