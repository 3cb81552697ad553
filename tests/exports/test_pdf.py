"""The books and cards as PDF: whole, in order, tagged, the same twice; and what the converter refuses."""

from __future__ import annotations

import io
import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from lxml.html import builder
from pdfua import validate
from tandem.core.missing import CannotMakeError
from tandem.exports import pdf
from tandem.exports.book import Book, Chapter, make_book, make_books
from tandem.exports.card import card_of
from tandem.exports.edition import Edition
from tandem.exports.pdf import faces, write_book
from tandem.exports.pdf.card import in_rows
from tandem.exports.pdf.drawing import drawing_of
from tandem.exports.pdf.markup import Writer, quoted

from tests.cautions.data import magnesium_cautions
from tests.exports.conftest import Form
from tests.trials import examples

Element = Any  # an lxml element; its stubs know no html

BUDGET = 840_000


@pytest.fixture
def made(form: Form) -> list[Path]:
    """The PDFs of the real site."""
    return form("pdf")


def of(made: list[Path], book: Book, *, card: bool = False) -> Path:
    name = f"{book.tutorial.name}{'-dose-card' if card else ''}.{book.language.locale}.pdf"
    (path,) = (path for path in made if path.name == name)
    return path


def squeezed(text: str) -> str:
    """Without spaces and hyphens, which a line's end may have brought; raised figures plain, as pypdf reads some.

    That each letter is the right one is for pdftotext to say, in tests/validate.
    """
    return unicodedata.normalize("NFKC", re.sub(r"[\s\u2060\u200b\u00ad\u2010-]", "", text))


@cache
def extracted(path: Path) -> tuple[str, ...]:
    """The text of each page of a document that stays as it is."""
    return tuple(page.extract_text() for page in pypdf.PdfReader(path).pages)


@cache
def read_aloud(path: Path) -> str:
    """A document's text in the order of its pages, without what is set aside as repeating."""
    document = pikepdf.open(path)
    for page in document.pages:
        kept, depth, aside = [], 0, 0
        for step in pikepdf.parse_content_stream(page):
            name = str(step.operator)
            if name in {"BDC", "BMC"}:
                depth += 1
                if not aside and str(step.operands[0]) == "/Artifact":
                    aside = depth
            shown = not aside or name not in {"Tj", "TJ", "'", '"', "Do"}
            if shown:
                kept.append(step)
            if name == "EMC":
                aside = 0 if aside == depth else aside
                depth -= 1
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))
    written = io.BytesIO()
    document.save(written)
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(written).pages))


def texts(element: Element) -> Iterator[str]:
    """Every text of an element but a drawing's, in order."""
    if element.tag == "svg":
        return
    if element.text:
        yield element.text
    for child in element:
        yield from texts(child)
        if child.tail:
            yield child.tail


def assert_holds(text: str, parts: Iterator[str]) -> int:
    """Every part stands in the text, each after the one before."""
    position = seen = 0
    for part in map(squeezed, parts):
        found = text.find(part, position)
        assert found >= 0, f"{part!r} does not stand after {text[max(0, position - 80) : position]!r}"
        position = found + len(part)
        seen += bool(part)
    return seen


