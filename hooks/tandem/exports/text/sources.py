"""The sources of a tutorial as one archive: its folder as it is, every language, with a note on what may be done.

The folder can be put into `docs/` of any copy of Tandem and built again.
"""

from __future__ import annotations

from pathlib import Path

from ...core.tutorial import Tutorial, sources_of
from ..archive import write_archive
from ..edition import Edition, facts

NOTE = "README.txt"


def write_sources(edition: Edition, tutorial: Tutorial, path: Path) -> Path:
    """Write the archive of one tutorial."""
    members = [(NOTE, _note(edition, tutorial).encode("utf-8-sig"))]
    members += [(f"{tutorial.folder.name}/{place}", file.read_bytes()) for place, file in sources_of(tutorial)]
    write_archive(path, members, edition.of(tutorial).moment)
    return path


def _note(edition: Edition, tutorial: Tutorial) -> str:
    """What it is and what may be done with it, in each language; with the line ends that every editor shows."""
    parts = []
    for language in edition.languages:
        t = edition.strings[language.locale]
        licence = tutorial.file.licence
        lines = [
            tutorial.file.title[language.locale],
            "",
            t("exports.sources.what", folder=tutorial.name),
            t("exports.sources.may", licence=licence.name, url=licence.url),
            t("exports.sources.how", folder=tutorial.name),
            "",
            *(f"{fact.name}{t('exports.sources.colon')}{fact.text}" for fact in facts(edition, tutorial, language)),
            "",
            t("exports.teaching"),
        ]
        parts.append("\n".join(lines))
    return f"\n\n{'-' * 60}\n\n".join(parts).replace("\n", "\r\n") + "\r\n"
