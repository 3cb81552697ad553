"""The site as a zip: one folder to extract, whose index.html opens by double click and needs no host.

Life: made from the finished site; what only a host asks for stays out. The same site gives the same bytes: files in
order, their time the edition's, their rights fixed. Windows shows what lies in a zip like a folder, and a page that is
opened there stands alone; hence the note that comes first.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .contents import for_readers, name_in_ascii
from .edition import Edition, facts

NOTE = "READ ME FIRST.txt"
_UNIX, _FILE = 3, 0o100644 << 16


def make(edition: Edition, folder: Path) -> list[Path]:
    """Write the zip into the folder of downloads."""
    name = name_in_ascii(edition)
    path = folder / f"{name}.zip"
    top = f"{name}-{edition.moment:%Y-%m-%d}"
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        _put(archive, edition, f"{top}/{NOTE}", note(edition).encode("utf-8-sig"))
        for file in for_readers(edition):
            if not file.isascii():
                raise ValueError(f"'{file}' is in the site: a name must be ASCII, since not every system unpacks others")
            _put(archive, edition, f"{top}/{file}", (edition.folder / file).read_bytes())
    return [path]


def _put(archive: ZipFile, edition: Edition, name: str, content: bytes) -> None:
    info = ZipInfo(name, edition.moment.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    info.create_system, info.external_attr = _UNIX, _FILE
    archive.writestr(info, content)


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
