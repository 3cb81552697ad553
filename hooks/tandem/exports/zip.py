"""The site as a zip: one folder to extract, whose index.html opens by double click and needs no host.

Life: made from the finished site; what only a host asks for stays out, and so do the pages side by side, which would be
a third of the zip, with the links to them. Windows shows what lies in a zip like a folder, and a page that is opened
there stands alone; hence the note that comes first.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import urlsplit

from ..core.missing import CannotMakeError
from .archive import write_archive
from .contents import for_readers, name_in_ascii, shows_two_languages
from .edition import Edition, facts
from .held import hold_page

NOTE = "READ ME FIRST.txt"  # in Latin letters too: its words are in every language

# What a page says to crawlers, to sites that links are passed on to, and to a browser that installs the app.
_TO_MACHINES = re.compile(
    rb'<script type="?application/ld\+json.*?</script>|<meta [^>]*?(?:og|twitter):[^>]*>'
    rb'|<link [^>]*?rel="?(?:canonical|alternate|manifest)\b[^>]*>'
    rb"|<aside [^>]*?data-app-notice.*?</aside>|<script>navigator\.serviceWorker.*?</script>",
    re.DOTALL,
)
_LINK = re.compile(rb'<a [^>]*?href="(?P<address>[^"]+)"[^>]*>.*?</a>\n?', re.DOTALL)  # no link holds another


def make(edition: Edition, folder: Path) -> list[Path]:
    """Write the zip into the folder of downloads."""
    name = name_in_ascii(edition)
    path = folder / f"{name}.zip"
    top = f"{name}-{edition.moment:%Y-%m-%d}"
    files = [file for file in for_readers(edition) if not shows_two_languages(edition, file)]
    for file in files:
        if not file.isascii():
            what = f"'{file}' is in the site, and not every system unpacks such a name"
            raise CannotMakeError(what, "rename the file: Latin letters, digits and hyphens")
    members = [(file, _content(edition, file)) for file in files]
    inside = [(NOTE, note(edition).encode("utf-8-sig")), *members]
    write_archive(path, ((f"{top}/{file}", content) for file, content in inside), edition.moment)
    return [path]


def _content(edition: Edition, file: str) -> bytes:
    """A file as the zip holds it: of a page, what it says to machines stays out, and so do links to pages that do."""
    content = (edition.folder / file).read_bytes()
    if not file.endswith(".html"):
        return content

    def kept(link: re.Match[bytes]) -> bytes:
        path = urlsplit(html.unescape(link["address"].decode())).path
        return b"" if shows_two_languages(edition, path) else link[0]

    page = _LINK.sub(kept, _TO_MACHINES.sub(b"", content))
    hold_page(edition, file, page.decode(), "the zip")
    return page


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
