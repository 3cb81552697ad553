"""The one file as a colleague opens it: from a folder, with scripts and without, and never asking the network."""

from __future__ import annotations

import bz2
import json
import shutil
import time
from io import BytesIO
from pathlib import Path
from random import Random
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader
from tandem.exports import single_file
from tandem.exports.single_file.pack import in_letters
from tandem.lean.script import squeeze

from tests.browser.conftest import PHONE, Open
from tests.conftest import ROOT
from tests.hosting import Silent, serving

WORDS = {"zh": ("硫酸镁 负荷", "硫酸镁", "2.1 至 3.5 g"), "en": ("LOADING dose", "loading", "2.1 to 3.5 g")}
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
    expect(page.locator(".search [role=status]")).to_contain_text({"zh": "6", "en": "7"}[locale])
    assert page.locator(".search mark").first.inner_text().lower() == marked
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".search ul")).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('section').dataset.part") == "index"
    # The calculator.
    page.locator("input[name=weight]").fill("70")
    expect(page.locator("dose-calculator form section").first).to_contain_text(dose)
    expect(page.locator("tr[aria-current]").first).to_be_visible()
    # The self-test.
    item = page.locator("[data-kind=radio]").first
    item.locator("input").first.check()
    item.locator(".quiz__check").click()
    expect(item.locator("[role=status]")).not_to_be_empty()
    expect(item.locator("details")).to_be_visible()
    # The figure, one stage at a time.
    page.locator("[data-stage='3']").click()
    expect(page.locator(".figure__panel:visible")).to_have_count(1)
    page.locator("[data-all]").click()
    expect(page.locator(".figure__panel:visible")).to_have_count(4)
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert fits(page), width
    assert asked == [address]
    assert page.evaluate("refused") == []


def test_the_language_changes_and_the_section_stays(open_page: Open, folder: Path) -> None:
    page = open_page((folder / "magnesium.zh-en.html").as_uri(), viewport=PHONE)
    expect(page.locator("main > div")).to_have_count(1)  # unpacked: before, the languages follow each other
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


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_without_scripts_one_language_is_read_and_says_what_it_lacks(
    open_page: Open, folder: Path, locale: str, width: int
) -> None:
    view: ViewportSize = {"width": width, "height": 700}
    page = open_page((folder / f"magnesium.{locale}.html").as_uri(), viewport=view, java_script_enabled=False)
    (part,) = page.locator("main > div").all()
    expect(part.locator(".search")).to_be_hidden()
    expect(part.locator("form:visible, button:visible, input:visible")).to_have_count(0)
    expect(part.locator(".dose-table").first).to_be_visible()
    # In place of each plot, chart, question and note: nothing empty, and one sentence that says what to open instead.
    expect(part.locator("[data-packed]:empty:visible")).to_have_count(0)
    said = part.locator("[data-packed]:visible")
    expect(said).to_have_count(10)
    assert all("EPUB" in text and "JavaScript" in text for text in said.all_inner_texts())
    expect(part.locator(f"#{locale}-self-test [data-packed]:visible")).to_have_count(1)
    for row in part.locator(f"#{locale}-estimates tbody tr:visible").all():
        expect(row.locator("td:visible, th:visible").last).not_to_be_empty()
    # A link to what is packed arrives where it would be.
    anchor = part.locator(f"#{locale}-source-notes [data-packed] [id]").first.get_attribute("id")
    part.locator(f"a[href='#{anchor}']").first.click()
    expect(part.locator(f"#{locale}-source-notes [data-packed]")).to_be_in_viewport()
    right = part.locator(":is(p, li, table, dl):visible").evaluate_all
    assert right("all => Math.max(...all.map((one) => one.getBoundingClientRect().right))") <= width


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_with_scripts_all_that_was_packed_is_there(open_page: Open, folder: Path, locale: str) -> None:
    page = open_page((folder / f"magnesium.{locale}.html").as_uri(), viewport=PHONE)
    for place in ("estimates table svg", "estimates ul svg", "trial-doses figure svg", "self-test details"):
        expect(page.locator(f"#{locale}-{place}").first).to_be_attached()
    expect(page.locator("[data-packed]:empty")).to_have_count(0)
    expect(page.locator("[data-packed]", has_text="JavaScript")).to_have_count(0)
    height = "all => all.map((one) => one.getBoundingClientRect().height)"
    assert min(page.locator("td svg[role=img]:visible").evaluate_all(height)) > 20
    # Search finds what was packed, and links arrive there.
    page.locator(".search input").fill("studylib")
    page.locator(".search li a").last.click()
    assert page.evaluate("document.activeElement.closest('[data-part]').dataset.part") == "source-notes"
    anchor = page.locator(f"#{locale}-source-notes h2[id]").first.get_attribute("id")
    page.locator(f"a[href='#{anchor}']").first.click()
    expect(page.locator(f"h2#{anchor}")).to_be_in_viewport()
    assert "studylib" in "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages)


