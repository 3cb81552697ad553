"""Texts to move in, and a site to move them into."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from tandem.__main__ import main

from tests.fixtures.sources import SITE, copy

TEXTS = Path(__file__).parent / "texts"


def png(width: int = 8, height: int = 6) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@dataclass
class Moved:
    """What a run left: its exit status, what it said, and the site's root."""

    status: int
    said: str
    root: Path

    def page(self, name: str) -> str:
        return (self.root / "docs" / name).read_text(encoding="utf-8")

    @property
    def listed(self) -> str:
        (path,) = (self.root / "imports").glob("*/list.md")
        return path.read_text(encoding="utf-8")

    @property
    def doses(self) -> Any:
        (path,) = (self.root / "imports").glob("*/doses.yml")
        return yaml.safe_load(path.read_text(encoding="utf-8"))["proposals"]

    def check(self) -> str:
        said = io.StringIO()
        with redirect_stdout(said):
            main(["check", "--config", str(self.root / "mkdocs.yml")])
        return said.getvalue()


def move(root: Path, *given: str | Path, answers: str = "", **options: str) -> Moved:
    """Run `tandem import` into a copy of the small site, on a day of its own."""
    if not root.exists():
        copy(root)
    said = io.StringIO()
    more = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setattr("sys.stdin", io.StringIO(answers))
        patch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # 2027-01-15
        status = main(["import", "--config", str(root / "mkdocs.yml"), *map(str, given), *more])
    return Moved(status, said.getvalue(), root)


def markdown(folder: Path, **texts: str) -> list[str]:
    """A Markdown file for each language, as arguments."""
    folder.mkdir(exist_ok=True)
    for locale, text in texts.items():
        (folder / f"text.{locale}.md").write_text(text, encoding="utf-8", newline="\n")
    return [f"{locale}={folder / f'text.{locale}.md'}" for locale in texts]


Writes = Callable[[Any], None]


def document(path: Path, write: Writes) -> Path:
    """A DOCX that `write` fills."""
    made = docx.Document()
    write(made)
    made.save(str(path))
    return path


def runs(document_: Any, *pieces: str, style: str | None = None) -> Any:
    """A paragraph in which `^1` is raised, `_2` lowered, and `*word` bold."""
    paragraph = document_.add_paragraph(style=style)
    for piece in pieces:
        run = paragraph.add_run(piece[1:] if piece[:1] in "^_*" else piece)
        if piece.startswith("^"):
            run.font.superscript = True
        elif piece.startswith("_"):
            run.font.subscript = True
        elif piece.startswith("*"):
            run.bold = True
    return paragraph


def changed(path: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A copy of a DOCX with other members."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


__all__ = ["SITE", "TEXTS", "Moved", "changed", "document", "markdown", "move", "png", "runs"]
