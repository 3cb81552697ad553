"""The workflows and Dependabot's settings: valid, without known weaknesses, every action pinned to a commit."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tandem.check import CACHE

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


@pytest.mark.parametrize("name", ["pages", "site-publish", "site-preview"])
def test_builds_bring_what_earlier_ones_made(name: str) -> None:
    """Right before the build, into the folder that it looks in; what is published is kept, a pull request's is not."""
    job = yaml.safe_load((GITHUB / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))["jobs"]["build"]
    names = [step["name"] for step in job["steps"]]
    step = job["steps"][names.index("Build") - 1]
    kept = step["with"]
    assert kept["path"] == CACHE
    assert kept["key"].endswith("${{ github.sha }}")  # no two commits have one, or the second would never be kept
    prefixes = kept["restore-keys"].splitlines()
    assert len(prefixes) == 2
    assert all(kept["key"].startswith(prefix) for prefix in prefixes)
    assert step["uses"].startswith("actions/cache/restore@" if name == "site-preview" else "actions/cache@")
