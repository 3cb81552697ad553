"""`make feature NAME=…`: a room that passes its own tests and those that hold every room, and what is refused."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.new_feature import CannotMakeFeatureError, make_feature, spellings
from tools.rooms import EVERY

BIN = Path(sys.executable).parent
# What a checkout needs for the tests of a room.
PARTS = (
    "hooks", "overrides", "schemas", "docs", "tools", "tests/core", "tests/setup", "tests/fixtures", "tests/dosing",
    "tests/package", "tests/cautions",
    "tests/conftest.py", "tests/trials.py", "tests/hosting.py", "tests/until.py", "mkdocs.yml", "pyproject.toml",
    "AUTHORING.md", "requirements.txt", "requirements.in", "package.json",
)  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "a copy"
    for part in PARTS:
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(ROOT / part, root / part)
    return root


def run(root: Path, *command: str | Path) -> str:
    environment = {**os.environ, "PYTHONPATH": "hooks", "TANDEM_FORMS": "none"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.long
@pytest.mark.parametrize("name", ["key-figure", "absolutely-the-longest-of-all"])
def test_a_new_room_passes_everything(checkout: Path, name: str) -> None:
    said = run(checkout, sys.executable, "-m", "tools.new_feature", name)
    module = name.replace("-", "_")
    assert f"hooks/tandem/{module}/__init__.py\n" in said and f"make test FEATURE={name}" in said
    assert f"schemas/{name}.schema.json" in run(checkout, sys.executable, "-m", "tandem", "schema")
    run(checkout, sys.executable, "-m", "ruff", "check", "hooks", f"tests/{module}")
    run(checkout, sys.executable, "-m", "ruff", "format", "--check", "hooks", f"tests/{module}")
    kept = run(checkout, BIN / "lint-imports", "--no-cache")
    assert "3 kept, 0 broken" in kept
    text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    assert len(re.findall(rf"tandem\.{module}\b", text)) == 2
    every = [f"tests/{test}" for test in EVERY if test.startswith(("core/", "setup/test_collected"))]
    tests = [f"tests/{module}", "tests/setup/test_rooms.py", *every]
    passed = run(
        checkout, sys.executable, "-m", "pytest", "-q", "-n", "0", "-k", f"{module} or {name} or not setup", *tests
    )
    assert re.search(r"\d\d passed", passed) and "skipped" not in passed


@pytest.mark.long
def test_it_can_fail(checkout: Path) -> None:
    """The tests of the new room find what is wrong with it, and import-linter a feature that imports another."""
    make_feature(checkout, "key-figure")
    path = checkout / "hooks/tandem/key_figure/__init__.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("from pathlib", "from ..quiz.model import Quiz\nfrom pathlib", 1), encoding="utf-8")
    with pytest.raises(AssertionError, match="A feature never imports another BROKEN"):
        run(checkout, BIN / "lint-imports", "--no-cache")
    path.write_text(text.replace("check=_check, ", ""), encoding="utf-8")
    with pytest.raises(AssertionError, match="test_what_an_author_is_told"):
        run(checkout, sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/key_figure")


@pytest.mark.parametrize(
    "name", ["", "Key", "key_figure", "-a", "a-", "ä", "1st", "class", "x" * 31, "../x", "quiz", "core"]
)
def test_a_name_that_is_none_writes_nothing(tmp_path: Path, name: str) -> None:
    for file in ("hooks/tandem/registry.py", "pyproject.toml"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    for taken in ("quiz", "core"):
        (tmp_path / "hooks/tandem" / taken).mkdir()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(CannotMakeFeatureError, match="\n  fix: "):
        make_feature(tmp_path, name)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_has_changed_its_shape_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "hooks/tandem").mkdir(parents=True)
    (tmp_path / "hooks/tandem/registry.py").write_text("FEATURES = ()\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    with pytest.raises(CannotMakeFeatureError, match=r"registry\.py does not list features as it did"):
        make_feature(tmp_path, "key-figure")
    shutil.copy(ROOT / "hooks/tandem/registry.py", tmp_path / "hooks/tandem")
    with pytest.raises(CannotMakeFeatureError, match=r"pyproject\.toml does not list features as it did"):
        make_feature(tmp_path, "key-figure")
    assert not (tmp_path / "hooks/tandem/key_figure").exists()
    assert spellings("key-figure")["@Class@"] == "KeyFigure"
