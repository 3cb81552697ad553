"""The files by which others take part in the project: each as its reader (GitHub, editors, pre-commit) wants it."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").iterdir() if path.name != "config.yml")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def tracked() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def passes(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def fits(schema: str, *files: Path) -> None:
    passes(BIN / "check-jsonschema", "--builtin-schema", schema, *files)


def test_the_citation_has_its_form() -> None:
    fits("vendor.citation-file-format", ROOT / "CITATION.cff")


def test_the_citation_says_the_licence_that_the_code_has() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith(f"{said['license']} License")
    assert [author["name"] for author in said["authors"]] == ["The Tandem contributors"]


def test_the_issue_forms_have_their_form() -> None:
    assert [path.stem for path in FORMS] == ["bug", "clinical-error", "new-tutorial", "translation"]
    fits("vendor.github-issue-forms", *FORMS)
    fits("vendor.github-issue-config", GITHUB / "ISSUE_TEMPLATE/config.yml")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_can_be_filled_in(path: Path) -> None:
    """What GitHub refuses besides its schema: an id twice, a label twice; and what our readers need: both languages."""
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    parts = [part for part in form["body"] if part["type"] != "markdown"]
    ids, labels = [part["id"] for part in parts], [part["attributes"]["label"] for part in parts]
    assert len(set(ids)) == len(ids) and len(set(labels)) == len(labels)
    words = [form["name"], form["description"], *labels]
    words += [part["attributes"][key] for part in parts for key in ("description",) if key in part["attributes"]]
    for said in words:
        english, _, chinese = said.partition(" / ")
        assert re.search("[a-z]", english) and re.search("[\u4e00-\u9fff]", chinese), said


def test_what_must_not_be_asked_is_said() -> None:
    form = (GITHUB / "ISSUE_TEMPLATE/clinical-error.yml").read_text(encoding="utf-8")
    assert "no patient" in form.replace("**", "") and "患者" in form


def owners() -> list[tuple[str, list[str]]]:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rows = [line.partition("#")[0].split() for line in lines]
    return [(row[0], row[1:]) for row in rows if row]


def test_owned_paths_are_there_and_have_owners() -> None:
    found = owners()
    assert found[0][0] == "*"
    for pattern, names in found:
        assert names and all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", name) for name in names), pattern
        assert not re.search(r"[!\[\]]", pattern), "CODEOWNERS knows neither"
        if pattern != "*":
            assert pattern.startswith("/")
            path = ROOT / pattern.strip("/")
            assert path.is_dir() if pattern.endswith("/") else path.is_file(), pattern


def test_what_gives_doses_is_a_clinicians() -> None:
    clinical = [pattern for pattern, names in owners() if any("clinicians" in name for name in names)]
    assert {"/docs/", "/hooks/tandem/dosing/", "/hooks/tandem/calculator/"} <= set(clinical)


def test_before_a_commit_run_the_tools_of_make_lint() -> None:
    path = ROOT / ".pre-commit-config.yaml"
    passes(sys.executable, "-m", "pre_commit", "validate-config", path)
    (goal,) = re.findall(r"^lint:.*\n((?:\t.*\n)+)", MAKEFILE, re.M)
    linted = [line.strip().removeprefix("@").replace("$(BIN)", ".venv/bin") for line in goal.splitlines()]
    (repository,) = yaml.safe_load(path.read_text(encoding="utf-8"))["repos"]
    hooked = [hook["entry"].removeprefix("env ") for hook in repository["hooks"]]
    assert hooked == [line for line in linted if not line.startswith("$(call")]
    assert all(hook["language"] == "system" and not hook["pass_filenames"] for hook in repository["hooks"])


EDITOR = configparser.ConfigParser()
EDITOR.read_string("[top]\n" + (ROOT / ".editorconfig").read_text(encoding="utf-8"))
KEPT = tuple(
    name.removesuffix("**")
    for section in EDITOR.sections()
    if EDITOR[section].get("insert_final_newline") == "unset"
    for name in section.strip("{}").split(",")
)


def test_files_are_as_editors_would_leave_them() -> None:
    assert dict(EDITOR["*"])["end_of_line"] == "lf" and "tests/" in KEPT
    wrong = []
    for name in tracked():
        content = (ROOT / name).read_bytes()
        if b"\0" in content or name.startswith(KEPT) or not content:
            continue
        text = content.decode("utf-8")  # which raises where it is not
        if b"\r" in content:
            wrong.append(f"{name}: a carriage return")
        if not text.endswith("\n"):
            wrong.append(f"{name}: no line end at its end")
        wrong += [
            f"{name}:{number}: space at the end of the line"
            for number, line in enumerate(text.split("\n"), 1)
            if line != line.rstrip(" \t")
        ]
        if Path(name).suffix != ".txt" and name != "Makefile":
            wrong += [f"{name}:{number}: a tab" for number, line in enumerate(text.split("\n"), 1) if line[:1] == "\t"]
    assert wrong == []


@pytest.mark.parametrize("name", ["SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_their_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        target = (ROOT / path).read_text(encoding="utf-8")
        headings = {
            re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-")
            for line in target.splitlines()
            if line.startswith("#")
        }
        assert not anchor or anchor in headings, link
