"""A recall is said by every page of a tutorial and by every form taken from it, in each language."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from lxml import html

from tests.build.test_build import end, prepared, start
from tests.build.test_every_form_tells import of_html, of_zip, squeezed
from tests.conftest import once
from tests.exports.packed import opened
from tests.fixtures.sources import change
from tests.recall.test_data import RECALL, TUTORIAL

FORMS = ("epub", "pdf", "dose_card", "single_file", "text", "zip", "zim", "app")
TOLD = {
    "zh": ("2026年5月1日召回：版本0.9.0、1.0.0", "剂量表把两种盐写反了。", "删除手中的副本。"),
    "en": ("Recalledon2026-05-01:version0.9.0,1.0.0", "givesthetwosaltsthewrongwayround.", "Deleteyourcopy."),
}
RECOGNISED = {"zh": "手中的副本是哪一版，看它写的版本号", "en": "Totellwhichversionacopyis,lookforitsnumber"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site in every form, its tutorial recalled."""
    return once(tmp_path_factory, "recalled", make) / "site"


def make(root: Path) -> None:
    prepared(root)
    for form in FORMS:
        change(root, "mkdocs.yml", f"{form}: false", f"{form}: true")
    change(root, TUTORIAL, "sections:\n", RECALL + "sections:\n")
    for locale in ("zh", "en"):
        index = root / f"docs/index.{locale}.md"
        text = index.read_text(encoding="utf-8")
        blocks = [f"/// {name}\n///\n" for name in ("shelf", "downloads") if f"/// {name}" not in text]
        index.write_text("\n".join([text, *blocks]), encoding="utf-8")
    status, said = end(start(root))
    assert status == 0, said


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def of_pdf(path: Path) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(path).pages]


def prefix(locale: str) -> str:
    return "" if locale == "zh" else f"{locale}/"


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_page_tells(built: Path, locale: str) -> None:
    pages = sorted((built / prefix(locale) / "salt").glob("*.html"))
    assert len([page for page in pages if ".zh-en." not in page.name]) == 3
    for page in pages:
        tree: Any = html.document_fromstring(read(page))
        (article,) = tree.xpath("//article")
        notes = article.xpath(".//*[contains(@class, 'tandem-recall')]")
        assert len(notes) == (2 if ".zh-en." in page.name else 1), page.name
        for note in notes:
            # Above all that can be relied on: nothing of the text comes before it.
            assert not note.xpath("preceding::h1[ancestor::article]"), page.name
            assert note.get("role") == "note"
        said = squeezed(" ".join(str(note.text_content()) for note in notes))
        for other in ("zh", "en") if ".zh-en." in page.name else (locale,):
            assert [words for words in (*TOLD[other], RECOGNISED[other]) if words not in said] == [], page.name
        if ".zh-en." not in page.name:
            (machine,) = re.findall(r'<script type="?application/ld\+json"?>(.*?)</script>', read(page), re.S)
            assert json.loads(machine)["creativeWorkStatus"] == "Recalled"


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_shelf_and_the_list_of_downloads_tell(built: Path, locale: str) -> None:
    page: Any = html.document_fromstring(read(built / prefix(locale) / "index.html"))
    for name in ("shelf", "downloads"):
        (place,) = page.xpath(f"//*[@class='{name}__recall']")
        assert all(words in squeezed(str(place.text_content())) for words in TOLD[locale]), name


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_form_tells(built: Path, locale: str) -> None:
    downloads = built / "downloads"
    paper, card = of_pdf(downloads / f"salt.{locale}.pdf"), of_pdf(downloads / f"salt-dose-card.{locale}.pdf")
    single, _, _ = opened(read(downloads / f"salt.{locale}.html"))
    with zipfile.ZipFile(downloads / "salt.sources.zip") as held:
        sources = held.read("README.txt").decode()
        assert b"recalls:" in held.read("salt/tutorial.yml"), "it goes on with whoever builds it again"
    with zipfile.ZipFile(downloads / "tandem.zip") as held:
        (folder,) = {name.partition("/")[0] for name in held.namelist()}
        zipped = held.read(f"{folder}/{prefix(locale)}salt/dosing.html").decode()
        first = held.read(f"{folder}/READ ME FIRST.txt").decode()
    texts = {
        "book": of_zip(downloads / f"salt.{locale}.epub"),
        "document": of_zip(downloads / f"salt.{locale}.docx"),
        "paper": "".join(paper),
        "card": "".join(card),
        "one file": str(single.text_content()),
        "zip": of_html(zipped),
        "zip, first": first,
        "sources": sources,
    }
    for form, text in texts.items():
        assert [words for words in TOLD[locale] if words not in squeezed(text)] == [], form
        assert "1.0.0" in text, f"{form}: its own version"
        if form not in {"zip, first", "sources"}:
            assert RECOGNISED[locale] in squeezed(text), form
    # A sheet that has got loose says it too.
    mark = {"zh": "已召回", "en": "RECALLED"}[locale]
    assert all(mark in sheet for sheet in paper)
    assert len(card) == 1


def test_a_file_of_both_languages_tells_where_no_script_runs(built: Path) -> None:
    text = squeezed(of_html(read(built / "downloads/salt.zh-en.html")))
    assert all(words in text for locale in ("zh", "en") for words in TOLD[locale])


def test_the_archive_for_kiwix_tells(built: Path) -> None:
    from libzim.reader import Archive

    (path,) = (built / "downloads").glob("*.zim")
    archive = Archive(path)
    for locale in ("zh", "en"):
        entry = archive.get_entry_by_path(f"{prefix(locale)}salt/dosing.html")
        text = squeezed(of_html(bytes(entry.get_item().content).decode()))
        assert all(words in text for words in TOLD[locale])


def test_the_search_does_not_find_it(built: Path) -> None:
    """It stands on every page, and would be the answer to every query for a word of it."""
    found = [path for path in (built / "search").rglob("*.js") if "wrong way round" in read(path)]
    assert found == []
