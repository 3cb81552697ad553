"""Questions that are put in order, and numbers that are asked for, in a browser: by key and touch, right and wrong.

The pages are the small site's, put together here as the site does it, and opened from a disk.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tandem.core.strings import Strings
from tandem.lean import waiting_script
from tandem.quiz.model import Quiz
from tandem.quiz.number import Printed, Sum
from tandem.registry import FEATURES

from tests.conftest import ROOT
from tests.fixtures.rendering import Rendering
from tests.fixtures.sources import change, copy
from tests.quiz.conftest import SelfTest
from tests.quiz.data import add
from tests.quiz.oracle import further

pytestmark = pytest.mark.browser

Opened = Callable[..., SelfTest]
STEPS, NUMBER = "course", "sum"
SHAPE = [2, 3, 4, 0]
SCRIPTS = ("dosing/dosing.js", "quiz/number/number.js", "quiz/quiz.js")
GOLDEN = Path(__file__).parent / "golden"
STRENGTH = 25  # mg/mL


class Small:
    """The small site's self-test in one language."""

    def __init__(self, folder: Path, locale: str) -> None:
        root = add(copy(folder / "site"))
        for old, new in (("percent: 1\n", "percent: 2.5\n"), ("strength: 10\n", f"strength: {STRENGTH}\n"),
                         ("{volume: 10, amount: 0.1}", "{volume: 10, amount: 0.25}")):  # fmt: skip
            change(root, "docs/salt/doses.yml", old, new)
        self.rendering = Rendering(folder, root=root, locale=locale)
        text = self.rendering.text("/// quiz\n///\n")
        data = self.rendering.tutorial.data
        quiz: Quiz = data["quiz.yml"]
        self.questions = {question.id: question for question in quiz.questions}
        sought = self.questions[NUMBER].number
        assert sought is not None
        self.sum = Sum(NUMBER, sought, data["doses.yml"])
        self.strings: Strings = self.rendering.site.strings[locale]
        context = self.rendering.context(self.rendering.page(""))
        waits = [one for one in FEATURES if one.waiting and one.name in {"quiz", "calculator"}]
        parts = {one.name: one.waiting(context) for one in waits if one.waiting}
        sources = [(ROOT / "hooks/tandem" / name).read_text(encoding="utf-8") for name in SCRIPTS]
        scripts = "".join(f"<script>{source}</script>" for source in sources)
        style = (ROOT / "hooks/tandem/quiz/quiz.css").read_text(encoding="utf-8")
        self.path = folder / f"{locale}.html"
        head = f"<!doctype html><html lang='{locale}'><meta charset='utf-8'><style>{style}</style>"
        waiting = waiting_script(parts).decode()
        self.path.write_text(
            f"{head}<body class='md-typeset'><article>{text}</article><script>{waiting}</script>{scripts}",
            encoding="utf-8",
        )

    def case(self, number: int) -> tuple[str, str]:
        weight, product = self.sum.case((self.sum.printed + number) % self.sum.count)
        assert product is not None
        return f"{weight.normalize():f}", f"{product.percent}%"


class Taken(SelfTest):
    """The small self-test as a reader takes it."""

    def __init__(self, page: Page, small: Small, locale: str) -> None:
        super().__init__(page, locale)
        self.small = small

    @property
    def strings(self) -> Strings:
        return self.small.strings


@pytest.fixture(scope="module")
def smalls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Small]:
    return {locale: Small(tmp_path_factory.mktemp(locale), locale) for locale in ("zh", "en")}


@pytest.fixture(params=["zh", "en"])
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def quiz(browser: Browser, smalls: dict[str, Small], locale: str) -> Taken:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(smalls[locale].path.as_uri())
    return Taken(page, smalls[locale], locale)


def status(quiz: SelfTest, name: str) -> Locator:
    return quiz.question(name).get_by_role("status")


def shown_case(quiz: SelfTest) -> tuple[str, str]:
    """The weight and the product that the question names now."""
    places = quiz.question(NUMBER).locator("legend [data-case]")
    found = dict(places.evaluate_all("all => all.map(one => [one.dataset.case, one.textContent])"))
    return found["weight"], found["product"]