def elements(node: Any, tag: str | None = None) -> Iterator[Any]:
    """The tags of a document in reading order."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if tag is None or str(kid.S) == tag:
                yield kid
            yield from elements(kid, tag)


def cells(row: Any) -> list[str]:
    return [str(kid.S) for kid in row.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def scopes(row: Any) -> list[str]:
    found: list[str] = []
    for cell in elements(row):
        told = cell.get("/A", [])
        all_told = told if isinstance(told, pikepdf.Array) else [told]
        found += [str(one.Scope) for one in all_told if "/Scope" in one]
    return found


# --- the real tutorial -----------------------------------------------------------------------------------------------


def test_a_book_and_a_card_for_each_language(made: list[Path]) -> None:
    names = [path.name for path in made]
    stems = ("magnesium.{}", "magnesium-dose-card.{}")
    assert names == [f"{stem.format(locale)}.pdf" for stem in stems for locale in ("zh", "en")]
    for path in made:
        assert path.stat().st_size <= BUDGET


def test_the_same_bytes_twice(edition: Edition, made: list[Path], tmp_path: Path) -> None:
    again = [*pdf.make(edition, tmp_path), *pdf.make_cards(edition, tmp_path)]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in made]


def test_every_text_of_the_book_stands_in_it_in_order(edition: Edition, made: list[Path]) -> None:
    for book in make_books(edition):
        for chapter in book.chapters:
            (heading,) = chapter.body.iter("h1")
            if heading.text_content().strip() == book.title:  # the title page has said it
                heading.text = chapter.title
            heading.tail = None
            chapter.body.insert(0, heading)  # also before what the page says of its state
        whole = (text for chapter in book.chapters for text in texts(chapter.body))
        assert assert_holds(read_aloud(of(made, book)), whole) > 1500


def test_the_words_of_drawings_are_text_and_said_once(edition: Edition, made: list[Path]) -> None:
    for book in make_books(edition):
        path = of(made, book)
        whole = squeezed("".join(extracted(path)))
        labels = [text for chapter in book.chapters for text in chapter.body.xpath(".//svg//text/text()")]
        assert len(labels) > 20
        for label in labels:
            assert squeezed(label) in whole


def test_it_says_what_it_is(edition: Edition, made: list[Path]) -> None:
    for book in make_books(edition):
        for card in (False, True):
            document = pikepdf.open(of(made, book, card=card))
            root = document.Root
            assert str(root.Lang) == book.tag
            assert root.MarkInfo.Marked
            assert root.ViewerPreferences.DisplayDocTitle
            with document.open_metadata() as told:
                assert told["pdfuaid:part"] == "1"
                title = told["dc:title"]
                assert told["xmp:CreateDate"].startswith(f"{edition.of(book.tutorial).moment:%Y-%m-%d}")
            drug = book.tutorial.data["doses.yml"].drug.name[book.language.locale]
            assert drug in title if card else title == book.title


def test_what_every_form_says_stands_on_the_first_page(edition: Edition, made: list[Path]) -> None:
    for book in make_books(edition):
        for card in (False, True):
            first = squeezed(extracted(of(made, book, card=card))[0])
            teaching = edition.strings[book.language.locale]("exports.teaching")
            assert squeezed(teaching) in first
            for fact in book.facts:
                assert squeezed(fact.text) in first, fact
            if not card:
                assert squeezed(book.description) in first


def test_headings_nest_tables_have_heads_and_figures_have_words(made: list[Path]) -> None:
    for path in made:
        document = pikepdf.open(path)
        tree = document.Root.StructTreeRoot
        levels = [int(str(tag.S)[2]) for tag in elements(tree) if re.fullmatch(r"/H[1-6]", str(tag.S))]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        tables = list(elements(tree, "/Table"))
        assert len(tables) >= 4
        for table in tables:
            first = next(elements(table, "/TR"))
            assert set(cells(first)) == {"/TH"}
            assert set(scopes(first)) == {"/Column"}
        for figure in elements(tree, "/Figure"):
            assert str(figure.Alt).strip()


def test_a_row_of_weights_begins_with_its_heading(made: list[Path]) -> None:
    found = 0
    for path in made:
        document = pikepdf.open(path)
        for table in elements(document.Root.StructTreeRoot, "/Table"):
            rows = list(elements(table, "/TR"))
            if len(cells(rows[0])) == 7:  # the volumes of six products by weight
                found += 1
                assert len(rows) == 10
                for row in rows[1:]:
                    assert cells(row) == ["/TH", *["/TD"] * 6]
                    assert scopes(row) == ["/Row"]
    assert found == 2


def test_pages_are_painted_in_the_order_of_the_tags(made: list[Path]) -> None:
    for path in made:
        document = pikepdf.open(path)
        tagged: dict[Any, list[int]] = {}

        def read(node: Any, page: Any) -> None:
            page = node.get("/Pg", page)
            kids = node.get("/K")
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, int):
                    tagged.setdefault(page.objgen, []).append(kid)  # noqa: B023  # called at once
                elif isinstance(kid, pikepdf.Dictionary):
                    if "/MCID" in kid:
                        tagged.setdefault(kid.get("/Pg", page).objgen, []).append(int(kid.MCID))  # noqa: B023
                    elif "/S" in kid:
                        read(kid, page)

        read(document.Root.StructTreeRoot, None)
        for page in document.pages:
            painted = [
                int(step.operands[1].MCID)
                for step in pikepdf.parse_content_stream(page)
                if str(step.operator) == "BDC"
                and isinstance(step.operands[1], pikepdf.Dictionary)
                and "/MCID" in step.operands[1]
            ]
            assert painted == tagged[page.obj.objgen]


def test_a_checker_of_pdf_ua_finds_nothing(made: list[Path]) -> None:
    for path in made:
        report = validate(str(path))
        assert report.findings == ()
        # Its rule of headings stumbles over tags that hold several; headings have a test of their own above.
        assert {outcome.rule_id for outcome in report.skipped} <= {"UA-14-001"}


def test_contents_and_outline_lead_to_each_chapter(edition: Edition, made: list[Path]) -> None:
    for book in make_books(edition):
        reader = pypdf.PdfReader(of(made, book))
        tops = [item for item in reader.outline if not isinstance(item, list)]
        assert any(isinstance(item, list) for item in reader.outline)
        contents = squeezed(extracted(of(made, book))[0])
        for chapter, item in zip(book.chapters, tops[-len(book.chapters) :], strict=True):
            heading = chapter.body.xpath("string(.//h1)").strip()
            heading = chapter.title if heading == book.title else heading
            assert item.title == heading
            number = (reader.get_destination_page_number(item) or 0) + 1
            assert re.search(rf"{re.escape(squeezed(heading))}[.\s]*{number}", contents)


def test_links_arrive_and_say_where(edition: Edition, made: list[Path]) -> None:
    for book in make_books(edition):
        for card in (False, True):
            document = pikepdf.open(of(made, book, card=card))
            within, outside = 0, []
            for page in document.pages:
                for note in page.get("/Annots", []):
                    assert str(note.Contents).strip()
                    if "/A" in note and "/URI" in note.A:
                        outside.append(str(note.A.URI))
                    else:
                        within += 1
            cited = [link for chapter in book.chapters for link in chapter.body.xpath(".//a[starts-with(@href, '#')]")]
            assert within > (10 if card else len(cited) - 1)
            assert "https://creativecommons.org/licenses/by/4.0/" in outside


def test_it_numbers_its_pages(edition: Edition, made: list[Path]) -> None:
    for book in make_books(edition):
        reader = pypdf.PdfReader(of(made, book))
        assert 8 <= len(reader.pages) <= 45
        texts_of_pages = extracted(of(made, book))
        for number, (page, text) in enumerate(zip(reader.pages, texts_of_pages, strict=True), 1):
            assert f"{number}/{len(reader.pages)}" in squeezed(text)
            assert page.mediabox.width == pytest.approx(595.28, abs=0.1)
            assert page.mediabox.height == pytest.approx(841.89, abs=0.1)


# --- the card --------------------------------------------------------------------------------------------------------


def test_a_card_is_one_page_with_every_dose_and_every_work_in_full(edition: Edition, made: list[Path]) -> None:
    for book in make_books(edition):
        path = of(made, book, card=True)
        assert len(pypdf.PdfReader(path).pages) == 1
        text = read_aloud(path)
        kinds = ("regimens", "worked", "products")
        rows = [
            row
            for kind in kinds
            for chapter in book.chapters
            for row in chapter.body.xpath(f".//table[contains(@class, 'dose-table--{kind}')]//tr")
        ]
        assert len(rows) == 3 + 10 + 10 + 7
        for row in rows:
            assert_holds(text, texts(row))
        for line in magnesium_cautions(book.language.locale).lines():
            assert squeezed(line) in text
        works = {
            item.get("value"): item.xpath("string(span[1])")
            for chapter in book.chapters
            for item in chapter.body.xpath(".//*[@role='doc-bibliography']//li")
        }
        cited = set(re.findall(r"[0-9]+", " ".join(re.findall(r"\[([0-9]{1,2}(?:,[0-9]{1,2})*)\]", text))))
        assert len(cited) > 5
        for number in cited:
            assert squeezed(works[number]) in text


def test_a_card_says_what_the_part_of_a_section_says(edition: Edition, made: list[Path]) -> None:
    """From the heading that doses.yml names to the next of its rank, nothing left out and nothing added."""
    for book in make_books(edition):
        (place,) = book.tutorial.data["doses.yml"].card
        (chapter,) = (chapter for chapter in book.chapters if chapter.name == place.section)
        (heading,) = chapter.body.xpath(f".//h2[@id='{place.section}--{place.anchor}']")
        part = [heading, *heading.itersiblings()]
        ends = next(number for number, element in enumerate(part) if number and element.tag == "h2")
        assert {inner.tag for element in part[:ends] for inner in element.iter()} >= {"h2", "p", "table", "div"}
        assert_holds(
            read_aloud(of(made, book, card=True)), (text for element in part[:ends] for text in texts(element))
        )


def test_what_stands_on_a_card_is_laid_in_rows(edition: Edition) -> None:
    book = make_book(edition, edition.tutorials[0], edition.languages[1])
    card = card_of(book, edition.strings[book.language.locale])
    assert card is not None
    rows = in_rows(card, "Care")
    assert [[(place.width, place.text) for place in row] for row in rows] == [
        [(3, False), (2, False), (3, True)],
        [(4, False), (4, True)],
    ]
    assert rows[0][2].content[0].text == "Care"
    alone = in_rows(replace(card, worked=card.worked[:1], products=[], parts=[]), "Care")
    assert [[place.width for place in row] for row in alone] == [[3, 3]]


def test_no_card_without_a_table_of_doses(edition: Edition, small: Edition) -> None:
    book = make_book(edition, edition.tutorials[0], edition.languages[0])
    strings = edition.strings[book.language.locale]
    assert card_of(book, strings) is not None
    for chapter in book.chapters:
        for table in list(chapter.body.iter("table")):
            table.getparent().remove(table)
    assert card_of(book, strings) is None
    tutorial = replace(small.tutorials[0], data={})
    without = replace(make_book(small, small.tutorials[0], small.languages[0]), tutorial=tutorial)
    assert card_of(without, strings) is None


# --- the converter ---------------------------------------------------------------------------------------------------


def book_of(edition: Edition, content: str) -> Book:
    """The small tutorial's book with one chapter."""
    whole = make_book(edition, edition.tutorials[0], edition.languages[1])
    body = html.fragment_fromstring(f'<section id="one"><h1 id="one--one">One</h1>{content}</section>')
    for drawing in body.iter("svg"):
        drawing.attrib["viewBox"] = drawing.attrib.pop("viewbox", "0 0 10 10")
    return replace(whole, chapters=(Chapter("one", "One", "About one.", body),))


