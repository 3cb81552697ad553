"""A book is the site's text: nothing lost, every id once, every link inside it arrives."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree, html
from tandem.core.settings import Language
from tandem.exports.book import Book, chapter_of, make_book, make_books
from tandem.exports.edition import Edition

from tests.conftest import SITE_URL
from tests.exports.conftest import write

Element = Any

# What a page shows and a book does not: its way around, and what needs the site's scripts.
LEFT_OUT = (
    "self::*[contains(@class, 'headerlink') or contains(@class, 'tandem-hint') or contains(@class, 'tandem-kicker')"
    " or contains(@class, 'tandem-way') or @class='start' or @class='ledger'"
    " or contains(@class, 'cite-this') or @role='doc-glossary' or contains(@class, 'report')]"
    "|self::*[@data-live or @hidden]|self::script"
    "|self::summary[../@class='tandem-fold'][not(h2)]"  # the caption of what it folds says the same
)


def books(edition: Edition) -> list[Book]:
    return list(make_books(edition))


def squeezed(text: str) -> str:
    return "".join(text.split())


def of_page(article: Element, *, notes: bool) -> str:
    """An article's words, without what is left out."""
    if article.xpath(LEFT_OUT) or (not notes and article.get("role") == "doc-endnotes"):
        return ""
    if not isinstance(article.tag, str):
        return ""
    parts = [article.text or ""]
    for child in article:
        parts += [of_page(child, notes=notes), child.tail or ""]
    return "".join(parts)


def answers_last(article: Element) -> Element:
    """A page whose self-test has its answers behind the questions."""
    for questions in article.find_class("quiz__list"):
        for answer in reversed(questions.xpath("./li/details")):
            questions.addnext(answer)
    return article


def page(edition: Edition, book: Book, section: str) -> Element:
    path = edition.folder / edition.address(book.language, book.tutorial, section)
    found: Element = html.document_fromstring(path.read_text(encoding="utf-8"))
    return found.xpath("//article")[0]


# --- the real tutorial -----------------------------------------------------------------------------------------------


def test_a_book_holds_every_word_of_its_pages(edition: Edition) -> None:
    found = books(edition)
    assert [book.name for book in found] == ["magnesium.zh", "magnesium.en"]
    for book in found:
        *sections, terms = book.chapters
        assert [chapter.name for chapter in sections] == book.tutorial.file.sections
        assert len(terms.body.findall(".//dd")) > 20
        for chapter in sections:
            expected = squeezed(of_page(answers_last(page(edition, book, chapter.name)), notes=False))
            assert squeezed("".join(chapter.body.itertext())) == expected
            assert len(expected) > 100


def test_what_a_section_cites_is_left_out_only_because_the_book_lists_it(edition: Edition) -> None:
    for book in books(edition):
        whole = squeezed("".join(text for chapter in book.chapters for text in chapter.body.itertext()))
        seen = 0
        for chapter in book.chapters[:-1]:
            for item in page(edition, book, chapter.name).xpath(".//*[@role='doc-endnotes']//li"):
                assert squeezed(item.xpath("string(span[1])")) in whole
                seen += 1
        assert seen > 30


def test_every_id_is_there_once_and_every_link_inside_arrives(edition: Edition) -> None:
    for book in books(edition):
        ids = [found for chapter in book.chapters for found in chapter.body.xpath("@id|.//@id")]
        assert len(ids) == len(set(ids))
        followed = 0
        for chapter in book.chapters:
            for link in chapter.body.xpath(".//@href"):
                if link.startswith("#"):
                    assert link[1:] in ids
                    assert chapter_of(link[1:]) in {chapter.name for chapter in book.chapters}
                    followed += 1
                else:
                    assert link.startswith(("https://", "http://")), link
            for name in ("aria-labelledby", "aria-describedby", "headers"):
                for value in chapter.body.xpath(f".//@{name}"):
                    assert set(value.split()) <= set(ids)
        assert followed > 300


def test_citations_and_the_list_keep_what_they_are(edition: Edition) -> None:
    for book in books(edition):
        by_name = {chapter.name: chapter.body for chapter in book.chapters}
        cited = by_name["dosing"].xpath(".//a[@role='doc-biblioref']/@href")
        assert cited and all(link.startswith("#references--ref-") for link in cited)
        (bibliography,) = by_name["references"].xpath(".//*[@role='doc-bibliography']")
        assert bibliography.xpath(".//a[@role='doc-backlink']/@href")[0].startswith("#index--cite-")


def test_a_book_can_be_written_as_xml(edition: Edition) -> None:
    for book in books(edition):
        for chapter in book.chapters:
            again = etree.fromstring(etree.tostring(chapter.body))
            assert all("-" not in element.tag for element in again.iter(etree.Element))
            assert not again.xpath("//@viewbox|//lineargradient|//clippath")
    assert book.chapters[5].body.xpath(".//svg")


