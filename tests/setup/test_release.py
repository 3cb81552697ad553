"""The workflow Release, its steps run as GitHub would run them: what it attaches, under which names, what stops it.

What a runner brings is stood in for: `make site` puts down the forms that this run's build made, `gh` writes down what
it was asked for, and an artifact is a folder. The scripts themselves are the workflow's own.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import release

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
CHANGES = """# Changelog

## Unreleased

- Later.

## {version} (2026-11-24)

- A thing.
- 又一件事。

## 0.0.1

- Old.
"""
WITHDRAWN = "hooks/tandem/withdrawn.yml"
(VERSION,) = set(release.versions(ROOT).values())

MAKE = f"""#!/bin/sh
[ "$1" = -s ] && shift
case "$1" in
notes) PYTHONPATH=. exec "{sys.executable}" -m tools.release "$TAG" ;;
site) printf %s "$SITE_URL" > address && mkdir site && cp -R "$FORMS" site/downloads ;;
wheel) mkdir dist && printf wheel > dist/tandem_tutorials-9-py3-none-any.whl ;;
*) exit 9 ;;
esac
"""
# Not Python's path behind `#!`: it may hold spaces.
GH = f"""#!/bin/sh
exec "{sys.executable}" -c 'import json, sys; json.dump(sys.argv[1:], open("asked.json", "w"))' "$@"
"""


class Runner:
    """A machine of GitHub's: each job has a folder of its own, artifacts lie between them."""

    def __init__(self, folder: Path, forms: Path, tag: str, owner: str = "Example", name: str = "tandem") -> None:
        self.folder = folder
        self.attested: list[str] = []
        self.values = {
            "github.ref_name": tag,
            "github.token": "",
            "github.sha": "0" * 40,
            "github.repository": f"{owner}/{name}",
            "github.repository_owner": owner,
            "github.event.repository.name": name,
            "vars.SITE_URL": "",
        }
        self.bin = folder / "bin"
        self.bin.mkdir()
        for program, script in (("make", MAKE), ("gh", GH)):
            (self.bin / program).write_text(script, encoding="utf-8")
            (self.bin / program).chmod(0o755)
        self.env = {"PATH": f"{self.bin}:{os.environ['PATH']}", "HOME": str(folder), "FORMS": str(forms)}

    def checkout(self, changes: str) -> None:
        work = self.folder / "build"
        shutil.copytree(ROOT / "tools", work / "tools", ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        for path in (ROOT / "docs").glob("*/tutorial.yml"):
            (work / path.relative_to(ROOT)).parent.mkdir(parents=True)
            shutil.copy(path, work / path.relative_to(ROOT))
        (work / "CHANGELOG.md").write_text(changes, encoding="utf-8")
        (work / "hooks/tandem").mkdir(parents=True)
        for name in (WITHDRAWN, "pyproject.toml"):
            shutil.copy(ROOT / name, work / name)

    def value(self, text: object) -> str:
        said = str(text)
        for name, value in self.values.items():
            said = said.replace(f"${{{{ {name} }}}}", value)
        assert "${{" not in said
        return said

    def run(self, job: str) -> subprocess.CompletedProcess[str] | None:
        """Every step of a job; the first that fails, or None."""
        work = self.folder / job
        work.mkdir(exist_ok=True)
        for step in WORKFLOW["jobs"][job]["steps"]:
            asked: dict[str, Any] = step.get("with", {})
            uses = step.get("uses", "").partition("@")[0]
            if uses == "actions/upload-artifact":
                shutil.copytree(work / asked["path"], self.folder / "artifacts" / asked["name"])
            elif uses == "actions/download-artifact":
                shutil.copytree(self.folder / "artifacts" / asked["name"], work / asked["path"])
            elif uses == "actions/attest":  # of what there is, and before it is published
                assert asked["subject-path"] == "forms/*" and list((work / "forms").iterdir())
                assert "sbom-path" not in asked or (work / asked["sbom-path"]).is_file()
                assert not (work / "asked.json").exists()
                self.attested.append("sbom" if "sbom-path" in asked else "provenance")
            elif uses:
                assert uses in {"actions/checkout", "actions/setup-python"}
            else:
                env = {**self.env, **{name: self.value(value) for name, value in step.get("env", {}).items()}}
                command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
                where = work / step.get("working-directory", ".")
                done = subprocess.run(command, cwd=where, env=env, capture_output=True, text=True, check=False)
                if done.returncode:
                    return done
        return None

    @property
    def asked(self) -> list[str]:
        """What `gh` was asked for."""
        found: list[str] = json.loads((self.folder / "release/asked.json").read_text())
        return found


def test_a_tag_releases_every_form_with_its_check_sums_and_the_notes(site: Path, tmp_path: Path) -> None:
    runner = Runner(tmp_path, site / "downloads", f"v{VERSION}")
    runner.checkout(CHANGES.format(version=VERSION))
    assert runner.run("build") is None
    assert (tmp_path / "build/address").read_text() == "https://example.github.io/tandem/"
    assert runner.run("release") is None
    wheel = "tandem_tutorials-9-py3-none-any.whl"
    forms = sorted(
        [f"forms/{wheel}", "forms/withdrawn.yml", *(f"forms/{path.name}" for path in (site / "downloads").iterdir())]
    )
    assert {"forms/SHA256SUMS", "forms/tandem.zip", "forms/tandem.zim", "forms/magnesium.zh.epub"} <= set(forms)
    tag = f"v{VERSION}"
    head = ["release", "create", tag, "--verify-tag", "--title", tag, "--notes-file", "notes/notes.md"]
    assert runner.asked == [*head, *forms]
    assert runner.attested == ["provenance", "sbom"]
    assert "forms/software.cdx.json" in forms
    released = tmp_path / "release/forms"
    assert (released / "tandem.zim").read_bytes() == (site / "downloads/tandem.zim").read_bytes()
    sums = (site / "downloads/SHA256SUMS").read_text(encoding="ascii")
    digest = hashlib.sha256(b"wheel").hexdigest()
    listed = hashlib.sha256((ROOT / WITHDRAWN).read_bytes()).hexdigest()
    added = f"{digest}  {wheel}\n{listed}  withdrawn.yml\n"
    assert (released / "SHA256SUMS").read_text(encoding="ascii") == sums + added
    said = (tmp_path / "release/notes/notes.md").read_text(encoding="utf-8")
    assert said == "- A thing.\n- 又一件事。\n"


@pytest.mark.parametrize(
    ("owner", "name", "chosen", "address"),
    [
        ("Example", "Example.github.io", "", "https://example.github.io/Example.github.io/"),
        ("Example", "example.github.io", "", "https://example.github.io/"),
        ("Example", "tandem", "https://teaching.example/", "https://teaching.example/"),
    ],
)
def test_the_forms_name_the_address_of_the_repositorys_pages(
    tmp_path: Path, owner: str, name: str, chosen: str, address: str
) -> None:
    (tmp_path / "forms").mkdir()
    runner = Runner(tmp_path, tmp_path / "forms", f"v{VERSION}", owner, name)
    runner.values["vars.SITE_URL"] = chosen
    runner.checkout(CHANGES.format(version=VERSION))
    runner.run("build")
    assert (tmp_path / "build/address").read_text() == address


def test_a_form_that_does_not_have_its_check_sum_is_not_released(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site / "downloads", tmp_path / "forms")
    (tmp_path / "forms/tandem.zip").write_bytes(b"another")
    runner = Runner(tmp_path, tmp_path / "forms", f"v{VERSION}")
    runner.checkout(CHANGES.format(version=VERSION))
    failed = runner.run("build")
    assert failed is not None and "tandem.zip: FAILED" in failed.stdout
    assert not (tmp_path / "artifacts").exists()


@pytest.mark.parametrize(
    ("tag", "changes", "said"),
    [
        ("v9.9.9", CHANGES, f"is the version of no tutorial:\n  docs/magnesium/tutorial.yml says version {VERSION}"),
        (VERSION, CHANGES, f"the tag {VERSION} is the version of no tutorial"),
        (f"v{VERSION}", "# Changelog\n\n## Unreleased\n\n- All.\n", f"does not say what version {VERSION} brings"),
        (f"v{VERSION}", "# Changelog\n\n## {version}\n\n## 0.0.1\n\n- Old.\n", "does not say what version"),
    ],
)  # fmt: skip
def test_a_tag_that_is_no_version_stops_before_anything_is_built(
    tmp_path: Path, tag: str, changes: str, said: str
) -> None:
    runner = Runner(tmp_path, tmp_path, tag)
    runner.checkout(changes.format(version=VERSION))
    failed = runner.run("build")
    assert failed is not None
    assert said in failed.stderr and "\n  fix: " in failed.stderr
    assert not (tmp_path / "build/site").exists()


@pytest.mark.parametrize(
    ("recall", "refused"),
    [
        ("  - {on: 2027-01-01, versions: [1.0.0], why: {en: A.}, do: {en: B.}}", True),
        ("  - {on: 2027-01-01, why: {en: A.}, do: {en: B.}}", True),  # every version
        ("  - {on: 2027-01-01, versions: [0.9.0], why: {en: A.}, do: {en: B.}}", False),
    ],
)
def test_a_version_that_was_recalled_is_not_released(tmp_path: Path, recall: str, refused: bool) -> None:
    (tmp_path / "docs/salt").mkdir(parents=True)
    (tmp_path / "docs/salt/tutorial.yml").write_text(f"version: 1.0.0\nrecalls:\n{recall}\n", encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGES.format(version="1.0.0"), encoding="utf-8")
    if refused:
        with pytest.raises(release.RefusedError, match=r"1\.0\.0 is recalled in docs/salt/tutorial\.yml"):
            release.notes(tmp_path, "v1.0.0")
    else:
        assert release.notes(tmp_path, "v1.0.0").startswith("- A thing.")


def test_a_program_that_was_withdrawn_is_not_released_and_older_ones_are_named(tmp_path: Path) -> None:
    runner = Runner(tmp_path, tmp_path, f"v{VERSION}")
    runner.checkout(CHANGES.format(version=VERSION))
    program = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    work = tmp_path / "build"
    entry = "withdrawn: [{{versions: [{}], on: 2027-01-31, why: A rate was wrong., do: Upgrade to 9.9.9.}}]\n"
    (work / WITHDRAWN).write_text(entry.format(program), encoding="utf-8")
    failed = runner.run("build")
    assert failed is not None and not (work / "site").exists()
    assert f"version {program} of the program is withdrawn in {WITHDRAWN}\n  fix: " in failed.stderr
    (work / WITHDRAWN).write_text(entry.format("0.0.1, 0.0.2"), encoding="utf-8")
    said = release.withdrawn(work)
    assert said.endswith("\n- 0.0.1, 0.0.2 (2027-01-31): A rate was wrong. Upgrade to 9.9.9.\n")
    (work / WITHDRAWN).write_text("withdrawn: []\n", encoding="utf-8")
    assert release.withdrawn(work) == ""
