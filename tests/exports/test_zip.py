"""The site as a zip: what is in it, that it is the same each time, and that it works where it was extracted."""

from __future__ import annotations

import os
import posixpath
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from lxml import html
from playwright.sync_api import Browser
from tandem.core.missing import CannotMakeError
from tandem.exports import zip as form
from tandem.exports.edition import Edition

from tests.browser.watch import Watch
from tests.exports.conftest import valid_until
from tests.exports.reading import read

BUDGET = 590 * 1024  # with the first tutorial alone; see adr/0013. What other tutorials bring is theirs


@pytest.fixture
def made(edition: Edition, tmp_path: Path) -> Path:
    (path,) = form.make(edition, tmp_path)
    return path


LEFT_OUT = (
    "//head/script[@type='application/ld+json']|//meta[starts-with(@property, 'og:') or starts-with(@name, 'twitter:')]"
    "|//link[@rel='canonical' or @rel='alternate' or @rel='manifest']|//aside[@data-app-notice]"
    "|//script[contains(., 'serviceWorker')]|//a[contains(@href, '.zh-en.html')]"
)


def same(packed: bytes, built: bytes) -> bool:
    """What was built, but for what a page says to machines and to a host, and links to pages that stay out."""
    if b"<html" not in built:
        return packed == built
    ours: Any = html.document_fromstring(packed.decode())
    theirs: Any = html.document_fromstring(built.decode())
    assert not ours.xpath(LEFT_OUT)
    for element in theirs.xpath(LEFT_OUT):
        element.drop_tree()
    return [" ".join(html.tostring(root, encoding="unicode").split()) for root in (ours,)] == [
        " ".join(html.tostring(root, encoding="unicode").split()) for root in (theirs,)
    ]


def test_one_folder_with_the_site(edition: Edition, made: Path) -> None:
    assert made.name == "tandem.zip"
    with ZipFile(made) as archive:
        own = [item for item in archive.infolist() if "reading-evidence" not in item.filename]
        assert sum(item.compress_size + 2 * len(item.filename) + 76 for item in own) <= BUDGET
        assert archive.testzip() is None
        names = archive.namelist()
        assert {name.split("/")[0] for name in names} == {"tandem-2026-09-21"}
        assert names[0] == "tandem-2026-09-21/READ ME FIRST.txt"
        assert all(name.isascii() and not set(name) & set('\\:*?"<>|') for name in names)
        assert {item.external_attr >> 16 for item in archive.infolist()} == {0o644}
        inside = {name.partition("/")[2] for name in names}
        assert {"index.html", "en/index.html", "magnesium/dosing.html"} <= inside
        assert not [name for name in inside if ".zh-en." in name]
        for left in ("service-worker.js", "app.en.webmanifest", "sitemap.xml", "404.html", "downloads/", "assets/app/"):
            assert not [name for name in inside if name.startswith(left)]
        for name in inside - {"READ ME FIRST.txt"}:
            assert same(archive.read(f"tandem-2026-09-21/{name}"), (edition.folder / name).read_bytes())


def test_the_note_says_how_to_open_it_in_each_language(edition: Edition, made: Path) -> None:
    with ZipFile(made) as archive:
        raw = archive.read("tandem-2026-09-21/READ ME FIRST.txt")
    text = raw.decode("utf-8-sig")
    assert raw.startswith(b"\xef\xbb\xbf") and text.count("\n") == text.count("\r\n")
    said = ("先把压缩包全部解压", "Extract the whole zip first", "尚无临床医师审阅", valid_until(edition))
    for words in said:
        assert words in text


def test_the_same_site_gives_the_same_bytes(edition: Edition, made: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(edition.folder, other, copy_function=shutil.copyfile)
    for path in other.rglob("*"):
        os.utime(path, (1, 1))
    (tmp_path / "again").mkdir()
    (again,) = form.make(replace(edition, folder=other), tmp_path / "again")
    assert again.read_bytes() == made.read_bytes()


def test_every_link_arrives(site: Path) -> None:
    """In the zip that the build made, before the site's own page of downloads listed it."""
    with ZipFile(site / "downloads/tandem.zip") as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
        followed = 0
        for name in names:
            if not name.endswith(".html"):
                continue
            page: Any = html.document_fromstring(archive.read(f"tandem-2026-09-21/{name}"))
            for address in page.xpath("//@href | //@src"):
                parts = urlsplit(address)
                if parts.scheme or not parts.path:
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                assert target in names, f"{name}: {address}"
                followed += 1
    assert followed > 1000


def test_a_name_that_some_system_cannot_write_is_refused(small: Edition, tmp_path: Path) -> None:
    (small.folder / "镁.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(CannotMakeError, match=r"'镁\.svg' is in the site"):
        form.make(small, tmp_path)


@pytest.mark.browser
def test_it_works_where_it_was_extracted(made: Path, tmp_path: Path, browser: Browser) -> None:
    folder = tmp_path / "离线 网站 (v1)"
    shutil.unpack_archive(made, folder)
    home = f"{(folder / 'tandem-2026-09-21').as_uri()}/"
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    watch = Watch(context)
    read(context.new_page(), home, beside=False)
    context.close()
    assert watch.complaints == []
    assert watch.strangers(home) == []
