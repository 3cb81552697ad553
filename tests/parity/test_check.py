"""What an author is told when two languages disagree: by the check, by the build, and on the lines of a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.__main__ import main
from tandem.check import check_site
from tandem.core.problems import Problem, Problems

from tests.fixtures.sources import agree, change, copy

ENGLISH = "docs/salt/dosing.en.md"
CHANGED = (ENGLISH, "2 to 4 mg/kg", "2 to 5 mg/kg")
NEGATED = ("docs/salt/index.en.md", "The dose goes by weight", "The dose does not go by weight")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def negate(root: Path) -> None:
    """A negation in one language that somebody has declared to be right."""
    change(root, *NEGATED)
    assert agree(root, "index")[0] == 0


def run(root: Path, *options: str) -> int:
    return main(["check", "--config", str(root / "mkdocs.yml"), *options])


def test_the_site_as_it_is(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root) == 0
    assert capsys.readouterr().out == "no problems\n"
    assert run(root, "--format", "github") == 0
    assert capsys.readouterr().out == "no problems\n"


def test_another_figure_is_a_problem_that_names_both_places(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, *CHANGED)
    assert run(root) == 1
    assert capsys.readouterr().out == (
        f"{ENGLISH}:14: '2 to 5 mg/kg' here, but '2 至 4 mg/kg' in dosing.zh.md:14\n"
        "  fix: write the same figure and unit in both\n"
        f"{ENGLISH}:14: '2 to 5 mg/kg' stands here with [@doe2020], but doses.yml:23 gives 2 to 4 mg/kg\n"
        "  fix: write 2 to 4 mg/kg, or correct doses.yml; if [@doe2020] gives both, add this one to quoted.yml\n"
        "2 problems\n"
    )


def test_a_negation_is_a_warning_and_fails_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    negate(root)
    assert run(root) == 0
    first, fix, count = capsys.readouterr().out.splitlines()
    assert first.startswith("docs/salt/index.en.md:12: warning: one language says 'not' where the other does not: ")
    assert fix.startswith("  fix: ")
    assert count == "0 problems, 1 warning"


def test_both_are_shown_in_their_order_and_counted_apart(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, *CHANGED)
    negate(root)
    assert run(root) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said[0:6:2]] == [ENGLISH, ENGLISH, "docs/salt/index.en.md"]
    assert said[-1] == "2 problems, 1 warning"


def test_a_workflow_shows_them_on_their_lines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, *CHANGED)
    negate(root)
    assert run(root, "--format", "github") == 1
    first, _, second, *rest = capsys.readouterr().out.splitlines()
    assert first == (
        f"::error file={ENGLISH},line=14::'2 to 5 mg/kg' here, but '2 至 4 mg/kg' in dosing.zh.md:14"
        "%0Afix: write the same figure and unit in both"
    )
    assert second.startswith("::warning file=docs/salt/index.en.md,line=12::")
    assert rest[-1] == "2 problems, 1 warning"


def test_an_annotation_keeps_what_a_workflow_would_read_as_its_own() -> None:
    problem = Problem("a,b:c%.md", 3, "50% here\r", "write: 5%")
    assert problem.annotation() == "::error file=a%2Cb%3Ac%25.md,line=3::50%25 here%0D%0Afix: write: 5%25"


def test_what_cannot_be_read_in_one_language_is_not_compared(root: Path) -> None:
    path = root / ENGLISH
    path.write_bytes(path.read_bytes() + b"\xff")
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    assert [problem.what for problem in problems] == ["the file is not UTF-8 text"]
    assert not problems.warnings
