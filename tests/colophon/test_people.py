"""Who worked on a tutorial and what it says of itself: read from tutorial.yml, carried to all that tells of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tandem.citations.citing import _entries, ris
from tandem.colophon.metadata import metadata
from tandem.core.shelf import Imprint
from tandem.exports.edition import facts, make_edition
from tandem.exports.epub.package import _metadata
from tandem.exports.zim import metadata as zim_metadata

from tests.conftest import SITE_URL
from tests.fixtures.rendering import Rendering, flat
from tests.fixtures.sources import change, check, copy

TUTORIAL = "docs/salt/tutorial.yml"
MORE = """authors:
  - name: Jane van der Berg
    family: van der Berg
    affiliation: {zh: 虚构医院, en: Invented Hospital}
    orcid: 0000-0002-1825-0097
    interests: {zh: 无, en: none}
  - {name: 王晓明}
translators:
  - {name: Richard Roe, family: Roe, language: en, date: 2026-01-20}
editors:
  - {name: 李四}
subject: {zh: 麻醉学, en: Anaesthesia}
level: intermediate
objectives:
  - {zh: 说出剂量, en: Give the dose}
  - {zh: 说出依据, en: Give its grounds}
keywords: [{zh: 盐, en: salt}, {zh: 镇痛, en: analgesia}]
series: {title: {zh: 虚构系列, en: Invented series}, number: 7}
supersedes: {title: Old salt, url: "https://old.example/salt"}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def said(root: Path, new: str) -> list[str]:
    change(root, TUTORIAL, "version: 1.0.0\n", f"version: 1.0.0\n{new}")
    _, problems = check(root)
    return [f"{problem.path}:{problem.line}: {problem.what} | {problem.fix}" for problem in problems]


@pytest.fixture
def rendering(root: Path) -> Rendering:
    assert said(root, MORE) == []
    return Rendering(root / "docs/salt", root=root)


def test_the_page_names_them(rendering: Rendering) -> None:
    rows = {flat(row[0]): flat(row[1]) for row in rendering("/// tutorial-facts\n///\n").iter("div") if len(row) == 2}
    assert rows["Written by"] == "Jane van der Berg ORCID (Invented Hospital)\nDeclared interests: none\n王晓明"
    assert rows["Translated by"] == "Richard Roe (English), 2026-01-20"
    assert rows["Edited by"] == "李四"
    assert (rows["Subject"], rows["Level"]) == ("Anaesthesia", "Intermediate")
    assert rows["Objectives"] == "Give the dose\nGive its grounds"
    assert rows["Keywords"] == "salt, analgesia"
    assert rows["Series"] == "Invented series, no. 7"
    assert rows["Supersedes"] == "Old salt"
    assert rows["Review"] == "A. Tester (Anaesthetist), 2026-02-28"


