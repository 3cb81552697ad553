"""The audit of what is pinned: it reads every pin, and the workflow asks when a pin changes and every week."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.setup.test_locks import pins

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github/workflows"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
GOAL = re.search(r"^audit:.*\n((?:\t.*\n)+)", MAKEFILE, re.M)
(OPTIONS,) = re.findall(r"^AUDIT := \$\(BIN\)/pip-audit (.*)$", MAKEFILE, re.M)


def dry(path: Path) -> subprocess.CompletedProcess[str]:
    """The audit without its questions: the pins are read as they would be, and nobody is asked."""
    command = [sys.executable, "-m", "pip_audit", *OPTIONS.split(), "-r", str(path), "--dry-run"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-properdocs.txt"])
def test_every_pin_is_read(name: str) -> None:
    done = dry(ROOT / name)
    assert done.returncode == 0, done.stderr
    (count,) = re.findall(r"would have audited (\d+) packages", done.stderr)
    here = {pin for pin, version, marker in pins(name) if version and not marker}
    assert len(here) <= int(count) <= len({pin for pin, _, _ in pins(name)})
    assert f"-r {name} $(ARGS)" in MAKEFILE


def test_a_pin_without_its_hash_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loose.txt").write_text("jinja2==3.1.6\n", encoding="utf-8")
    done = dry(tmp_path / "loose.txt")
    assert done.returncode != 0
    assert "hash" in done.stderr


def test_both_locks_of_npm_are_read() -> None:
    assert GOAL is not None
    for folder in (".", "tools/mutants"):
        locked = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
        assert locked["lockfileVersion"] >= 2 and len(locked["packages"]) > 1  # what `npm audit` reads
        assert all(
            item.get("link") or re.match(r"sha(1|512)-", item["integrity"])
            for name, item in locked["packages"].items()
            if name
        )
    assert GOAL[1].count("npm audit") == 2 and "cd tools/mutants && npm audit" in GOAL[1]


def test_the_workflow_asks_when_a_pin_changes_and_every_week() -> None:
    text = (WORKFLOWS / "audit.yml").read_text(encoding="utf-8")
    workflow = yaml.load(text, yaml.BaseLoader)
    changes = workflow["on"]
    assert changes["schedule"] and changes["push"]["paths"] == changes["pull_request"]["paths"]
    assert workflow["jobs"]["audit"]["steps"][-1]["run"] == "make audit"
    assert workflow["jobs"]["audit"]["permissions"] == {"contents": "read"}


def test_every_python_is_tested_and_other_systems_check_and_build() -> None:
    jobs = yaml.safe_load((WORKFLOWS / "test.yml").read_text(encoding="utf-8"))["jobs"]
    assert jobs["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    elsewhere = jobs["elsewhere"]
    assert elsewhere["strategy"]["matrix"]["system"] == ["macos-latest", "windows-latest"]
    run = [step["run"] for step in elsewhere["steps"] if "run" in step]
    assert run[1:] == ["python -m tandem check", "python -m tandem build"]
    # The same as make runs.
    assert "python -m tandem check" in MAKEFILE and "python -m tandem build" in MAKEFILE


def test_a_release_attests_before_it_publishes() -> None:
    job = yaml.safe_load((WORKFLOWS / "release.yml").read_text(encoding="utf-8"))["jobs"]["release"]
    assert job["permissions"] == {"contents": "write", "id-token": "write", "attestations": "write"}
    names = [step.get("uses", "").partition("@")[0] or "run" for step in job["steps"]]
    assert names == ["actions/download-artifact"] * 2 + ["actions/attest"] * 2 + ["run"]
