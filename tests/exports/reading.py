"""What a reader does with a copy of the site, however it was brought: search, switch the language, calculate."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

LONG = 30_000  # what is searched is read first


def read(page: Page, home: str, *, beside: bool = True) -> None:
    """Use the copy whose top folder is `home`; `beside`: it has the pages that show both languages."""
    page.goto(f"{home}index.html")
    page.locator("article a", has_text="镁与疼痛").first.click()
    page.wait_for_url(re.compile(re.escape(home) + r"magnesium/(index\.html)?"))
    search(page, "硫酸镁", f"{home}magnesium/")
    page.goto(f"{home}magnesium/dosing.html")
    page.locator("a.tandem-language").click()
    page.wait_for_url(f"{home}en/magnesium/dosing.html")
    page.locator("input[name=weight]").fill("70")
    expect(page.locator(".calc__answer").first).to_contain_text(re.compile(r"\d"))
    if not beside:
        expect(page.locator("a.tandem-beside")).to_have_count(0)
        return
    page.locator("a.tandem-beside").click()
    page.wait_for_url(f"{home}magnesium/dosing.zh-en.html*")
    expect(page.locator(".both").first).to_be_visible()


def search(page: Page, words: str, within: str) -> None:
    """Search, and follow the first result in the language that is read."""
    page.locator(".search-open, label[for=__search].md-header__button").first.click()
    field = page.locator("input[name=query]")
    expect(field).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("End")
    found = page.locator(f".search__results a[href^='{within}'], .md-search-result__link[href^='{within}']").first
    expect(found).to_be_visible(timeout=LONG)
    found.click()
    page.wait_for_url(lambda url: url.startswith(within))
    expect(page.locator("article").first).to_contain_text(words)
