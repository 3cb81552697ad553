"""The languages' own files: read strictly, with words for who writes a new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.languages import PACKAGE
from tandem.core.problems import Problems
from tandem.parity import languages
from tandem.parity.languages import load_languages

ENGLISH = (PACKAGE / "en/parity.yml").read_text(encoding="utf-8")


def problems_of(folder: Path, text: str | None, locale: str = "xx") -> list[str]:
    if text is not None:
        (folder / locale).mkdir(exist_ok=True)
        (folder / locale / "parity.yml").write_text(text, encoding="utf-8")
    problems = Problems(folder)
    rules = load_languages([locale], problems, (folder,))
    assert bool(rules) != bool(len(problems))
    return [f"{problem.path}:{problem.line}: {problem.what}" for problem in problems]


def test_the_files_of_the_package_are_right(tmp_path: Path) -> None:
    for path in PACKAGE.glob("*/parity.yml"):
        assert problems_of(tmp_path, path.read_text(encoding="utf-8"), path.parent.name) == []


def test_a_language_without_a_file(tmp_path: Path) -> None:
    assert problems_of(tmp_path, None) == ["xx/parity.yml:1: the file is missing"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("spaced: true", "spaced: yes", "xx/parity.yml:2: 'script.spaced' must be true or false, not 'yes'"),
        ("run: 4", "run: 0", "xx/parity.yml:2: 'script.run' must be at least 1, not '0'"),
        ("A-Za-z", "z-a", "xx/parity.yml:2: 'script.letters': 'z-aÀ-ÖØ-öø-ɏ' is no set of letters"),
        ("  halve: 1/2", "  halve: some", "xx/parity.yml:{line}: 'numbers.single.halve': 'some' is not a number"),
        ("negation:", "negations:", "xx/parity.yml:{line}: unknown key 'negations'"),
    ],
)
def test_a_faulty_file(tmp_path: Path, old: str, new: str, said: str) -> None:
    line = ENGLISH[: ENGLISH.index(old)].count("\n") + 1
    assert said.format(line=line) in problems_of(tmp_path, ENGLISH.replace(old, new, 1))


def test_no_language_is_named_in_the_code() -> None:
    for path in Path(languages.__file__).parent.glob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert not any(f'"{folder.name}"' in code for folder in PACKAGE.iterdir()), path.name
        assert not any("\u3400" <= sign <= "\u9fff" for sign in code), path.name
