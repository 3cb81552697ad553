"""strings.yml: every key in every language, and nothing else."""

from __future__ import annotations

from pathlib import Path

from tandem.core.problems import Problems
from tandem.core.strings import load_strings


def problems_of(tmp_path: Path, text: str) -> list[str]:
    folder = tmp_path / "feature"
    folder.mkdir()
    (folder / "strings.yml").write_text(text, encoding="utf-8")
    problems = Problems(tmp_path)
    load_strings([folder], ("zh", "en"), problems)
    return [str(problem) for problem in problems]


def test_a_comma_in_braces_does_not_cut_a_text_short(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "lost: {zh: 写错了, en: It is mistyped, or it has moved.}\n") == [
        "feature/strings.yml:1: 'lost' has 'or it has moved.', which is no language of the site\n"
        "  fix: put a text with a comma in quotes, or remove it"
    ]


def test_a_key_without_a_language_is_named(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "deep:\n  lost:\n    zh: 写错了\n") == [
        "feature/strings.yml:2: 'deep.lost' has no text in 'en'\n  fix: add `en: …`"
    ]


def test_both_languages_have_the_same_names(tmp_path: Path) -> None:
    assert "has other {names}" in problems_of(tmp_path, 'count: {zh: "{n} 节", en: "{count} sections"}\n')[0]


def test_a_whole_file_is_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, 'count: {zh: "{n} 节", en: "{n} sections"}\n') == []
