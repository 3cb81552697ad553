"""The print button: one sheet of A4 with the table, the inputs, the working and the sources of what stands on it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.calculator.conftest import ADDRESS, Calculator
from tests.cautions.data import magnesium_cautions
from tests.dosing.data import real_site

pytestmark = pytest.mark.browser

MEDIA: tuple[Literal["screen", "print"], ...] = ("screen", "print")
A4 = (595.28, 841.89)  # in points of 1/72 inch


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """The size of every page of a PDF, in points; its objects may stand in compressed streams."""
    texts = [pdf]
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            texts.append(zlib.decompress(stream.group(1)))
        except zlib.error:
            continue
    found = []
    for text in texts:
        # An object stream has no `obj` around its objects: each page is looked for by its type alone.
        for page in re.finditer(
            rb"/Type\s*/Page(?![a-zA-Z])(?:(?!/Type\s*/Page).)*?/MediaBox\s*\[([^\]]*)\]", text, re.DOTALL
        ):
            left, bottom, right, top = map(float, page.group(1).split())
            found.append((right - left, top - bottom))
    return found


@pytest.fixture(params=ADDRESS)
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, served: str, locale: str) -> Iterator[Page]:
    """The page in a context of its own, whose print button prints nothing but is counted."""
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    page.goto(served + ADDRESS[locale], wait_until="load")
    yield page
    context.close()


def press(page: Page, weight: str = "70", product: str = "mg-25", hours: str = "24") -> None:
    page.locator("input[name=weight]").fill(weight)
    if page.locator(".calc__confirm").is_visible():
        page.locator(".calc__confirm button").click()
    page.locator("select[name=product]").select_option(product)
    page.locator("input[name=hours]").fill(hours)
    page.locator(".calc__print button").click()
    assert page.evaluate("window.printed") == 1


def test_the_way_of_counting_pages_counts(page: Page) -> None:
    """Two sheets are two, in another size too: a count that is always one proves nothing."""
    page.goto("about:blank")  # the site's own pages allow no styles in their text
    page.set_content("<p>one</p><p style='break-before: page'>two</p>")
    sizes = pages_of(page.pdf(format="A5"))
    assert len(sizes) == 2
    assert sizes[0] == pytest.approx((419.53, 595.28), abs=1)


@pytest.mark.parametrize(
    ("weight", "product", "hours"),
    [("70", "mg-25", "24"), ("120", "mg-25", "24"), ("123.45", "mg-4-premix", "47.75"), ("35", "", "")],
)
def test_access_paper_is_one_sheet_of_a4(page: Page, weight: str, product: str, hours: str) -> None:
    press(page, weight, product, hours)
    (size,) = pages_of(page.pdf(prefer_css_page_size=True))
    assert size == pytest.approx(A4, abs=1)


def test_without_the_button_the_whole_page_is_printed(page: Page) -> None:
    page.locator("input[name=weight]").fill("70")
    assert len(pages_of(page.pdf(prefer_css_page_size=True))) > 1


def test_paper_has_no_fields_to_fill_in(page: Page) -> None:
    """Without a result, the worked example; with one, only what the reader gave, and in one piece."""
    page.emulate_media(media="print")
    found = seen(page, ".calc__static li", ".calc", ".calc__field", ".calc__noscript")
    assert len(found.pop(".calc__static li")) == 2
    assert found == {".calc": [], ".calc__field": [], ".calc__noscript": []}
    page.emulate_media(media="screen")
    page.locator("input[name=weight]").fill("70")
    page.emulate_media(media="print")
    found = seen(page, ".calc__static", ".calc__field", ".calc__answer")
    assert (found[".calc__static"], len(found[".calc__field"]), len(found[".calc__answer"])) == ([], 1, 2)
    page.emulate_media(media="screen")
    page.locator("input[name=hours]").fill("24")
    page.locator("select[name=product]").select_option("mg-25")
    page.emulate_media(media="print")
    assert len(seen(page, ".calc__field")[".calc__field"]) == 3
    assert page.locator("dose-calculator").evaluate("one => getComputedStyle(one).breakInside") == "avoid"


# The outermost parts of the page that can be seen, and the words of those asked for.
SEEN = """selectors => {
  const seen = (element) => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length > 0;
  return Object.fromEntries(selectors.map((selector) =>
    [selector, [...document.querySelectorAll(selector)].filter(seen).map((element) => element.innerText ?? "")]));
}"""


def seen(page: Page, *selectors: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(SEEN, list(selectors))
    return {selector: [text.replace("\u00a0", " ") for text in texts] for selector, texts in found.items()}


SHOWN: tuple[str, ...] = (
    "h1",
    ".tandem-kicker",
    ".dose-table",
    ".calc",
    ".calc__field",
    ".calc__answer",
    ".calc__working",
    ".calc__note",
)
SHOWN += (".calc__purpose", ".calc__cautions li", ".calc__stamp", ".cited-here [data-ref]")
HIDDEN: tuple[str, ...] = (
    ".md-header",
    ".md-sidebar",
    ".md-footer nav",
    ".calc__print",
    ".calc__hint",
    ".calc__ask",
)
HIDDEN += (".cite-this", ".report", ".terms-here", ".progress", ".progress__mark", ".offline-box")
HIDDEN += (".calc__conversion",)  # the tables' notes say the same
HIDDEN += ("#by-weight", "#cautions", ".admonition", ".calc__errors", ".calc__confirm")


def test_access_paper_what_the_sheet_shows(page: Page, locale: str) -> None:
    press(page)
    page.emulate_media(media="print")
    t = real_site().strings[locale]
    found = seen(page, *SHOWN, *HIDDEN)
    assert {selector: found[selector] for selector in HIDDEN} == {selector: [] for selector in HIDDEN}
    assert len(found[".dose-table"]) == 4  # regimens, two worked, products
    assert len(found[".calc__field"]) == 3
    to = {"zh": "至", "en": "to"}[locale]
    assert found[".calc__answer"] == [f"2.1 {to} 3.5 g", f"420 {to} 1400 mg/h"]
    assert "70 kg × 30 mg/kg = 2100 mg = 2.1 g" in found[".calc__working"][0]
    assert "70 kg × 20 mg/kg/h = 1400 mg/h" in found[".calc__working"][1]
    assert [item.strip() for item in found[".calc__cautions li"]] == magnesium_cautions(locale).lines()
    assert t("calculator.teaching") in found[".calc__purpose"][0]
    assert page.locator("input[name=weight]").input_value() == "70"
    assert page.locator("input[name=hours]").input_value() == "24"
    chosen = page.locator("select[name=product] option:checked").inner_text().replace("\u00a0", " ")
    assert chosen.startswith("25% = 250 mg/mL")
    # The infusion's 33.6 g pass 24 g and 28 g, and 25% must be diluted, beside each volume: the notes are on the paper.
    assert len(found[".calc__note"]) == 4
    file = next(tutorial for tutorial in real_site().shelf.tutorials if tutorial.name == "magnesium").file
    (stamp,) = found[".calc__stamp"]
    assert file.version in stamp
    assert str(file.written.year) in stamp
    assert file.title[locale] in stamp


def test_the_sheet_says_whether_it_was_reviewed(page: Page, locale: str) -> None:
    """A sheet leaves the page behind: what the page says of its review, the sheet says too."""
    said = page.locator(".tandem-review").first.inner_text().strip()
    assert said
    press(page)
    page.emulate_media(media="print")
    assert page.locator(".tandem-review").locator("visible=true").first.inner_text().strip() == said


CITED = """() => {
  const seen = (element) => element.getClientRects().length > 0;
  const groups = [...document.querySelectorAll("sup.cite[data-cite]")].filter(seen);
  const items = [...document.querySelectorAll(".cited-here [data-ref]")].filter(seen);
  return {
    used: [...new Set(groups.flatMap((group) => group.dataset.cite.split(" ")))].sort(),
    listed: items.map((item) => item.dataset.ref).sort(),
  };
}"""


@pytest.mark.parametrize(("weight", "hours"), [("70", ""), ("70", "24"), ("110", "24"), ("40", "1")])
def test_the_sheet_lists_the_sources_of_what_it_shows_and_no_others(page: Page, weight: str, hours: str) -> None:
    press(page, weight, "mg-25", hours)
    page.emulate_media(media="print")
    found: Any = page.evaluate(CITED)
    assert found["listed"] == found["used"]
    # The Magpie trial stands on the paper only where a result passes its figures.
    assert ("magpie2002" in found["used"]) == (weight == "110" or hours == "24")
    assert "hobbs2024" not in found["used"]  # cited elsewhere on the page


def test_a_second_sheet_lists_its_own_sources(page: Page) -> None:
    press(page, "110")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.locator("input[name=weight]").fill("40")
    page.locator("input[name=hours]").fill("1")
    page.locator(".calc__print button").click()
    page.emulate_media(media="print")
    found: Any = page.evaluate(CITED)
    assert found["listed"] == found["used"]
    assert "magpie2002" not in found["listed"]


def shown_in_both(page: Page) -> list[Any]:
    """What stands on the screen and would be printed. The theme's header follows the scrolling and is not ours."""
    found = []
    for media in MEDIA:
        page.emulate_media(media=media)
        found.append((seen(page, *SHOWN, *(part for part in HIDDEN if ".md-" not in part)), page.evaluate(CITED)))
    page.emulate_media(media="screen")
    return found


def test_after_printing_the_page_is_as_before(page: Page) -> None:
    page.locator("input[name=weight]").fill("70")
    before, classes = shown_in_both(page), page.evaluate("document.body.className")
    press(page, "70", "", "")
    assert page.evaluate("document.body.className") != classes
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.body.className") == classes
    assert shown_in_both(page) == before
    assert len(pages_of(page.pdf(prefer_css_page_size=True))) > 1


def test_nothing_to_print_before_a_result(calculator: Calculator) -> None:
    button = calculator.locate(".calc__print button")
    assert not button.is_visible()
    calculator.weight.fill("70")
    assert button.is_visible()
    calculator.weight.fill("70,5")
    assert not button.is_visible()
