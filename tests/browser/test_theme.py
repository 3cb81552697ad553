"""Light and dark: the reader's system decides first, then the reader."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
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
    button = page.get_by_role("radio", name=real_site().strings["zh"]("chrome.dark"))
    assert button.count() == 1


@pytest.mark.parametrize(("asked", "scheme"), [("light", "default"), ("dark", "slate")])
def test_the_system_decides_first(open_page: Open, served: str, asked: str, scheme: str) -> None:
    assert shown(open_page(served + "en/index.html", color_scheme=asked))[0] == scheme
