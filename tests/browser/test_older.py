"""Older browsers, sandboxed frames and odd addresses: each thing works or is not shown, and stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tandem.lean import waiting_script

from tests.dosing.data import real_site

pytestmark = pytest.mark.browser

DOSING = "en/magnesium/dosing.html"
# What browsers of the floor do not have: Safari 13.1 no BigInt and no listeners on media, Chrome 80 none of the rest.
OLD = """
  for (const name of ["findLast", "findLastIndex", "at"]) delete Array.prototype[name];
  for (const name of ["at", "replaceAll"]) delete String.prototype[name];
  delete Object.hasOwn;
  delete Intl.Segmenter;
  for (const of of [Element, Document, DocumentFragment]) delete of.prototype.replaceChildren;
  delete MediaQueryList.prototype.addEventListener;
  Object.setPrototypeOf(MediaQueryList.prototype, Object.prototype);
  for (const name of ["structuredClone", "Highlight", "CSSContainerRule"]) delete globalThis[name];
  for (const name of ["querySelector", "querySelectorAll", "matches", "closest"])
    for (const { prototype } of [Element, Document]) {
      const real = prototype[name];
      if (real) prototype[name] = function (text) {
        if (/:(is|where|has|focus-visible)\\b/.test(text)) throw new SyntaxError(text);
        return real.call(this, text);
      };
    }
"""
NO_BIGINT = "delete globalThis.BigInt;"
NO_DIALOG = "delete HTMLDialogElement.prototype.showModal; delete HTMLDialogElement.prototype.show;"
# A browser whose division is wrong in the last place: what no test of names would find.
WRONG = (
    "const real = BigInt.prototype.toString; BigInt.prototype.toString = function () { return real.call(this + 1n); };"
)


class Reader:
    """A page, and every error on it that nothing caught."""

    def __init__(self, context: BrowserContext, *scripts: str) -> None:
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        for script in scripts:
            self.page.add_init_script(script)

    def open(self, address: str) -> Page:
        self.page.goto(address, wait_until="load")
        return self.page


@pytest.fixture
def context(browser: Browser) -> BrowserContext:
    return browser.new_context(locale="en")


def works(page: Page) -> None:
    """Light or dark, and the mark of the section that is read: what the page's own script does."""
    button = page.locator(".tandem-scheme:visible")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    button.click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", before or "")


def test_the_calculator_proves_itself_and_takes_the_example_s_place(context: BrowserContext, served: str) -> None:
    reader = Reader(context, OLD)
    page = reader.open(served + DOSING)
    expect(page.locator("form.calc")).to_be_visible()
    expect(page.locator(".calc__static")).to_be_hidden()
    assert page.locator("form.calc data").evaluate_all("all => all.every((one) => !one.value && !one.textContent)")
    page.locator("[name=weight]").fill("70")
    expect(page.locator("[data-regimen=loading] .calc__answer")).to_contain_text("3.5")
    page.locator("[name=weight]").fill("7")
    expect(page.locator(".calc__errors [data-refusal]").first).to_be_visible()
    works(page)
    assert reader.errors == []
    context.close()


@pytest.mark.parametrize("broken", [NO_BIGINT, WRONG], ids=["no BigInt", "wrong by one"])
def test_where_it_fails_the_example_stays_and_says_so(context: BrowserContext, served: str, broken: str) -> None:
    reader = Reader(context, OLD, broken)
    page = reader.open(served + DOSING)
    expect(page.locator(".calc__static")).to_be_visible()
    expect(page.locator(".calc__noscript")).to_have_text(real_site().strings["en"]("calculator.noscript"))
    expect(page.locator("form.calc")).to_be_hidden()
    works(page)
    assert reader.errors == []
    context.close()


