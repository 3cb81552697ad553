"""What doses.yml names for the dose card, where it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.sources import change, check, copy, said


def add(root: Path, card: str) -> None:
    path = root / "docs/salt/doses.yml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\ncard:\n{card}", encoding="utf-8")


def test_a_part_that_is_there_in_every_language(tmp_path: Path) -> None:
    root = copy(tmp_path / "root")
    add(root, "  - {section: index, anchor: key-points}\n")
    assert said(check(root)[1]) == []


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("{section: idnex, anchor: key-points}", "the card names a section that is not there: 'idnex'"),
        ("{section: index, anchor: points}", "the card names a heading that is not in index.zh.md: 'points'"),
        ("{section: index, anchor: salt}", "the card names a heading that is not in index.zh.md: 'salt'"),  # the page's
        ("{section: index}", "'card.anchor' is missing"),
    ],
)
def test_a_part_that_is_not_there(tmp_path: Path, place: str, what: str) -> None:
    root = copy(tmp_path / "root")
    add(root, f"  - {place}\n")
    problems = check(root)[1]
    assert [found for _, found in said(problems)] == [what]
    (problem,) = problems
    assert problem.path == "docs/salt/doses.yml" and problem.fix
    lines = (root / "docs/salt/doses.yml").read_text(encoding="utf-8").split("\n")
    assert place in lines[problem.line - 1]


def test_a_heading_that_one_language_lacks(tmp_path: Path) -> None:
    root = copy(tmp_path / "root")
    add(root, "  - {section: index, anchor: key-points}\n")
    change(root, "docs/salt/index.en.md", "{#key-points}", "{#key-point}")
    assert "the card names a heading that is not in index.en.md: 'key-points'" in [
        found for _, found in said(check(root)[1])
    ]
