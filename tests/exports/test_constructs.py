"""Raised text, formulas, footnotes and lists of definitions in every form and in the search."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from lxml import etree, html
from PIL import Image
from tandem.exports import epub, pdf, single_file, text
from tandem.exports.edition import Edition
from tandem.search.sections import read_sections

from tests.core.test_constructs import BODY
from tests.exports.conftest import write
from tests.fixtures.rendering import Rendering

SAID = [
    "Mg²⁺",
    "Vmax",
    "10⁻³",
    "d = (30 mg) / 2",
    "H₂O",
    "x = 5%",
    "To whole milligrams, 5 mg².",
    "Term one",
    "Another",
    "Tall T waves. J Doe, CC BY 4.0.",
]

PICTURE = "\n![An ECG](ecg.png)\n\n/// caption\nTall T waves. J Doe, CC BY 4.0.\n///\n"


@pytest.fixture
def written(small: Edition, tmp_path: Path) -> Edition:
    """The small tutorial with the constructs in one of its sections, in each language."""
    folder = tmp_path / "rendering"
    folder.mkdir()
    page = Rendering(folder).text(re.sub(r"\[@\w+\]", "", BODY) + PICTURE)
    for language in small.languages:
        place = (small.folder / small.address(language, small.tutorials[0], "dosing")).parent
        place.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (60, 30)).save(place / "ecg.png")
        write(small, "dosing", page, locale=language.locale)
    return small


def plain(said: str) -> str:
    return " ".join(said.replace("\u2060", "").replace("\u00a0", " ").split())


def test_the_search_finds_what_is_shown_without_the_marks(written: Edition) -> None:
    language = written.languages[0]
    page = written.folder / written.address(language, written.tutorials[0], "dosing")
    found = plain(" ".join(section.text for section in read_sections(page.read_text(encoding="utf-8"))))
    assert all(said in found for said in SAID)
    assert "is code." in found and "code.a" not in found and "Value a" not in found and "Valuea" not in found


def test_documents(written: Edition, tmp_path: Path) -> None:
    made = next(path for path in text.make(written, tmp_path) if path.suffix == ".docx")
    document = docx.Document(str(made))
    lowered = {run.text for part in document.paragraphs for run in part.runs if run.font.subscript}
    assert lowered == {"max"}
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    found = plain(" ".join([*(part.text for part in document.paragraphs), *cells]))
    assert all(said in found for said in SAID)
    xml = document.element.xml
    anchors, marks = (set(re.findall(rf'{name}="([^"]+)"', xml)) for name in ("w:anchor", "bookmarkStart[^>]*w:name"))
    assert len(anchors) == 6  # to each of three notes, and back
    assert anchors <= marks


def test_books(written: Edition, tmp_path: Path) -> None:
    made = epub.make(written, tmp_path)[0]
    with zipfile.ZipFile(made) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")]
    chapter = next(page for page in pages if b"To whole milligrams" in page)
    tree: Any = etree.fromstring(chapter)
    assert all(said in plain("".join(tree.itertext())) for said in SAID)
    ids = set(tree.xpath("//@id"))
    assert {link[1:] for link in tree.xpath("//@href") if link.startswith("#")} <= ids


def test_print(written: Edition, tmp_path: Path) -> None:
    with pikepdf.open(pdf.make(written, tmp_path)[0]) as book:
        assert len(book.pages) > 1
        pictures = [image for page in book.pages for image in page.get_images().values()]
        assert [(int(image.Width), int(image.Height)) for image in pictures] == [(60, 30)]


def test_one_file(written: Edition, tmp_path: Path) -> None:
    page: Any = html.document_fromstring(single_file.make(written, tmp_path)[0].read_text(encoding="utf-8"))
    assert all(said in plain(page.text_content()) for said in SAID)
    assert page.xpath("//dl/dt") and page.xpath('//*[@role="doc-footnote"]')
