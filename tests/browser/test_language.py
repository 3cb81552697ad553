"""From one language to the other: the switch keeps page and section, the hint offers and never redirects."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.dosing.data import real_site

pytestmark = pytest.mark.browser

PAGES = [("magnesium/dosing.html", "en/magnesium/dosing.html"), ("en/magnesium/dosing.html", "magnesium/dosing.html")]
SWITCH = "a.tandem-language"


def language(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))


@pytest.mark.parametrize(("here", "there"), PAGES)
def test_the_switch_keeps_the_page_and_the_section(open_page: Open, home: str, here: str, there: str) -> None:
    page = open_page(home + here)
    page.locator(SWITCH).click()
    page.wait_for_url(home + there)
    assert language(page) == ("en" if there.startswith("en/") else "zh-Hans")
    # Back again, from the middle of the page.
    for section in ("cautions", "cautions"):
        page.locator(f"#{section}").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
        came = page.url.split("#")[0]
        page.locator(SWITCH).click()
        goes = home + (here if came == home + there else there)
        page.wait_for_url(f"{goes}#{section}")
        expect(page.locator(f"#{section}")).to_be_in_viewport()
        top = page.locator(f"#{section}").evaluate("heading => heading.getBoundingClientRect().top")
        assert top >= page.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom") - 1


def test_the_switch_by_keyboard_keeps_the_section(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/adverse-effects.html", viewport=PHONE)
    page.locator("#neuromuscular").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
    page.locator(SWITCH).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(served + "magnesium/adverse-effects.html#neuromuscular")


def test_at_the_top_there_is_no_section_to_keep(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/dosing.html")
    page.locator("#cautions").evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")
    page.locator(SWITCH).hover()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.locator(SWITCH).click()
    page.wait_for_url(served + "magnesium/dosing.html")


@pytest.mark.parametrize(("here", "there"), PAGES)
def test_without_a_script_the_switch_is_a_link(open_page: Open, home: str, here: str, there: str) -> None:
    page = open_page(home + here, java_script_enabled=False)
    page.locator(SWITCH).click()
    page.wait_for_url(home + there)
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    ("here", "there", "reads", "speaks"),
    [
        ("en/magnesium/dosing.html", "magnesium/dosing.html", "zh-CN", "zh"),
        ("en/index.html", "index.html", "zh-TW", "zh"),
        ("magnesium/dosing.html", "en/magnesium/dosing.html", "en-GB", "en"),
    ],
)
def test_the_hint_speaks_the_readers_language(
    open_page: Open, home: str, here: str, there: str, reads: str, speaks: str
) -> None:
    page = open_page(home + here, locale=reads, viewport=PHONE)
    strings = real_site().strings[speaks]
    hint = page.locator("[data-hint]")
    expect(hint).to_be_visible()
    assert strings("chrome.hint") in hint.inner_text()
    assert bool(re.search("[\u4e00-\u9fff]", hint.inner_text())) == (speaks == "zh")
    assert hint.get_attribute("lang") == real_site().settings.language(speaks).tag
    assert page.url == home + here  # offered, not redirected
    hint.get_by_role("button", name=strings("chrome.hint_close")).click()
    expect(hint).to_be_hidden()
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    expect(hint).to_be_hidden()
    page.goto(home + here.replace("dosing", "about"))
    expect(page.locator("h1")).to_be_visible()
    expect(hint).to_be_hidden()
    page.evaluate("localStorage.clear()")
    page.goto(home + here)
    expect(hint).to_be_visible()
    hint.get_by_role("link", name=strings("chrome.hint_go")).click()
    page.wait_for_url(home + there)
    expect(page.locator("[data-hint]")).to_be_hidden()


@pytest.mark.parametrize(
    ("here", "reads"),
    [("magnesium/dosing.html", "zh-CN"), ("en/magnesium/dosing.html", "en-US"), ("en/magnesium/dosing.html", "fr-FR")],
)
def test_no_hint_where_there_is_nothing_to_offer(open_page: Open, served: str, here: str, reads: str) -> None:
    page = open_page(served + here, locale=reads)
    expect(page.locator("h1")).to_be_visible()
    assert not any(hint.is_visible() for hint in page.locator("[data-hint]").all())
    assert page.evaluate("localStorage.getItem('tandem.hint')") is None


def test_the_first_language_that_the_site_has_decides(open_page: Open, served: str) -> None:
    page = open_page("about:blank", locale="en")
    page.add_init_script("Object.defineProperty(navigator, 'languages', {get: () => ['fr-FR', 'zh-CN', 'en']})")
    page.goto(served + "en/magnesium/dosing.html")
    expect(page.locator("[data-hint]")).to_be_visible()
    page.goto(served + "magnesium/dosing.html")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-hint]")).to_be_hidden()
