"""The maintainers' page: how every page's languages stand to each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from tandem.check import check_site
from tandem.core.context import Context
from tandem.core.data import Document
from tandem.core.page import BlockCall
from tandem.core.problems import Problems
from tandem.freshness.overview import render_overview

from tests.fixtures.sources import change, copy


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def tables(root: Path, locale: str = "en") -> list[list[list[str]]]:
    """The rows of each table, caption first, cell by cell."""
    site = check_site(root / "mkdocs.yml", Problems(root))
    assert site is not None
    page, language = site.shelf.pages[(locale, "index")], site.settings.language(locale)
    context = Context(site.settings, site.shelf, language, site.strings[locale], page, None)
    call = BlockCall("agreement-report", "", Document(page.path, {}), 1)
    found = html.fragment_fromstring(str(render_overview(context, call)), create_parent="div")
    assert not found.xpath("//a[not(contains(@href, '.md'))]"), "the host resolves and checks every link"
    return [
        [
            [" ".join(table.find("caption").text_content().split())],
            *([" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("./tbody/tr")),
        ]
        for table in found.iter("table")
    ]


def test_every_page_and_what_is_known_of_it(root: Path) -> None:
    salt, outside = tables(root)
    assert salt[0] == ["Salt · Version 1.0.0 · Written 2026-01-31 · Reviewed by A. Tester, 2026-02-28"]
    assert [row[0] for row in salt[1:]] == ["Overview", "Dosing", "References"]
    assert {row[2] for row in salt[1:]} == {"Compared on 2026-11-22"}
    assert {row[3] for row in salt[1:]} == {"None"}
    assert outside == [
        ["Pages outside tutorials"],
        ["Tutorials", "中文: 14 charactersEnglish: 9 words", "Compared on 2026-11-22", "None"],
    ]


def test_in_the_pages_own_language(root: Path) -> None:
    salt, outside = tables(root, "zh")
    assert outside[0] == ["教程之外的页面"]
    assert salt[1][2] == "核对于 2026 年 11 月 22 日"


def test_what_is_behind_and_where(root: Path) -> None:
    change(root, "docs/salt/index.en.md", "The dose goes by weight", "The dose depends on weight")
    salt, _ = tables(root)
    assert salt[1][2] == "Changed since 2026-11-22中文: places that may be behind: 1"


def test_what_was_never_compared(root: Path) -> None:
    (root / "docs/salt/agreement.yml").unlink()
    salt, _ = tables(root)
    assert {row[2] for row in salt[1:]} == {"Never compared"}


def test_what_may_differ_and_why(root: Path) -> None:
    change(root, "docs/salt/index.en.md", "- See [dosing](dosing.md#dosing).\n", "- See [dosing](dosing.md).\n")
    old = "- The dose"
    change(root, "docs/salt/index.en.md", old, f"<!-- differs: links | Only one heading. -->\n\n{old}")
    salt, _ = tables(root)
    assert salt[1][3] == "links: Only one heading. docs/salt/index.en.md:12"
