"""Numbers that are asked for: one list of answers, judged by Python and by the browser; and the cases of any drug."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from tandem.dosing.engine import in_full, plain, show
from tandem.dosing.model import Doses
from tandem.quiz.number import Printed, Sought, Sum, findings

from tests.conftest import ROOT
from tests.dosing.data import fictional, real_site
from tests.dosing.data import magnesium as doses_of_magnesium
from tests.quiz import sums
from tests.quiz.data import magnesium

LIST = Path(__file__).parent / "sums.json"
SCRIPTS = ("dosing/dosing.js", "quiz/number/number.js")

JUDGE = """([cases, vectors]) => {
  const made = ([n, d]) => [BigInt(n), BigInt(d)];
  return vectors.map(({ case: name, answer, unit }) => {
    const { units, other, ...rest } = cases[name];
    const valued = units.map((one) => ({ ...one, value: made(one.value) }));
    const known = { ...rest, units: valued, other: other && made(other) };
    return window.doseQuestion.judge(window.doseQuestion.parse(answer), unit, known)[0];
  });
}"""


def vectors() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(LIST.read_text(encoding="utf-8"))
    return found


def test_the_list_is_what_the_oracle_judges() -> None:
    judged = list(sums.every_vector())
    if os.environ.get("UPDATE_VECTORS"):
        lines = ",\n".join("  " + json.dumps(item) for item in judged)
        LIST.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")
    assert vectors() == judged
    told = {item["judged"] for item in judged}
    assert told >= {"right", "amount", "coarse", "of_unit", "volume", "mixed", "over", "under", "over_1000", "end", ""}


@pytest.mark.browser
def test_the_browser_judges_the_same(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<div class='quiz__end'><div data-numbers='{}'></div></div>")
    for name in SCRIPTS:
        page.add_script_tag(path=ROOT / "hooks/tandem" / name)
    cases = {name: case.for_script() for name, case in sums.CASES.items()}
    found: list[Any] = page.evaluate(JUDGE, [cases, vectors()])
    page.close()
    assert found == [item["judged"] for item in vectors()]


@given(
    weight=st.integers(1, 400),
    dose=st.integers(1, 90),
    per_ml=st.integers(1, 900),
    unit=st.sampled_from(["mL", "g", "mmol"]),
)
def test_whatever_a_result_is_rounded_to_is_right(weight: int, dose: int, per_ml: int, unit: str) -> None:
    case = sums.magnesium(weight, dose, dose, unit, per_ml)
    for way in ("down", "nearest", "up"):
        shown = show(case.right, exact=False, way=way)
        if len(shown.partition(".")[2]) <= 4:
            assert sums.judged(case, shown, unit) == "right"


@given(weight=st.integers(40, 120), part=st.fractions(Fraction(2, 100), Fraction(9, 10)))
def test_what_is_off_by_more_than_rounding_is_not(weight: int, part: Fraction) -> None:
    case = sums.magnesium(weight, 30, 50, "mL")
    for value in (case.right * (1 - part), case.right * (1 + part)):
        assert sums.judged(case, show(value, exact=False, significant=4), "mL") != "right"


# --- cases of any drug -----------------------------------------------------------------------------------------------


def every_sum() -> list[tuple[str, Sum]]:
    """A sum of each regimen, end and unit that can be asked of the real drug and of those that do not exist."""
    found = []
    question = type(magnesium().questions[0].question)
    text = question({"en": "{weight} {product}"})
    names = [path.stem for path in sorted((ROOT / "tests/fixtures/doses").glob("*.yml"))]
    for name, doses in [("magnesium", doses_of_magnesium()), *((name, fictional(name)) for name in names)]:
        for sought in _sought(doses):
            told = [what for _, what, _ in findings(sought, text, doses)]
            if all("nothing is printed" in what or "the question does not" in what for what in told):
                found.append((f"{name} {sought.regimen} {sought.end} {sought.unit}", Sum("a", sought, doses)))
    return found


def _sought(doses: Doses) -> list[Sought]:
    per_unit = {item.unit for item in doses.products}
    products = [item.id for item in doses.products] if len(per_unit) == 1 else []
    units = ("mg", "g", "mcg", "mmol", "mEq", "units", "mL")
    return [
        Sought.model_construct(regimen=regimen.id, end=end, unit=unit + time, products=products if unit == "mL" else [])
        for regimen in doses.regimens
        for end in ("low", "high", None)
        for unit in units
        for time in ("", "/h", "/min", "/day")
    ]


def test_the_cases_of_every_drug() -> None:
    """Each case is one that the calculator reads unasked; what is printed follows from the engine, to the digit."""
    settings, strings = real_site().settings, real_site().strings
    asked = every_sum()
    assert len(asked) > 30
    assert {made.sought.unit.partition("/")[2] for _, made in asked} >= {"", "h"}
    for name, made in asked:
        weights = made.doses.weight
        if not made.weights:
            continue
        assert 0 <= made.printed < made.count, name
        for number in range(made.count):
            weight, product = made.case(number)
            assert weights.confirm_below <= weight <= weights.confirm_above, name
            assert plain(weight).partition(".")[2][2:] == "", name
        weight, product = made.case(made.printed)
        for language in settings.languages:
            printed = Printed(made, language, strings[language.locale])
            wanted = made.figure(made.sought.unit).show(weight, product=product)
            assert f">{wanted}</data>" in printed.answer, name
            exact = in_full(made.figure(made.sought.unit)).show(weight, product=product)
            last = printed.working[-1]  # of a dose that no weight changes it is the dose as it stands
            assert any(f">{text}</data>" in last or last.startswith(text) for text in (wanted, exact)), name
        carried = json.loads(made.for_script(printed._shown))
        assert made.sought.unit in [one["unit"] for one in carried["units"]]
        for one in carried["units"]:
            value = Fraction(int(one["n"]), int(one["d"])) * (1 if "fixed" in one else int(weight * 100))
            if "product" in one:
                assert product is not None
                value *= Fraction(*(int(carried["products"][made.printed % len(made.products)][key]) for key in "nd"))
            assert value == made.figure(one["unit"]).value(weight, product=product), name
