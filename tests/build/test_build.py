"""A build from start to end: what fails is said whole and publishes nothing; what succeeds is the same everywhere."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tandem.check import check_site
from tandem.core.problems import Problems

from tests.conftest import ROOT, SITE_URL
from tests.fixtures.sources import change, check, copy


def prepared(folder: Path) -> Path:
    """The small site with this checkout's code and templates around it."""
    root = copy(folder)
    for name in ("hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    return root


def start(root: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1790000000"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def end(running: subprocess.Popen[str]) -> tuple[int, str]:
    said, _ = running.communicate(timeout=120)
    return running.returncode, said


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


@pytest.mark.long
def test_two_builds_of_the_same_sources_are_the_same(tmp_path: Path) -> None:
    roots = [prepared(tmp_path / name) for name in ("one", "two/deeper in")]
    for status, said in [end(running) for running in [start(root) for root in roots]]:
        assert status == 0, said
    one, two = (contents(root / "site") for root in roots)
    assert {name for name in {*one, *two} if one.get(name) != two.get(name)} == set()
    assert {"index.html", "en/index.html", "salt/dosing.html", "en/salt/dosing.html", "404.html"} <= set(one)


@pytest.mark.long
def test_a_failed_build_publishes_nothing_and_the_next_good_one_does(tmp_path: Path) -> None:
    root = prepared(tmp_path / "root")
    site = root / "site"
    status, said = end(start(root))
    assert status == 0, said
    before, touched = contents(site), times(site)

    # Problems in both languages, in a data file and in the settings of the tutorial.
    change(root, "docs/salt/dosing.zh.md", "/// dose-table", "/// dose-tabel")
    change(root, "docs/salt/dosing.en.md", "[@doe2020]", "[@deo2020]")
    change(root, "docs/salt/doses.yml", "percent: 1\n", "percent: 10\n")
    change(root, "docs/salt/tutorial.yml", "written: 2026-01-31", "written: 2026-01-32")
    _, of_one_language = check(root)
    assert len(of_one_language) == 4
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    assert set(of_one_language) < set(problems)
    status, said = end(start(root))
    assert status != 0
    assert problems.report() in said
    assert "Traceback" not in said
    assert contents(site) == before
    assert times(site) == touched

    change(root, "docs/salt/dosing.zh.md", "/// dose-tabel", "/// dose-table")
    change(root, "docs/salt/dosing.en.md", "[@deo2020]", "[@doe2020]")
    change(root, "docs/salt/doses.yml", "percent: 10\n", "percent: 1\n")
    change(root, "docs/salt/tutorial.yml", "written: 2026-01-32", "written: 2026-01-31")
    change(root, "docs/salt/index.en.md", "does not exist", "never did exist")
    (site / "left-over.html").write_text("from an earlier build")
    status, said = end(start(root))
    assert status == 0, said
    assert "never did exist" in (site / "en/salt/index.html").read_text(encoding="utf-8")
    after = contents(site)
    assert "left-over.html" not in after
    # The section is behind its other language now, and the page that says so brings the style for it; what is searched
    # is named after its content.
    changed = {name.split(".")[0] for name in {*after} ^ {*before}}
    assert changed == {"assets/tandem/freshness", "assets/tandem/search/en/salt"}
    left = sorted(path.name for path in root.iterdir())
    assert left == [".cache", ".site.tandem", "docs", "hooks", "mkdocs.yml", "overrides", "site"]


def test_a_code_that_cannot_be_drawn_fails_the_build_and_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = prepared(tmp_path / "root")
    for locale, title in (("zh", "下载"), ("en", "Downloads")):
        front = f"---\ntitle: {title}\ndescription: {title}\n---\n\n# {title} {{#downloads}}\n"
        (root / f"docs/downloads.{locale}.md").write_text(f"{front}\n/// downloads\n///\n", encoding="utf-8")
    change(root, "mkdocs.yml", "zip: false", "zip: true")
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone/segno.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "gone"))
    status, said = end(start(root))
    assert status != 0 and not (root / "site").exists()
    assert "mkdocs.yml:1: the list of downloads: the package segno is missing" in said
    assert "pip install segno" in said and "Traceback" not in said