def test_without_them_the_page_is_what_it_was(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    rendering = Rendering(root / "docs/salt", root=root)
    text = rendering.text("/// tutorial-facts\n///\n")
    assert "Written by" not in text and "\n\n<div><dt>" not in text
    assert "author" not in linked(rendering) and set(linked(rendering)["isPartOf"]) == {"@type", "name"}


def linked(rendering: Rendering, section: str = "dosing") -> dict[str, Any]:
    rendering.site.shelf.imprint = Imprint("Small", SITE_URL)
    rendering.site.shelf.prepared["colophon"] = {}
    context = rendering.context(rendering.tutorial.pages[(rendering.locale, section)])
    (script,) = html.fromstring(f"<head>{metadata(context)}</head>").iter("script")
    found = json.loads(script.text or "")
    assert isinstance(found, dict)
    return found


def test_machines_are_told(rendering: Rendering) -> None:
    jane = {
        "@type": "Person",
        "name": "Jane van der Berg",
        "@id": "https://orcid.org/0000-0002-1825-0097",
        "affiliation": {"@type": "Organization", "name": "Invented Hospital"},
    }
    wang = {"@type": "Person", "name": "王晓明"}
    assert linked(rendering)["author"] == [jane, wang]
    course = linked(rendering, "index")["isPartOf"]
    assert isinstance(course, dict)
    assert course["author"] == [jane, wang]
    assert course["translator"] == [{"@type": "Person", "name": "Richard Roe"}]
    assert course["about"] == {"@type": "MedicalEntity", "name": "Anaesthesia"}
    assert (course["educationalLevel"], course["position"]) == ("intermediate", 7)
    assert course["teaches"] == ["Give the dose", "Give its grounds"]
    assert course["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "Invented series"}


def test_a_citation_names_authors_and_the_translator_of_that_text(rendering: Rendering) -> None:
    rendering.site.shelf.imprint = Imprint("Small", SITE_URL)
    entries = dict(_entries(rendering.site.shelf))
    here, there = entries["salt", "index", "en"], entries["salt", "index", "zh"]
    assert here["author"] == [{"family": "van der Berg", "given": "Jane"}, {"literal": "王晓明"}]
    assert here["translator"] == [{"family": "Roe", "given": "Richard"}] and "translator" not in there
    lines = ris(here).splitlines()
    assert {"AU  - van der Berg, Jane", "AU  - 王晓明", "TA  - Roe, Richard", "A2  - 李四"} <= set(lines)


def test_books_and_libraries_are_told(rendering: Rendering, tmp_path: Path) -> None:
    from tandem.exports.book import Book

    site = rendering.site
    edition = make_edition(tmp_path, SITE_URL, "Small", site.settings, site.strings, site.shelf.tutorials)
    language = site.settings.language("en")
    told = {fact.key: fact.text for fact in facts(edition, rendering.tutorial, language)}
    assert told["authors"] == "Jane van der Berg, 王晓明" and told["translators"] == "Richard Roe"
    assert told["editors"] == "李四" and told["supersedes"] == "Old salt"
    book = Book(
        rendering.tutorial, language, "Salt", "Of salt.", "ltr", tuple(facts(edition, rendering.tutorial, language)), ()
    )
    package = _metadata(edition, book, [], [])
    names = [(re.sub(r"{.*}", "", item.tag), item.text) for item in package]
    assert names.count(("creator", "Jane van der Berg")) == names.count(("contributor", "Richard Roe")) == 1
    assert [text for name, text in names if name == "subject"] == ["Anaesthesia", "salt", "analgesia"]
    roles = [item.text for item in package if item.get("property") == "role"]
    assert roles == ["aut", "aut", "trl", "edt", "rev"]
    assert ("meta", "https://old.example/salt") in names and ("meta", "7") in names
    assert zim_metadata(edition)["Creator"] == "Jane van der Berg, 王晓明"


FAULTS = {
    "an ORCID with a slip": (
        "authors: [{name: J Doe, orcid: 0000-0002-1825-0098}]\n",
        "'0000-0002-1825-0098' is no ORCID iD: its last digit does not fit | copy it again",
    ),
    "an ORCID as an address": (
        'authors: [{name: J Doe, orcid: "https://orcid.org/0000-0002-1825-0097"}]\n',
        "is not an ORCID iD | write its 16 digits without an address: 0000-0002-1825-0097",
    ),
    "a family name of somebody else": (
        "authors: [{name: Jane Doe, family: Roe}]\n",
        "`family` is not how the name begins or ends | write the part of `name` that is the family name",
    ),
    "nothing but a family name": (
        "authors: [{name: Doe, family: Doe}]\n", "`family` is not how the name begins or ends"),
    "no name": ("editors: [{orcid: 0000-0002-1825-0097}]\n", "'editors.name' is missing | add `name: Jane Doe`"),
    "a language of no page": (
        "translators: [{name: J Doe, language: fr}]\n", "the site has no language 'fr' | write one of: en, zh"),
    "the same author twice": (
        "authors: [{name: J Doe}, {name: J Doe}]\n", "'J Doe' stands twice under `authors` | keep one of the two"),
    "an unknown level": (
        "level: expert\n", "'level' cannot be 'expert' | write one of: introductory, intermediate, advanced"),
    "a status": ("status: drafts\n", "'status' cannot be 'drafts' | write one of: draft, published"),
    "a place in no order": (
        "series: {title: {zh: 系, en: S}, number: 0}\n", "'series.number' must be at least 1, not '0' | correct"),
    "an author as a text": ("authors: [J Doe]\n", "an item of 'authors' must hold keys and values, not 'J Doe'"),
    "a day that has no month": (
        "editors: [{name: J Doe, date: 2026}]\n", "'2026' is not a date | write it as 2026-01-31"),
    "an objective in one language": (
        "objectives: [{zh: 学}]\n", "an item of 'objectives' has no text in 'en' | add `en: …`"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_told_with_what_to_write(root: Path, case: tuple[str, str]) -> None:
    (one,) = said(root, case[0])
    assert one.startswith(f"{TUTORIAL}:4: ") and case[1] in one


def test_all_that_is_wrong_is_told_at_once(root: Path) -> None:
    found = said(root, "authors: [{name: J Doe}, {name: J Doe}]\ntranslators: [{name: A B, language: xx}]\n")
    change(root, TUTORIAL, "  - dosing\n", "  - dosing\n  - dosing\n")
    change(root, TUTORIAL, "reviewed: 2026-02-28", "reviewed: 2026-01-01")
    _, problems = check(root)
    whats = [problem.what for problem in problems]
    assert len(found) == 2 and len(whats) >= 4
    assert any("listed twice" in what for what in whats) and any("earlier than" in what for what in whats)
