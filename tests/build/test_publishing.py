"""What a build leaves behind: all or nothing, and the same every time."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real project, to spoil."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_broken_build_says_everything_and_leaves_the_published_site_alone(project: Path) -> None:
    site = project / "site"
    assert build(site, config=project / "mkdocs.yml").returncode == 0
    published = digests(site)
    (project / "docs/magnesium/summary.en.md").unlink()
    for locale in ("zh", "en"):
        body = project / f"docs/magnesium/body.{locale}.md"
        body.write_text(body.read_text(encoding="utf-8") + "\n/// dose-tabel\n///\n\n[@nobody]\n", encoding="utf-8")
    broken = build(site, config=project / "mkdocs.yml")
    said = broken.stdout + broken.stderr
    assert broken.returncode != 0
    assert "Traceback" not in said
    for words in (
        "docs/magnesium/body.en.md",
        "docs/magnesium/body.zh.md",
        "unknown block 'dose-tabel'",
        "did you mean 'dose-table'?",
        "the reference 'nobody' is not in references.json",
        "the section 'summary' is not there in 'en'",
        "5 problems",
    ):
        assert words in said
    assert digests(site) == published
    (project / "docs/magnesium/summary.en.md").write_bytes((ROOT / "docs/magnesium/summary.en.md").read_bytes())
    for locale in ("zh", "en"):
        shutil.copy(ROOT / f"docs/magnesium/body.{locale}.md", project / "docs/magnesium")
    mended = build(site, config=project / "mkdocs.yml")
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert digests(site) == published, "the same sources give the same site"


def test_a_fault_that_only_the_host_sees_keeps_the_site_from_being_published(project: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nnot_a_setting: 1\n", encoding="utf-8")
    done = build(project / "site", config=settings)
    assert done.returncode != 0
    assert not (project / "site").exists()


def test_two_folders_hold_the_same_bytes(project: Path, site: Path) -> None:
    other = project / "离线 网站 (v1)"
    done = build(other, config=project / "mkdocs.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert digests(other) == digests(site)


def test_without_an_address_the_site_claims_none(project: Path) -> None:
    done = build(project / "site", config=project / "mkdocs.yml", site_url="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (project / "site/sitemap.xml").exists()
    page = (project / "site/magnesium/dosing.html").read_text(encoding="utf-8")
    assert 'rel="canonical"' not in page
    assert "hreflang=" in page  # the language switch itself is there
    assert 'rel="alternate"' not in page


def test_the_build_fails_when_chinese_cannot_be_segmented(project: Path, tmp_path: Path) -> None:
    entry = project / "hooks/entry.py"
    hide = "import sys\n\nsys.modules['jieba'] = None\nimport importlib.util\n_find = importlib.util.find_spec\n"
    hide += "importlib.util.find_spec = lambda name, *a: None if name == 'jieba' else _find(name, *a)\n"
    entry.write_text(hide + entry.read_text(encoding="utf-8"), encoding="utf-8")
    done = build(project / "site", config=project / "mkdocs.yml")
    assert done.returncode != 0
    assert "the package jieba is missing" in done.stdout + done.stderr
