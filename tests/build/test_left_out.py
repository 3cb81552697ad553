"""Settings by which MkDocs would never load Tandem: said where they stand, in place of what the templates would say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.__main__ import main

from tests.fixtures.sources import change, copy


@pytest.mark.parametrize("written", ["hooks: []", "hooks:", "hooks: hooks/entry.py", "hooks: [other.py]"])
@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_site_without_our_hook_is_not_begun(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], command: str, written: str
) -> None:
    root = copy(tmp_path / "site")
    config = root / "mkdocs.yml"
    lines = config.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("hooks:"))
    change(root, "mkdocs.yml", lines[line - 1], written)
    assert main([command, "--config", str(config)]) == 1
    said = f"mkdocs.yml:{line}: the site would be built without Tandem\n  fix: write `hooks: [hooks/entry.py]`\n"
    assert capfd.readouterr().err == f"{said}1 problem\n"
    assert not (root / "site").exists()