def text_of(document: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages))


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("<video></video>", "<video>"),
        ("<p>Text <object>inside</object></p>", "<object>"),
        ("<ul><p>No item</p></ul>", "<p>"),
        ("<table><tr><td><math></math></td></tr></table>", "<math>"),
        ("<dl><span>No term</span></dl>", "<span>"),
        ('<p><img src="picture.bmp" alt="x"></p>', "a picture"),
        ("<svg viewBox='0 0 9 9'></svg>", "has no words"),
        ('<p><a href="#nowhere">there</a></p>', "nowhere"),
    ],
)
def test_what_it_does_not_know_is_refused_by_name(small: Edition, content: str, named: str) -> None:
    with pytest.raises(CannotMakeError) as caught:
        write_book(small, book_of(small, content))
    assert named in caught.value.what
    assert "'one'" in caught.value.what
    assert caught.value.fix


def test_a_letter_that_no_face_has_is_refused_by_name(small: Edition) -> None:
    with pytest.raises(CannotMakeError) as caught:
        write_book(small, book_of(small, "<p>magnesium क</p>"))
    assert "क (U+0915)" in caught.value.what
    assert "paper.yml" in caught.value.fix


def test_faces_that_are_not_installed_are_told(small: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = [{"package": "no-such-faces", "module": "no_such_faces", "folder": "."}]
    lacking = replace(faces.paper(), packages=gone)
    monkeypatch.setattr("tandem.exports.pdf.typeset.paper", lambda: lacking)
    with pytest.raises(CannotMakeError) as caught:
        write_book(small, book_of(small, "<p>text</p>"))
    assert "pip install no-such-faces" in caught.value.fix


def test_every_kind_of_content_is_set(small: Edition) -> None:
    kinds = """
      <p class="tandem-lead">lead-in</p>
      <div class="admonition warning"><p class="admonition-title">boxed title</p><p>boxed text</p></div>
      <div class="note details"><p class="details-summary">folded title</p><p>folded text</p></div>
      <div class="tabs"><div class="tab"><p class="tab-label">tab title</p><p>tab text</p></div></div>
      <figure><p>figure text</p><figcaption>caption below</figcaption></figure>
      <blockquote><p>quoted text</p></blockquote><pre><code>code  text</code></pre><hr>
      <ol start="3"><li>third</li><li value="9">ninth<ul><li>inner</li></ul></li></ol>
      <dl><div><dt>term a</dt><dt>term b</dt><dd>meaning</dd></div></dl>
      <p>a<b>bold</b><i>slanted</i><sub>low</sub><sup>high</sup><small>little</small><kbd>key</kbd><mark>marked</mark>
      <s>gone</s><u>under</u><q>said</q><abbr title="x">abbr</abbr><br>after<wbr>all</p>
      <table><caption>caption</caption><tr><th>Head</th><th>Two</th></tr>
      <tr><td colspan="2">wide</td></tr><tr><td rowspan="2">tall</td><td>beside</td></tr><tr><td>below</td></tr></table>
      <own-element><p>of our own</p></own-element>loose text
    """
    text = text_of(write_book(small, book_of(small, kinds)))
    body = html.fragment_fromstring(f"<div>{kinds}</div>")
    for part in texts(body):
        assert squeezed(part) in text, part


_LETTERS = (
    string.ascii_letters + string.digits + ' .,;:"\\#$*_@<>[]{}()=+/~`^&%!?|-' + "剂量，。“”（）⁺⁻₂₄−µα≥é\n\t\u00a0"
)
_WORDS = st.text(alphabet=_LETTERS, min_size=1, max_size=60).filter(str.strip)
_INLINE_TAGS = st.sampled_from(["strong", "em", "sup", "sub", "small", "span", "code"])


@st.composite
def _blocks(draw: st.DrawFn) -> Element:
    block = builder.E(draw(st.sampled_from(["p", "blockquote", "div"])), draw(_WORDS))
    for _ in range(draw(st.integers(0, 2))):
        part = builder.E(draw(_INLINE_TAGS), draw(_WORDS))
        part.tail = draw(_WORDS)
        block.append(part)
    if draw(st.booleans()):
        return block
    kind = draw(st.sampled_from(["ul", "table"]))
    if kind == "ul":
        return builder.E("ul", builder.E("li", block), builder.E("li", draw(_WORDS)))
    row = builder.E("tr", builder.E("td", block), builder.E("td", draw(_WORDS)))
    return builder.E("table", builder.E("tr", builder.E("th", draw(_WORDS)), builder.E("th", draw(_WORDS))), row)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_blocks(), min_size=1, max_size=4))
