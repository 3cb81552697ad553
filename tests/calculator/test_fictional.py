"""The form of drugs that do not exist: bands, ages, maxima, times, fixed doses and units, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, cast

import lxml.html
import pytest
from playwright.sync_api import Browser, Locator, Page
from tandem.core.strings import Strings
from tandem.dosing.engine import plain
from tandem.dosing.units import DOSES, STRENGTHS

from tests.calculator.conftest import UNIT
from tests.dosing import rules
from tests.dosing.data import fictional, real_site
from tests.trials import sample
from tests.vectors.lists import DRUGS, Case, cases

pytestmark = pytest.mark.browser

LOCALES = {"zh": "", "en": "en/"}

# Fills the real form as input events would, and reads what is seen of one regimen: its band, figures and notes.
FILL = """(calculator, cases) => {
  const unitOf = UNIT;
  const {elements} = calculator.querySelector("form");
  const set = (name, value) => {
    if (!elements[name]) return;
    elements[name].value = value;
    elements[name].dispatchEvent(new InputEvent("input", {bubbles: true}));
  };
  const seen = (element) => element.checkVisibility();
  const sectionsOf = (regimen) => [...calculator.querySelectorAll(".calc__regimen")].filter((section) =>
    section.dataset.regimen === regimen);
  const read = (sections) => {
    const found = {};
    for (const data of sections.flatMap((section) => [...section.querySelectorAll("data")])) {
      if (data.closest(".calc__working") || data.closest('[hidden]:not([data-low])')) continue;
      if (data.value !== data.textContent) throw new Error("value and text differ");
      (found[unitOf(data)] ??= {})[data.dataset.bound] = data.value;
    }
    return Object.fromEntries(Object.entries(found).map(([unit, {low, high}]) => [unit, [low ?? high, high]]));
  };
  return cases.map(({regimen, weight, hours, age}) => {
    set("product", "");
    set("weight", weight);
    // Where a dose is for all, any group will do; without one nothing is shown.
    set("age", age || elements.age?.options[1].value);
    set("hours", hours ?? "");
    const confirm = calculator.querySelector(".calc__confirm");
    if (!confirm.hidden) confirm.querySelector("button").click();
    const sections = sectionsOf(regimen);
    const shown = sections.filter(seen);
    const group = sections[0].closest(".calc__group");
    const found = {
      bands: shown.map((section) => sections.indexOf(section)),
      none: [...group.querySelectorAll("[data-none]")].some(seen),
      figures: read(shown), volumes: {},
      left: sections.filter((section) => !seen(section)).flatMap((section) =>
        [...section.querySelectorAll("data")].map((data) => data.value + data.textContent)).join(""),
      notes: shown.flatMap((section) =>
        [...section.querySelectorAll("[data-above]")].filter(seen).map((note) => note.textContent)),
    };
    for (const option of elements.product.options) {
      if (!option.value) continue;
      set("product", option.value);
      const cell = shown.flatMap((section) => [...section.querySelectorAll("[data-with=product]")]).filter(seen);
      const ends = cell.flatMap((part) => [...part.querySelectorAll("data[data-product]")]).map((data) => data.value);
      if (ends.length && ends[0]) found.volumes[option.value] = [ends[0], ends.at(-1)];
    }
    return found;
  });
}""".replace("UNIT", UNIT)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


Opened = Callable[..., Locator]


@pytest.fixture
def opened(tab: Page, fictional_served: str) -> Opened:
    """Opens a drug's page in a language and gives its calculator."""

    def open_page(drug: str = "fentavine", locale: str = "en") -> Locator:
        tab.goto(f"{fictional_served}{LOCALES[locale]}{drug}/dosing.html", wait_until="domcontentloaded")
        return tab.locator("dose-calculator")

    return open_page


def strings(locale: str) -> Strings:
    return real_site().strings[locale]


def words(case: Case, locale: str) -> list[str]:
    """The notes of a case as they are written, in the order of the page."""
    drug = fictional(case["drug"])
    regimen = drug.regimen(case["regimen"])
    assert regimen is not None
    assert case["band"] is not None
    found = []
    maximum = regimen.all_bands[case["band"]].maximum
    if "maximum" in case["notes"]:
        assert maximum is not None
        found.append(
            strings(locale)(
                "calculator.maximum", amount=plain(maximum.amount), unit=maximum.unit, where=maximum.where[locale]
            )
        )
    if "too fast" in case["notes"]:
        assert drug.limits is not None
        rate, unit = drug.limits.rate, drug.limits.rate_unit
        found.append(strings(locale)("calculator.too_fast", rate=rate, unit=unit, where=drug.limits.where[locale]))
    compared = [item.note[locale] for item in drug.comparisons if item.regimen == regimen.id]
    return found + [compared[int(number)] for number in case["notes"] if number.isdigit()]


