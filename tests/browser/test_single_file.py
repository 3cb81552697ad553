"""The one file as a colleague opens it: from a folder, with scripts and without, and never asking the network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open

WORDS = {"zh": ("硫酸镁 负荷", "负荷", "2.1 至 3.5 g"), "en": ("LOADING dose", "loading", "2.1 to 3.5 g")}
VIOLATIONS = (
    "window.refused = []; document.addEventListener('securitypolicyviolation', (e) => refused.push(e.blockedURI))"
)


@pytest.fixture(scope="session")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one") / "离线 网站 (v1)"
    folder.mkdir()
    for name in ("magnesium.zh.html", "magnesium.en.html", "magnesium.zh-en.html"):
        shutil.copy(site / "downloads" / name, folder)
    return folder


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("file", ["magnesium.{}.html", "magnesium.zh-en.html"])
def test_it_is_read_searched_computed_and_answered(open_page: Open, folder: Path, file: str, locale: str) -> None:
    page = open_page("about:blank", viewport=PHONE, locale={"zh": "zh-CN", "en": "en"}[locale])
    page.add_init_script(VIOLATIONS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = (folder / file.format(locale)).as_uri()
    page.goto(address)
    query, marked, dose = WORDS[locale]
    expect(page.locator("main > div")).to_have_count(1)
    expect(page.locator(f"main > div#{locale}")).to_be_visible()
    # Search: listed, marked, told, and reached by keys alone.
    page.keyboard.press("/")
    page.keyboard.type(query)
    expect(page.locator(".search [role=status]")).to_contain_text("4")
    assert page.locator(".search mark").first.inner_text().lower() == marked
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".search ul")).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('section').dataset.part") == "dosing"
    # The calculator.
    page.locator("input[name=weight]").fill("70")
    expect(page.locator("dose-calculator form section").first).to_contain_text(dose)
    expect(page.locator("tr[aria-current]").first).to_be_visible()
    # The self-test.
    item = page.locator("[data-kind=radio]").first
    item.locator("input").first.check()
    item.locator("button").click()
    expect(item.locator("[role=status]")).not_to_be_empty()
    expect(item.locator("details")).to_be_visible()
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert fits(page), width
    assert asked == [address]
    assert page.evaluate("refused") == []


def test_the_language_changes_and_the_section_stays(open_page: Open, folder: Path) -> None:
    page = open_page((folder / "magnesium.zh-en.html").as_uri(), viewport=PHONE)
    for locale, other, tag in (("zh", "en", "en"), ("en", "zh", "zh-Hans")):
        page.evaluate(f"document.getElementById('{locale}-summary').scrollIntoView()")
        at = page.locator(".bar [data-to]").bounding_box()
        assert at is not None
        page.mouse.click(at["x"] + 5, at["y"] + 5)  # a locator's click scrolls to where a sticky element would lie
        expect(page.locator("html")).to_have_attribute("lang", tag)
        assert page.evaluate(f"Math.abs(document.getElementById('{other}-summary').getBoundingClientRect().top)") < 200
        expect(page.locator("main > div")).to_have_count(1)
    page.locator("input[name=weight]").fill("70")
    expect(page.locator("dose-calculator form section").first).to_contain_text(WORDS["zh"][2])
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_without_scripts_everything_is_read(open_page: Open, folder: Path) -> None:
    page = open_page((folder / "magnesium.zh-en.html").as_uri(), viewport=PHONE, java_script_enabled=False)
    expect(page.locator("main > div")).to_have_count(2)
    for locale in WORDS:
        part = page.locator(f"#{locale}")
        expect(part).to_be_visible()
        expect(part.locator(".search")).to_be_hidden()
        expect(part.locator("form")).to_have_count(3)
        expect(part.locator("input:visible")).to_have_count(0)
        expect(part.locator(".dose-table").first).to_be_visible()
        folded = part.locator("details").first
        folded.locator("summary").click()
        expect(folded.locator("p").first).to_be_visible()


def test_night_and_paper(open_page: Open, folder: Path) -> None:
    page = open_page((folder / "magnesium.zh.html").as_uri(), color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(18, 24, 26)"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".bar")).to_be_hidden()
    assert page.pdf().count(b"/Type /Page\n") > 5
