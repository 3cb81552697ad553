"""The one file: whole, valid in itself, as small as it is said to be, and the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tandem.exports import single_file
from tandem.exports.book import make_book
from tandem.exports.card import card_of
from tandem.exports.edition import Edition
from tandem.exports.single_file.pack import pack, take_insides, unpack
from tandem.exports.single_file.places import mark
from tandem.exports.single_file.shrink import Names

from tests.conftest import SITE_URL
from tests.exports.conftest import Form, write
from tests.exports.packed import opened

Element = Any

MOST = 150_000  # bytes as a chat sends them (adr/0016)
NAMES = {"magnesium.zh.html", "magnesium.en.html", "magnesium.zh-en.html"}


@pytest.fixture
def files(form: Form) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in form("single_file")}


def squeezed_text(text: str) -> str:
    return "".join(text.split())


def squeezed(element: Element) -> str:
    return squeezed_text(element.xpath("string()"))


def test_one_file_a_language_and_one_of_all_and_none_too_large(files: dict[str, bytes]) -> None:
    assert set(files) == NAMES
    sizes = {name: len(content) for name, content in files.items()}
    assert max(sizes.values()) <= MOST, f"{MOST} bytes at most, but there are {sizes}"


def test_the_same_bytes_each_time(files: dict[str, bytes], edition: Edition, tmp_path: Path) -> None:
    assert {path.name: path.read_bytes() for path in single_file.make(edition, tmp_path)} == files


def test_ids_are_there_once_and_links_arrive(files: dict[str, bytes]) -> None:
    for content in files.values():
        page, _, _ = opened(content.decode())
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        inside = [link[1:] for link in page.xpath("//@href") if link.startswith("#")]
        assert len(inside) > 300 and set(inside) <= set(ids)
        for name in ("for", "aria-labelledby", "aria-describedby"):
            for value in page.xpath(f"//@{name}"):
                assert set(value.split()) <= set(ids), (name, value)
        whole: Element = html.document_fromstring(content.decode())
        assert {link[1:] for link in whole.xpath("//@href") if link.startswith("#")} <= set(whole.xpath("//@id"))
        outside = [link for link in page.xpath("//@href") if not link.startswith("#")]
        assert all(link.startswith(("https://", "http://")) for link in outside)
        assert not page.xpath("//@src[not(starts-with(., 'data:'))]|//@style|//@*[starts-with(name(), 'on')]")


def test_the_policy_lets_in_its_own_style_and_script_alone(files: dict[str, bytes]) -> None:
    for content in files.values():
        text = content.decode()
        (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'" and rules["img-src"] == "data:"
        _, style, program = opened(text)
        for kind, packed, most in (("style", style, 1), ("script", program, 2)):
            own = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.S)
            assert len(own) == most
            digests = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in (*own, packed)]
            assert rules[f"{kind}-src"] == " ".join(f"'sha256-{digest}'" for digest in digests)
        assert text.index("Content-Security-Policy") < text.index("<style>")


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_word_of_the_book_is_in_it(files: dict[str, bytes], edition: Edition, locale: str) -> None:
    language = next(language for language in edition.languages if language.locale == locale)
    book = make_book(edition, edition.tutorials[0], language)
    for name in (f"magnesium.{locale}.html", "magnesium.zh-en.html"):
        page, _, _ = opened(files[name].decode())
        (container,) = page.xpath(f"//main/div[@id='{locale}']")
        assert container.get("lang") == language.tag
        for chapter in book.chapters:
            (part,) = container.xpath(f"./section[@id='{locale}-{chapter.name}']")
            for back in chapter.body.xpath(".//span[a[@role='doc-backlink']]"):
                back.drop_tree()
            for live in part.xpath(".//form|.//*[@data-live]|.//*[contains(@class, 'figure__steps')]"):
                if live.getparent() is not None:
                    live.drop_tree()
            for block in chapter.body.xpath(".//p|.//td|.//dd|.//li[not(.//p)]"):
                assert squeezed(block) in squeezed(part), (chapter.name, squeezed(block)[:80])
        said = squeezed(container.find("header"))
        for fact in book.facts:
            assert "".join(fact.text.split()) in said
        assert "".join(edition.strings[locale]("exports.teaching").split()) in said


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_file_of_all_holds_the_whole_file_of_each(files: dict[str, bytes], locale: str) -> None:
    alone, _, _ = opened(files[f"magnesium.{locale}.html"].decode())
    both, _, _ = opened(files["magnesium.zh-en.html"].decode())
    (there,), (here,) = (page.xpath(f"//main/div[@id='{locale}']") for page in (alone, both))
    assert dict(there.attrib) == {name: value for name, value in here.attrib.items() if name != "data-packed"}
    assert there.xpath(".//*/@data-packed") and not here.xpath(".//*/@data-packed")
    assert [part.tag for part in there] == [part.tag for part in here] and len(here) > 15
    for one, other in zip(there[1:], here[1:], strict=True):  # the bar leads to the other language
        assert squeezed(one) == squeezed(other)
        assert len(one.xpath(".//*")) == len(other.xpath(".//*"))


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_without_scripts_it_says_what_it_is_and_the_doses(
    files: dict[str, bytes], edition: Edition, locale: str
) -> None:
    language = next(language for language in edition.languages if language.locale == locale)
    book = make_book(edition, edition.tutorials[0], language)
    page: Element = html.document_fromstring(files["magnesium.zh-en.html"].decode())
    (part,) = page.xpath(f"//main/div[@id='{locale}']")
    assert part.get("lang") == language.tag
    header, text = squeezed(part.find("header")), squeezed(part)
    for said in (book.title, book.description, *(fact.text for fact in book.facts)):
        assert "".join(said.split()) in header
    before, after = edition.strings[locale]("exports.single.scripts").split("{file}")
    assert "".join(f"{before}magnesium.{locale}.html{after}".split()) in header
    assert part.xpath(".//header//a/@href")[0] == f"{SITE_URL}downloads/magnesium.{locale}.html"
    # As on the card.
    card = card_of(book, edition.strings[locale])
    assert card is not None
    tables = [table for table in (*card.regimens, *card.worked, *card.products) if table.tag == "table"]
    assert len(tables) == 4
    told = [*card.regimens, *card.worked, *card.products, card.cautions, *chain(*card.parts), *card.references]
    for element in told:
        assert squeezed(element) in text
    # Every number leads to the work that has it.
    links = part.xpath(".//sup//a")
    assert len(links) > 20
    for link in links:
        (work,) = part.xpath(f".//section[@role='doc-bibliography']//li[@id='{link.get('href')[1:]}']")
        assert work.get("value") == link.text
    assert not part.xpath(".//form|.//button|.//input|.//*[@data-live]")


def test_a_tutorial_that_shows_no_doses_has_none_to_show(small: Edition, tmp_path: Path) -> None:
    write(small, "index", "<h1 id='index'>盐</h1><p>全文在此</p>")
    made = {path.name: path.read_text(encoding="utf-8") for path in single_file.make(small, tmp_path)}
    assert list(made) == ["salt.zh.html", "salt.en.html", "salt.zh-en.html"]
    page: Element = html.document_fromstring(made["salt.zh-en.html"])
    for locale in ("zh", "en"):
        (part,) = page.xpath(f"//main/div[@id='{locale}']")
        assert [child.get("class") or child.tag for child in part] == ["bar", "header"]
        assert part.xpath("string(.//code)") == f"salt.{locale}.html"  # no address is known that it could lead to
    assert "全文在此" in made["salt.zh.html"]
    assert "全文在此" not in made["salt.zh-en.html"]
    assert "全文在此" in squeezed(opened(made["salt.zh-en.html"])[0])


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_without_scripts_one_language_lacks_what_it_says_it_lacks(
    files: dict[str, bytes], edition: Edition, locale: str
) -> None:
    text = files[f"magnesium.{locale}.html"].decode()
    page: Element = html.document_fromstring(text)
    whole, _, _ = opened(text)
    places = page.xpath("//main//*[@data-packed]")
    t = edition.strings[locale]
    said = [f"exports.single.packed.{kind}" for kind in ("plots", "chart", "figure", "quiz", "readings", "terms")]
    found = {key: [place for place in places if t(key) in place.text_content()] for key in said}
    assert [len(found[key]) for key in said] == [4, 2, 1, 1, 1, 1]
    for place in chain(*found.values()):
        for form in ("epub", "pdf"):
            assert t(f"exports.form.{form}.name") in place.text_content()
    silent = [place for place in places if not place.text_content().strip()]
    assert len(silent) == len(places) - 10 and not any(len(place) for place in silent)
    # What is lacking is what the sentences say, in its place, and nothing else.
    for part in whole.xpath("//main//*[@data-packed]"):
        drawn = part.xpath(".//*[@data-kind]|.//svg|.//h2|./dl|self::th|self::tr")
        assert drawn, html.tostring(part)
    for tree in (page, whole):
        for part in tree.xpath("//main//*[@data-packed]|//main//*[@data-live and @hidden]"):
            part.drop_tree()
    assert squeezed(page.find(".//main")) == squeezed(whole.find(".//main"))
    # All that care needs is there.
    book = make_book(edition, edition.tutorials[0], next(lang for lang in edition.languages if lang.locale == locale))
    card = card_of(book, t)
    assert card is not None
    here = squeezed(page.find(".//main"))
    cautions = chain(*(chapter.body.xpath(".//*[contains(@class, 'cautions')]") for chapter in book.chapters))
    for element in (*card.regimens, *card.worked, *card.products, *cautions, *chain(*card.parts)):
        assert squeezed(element) in here
    cells = "//table[contains(@class, 'evidence-table')]//tr/*[not(contains(@class, 'drawn'))]"
    for chapter in book.chapters:
        for element in chapter.body.xpath(f".{cells}|.//*[@role='doc-bibliography']//li/*[1]"):
            assert squeezed(element) in here


PARTS = """<div><section data-part="a"><h1>a</h1><p>lead</p>
<div class="readings"><p>read</p></div><p>more</p>{needed}</section>
<section data-part="b"><h1>b</h1><div class="quiz"><p id="q">question</p></div><a href="#q">to it</a></section></div>"""


@pytest.mark.parametrize(
    ("needed", "left"),
    [("", "alead{}"), ("<div class='evidence'>numbers</div>", "alead{}morenumbers")],
    ids=["the whole section", "never the tables of doses or evidence"],
)
def test_a_section_that_tells_what_was_read_is_packed(small: Edition, needed: str, left: str) -> None:
    part = html.fragment_fromstring(PARTS.format(needed=needed))
    bare = replace(small, whole=())
    mark(bare, "en", part)
    insides = take_insides(part)
    assert len(insides) == 2 and "question" in insides[1] and "read" in insides[0]
    first, second = part.findall("section")
    t = bare.strings["en"]
    assert squeezed(first).startswith(squeezed_text(left.split("{}")[0]))
    assert squeezed(first).endswith(left.split("{}")[1] or squeezed_text(t("exports.single.packed.browser")))
    assert squeezed_text(t("exports.single.packed.readings")) in squeezed(first)
    assert second.xpath("string(.//@href)") == "#q" and len(second.xpath(".//*[@id='q']")) == 1
    assert squeezed_text(t("exports.form.epub.name")) not in squeezed(part)


def test_the_style_speaks_of_no_class_that_nothing_gives() -> None:
    """A class that a feature calls otherwise one day is found here: the style of the file names the features' own."""
    folder = Path(single_file.__file__).parent
    sheets = [folder / "page.css", folder / "live.css"]
    style = re.sub(r"/\*.*?\*/", "", "".join(sheet.read_text(encoding="utf-8") for sheet in sheets), flags=re.S)
    said = set(re.findall(r"\.([A-Za-z_][\w-]*)(?=[^{}]*\{)", style))
    sources = [path for path in folder.parents[1].rglob("*") if path.suffix in {".py", ".jinja", ".js", ".css", ".yml"}]
    words = set(re.findall(r"[\w-]+", "".join(p.read_text(encoding="utf-8") for p in sources if p not in sheets)))
    begun = tuple(word for word in words if word.endswith(("__", "--")) and len(word) > 2)
    authors = {"warning", "danger"}  # kinds of note
    assert {name for name in said - authors if name not in words and not name.startswith(begun)} == set()


