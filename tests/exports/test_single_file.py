"""The one file: whole, valid in itself, as small as it is said to be, and the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tandem.exports import single_file
from tandem.exports.book import make_book
from tandem.exports.edition import Edition
from tandem.exports.single_file.pack import pack, take_insides, unpack
from tandem.exports.single_file.shrink import Names

from tests.exports.packed import opened

Element = Any

# Bytes as a chat sends them. One language: the aim, 150 KB of 1000. Both: as measured, and a hundredth (adr/0016).
MOST = {"magnesium.zh.html": 150_000, "magnesium.en.html": 150_000, "magnesium.zh-en.html": 275_000}


@pytest.fixture
def files(edition: Edition, tmp_path: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in single_file.make(edition, tmp_path)}


def squeezed(element: Element) -> str:
    return "".join(element.xpath("string()").split())


def test_one_file_a_language_and_one_of_all(files: dict[str, bytes]) -> None:
    assert {name: len(content) <= MOST[name] for name, content in files.items()} == dict.fromkeys(MOST, True)


def test_the_same_bytes_each_time(files: dict[str, bytes], edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert {path.name: path.read_bytes() for path in single_file.make(edition, tmp_path / "again")} == files


def test_ids_are_there_once_and_links_arrive(files: dict[str, bytes]) -> None:
    for content in files.values():
        page, _, _ = opened(content.decode())
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        inside = [link[1:] for link in page.xpath("//@href") if link.startswith("#")]
        assert len(inside) > 300 and set(inside) <= set(ids)
        for name in ("for", "aria-labelledby", "aria-describedby"):
            for value in page.xpath(f"//@{name}"):
                assert set(value.split()) <= set(ids), (name, value)
        whole: Element = html.document_fromstring(content.decode())
        assert {link[1:] for link in whole.xpath("//@href") if link.startswith("#")} <= set(whole.xpath("//@id"))
        outside = [link for link in page.xpath("//@href") if not link.startswith("#")]
        assert all(link.startswith(("https://", "http://")) for link in outside)
        assert not page.xpath("//@src[not(starts-with(., 'data:'))]|//@style|//@*[starts-with(name(), 'on')]")


def test_the_policy_lets_in_its_own_style_and_script_alone(files: dict[str, bytes]) -> None:
    for content in files.values():
        text = content.decode()
        (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'" and rules["img-src"] == "data:"
        _, _, program = opened(text)
        for kind, packed in (("style", []), ("script", [program])):
            own = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.S)
            assert len(own) == 1
            digests = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in (*own, *packed)]
            assert rules[f"{kind}-src"] == " ".join(f"'sha256-{digest}'" for digest in digests)
        assert text.index("Content-Security-Policy") < text.index("<style>")


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_word_of_the_book_is_in_it(files: dict[str, bytes], edition: Edition, locale: str) -> None:
    language = next(language for language in edition.languages if language.locale == locale)
    book = make_book(edition, edition.tutorials[0], language)
    for name in (f"magnesium.{locale}.html", "magnesium.zh-en.html"):
        page: Element = html.document_fromstring(files[name].decode())
        (container,) = page.xpath(f"//main/div[@id='{locale}']")
        assert container.get("lang") == language.tag
        for chapter in book.chapters:
            (part,) = container.xpath(f"./section[@id='{locale}-{chapter.name}']")
            for back in chapter.body.xpath(".//span[a[@role='doc-backlink']]"):
                back.drop_tree()
            for live in part.xpath(".//form|.//*[@data-live]|.//*[contains(@class, 'figure__steps')]"):
                if live.getparent() is not None:
                    live.drop_tree()
            for block in chapter.body.xpath(".//p|.//td|.//dd|.//li[not(.//p)]"):
                assert squeezed(block) in squeezed(part), (chapter.name, squeezed(block)[:80])
        said = squeezed(container.find("header"))
        for fact in book.facts:
            assert "".join(fact.text.split()) in said
        assert "".join(edition.strings[locale]("exports.teaching").split()) in said


def test_the_style_speaks_of_no_class_that_nothing_gives() -> None:
    """A class that a feature calls otherwise one day is found here: the style of the file names the features' own."""
    folder = Path(single_file.__file__).parent
    sheets = [folder / "page.css", folder / "live.css"]
    style = re.sub(r"/\*.*?\*/", "", "".join(sheet.read_text(encoding="utf-8") for sheet in sheets), flags=re.S)
    said = set(re.findall(r"\.([A-Za-z_][\w-]*)(?=[^{}]*\{)", style))
    sources = [path for path in folder.parents[1].rglob("*") if path.suffix in {".py", ".jinja", ".js", ".css", ".yml"}]
    words = set(re.findall(r"[\w-]+", "".join(p.read_text(encoding="utf-8") for p in sources if p not in sheets)))
    begun = tuple(word for word in words if word.endswith(("__", "--")) and len(word) > 2)
    authors = {"warning", "danger"}  # kinds of note
    assert {name for name in said - authors if name not in words and not name.startswith(begun)} == set()


def test_what_waits_is_taken_out_and_comes_back() -> None:
    part = html.fragment_fromstring(
        "<div><p>a</p><form hidden data-live class='b'>c<i hidden data-live>d</i></form>e<b data-live>f</b></div>"
    )
    assert take_insides(part) == ["c<i hidden data-live>d</i>"]
    assert "".join(part.itertext()) == "aef"
    assert unpack(pack("s", "p", ["<i>1</i>", ""])) == ("s", "p", ["<i>1</i>", ""])


def test_only_names_that_no_script_speaks_of_become_short() -> None:
    names = Names(".figure__long{}.spoken{}", 'x.classList.add("spoken")')
    assert names.of_class("figure__long spoken unknown") == "_0 spoken"
    assert names.style == "._0{}.spoken{}"


def test_a_site_of_one_language_has_no_file_of_all(edition: Edition, tmp_path: Path) -> None:
    alone = replace(edition, languages=edition.languages[:1])
    assert [path.name for path in single_file.make(alone, tmp_path)] == ["magnesium.zh.html"]
