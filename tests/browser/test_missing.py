"""The page for addresses that are not there, as a host under a sub-path answers with it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ["no-such-page.html", "en/magnesium/no/such/page.html"])
def test_missing_page(browser: Browser, served: str, address: str) -> None:
    context = browser.new_context(viewport=PHONE, locale="en")
    watch = Watch(context)
    page = context.new_page()
    answer = page.goto(served + address)
    assert answer is not None
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "404"
    for tag, words in (
        ("zh-Hans", ["没有这一页", "地址可能写错，或页面已移走。", "全部教程"]),
        ("en", ["There is no such page", "The address may be mistyped, or the page has moved.", "All tutorials"]),
    ):
        section = page.locator(f"article section[lang={tag}]")
        expect(section).to_be_visible()
        for text in words:
            assert text in section.inner_text()
    header = page.locator(".md-header").evaluate("header => getComputedStyle(header).position")
    assert header == "sticky"
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--tandem-paper')")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for tag, goes in (("zh-Hans", "index.html"), ("en", "en/index.html")):
        page.goto(served + address)
        page.locator(f"article section[lang={tag}] a").first.click()
        page.wait_for_url(served + goes)
        assert page.evaluate("document.documentElement.lang") == tag
    page.set_viewport_size(DESK)
    page.goto(served + address)
    page.locator("a.md-header__home").click()
    page.wait_for_url(served + "index.html")
    page.wait_for_load_state("networkidle")
    context.close()
    assert watch.strangers(served) == []
    # The browser itself notes the page that was not there, and nothing else was missing.
    assert [complaint for complaint in watch.complaints if address not in complaint] == []