def test_search_is_offered_only_where_a_dialog_can_be_shown(context: BrowserContext, served: str) -> None:
    reader = Reader(context, OLD)
    page = reader.open(served + DOSING)
    page.locator(".search-open").click()
    page.locator("#search input[type=search], #search input").first.fill("dose")
    expect(page.locator(".search__list a").first).to_be_visible()
    assert reader.errors == []
    without = Reader(context, OLD, NO_DIALOG)
    page = without.open(served + DOSING)
    works(page)
    expect(page.locator(".search-open")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_hidden()
    assert without.errors == []
    context.close()


CONTROLS = {
    "chrome": [".tandem-scheme"],
    "search": [".search-open"],
    "quiz": [".quiz__bar", ".quiz__end"],
    "progress": [".progress"],
    "calculator": ["form.calc"],
    "app": ["[data-app] button"],
}
PLACES = {"calculator": DOSING, "app": "en/downloads.html"}


@pytest.mark.parametrize("feature", CONTROLS)
def test_a_control_is_shown_only_once_its_script_runs(
    context: BrowserContext, site: Path, served: str, feature: str
) -> None:
    """The script does not come, and everything else on the page works."""
    pages = [PLACES.get(feature, "en/magnesium/self-test.html")]
    if not (site / pages[0]).is_file():
        pages = [path.relative_to(site).as_posix() for path in site.glob("en/*.html") if "data-app" in path.read_text()]
    context.route(f"**/assets/tandem/{feature}.*.js", lambda route: route.abort())
    reader = Reader(context)
    page = reader.open(served + pages[0])
    for selector in CONTROLS[feature]:
        assert page.locator(selector).count()
        assert not page.locator(f"{selector}:visible").count(), selector
    if feature != "chrome":
        works(page)
    assert reader.errors == []
    context.close()


@pytest.mark.parametrize("address", ["en/magnesium/dosing.html", "en/magnesium/self-test.html", "en/index.html"])
@pytest.mark.parametrize("end", ["#%", "#%E0%A4%A", "#%?mark=%", "#a b'\"<>"])
def test_a_malformed_address_stops_nothing(context: BrowserContext, served: str, address: str, end: str) -> None:
    reader = Reader(context)
    page = reader.open(served + address + end)
    works(page)
    page.evaluate("location.hash = '#%E0%A4%A'")
    page.wait_for_timeout(50)
    assert reader.errors == []
    context.close()


def test_the_one_file_opens_at_a_malformed_address(context: BrowserContext, site: Path) -> None:
    (file,) = (site / "downloads").glob("magnesium.en.html")
    for end in ("#%", "#%E0%A4%A"):
        reader = Reader(context, OLD)
        page = reader.open(file.as_uri() + end)
        expect(page.locator(".search input")).to_be_visible()
        expect(page.locator("form.calc")).to_be_visible()
        assert reader.errors == []
    context.close()


def test_the_one_file_without_whole_numbers_keeps_its_other_parts(context: BrowserContext, site: Path) -> None:
    (file,) = (site / "downloads").glob("magnesium.en.html")
    reader = Reader(context, NO_BIGINT)
    page = reader.open(file.as_uri())
    expect(page.locator(".search input")).to_be_visible()
    expect(page.locator("form.calc")).to_be_hidden()
    expect(page.locator(".calc__static")).to_be_visible()
    assert reader.errors == []
    context.close()


@pytest.mark.parametrize("address", [DOSING, "en/magnesium/self-test.html", "en/index.html"])
def test_a_frame_that_may_keep_nothing_stops_nothing(context: BrowserContext, served: str, address: str) -> None:
    """Sandboxed without its origin: asking for workers, storage or caches fails there."""
    reader = Reader(context)
    page = reader.page
    page.route("**/frame", lambda route: route.fulfill(
        body=f'<!doctype html><iframe sandbox="allow-scripts" src="{served}{address}" width=1200 height=800></iframe>',
        content_type="text/html",
    ))  # fmt: skip
    page.goto(served + "frame")
    frame = page.frame_locator("iframe")
    button = frame.locator(".tandem-scheme:visible")
    button.click()
    expect(frame.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(frame.locator(".search-open")).to_be_visible()
    if address == DOSING:
        expect(frame.locator("form.calc")).to_be_visible()
    if "self-test" in address:
        expect(frame.locator(".quiz__bar")).to_be_visible()
    assert reader.errors == []
    context.close()


def test_the_script_for_the_saved_site_is_not_asked_for_in_a_frame(context: BrowserContext, served: str) -> None:
    reader = Reader(
        context, "Object.defineProperty(Navigator.prototype, 'serviceWorker', {get() { throw new Error('no') }})"
    )
    page = reader.open(served + DOSING)
    works(page)
    assert b"try{" in waiting_script({}, "app.1.js")
    assert reader.errors == []
    context.close()
