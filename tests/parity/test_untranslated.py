"""Words of the interface that were left in another language's column."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.core.settings import load_settings
from tandem.parity.agreement import untranslated

from tests.fixtures.sources import SITE


def said(folder: Path, text: str) -> list[str]:
    path = folder / "strings.yml"
    path.write_text(text, encoding="utf-8")
    problems = Problems(SITE)
    settings = load_settings(SITE / "mkdocs.yml", problems)
    assert settings is not None
    found = untranslated([path, folder / "missing/strings.yml"], settings, problems)
    assert not len(problems)
    return [f"{item.line}: {item.what}" for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("home: {zh: 全部教程, en: All tutorials}\n", []),
        (
            "home: {zh: All the tutorials of this site, en: All the tutorials of this site}\n",
            ["1: text in another language: 'All the tutorials of this site'"],
        ),
        ("a:\n  b:\n    zh: 搜索\n    en: 搜索\n", ["4: text in another language: '搜索'"]),
        ("count: {zh: '{sections of the tutorial} 节', en: '{sections of the tutorial} sections'}\n", []),
        ("tools: {zh: 用 Calibre 打开, en: Open it in Calibre}\n", []),
    ],
)
def test_a_text_in_the_wrong_column(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert said(tmp_path, text) == expected


def test_an_exception_with_its_reason(tmp_path: Path) -> None:
    command = "run the command below on every file that you have"
    line = f'command: {{zh: "{command}", en: "{command}"}}\n'
    assert len(said(tmp_path, line)) == 1
    assert said(tmp_path, f"# differs: script | A command is the same in every language.\n{line}") == []
    stale = said(tmp_path, "# differs: script | Once it was English.\nhome: {zh: 全部教程, en: All tutorials}\n")
    assert stale == ["1: the exception for script is not needed: nothing differs here"]
