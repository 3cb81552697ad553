"""One file that holds everything: passed on by phone, opened in any browser, asking nothing of any network.

Life: `make` takes each book with its live blocks, makes its markup small (`shrink`), puts contents, facts and the
file's own style around it (`page`), and adds the scripts of the live blocks as the site itself sends them. The page
forbids itself every request: its policy lets in its own style and scripts alone, by their hashes, and no address.

For a site of several languages there is also a file with all of them, whose text is packed (`pack`). Its script puts
the one that is read in the page, and another in its place. Without scripts it says so and shows the doses (`plain`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...core.settings import Language
from ...core.tutorial import Tutorial
from ..book import make_book
from ..edition import Edition
from .page import write_page

# Blocks that stay alive. The calculator marks rows and lines of the dose tables, which have no script of their own.
LIVE = ("calculator", "dose_table", "figure", "quiz")
_SCRIPTS = (*LIVE, "direction", "dosing", "number")  # what several of them share besides


def make(edition: Edition, folder: Path) -> list[Path]:
    """Write magnesium.zh.html and its like, and magnesium.zh-en.html."""
    made = []
    for tutorial in edition.tutorials:
        sets: list[tuple[Language, ...]] = [(language,) for language in edition.languages]
        if len(edition.languages) > 1:
            sets.append(edition.languages)
        for languages in sets:

            def write(path: Path, tutorial: Tutorial = tutorial, languages: Sequence[Language] = languages) -> bool:
                books = [make_book(edition, tutorial, language, live=LIVE, painted=False) for language in languages]
                path.write_text(write_page(edition.of(tutorial), books, _SCRIPTS), encoding="utf-8", newline="\n")
                return True

            path = folder / f"{tutorial.name}.{'-'.join(language.locale for language in languages)}.html"
            made += edition.keeper.file(edition.of(tutorial), tutorial, languages, path, write)
    return made