def test_a_book_says_what_it_is(edition: Edition) -> None:
    edition = replace(edition, commit="0123456789ab", changed={})  # test_changed.py has what tells its last change
    said = {fact.key: fact.text for fact in books(edition)[1].facts}
    assert said["made"] == "2026-09-21 (0123456789ab)"
    assert said["outdated"] == "2028-09-21"
    assert said["review"] == "Not yet reviewed by a clinician"
    assert said["address"] == f"{SITE_URL}en/magnesium/index.html"
    without = replace(edition, commit="", url="", outdated_after=None)
    said = {fact.key: fact.text for fact in books(without)[0].facts}
    assert said["made"] == "2026 年 9 月 21 日"
    assert not {"outdated", "address"} & set(said)


# --- made-up pages ---------------------------------------------------------------------------------------------------


def first(edition: Edition, section: str = "index") -> tuple[str, Element]:
    language: Language = edition.languages[0]
    book = make_book(edition, edition.tutorials[0], language)
    body = next(chapter.body for chapter in book.chapters if chapter.name == section)
    return etree.tostring(body, encoding="unicode").replace("\n", ""), body


def test_links_lead_into_the_book_or_out_of_it(small: Edition) -> None:
    content = (
        '<h1 id="a">A</h1><p><a href="#a">1</a> <a href="dosing.html">2</a> <a href="dosing.html#dosing">3</a>'
        ' <a href="../glossary.html#t" role="doc-glossref">4</a> <a href="https://x.example/#a">5</a></p>'
    )
    write(small, "index", content)
    _, body = first(small)
    inside = ["#index--a", "#dosing", "#dosing--dosing"]
    assert body.xpath(".//a/@href") == [*inside, "https://x.example/#a"]
    assert body.xpath("string(.//span)") == "4"
    assert body.xpath(".//span/@role") == []
    _, body = first(replace(small, url="https://x.example/t/"))
    assert body.xpath(".//a/@href") == [*inside, "https://x.example/t/glossary.html#t", "https://x.example/#a"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<details name='q'><summary>Q</summary><p>A</p></details>",
         '<div class="details"><p class="details-summary">Q</p><p>A</p></div>'),
        ("<p>a<!-- no --><b hidden>x</b><i data-live>y</i><script>1</script>b</p>", "<p>ab</p>"),
        ("<p hidden='until-found'>a</p>", "<p>a</p>"),
        ("<noscript><p>a</p></noscript><my-thing><p>b</p></my-thing>", "<p>a</p><div><p>b</p></div>"),
        ("<form action='x'><fieldset><legend>a</legend><label for='i'><input id='i'>b</label></fieldset></form>",
         "<div><div><p>a</p><span>b</span></div></div>"),
        ("<ol data-numbered><li id='q'><p>No 1</p><ol type='A'><li>a</li></ol></li></ol>",
         '<div data-numbered=""><div id="index--q"><p>No 1</p><ol type="A"><li>a</li></ol></div></div>'),
        ("<p onclick='x()' tabindex='0' data-kept='1'>a</p>", '<p data-kept="1">a</p>'),
        ("<div class='tabbed-set tabbed-alternate'><input><input><div class='tabbed-labels'><label>A</label>"
         "<label><b>B</b></label></div><div class='tabbed-content'><div class='tabbed-block'><p>1</p></div>"
         "<div class='tabbed-block'><p>2</p></div></div></div>",
         '<div class="tabs"><div class="tab"><p class="tab-label">A</p><p>1</p></div>'
         '<div class="tab"><p class="tab-label"><b>B</b></p><p>2</p></div></div>'),
        ("<svg viewbox='0 0 1 1'><lineargradient id='g'></lineargradient><rect fill='url(#g)'></rect></svg>",
         '<svg viewBox="0 0 1 1"><linearGradient id="index--g"/><rect fill="url(#index--g)"/></svg>'),
    ],
)  # fmt: skip
def test_what_a_screen_needs_becomes_what_a_book_shows(small: Edition, content: str, expected: str) -> None:
    write(small, "index", content)
    text, _ = first(small)
    assert text == f'<section id="index">{expected}</section>'


def test_images_travel_inside(small: Edition) -> None:
    write(small, "index", '<p><img src="../a%20b.svg" alt="x" srcset="y 2x" loading="lazy"></p>')
    (small.folder / "a b.svg").write_text("<svg/>", encoding="utf-8")
    _, body = first(small)
    (image,) = body.iter("img")
    assert dict(image.attrib) == {
        "src": f"data:image/svg+xml;base64,{base64.b64encode(b'<svg/>').decode()}",
        "alt": "x",
    }


def test_a_list_of_notes_that_stands_nowhere_else_stays(small: Edition) -> None:
    notes = '<section role="doc-endnotes"><ol><li data-ref="doe2020">N</li></ol></section>'
    write(small, "index", notes)
    text, _ = first(small)
    assert "N" in text
    write(small, "references", '<section role="doc-bibliography"><ol><li id="ref-doe2020">R</li></ol></section>')
    text, _ = first(small)
    assert "N" not in text


def test_what_one_form_changes_is_none_of_the_next_ones(small: Edition) -> None:
    kept = replace(small, books={})
    for book in make_books(kept):
        for chapter in book.chapters:
            chapter.body.clear()
    for again, anew in zip(make_books(kept), make_books(small), strict=True):
        written = [[etree.tostring(chapter.body) for chapter in book.chapters] for book in (again, anew)]
        assert written[0] == written[1]
