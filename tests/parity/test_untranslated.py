"""Words of the interface that were left in another language's catalogue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tandem.core.problems import Problems
from tandem.core.settings import load_settings
from tandem.parity.interface import untranslated

from tests.fixtures.sources import SITE


def said(folder: Path, wording: str, catalogue: str) -> list[str]:
    room, chinese = folder / "room", folder / "languages/zh"
    for path in (room, chinese):
        path.mkdir(parents=True, exist_ok=True)
    (room / "strings.yml").write_text(wording, encoding="utf-8")
    (chinese / "interface.yml").write_text(catalogue, encoding="utf-8")
    problems = Problems(SITE)
    settings = load_settings(SITE / "mkdocs.yml", problems)
    assert settings is not None
    (_, package) = settings.places
    found = untranslated([room, folder / "none"], replace(settings, places=(folder / "languages", package)), problems)
    assert not len(problems)
    return [f"{item.path.name}:{item.line}: {item.what}" for item in found]


@pytest.mark.parametrize(
    ("wording", "catalogue", "expected"),
    [
        ("home: All tutorials", "room: {home: 全部教程}", []),
        (
            "home: All the tutorials",
            "room:\n  home: All the tutorials of this site",
            ["interface.yml:2: text in another language: 'All the tutorials of this site'"],
        ),
        ("a:\n  b: 搜索", "room: {a: {b: 搜索}}", ["strings.yml:2: text in another language: '搜索'"]),
        ("count: '{sections} sections'", "room: {count: '{sections of the tutorial} 节'}", []),
        ("tools: Open it in Calibre", "room: {tools: 用 Calibre 打开}", []),
    ],
)
def test_a_text_in_the_wrong_catalogue(tmp_path: Path, wording: str, catalogue: str, expected: list[str]) -> None:
    assert said(tmp_path, wording, catalogue) == expected


def test_an_exception_with_its_reason(tmp_path: Path) -> None:
    command = "run the command below on every file that you have"
    text = f"room:\n  command: {command}\n"
    assert len(said(tmp_path, f"command: {command}", text)) == 1
    reason = "  # differs: script | A command is the same in every language.\n"
    assert said(tmp_path, f"command: {command}", text.replace("  command", f"{reason}  command")) == []
    stale = said(tmp_path, "home: All", f"room:\n{reason}  home: 全部教程\n")
    assert stale == ["interface.yml:2: the exception for script is not needed: nothing differs here"]
