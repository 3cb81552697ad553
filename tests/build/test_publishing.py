"""What keeps a site from being published, and what a site without an address does not claim."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.build.test_build import prepared
from tests.conftest import build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small site, to spoil."""
    return prepared(tmp_path / "root")


def test_a_fault_that_only_the_host_sees_keeps_the_site_from_being_published(project: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nnot_a_setting: 1\n", encoding="utf-8")
    done = build(project / "site", config=settings)
    assert done.returncode != 0
    assert not (project / "site").exists()


@pytest.mark.long
def test_without_an_address_the_site_claims_none(project: Path) -> None:
    done = build(project / "site", config=project / "mkdocs.yml", site_url="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (project / "site/sitemap.xml").exists()
    page = (project / "site/salt/dosing.html").read_text(encoding="utf-8")
    assert 'rel="canonical"' not in page
    assert "hreflang=" in page  # the language switch itself is there
    assert 'rel="alternate"' not in page


@pytest.mark.parametrize(("prefix", "words"), [("", "尚无临床医师审阅"), ("en/", "Not yet reviewed by a clinician")])
def test_every_page_says_that_nobody_has_reviewed_it(site: Path, prefix: str, words: str) -> None:
    for path in (site / prefix / "magnesium").glob("*.html"):
        root = html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()
        assert root.xpath("string(//article//*[contains(@class, 'tandem-review')])").strip() == words, path
        assert words in root.xpath("string(//footer)"), path
