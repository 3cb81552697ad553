"""The one file in Firefox, opened from a folder; and its accessibility on phone and desk, alive, in light and dark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.until import until
from tests.validate.firefox import Firefox
from tests.validate.test_accessibility import RULES, SCHEMES, Scheme
from tests.validate.test_html import nu_messages, place
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
        firefox.open(f"{files['zh-en'].as_uri()}#en-dosing")
        firefox.until("return document.querySelector('dose-calculator form')")
        firefox.type("input[name=weight]", "70")
        firefox.until("return document.querySelector('.calc__regimen').innerText.includes('2.1 to 3.5')")
        firefox.click("[data-kind=radio] input")
        firefox.click("[data-kind=radio] .quiz__row button")
        firefox.until("return document.querySelector('[data-kind=radio] [role=status]').innerText != ''")
        firefox.click("[data-stage='2']")
        firefox.until("return document.querySelectorAll('.figure__panel').length == 4")
        loaded = firefox.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        assert loaded == []


def violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{violation['id']}: {json.dumps(node['target'], ensure_ascii=False)}: {violation['help']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


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
        until(page, ALIVE)
        page.locator("input[name=weight]").fill("70")
        page.locator("input[type=search]").fill("mg")
        report += [f"{name}: {violation}" for violation in violations(page, axe)]
        context.close()
    # axe is a script: what is read without them is looked at where the file's own cannot unpack.
    context = browser.new_context(color_scheme=asked, viewport={"width": width, "height": 740}, bypass_csp=True)
    page = context.new_page()
    page.add_init_script("delete globalThis.TextDecoder")
    page.goto(files["zh-en"].as_uri())
    assert page.locator("main > div").count() == 2
    report += [f"zh-en, not unpacked: {violation}" for violation in violations(page, axe)]
    context.close()
    assert report == []


def test_what_is_unpacked_is_valid(
    browser: Browser, files: dict[str, Path], node_modules: Path, tmp_path: Path
) -> None:
    """Without styles, of which the checker does not know all."""
    for name, path in files.items():
        for locale in name.split("-"):
            page = browser.new_page(bypass_csp=True)
            page.goto(f"{path.as_uri()}#{locale}")
            until(page, ALIVE)
            page.evaluate("document.querySelectorAll('style').forEach((style) => style.remove())")
            (tmp_path / f"{name}.{locale}.html").write_text(page.content(), encoding="utf-8")
            page.close()
    messages = nu_messages(node_modules / "vnu-jar/build/dist/vnu.jar", tmp_path)
    assert len(list(tmp_path.iterdir())) == 4
    assert [(place(message, tmp_path), message["message"]) for message in messages if message["type"] != "info"] == []
