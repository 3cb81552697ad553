"""The same commit gives the same bytes: every file of the site and every form, wherever and however it is built.

In full it is the site of this repository that is built twice; in a sample, the small site in every form.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, build, built
from tests.fixtures.sources import copy
from tests.trials import FULL

LEFT = {
    ".git",
    ".venv",
    ".cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    "node_modules",
    "site",
    ".site.tandem",
}


def git(*command: str | Path) -> str:
    return subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def left_out(folder: str, names: list[str]) -> set[str]:
    return {"__pycache__", *(LEFT if Path(folder) == ROOT else ())} & set(names)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def small(root: Path) -> Path:
    """The sources of the small site in every form, with copies of the code and the templates."""
    copy(root)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    forms = re.search(r"(?m)^    exports: \{[^}]*\}", settings)
    assert forms is not None and forms[0].count(": false") >= 8
    text = settings.replace(forms[0], forms[0].replace(": false", ": true"))
    (root / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, root / name, ignore=left_out)
    return root


@pytest.mark.long
def test_elsewhere_by_somebody_else_it_is_the_same(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second build of all: another folder, home, time zone, language, order of hashes, mask of rights."""
    copied = tmp_path / "别处 of it"
    if FULL:
        site: Path = request.getfixturevalue("site")
        shutil.copytree(ROOT, copied, ignore=left_out)
    else:
        site = tmp_path / "site"
        built(site, config=small(tmp_path / "here") / "mkdocs.yml")
        small(copied)
    for path in copied.rglob("*"):
        os.utime(path, (1, 1))
    if FULL and (ROOT / ".git").exists():  # the copy is of the same commit, which the forms name
        shutil.copyfile(git("rev-parse", "--path-format=absolute", "--git-path", "index"), tmp_path / "index")
        monkeypatch.setenv("GIT_DIR", git("rev-parse", "--absolute-git-dir"))
        monkeypatch.setenv("GIT_WORK_TREE", str(copied))
        monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    (tmp_path / "home").mkdir()
    said = {
        "HOME": str(tmp_path / "home"),
        "TZ": "Pacific/Kiritimati",
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    before = os.umask(0o077)
    try:
        done = build(tmp_path / "made", config=copied / "mkdocs.yml")
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files(tmp_path / "made") == files(site)
    forms = {Path(name).suffix for name in files(site) if name.startswith("downloads/")}
    assert forms >= {".epub", ".pdf", ".html", ".docx", ".zip", ".zim"}
    same, differing, unread = filecmp.cmpfiles(site, tmp_path / "made", sorted(files(site)), shallow=False)
    assert (differing, unread) == ([], [])
    assert len(same) > (100 if FULL else 50)