def test_no_text_is_lost_whatever_it_holds(small: Edition, blocks: list[Element]) -> None:
    book = book_of(small, "")
    book.chapters[0].body.extend(blocks)
    expected = list(texts(book.chapters[0].body))
    text = text_of(write_book(small, book))
    for part in expected:
        for word in part.split():
            assert squeezed(word) in text


@given(st.text())
def test_a_literal_is_closed_where_the_text_ends(text: str) -> None:
    literal = quoted(text)
    inside = re.sub(r"\\.", "", literal[1:-1], flags=re.S)
    assert '"' not in inside and "\\" not in inside
    assert "\n" not in literal


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("6 mg/kg/h or 1.5 mmol/mL", ["mg/kg/h", "mmol/mL"]),
        ("give 30 to 50 mg/kg, or −9.5 to −5.8", ["30 to 50 mg/kg", "−9.5 to −5.8"]),
        ("0.65 to\u00a01.05\u00a0mmol/L of MgSO₄·7H₂O", ["0.65 to\u00a01.05\u00a0mmol/L", "MgSO₄·7H₂O"]),
        ("mg/kg at https://a.b/c/d", []),
        ("from one to the other", []),
    ],
)
def test_ranges_units_and_formulas_are_kept_in_one_line(text: str, kept: list[str]) -> None:
    (paragraph,) = Writer(range_form="{low} to {high}").block(html.fragment_fromstring(f"<p>{text}</p>"))
    assert re.findall(r'whole\("([^"]*)"\)', paragraph) == kept


