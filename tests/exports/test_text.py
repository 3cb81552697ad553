"""What those who adapt a tutorial get: a DOCX that others' programs read, and sources that build again."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from tandem.check import check_site
from tandem.core.problems import Problems
from tandem.exports.book import make_book
from tandem.exports.edition import Edition
from tandem.exports.text.docx import write_docx
from tandem.exports.text.sources import write_sources

from tests.fixtures.sources import copy


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u2060", "")


@pytest.mark.parametrize("number", [0, 1])
def test_word_finds_every_heading_word_and_table(edition: Edition, tmp_path: Path, number: int) -> None:
    book = make_book(edition, edition.tutorials[0], edition.languages[number])
    path = write_docx(edition, book, tmp_path / "a.docx")
    document = docx.Document(str(path))
    assert document.core_properties.title == book.title
    assert f"{document.core_properties.created:%Y-%m-%d}" == "2026-09-21"
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


def test_faces_are_named_and_tables_have_lines(edition: Edition, tmp_path: Path) -> None:
    book = make_book(edition, edition.tutorials[0], edition.languages[0])
    with zipfile.ZipFile(write_docx(edition, book, tmp_path / "a.docx")) as archive:
        styles = archive.read("word/styles.xml").decode("utf-8")
    assert 'w:eastAsia="SimSun"' in styles
    assert "Theme=" not in styles
    assert "<w:tblBorders>" in styles.replace(" ", "").replace("w:tblBorders>", "w:tblBorders>")


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
