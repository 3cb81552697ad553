"""The site as a zip: one folder to extract, whose index.html opens by double click and needs no host.

Life: made from the finished site; what only a host asks for stays out. Pages side by side stay in: they are a quarter
of it, and every page leads to one. Windows shows what lies in a zip like a folder, and a page that is opened there
stands alone; hence the note that comes first.
"""

from __future__ import annotations

from pathlib import Path

from .archive import write_archive
from .contents import for_readers, name_in_ascii
from .edition import Edition, facts
from .missing import CannotMakeError

NOTE = "READ ME FIRST.txt"  # in Latin letters too: its words are in every language


def make(edition: Edition, folder: Path) -> list[Path]:
    """Write the zip into the folder of downloads."""
    name = name_in_ascii(edition)
    path = folder / f"{name}.zip"
    top = f"{name}-{edition.moment:%Y-%m-%d}"
    files = for_readers(edition)
    for file in files:
        if not file.isascii():
            what = f"'{file}' is in the site, and not every system unpacks such a name"
            raise CannotMakeError(what, "rename the file: Latin letters, digits and hyphens")
    members = [(file, (edition.folder / file).read_bytes()) for file in files]
    inside = [(NOTE, note(edition).encode("utf-8-sig")), *members]
    write_archive(path, ((f"{top}/{file}", content) for file, content in inside), edition.moment)
    return [path]


def note(edition: Edition) -> str:
    """How to open it and what it is, in each language; with the line ends that every editor shows."""
    parts = []
    for language in edition.languages:
        t = edition.strings[language.locale]
        lines = [edition.name, "", t("exports.zip.how"), t("exports.zip.where")]
        for tutorial in edition.tutorials:
            lines += ["", tutorial.file.title[language.locale]]
            lines += [f"  {fact.name}{t('exports.colon')}{fact.text}" for fact in facts(edition, tutorial, language)]
        parts.append("\n".join([*lines, "", t("exports.teaching")]))
    return f"\n\n{'-' * 60}\n\n".join(parts).replace("\n", "\r\n") + "\r\n"