def test_a_list_keeps_its_letters(small: Edition) -> None:
    """Answers name the choices by them."""
    content = '<ol type="A"><li>first choice</li><li>second choice</li></ol><ol><li>a step</li></ol>'
    text = text_of(write_book(small, book_of(small, content)))
    assert "A.firstchoice" in text and "B.secondchoice" in text and "1.astep" in text


def test_a_line_end_between_chinese_letters_is_no_space() -> None:
    (paragraph,) = Writer().block(html.fragment_fromstring("<p>剂量\n  范围 30\nmg</p>"))
    assert paragraph == 'para({ "剂量范围 30 mg" })'


def test_a_wide_bracket_has_no_gap_before_what_closes() -> None:
    def written(content: str) -> str:
        writer = Writer(known={"there": "there"})
        (paragraph,) = writer.block(html.fragment_fromstring(f"<p>{content}</p>"))
        return paragraph

    cite = '<sup class="cite">[1]</sup>'
    assert '"（左"; narrow("）"); citation({ "[1]" })' in written(f"（左）{cite}")
    assert "narrow" not in written(f"(left){cite}") and "narrow" not in written("（左）右")
    link = '<a href="#there">那里</a>'
    assert "closed: true" in written(f"见{link}。") and "closed: true" in written(f"见{link}{cite}")
    assert "closed: false" in written(f"见{link}再说")


