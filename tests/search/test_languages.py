"""The languages' files: every language of the site has one, and what is wrong in one is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.search.languages import load_languages, load_thesaurus


def load(tmp_path: Path, text: str | None) -> list[str]:
    if text is not None:
        (tmp_path / "xx").mkdir()
        (tmp_path / "xx/search.yml").write_text(text, encoding="utf-8")
    problems = Problems(tmp_path)
    found = load_languages(("xx",), problems, (tmp_path,))
    assert bool(found) is not bool(len(problems))
    return [str(problem) for problem in problems]


def test_the_sites_languages_are_without_problems() -> None:
    problems = Problems(Path("/"))
    assert set(load_languages(("zh", "en"), problems)) == {"zh", "en"}
    assert not len(problems)


def test_a_language_may_need_nothing_special(tmp_path: Path) -> None:
    assert load(tmp_path, "spellings: []\n") == load(tmp_path / "none", None) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "stemmer: englsh\n",
            "xx/search.yml:1: 'stemmer': there is no stemmer 'englsh'\n  fix: did you mean 'english'?",
        ),
        ("names: {}\ncharacters: TSChars\n", "xx/search.yml:2: 'characters': OpenCC has no table 'TSChars'"),
        ("spellings:\n  - {write: ae, as: e}\n", "xx/search.yml:2:"),
        ("spellings:\n  - {write: ae, read: e, after: -1}\n", "xx/search.yml:2:"),
        ("forms: [a]\n", "xx/search.yml:1:"),
        ("nams: {}\n", "xx/search.yml:1:"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str | None, said: str) -> None:
    problems = load(tmp_path, text)
    assert problems and problems[0].startswith(said), problems


def test_the_thesaurus_knows_the_same_meanings_in_every_language() -> None:
    problems = Problems(Path("/"))
    zh, en = load_thesaurus(("zh", "en"), problems).values()
    assert zh.words().keys() == en.words().keys() and zh.marks() == en.marks()
    assert not len(problems)


def test_a_figure_of_no_meaning_is_said(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx/thesaurus.yml").write_text("figures: [dos]\nmeanings:\n  dose: [dose]\n", encoding="utf-8")
    problems = Problems(tmp_path)
    load_thesaurus(("xx",), problems, (tmp_path,))
    assert [str(one) for one in problems] == [
        "xx/thesaurus.yml:1: 'figures': there is no meaning 'dos'\n  fix: did you mean 'dose'?"
    ]
