"""Questions that sections claim: of a heading that is there, once in a language, and such as can be typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.sources import check, copy


def problems_of(root: Path) -> list[str]:
    return [str(problem) for problem in check(root)[1] if "'asks'" in str(problem)]


def claim(root: Path, file: str, asks: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("---\n", f"---\nasks: {asks}\n", 1), encoding="utf-8", newline="")


def page(root: Path, locale: str = "en") -> str:
    return next((root / "docs/salt").glob(f"index.{locale}.md")).relative_to(root).as_posix()


def anchor(root: Path) -> str:
    text = (root / page(root)).read_text(encoding="utf-8")
    return text.split("{#", 1)[1].split("}", 1)[0]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def test_a_claimed_question_is_no_problem(root: Path) -> None:
    claim(root, page(root), f"{{{anchor(root)}: [how much salt]}}")
    claim(root, page(root, "zh"), f"{{{anchor(root)}: [how much salt]}}")  # another language
    assert problems_of(root) == []


def test_a_heading_that_is_not_there_is_said(root: Path) -> None:
    claim(root, page(root), f"{{{anchor(root)}x: [how much salt]}}")
    (said,) = problems_of(root)
    assert said.startswith(f"{page(root)}:2: 'asks': the page has no heading '{anchor(root)}x'")
    assert f"did you mean '{anchor(root)}'?" in said


def test_two_sections_that_claim_one_question_are_said(root: Path) -> None:
    claim(root, page(root), f"{{{anchor(root)}: [How much salt?]}}")
    other = next(
        path for path in sorted((root / "docs/salt").glob("*.en.md")) if path.relative_to(root).as_posix() != page(root)
    )
    there = other.read_text(encoding="utf-8").split("{#", 1)[1].split("}", 1)[0]
    claim(root, other.relative_to(root).as_posix(), f"{{{there}: [how much SALT]}}")
    (said,) = problems_of(root)
    assert "claims" in said and "fix: leave it to the section that answers it best" in said


@pytest.mark.parametrize("question", ['"?!"', f'"{"a" * 121}"'])
def test_what_nobody_would_type_is_said(root: Path, question: str) -> None:
    claim(root, page(root), f"{{{anchor(root)}: [{question}]}}")
    (said,) = problems_of(root)
    assert "is no question" in said
