"""For those who adapt a tutorial: a DOCX of each language to edit, and the sources in every language to build again."""

from __future__ import annotations

from pathlib import Path

from ..book import Book, write_books
from ..edition import Edition
from .docx import write_docx
from .sources import write_sources


def make(edition: Edition, folder: Path) -> list[Path]:
    """Write magnesium.zh.docx and its like, and magnesium.sources.zip."""
    made = write_books(edition, folder, ".{}.docx", _write)
    made += [write_sources(edition, item, folder / f"{item.name}.sources.zip") for item in edition.tutorials]
    return made


def _write(edition: Edition, book: Book, path: Path) -> bool:
    write_docx(edition, book, path)
    return True
