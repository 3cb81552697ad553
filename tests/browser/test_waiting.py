"""What waits for scripts: in its place before another script looks for it, and missed by nobody without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def test_a_page_is_filled_before_its_scripts_run(open_page: Open, home: str) -> None:
    page = open_page(home + "en/magnesium/dosing.html")
    places = page.locator("[data-waiting]")
    assert sorted(str(place.get_attribute("data-waiting")) for place in places.all()) == [
        "app", "calculator", "progress", "search",
    ]  # fmt: skip
    assert all(place.evaluate("place => place.childElementCount") for place in places.all())
    first = page.locator("script[src][defer]").first.get_attribute("src") or ""
    assert Path(first).name.startswith("waiting.en.")


def test_without_scripts_nothing_of_it_is_seen(open_page: Open, home: str) -> None:
    page = open_page(home + "magnesium/dosing.html", java_script_enabled=False)
    for place in page.locator("[data-waiting]").all():
        assert not place.is_visible()
        assert place.inner_html() == ""
