"""The page of downloads: every form that was made, with size and checksum; a copy of it says where they are."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tandem.exports.edition import Edition
from tandem.exports.forms import FORMS, Form, Made
from tandem.exports.listing import address_pages, list_forms
from tandem.exports.qr import qr_code

from tests.conftest import SITE_URL

Element = Any
COPY = '<html><body><article><div class="downloads" data-downloads=""><p>copy</p></div></article></body></html>'
MADE = [
    Made("epub", "salt.zh.epub", 96_400, "a" * 64),
    Made("epub", "salt.en.epub", 200, "b" * 64),
    Made("text", "salt.sources.zip", 1_230_000, "c" * 64),
]


def make(edition: Edition, folder: Path) -> list[Path]:
    return []


SHOWN = (Form("epub", make), Form("pdf", make), Form("text", make), Form("app", make, of_site=True))


@pytest.fixture
def pages(small: Edition) -> Edition:
    for language in small.languages:
        (small.folder / language.prefix / "downloads.html").write_text(COPY, encoding="utf-8")
    return small


def page(edition: Edition, name: str) -> Element:
    found: Element = html.document_fromstring((edition.folder / name).read_text(encoding="utf-8"))
    return found


def test_every_form_is_offered_by_where_it_is_read(pages: Edition) -> None:
    list_forms(pages, SHOWN, MADE)
    for name, up, own in (("downloads.html", "", MADE), ("en/downloads.html", "../", [MADE[1], MADE[0], MADE[2]])):
        root = page(pages, name)
        folded = ["download-text", "download-sums"]
        assert root.xpath("//h2/@id") == ["download-epub", "download-app", *folded]
        assert root.xpath("//details[contains(@class, 'tandem-fold')]/summary/h2/@id") == folded
        files = [*(f"{up}downloads/{item.name}" for item in own), f"{up}downloads/SHA256SUMS"]
        assert root.xpath("//a[@download]/@href") == files
        assert root.xpath("//*[@class='downloads__sum']/text()") == [item.sha256 for item in MADE]
        assert "copy" not in root.text_content()
    rows = page(pages, "en/downloads.html").xpath("//*[@class='downloads__files']/li")
    assert [[link.text_content() for link in row.xpath("a")] for row in rows] == [
        ["Salt EPUB\u00a0· 1 KB", "中文 EPUB\u00a0· 96 KB"],
        ["Salt ZIP\u00a0· 1.2 MB"],
    ]
    assert page(pages, "en/downloads.html").xpath("//li/a/span/@lang") == ["zh-Hans"]


def test_a_button_for_another_language_names_it(pages: Edition) -> None:
    list_forms(pages, SHOWN, [MADE[0]])
    (link,) = page(pages, "en/downloads.html").xpath("//*[@class='downloads__files']/li/a")
    assert link.text_content() == "Salt 中文 EPUB\u00a0· 96 KB"


def test_a_button_for_each_tutorial_and_one_for_the_whole_site(pages: Edition) -> None:
    other = replace(pages.tutorials[0], folder=pages.tutorials[0].folder.with_name("salt-2"))
    made = [
        Made("zip", "site.zip", 100, "a" * 64),
        Made("epub", "salt-2.en.epub", 100, "b" * 64),
        Made("epub", "salt.en.epub", 100, "c" * 64),
    ]
    both = replace(pages, tutorials=(*pages.tutorials, other))
    list_forms(both, (Form("epub", make), Form("zip", make)), sorted(made, key=lambda item: item.form))
    rows = page(pages, "en/downloads.html").xpath("//*[@class='downloads__files']/li")
    assert [row.xpath("string(a/@href)") for row in rows] == [
        f"../downloads/{name}" for name in ("salt.en.epub", "salt-2.en.epub", "site.zip")
    ]
    assert rows[2].xpath("string(a)").startswith(pages.strings["en"]("exports.form.zip.name"))


def test_what_a_file_of_several_languages_needs_is_said_where_there_is_one(pages: Edition) -> None:
    shown = (Form("single_file", make),)
    made = [Made("single_file", "salt.zh.html", 100, "a" * 64)]
    said = [pages.strings[locale]("exports.form.single_file.several") for locale in ("zh", "en")]
    list_forms(pages, shown, made)
    for name, words in zip(("downloads.html", "en/downloads.html"), said, strict=True):
        assert page(pages, name).xpath("//section[1]/p/text()")[2:] == [words]
    (pages.folder / "downloads.html").write_text(COPY, encoding="utf-8")
    list_forms(replace(pages, languages=pages.languages[:1]), shown, made)
    assert len(page(pages, "downloads.html").xpath("//section[1]/p")) == 2


def test_without_forms_the_page_stays_as_it_is(pages: Edition) -> None:
    list_forms(pages, SHOWN, [])
    assert (pages.folder / "downloads.html").read_text(encoding="utf-8") == COPY


def test_a_copy_leads_to_the_page_on_the_site(pages: Edition) -> None:
    address_pages(pages)
    assert page(pages, "downloads.html").xpath("//a") == []
    known = replace(pages, url="https://x.example/t/")
    address_pages(known)
    assert page(pages, "en/downloads.html").xpath("//a/@href") == ["https://x.example/t/en/downloads.html"]
    list_forms(known, SHOWN, MADE)
    root = page(pages, "en/downloads.html")
    assert "https://x.example/t/en/downloads.html" not in root.xpath("//a/@href")
    assert root.xpath("string(//svg/@aria-label)") == "Scan with a phone to open https://x.example/t/"


def test_a_code_has_its_quiet_zone() -> None:
    drawing = html.fragment_fromstring(qr_code("https://x.example/t/"))
    assert drawing.get("viewbox").split()[2:] == ["33", "33"]  # 25 and 4 on each side
    bare = html.fragment_fromstring(qr_code("https://x.example/t/", border=0))
    assert bare.get("viewbox").split()[2:] == ["25", "25"]


def test_every_form_has_words(small: Edition) -> None:
    for form in FORMS:
        for strings in small.strings.values():
            assert all(strings(f"exports.form.{form.name}.{key}") for key in ("where", "name", "what", "open"))


def test_the_sites_own_page_lists_what_lies_beside_it(site: Path) -> None:
    lines = (site / "downloads/SHA256SUMS").read_text(encoding="ascii").splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    files = {path.name: path for path in (site / "downloads").iterdir() if path.name != "SHA256SUMS"}
    assert set(sums) == set(files)
    for prefix in ("", "en/"):
        root = html.document_fromstring((site / prefix / "downloads.html").read_text(encoding="utf-8"))
        found: Element = root
        links = [Path(link).name for link in found.xpath("//a[@download]/@href")]
        assert sorted(links) == sorted([*files, "SHA256SUMS"])
        assert set(found.xpath("//*[@class='downloads__sum']/text()")) == set(sums.values())
        assert SITE_URL in found.xpath("string(//*[@class='downloads__qr'])")
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sums[name]


def test_every_page_leads_to_the_downloads(site: Path) -> None:
    for name in ("index.html", "en/index.html", "magnesium/dosing.html", "en/magnesium/dosing.html"):
        found: Element = html.document_fromstring((site / name).read_text(encoding="utf-8"))
        (link,) = found.xpath("//footer//*[@class='tandem-take']/a/@href")
        prefix = "en/" if name.startswith("en/") else ""
        assert (site / name).parent.joinpath(link).resolve() == (site / prefix / "downloads.html").resolve()