def said(quiz: SelfTest, key: str, **values: object) -> str:
    return quiz.strings(f"number.said.{key}", **values).strip()


# --- in order --------------------------------------------------------------------------------------------------------


def test_lines_are_put_in_order_by_key(quiz: Taken) -> None:
    quiz.order(0)
    item = quiz.question(STEPS)
    lines = item.locator(".quiz__options > li")
    wanted = lines.evaluate_all("lines => lines.map(line => line.dataset.right)")
    texts = [step[quiz.locale] for step in quiz.small.questions[STEPS].steps]
    places = [texts.index(text) for text in lines.locator("label > span").all_inner_texts()]
    assert wanted == [str(place + 1) for place in places]
    assert places != sorted(places)
    quiz.check(STEPS)
    expect(status(quiz, STEPS)).to_have_text(quiz.say("place"))
    item.locator("select").first.focus()
    for place in wanted:
        quiz.page.keyboard.type(place)
        quiz.page.keyboard.press("Tab")
    assert quiz.page.evaluate("document.activeElement.className") == "quiz__check"
    quiz.page.keyboard.press("Enter")
    expect(status(quiz, STEPS)).to_have_text(quiz.say("right"))
    assert lines.locator(".quiz__mark").all_inner_texts() == [quiz.say("placed")] * len(wanted)
    assert item.locator("select:enabled").count() == 0


def test_a_wrong_order_tells_each_place(quiz: Taken) -> None:
    quiz.order(7)
    quiz.answer(STEPS, right=False)
    quiz.check(STEPS)
    item = quiz.question(STEPS)
    lines = item.locator(".quiz__options > li")
    wanted = lines.evaluate_all("lines => lines.map(line => line.dataset.right)")
    expected = [
        quiz.say("placed") if one == other else quiz.say("misplaced", right=one)
        for one, other in zip(wanted, wanted[::-1], strict=True)
    ]
    assert lines.locator(".quiz__mark").all_inner_texts() == expected
    letters = ["ABCD"[wanted.index(str(place))] for place in range(1, 5)]
    key = {"zh": "、", "en": ", "}[quiz.locale].join(letters)
    expect(status(quiz, STEPS)).to_have_text(quiz.say("wrong", letters=key))
    expect(item.locator("[data-key]")).to_have_text(key)


def test_two_lines_in_one_place_are_no_answer(quiz: Taken) -> None:
    item = quiz.question(STEPS)
    for select in item.locator("select").all():
        select.select_option("1")
    quiz.check(STEPS)
    expect(status(quiz, STEPS)).to_have_text(quiz.say("place"))
    expect(item.locator("details")).to_be_hidden()
    quiz.finish.click()
    expect(quiz.said).to_contain_text(re.findall(r"\d+", item.locator("[data-number=place_of]").inner_text())[0])


def test_a_line_is_named_by_its_text(quiz: Taken) -> None:
    for step in quiz.small.questions[STEPS].steps:
        expect(quiz.question(STEPS).get_by_role("combobox", name=step[quiz.locale])).to_have_count(1)


# --- a number --------------------------------------------------------------------------------------------------------


def test_each_order_has_a_case_of_its_own(quiz: Taken) -> None:
    quiz.order(0)
    assert shown_case(quiz) == quiz.small.case(0)
    seen = set()
    for seed in (1, 42, 4096, 999999):
        quiz.order(seed)
        assert shown_case(quiz) == quiz.small.case(further(seed, SHAPE)[0])
        seen.add(shown_case(quiz))
    assert len(seen) > 2
    quiz.order(42)
    assert shown_case(quiz) == quiz.small.case(further(42, SHAPE)[0])


def test_who_tries_again_has_other_numbers(quiz: Taken) -> None:
    quiz.order(42)
    quiz.answer_all(wrong=(NUMBER,))
    quiz.finish.click()
    quiz.result.locator("[data-retry]").click()
    assert quiz.ids() == [NUMBER]
    assert shown_case(quiz) == quiz.small.case(further(42, SHAPE, again=1)[0])
    quiz.answer(NUMBER, right=True)
    quiz.check(NUMBER)
    expect(status(quiz, NUMBER)).to_have_text(quiz.say("right"))


