"""What keeps a site from being published, and what a site without an address does not claim."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import ROOT, build


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real project, to spoil."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    wanted = text.count(": true", text.index("    exports:"), text.index("outdated_after_months"))
    assert wanted >= 7
    before, forms, after = text.partition("    exports:")
    forms = forms + after.replace(": true", ": false", wanted)  # what is not looked at here
    (tmp_path / "mkdocs.yml").write_text(before + forms, encoding="utf-8")
    return tmp_path


def test_a_fault_that_only_the_host_sees_keeps_the_site_from_being_published(project: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nnot_a_setting: 1\n", encoding="utf-8")
    done = build(project / "site", config=settings)
    assert done.returncode != 0
    assert not (project / "site").exists()


def test_without_an_address_the_site_claims_none(project: Path) -> None:
    done = build(project / "site", config=project / "mkdocs.yml", site_url="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (project / "site/sitemap.xml").exists()
    page = (project / "site/magnesium/dosing.html").read_text(encoding="utf-8")
    assert 'rel="canonical"' not in page
    assert "hreflang=" in page  # the language switch itself is there
    assert 'rel="alternate"' not in page


@pytest.mark.parametrize(("prefix", "words"), [("", "尚无临床医师审阅"), ("en/", "Not yet reviewed by a clinician")])
def test_every_page_says_that_nobody_has_reviewed_it(site: Path, prefix: str, words: str) -> None:
    for path in (site / prefix / "magnesium").glob("*.html"):
        root = html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()
        assert root.xpath("string(//article//*[contains(@class, 'tandem-review')])").strip() == words, path
        assert words in root.xpath("string(//footer)"), path
