"""The Markdown of the tutorials and of the papers about them, in every language, by a program that is not ours."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.validate

ROOT = Path(__file__).resolve().parents[2]
RULES = Path(__file__).with_name("markdownlint.jsonc")
TEXTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("adr/**/*.md")])


def faults(node_modules: Path, *files: Path) -> list[str]:
    # A name may hold what the program takes for a pattern: a colon in front says that it is one file's name.
    names = [f":{path}" for path in files]
    done = subprocess.run(
        [node_modules / ".bin/markdownlint-cli2", "--config", RULES, *names],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    return [line for line in done.stderr.splitlines() if " MD" in line]


def test_every_text_is_sound(node_modules: Path) -> None:
    assert {path.suffixes[-2] for path in TEXTS if "docs" in path.parts} >= {".en", ".zh"}
    assert faults(node_modules, *TEXTS) == []


def test_a_fault_is_found_in_any_language(node_modules: Path, tmp_path: Path) -> None:
    pages = {"page.en.md": "# Doses\n\n### Too deep\n", "page.zh.md": "# 剂量\n\n### 跳级\n"}
    for name, text in pages.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = faults(node_modules, *(tmp_path / name for name in pages))
    assert [line.split(":")[0].rpartition("/")[2] for line in found] == list(pages)
    assert all("MD001" in line for line in found)