def test_the_working_is_of_the_case(quiz: Taken) -> None:
    for seed in (0, 5, 42):
        quiz.order(seed)
        weight, _ = shown_case(quiz)
        mg = int(Fraction(weight) * 2)
        right = f"{mg / STRENGTH:g}"
        quiz.answer(NUMBER, right=True)
        quiz.check(NUMBER)
        working = quiz.question(NUMBER).locator("[data-sum]").inner_text().replace("\u00a0", " ")
        assert working == f"{weight} kg × 2 mg/kg = {mg} mg\n{mg} mg ÷ {STRENGTH} mg/mL = {right} mL"
        expect(quiz.question(NUMBER).locator("[data-answer]")).to_have_text(f"{right}\u00a0mL")
        expect(status(quiz, NUMBER)).to_have_text(quiz.say("right"))


SLIPS = [
    (lambda ml, mg: (ml, "mg"), "of_unit", {"asked": "mL", "unit": "mg"}),
    (lambda ml, mg: (mg, "mL"), "volume", {"other": "mg"}),
    (lambda ml, mg: (mg, "mg"), "amount", {"asked": "mL"}),
    (lambda ml, mg: (10 * ml, "mL"), "over", {"times": 10}),
    (lambda ml, mg: (ml / 10, "mL"), "under", {"times": 10}),
    (lambda ml, mg: (1000 * ml, "mL"), "over_1000", {}),
    (lambda ml, mg: (ml * 2, "mL"), "end", {}),
    (lambda ml, mg: (Fraction(round(ml)), "mL"), "coarse", {"figures": 3}),
]


@pytest.mark.parametrize(("slip", "key", "values"), SLIPS, ids=[key for _, key, _ in SLIPS])
def test_a_slip_is_told_as_what_it_is(
    quiz: Taken, slip: Callable[..., tuple[Fraction, str]], key: str, values: dict[str, object]
) -> None:
    seed = next(seed for seed in range(1, 500) if quiz.small.case(further(seed, SHAPE)[0])[0] == "65")
    quiz.order(seed)
    mg = Fraction(65 * 2)
    number, unit = slip(mg / STRENGTH, mg)
    quiz.type_number(NUMBER, f"{float(number):.4g}", unit)
    quiz.check(NUMBER)
    answer = quiz.question(NUMBER).locator("[data-answer]").inner_text()
    expect(status(quiz, NUMBER)).to_have_text(
        said(
            quiz,
            "wrong",
            why=quiz.strings(f"number.said.{key}", strength=f"{STRENGTH}\u00a0mg/mL", **values),
            answer=answer,
        )
    )
    expect(quiz.question(NUMBER).locator("details")).to_have_attribute("open", "")


REFUSED = {
    "": "empty", "7,8": "comma", "-7.8": "sign", "7.8 mL": None, "7.8mL": None, "1e3": "exponent", "½": "fraction",
    "７，８": "comma", ".5": "no_leading_digit", "7.": "no_decimals", "07": "leading_zero", "7.8.1": "points",
    "七": "words",
}  # fmt: skip


def test_what_cannot_be_read_is_refused_with_what_to_type(quiz: Taken) -> None:
    field = quiz.question(NUMBER).locator("input")
    quiz.type_number(NUMBER, "", "mL")
    for text, code in REFUSED.items():
        field.fill(text)
        quiz.check(NUMBER)
        told = (
            quiz.strings(f"calculator.refusal.{code}", field=said(quiz, "number"), low="", high="", unit="")
            if code
            else said(quiz, "beside")
        )
        expect(status(quiz, NUMBER)).to_have_text(told)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(quiz.question(NUMBER).locator("details")).to_be_hidden()
    for text, key in (("1.23456", "decimals"), ("12345678", "range")):
        field.fill(text)
        quiz.check(NUMBER)
        expect(status(quiz, NUMBER)).to_have_text(said(quiz, key))
    field.fill("７．８")
    quiz.question(NUMBER).locator("select").select_option("")
    quiz.check(NUMBER)
    expect(status(quiz, NUMBER)).to_have_text(said(quiz, "first"))