def shows_the_doses(page: Page) -> None:
    """What stands in a file of several languages where its text does not come."""
    expect(page.locator("body")).to_be_visible()
    expect(page.locator("main > div")).to_have_count(2)
    for locale in WORDS:
        part = page.locator(f"#{locale}")
        expect(part.locator("header a", has_text=f"magnesium.{locale}.html")).to_be_visible()
        expect(part.locator(".dose-table:visible")).to_have_count(4)
        expect(part.locator(".dose-note:visible")).to_have_count(4)
        expect(part.locator("form:visible, button:visible, input:visible, [hidden]")).to_have_count(0)
        part.locator("table sup a").first.click()
        expect(page.locator(f"#{locale} li:target")).to_be_in_viewport()
    page.locator("#zh .bar a").click()
    expect(page.locator("#en .title")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_without_scripts_both_languages_show_their_doses(open_page: Open, folder: Path, width: int) -> None:
    view: ViewportSize = {"width": width, "height": 700}
    page = open_page((folder / "magnesium.zh-en.html").as_uri(), viewport=view, java_script_enabled=False)
    shows_the_doses(page)
    right = page.locator("main :is(p, li, table, dl):visible").evaluate_all  # scripts of the page alone are off
    assert right("all => Math.max(...all.map((one) => one.getBoundingClientRect().right))") <= width


@pytest.mark.parametrize("case", ["too old", "cut short", "refused by the host"])
def test_where_the_text_does_not_come_the_doses_do(browser: Browser, folder: Path, tmp_path: Path, case: str) -> None:
    path = folder / "magnesium.zh-en.html"
    page = browser.new_page(viewport=PHONE)  # which may complain
    if case == "too old":
        page.add_init_script("delete globalThis.TextDecoder")
        page.goto(path.as_uri())
    elif case == "cut short":
        whole = path.read_bytes()
        (tmp_path / "short.html").write_bytes(whole[: whole.rindex(b"<script>") + 40_000])
        page.goto((tmp_path / "short.html").as_uri())
    else:
        headers = {"Content-Type": "text/html", "Content-Security-Policy": "script-src 'none'"}
        page.route("**/*", lambda route: route.fulfill(body=path.read_text(encoding="utf-8"), headers=headers))
        page.goto("http://viewer.example/")
    shows_the_doses(page)
    page.close()


WATCH = """
window.seen = 0; window.moved = 0; // where the text has come, one language is there
const look = () => {
  if (document.querySelectorAll("main > div").length > 1 && document.body.getClientRects().length) seen += 1;
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { moved += value; }))
  .observe({ type: "layout-shift", buffered: true });
"""


class Slow(Silent):
    """Sends a file's beginning, with all that is read without scripts, and after a while the rest."""

    content = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        at = self.content.rindex(b"<script>") + 1000
        self.wfile.write(self.content[:at])
        self.wfile.flush()
        time.sleep(0.5)
        self.wfile.write(self.content[at:])


@pytest.mark.parametrize("place", ["", "#en-dosing"])
def test_what_is_read_without_scripts_is_never_seen_with_them(open_page: Open, folder: Path, place: str) -> None:
    Slow.content = (folder / "magnesium.zh-en.html").read_bytes()
    with serving(Slow) as address:
        page = open_page("about:blank", viewport=PHONE)
        page.add_init_script(WATCH)
        page.goto(f"{address}/{place}")
        expect(page.locator("main > div")).to_have_count(1)
        if place:
            expect(page.locator(place)).to_be_in_viewport()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("[seen, moved]") == [0, 0]


def test_night_and_paper(open_page: Open, folder: Path) -> None:
    page = open_page((folder / "magnesium.zh.html").as_uri(), color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(18, 24, 26)"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".bar")).to_be_hidden()
    assert len(PdfReader(BytesIO(page.pdf())).pages) > 5


def test_the_sheet_of_doses_is_one_page_and_says_what_it_is(open_page: Open, folder: Path) -> None:
    for locale, said in (("zh", "尚无临床医师审阅"), ("en", "Not yet reviewed by a clinician")):
        page = open_page((folder / f"magnesium.{locale}.html").as_uri(), viewport=PHONE)
        page.locator("input[name=weight]").fill("70")
        page.locator("select[name=product]").select_option("mg-25")
        page.locator("input[name=hours]").fill("24")
        page.evaluate("window.print = () => {}")
        page.locator(".calc__print button").click()
        (sheet,) = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
        text = " ".join(normalize("NFKC", sheet.extract_text()).split())
        works = page.locator("[role=doc-bibliography] li:not(.sheet-skip)")
        numbers = works.evaluate_all("all => all.map((work) => work.value)")
        assert len(numbers) == len(set(numbers)) > 5 and numbers == sorted(numbers)
        for words in (said, "CC BY 4.0", "2.1", "10.1", "8.4", "doi"):
            assert words.lower() in text.lower(), (locale, words)
        page.evaluate("dispatchEvent(new Event('afterprint'))")


def shown(page: Page, weight: str, product: str, hours: str) -> list[str]:
    page.locator("input[name=weight]").fill(weight)
    page.locator("select[name=product]").select_option(product)
    page.locator("input[name=hours]").fill(hours)
    confirm = page.locator(".calc__confirm button")
    if confirm.is_visible():
        confirm.click()
    said = page.locator("dose-calculator form section:visible").all_inner_texts()
    return [" ".join(text.replace("\u2060", "").split()) for text in said]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_it_computes_what_the_site_computes(open_page: Open, folder: Path, offline: str, locale: str) -> None:
    here = open_page((folder / "magnesium.zh-en.html").as_uri() + f"#{locale}")
    there = open_page(f"{offline}{'' if locale == 'zh' else 'en/'}magnesium/dosing.html")
    vectors = json.loads((ROOT / "tests/vectors/doses.json").read_text(encoding="utf-8"))
    weights = sorted({vector["weight"] for vector in vectors}, key=float)[::4]
    products = [option.get_attribute("value") or "" for option in here.locator("select[name=product] option").all()]
    for place, weight in enumerate([*weights, "1", "29,5", "70 kg"]):
        entry = (weight, products[place % len(products)], ("", "0.5", "24", "48")[place % 4])
        ours, theirs = shown(here, *entry), shown(there, *entry)
        assert ours == theirs, entry
    assert here.locator("[aria-invalid=true]").count() == there.locator("form.calc [aria-invalid=true]").count()


def test_other_endings_are_found_and_numbers_stand_as_they_are(open_page: Open, folder: Path) -> None:
    page = open_page((folder / "magnesium.en.html").as_uri(), viewport=PHONE)
    field, status = page.locator(".search input"), page.locator(".search [role=status]")
    for query in ("depolarising", "randomized", "eclamptic", "infusions"):
        field.fill(query)
        expect(status).to_contain_text("found")
        assert page.locator(".search li").count() > 0, query
    for query in ("40579", "xyzzy"):
        field.fill(query)
        expect(status).to_contain_text(query)
        expect(page.locator(".search li")).to_have_count(0)


def test_the_way_back_from_a_reference(open_page: Open, folder: Path) -> None:
    page = open_page((folder / "magnesium.en.html").as_uri(), viewport=PHONE)
    back = page.locator("[data-back]")
    expect(back).to_be_hidden()
    link = page.locator("#en-summary ~ section sup a, #en-background sup a").first
    link.click()
    expect(page.locator(":target")).to_be_in_viewport()
    back.click()
    expect(link).to_be_in_viewport()
    expect(back).to_be_hidden()


def test_it_asks_for_no_help_to_unpack(open_page: Open, folder: Path) -> None:
    """Safari before 16.4 has neither of these."""
    page = open_page("about:blank", viewport=PHONE)
    page.add_init_script(
        "delete globalThis.DecompressionStream; delete Document.prototype.adoptedStyleSheets;"
        "globalThis.CSSStyleSheet = undefined"
    )
    for name in ("zh-en", "en"):
        page.goto((folder / f"magnesium.{name}.html").as_uri() + "#en-dosing")
        page.locator("input[name=weight]").fill("70")
        expect(page.locator("dose-calculator form section").first).to_contain_text(WORDS["en"][2])
        box = page.locator(".search input").bounding_box()
        assert box is not None and box["height"] >= 44  # as the packed style has it


def test_every_kind_of_bzip2_is_read(open_page: Open) -> None:
    """One block and several, one byte and all of them, runs of every length, codes short and long."""
    page = open_page("about:blank")
    unpack = squeeze((Path(single_file.__file__).parent / "unpack.js").read_text(encoding="utf-8")).strip().rstrip(";")
    signs = "".join(map(chr, [*range(1, 0xD800, 7), *range(0x10000, 0x10400)]))
    texts = [
        "",
        "x",
        "镁",
        "a" * 700_000,
        signs * 2,
        "".join("ab"[n * n % 7 % 2] * (n % 300) + "-" for n in range(600)),
    ]
    texts += ["b" + "a" * length + "b" for length in (3, 4, 5, 254, 255, 256, 259, 260, 520)]
    chance = Random(0)
    texts.append("".join(chr(1 + int(chance.expovariate(0.4))) for _ in range(60_000)))  # few signs very often
    texts.append("".join(chance.choice("abcdefghij<> ") for _ in range(250_000)))
    for text in texts:
        for level in (1, 9):
            packed = in_letters(bz2.compress(f"{text}\0".encode(), level))
            page.evaluate(f"(packed) => {{ document.head.replaceChildren(); ({unpack})(packed); }}", packed)
            assert page.evaluate("document.querySelector('style').textContent") == text, (text[:20], len(text), level)


def test_the_record_of_the_self_test_is_printed_alone(open_page: Open, folder: Path) -> None:
    page = open_page((folder / "magnesium.zh-en.html").as_uri() + "#en-self-test", viewport=PHONE)
    page.evaluate("window.print = () => {}")
    for item in page.locator(".quiz__item").all():
        if item.get_attribute("data-kind") == "number":
            item.locator("input").fill("1")
            item.locator("select").select_option(index=1)
        else:
            item.locator("input").first.check()
        item.locator(".quiz__check").click()
    page.locator(".quiz__finish").click()
    expect(page.locator(".quiz__score")).to_contain_text("of 15")
    page.locator(".quiz__result input").fill("Dr Example")
    page.locator(".quiz__result form button").click()
    (sheet,) = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = sheet.extract_text()
    assert "Dr Example" in text and "of 15" in text
    assert "Question 1" not in text and "Try to answer" not in text
