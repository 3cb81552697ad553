"""The one file in Firefox, opened from a folder; and its accessibility on phone and desk, alive, in light and dark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.validate.firefox import Firefox
from tests.validate.test_accessibility import RULES, SCHEMES, Scheme
from tools import validators

pytestmark = pytest.mark.validate

ALIVE = "document.querySelectorAll('dose-calculator form input').length > 1"


@pytest.fixture(scope="module")
def files(site_dir: Path) -> dict[str, Path]:
    """By what stands between the tutorial's name and the ending: zh, en, zh-en."""
    return {path.suffixes[-2][1:]: path for path in (site_dir / "downloads").glob("magnesium.*.html")}


def test_it_works_in_firefox(files: dict[str, Path], tmp_path: Path) -> None:
    with Firefox(validators.find("firefox-esr"), tmp_path / "profile") as firefox:
        firefox.open(files["zh-en"].as_uri())
        firefox.until(f"return {ALIVE}")
        if firefox.run("return document.documentElement.lang") != "en":
            firefox.click("[data-to=en]")
        firefox.until("return document.documentElement.lang == 'en'")
        firefox.type("input[type=search]", "infusions")
        firefox.click(".results a")
        firefox.type("input[name=weight]", "70")
        firefox.until("return document.querySelector('.calc__answer').innerText.includes('2.1 to 3.5')")
        firefox.click("[data-kind=radio] input")
        firefox.click("[data-kind=radio] .quiz__row button")
        firefox.until("return document.querySelector('[data-kind=radio] [role=status]').innerText != ''")
        firefox.click("[data-stage='2']")
        firefox.until("return document.querySelectorAll('.figure__panel').length == 4")
        loaded = firefox.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        assert loaded == []


@pytest.mark.parametrize("asked", SCHEMES)
@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_accessible(
    asked: Scheme, width: int, browser: Browser, files: dict[str, Path], node_modules: Path
) -> None:
    axe = (node_modules / "axe-core/axe.min.js").read_text(encoding="utf-8")
    report = []
    for name, path in files.items():
        context = browser.new_context(color_scheme=asked, viewport={"width": width, "height": 740}, bypass_csp=True)
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_function(ALIVE)
        page.locator("input[name=weight]").fill("70")
        page.locator("input[type=search]").fill("mg")
        page.evaluate(axe)
        found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
        report += [
            f"{name}: {violation['id']}: {json.dumps(node['target'], ensure_ascii=False)}: {violation['help']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]
        context.close()
    assert report == []