def bare(note: str) -> str:
    """A note without its citation's number."""
    return re.sub(r"\s*\u2060?\[[0-9,–]+\]$", "", note.replace("\u00a0", " "))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("drug", DRUGS)
def test_the_form_shows_the_figures_of_the_vectors(opened: Opened, drug: str, locale: str) -> None:
    vectors = sample((case for case in cases() if case["drug"] == drug), 100, f"{drug} {locale}")
    answers: list[Any] = opened(drug, locale).evaluate(FILL, vectors)
    for case, found in zip(vectors, answers, strict=True):
        assert found["bands"] == ([] if case["band"] is None else [case["band"]]), case
        assert found["none"] == (case["band"] is None), case
        assert found["left"] == "", case  # nothing stands in a band that does not hold
        volumes = {product: [low, high] for product, (low, high) in found["volumes"].items()}
        assert volumes == case["volumes"], case
        figures = {unit: ends for unit, ends in found["figures"].items() if unit in case["figures"]}
        shown_in_page = {unit: ends for unit, ends in case["figures"].items() if unit in figures}
        assert figures == shown_in_page, case
        assert set(case["figures"]) - set(figures) <= NOT_ON_THE_PAGE.get((drug, case["regimen"]), set()), case
        if case["band"] is not None:
            assert [bare(note) for note in found["notes"]] == words(case, locale), case


@pytest.mark.parametrize("drug", DRUGS)
def test_a_figure_of_another_weight_would_be_noticed(opened: Opened, drug: str) -> None:
    vectors = [case for case in cases() if case["drug"] == drug and case["band"] is not None and case["figures"]]
    hidden = NOT_ON_THE_PAGE
    case = next(case for case in vectors if set(case["figures"]) - hidden.get((drug, case["regimen"]), set()))
    lighter = {**case, "weight": str(float(case["weight"]) * 0.7)}
    one, other = opened(drug).evaluate(FILL, [case, lighter])
    assert one["figures"] != other["figures"] or one["bands"] != other["bands"]


# What the working alone shows, which is read apart: the units before the last of it.
NOT_ON_THE_PAGE = {
    ("fentavine", "pressor"): {"mcg/min"},
    ("heparoxin", "slow"): {"units/min"},
    ("heparoxin", "volume"): {"mL"},
    ("heparoxin", "fixed-volume"): {"mL/h"},
    ("triphosol", "charge"): {"mEq", "mmol", "mg"},
    ("triphosol", "fixed-drip"): {"mEq/h"},
    ("triphosol", "mass"): {"mg"},
    ("triphosol", "volume"): {"mL", "mg"},
}


def type_in(calculator: Locator, weight: str, age: str = "adult", hours: str = "") -> None:
    calculator.locator("[name=weight]").fill(weight)
    if calculator.locator("[name=age]").count():
        calculator.locator("[name=age]").select_option(age)
    if hours:
        calculator.locator("[name=hours]").fill(hours)


def section(calculator: Locator, name: str) -> Locator:
    """What is seen of a regimen by its English name."""
    return calculator.locator(f".calc__regimen[aria-label='{name}']").locator("visible=true")


def text(place: Locator) -> str:
    return re.sub(r"\s+", " ", place.inner_text().replace("\u00a0", " ").replace("\u2060", ""))


