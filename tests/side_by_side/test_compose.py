"""Two pages become one, shown on pages written here: pairs, ids, links, and what does not pair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tandem.core.page import FrontMatter, Heading, Page
from tandem.core.problems import Problems
from tandem.core.settings import Language, LanguageOptions
from tandem.core.strings import Strings
from tandem.side_by_side.compose import Pair, Side, compose

Element = Any
WORDS = {f"side_by_side.{key}": key for key in ("both", "columns", "live")} | {"side_by_side.alone": "{language} only"}
FRAME = """<!doctype html><html lang="{tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=1">
<title>{title} · The tutorial</title><link rel="canonical" href="https://x.example/{address}">
<link rel="alternate" hreflang="ar" href="https://x.example/y"><link rel="stylesheet" href="{up}assets/main.css"></head>
<body dir="{direction}"><div class="tandem-languages"><a href="other.html">Other</a></div>
<nav class="md-nav"><a href="page.html">{title}</a></nav>
<article>{body}</article><div class="md-sidebar md-sidebar--secondary"></div>
<div class="md-copyright"><p>Teaching, {tag}</p></div><script src="{up}assets/quiz.js"></script>
<script src="{up}assets/chrome.js"></script></body></html>"""
TAGS = {"en": "en", "ar": "ar"}


def language(locale: str, *, default: bool) -> Language:
    options = LanguageOptions(
        description="A site",
        tag=TAGS[locale],
        citation_style="s",
        citation_locale="c",
        theme="t",
        list_separator=",",
        range="{low}-{high}",
    )
    return Language(locale, locale.upper(), default, options)


FIRST, OTHER = language("en", default=True), language("ar", default=False)


def side(locale: str, body: str, name: str = "page") -> Side:
    lang = FIRST if locale == "en" else OTHER
    address = f"{lang.prefix}salt/{name}.html"
    text = FRAME.format(
        tag=locale, title=f"Title {locale}", address=address, up="../" * address.count("/"), body=body,
        direction="rtl" if locale == "ar" else "ltr",
    )  # fmt: skip
    source = Page(
        Path(f"/docs/salt/{name}.{locale}.md"), locale, name,
        FrontMatter(title=f"Title {locale}", description="D"), "", [Heading(2, "two", "Two", 9)],
    )  # fmt: skip
    return Side(lang, Strings(locale, WORDS), address, source, text)


def made(*bodies: tuple[str, str], apart: frozenset[str] = frozenset()) -> tuple[list[Element], list[str]]:
    """The pages made of pairs of articles, and what is said of them; the first is `page`, the next `page1`."""
    names = [f"page{number or ''}" for number in range(len(bodies))]
    pairs = [
        Pair(side("en", ours, name), side("ar", theirs, name), f"salt/{name}.en-ar.html", apart)
        for name, (ours, theirs) in zip(names, bodies, strict=True)
    ]
    problems = Problems(Path("/"))
    scripts = {"quiz": "assets/quiz.js", "chrome": "assets/chrome.js"}
    pages = dict(compose(pairs, "assets/both.css", scripts, problems))
    return [html.document_fromstring(pages[pair.address]) for pair in pairs], [str(problem) for problem in problems]


def rows(page: Element) -> list[list[str]]:
    found = page.xpath("//article//*[contains(concat(' ', @class, ' '), ' both ')]")
    return [[" ".join(column.text_content().split()) for column in row] for row in found]


def test_blocks_stand_beside_their_counterparts_in_their_languages() -> None:
    (page,), said = made(
        (
            '<h1 id="a">A<a class="headerlink" href="#a">¶</a></h1><p>One <b>b</b>.</p><ul><li>i</li><li>ii</li></ul>'
            '<div class="tandem-block x"><table><tr><td>t</td></tr></table><p>n</p></div>',
            '<h1 id="a">أ<a class="headerlink" href="#a">¶</a></h1><p>واحد <b>ب</b>.</p><ul><li>١</li><li>٢</li></ul>'
            '<div class="tandem-block x"><table><tr><td>ج</td></tr></table><p>م</p></div>',
        )
    )
    assert said == []
    assert rows(page) == [
        ["EN only", "AR only"], ["A¶", "أ"], ["One b.", "واحد ب."], ["i", "١"], ["ii", "٢"], ["t", "ج"], ["n", "م"]
    ]  # fmt: skip
    assert len(page.xpath("//article//h1")) == len(page.xpath("//article/ul")) == 1
    columns = page.xpath("//article//*[contains(@class, 'both__side')]")
    assert [column.get("lang") for column in columns] == ["en", "ar"] * 7
    assert [column.get("dir") for column in columns] == [None, "rtl"] * 7


def test_a_list_of_another_length_and_a_wide_table_stand_whole() -> None:
    cells = "<tr><td colspan='2'>1</td><td>2</td><td>3</td></tr>"
    (page,), said = made(
        (f"<ul><li>i</li></ul><table>{cells}</table>", f"<ul><li>١</li><li>٢</li></ul><table>{cells}</table>")
    )
    assert said == []
    assert rows(page)[1:] == [["i", "١٢"], ["123", "123"]]
    assert [row.get("class") for row in page.xpath("//article/div")] == ["both", "both both--wide"]


def test_blocks_that_do_not_pair_are_a_problem_with_path_and_line() -> None:
    _, said = made(('<h2 id="two">T</h2><p>a</p><p>b</p>', '<h2 id="two">T</h2><p>a</p><table></table>'))
    assert len(said) == 1
    assert said[0].startswith("docs/salt/page.ar.md:9: under 'two', the blocks do not pair: h2, p, table, and in the")
    assert "first language h2, p, p\n  fix: write the same blocks in the same order" in said[0]


def test_blocks_of_another_class_do_not_pair() -> None:
    _, said = made(('<div class="admonition note">a</div>', '<div class="admonition warning">a</div>'))
    assert len(said) == 1
    assert "div admonition warning, and in the first language div admonition note" in said[0]


def test_headings_that_differ_are_a_problem() -> None:
    _, said = made(('<h2 id="one">T</h2><h2 id="two">T</h2>', '<h2 id="two">T</h2><h2 id="one">T</h2>'))
    assert len(said) == 1
    assert "the headings are (top), two, one, and in the first language (top), one, two" in said[0]


def test_text_outside_any_block_is_a_problem() -> None:
    _, said = made(("<p>a</p>loose", "<p>a</p>"))
    assert len(said) == 1
    assert "text outside any block: loose" in said[0]


def test_what_an_author_lets_differ_stands_whole_under_its_heading() -> None:
    (page,), said = made(
        (
            '<h2 id="two">T</h2><p>a</p><p>b</p><h2 id="z">Z</h2><p>z</p>',
            '<h2 id="two">T2</h2><p>ab</p><h2 id="z">Z</h2><p>y</p>',
        ),
        apart=frozenset({"two"}),
    )
    assert said == []
    assert rows(page)[1:] == [["T", "T2"], ["a b", "ab"], ["Z", "Z"], ["z", "y"]]


def test_ids_stay_single_and_what_refers_to_them_follows() -> None:
    figure = '<figure><svg role="img" aria-labelledby="t"><title id="t">T</title><g fill="url(#g)"/></svg></figure>'
    tabs = '<div><input type="radio" name="tab" id="r"><label for="r">R</label></div>'
    body = f'<h2 id="two">T</h2><p>See <a href="#two">two</a>, <a id="x" href="#x">x</a>.</p>{figure}{tabs}'
    (page,), said = made((body, body))
    assert said == []
    assert page.xpath("//article//@id") == ["two", "x", "ar-x", "t", "ar-t", "r", "ar-r"]
    assert page.xpath("//article//p/a/@href") == ["#two", "#x", "#two", "#ar-x"]
    assert page.xpath("//@aria-labelledby") == ["t", "ar-t"]
    assert page.xpath("//@for") == ["r", "ar-r"]
    assert page.xpath("//input/@name") == ["tab", "ar-tab"]


def test_links_lead_to_the_same_place_seen_from_the_new_page() -> None:
    there = '<h2 id="h">H</h2><p><a id="p" href="page.html">back</a></p>'
    ours = (
        '<p><a href="page1.html#h">h</a><a href="page1.html#p">p</a><a href="page1.html">page</a>'
        '<a href="../index.html?q#x">home</a><a href="https://x.example/">out</a><img src="a.svg" alt=""></p>'
    )
    (page, second), said = made((ours, ours), (there, there))
    assert said == []
    left, right = (
        page.xpath(f"//article/*[@class='both'][1]/div[{number}]//@href")
        + page.xpath(f"//article/*[@class='both'][1]/div[{number}]//img/@src")
        for number in (1, 2)
    )
    assert left == [
        "page1.en-ar.html#h", "page1.en-ar.html#p", "page1.en-ar.html", "../index.html?q#x", "https://x.example/",
        "a.svg",
    ]  # fmt: skip
    assert right == [
        "page1.en-ar.html#h", "page1.en-ar.html#ar-p", "page1.en-ar.html", "../ar/index.html?q#x",
        "https://x.example/", "../ar/salt/a.svg",
    ]  # fmt: skip
    assert second.xpath("//article//a[@id]/@href") == ["page.en-ar.html"] * 2


def test_a_link_that_would_lead_nowhere_is_a_problem() -> None:
    there = '<section role="doc-endnotes"><h2 id="notes">N</h2><ol><li data-ref="a" id="n">x</li></ol></section>'
    link = '<p><a href="page1.html#n">n</a></p>'
    _, said = made((link, link), (there, there))
    assert len(said) == 1
    assert "the link to 'salt/page1.en-ar.html#ar-n' leads nowhere" in said[0]


def test_what_both_cite_is_listed_once_and_must_be_the_same() -> None:
    notes = '<section role="doc-endnotes"><h2 id="notes">{}</h2><ol><li data-ref="{}">x</li></ol></section>'
    (page,), said = made((notes.format("N", "a"), notes.format("ن", "a")))
    assert said == []
    assert rows(page)[1:] == [["N", "ن"]]
    assert len(page.xpath("//article//li")) == 1
    _, said = made((notes.format("N", "a"), notes.format("ن", "b")))
    assert len(said) == 1
    assert "the page cites b, and in the first language a" in said[0]


def test_what_needs_its_script_stays_on_the_ordinary_page() -> None:
    body = (
        '<h2 id="two">T</h2><div class="tandem-block quiz"><p>Shown</p><p data-live="">Type here</p>'
        '<form data-live="" hidden><input id="i"><a id="cited" href="#two">1</a></form></div>'
        '<p><a href="#cited">to what is gone</a></p>'
    )
    (page,), said = made((body, body))
    assert said == []
    assert page.xpath("//form | //input | //*[@data-live]") == []
    assert "Type here" not in page.text_content()
    assert page.xpath("//p[@class='both__live']/a/@href") == ["page.html#two", "../ar/salt/page.html#two"]
    assert page.xpath("//p/a[text()='to what is gone']/@href") == ["#cited", "#ar-cited"]
    assert [len(page.xpath(f"//span[@id='{name}']")) for name in ("cited", "ar-cited")] == [1, 1]
    assert page.xpath("//script/@src") == ["../assets/chrome.js"]


def test_the_page_says_what_it_is() -> None:
    (page,), _ = made(("<p>a</p>", "<p>b</p>"))
    assert page.findtext("head/title") == "Title en / Title ar · both · The tutorial"
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical' or @rel='alternate']") == []
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["../assets/main.css", "../assets/both.css"]
    assert page.xpath("//div[@class='tandem-languages']/a/@href") == ["page.html", "../ar/salt/page.html"]
    assert page.xpath("//nav[@class='md-nav']//a/@href") == ["page.en-ar.html"]
    assert page.xpath("//nav//span[@lang]/text()") == ["Title ar"]
    footer = [div.text_content() for div in page.xpath("//div[@class='md-copyright']")]
    assert footer == ["Teaching, en", "Teaching, ar"]


@pytest.mark.parametrize("hidden", ['<aside data-hint="" hidden><p>Read it</p></aside>', "<!-- a remark -->"])
def test_what_is_hidden_is_no_block(hidden: str) -> None:
    (page,), said = made((hidden + "<p>a</p>", "<p>b</p>"))
    assert said == []
    assert rows(page)[1:] == [["a", "b"]]
