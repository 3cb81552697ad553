"""What was searched for and not found: kept where the reader chooses it, on the device alone, sent by hand alone."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.test_search import search
from tests.browser.watch import Watch
from tests.until import until

pytestmark = pytest.mark.browser

HERE = "en/magnesium/dosing.html"
BOX, CHOICE = ".search__kept", ".search__kept > label input"
TEXTS = f"{BOX} li span"
STORED = "localStorage.getItem('tandem.unfound')"


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()


def ask(page: Page, query: str) -> None:
    if page.locator("dialog.search").evaluate("dialog => dialog.open"):
        page.locator("dialog.search input[name=query]").focus()
    search(page, query)


def choose(page: Page, query: str = "ketamine") -> None:
    ask(page, query)
    page.locator(CHOICE).check()


def body(page: Page) -> str:
    address = page.locator(f"{BOX} a").get_attribute("href") or ""
    return parse_qs(urlsplit(address).query)["body"][0]


def test_nothing_is_kept_unless_the_reader_chooses_it(open_page: Open, served: str) -> None:
    page = open_page(served + HERE)
    ask(page, "ketamine")
    expect(page.locator(CHOICE)).not_to_be_checked()
    close(page)
    assert page.evaluate(STORED) is None
    ask(page, "dose")
    expect(page.locator(BOX)).to_have_count(0)  # something was found


def test_what_is_kept_is_seen_and_can_be_deleted(open_page: Open, served: str) -> None:
    page = open_page(served + HERE, viewport=PHONE)
    choose(page)
    expect(page.locator(TEXTS)).to_have_text(["ketamine"])
    ask(page, "propranolol")
    expect(page.locator("dialog.search [role=status]")).to_contain_text("propranolol")
    close(page)
    assert json.loads(page.evaluate(STORED)) == ["ketamine", "propranolol"]
    page.reload()
    page.locator(".search-open").click()
    expect(page.locator(TEXTS)).to_have_text(["propranolol", "ketamine"])  # before anything is typed
    page.get_by_role("button", name="Delete “propranolol”").click()
    expect(page.locator(TEXTS)).to_have_text(["ketamine"])
    page.locator(CHOICE).uncheck()
    expect(page.locator(TEXTS)).to_have_count(0)
    assert page.evaluate(STORED) is None


def test_what_is_found_is_not_kept_nor_is_the_beginning_of_a_query(open_page: Open, served: str) -> None:
    page = open_page(served + HERE)
    choose(page)
    for query in ("qwxz", "qwxzv", "dose", "ketamine"):  # the last one once more
        ask(page, query)
        close(page)
    assert json.loads(page.evaluate(STORED)) == ["ketamine", "qwxzv"]


def test_a_report_has_what_is_ticked_and_nothing_else(open_page: Open, served: str) -> None:
    page = open_page(served + HERE)
    watch = Watch(page.context)
    choose(page, "ketamine & <b>100%</b> #1 + “x”")
    ask(page, "propranolol")
    close(page)
    ask(page, "ketamine nothing qwxz")
    expect(page.locator(f"{BOX} a")).to_have_count(0)
    page.locator(f"{BOX} li", has_text="100%").get_by_role("checkbox").check()
    sent = body(page)
    assert sent.startswith("Page: magnesium/dosing.en.md")
    assert sent.endswith("\nSearched for and not found:\n- ketamine & <b>100%</b> #1 + “x”\n")
    assert "ketamine" not in parse_qs(urlsplit(page.locator(".report a").get_attribute("href") or "").query)["body"][0]
    assert watch.strangers(served) == []  # nothing left by itself


def test_from_a_folder_it_is_kept_too(open_page: Open, site: Path) -> None:
    page = open_page((site / "magnesium/dosing.html").as_uri())
    ask(page, "氯胺酮")
    page.locator(CHOICE).check()
    expect(page.locator(TEXTS)).to_have_text(["氯胺酮"])


@pytest.mark.parametrize("broken", ["throw new Error('no')", "return 'not JSON'", "return '{}'", "return '[1, null]'"])
def test_a_window_that_keeps_nothing_says_so_and_searches(open_page: Open, served: str, broken: str) -> None:
    page = open_page(served + "en/glossary.html")
    page.evaluate(
        f"""Object.defineProperty(window, 'localStorage', {{value: {{
          getItem() {{ {broken} }}, removeItem() {{}}, setItem() {{ throw new Error('full') }} }}}})"""
    )
    ask(page, "ketamine")
    page.locator(CHOICE).click()
    if broken != "return '[1, null]'":
        expect(page.locator(f"{BOX} [role=alert]")).to_be_visible()
        expect(page.locator(CHOICE)).not_to_be_checked()
    ask(page, "dose")
    until(page, "document.querySelector('.search__list a')")


def test_it_is_worked_by_keys(open_page: Open, served: str) -> None:
    page = open_page(served + HERE)
    ask(page, "ketamine")
    page.locator(CHOICE).focus()
    page.keyboard.press("Space")
    expect(page.locator(CHOICE)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the tick
    expect(page.locator(f"{BOX} a")).to_be_visible()
    expect(page.locator(f"{BOX} li input")).to_be_focused()
