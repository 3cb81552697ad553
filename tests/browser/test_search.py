"""Search, with the theme's own worker: over http, and from a disk where a shim stands in for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.conftest import DESK, PHONE, Open

pytestmark = pytest.mark.browser

LONG = 30_000  # the index is read and made searchable first


@pytest.mark.parametrize(
    ("address", "term", "size"),
    [
        ("magnesium/index.html", "硫酸镁", DESK),
        ("magnesium/about.html", "疼痛", PHONE),
        ("en/magnesium/index.html", "sulfate", PHONE),
        ("en/magnesium/about.html", "neuromuscular", DESK),
    ],
)
def test_search(open_page: Open, home: str, address: str, term: str, size: ViewportSize) -> None:
    page = open_page(home + address, viewport=size)
    field = page.locator("input[name=query]")
    opens = page.locator("label[for=__search].md-header__button")
    (opens if size is PHONE else field).click()
    expect(field).to_be_focused()
    page.keyboard.type(term)
    page.keyboard.press("End")  # the theme looks when a key is let go, as the last one of an input method is
    result = page.locator(".md-search-result__link").first
    expect(result).to_be_visible(timeout=LONG)
    language = "en/" if address.startswith("en/") else "magnesium/"
    own = page.locator(f".md-search-result__link[href^='{home}{language}']").first
    own.click()
    page.wait_for_url(lambda url: url.split("?")[0].split("#")[0] != home + address, timeout=LONG)
    expect(page.locator("article")).to_contain_text(term)


def test_what_is_nowhere_is_not_found(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/index.html")
    page.locator("input[name=query]").click()
    page.keyboard.type("zzzxq")
    expect(page.locator(".md-search-result__meta")).to_contain_text("No", timeout=LONG)
    assert page.locator(".md-search-result__link").count() == 0
