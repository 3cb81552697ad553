"""What tests of the forms share: the real site as an edition, and a made-up one of a few pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tandem.check import Site, read_site
from tandem.core.problems import Problems
from tandem.exports.edition import Edition, make_edition
from tandem.sealing import programs

from tests.conftest import ROOT, SITE_URL
from tests.fixtures.sources import SITE as SMALL
from tests.fixtures.sources import check, copy


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site's sources, to change."""
    return copy(tmp_path / "root")


@pytest.fixture(scope="session")
def sources() -> Site:
    problems = Problems(ROOT)
    found = read_site(ROOT / "mkdocs.yml", problems)
    assert found is not None and not len(problems), problems.report()
    return found


@pytest.fixture
def edition(site: Path, sources: Site, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """The real site, as the build hands it to the forms."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 2026-09-21
    known = programs((ROOT / "overrides").rglob("*.html"))
    made = make_edition(site, SITE_URL, "Tandem", sources.settings, sources.strings, sources.shelf.tutorials, known)
    return replace(made, commit="0123456789ab")


ARTICLE = """<!doctype html><html lang="{tag}"><head><title>T</title></head><body><nav><a href="x.html">Way</a></nav>
<main><article class="md-content__inner"><aside class="tandem-hint" hidden>Hint</aside>{content}</article></main>
</body></html>"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """The small tutorial with empty pages, to be written by the test with `write`."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
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
