"""Taking the self-test in a browser: at once and at the end, again, in an order, by keyboard, without a script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.quiz.conftest import NAMES, NUMBER, SelfTest, stored
from tests.quiz.data import magnesium
from tests.quiz.oracle import vector
from tests.until import until

pytestmark = pytest.mark.browser

ALL = len(NAMES)
SHAPE = [len(question.options) for question in magnesium().questions]

Opened = Callable[..., SelfTest]


def focused(page: Page) -> str:
    """What has the focus, by its id or class."""
    found: str = page.evaluate("document.activeElement.id || document.activeElement.classList[0]")
    return found


def test_an_answer_is_checked_at_once_and_said_in_words(quiz: SelfTest) -> None:
    quiz.order(0)
    item = quiz.question("pore")
    status = item.get_by_role("status")
    expect(item.locator("details")).to_be_hidden()
    quiz.check("pore")
    expect(status).to_have_text(quiz.say("choose"))
    expect(item.locator("details")).to_be_hidden()
    quiz.answer("pore", right=False)
    expect(status).to_have_text("")
    quiz.check("pore")
    expect(status).to_have_text(quiz.say("wrong", letters="B"))
    marks = [mark for mark in item.locator(".quiz__mark").all_inner_texts() if mark]
    assert marks == [quiz.say("chose_wrong"), quiz.say("missed")]
    expect(item.locator("details")).to_have_attribute("open", "")
    expect(item.locator(".quiz__answer")).to_contain_text(magnesium().questions[0].explanation[quiz.locale])
    expect(item.locator("details a[href='mechanism.html#magnesium-plug']")).to_be_visible()
    expect(item.locator("details sup.cite a").first).to_be_visible()
    assert item.locator("input:enabled").count() == 0
    assert focused(quiz.page) == "quiz__check"  # nothing jumps: the button keeps the focus, and does nothing more
    item.locator(".quiz__check").click(force=True)
    expect(status).to_have_text(quiz.say("wrong", letters="B"))
    quiz.answer("antinociceptive", right=True)
    quiz.check("antinociceptive")
    expect(quiz.question("antinociceptive").get_by_role("status")).to_have_text(quiz.say("right"))


def test_several_right_answers_must_all_be_chosen_and_no_other(quiz: SelfTest) -> None:
    quiz.order(0)
    item = quiz.question("opioid-saved")
    assert item.locator("input[type=checkbox]").count() == 4
    item.locator("[data-right] input").first.check()
    quiz.check("opioid-saved")
    wrong = quiz.say("wrong", letters={"zh": "A、D", "en": "A, D"}[quiz.locale])
    expect(item.get_by_role("status")).to_have_text(wrong)
    marks = [mark for mark in item.locator(".quiz__mark").all_inner_texts() if mark]
    assert marks == [quiz.say("chose_right"), quiz.say("missed")]
    more = quiz.question("review-2020")
    for field in more.locator("input").all():
        field.check()
    quiz.check("review-2020")
    expect(more.get_by_role("status")).to_have_attribute("data-right", "false")


def test_at_the_end_nothing_is_told_before(quiz: SelfTest) -> None:
    quiz.at_the_end()
    assert quiz.page.locator(".quiz__check:visible").count() == 0
    quiz.answer_all(wrong=("toxicity", "infusion"))
    assert quiz.page.locator(".quiz__answer:visible").count() == 0
    expect(quiz.page.locator(".quiz__count")).to_have_text(quiz.say("count", answered=ALL, all=ALL))
    quiz.finish.click()
    expect(quiz.result.get_by_role("heading")).to_have_text(quiz.say("score", right=ALL - 2, all=ALL))
    assert focused(quiz.page) == "quiz--score"
    assert quiz.page.locator(".quiz__answer:visible").count() == ALL
    expect(quiz.finish).to_be_hidden()
    linked = quiz.result.locator("[data-fill=missed] .quiz__link").evaluate_all(
        "links => links.map(link => link.hash.slice(6))"
    )
    assert sorted(linked) == ["infusion", "toxicity"]
    assert stored(quiz.page) == []


def test_who_has_left_questions_out_is_told_once(quiz: SelfTest) -> None:
    quiz.order(0)
    for name in NAMES[:-2]:
        quiz.answer(name, right=True)
    quiz.finish.click()
    left = {"zh": "、", "en": ", "}[quiz.locale].join((str(ALL - 1), str(ALL)))
    expect(quiz.said).to_have_text(quiz.say("open", numbers=left))
    expect(quiz.result).to_be_hidden()
    quiz.answer(NAMES[-2], right=True)  # who goes on is asked again
    expect(quiz.said).to_have_text("")
    quiz.finish.click()
    expect(quiz.said).to_have_text(quiz.say("open", numbers=str(ALL)))
    quiz.finish.click()
    expect(quiz.result.get_by_role("heading")).to_have_text(quiz.say("score", right=ALL - 1, all=ALL))


def test_only_what_was_missed_is_tried_again(quiz: SelfTest) -> None:
    missed = ("sixty-kg", "chronic-pain", "pore")
    quiz.answer_all(wrong=missed)
    quiz.finish.click()
    quiz.result.locator("[data-retry]").click()
    assert sorted(quiz.ids()) == sorted(missed)
    assert focused(quiz.page) == "quiz__group"
    assert quiz.page.locator(f"#quiz-{quiz.ids()[0]} fieldset:focus").count() == 1
    assert quiz.items.locator("input:checked").count() == 0
    assert quiz.page.locator(".quiz__bar input:checked").count() == 1  # when the answers are shown
    assert quiz.page.locator(".quiz__answer:visible").count() == 0
    expect(quiz.result).to_be_hidden()
    quiz.answer_all(wrong=("pore",))
    quiz.finish.click()
    expect(quiz.result.get_by_role("heading")).to_have_text(quiz.say("score", right=2, all=3))
    expect(quiz.result.locator("[data-fill=first]")).to_have_text(quiz.say("first", right=ALL - 3, all=ALL))
    quiz.result.locator("[data-retry]").click()
    assert quiz.ids() == ["pore"]
    quiz.answer_all()
    quiz.finish.click()
    expect(quiz.result.get_by_role("heading")).to_have_text(quiz.say("score", right=1, all=1))
    expect(quiz.result.locator("[data-retry]")).to_be_hidden()
    expect(quiz.result.locator("[data-fill=missed]")).to_be_hidden()


def test_an_order_is_shown_and_can_be_typed_again(quiz: SelfTest) -> None:
    field = quiz.page.locator("#quiz--seed")
    said = quiz.page.locator("#quiz--seed-said")
    shown = field.input_value()
    assert re.fullmatch("[1-9][0-9]{0,3}", shown)
    quiz.answer_all()
    first = quiz.page.locator(".quiz__list").inner_text()
    quiz.order("４２")
    expect(field).to_have_value("42")
    expect(said).to_have_text(quiz.say("order", seed=42))
    assert quiz.ids() == [NAMES[place] for place in vector(42, SHAPE)["questions"]]
    assert quiz.page.locator(".quiz__item input:checked").count() == 0
    numbers = quiz.page.locator("[data-number=place_of]").all_inner_texts()
    assert numbers == [quiz.say("place_of", number=number, all=ALL) for number in range(1, ALL + 1)]
    quiz.order(shown)
    assert quiz.page.locator(".quiz__list").inner_text() == first
    for text in ("", "-1", "1234567", "1.5", "abc", "²"):
        quiz.page.locator("#quiz--seed").fill(text if text != "²" else "x²")
        quiz.page.locator("#quiz--seed").press("Enter")
        expect(said).to_have_text(quiz.say("refused"))
        expect(field).to_have_attribute("aria-invalid", "true")
        assert quiz.page.locator(".quiz__list").inner_text() == first
    quiz.order(0)
    expect(field).to_have_attribute("aria-invalid", "false")
    assert quiz.ids() == NAMES


def test_the_letters_of_an_answer_follow_its_options(quiz: SelfTest) -> None:
    for seed in (0, 3, 11):
        quiz.order(seed)
        for item in quiz.page.locator("[data-kind=radio], [data-kind=checkbox]").all():
            texts = item.locator(".quiz__options > li").evaluate_all(
                "options => options.map(option => 'right' in option.dataset)"
            )
            letters = [letter for letter, right in zip("ABCD"[: len(texts)], texts, strict=True) if right]
            shown = item.locator("[data-key]").text_content() or ""
            assert re.split("、|, ", shown) == letters
            reasons = item.locator(".quiz__whys b").all_text_contents()
            assert reasons == [letter for letter in "ABCD"[: len(texts)] if letter not in letters]


def test_another_order_starts_over(quiz: SelfTest) -> None:
    quiz.answer_all(wrong=("pore",))
    quiz.finish.click()
    quiz.result.locator("[data-new]").click()
    assert len(quiz.ids()) == ALL
    assert quiz.page.locator(".quiz__item input:checked").count() == 0
    assert focused(quiz.page) == "quiz__group"
    expect(quiz.result).to_be_hidden()
    quiz.answer_all()
    quiz.finish.click()
    expect(quiz.result.get_by_role("heading")).to_have_text(quiz.say("score", right=ALL, all=ALL))
    expect(quiz.result.locator("[data-fill=first]")).to_be_hidden()  # the first attempt of this order


def test_by_keyboard_alone(quiz: SelfTest) -> None:
    """Tab reaches everything in the order of the page; arrows and space choose, Enter checks."""
    page = quiz.page
    page.locator(".quiz__bar summary").focus()
    page.keyboard.press("Enter")  # the settings unfold
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "quiz--when"
    page.keyboard.press("Tab")
    assert focused(page) == "quiz--seed"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    for _ in range(3):  # the two buttons, then the first option
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "quiz-pore"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert focused(page) == "quiz__check"
    page.keyboard.press("Enter")
    expect(quiz.question("pore").get_by_role("status")).to_have_text(quiz.say("right"))
    assert focused(page) == "quiz__check"
    page.keyboard.press("Tab")
    assert focused(page) == "quiz__next"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "summary"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Tab")  # the citation
    page.keyboard.press("Tab")  # the section
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "quiz-antinociceptive"


def test_the_next_question_is_one_key_away(quiz: SelfTest) -> None:
    quiz.order(0)
    assert quiz.page.locator(".quiz__next:visible").count() == 0
    quiz.answer(NAMES[0], right=False)
    quiz.check(NAMES[0])
    quiz.question(NAMES[0]).locator(".quiz__next").press("Enter")
    assert quiz.page.locator(f"#quiz-{NAMES[1]} fieldset:focus").count() == 1
    quiz.answer(NAMES[-1], right=True)
    quiz.check(NAMES[-1])
    quiz.question(NAMES[-1]).locator(".quiz__next").click()
    assert focused(quiz.page) == "quiz__finish"


def test_what_a_screen_reader_is_told(quiz: SelfTest) -> None:
    quiz.order(0)
    question = magnesium().questions[0]
    group = quiz.page.get_by_role("group", name=question.question[quiz.locale])
    expect(group).to_have_count(1)
    expect(group.get_by_role("radio")).to_have_count(4)
    expect(group.get_by_role("radio", name=question.options[1].text[quiz.locale])).to_have_count(1)
    quiz.answer("pore", right=True)
    quiz.check("pore")
    named = f"{question.options[1].text[quiz.locale]}"
    said = group.get_by_role("radio", name=re.compile(re.escape(named) + ".*" + quiz.say("chose_right")))
    expect(said).to_have_count(1)
    expect(group.get_by_role("button", name=quiz.say("check"))).to_have_attribute("aria-disabled", "true")
    quiz.answer_all()
    quiz.finish.click()
    expect(quiz.page.get_by_role("region", name=quiz.say("score", right=ALL, all=ALL))).to_be_visible()


def test_an_address_in_an_answer_shows_its_question(quiz: SelfTest) -> None:
    """From the list of references back to a citation in an answer that is not to be seen yet."""
    quiz.page.evaluate("location.hash = 'cite-park2020'")
    until(
        quiz.page,
        """() => {
      const top = document.getElementById("cite-park2020").closest(".quiz__item").getBoundingClientRect().top;
      return top >= 0 && top < innerHeight;
    }""",
    )


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_nothing_is_cut_off(opened: Opened, width: int) -> None:
    quiz = opened(viewport={"width": width, "height": 640})
    quiz.answer_all(wrong=("pore",))
    quiz.finish.click()
    assert quiz.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    small = quiz.page.locator(".quiz :is(button, label, summary):visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 24).map(one => one.outerHTML)"
    )
    assert small == []


def test_right_and_wrong_are_told_without_colour(opened: Opened) -> None:
    quiz = opened(forced_colors="active")
    quiz.answer("pore", right=False)
    quiz.check("pore")
    marks = quiz.question("pore").locator(".quiz__mark").all_inner_texts()
    assert set(marks) == {"", quiz.say("chose_wrong"), quiz.say("missed")}
    expect(quiz.question("pore").get_by_role("status")).to_contain_text(quiz.say("wrong", letters="X")[:4])


def test_without_a_script_the_answers_fold_out(opened: Opened) -> None:
    quiz = opened(java_script_enabled=False)
    assert quiz.ids() == NAMES
    assert quiz.page.locator(".quiz :is(input, button):visible").count() == 0
    answer = quiz.question("toxicity").locator("details")
    more = answer.locator("a[href='adverse-effects.html#toxicity']")
    expect(more).to_be_hidden()
    answer.locator("summary").click()
    expect(more).to_be_visible()
    expect(quiz.page.locator(".progress")).to_be_hidden()


def test_side_by_side_the_questions_stay_as_they_are_written(quiz: SelfTest, home: str) -> None:
    page = quiz.page
    page.goto(home + "magnesium/self-test.zh-en.html")
    assert page.locator(".quiz :is(input, button)").count() == 0
    assert quiz.ids() == NAMES
    assert page.locator(".quiz__answer").count() == 2 * len(NAMES)
    assert page.locator(".both__live a").count() == 2


def test_what_works_a_number_out_comes_with_the_first_thing_that_a_reader_does(quiz: SelfTest) -> None:
    number = quiz.question(NUMBER)
    expect(number.locator("legend")).to_be_visible()
    assert number.locator("input").count() == 0
    assert quiz.page.locator("script[src*='/number.']").count() == 0
    quiz.order(0)
    expect(number.locator("input")).to_be_visible()
    assert quiz.page.locator("script[src*='/number.']").count() == 1
    quiz.answer(NUMBER, right=True)
    quiz.check(NUMBER)
    expect(number.get_by_role("status")).to_have_text(quiz.say("right"))


def test_a_number_that_cannot_be_judged_is_not_asked(quiz: SelfTest) -> None:
    quiz.question(NUMBER).locator("data").first.evaluate("figure => (figure.textContent = 0)")  # not what it works out
    quiz.order(0)
    expect(quiz.question(NUMBER)).to_have_count(0)
    all_others = len(NAMES) - 1
    assert quiz.ids() == [name for name in NAMES if name != NUMBER]
    expect(quiz.items.last.locator("legend")).to_contain_text(quiz.say("place_of", number=all_others, all=all_others))
    quiz.answer_all()
    quiz.finish.click()
    expect(quiz.result).to_contain_text(quiz.say("score", right=all_others, all=all_others))