def test_what_waits_is_taken_out_and_comes_back() -> None:
    part = html.fragment_fromstring(
        "<div><p>a</p><form hidden data-live class='b'>c<i hidden data-live>d</i></form>e<b data-live>f</b></div>"
    )
    assert take_insides(part) == ["c<i hidden data-live>d</i>"]
    assert "".join(part.itertext()) == "aef"
    assert unpack(pack("s", "p", ["<i>1</i>", ""])) == ("s", "p", ["<i>1</i>", ""])


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.lists(st.just("<i>"), max_size=3))
def test_what_is_packed_stands_in_a_script_as_it_is(text: str, insides: list[str]) -> None:
    packed = pack(text, "p", insides)
    assert unpack(packed) == (text, "p", insides)
    assert packed.isascii() and packed.isprintable() and not set(packed) & set("\"'\\<")


def test_only_names_that_no_script_speaks_of_become_short() -> None:
    names = Names((".figure__long{}.spoken{}", ".figure__long b{}"), 'x.classList.add("spoken")')
    assert names.of_class("figure__long spoken unknown") == "_0 spoken"
    assert names.styles == ("._0{}.spoken{}", "._0 b{}")


def test_a_site_of_one_language_has_no_file_of_all(edition: Edition, tmp_path: Path) -> None:
    alone = replace(edition, languages=edition.languages[:1])
    assert [path.name for path in single_file.make(alone, tmp_path)] == ["magnesium.zh.html"]
