"""The spelling of English texts, with a list of medical words, by a program that is not ours.

A word that it does not know and that is right goes into spelling/words.txt, where a reader of the change sees it. Code,
citations and Chinese are left out; Chinese has no spelling of this kind.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.validate

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = Path(__file__).with_name("spelling")
WORDS = (SETTINGS / "words.txt").read_text(encoding="utf-8").split("\n")
PAPERS = ("AUTHORING", "CHANGELOG", "CODE_OF_CONDUCT", "CONTRIBUTING", "README", "SECURITY")
TEXTS = sorted([*ROOT.glob("docs/**/*.en.md"), *(ROOT / f"{name}.md" for name in PAPERS)])


def unknown(node_modules: Path, root: Path, *files: Path) -> list[str]:
    quiet = ["--no-progress", "--no-summary", "--no-gitignore"]
    command: list[str | Path] = [node_modules / ".bin/cspell", "lint", *quiet]
    done = subprocess.run(
        [*command, "--root", root, "--config", SETTINGS / "cspell.json", *files],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode in {0, 1} and not done.stderr.strip(), done.stderr
    return done.stdout.splitlines()


def test_every_word_is_one(node_modules: Path) -> None:
    assert len(TEXTS) > len(PAPERS) + 15
    assert unknown(node_modules, ROOT, *TEXTS) == []


def test_a_slip_is_found_and_medical_words_are_known(node_modules: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.en.md"
    page.write_text("# Doses\n\nThe infuson of rocuronium in preeclampsia, and its colour.[@infuzon2020]\n", "utf-8")
    (line,) = unknown(node_modules, tmp_path, page)
    assert ":3:5" in line and "infuson" in line


def test_the_list_is_in_order_and_has_no_word_twice() -> None:
    assert WORDS[-1] == "" and WORDS[:-1] == sorted(set(WORDS[:-1]), key=str.casefold)
