"""The e-book as files: order, landmarks, links, pictures, and the same bytes wherever it is made."""

from __future__ import annotations

import json
import posixpath
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tandem.core.missing import CannotMakeError, imported
from tandem.exports import epub
from tandem.exports.book import make_book
from tandem.exports.edition import Edition
from tandem.exports.epub.cover import cover_drawing

from tests.conftest import SITE_URL
from tests.exports.conftest import Form, write

NS = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
    "svg": "http://www.w3.org/2000/svg",
}
Element = Any


class Opened:
    """An e-book, unpacked in memory."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.names = archive.namelist()
            self.files = {name: archive.read(name) for name in self.names}
            self.first = archive.infolist()[0]

    def tree(self, name: str) -> Element:
        return etree.fromstring(self.files[f"EPUB/{name}"])


@pytest.fixture
def books(form: Form) -> list[Opened]:
    made = form("epub")
    assert [path.name for path in made] == ["magnesium.zh.epub", "magnesium.en.epub"]
    assert all(path.stat().st_size < 300_000 for path in made)
    return [Opened(path) for path in made]


def test_the_type_comes_first_and_bare(books: list[Opened]) -> None:
    for book in books:
        assert (book.first.filename, book.first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert book.files["mimetype"] == b"application/epub+zip"


def test_another_program_reads_every_text_of_it(edition: Edition, form: Form) -> None:
    """pandoc's own reader, which knows nothing of ours: each heading, paragraph and cell, tables as tables."""
    for path in form("epub"):
        said: str = imported("pypandoc", "pypandoc_binary").convert_file(str(path), "json", format="epub")
        found = json.loads(said)
        language = next(one for one in edition.languages if f".{one.locale}." in path.name)
        book = make_book(edition, edition.tutorials[0], language)
        text = squeezed("".join(_said(found["blocks"])))
        for chapter in book.chapters:
            for part in chapter.body.xpath(".//h1|.//h2|.//p[not(.//svg)]|.//td[not(.//svg)]|.//li[not(.//svg)]"):
                for piece in part.itertext():
                    assert squeezed(piece) in text, piece
        tables = sum(len(chapter.body.findall(".//table")) for chapter in book.chapters)
        assert said.count('"t":"Table"') >= tables > 8
        assert found["meta"]["title"]["c"][0]["c"] == book.title


def _said(node: Any) -> Iterator[str]:
    """The words of what pandoc read, in their order."""
    if isinstance(node, list):
        for part in node:
            yield from _said(part)
    elif isinstance(node, dict):
        if node.get("t") in {"Str", "Code"}:
            yield node["c"] if isinstance(node["c"], str) else node["c"][1]
        elif node.get("t") in {"Quoted", "Math"}:
            yield "".join(_said(node["c"]))
        else:
            yield from _said(node.get("c", []))


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u2060", "").translate(str.maketrans("", "", "“”‘’\"'"))


def test_every_file_is_listed_and_read_in_order(books: list[Opened], edition: Edition) -> None:
    for book in books:
        package = book.tree("package.opf")
        listed = {item.get("id"): item.get("href") for item in package.iterfind(".//opf:item", NS)}
        assert {f"EPUB/{href}" for href in listed.values()} | {
            "mimetype",
            "META-INF/container.xml",
            "EPUB/package.opf",
        } == set(book.names)
        order = [listed[ref.get("idref")] for ref in package.iterfind(".//opf:itemref", NS)]
        sections = [f"{name}.xhtml" for name in edition.tutorials[0].file.sections]
        assert order == ["cover.xhtml", "title.xhtml", "nav.xhtml", *sections, "book-terms.xhtml"]


def test_every_link_arrives(books: list[Opened]) -> None:
    for book in books:
        names = [name.removeprefix("EPUB/") for name in book.names if name.endswith(".xhtml")]
        trees = {name: book.tree(name) for name in names}
        followed = 0
        for name, tree in trees.items():
            for link in tree.xpath("//h:a/@href", namespaces=NS):
                if "://" in link:
                    continue
                file, _, anchor = link.partition("#")
                file = posixpath.normpath(file) if file else name
                assert not anchor or trees[file].xpath("//*[@id=$id]", id=anchor), (name, link)
                followed += 1
        assert followed > 300


