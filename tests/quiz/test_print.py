"""On paper: the record of completion alone on one sheet, and the page as a sheet of questions with answers behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.calculator.test_print import A4, pages_of
from tests.conftest import SITE_URL
from tests.dosing.data import real_site
from tests.quiz.conftest import ADDRESS, NAMES, SelfTest, stored

pytestmark = pytest.mark.browser

TODAY = "2027-03-05T12:00:00"
SEEN = """() => [...document.querySelectorAll("body *")]
  .filter((element) => !element.children.length && element.checkVisibility({ opacityProperty: true }))
  .filter((element) => element.getClientRects().length && element.innerText.trim())
  .map((element) => element.innerText.trim())"""


@pytest.fixture
def quiz(opened: Callable[..., SelfTest]) -> SelfTest:
    """A page on a day of its own, whose printing prints nothing but is counted."""
    found = opened()
    found.page.clock.set_fixed_time(TODAY)
    found.page.evaluate("window.printed = 0; window.print = () => { window.printed += 1; };")
    return found


def finished(quiz: SelfTest, name: str, *, wrong: tuple[str, ...] = (), seed: int = 42) -> None:
    quiz.order(seed)
    quiz.answer_all(wrong=wrong)
    quiz.finish.click()
    sign(quiz, name)


def sign(quiz: SelfTest, name: str) -> None:
    quiz.page.locator("#quiz--name").fill(name)
    quiz.page.locator(".quiz__sign button").click()
    assert quiz.page.evaluate("window.printed") >= 1


def rows(quiz: SelfTest) -> dict[str, str]:
    """The record's table as it is printed."""
    pairs = quiz.record.locator("dl > div:visible").evaluate_all(
        "rows => rows.map(row => [...row.children].map(cell => cell.textContent))"
    )
    return dict(pairs)


def test_the_record(quiz: SelfTest) -> None:
    expect(quiz.record).to_be_hidden()
    finished(quiz, "  王小明 O’Neil <b>  ", wrong=("pore", "infusion"))
    expect(quiz.record).to_be_hidden()  # on the screen there is no second copy of it
    quiz.page.emulate_media(media="print")
    t, file = quiz.strings, real_site().shelf.tutorials[0].file
    expect(quiz.record.locator("[data-fill=name]")).to_have_text("王小明 O’Neil <b>")
    day = file.written
    written = {"zh": f"{day.year} 年 {day.month} 月 {day.day} 日", "en": day.isoformat()}[quiz.locale]
    assert rows(quiz) == {
        t("quiz.record_date"): {"zh": "2027 年 3 月 5 日", "en": "2027-03-05"}[quiz.locale],
        t("quiz.record_score"): t("quiz.said.result", right=len(NAMES) - 2, all=len(NAMES)),
        t("quiz.seed"): "42",
        t("quiz.record_version"): t("quiz.record_written", version=file.version, date=written),
        t("quiz.record_review"): t("quiz.unreviewed"),
        t("quiz.record_address"): SITE_URL + ADDRESS[quiz.locale],
    }
    shown = quiz.page.evaluate(SEEN)
    assert t("quiz.no_credit") in shown
    assert set(shown) <= {line.strip() for line in quiz.record.inner_text().splitlines()} | {
        *rows(quiz),
        *rows(quiz).values(),
    }
    (size,) = pages_of(quiz.page.pdf(prefer_css_page_size=True))
    assert size == pytest.approx(A4, abs=1)


def test_the_record_of_a_second_try_keeps_the_first(quiz: SelfTest) -> None:
    finished(quiz, "", wrong=("pore", "infusion"))
    quiz.page.evaluate("dispatchEvent(new Event('afterprint'))")
    quiz.result.locator("[data-retry]").click()
    quiz.answer_all(wrong=("pore",))
    quiz.finish.click()
    sign(quiz, "")
    quiz.page.emulate_media(media="print")
    t = quiz.strings
    assert rows(quiz)[t("quiz.record_score")] == t("quiz.said.result", right=len(NAMES) - 2, all=len(NAMES))
    assert rows(quiz)[t("quiz.record_retried")] == t("quiz.said.result", right=len(NAMES) - 1, all=len(NAMES))
    line = quiz.record.locator("[data-fill=name]")
    assert line.inner_text() == ""  # a line to write on
    assert line.evaluate("line => line.offsetHeight") > 15


def test_without_an_address_the_record_shows_none(quiz: SelfTest) -> None:
    """A copy that was built for no host and is read from a disk."""
    quiz.page.evaluate("document.querySelector('link[rel=canonical]').remove()")
    finished(quiz, "A")
    quiz.page.emulate_media(media="print")
    address = rows(quiz).get(quiz.strings("quiz.record_address"))
    assert address == (None if quiz.page.url.startswith("file:") else quiz.page.url)


def test_nothing_of_the_record_is_kept(quiz: SelfTest) -> None:
    finished(quiz, "A. Reader")
    quiz.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert quiz.page.evaluate("document.body.className.includes('quiz-sheet')") is False
    assert "Reader" not in quiz.page.evaluate("JSON.stringify({...localStorage})")
    assert stored(quiz.page) == []
    quiz.page.reload()
    expect(quiz.page.locator("#quiz--name")).to_have_value("")


def sheet(page: Page) -> list[str]:
    """What stands on the paper, from top to bottom: questions and answers by their ids."""
    page.emulate_media(media="print")
    found: list[str] = page.evaluate("""() => [...document.querySelectorAll(".quiz__text, .quiz__answer > p")]
      .filter((part) => part.checkVisibility({ contentVisibilityAuto: true }) && part.getClientRects().length)
      .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
      .map((part) => (part.matches("p.quiz__text, legend") ? "?" : "!") + part.closest(".quiz__item").id.slice(5))""")
    return list(dict.fromkeys(found))


def test_a_sheet_to_hand_out_without_a_script(opened: Callable[..., SelfTest]) -> None:
    quiz = opened(java_script_enabled=False)
    bare = quiz.page.pdf(prefer_css_page_size=True)
    assert all(size == pytest.approx(A4, abs=1) for size in pages_of(bare))
    assert 4 <= len(pages_of(bare)) <= 9


def test_on_paper_the_answers_stand_behind_the_questions(quiz: SelfTest) -> None:
    quiz.order(42)
    quiz.answer("pore", right=False)
    quiz.check("pore")
    order = quiz.ids()
    assert sheet(quiz.page) == [f"?{name}" for name in order] + [f"!{name}" for name in order]
    assert quiz.page.locator(".quiz :is(.quiz__bar, .quiz__end, button):visible").count() == 0
    quiz.page.emulate_media(media="screen")
    quiz.page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")
    opened = quiz.page.locator(".quiz__answer[open]").evaluate_all("all => all.map(one => one.parentElement.id)")
    assert opened == ["quiz-pore"]
    assert sorted(order) == sorted(NAMES)