def test_the_age_must_be_chosen(opened: Opened) -> None:
    calculator = opened()
    ages = calculator.locator("[name=age]")
    assert ages.input_value() == ""
    assert [text(option) for option in ages.locator("option").all()] == [
        "Choose an age group",
        "under 12 months old",
        "1 to under 18 years old",
        "18 years and older",
    ]
    type_in(calculator, "20", "")
    ask = calculator.locator("[data-ask-age]")
    none = calculator.get_by_text(strings("en")("calculator.no_dose"))
    assert nothing(calculator)
    assert ask.is_visible()
    ages.select_option("child")
    assert section(calculator, "Bolus").count() == 1
    assert section(calculator, "Fixed").count() == 0  # for adults
    assert section(calculator, "By age").locator(".calc__answer").inner_text() == "5 to 10\u00a0mg"
    assert not ask.is_visible()
    ages.select_option("infant")
    assert section(calculator, "By age").locator(".calc__answer").inner_text() == "2\u00a0mg"
    ages.select_option("adult")
    assert section(calculator, "By age").count() == 0
    assert section(calculator, "Fixed").count() == 1
    assert none.locator("visible=true").count() == 1
    ages.select_option("")
    assert nothing(calculator)  # no dose, whomever it is for, is shown to an unknown group
    assert ask.is_visible()
    calculator.locator("[name=weight]").fill("x")
    assert not ask.is_visible()


def nothing(calculator: Locator) -> bool:
    """No result is seen, and no figure stands anywhere in the calculator."""
    left = calculator.locator("data").evaluate_all("all => all.map((data) => data.value + data.textContent).join('')")
    return left == "" and not calculator.locator(".calc__result").is_visible()


def test_only_the_band_of_the_weight_stands(opened: Opened) -> None:
    calculator = opened()
    none = strings("en")("calculator.no_dose")
    for weight, answer in (
        ("9.99", ""),
        ("10", "125\u00a0mg"),
        ("40.49", "250\u00a0mg"),
        ("40.5", "250 to 500\u00a0mg"),
    ):
        type_in(calculator, weight)
        answers = section(calculator, "Tiers").locator(".calc__answer").all_inner_texts()
        assert answers == ([answer] if answer else [])
        said = calculator.locator("[data-none]").filter(has_text="Tiers")
        assert said.is_visible() == (not answer)
        assert text(said if not answer else calculator.locator(".calc__result")).count(f"Tiers {none}") == (not answer)


def test_a_maximum_is_kept_to_said_and_shown_as_one_figure(opened: Opened) -> None:
    calculator = opened()
    note = (
        "The dose worked out is above the maximum of 0.1 mg (UK product label); the result above stops at the maximum."
    )
    for weight, answer, noted, high in (
        ("39.99", "39.99 to 99.97 mcg", False, "39.99 kg × 2.5 mcg/kg = 99.975 mcg"),
        ("40", "40 to 100 mcg", False, "40 kg × 2.5 mcg/kg = 100 mcg"),
        ("40.01", "40.01 to 100 mcg", True, "40.01 kg × 2.5 mcg/kg = 100.025 mcg"),
        ("100", "100 mcg", True, "100 kg × 2.5 mcg/kg = 250 mcg"),
        ("110", "100 mcg", True, "110 kg × 2.5 mcg/kg = 275 mcg"),
    ):
        type_in(calculator, weight)
        bolus = section(calculator, "Bolus")
        assert text(bolus.locator(".calc__answer")) == answer
        assert bolus.get_by_text(note).is_visible() == noted
        assert high in text(bolus.locator(".calc__working"))  # what was worked out, before the maximum
    speed = text(bolus.locator("dl > div").filter(has_text="Rate when given over 3 to 10 min"))
    assert speed.endswith("10 to 33.33 mcg/min")  # of the maximum, over the longest and the shortest time
    assert "This rate is above the limit of 30 mcg/min (UK product label)." in text(bolus)


def test_a_fixed_dose_stands_without_a_working(opened: Opened) -> None:
    calculator = opened()
    type_in(calculator, "20", "adult", "24")
    assert text(section(calculator, "Fixed").locator(".calc__answer")) == "0.5 mg"
    assert section(calculator, "Fixed").locator(".calc__working").count() == 0
    drip = section(calculator, "Drip")
    assert text(drip.locator(".calc__answer")) == "2 to 6 mg/h"
    assert "48 to 144 mg" in text(drip)
    type_in(calculator, "60")
    assert text(section(calculator, "Fixed").locator(".calc__answer")) == "0.5 mg"


