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
from tandem.exports.single_file.write import written

Element = Any

# What is measured, before compression; the aim is 150 KB, which the text of today passes (adr/0011).
MOST = {"magnesium.zh.html": 170_000, "magnesium.en.html": 175_000, "magnesium.zh-en.html": 305_000}


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
        page: Element = html.document_fromstring(content.decode())
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        inside = [link[1:] for link in page.xpath("//@href") if link.startswith("#")]
        assert len(inside) > 300 and set(inside) <= set(ids)
        for name in ("for", "aria-labelledby", "aria-describedby"):
            for value in page.xpath(f"//@{name}"):
                assert set(value.split()) <= set(ids), (name, value)
        outside = [link for link in page.xpath("//@href") if not link.startswith("#")]
        assert all(link.startswith(("https://", "http://")) for link in outside)
        assert not page.xpath("//@src[not(starts-with(., 'data:'))]|//@style|//@*[starts-with(name(), 'on')]")


def test_the_policy_lets_in_its_own_style_and_script_alone(files: dict[str, bytes]) -> None:
    for content in files.values():
        text = content.decode()
        (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'" and rules["img-src"] == "data:"
        for kind in ("style", "script"):
            (own,) = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.S)
            digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
            assert rules[f"{kind}-src"] == f"'sha256-{digest}'"
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


def test_a_site_of_one_language_has_no_file_of_all(edition: Edition, tmp_path: Path) -> None:
    alone = replace(edition, languages=edition.languages[:1])
    assert [path.name for path in single_file.make(alone, tmp_path)] == ["magnesium.zh.html"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<ul>\n<li>a</li>\n<li>b <i>c</i> d</li>\n</ul>", "<ul><li>a<li>b <i>c</i> d</ul>"),
        ("<div><p>a</p> text</div>", "<div><p>a</p> text</div>"),
        ("<div><p>a</p><ul><li>b</li></ul><p>c</p></div>", "<div><p>a<ul><li>b</ul><p>c</div>"),
        ("<a href='x'><p>a</p></a>", "<a href=x><p>a</p></a>"),
        ("<p>a  <b>b</b>\n <i>c</i></p>", "<p>a <b>b</b> <i>c</i></p>"),
        ('<p title=\'a "b"\' hidden="">a &lt; b &amp; c</p>', "<p title='a \"b\"' hidden>a &lt; b &amp; c</p>"),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        ("<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>",
         "<table><thead><tr><th>a<tbody><tr><td>b</table>"),
    ],
)  # fmt: skip
def test_what_is_written_reads_the_same(given: str, expected: str) -> None:
    element = html.fragment_fromstring(given)
    assert written(element) == expected
    again = html.fragment_fromstring(written(element))
    assert squeezed(again) == squeezed(element)
    assert [(part.tag, dict(part.attrib)) for part in again.iter()] == [
        (part.tag, dict(part.attrib)) for part in element.iter()
    ]
