"""Progress kept on the device: never before the reader asks, in one entry, gone when the reader says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Open
from tests.dosing.data import real_site
from tests.quiz.conftest import SelfTest

pytestmark = pytest.mark.browser

COUNT = len(real_site().shelf.tutorials[0].file.sections)


def said(locale: str, key: str, **values: object) -> str:
    return real_site().strings[locale](f"progress.{key}", **values)


def address(home: str, locale: str, name: str) -> str:
    return f"{home}{'en/' if locale == 'en' else ''}magnesium/{name}.html"


def entries(page: Page) -> dict[str, Any]:
    """What this site has stored, whatever it is, but for the theme's light or dark."""
    found = page.evaluate("({...localStorage, ...sessionStorage})")
    return {name: value for name, value in found.items() if not name.endswith("__palette")}


def kept(page: Page) -> Any:
    (value,) = entries(page).values()
    return json.loads(value)


def tick(page: Page) -> Any:
    return page.locator(".progress input")


def marked(page: Page) -> list[str]:
    """The sections that the navigation calls read."""
    found = page.locator(".md-nav--primary a:has(.progress__mark)").evaluate_all(
        "links => links.map(link => link.pathname.replace(/.*\\/|\\.html/g, ''))"
    )
    return [str(name) for name in found]


def to_the_end(page: Page) -> None:
    page.locator(".progress").scroll_into_view_if_needed()
    page.locator(".cited-here, .progress").first.scroll_into_view_if_needed()


def test_nothing_is_stored_before_the_reader_asks(open_page: Open, home: str, locale: str) -> None:
    page = open_page(address(home, locale, "summary"))
    to_the_end(page)
    expect(tick(page)).not_to_be_checked()
    expect(page.locator(".progress")).to_contain_text(said(locale, "about"))
    page.goto(address(home, locale, "background"))
    to_the_end(page)
    page.wait_for_timeout(200)  # whatever would be stored in time
    assert entries(page) == {}
    assert page.context.cookies() == []
    assert marked(page) == []


def test_sections_read_to_the_end_are_kept_and_named(open_page: Open, home: str, locale: str) -> None:
    page = open_page(address(home, locale, "summary"), viewport={"width": 1280, "height": 500})
    tick(page).check()
    expect(page.get_by_role("status")).to_have_text(said(locale, "kept", read=1, all=COUNT))
    page.goto(address(home, locale, "dosing"))
    expect(tick(page)).to_be_checked()
    assert kept(page) == {"read": ["summary"]}  # opened, not read
    to_the_end(page)
    expect(page.get_by_role("status").last).to_have_text(said(locale, "kept", read=2, all=COUNT))
    assert kept(page) == {"read": ["summary", "dosing"]}
    assert sorted(marked(page)) == ["dosing", "summary"]
    named = page.locator(".md-nav--primary a:has(.progress__mark)").first
    expect(named).to_contain_text(said(locale, "read"))
    # The other language is the same tutorial.
    other = {"zh": "en", "en": "zh"}[locale]
    page.goto(address(home, other, "body"))
    assert sorted(marked(page)) == ["dosing", "summary"]
    expect(page.get_by_role("status")).to_have_text(said(other, "kept", read=2, all=COUNT))


def test_the_entry_holds_the_sites_place(open_page: Open, home: str, locale: str) -> None:
    page = open_page(address(home, locale, "summary"))
    tick(page).check()
    (name,) = entries(page)
    assert unquote(name) == f"tandem.progress:{unquote(urlsplit(home).path)}magnesium/index.html"


def test_the_same_switch_deletes_it(open_page: Open, home: str, locale: str) -> None:
    page = open_page(address(home, locale, "summary"))
    tick(page).check()
    assert len(entries(page)) == 1
    tick(page).uncheck()
    assert entries(page) == {}
    expect(page.get_by_role("status")).to_have_text("")
    assert marked(page) == []
    page.reload()
    expect(tick(page)).not_to_be_checked()


def test_another_copy_of_the_site_keeps_its_own(open_page: Open, home: str) -> None:
    """From a disk all folders may share one storage; what another copy has kept is neither shown nor touched."""
    page = open_page(address(home, "en", "summary"))
    page.evaluate("""localStorage.setItem('tandem.progress:/elsewhere/magnesium/index.html', '{"read": ["body"]}')""")
    page.reload()
    expect(tick(page)).not_to_be_checked()
    tick(page).check()
    tick(page).uncheck()
    assert list(entries(page)) == ["tandem.progress:/elsewhere/magnesium/index.html"]


def test_what_cannot_be_read_counts_as_nothing(open_page: Open, served: str) -> None:
    page = open_page(address(served, "en", "summary"))
    for value in ("", "{", "null", "[]", '{"read": 1}', '"read"'):
        tick(page).check()
        (name,) = entries(page)
        page.evaluate("([name, value]) => localStorage.setItem(name, value)", [name, value])
        page.reload()
        expect(page.locator(".progress")).to_be_visible()
        expect(tick(page)).not_to_be_checked()
    tick(page).check()
    expect(page.get_by_role("status")).to_have_text(said("en", "kept", read=1, all=COUNT))


REFUSING = (
    "get: () => { throw new DOMException('no', 'SecurityError'); }",
    "get: () => ({ getItem: () => null, setItem() { throw new Error('full'); } })",
)


@pytest.mark.parametrize("how", REFUSING, ids=["all", "writing"])
def test_a_browser_that_refuses_is_told_of(browser: Browser, served: str, how: str) -> None:
    page = browser.new_page()
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {how} }})")
    page.goto(address(served, "en", "summary"))
    expect(page.locator(".progress")).to_be_visible()
    tick(page).click()
    expect(page.get_by_role("status")).to_have_text(said("en", "failed"))
    expect(tick(page)).not_to_be_checked()
    page.close()


def test_the_best_score_is_kept_once_asked(opened: Callable[..., SelfTest]) -> None:
    quiz = opened()
    page, locale = quiz.page, quiz.locale
    quiz.answer_all()
    quiz.finish.click()
    assert entries(page) == {}
    tick(page).check()
    for wrong, best in ((("pore", "infusion"), 13), (("pore", "infusion", "toxicity"), 13), (("pore",), 14)):
        quiz.order(7)
        quiz.answer_all(wrong=wrong)
        quiz.finish.click()
        assert kept(page)["best"] == {"right": best, "all": 15}
        expect(page.locator(".progress [role=status]")).to_contain_text(said(locale, "best", right=best, all=15))
    quiz.result.locator("[data-retry]").click()
    quiz.answer_all()
    quiz.finish.click()
    assert kept(page)["best"] == {"right": 14, "all": 15}  # a second try is no first attempt
    assert set(kept(page)) == {"read", "best"}
    assert "pore" not in json.dumps(entries(page))


def test_it_stands_on_sections_only_and_not_side_by_side(open_page: Open, home: str) -> None:
    page = open_page(home + "index.html")
    assert page.locator(".progress").count() == 0
    page.goto(home + "magnesium/summary.zh-en.html")
    assert page.locator(".progress").count() == 0
    page.goto(home + "magnesium/summary.html")
    assert page.locator(".progress").count() == 1
