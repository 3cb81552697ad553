"""The one file as a colleague opens it: from a folder, with scripts and without, and never asking the network."""

from __future__ import annotations

import json
import shutil
import time
import zlib
from io import BytesIO
from pathlib import Path
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

WORDS = {"zh": ("硫酸镁 负荷", "负荷", "2.1 至 3.5 g"), "en": ("LOADING dose", "dose", "2.1 to 3.5 g")}
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
    expect(page.locator(".search [role=status]")).to_contain_text("5")
    assert page.locator(".search mark").first.inner_text().lower() == marked
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".search ul")).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('section').dataset.part") == "trial-doses"
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


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_without_scripts_every_word_of_one_language_is_read(open_page: Open, folder: Path, locale: str) -> None:
    page = open_page((folder / f"magnesium.{locale}.html").as_uri(), viewport=PHONE, java_script_enabled=False)
    (part,) = page.locator("main > div").all()
    expect(part.locator(".search")).to_be_hidden()
    expect(part.locator("form:visible, button:visible, input:visible")).to_have_count(0)
    expect(part.locator(".dose-table").first).to_be_visible()
    folded = part.locator("details").first
    folded.locator("summary").click()
    expect(folded.locator("p").first).to_be_visible()


def shows_the_doses(page: Page) -> None:
    """What stands in a file of several languages where its text does not come."""
    expect(page.locator("body")).to_be_visible()
    expect(page.locator("main > div")).to_have_count(2)
    for locale in WORDS:
        part = page.locator(f"#{locale}")
        expect(part.locator("header a", has_text=f"magnesium.{locale}.html")).to_be_visible()
        expect(part.locator(".dose-table:visible")).to_have_count(4)
        expect(part.locator(".dose-note:visible")).to_have_count(2)
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
    for locale, said in (("zh", "尚无临床医生审阅"), ("en", "Not yet reviewed by a clinician")):
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
        for words in (said, "CC BY 4.0", "2.1", "10.08", "8.4", "doi"):
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


def deflated(text: bytes, level: int, strategy: int) -> bytes:
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15, 8, strategy)
    return deflate.compress(text) + deflate.flush()


def test_every_kind_of_deflate_is_read(open_page: Open) -> None:
    """Stored, by the fixed code, by codes of its own; without matches, with matches of every length and distance."""
    page = open_page("about:blank")
    unpack = squeeze((Path(single_file.__file__).parent / "unpack.js").read_text(encoding="utf-8")).strip().rstrip(";")
    signs = "".join(map(chr, [*range(1, 0xD800, 7), *range(0x10000, 0x10400)]))
    texts = ["", "x", "镁", "a" * 70_000, signs * 2, "".join("ab"[n * n % 7 % 2] * (n % 300) + "-" for n in range(600))]
    texts += [signs[:far] + "0123456789" + signs[:far] for far in (1, 2, 30, 900, 5000)]
    for text in texts:
        for level, strategy in ((0, 0), (1, 0), (9, 0), (9, zlib.Z_FIXED), (9, zlib.Z_HUFFMAN_ONLY), (9, zlib.Z_RLE)):
            packed = in_letters(deflated(f"{text}\0".encode(), level, strategy))
            page.evaluate(f"(packed) => {{ document.head.replaceChildren(); ({unpack})(packed); }}", packed)
            assert page.evaluate("document.querySelector('style').textContent") == text, (text[:20], level, strategy)


def test_the_record_of_the_self_test_is_printed_alone(open_page: Open, folder: Path) -> None:
    page = open_page((folder / "magnesium.zh-en.html").as_uri() + "#en-self-test", viewport=PHONE)
    page.evaluate("window.print = () => {}")
    for item in page.locator(".quiz__item").all():
        item.locator("input").first.check()
        item.locator(".quiz__row button").click()
    page.locator(".quiz__finish").click()
    expect(page.locator(".quiz__score")).to_contain_text("of 10")
    page.locator(".quiz__result input").fill("Dr Example")
    page.locator(".quiz__result form button").click()
    (sheet,) = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    text = sheet.extract_text()
    assert "Dr Example" in text and "of 10" in text
    assert "Question 1" not in text and "Try to answer" not in text