def test_the_working_goes_through_every_unit(opened: Opened) -> None:
    calculator = opened()
    type_in(calculator, "80")
    assert "80 kg × 0.25 mcg/kg/min = 20 mcg/min = 1.2 mg/h" in text(section(calculator, "Pressor"))
    calculator = opened("triphosol")
    type_in(calculator, "70.05")
    assert "70.05 kg × 1 mL/kg = 70.05 mL = 7005 mg = 67.7 mmol" in text(section(calculator, "By volume"))
    assert "of the 10% product (100 mg/mL)" in text(section(calculator, "By volume"))
    calculator = opened("heparoxin")
    type_in(calculator, "70")
    assert "70 kg × 80 units/kg = 5600 units" in text(section(calculator, "Bolus"))
    assert "70 kg × 0.3 units/kg/min = 21 units/min = 1260 units/h" in text(section(calculator, "By the minute"))


def test_the_doses_of_a_day_are_worked_out_one_by_one(opened: Opened) -> None:
    calculator = opened()
    type_in(calculator, "20")
    daily = section(calculator, "Daily")
    assert text(daily.locator(".calc__name")).startswith("Daily, 1 to 2 mg/kg/day in 2 to 4 doses a day")
    assert text(daily.locator(".calc__answer")) == "5 to 20 mg each, 2 to 4 times a day"
    assert "20 kg × 1 mg/kg/day = 20 mg/day ÷ 4 = 5 mg" in text(daily.locator(".calc__working"))
    assert "20 kg × 2 mg/kg/day = 40 mg/day ÷ 2 = 20 mg" in text(daily.locator(".calc__working"))
    assert "Total of the day 20 to 40 mg/day" in text(daily)
    assert "More in a day" not in text(daily)
    type_in(calculator, "22.51")
    assert "More than the 45 mg a day" in text(section(calculator, "Daily"))
    calculator = opened("heparoxin")
    type_in(calculator, "70")
    thrice = section(calculator, "Three times a day")
    assert text(thrice.locator(".calc__answer")) == "6666.6 units each, 3 times a day"
    assert "20000 units/day ÷ 3 = 6666.6 units" in text(thrice.locator(".calc__working"))


def test_a_fixed_dose_is_not_shown_below_its_lowest_weight(opened: Opened) -> None:
    calculator = opened("heparoxin")
    none = strings("en")("calculator.no_dose")
    for weight, shown in (("39.99", False), ("40", True)):
        type_in(calculator, weight)
        if calculator.locator(".calc__confirm").is_visible():
            calculator.locator(".calc__confirm button").click()
        assert section(calculator, "Prophylaxis").count() == shown
        assert (f"Prophylaxis {none}" in text(calculator)) == (not shown)


@pytest.mark.parametrize(("drug", "start"), [("heparoxin", "100"), ("triphosol", "90")])
def test_the_kind_of_body_weight_is_said_beside_a_heavy_result(opened: Opened, drug: str, start: str) -> None:
    calculator = opened(drug)
    said = {
        "heparoxin": "From 100 kg: it is not recorded here whether the sources mean actual or ideal body weight.",
        "triphosol": "From 90 kg: the sources mean ideal body weight.",
    }[drug]
    below = str(Decimal(start) - Decimal("0.01"))
    for weight, heavy in ((below, False), (start, True), ("120", True), ("70", False)):
        type_in(calculator, weight)
        assert calculator.get_by_text(said).is_visible() == heavy


def test_the_warning_to_dilute_stands_in_the_box_of_each_volume(opened: Opened) -> None:
    calculator = opened("triphosol")
    type_in(calculator, "70", hours="10")
    for product, strong in (("tri-10", True), ("tri-8", False)):
        calculator.locator("[name=product]").select_option(product)
        boxes = calculator.locator("[data-with=product]").locator("visible=true")
        assert boxes.count() == 7
        for box in boxes.all():
            assert ("⚠ Must be diluted: stronger than 8% (80 mg/mL)" in text(box)) == strong


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_is_gone_at_the_next_wrong_key(opened: Opened, locale: str) -> None:
    calculator = opened("fentavine", locale)
    type_in(calculator, "50.01", "adult", "24.01")
    assert calculator.locator(".calc__result").is_visible()
    calculator.locator("[name=weight]").press("End")
    for key in ("x", "Backspace", ","):
        calculator.page.keyboard.press(key)
        if key == "Backspace":
            assert calculator.locator(".calc__result").is_visible()
            continue
        assert not calculator.locator(".calc__result").is_visible()
        left = calculator.locator("data").evaluate_all(
            "all => all.map((data) => data.value + data.textContent).join('')"
        )
        assert left == ""
        for part in ("[data-above]", "[data-none]", ".calc__status p", ".calc-mark"):
            assert calculator.page.locator(part).locator("visible=true").count() == 0


