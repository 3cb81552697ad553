"""A whole site with a language from right to left: every page and form, and the dose as it is shown on the screen."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page
from tandem.direction import outside

from tests.conftest import built, once
from tests.direction.seen import shown
from tests.exports.packed import opened
from tests.fixtures.rightward import ARABIC, HEBREW, write
from tests.until import until

ISOLATE = '<bdi dir="ltr">'
FORMS = {"single_file": True, "text": True, "zip": True, "epub": True}


@pytest.fixture(scope="module", params=[ARABIC, HEBREW])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The language, and the site with it; one of the two with every form."""
    locale: str = request.param

    def make(folder: Path) -> None:
        config = write(folder / "sources", locale, **(FORMS if locale == ARABIC else {}))
        built(folder / "site", config=config)

    return locale, once(tmp_path_factory, f"site-{locale}", make) / "site"


def test_no_page_shows_a_quantity_outside_of_an_isolate(sites: tuple[str, Path]) -> None:
    locale, site = sites
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not list(outside(text)), path
        if path.relative_to(site).parts[0] == locale:
            assert '<body dir="rtl"' in text
            assert ISOLATE in text, path


def test_pages_from_left_to_right_have_nothing_of_it(sites: tuple[str, Path]) -> None:
    locale, site = sites
    pages = [site / "index.html", *(site / "salt").glob("*.html")]
    alone = [page for page in pages if f"-{locale}." not in page.name]
    assert len(alone) >= 5
    for page in alone:
        text = page.read_text(encoding="utf-8")
        assert "<bdi" not in text and not re.search("[\u2066-\u2069]", text), page


@pytest.fixture
def dosing(sites: tuple[str, Path], browser: Browser) -> Iterator[Page]:
    locale, site = sites
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale=locale)
    page.goto((site / locale / "salt/dosing.html").as_uri())
    until(page, "globalThis.tandemDirection")
    yield page
    page.close()


@pytest.mark.browser
def test_the_text_is_shown_in_order(dosing: Page) -> None:
    text = shown(dosing, "article")
    working, interval = "30 kg × 15 mg/kg = 450 mg", "HR 0.85 (95% CI 0.7, 0.95)"
    for wanted in (working, interval, "−5.6 mg", "24.4%", "1:4", "A-1 450", "Cl⁻", "4 mg/kg", "50 mg"):
        assert wanted in text, wanted


@pytest.mark.browser
def test_the_calculator_shows_its_working_in_order(dosing: Page) -> None:
    dosing.locator("input[name=weight]").fill("70.5")
    until(dosing, "[...document.querySelectorAll('.calc__working data')].some((one) => one.textContent)")
    working = shown(dosing, ".calc__working")
    assert "70.5 kg × 2 mg/kg = 141 mg" in working
    assert "70.5 kg × 4 mg/kg = 282 mg" in working
    dosing.locator("input[name=weight]").fill("7o")
    until(dosing, "document.querySelector('.calc__errors p')")
    assert "70" in shown(dosing, ".calc__errors")


def test_no_form_has_a_quantity_outside_of_an_isolate(sites: tuple[str, Path]) -> None:
    locale, site = sites
    folder = site / "downloads"
    if locale != ARABIC:
        assert not folder.exists()
        return
    with zipfile.ZipFile(folder / "salt.ar.epub") as book:
        texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    assert any(ISOLATE in text for text in texts)
    assert not [found for text in texts for found in outside(text)]
    page = (folder / "salt.ar.html").read_text(encoding="utf-8")
    assert "<bdi" in page and not list(outside(page))
    tree, _, program = opened(page)
    assert not list(outside(html.tostring(tree, encoding="unicode")))
    assert "tandemDirection" in program
    with zipfile.ZipFile(folder / "salt.ar.docx") as document:
        text = document.read("word/document.xml").decode()
    assert "<w:bidi" in text
    runs = re.findall(r"<w:r>(.*?)</w:r>", text, re.S)
    working = [run for run in runs if "450" in run]
    assert working and not [run for run in working if "<w:rtl />" in run or "<w:rtl/>" in run]
    assert "\u206630 kg × 15 mg/kg = 450 mg\u2069" in re.sub("<[^>]*>", "", text).replace("\u00a0", " ")
