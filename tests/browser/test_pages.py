"""Every page, in both languages, on a desk and on a phone, light and dark, from a host and from a disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE
from tests.browser.watch import Watch
from tests.dosing.data import real_site
from tests.trials import sample

pytestmark = pytest.mark.browser

LOCALES = ["zh", "en"]
NOT_CLINICAL = {"accessibility", "downloads", "intended-use", "languages"}
SCHEMES: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}

LOOK = """() => {
  const root = document.documentElement;
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  const beyond = root.scrollWidth > root.clientWidth || document.body.scrollWidth > root.clientWidth;
  return {
    lang: root.lang,
    scheme: document.body.dataset.mdColorScheme,
    title: document.title,
    headings: seen("h1").map((element) => element.textContent.replace("¶", "").trim()),
    review: seen(".tandem-review, .shelf__facts").map((element) => element.textContent.trim()),
    hints: seen(".tandem-hint").length,
    languages: seen("a.tandem-language").map((element) => element.href),
    beyond: beyond ? [...document.querySelectorAll("body *")]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > root.clientWidth + 1)
      .map((element) => `${element.tagName}.${element.className}`) : [],
    sideways: beyond,
    styled: [...document.querySelectorAll("link[rel=stylesheet]")].every((link) => link.sheet) &&
      getComputedStyle(document.body).getPropertyValue("--tandem-paper") !== "",
  };
}"""


def names(site: Path, locale: str) -> list[str]:
    """The pages of a language, as they lie in the site; the 404 page and those of two have tests of their own."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}
    found = {name for name in found if not name.endswith(".zh-en.html") and not name.startswith("downloads/")}
    return sorted(name for name in found if name.startswith("en/") == (locale == "en"))


def other(name: str) -> str:
    return name.removeprefix("en/") if name.startswith("en/") else f"en/{name}"


def test_what_is_wrong_with_a_page_would_be_seen(browser: Browser, served: str) -> None:
    page = browser.new_page(viewport=DESK)
    page.goto(served + "en/magnesium/index.html")
    assert not page.evaluate(LOOK)["sideways"]
    page.evaluate("""() => document.querySelector("article").append(
      Object.assign(document.createElement("h1"), {textContent: "x", style: "min-width: 3000px"}))""")
    seen = page.evaluate(LOOK)
    page.close()
    assert seen["sideways"] and "H1." in seen["beyond"] and len(seen["headings"]) == 2


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("home", "scheme"), [("http", "light"), ("http", "dark"), ("file", "dark")], indirect=["home"])
def test_pages(browser: Browser, site: Path, home: str, scheme: Literal["light", "dark"], locale: str) -> None:
    language = real_site().settings.language(locale)
    reviewed = real_site().strings[locale]("colophon.unreviewed")
    options: Any = {"viewport": DESK, "color_scheme": scheme, "locale": language.tag}
    context = browser.new_context(**options)
    watch = Watch(context)
    page = context.new_page()
    problems: list[str] = []

    def check(what: str, *, holds: bool) -> None:
        if not holds:
            problems.append(f"{name}: {what}")

    assert len(names(site, locale)) >= 14
    for name in sample(names(site, locale), 5, f"{home[:4]} {scheme} {locale}"):
        page.set_viewport_size(DESK)
        page.goto(home + quote(name))
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            seen = page.evaluate(LOOK)
            at = f"at {size['width']}"
            check(f"scrolls sideways {at}: {seen['beyond']}", holds=not seen["sideways"])
            check(f"has not one heading {at}: {seen['headings']}", holds=len(seen["headings"]) == 1)
            if Path(name).stem not in NOT_CLINICAL:
                check(f"does not show its review {at}", holds=any(reviewed in text for text in seen["review"]))
            check(f"shows a hint of its own language {at}", holds=seen["hints"] == 0)
            check(f"language {seen['lang']}", holds=seen["lang"] == language.tag)
            check(f"scheme {seen['scheme']}", holds=seen["scheme"] == SCHEMES[scheme])
            check(f"title {seen['title']!r}", holds=seen["title"].endswith("Tandem"))
            check("a style sheet is missing", holds=seen["styled"])
            wanted = [home + quote(other(name))]
            check(f"switch {at} leads to {seen['languages']}", holds=seen["languages"] == wanted)
    page.wait_for_load_state("networkidle")
    context.close()
    assert problems == []
    assert watch.strangers(home) == []
    assert watch.complaints == []
