"""The whole path of an author: an empty folder, a site, a draft, its samples written over, a published tutorial."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import SITE_URL
from tests.package.conftest import Installed

MOMENT = "1796000000"


@pytest.mark.long
def test_from_an_empty_folder_to_a_built_tutorial_in_both_languages(installed: Installed, tmp_path: Path) -> None:
    def run(*words: str | Path, cwd: Path, answers: str = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [installed.folder / "bin/tandem", *words], cwd=cwd, input=answers, capture_output=True, encoding="utf-8",
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "SITE_URL": SITE_URL, "SOURCE_DATE_EPOCH": MOMENT},
            timeout=900,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    run("new-site", "teaching", cwd=tmp_path)
    root = tmp_path / "teaching"
    shutil.rmtree(root / "docs/sample")
    settings = root / "mkdocs.yml"
    forms = re.sub(
        r"(pdf|dose_card|zip|zim|single_file|text|app): true", r"\1: false", settings.read_text(encoding="utf-8")
    )
    settings.write_text(forms, encoding="utf-8")
    run("new", "heart", cwd=root, answers="心力衰竭\nHeart failure\nJane Doe\ny\ny\ny\ny\n")
    assert "0 problems" in run("check", cwd=root).stdout

    run("build", "--drafts", cwd=root)  # at once, in every language
    for prefix in ("", "en/"):
        page = (root / f"site/{prefix}heart/dosing.html").read_text(encoding="utf-8")
        assert "tandem-draft" in page and re.search('content="?noindex', page)
        assert "heart/index.html" not in (root / f"site/{prefix}index.html").read_text(encoding="utf-8")
    assert not (root / "site/downloads").exists()
    assert not any("heart" in path.name for path in (root / "site").rglob("search/**/*.js"))

    run("build", cwd=root)  # published, it is not
    assert not any("heart" in path.as_posix() for path in (root / "site").rglob("*"))

    for path in (root / "docs/heart").glob("*.*"):  # every sample is written over
        text = path.read_text(encoding="utf-8").replace(',\n    "custom": {"sample": true}', "")
        text = re.sub(r"(?m)^\s*(# sample|<!-- sample -->)\n|^status: draft.*\n", "", text)
        path.write_text(text, encoding="utf-8", newline="\n")
    sat = run("agree", "--tutorial", "heart", cwd=root, answers="y\n" * 9)
    assert "recorded: 6 of 6 sections that had changed" in sat.stdout
    run("build", cwd=root)  # which checks first
    for prefix, title in (("", "心力衰竭"), ("en/", "Heart failure")):
        assert title in (root / f"site/{prefix}index.html").read_text(encoding="utf-8")
        for name in ("index", "dosing", "evidence", "figure", "self-test", "references"):
            page = (root / f"site/{prefix}heart/{name}.html").read_text(encoding="utf-8")
            assert "tandem-draft" not in page and "Jane Doe" in page
    assert {"heart.zh.epub", "heart.en.epub"} <= {path.name for path in (root / "site/downloads").iterdir()}
