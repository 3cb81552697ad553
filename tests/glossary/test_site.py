"""The glossary and its marks in the real site, in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.dosing.data import real_site

Element = Any
SHELF = real_site().shelf
SECTIONS = [(tutorial.name, name) for tutorial in SHELF.tutorials for name in tutorial.file.sections]
PREFIXES = {language.locale: language.prefix for language in SHELF.settings.languages}


@cache
def tree(path: Path) -> Element:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def marked(page: Element) -> dict[str, set[str]]:
    """The terms that are marked under each heading of the first two levels."""
    found: dict[str, set[str]] = {}
    here = ""
    for element in page.xpath("//article//*[self::h1 or self::h2 or (self::a and @class='term')]"):
        if element.tag == "a":
            name = element.get("href").removeprefix("#term-")
            assert name not in found.setdefault(here, set())
            found[here].add(name)
        else:
            here = element.get("id")
    return found


@pytest.mark.parametrize(("tutorial", "name"), SECTIONS)
def test_the_languages_mark_the_same_terms(site: Path, tutorial: str, name: str) -> None:
    first, *others = (marked(tree(site / prefix / tutorial / f"{name}.html")) for prefix in PREFIXES.values())
    assert all(other == first for other in others)


def test_most_terms_are_marked_somewhere(site: Path) -> None:
    found: set[str] = set()
    for tutorial, name in SECTIONS:
        found.update(*marked(tree(site / tutorial / f"{name}.html")).values())
    known = {term.id for term in SHELF.glossary.terms}
    assert found <= known
    assert len(found) >= 40


@pytest.mark.parametrize("locale", PREFIXES)
def test_the_page_has_every_term(site: Path, locale: str) -> None:
    page = tree(site / PREFIXES[locale] / "glossary.html")
    entries = page.xpath("//article//div[@class='glossary-term']")
    assert {entry.get("id") for entry in entries} == {term.id for term in SHELF.glossary.terms}
    assert len(page.xpath("//nav[@class='glossary-letters']//a")) > 10


@pytest.mark.parametrize("locale", PREFIXES)
def test_every_page_leads_to_the_glossary(site: Path, locale: str) -> None:
    folder = site / PREFIXES[locale]
    for path in [folder / "index.html", *(folder / tutorial / f"{name}.html" for tutorial, name in SECTIONS)]:
        targets = [path.parent / href.split("#")[0] for href in tree(path).xpath("//a/@href") if "glossary" in href]
        assert targets, path
        assert all(target.resolve() == (folder / "glossary.html").resolve() for target in targets)


@pytest.mark.parametrize(("tutorial", "name"), SECTIONS)
def test_side_by_side_every_mark_has_its_entry(site: Path, tutorial: str, name: str) -> None:
    page = tree(site / tutorial / f"{name}.zh-en.html")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    marks = page.xpath("//article//a[@class='term']")
    counts = [len(tree(site / prefix / tutorial / f"{name}.html").xpath("//a[@class='term']")) for prefix in
              PREFIXES.values()]  # fmt: skip
    assert len(marks) == sum(counts)
    for mark in marks:
        (entry,) = page.xpath("//*[@id=$name]", name=mark.get("href")[1:])
        language = mark.xpath("ancestor::*[@lang][1]/@lang")
        assert entry.xpath("ancestor::*[@lang][1]/@lang") == language
        assert mark.get("aria-describedby") in ids
