"""On paper: each section as its text alone on A4, with what it is at its end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.test_pages import names
from tests.calculator.test_print import A4, pages_of
from tests.dosing.data import real_site
from tests.trials import sample

pytestmark = pytest.mark.browser

SCREEN_ONLY = [".md-header", ".md-sidebar", ".md-toggle", ".md-overlay", ".tandem-way", ".md-top", ".headerlink",
               ".tandem-hint", ".md-skip"]  # fmt: skip

PAPER = """(only) => ({
  shown: only.filter((selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility())),
  beyond: [...document.querySelectorAll("article *")].filter((one) => one.checkVisibility() &&
    !(one.closest("svg") && getComputedStyle(one.closest("svg")).overflow === "hidden" && one.tagName !== "svg") &&
    one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((one) => one.className),
  colour: getComputedStyle(document.querySelector("article h1")).color,
  footer: document.querySelector(".md-copyright").innerText,
})"""


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_each_section_is_a_clean_print(browser: Browser, site: Path, served: str, locale: str) -> None:
    found = real_site()
    tutorial = found.shelf.tutorials[0].file
    t = found.strings[locale]
    context = browser.new_context(color_scheme="dark", locale=found.settings.language(locale).tag)
    page = context.new_page()
    wrong: list[Any] = []
    sections = [name for name in names(site, locale) if name.count("/") == (1 if locale == "zh" else 2)]
    assert len(sections) >= 13
    for name in sample(sections, 5, f"print {locale}"):
        page.goto(served + name)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 627, "height": 900})  # A4 less its margins
        seen = page.evaluate(PAPER, SCREEN_ONLY)
        if seen["shown"] or seen["beyond"] or seen["colour"] != "rgb(30, 39, 41)":
            wrong.append((name, seen))
        for words in (t("colophon.unreviewed"), tutorial.version, t("chrome.teaching"), served.split("/")[-2]):
            if words not in seen["footer"]:
                wrong += [(name, f"{words!r} is not in the footer: {seen['footer']}")]
        page.emulate_media(media=None)
        for width, height in pages_of(page.pdf(prefer_css_page_size=True)):
            if abs(width - A4[0]) > 1 or abs(height - A4[1]) > 1:
                wrong.append((name, (width, height)))
    context.close()
    assert wrong == []
