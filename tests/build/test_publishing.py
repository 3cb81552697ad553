"""What keeps a site from being published, and what a site without an address does not claim."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from tests.build.test_build import prepared
from tests.conftest import SUB_PATH, UnderSubPath, build
from tests.hosting import serving


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
@pytest.mark.browser
def test_without_an_address_the_site_claims_none(project: Path, browser: Browser) -> None:
    done = build(project / "site", config=project / "mkdocs.yml", site_url="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (project / "site/sitemap.xml").exists()
    page = (project / "site/salt/dosing.html").read_text(encoding="utf-8")
    assert 'rel="canonical"' not in page
    assert "hreflang=" in page  # the language switch itself is there
    assert 'rel="alternate"' not in page
    # The page for addresses that are not there finds out where the site is: in a folder, and below a wrong address.
    with serving(functools.partial(UnderSubPath, directory=str(project / "site"))) as host:
        home = (project / "site").as_uri() + "/"
        for base, missing in ((home, "404.html"), (host + SUB_PATH, "en/salt/no/such/page.html")):
            for scripts in (True, False):
                context = browser.new_context(java_script_enabled=scripts)
                opened = context.new_page()
                opened.goto(base + missing)
                if scripts:
                    link = opened.locator("article section[lang=en] a", has_text="Search")
                    expect(link).to_have_js_property("href", f"{base}en/index.html#search")
                    expect(opened.locator(".search-open")).to_be_visible()
                    link.click()
                    expect(opened.locator("dialog#search")).to_be_visible()
                else:  # the page's own few rules
                    assert opened.evaluate("getComputedStyle(document.body).lineHeight") == "28.16px"
                context.close()


@pytest.mark.parametrize(("prefix", "words"), [("", "尚无临床医师审阅"), ("en/", "Not yet reviewed by a clinician")])
def test_every_page_says_that_nobody_has_reviewed_it(site: Path, prefix: str, words: str) -> None:
    for path in (site / prefix / "magnesium").glob("*.html"):
        root = html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()
        assert root.xpath("string(//article//*[contains(@class, 'tandem-review')])").strip() == words, path
        assert words in root.xpath("string(//footer)"), path