def test_readers_are_told_what_they_get(books: list[Opened], edition: Edition) -> None:
    package = books[1].tree("package.opf")
    said = {
        (item.get("property") or item.tag.rpartition("}")[2]): item.text for item in package.find("opf:metadata", NS)
    }
    assert said["language"] == "en"
    assert said["dcterms:modified"] == f"{edition.of(edition.tutorials[0]).moment:%Y-%m-%d}T00:00:00Z"
    assert said["rights"] == "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
    assert "Not yet reviewed by a clinician" in str(said["description"])
    assert said["schema:version"] == "0.1.0"
    assert str(said["identifier"]).startswith("urn:uuid:")
    assert said["schema:accessModeSufficient"] == "textual"
    nav = books[1].tree("nav.xhtml")
    marks = nav.xpath("//h:nav[@epub:type='landmarks']//h:a/@epub:type", namespaces=NS)
    assert marks == ["cover", "titlepage", "toc", "bodymatter", "bibliography"]
    assert nav.xpath("//h:nav[@epub:type='toc']", namespaces=NS)


def test_citations_say_what_they_are_twice(books: list[Opened]) -> None:
    for book in books:
        cited = book.tree("dosing.xhtml").xpath(
            "//h:a[@epub:type='biblioref' and @role='doc-biblioref']", namespaces=NS
        )
        assert len(cited) > 20
        drawings = book.tree("trial-doses.xhtml").xpath("//svg:svg", namespaces=NS)
        assert drawings and all(drawing.get("aria-label") for drawing in drawings)


def test_identifiers_stay_and_differ(edition: Edition, books: list[Opened], tmp_path: Path) -> None:
    def identifiers_in(found: list[Opened]) -> list[str]:
        return [str(one.tree("package.opf").findtext(".//dc:identifier", namespaces=NS)) for one in found]

    def identifiers(one: Edition, name: str) -> list[str]:
        (tmp_path / name).mkdir()
        return identifiers_in([Opened(path) for path in epub.make(one, tmp_path / name)])

    first = identifiers_in(books)
    assert first == identifiers(replace(edition, commit="other", outdated_after=None), "b")
    assert len({*first, *identifiers(replace(edition, url="https://other.example/"), "c")}) == 4
    assert edition.url == SITE_URL


def test_the_same_site_elsewhere_gives_the_same_bytes(edition: Edition, form: Form, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere, deeper in/site"
    shutil.copytree(edition.folder / "magnesium", there / "magnesium")
    shutil.copytree(edition.folder / "en", there / "en")
    shutil.copytree(edition.folder / "assets", there / "assets")
    (tmp_path / "two").mkdir()
    two = epub.make(replace(edition, folder=there), tmp_path / "two")
    assert [path.read_bytes() for path in form("epub")] == [path.read_bytes() for path in two]


def test_pictures_become_files_each_once(small: Edition, tmp_path: Path) -> None:
    content = '<h1 id="index">A</h1><p><img src="../a.svg" alt="x"><img src="../b.svg" alt="y"></p>'
    write(small, "index", content)
    for name in ("a", "b"):
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
        (small.folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
    book = Opened(epub.make(small, tmp_path)[0])
    (picture,) = {*book.tree("index.xhtml").xpath("//h:img/@src", namespaces=NS)}
    assert book.files[f"EPUB/{picture}"].startswith(b"<svg")


def test_a_title_with_letters_that_the_face_lacks_is_no_cover_of_boxes(small: Edition) -> None:
    book = make_book(small, small.tutorials[0], small.languages[0])
    with pytest.raises(CannotMakeError, match="lack: ഉ"):
        cover_drawing(small, replace(book, title="ഉ"))


@pytest.mark.parametrize(
    ("title", "lines"), [("镁与疼痛", 1), ("Magnesium and pain", 2), ("A" * 30, 1), ("围术期静脉用镁：证据与剂量", 3)]
)
def test_a_title_is_broken_where_it_may_be(small: Edition, title: str, lines: int) -> None:
    book = make_book(small, small.tutorials[0], small.languages[0])
    drawing = etree.fromstring(cover_drawing(small, replace(book, title=title)))
    texts = [text for text in drawing.iterfind("svg:text", NS) if text.get("fill") == "#ffffff"]
    assert len(texts) == lines
    assert not any(str(text.text).startswith(("：", " ")) for text in texts)
