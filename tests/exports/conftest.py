"""What tests of the forms share: the real site as an edition, and a made-up one of a few pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tandem.check import Site, check_site
from tandem.core.problems import Problems
from tandem.exports import epub, pdf, single_file, text, zim
from tandem.exports.edition import Edition, make_edition
from tandem.sealing import programs
from tandem.search import keywords

from tests.conftest import ROOT, SITE_URL, once
from tests.dosing.data import real_site
from tests.fixtures.sources import SITE as SMALL
from tests.fixtures.sources import check, copy

EPOCH = "1790000000"  # 2026-09-21
LISTED = "made.json"
Form = Callable[[str], list[Path]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site's sources, to change."""
    return copy(tmp_path / "root")


@pytest.fixture(scope="session")
def sources() -> Site:
    return real_site()


@pytest.fixture(scope="session")
def whole(site: Path, sources: Site) -> Edition:
    """The real site with its first tutorial, as the build hands it to the forms."""
    checked = check_site(ROOT / "mkdocs.yml", Problems(ROOT))
    assert checked is not None
    known, days, first = programs((ROOT / "overrides").rglob("*.html")), checked.changed(), sources.shelf.tutorials[:1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        names = keywords(site, sources.shelf)
        made = make_edition(site, SITE_URL, "Tandem", sources.settings, sources.strings, first, known, days, names)
    told = re.search(r"2026-09-21 \(([0-9a-f]+(?:-dirty)?)\)", (site / "en/downloads.html").read_text(encoding="utf-8"))
    return replace(made, commit=told[1] if told else "")  # as it was when the site was built


@pytest.fixture
def edition(whole: Edition, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """The same, for a test to make a form of."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    return whole


def published(edition: Edition, name: str) -> list[str]:
    """The files of a form that the site has already, by name, in the order in which they are made."""
    tutorials, locales = [tutorial.name for tutorial in edition.tutorials], [one.locale for one in edition.languages]
    books = [f"{tutorial}.{locale}" for tutorial in tutorials for locale in locales]
    return {
        "docx": [*(f"{book}.docx" for book in books), *(f"{tutorial}.sources.zip" for tutorial in tutorials)],
        "epub": [f"{book}.epub" for book in books],
        "pdf": [*(f"{book}.pdf" for book in books), *(book.replace(".", "-dose-card.") + ".pdf" for book in books)],
        "single_file": [f"{book}.html" for book in (*books, *(f"{one}.{'-'.join(locales)}" for one in tutorials))],
    }.get(name, [])


FORMS: dict[str, Callable[[Edition, Path], list[Path]]] = {
    "docx": text.make,
    "epub": epub.make,
    "pdf": lambda edition, folder: [*pdf.make(edition, folder), *pdf.make_cards(edition, folder)],
    "single_file": single_file.make,
    "zim": zim.make,
}


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory, whole: Edition) -> Form:
    """Gives the files of a form of the real site, in their order, to be read and not to be changed.

    They are those of the site's downloads; the archive for Kiwix, which has the pages as they are before the forms are
    listed on them, is made once a run.
    """

    def form(name: str) -> list[Path]:
        there = [whole.folder / "downloads" / file for file in published(whole, name)]
        if there:
            return [path for path in there if path.is_file()]

        def make(folder: Path) -> None:
            folder.mkdir()
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
                files = [path.name for path in FORMS[name](whole, folder)]
            (folder / LISTED).write_text(json.dumps(files), encoding="utf-8", newline="\n")

        folder = once(tmp_path_factory, f"form-{name}", make)
        return [folder / file for file in json.loads((folder / LISTED).read_text(encoding="utf-8"))]

    return form


def valid_until(edition: Edition) -> str:
    """What a tutorial's files say of their end, in English."""
    return f"Valid until: {edition.of(edition.tutorials[0]).outdated_after:%Y-%m-%d}"


ARTICLE = """<!doctype html><html lang="{tag}"><head><title>T</title></head><body><nav><a href="x.html">Way</a></nav>
<main><article class="md-content__inner"><aside class="tandem-hint" hidden>Hint</aside>{content}</article></main>
</body></html>"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """The small tutorial with empty pages, to be written by the test with `write`."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    found, problems = check(SMALL)
    assert found is not None and not len(problems), problems.report()
    folder = tmp_path / "site"
    made = make_edition(folder, "", "Small", found.settings, found.strings, found.shelf.tutorials)
    for language in made.languages:
        for section in made.tutorials[0].file.sections:
            write(made, section, f'<h1 id="{section}">{section}</h1>', locale=language.locale)
    return replace(made, commit="")


def write(edition: Edition, section: str, content: str, *, locale: str = "zh") -> None:
    """Put a page with this article into the edition's folder."""
    language = next(language for language in edition.languages if language.locale == locale)
    path = edition.folder / edition.address(language, edition.tutorials[0], section)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ARTICLE.format(tag=language.tag, content=content), encoding="utf-8")
