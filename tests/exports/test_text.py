"""What those who adapt a tutorial get: a DOCX that others' programs read, and sources that build again."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import html
from tandem.check import check_site
from tandem.core.problems import Problems
from tandem.exports.book import make_book
from tandem.exports.edition import Edition
from tandem.exports.text.sources import write_sources
from tandem.exports.text.tables import set_widths

from tests.exports.conftest import Form
from tests.fixtures.sources import copy

LINE = 164 * 36000  # of a sheet of A4 with its margins, in what a DOCX counts pictures in


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u2060", "")


@pytest.mark.parametrize("number", [0, 1])
def test_word_finds_every_heading_word_and_table(edition: Edition, form: Form, number: int) -> None:
    book = make_book(edition, edition.tutorials[0], edition.languages[number])
    document = docx.Document(str(form("docx")[number]))
    assert document.core_properties.title == book.title
    assert f"{document.core_properties.created:%Y-%m-%d}" == f"{edition.of(book.tutorial).moment:%Y-%m-%d}"
    headings = [part.text for part in document.paragraphs if part.style and part.style.name == "Heading 1"]
    assert len(headings) == len(book.chapters)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = squeezed("".join([part.text for part in document.paragraphs] + cells))
    for chapter in book.chapters:
        for paragraph in chapter.body.xpath(".//p[not(.//svg)]|.//td[not(.//svg)]|.//h2"):
            assert squeezed("".join(paragraph.itertext())) in said
    assert len(document.tables) == 1 + sum(len(chapter.body.findall(".//table")) for chapter in book.chapters)
    drawings = [drawing for chapter in book.chapters for drawing in chapter.body.xpath(".//svg[not(ancestor::svg)]")]
    assert len(document.inline_shapes) == len(drawings)
    xml = document.element.xml
    anchors, marks = (set(re.findall(rf'{name}="([^"]+)"', xml)) for name in ("w:anchor", "bookmarkStart[^>]*w:name"))
    assert len(anchors) > 50
    assert anchors <= marks
    told = [drawing for drawing in drawings if drawing.get("aria-hidden") != "true"]
    assert len(told) == len(re.findall(r'<wp:docPr[^>]* descr="[^"]+"', xml))


def test_faces_are_named_and_tables_have_lines(form: Form) -> None:
    with zipfile.ZipFile(form("docx")[0]) as archive:
        styles = archive.read("word/styles.xml").decode("utf-8")
    assert 'w:eastAsia="SimSun"' in styles
    assert "Theme=" not in styles
    assert "<w:tblBorders>" in styles.replace(" ", "").replace("w:tblBorders>", "w:tblBorders>")


def test_a_sheet_is_a4_and_says_its_language_as_word_knows_it(edition: Edition, form: Form) -> None:
    for number, said in enumerate(("zh-CN", "en")):
        book = make_book(edition, edition.tutorials[0], edition.languages[number])
        document = docx.Document(str(form("docx")[number]))
        (section,) = document.sections
        sides = (section.page_width, section.page_height, section.left_margin, section.right_margin)
        assert [round(side.mm) for side in sides if side] == [210, 297, 23, 23]
        (told,) = document.styles.element.xpath("//w:lang")
        values = {value for name, value in told.attrib.items() if name.endswith(("}eastAsia", "}val"))}
        assert said in values
        for shape in document.inline_shapes:
            assert shape.width <= LINE
        paragraphs = [part for part in document.paragraphs if part.text.strip()]
        assert paragraphs[0].text == book.title
        assert [part.text for part in paragraphs if part.text == book.title] == [book.title]


def test_a_drawing_has_room_in_its_cell(form: Form) -> None:
    document = docx.Document(str(form("docx")[1]))
    held = 0
    for table in document.tables:
        grid = [int(column.xpath("string(@w:w)")) for column in table._tbl.tblGrid.gridCol_lst]
        for row in table.rows:
            for number, cell in enumerate(row.cells):
                for extent in cell._tc.xpath(".//wp:extent"):
                    held += 1
                    width = LINE * grid[number] / sum(grid)
                    assert int(extent.xpath("string(@cx)")) <= width - 2 * 108 * 635  # 108 twentieths of a point a side
    assert held > 10


def test_columns_are_as_wide_as_their_text_asks_for() -> None:
    def widths(code: str) -> list[float]:
        table = html.fragment_fromstring(code)
        set_widths(table)
        return [float(col.get("style").removeprefix("width: ").rstrip("%")) for col in table.iter("col")]

    short = widths("<table><tr><th>A</th><td>12 mg</td></tr></table>")
    assert sum(short) < 20 and short[0] < short[1]
    long = widths(f"<table><tr><td>Weight</td><td>{'word ' * 40}</td><td>{'剂量' * 20}</td></tr></table>")
    assert sum(long) == pytest.approx(100, abs=0.2)
    assert long[0] < 15 < long[2] < long[1]
    many = widths(f"<table><tr><td>Weight</td>{'<td>37.5 to 62.5 mL</td>' * 6}</tr></table>")
    assert sum(many) == pytest.approx(100, abs=0.4) and 10 < many[0] < many[1]
    drawn = widths('<table><tr><td>Study</td><td><svg width="100%"></svg></td><td>Result</td></tr></table>')
    assert drawn[1] == 38
    spanned = widths("<table><tr><td rowspan='2'>A</td><td>B</td></tr><tr><td>a longer one</td></tr></table>")
    assert spanned[1] > spanned[0]
    assert widths("<table></table>") == []


def test_what_a_style_sheet_sets_apart_is_told_apart_without_it(form: Form) -> None:
    document = docx.Document(str(form("docx")[1]))
    questions = [part for part in document.paragraphs if re.match(r"Question [0-9]+ of 15 · [^\n]+\n\S", part.text)]
    assert len(questions) == 15
    assert all(part.runs[0].bold for part in questions)
    (titled,) = [part for part in document.paragraphs if part.text == "If toxicity is suspected"]
    assert all(run.bold for run in titled.runs)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert any("←Lesswithmagnesium·Morewithmagnesium→" in squeezed(text) for text in cells)


def test_the_sources_build_again(small: Edition, tmp_path: Path) -> None:
    path = write_sources(small, small.tutorials[0], tmp_path / "salt.sources.zip")
    root = copy(tmp_path / "again")
    shutil.rmtree(root / "docs/salt")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        note = archive.read("README.txt").decode("utf-8-sig")
        archive.extractall(root / "docs", [name for name in archive.namelist() if name.startswith("salt/")])
    problems = Problems(root)
    found = check_site(root / "mkdocs.yml", problems)
    assert found is not None and not len(problems), problems.report()
    assert {page.name for page in found.shelf.tutorials[0].pages.values()} >= {"index", "dosing"}
    for words in ("You may translate", "可以翻译", str(small.tutorials[0].file.licence.url), "\r\n"):
        assert words in note


def test_nothing_hidden_travels(small: Edition, tmp_path: Path) -> None:
    with zipfile.ZipFile(write_sources(small, small.tutorials[0], tmp_path / "a.zip")) as archive:
        assert not [name for name in archive.namelist() if "/." in name]
        assert {info.date_time for info in archive.infolist()} == {(2026, 9, 21, 14, 13, 20)}
    assert io.BytesIO((tmp_path / "a.zip").read_bytes()).read(2) == b"PK"