def test_a_number_by_key_alone(quiz: Taken) -> None:
    quiz.order(0)
    right = (quiz.question(NUMBER).locator("[data-answer]").text_content() or "").split("\u00a0")[0]
    quiz.question(NUMBER).locator("input").focus()
    quiz.page.keyboard.type(right)
    quiz.page.keyboard.press("Tab")
    quiz.page.keyboard.type("mL")
    quiz.page.keyboard.press("Tab")
    quiz.page.keyboard.press("Enter")
    expect(status(quiz, NUMBER)).to_have_text(quiz.say("right"))


def test_fields_have_names_and_the_trials_are_named(quiz: Taken) -> None:
    item = quiz.question(NUMBER)
    expect(item.get_by_role("textbox", name=said(quiz, "number"))).to_have_count(1)
    expect(item.get_by_role("combobox", name=said(quiz, "unit"))).to_have_count(1)
    expect(item.locator("legend")).to_contain_text(quiz.strings("number.as_trials"))


def test_another_order_takes_the_answer_away(quiz: Taken) -> None:
    quiz.answer(NUMBER, right=False)
    quiz.answer(STEPS, right=False)
    quiz.check(NUMBER)
    quiz.order(3)
    expect(quiz.question(NUMBER).locator("input")).to_have_value("")
    expect(quiz.question(NUMBER).locator("input")).to_be_enabled()
    assert set(quiz.page.locator(".quiz__item select").evaluate_all("all => all.map(one => one.value)")) == {""}
    assert quiz.page.locator(".quiz__mark:not(:empty)").count() == 0


def test_a_browser_that_reckons_otherwise_asks_no_number(quiz: Taken) -> None:
    quiz.page.add_init_script("""Object.defineProperty(window, "doseArithmetic", {
      set(made) { this.made = { ...made, show: (...given) => made.show(...given) + "0" }; },
      get() { return this.made; },
    })""")
    quiz.page.reload()
    expect(quiz.page.locator(".quiz__bar")).to_be_visible()
    assert set(quiz.ids()) == set(quiz.small.questions) - {NUMBER}
    expect(quiz.question("course").locator("[data-number=place_of]")).to_contain_text("3")


def test_on_a_phone_nothing_is_cut_off(quiz: Taken) -> None:
    assert quiz.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = quiz.page.locator(".quiz :is(button, select, input[type=text]):visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 24).map(one => one.outerHTML)"
    )
    assert small == []


def test_without_a_script_one_case_is_worked_out(browser: Browser, smalls: dict[str, Small], locale: str) -> None:
    small = smalls[locale]
    page = browser.new_page(java_script_enabled=False)
    page.goto(small.path.as_uri())
    item = page.locator(f"#quiz-{NUMBER}")
    printed = Printed(small.sum, small.rendering.site.settings.language(locale), small.strings)
    text = re.sub("<[^>]+>", "", str(printed.question(small.questions[NUMBER].question)))
    expect(item.locator(".quiz__text")).to_contain_text(text)
    expect(item.locator(".quiz__text")).to_contain_text(small.strings("number.as_trials"))
    item.locator("summary").click()
    expect(item.locator("[data-answer]")).to_have_text(re.sub("<[^>]+>", "", str(printed.answer)))
    lines = page.locator(f"#quiz-{STEPS} .quiz__options > li").all_inner_texts()
    steps = [step[locale] for step in small.questions[STEPS].steps]
    assert sorted(lines) == sorted(steps) and lines != steps


def test_what_is_said(quiz: Taken) -> None:
    """What a screen reader has to say of each kind, before and after an answer that is not right, and of the result."""
    quiz.order(0)
    names = quiz.ids()
    groups = [quiz.question(name).locator(".quiz__group") for name in names]
    told = ["# Asked", *(group.aria_snapshot() for group in groups)]
    for name in names:
        quiz.answer(name, right=False)
        quiz.check(name)
    told += ["# Answered, not right", *(group.aria_snapshot() for group in groups)]
    quiz.finish.click()
    told += ["# The result", quiz.result.aria_snapshot()]
    text = "\n".join(told) + "\n"
    path = GOLDEN / f"speech.{quiz.locale}.yml"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