def test_a_halo_is_drawn_with_its_text() -> None:
    code = (
        '<svg viewBox="0 0 9 9" role="img" aria-label="Seen">'
        '<text x="1" y="2" stroke="#ffffff" stroke-width="4">6</text>'
        '<text x="1" y="2" fill="#000000">6</text><text x="1" y="8">7</text></svg>'
    )
    drawn = drawing_of(etree.fromstring(code))
    assert drawn.alt == "Seen" and drawn.scaled and (drawn.width, drawn.height) == (9, 9)
    found = etree.fromstring(drawn.content)
    labels = found.findall("{http://www.w3.org/2000/svg}text")
    assert [label.text for label in labels] == ["6", "7"]
    assert labels[0].get("paint-order") == "stroke" and labels[0].get("stroke") == "#ffffff"


def test_a_drawing_without_a_size_takes_that_of_its_place() -> None:
    drawn = drawing_of(etree.fromstring('<svg width="100%" height="40" aria-label="Seen"><line x1="50%"/></svg>'))
    assert (drawn.width, drawn.height, drawn.scaled) == (0, 40, False)
    assert b'width="@width@" height="@height@"' in drawn.content


def test_paper_names_only_faces_that_its_packages_bring() -> None:
    import typst

    brought = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=faces.paper().folders()
    ).families()
    assert set(faces.paper().families()) <= set(brought)


@pytest.mark.parametrize(("tag", "lang", "size"), [("zh-Hans", "zh", 10.5), ("en", "en", 10.8), ("pt-BR", "pt", 10.8)])
def test_a_language_is_set_by_its_tag_or_as_every_other(tag: str, lang: str, size: float) -> None:
    found = faces.paper().language(tag)
    assert (found["lang"], found["size"]) == (lang, size)
    assert found["region"] == ("BR" if tag == "pt-BR" else None)


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_a_card_has_the_largest_letters_that_fit(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(pdf, "pages", lambda document: int(document.split()[1]))
    for first in range(count + 1):  # the first that has one page; none, where it is the last
        tried: list[int] = []

        def made(number: int, first: int = first, tried: list[int] = tried) -> bytes:
            tried.append(number)
            return f"{number} {1 if number >= first else 2}".encode()

        assert int(pdf.largest(made, count).split()[0]) == min(first, count - 1)
        assert len(tried) == len(set(tried)) <= 5