ROUNDED = {
    "fentavine": ["3 significant figures", "mL: 2 figures", "mcg: 4 figures"],
    "heparoxin": ["3 significant figures", "units: 5 figures"],
    "triphosol": ["3 significant figures"],
}
WAYS_SAID = ("shortest times up", "amounts held to a limit, down", "all others to the nearest")


@pytest.mark.parametrize("drug", DRUGS)
def test_the_rounding_of_the_file_is_told(opened: Opened, drug: str) -> None:
    calculator = opened(drug)
    type_in(calculator, "70")
    told = text(calculator.locator(".calc__conversion"))
    for rounding in ROUNDED[drug]:
        assert rounding in told
    assert len(re.findall("[0-9] (?:significant )?figures", told)) == len(ROUNDED[drug])
    assert [way for way in WAYS_SAID if way not in told] == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("drug", DRUGS)
def test_display_2_every_unit_of_the_engine_is_joined_to_its_number(
    fictional_site: Path, drug: str, locale: str
) -> None:
    """Whatever unit a file of doses uses: the site's settings need not list it first."""
    page = lxml.html.fromstring((fictional_site / f"{LOCALES[locale]}{drug}/dosing.html").read_text(encoding="utf-8"))
    units = "|".join(sorted(map(re.escape, (*DOSES, *STRENGTHS, "kg", "h", "min")), key=len, reverse=True))
    apart = re.compile(rf"[0-9] (?:{units})(?![A-Za-z/])")
    blocks = cast("list[lxml.html.HtmlElement]", page.xpath("//*[contains(@class, 'tandem-block')]"))
    assert len(blocks) >= 2
    assert [place for block in blocks for place in rules.context(apart, rules.visible(block))] == []


def lines(calculator: Locator) -> list[float]:
    """How far along its chart each visible line stands: 0 at the first weight, 1 at the last."""
    found: list[float] = calculator.page.locator(".chart__yours").evaluate_all(
        """lines => lines.filter((line) => line.checkVisibility({visibilityProperty: true})).map((line) => {
          const {from, to} = line.dataset;
          const at = line.getAttribute("x1");
          if (at !== line.getAttribute("x2")) throw new Error("the line is not upright");
          return (at - from) / (to - from);
        })"""
    )
    return found


def test_each_chart_has_a_line_at_the_weight(opened: Opened) -> None:
    calculator = opened("heparoxin")
    table = fictional("heparoxin").weight.table
    assert lines(calculator) == []
    for typed in ("70", "72.5", "70,5", "40", "120", "35", ""):  # 35 asks first
        type_in(calculator, typed)
        read = typed not in ("70,5", "35", "")
        at = float((Decimal(typed) - table.first) / (table.last - table.first)) if read else 0
        charts = calculator.page.locator(".dose-chart svg").count()
        assert charts >= 4
        assert lines(calculator) == pytest.approx([at] * charts if read else []), typed
    type_in(calculator, "130.25")
    calculator.locator(".calc__confirm button").click()
    assert lines(calculator) == []


@pytest.mark.parametrize("forced", ["none", "active"])
def test_the_line_in_a_chart_is_seen(opened: Opened, forced: Literal["none", "active"]) -> None:
    calculator = opened("heparoxin")
    calculator.page.emulate_media(forced_colors=forced)
    type_in(calculator, "70")
    line = calculator.page.locator(".chart__yours").first
    stroke, ground = line.evaluate(
        "line => [getComputedStyle(line).stroke, getComputedStyle(line.closest('figure')).backgroundColor]"
    )
    assert stroke not in ("none", ground)
    calculator.page.emulate_media(forced_colors="none")


def test_the_tables_mark_every_row_of_a_weight(opened: Opened) -> None:
    calculator = opened()
    type_in(calculator, "20")
    rows = calculator.page.locator(".dose-table--worked[data-regimen=by-age] tr[aria-current]")
    assert [text(row).split(" mg")[0] for row in rows.all()] == [
        "20 kg under 12 months old your weight 2",
        "20 kg 1 to under 18 years old your weight 5 to 10",
        "20 kg 18 years and older your weight The sources give no dose for this weight",
    ]
    assert calculator.page.locator(".dose-table--worked[data-regimen=fixed] tr[aria-current]").count() == 0
