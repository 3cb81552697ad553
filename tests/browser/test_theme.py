"""Light and dark: the reader's system decides first, then the reader."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.dosing.data import real_site

pytestmark = pytest.mark.browser


def shown(page: Page) -> tuple[str, int]:
    """The scheme, and how light the page is."""
    found: Any = page.evaluate("[document.body.dataset.mdColorScheme, getComputedStyle(document.body).backgroundColor]")
    return str(found[0]), sum(int(part) for part in found[1].strip("rgba()").split(",")[:3])


@pytest.mark.parametrize(("address", "locale"), [("magnesium/index.html", "zh"), ("en/magnesium/index.html", "en")])
def test_the_toggle(open_page: Open, home: str, address: str, locale: str) -> None:
    strings = real_site().strings[locale]
    page = open_page(home + address, viewport=PHONE)
    scheme, lightness = shown(page)
    assert scheme == "default"
    assert lightness > 600
    to_dark = page.get_by_title(strings("chrome.dark"), exact=True)
    to_light = page.get_by_title(strings("chrome.light"), exact=True)
    expect(to_light).to_be_hidden()
    to_dark.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(to_dark).to_be_hidden()
    assert shown(page)[1] < 200
    page.reload()  # the choice is kept
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    to_light.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert shown(page)[1] > 600


def test_the_toggle_by_keyboard_is_named(open_page: Open, served: str) -> None:
    page = open_page(served + "magnesium/index.html")
    strings = real_site().strings["zh"]
    to_dark, to_light = (page.get_by_role("button", name=strings(f"chrome.{name}")) for name in ("dark", "light"))
    to_dark.focus()
    page.keyboard.press("Enter")
    assert shown(page)[0] == "slate"
    expect(to_light).to_be_focused()  # what was pressed is gone; the focus is not
    page.keyboard.press("Space")
    assert shown(page)[0] == "default"
    expect(to_dark).to_be_focused()


def test_who_comes_back_to_what_the_system_says_follows_it_again(open_page: Open, served: str) -> None:
    strings = real_site().strings["en"]
    page = open_page(served + "en/magnesium/index.html", color_scheme="dark")
    page.get_by_title(strings("chrome.light"), exact=True).click()
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert shown(page)[0] == "default"  # chosen, so kept
    page.get_by_title(strings("chrome.dark"), exact=True).click()
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_kept_choice_shows_from_the_first_paint(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/index.html")
    page.evaluate("localStorage.setItem('tandem.scheme', 'slate')")
    page.route("**/*.js", lambda route: route.fulfill(body=""))  # whatever a script would do comes after
    page.reload(wait_until="commit")
    expect(page.locator("h1")).to_be_visible()
    assert shown(page)[1] < 200


def test_without_a_script_no_toggle_is_shown(open_page: Open, served: str) -> None:
    page = open_page(served + "en/magnesium/index.html", java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("[data-scheme]").count() == 2
    assert not any(button.is_visible() for button in page.locator("[data-scheme]").all())


@pytest.mark.parametrize(("asked", "scheme"), [("light", "default"), ("dark", "slate")])
def test_the_system_decides_first(open_page: Open, served: str, asked: str, scheme: str) -> None:
    assert shown(open_page(served + "en/index.html", color_scheme=asked))[0] == scheme


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_in_forced_colours_every_sign_has_a_colour_of_the_reader(open_page: Open, served: str, size: Any) -> None:
    page = open_page(served + "magnesium/dosing.html", viewport=size, forced_colors="active", color_scheme="dark")
    signs = page.evaluate("""() => [...document.querySelectorAll(".md-header .md-icon, .md-header__home")]
      .filter((one) => one.checkVisibility())
      .map((one) => getComputedStyle(one, "::before")).filter((style) => style.display !== "none")
      .map((style) => style.backgroundColor)""")
    assert len(signs) >= 3
    assert set(signs) == {"rgb(255, 255, 255)"}
