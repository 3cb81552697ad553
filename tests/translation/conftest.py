"""A small site, and `tandem translate` run on it."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import polib
import pytest
from tandem.__main__ import main

from tests.fixtures.sources import copy

Translate = Callable[..., tuple[int, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def translate(root: Path, *arguments: str) -> tuple[int, str]:
    """Run `tandem translate` in a site; gives its exit status and what it said."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.chdir(root)
        status = main(["translate", *arguments])
    return status, said.getvalue()


def export(root: Path, form: str = "po", language: str = "en", *more: str) -> Path:
    """Export everything; gives the folder of the files."""
    status, said = translate(root, "export", language, "--format", form, *more)
    assert status == 0, said
    return root / "translations" / language


def bring_back(root: Path, *names: str) -> tuple[int, str]:
    """Import files of the folder of translations, or all of them."""
    folder = root / "translations"
    paths = [folder / name for name in names] or sorted(path for path in folder.rglob("*") if path.is_file())
    return translate(root, "import", *(str(path.relative_to(root)) for path in paths))


def sources(root: Path) -> dict[str, bytes]:
    """Every source, byte for byte."""
    docs = root / "docs"
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()}


def put(path: Path, place: str, text: str, *, fuzzy: bool = False) -> int:
    """Translate one text of a PO file; gives the line of its translation."""
    file = polib.pofile(str(path), wrapwidth=0)
    (entry,) = [entry for entry in file if entry.msgctxt == place]
    entry.msgstr = text
    entry.flags = ["fuzzy"] if fuzzy else []
    file.save(str(path))
    lines = path.read_text(encoding="utf-8").split("\n")
    at = lines.index(f'msgctxt "{place}"')
    return next(number for number in range(at, len(lines)) if lines[number].startswith("msgstr")) + 1
