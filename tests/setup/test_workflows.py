"""The workflows and Dependabot's settings: valid, without known weaknesses, every action pinned to a commit."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

GITHUB = Path(__file__).resolve().parents[2] / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
BIN = Path(sys.executable).parent


def passes(*command: str | Path) -> None:
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_schemas() -> None:
    # The schemas come with the package: nothing is downloaded.
    check = BIN / "check-jsonschema"
    passes(check, "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    passes(check, "--builtin-schema", "vendor.dependabot", GITHUB / "dependabot.yml")


def test_no_known_weaknesses() -> None:
    passes(BIN / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", GITHUB)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned(workflow: Path) -> None:
    uses = re.findall(r"^\s*(?:- )?uses: *(.*)$", workflow.read_text(encoding="utf-8"), re.MULTILINE)
    assert uses
    loose = [use for use in uses if not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)]
    assert loose == []
