"""What is published of a stale section: a page that says so in its own language, and no dose."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from tandem.check import check_site
from tandem.core.problems import Problems

from tests.conftest import ROOT, build
from tests.fixtures.sources import agree, change, copy

ENGLISH, CHINESE = "docs/salt/index.en.md", "docs/salt/index.zh.md"
STYLE = "//link[contains(@href, 'assets/tandem/freshness.')]"


def page(site: Path, name: str) -> html.HtmlElement:
    return html.parse(str(site / name), parser=html.HTMLParser(encoding="utf-8")).getroot()


def notes(site: Path) -> dict[str, html.HtmlElement]:
    """The banners of a built site by page."""
    found = {}
    for path in site.rglob("*.html"):
        root = page(site, path.relative_to(site).as_posix())
        banners = root.xpath("//*[@class='tandem-stale']")
        assert bool(root.xpath(STYLE)) == bool(banners), "the style is there for the banner only"
        if banners:
            (found[path.relative_to(site).as_posix()],) = banners
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy(tmp_path / "root")
    for name in ("hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    return root


@pytest.mark.long
def test_the_banner_stands_on_the_page_that_is_behind_until_it_is_agreed(root: Path) -> None:
    site, config = root / "site", root / "mkdocs.yml"
    change(root, ENGLISH, "The dose goes by weight", "The dose depends on weight")
    change(root, "docs/salt/references.zh.md", "本教程引用的全部文献。", "本教程所引文献。")
    change(root, "docs/index.en.md", "Begin with", "Start with")
    done = build(site, config=config)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "docs/salt/index.zh.md:12: warning: this list item may be behind" in done.stderr

    banners = notes(site)
    beside = {name for name in banners if "zh-en" in name}
    assert set(banners) - beside == {"salt/index.html", "en/salt/references.html", "index.html"}
    assert beside == {"salt/index.zh-en.html", "salt/references.zh-en.html"}
    chinese, english = banners["salt/index.html"], banners["en/salt/references.html"]
    assert "本页各语言版本上次核对于 2026 年 11 月 22 日。" in chinese.text_content()
    assert "The languages of this page were last compared on 2026-11-22." in english.text_content()
    links = [(link.get("href"), link.text) for note in (chinese, english) for link in note.iter("a")]
    assert links == [("#key-points", "要点"), ("#references", "References")]
    # Side by side it stands in the column of the language that is behind.
    for name, side in (("salt/index.zh-en.html", 0), ("salt/references.zh-en.html", 1)):
        (row,) = page(site, name).xpath("//article/div[contains(@class, 'both')][.//div[@role='note']]")
        assert [bool(column.xpath(".//div[@role='note']")) for column in row] == [side == 0, side == 1]
    for name, note in banners.items():
        if name in beside or name == "index.html":
            continue
        before = note.xpath("preceding-sibling::*[1]")[0]
        assert before.get("class") == "tandem-kicker", "right under the review state"
        ids = page(site, name).xpath("//@id")
        assert all(str(link.get("href"))[1:] in ids for link in note.iter("a"))

    # A stale section that shows a dose is refused, and what was published stays.
    built = {path: path.stat().st_mtime_ns for path in [site, *site.rglob("*")]}
    change(root, "docs/salt/dosing.en.md", "Nothing here is a real drug", "Nothing here is any real drug")
    done = build(site, config=config)
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert "docs/salt/dosing.zh.md:11: this paragraph may be behind: dosing.en.md:11 has changed" in said
    assert "a section that shows a dose is not published so" in said
    assert "Traceback" not in said
    assert built == {path: path.stat().st_mtime_ns for path in [site, *site.rglob("*")]}

    for section in ("index", "dosing", "references"):
        assert agree(root, section)[0] == 0
    assert agree(root, "index", tutorial=".")[0] == 0
    done = build(site, config=config)
    assert (done.returncode, notes(site)) == (0, {}), done.stdout + done.stderr


def test_the_real_site_has_a_record_of_every_section() -> None:
    """What is published is agreed as it stands, so that a change of one language is noticed."""
    site = check_site(ROOT / "mkdocs.yml", Problems(ROOT))
    assert site is not None
    sections = [(tutorial.name, name) for tutorial in site.shelf.tutorials for name in tutorial.file.sections]
    outside = dict.fromkeys(("", name) for _, name in site.shelf.pages)
    assert [(item.tutorial, item.section) for item in site.standings] == [*sections, *outside]
    assert [item.section for item in site.standings if item.since is None] == []
