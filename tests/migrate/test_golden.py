"""Each form that a version left behind: files before, files after, and all that is said.

`UPDATE_GOLDEN=1` writes the files after and what is said anew; read their diff as you would read code.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import yaml
from tandem.__main__ import main
from tandem.core.problems import Problems
from tandem.migrate import FORMS
from tandem.migrate.plan import make_plan

from tests.conftest import ROOT

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir())


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["migrate", "--config", str(root / "mkdocs.yml"), *options])
    return status, capsys.readouterr().out


@pytest.mark.parametrize("case", CASES)
def test_what_each_form_becomes(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "site"
    shutil.copytree(GOLDEN / case / "before", root)
    before = files(root)
    shown = run(root, capsys, "--dry-run")
    assert files(root) == before
    said = run(root, capsys)
    again = run(root, capsys)
    after = files(root)
    golden = GOLDEN / case / "said.txt"
    text = "".join(f"$ tandem migrate{end}\n{out}[{status}]\n\n" for end, (status, out) in (
        (" --dry-run", shown), ("", said), ("   # once more", again)
    ))  # fmt: skip
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN / case / "after", ignore_errors=True)
        shutil.copytree(root, GOLDEN / case / "after")
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert after == files(GOLDEN / case / "after")
    assert text == golden.read_text(encoding="utf-8")
    assert "would change" not in again[1] and " changed;" not in again[1]


def test_each_form_has_a_case() -> None:
    """A form that no case shows would be tried by nobody."""
    for form in FORMS:
        found = [path for path in GOLDEN.rglob(form.file) if "before" in path.parts]
        values = [(path.parent, yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)) for path in found]
        for act, given in (("changes", 1), ("left", 1), ("moves", 2)):
            function = getattr(form, act)
            if function.__name__ not in {"nothing_changes", "nothing_left", "nothing_moves"}:
                asked = [list(function(*(value, folder)[:given])) for folder, value in values]
                assert any(asked), (form.name, act)


def test_forms_are_in_the_order_of_versions_that_there_were() -> None:
    def number(version: str) -> tuple[int, ...]:
        return tuple(map(int, version.split(".")))

    here = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split('version = "')[1].split('"')[0]
    versions = [number(form.version) for form in FORMS]
    assert versions == sorted(versions) and versions[-1] <= number(here)
    for version in {form.version for form in FORMS}:
        module = f"v{version.replace('.', '_')}"
        assert (ROOT / f"hooks/tandem/migrate/{module}.py").is_file()


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests/fixtures/site", ROOT / "hooks/tandem/new_site/sources"])
def test_what_is_of_todays_form_stays_as_it_is(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "site"
    copy.mkdir()
    shutil.copy(root / "mkdocs.yml", copy)
    shutil.copytree(root / "docs", copy / "docs")
    if root.name == "sources":  # its name is not filled in
        settings = (copy / "mkdocs.yml").read_text(encoding="utf-8").replace("@NAME@", "Site")
        (copy / "mkdocs.yml").write_text(settings, encoding="utf-8")
    before = files(copy)
    assert run(copy, capsys) == (0, "nothing to migrate\n")
    assert files(copy) == before
    plan = make_plan(copy / "mkdocs.yml", FORMS, Problems(copy))
    assert len(plan.asked) > 1 and not plan.changed
