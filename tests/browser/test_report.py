"""Reporting a problem: the report names the section that was read, though the link stands at the page's end."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Open

pytestmark = pytest.mark.browser

LINK = ".report a"
PAGE = "en/magnesium/dosing.html"
FILE = "magnesium/dosing.en.md"


def place(page: Page) -> str:
    """The first line of the report that the link opens now."""
    address = page.locator(LINK).get_attribute("href") or ""
    return parse_qs(urlsplit(address).query)["body"][0].splitlines()[0].removeprefix("Page: ")


def rest(page: Page, heading: str) -> None:
    """Bring a heading to the top, and read there for a while."""
    page.evaluate("id => document.getElementById(id).scrollIntoView({behavior: 'instant'})", heading)
    page.evaluate("new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(told)))")
    page.wait_for_timeout(2300)  # what counts as reading, not as passing by, is a matter of time alone


def to_link(page: Page) -> None:
    page.locator(LINK).scroll_into_view_if_needed()
    page.locator(LINK).blur()
    page.locator(LINK).focus()


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 800}])
def test_a_report_names_the_section_that_was_read(open_page: Open, served: str, size: dict[str, int]) -> None:
    page = open_page(served + PAGE, viewport=size)
    headings = page.locator("article > h2[id]").evaluate_all("all => all.map((one) => one.id)")
    assert place(page) == FILE
    rest(page, headings[1])
    to_link(page)
    assert place(page) == f"{FILE}#{headings[1]}", "and not the last one, which stands above the link"
    page.wait_for_timeout(2300)
    page.locator(LINK).dispatch_event("pointerdown")
    assert place(page) == f"{FILE}#{headings[1]}", "however long the link is in sight"
    rest(page, headings[2])
    to_link(page)
    assert place(page) == f"{FILE}#{headings[2]}", "written anew, not added"


def test_a_link_into_the_page_is_where_its_reader_is(open_page: Open, served: str) -> None:
    page = open_page(f"{served}{PAGE}#cautions")
    to_link(page)
    assert place(page) == f"{FILE}#cautions"


def test_without_a_script_it_names_the_page(open_page: Open, served: str) -> None:
    page = open_page(served + PAGE, java_script_enabled=False)
    assert place(page) == FILE
    body = parse_qs(urlsplit(page.locator(LINK).get_attribute("href") or "").query)["body"][0]
    assert "Language: English" in body
    assert "Version: " in body
