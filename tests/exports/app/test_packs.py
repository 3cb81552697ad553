"""Packs of pages: what is unpacked is what was packed, byte for byte; each different line stands once."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.core.missing import CannotMakeError
from tandem.exports import app
from tandem.exports.app.packs import by_pack, pack, unpack
from tandem.exports.contents import PACKS
from tandem.exports.edition import Edition

LINES = st.sampled_from(["", "<p>镁与疼痛</p>", "𝑀𝑔²⁺ 🩺", '"\\', "\ufeff", "\u2028", "\0"])
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", ""])
TEXTS = st.lists(st.tuples(LINES | st.text(max_size=5), ENDS), max_size=12).map(
    lambda parts: "".join(line + end for line, end in parts)
)


@given(st.dictionaries(st.text(max_size=8), TEXTS, max_size=5))
def test_texts_come_back(texts: dict[str, str]) -> None:
    packed = pack(texts)
    assert unpack(packed) == texts
    assert packed == pack(dict(texts))


def test_how_a_pack_is_written() -> None:
    """As worker.js reads it."""
    packed = pack({"a.html": "<p>\n镁\r\n<p>", "en/b.html": "<p>\n", "empty.html": ""})
    assert gzip.decompress(packed).decode() == (
        '{"lines":["<p>","镁\\r",""],"pages":{"a.html":[0,1,0],"en/b.html":[0,2],"empty.html":[2]}}'
    )
    assert packed[4:8] == bytes(4)  # no time


def test_one_pack_for_each_folder() -> None:
    assert by_pack(["404.html", "en/a/x.html", "en/a/y.html", "en/index.html", "index.html", "图/x.html"]) == {
        f"{PACKS}/pages.pack": ["404.html", "index.html"],
        f"{PACKS}/en.a.pages.pack": ["en/a/x.html", "en/a/y.html"],
        f"{PACKS}/en.pages.pack": ["en/index.html"],
        f"{PACKS}/%E5%9B%BE.pages.pack": ["图/x.html"],
    }


def test_the_packs_of_the_site_hold_its_pages(site: Path) -> None:
    found: dict[str, bytes] = {}
    for path in (site / PACKS).iterdir():
        content = path.read_bytes()
        packed = json.loads(gzip.decompress(content))
        assert len(packed["lines"]) == len(set(packed["lines"]))
        found |= {page: text.encode() for page, text in unpack(content).items()}
    pages = [path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.parent.name != "downloads"]
    wanted = {page for page in pages if not re.search(r"\.zh-en\.|\.en-zh\.", page)}
    assert set(found) == wanted and len(wanted) > 30
    for page, content in found.items():
        assert content == (site / page).read_bytes(), page


def test_the_same_site_gives_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(edition.folder, again)
    shutil.rmtree(again / PACKS)
    app.make(replace(edition, folder=again), again)
    for path in (edition.folder / PACKS).iterdir():
        assert (again / PACKS / path.name).read_bytes() == path.read_bytes()


def test_a_page_that_is_not_utf_8_is_told(small: Edition) -> None:
    (small.folder / "old.html").write_bytes("<p>é</p>".encode("latin-1"))
    with pytest.raises(CannotMakeError, match=r"the page old\.html is not UTF-8"):
        app.make(small, small.folder)
