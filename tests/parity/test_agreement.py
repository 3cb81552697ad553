"""The way in: a whole shelf, with its data files, the pages outside tutorials and the site's list of names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.parity.agreement import agreement_of

from tests.fixtures.sources import change, check, copy

PAGE, DATA, TUTORIAL = "docs/salt/index.zh.md", "docs/salt/doses.yml", "docs/salt/tutorial.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def said(root: Path) -> list[tuple[str, int, str, str]]:
    site, problems = check(root)
    assert site is not None and problems.report() == "0 problems"
    rules = Problems(root)
    found = agreement_of(site.shelf, site.settings, rules)
    assert rules.report() == "0 problems"
    return [(finding.path.name, finding.line, finding.severity, finding.kind) for finding in found]


def test_the_small_site_agrees(root: Path) -> None:
    assert said(root) == []


CHANGES = [
    (
        DATA,
        "en: The range that trials used.}\n    cite: [doe2020]",
        "en: The range that 3 trials used.}\n    cite: [doe2020]",
        ("doses.yml", 26, "error", "numbers"),
    ),
    (DATA, "en: cough", "en: 咳嗽", ("doses.yml", 57, "error", "script")),
    (TUTORIAL, "zh: 盐,", "zh: the salt of the earth,", ("tutorial.yml", 1, "error", "script")),
    ("docs/index.en.md", "Begin with", "Begin 2 of", ("index.en.md", 8, "error", "numbers")),
    ("docs/salt/dosing.en.md", '"Dosing"', '"Dosing in 3 steps"', ("dosing.en.md", 2, "error", "numbers")),
    ("docs/salt/dosing.zh.md", "2 至 4 mg", "2 至 5 mg", ("dosing.en.md", 14, "error", "numbers")),
    ("docs/salt/dosing.zh.md", '"剂量"', '"how much to give"', ("dosing.zh.md", 2, "error", "script")),
]


@pytest.mark.parametrize(("file", "old", "new", "expected"), CHANGES)
def test_a_difference_anywhere(root: Path, file: str, old: str, new: str, expected: tuple[str, int, str, str]) -> None:
    change(root, file, old, new)
    assert expected in said(root)


def test_the_list_of_names(root: Path) -> None:
    change(root, PAGE, "盐沃辛并不存在。", "盐沃辛（salt of the whole earth）并不存在。")
    assert said(root) == [("index.zh.md", 8, "error", "script")]
    (root / "docs" / "names.yml").write_text("names: [Salt of the Whole Earth]\n", encoding="utf-8")
    assert said(root) == []


def test_a_language_without_rules(root: Path) -> None:
    site, _ = check(root)
    assert site is not None
    problems = Problems(root)
    settings = replace(site.settings, places=(root / "none",))
    assert agreement_of(site.shelf, settings, problems) == []
    assert [problem.path for problem in problems] == ["none/en/parity.yml", "none/zh/parity.yml"]
