"""The pages of the real tutorial: all of both languages is there once, beside its counterpart, and links lead."""

from __future__ import annotations

import posixpath
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tests.build.test_build import end, prepared, start
from tests.conftest import SITE_URL
from tests.dosing.data import real_site
from tests.fixtures.sources import change

Element = Any
TUTORIALS = real_site().shelf.tutorials
SECTIONS = [(tutorial.name, name) for tutorial in TUTORIALS for name in tutorial.file.sections]
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@cache
def tree(path: Path) -> Element:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def both(site: Path, tutorial: str, name: str) -> Element:
    return tree(site / tutorial / f"{name}.zh-en.html")


def text(element: Element) -> str:
    """Its text, without what only works by script and the heading's link to itself."""
    gone = "ancestor-or-self::*[@data-live] or ancestor::a[@class='headerlink'] or ancestor::p[@class='both__live']"
    return " ".join("".join(element.xpath(f".//text()[not({gone})]")).split())


def units(article: Element) -> list[tuple[str, str]]:
    """The blocks of an ordinary page, in order: tag and text, wrappers and lists taken apart."""
    found: list[tuple[str, str]] = []
    for block in article:
        if not isinstance(block.tag, str) or block.get("hidden") is not None:
            continue
        wraps = block.tag in {"ul", "ol", "section"} or block.find("h2") is not None
        wraps = wraps or any(name in block.get("class", "") for name in ("tandem-block", "tandem-fold"))
        if block.get("role") == "doc-endnotes":
            found.append(("h2", text(block.find(".//h2"))))
        elif wraps:
            found += units(block)
        else:
            found.append((block.tag, text(block)))
    return found


def rows(page: Element) -> list[Element]:
    return list(page.xpath("//article//*[contains(concat(' ', @class, ' '), ' both ')]"))


def test_every_section_has_its_page_and_there_is_no_other(site: Path) -> None:
    found = sorted(
        path.relative_to(site).as_posix() for path in site.glob("*/*.zh-en.html") if path.parent.name != "downloads"
    )
    assert found == sorted(f"{tutorial}/{name}.zh-en.html" for tutorial, name in SECTIONS)
    assert len(found) >= 13


@pytest.mark.parametrize(("tutorial", "name"), SECTIONS)
def test_everything_of_both_languages_stands_there_once_and_beside_its_counterpart(
    site: Path, tutorial: str, name: str
) -> None:
    page = both(site, tutorial, name)
    chinese, english = (
        units(tree(site / prefix / tutorial / f"{name}.html").xpath("//article")[0]) for prefix in ("", "en/")
    )
    assert [tag for tag, _ in chinese] == [tag for tag, _ in english]
    heads, *content = rows(page)
    assert heads.tag == "nav"
    shown = [[(side.get("lang"), text(side)) for side in row] for row in content]
    assert shown == [
        [("zh-Hans", ours), ("en", theirs)] for (_, ours), (_, theirs) in zip(chinese, english, strict=True)
    ]
    # Nothing stands outside the rows but the list of what is cited, once.
    article = page.xpath("//article")[0]
    outside = article.xpath(".//text()[normalize-space() and not(ancestor::*[contains(@class, 'both')])]")
    assert all(part.getparent().xpath("ancestor-or-self::section[@role='doc-endnotes']") for part in outside)
    keys = [item.get("data-ref") for item in article.xpath(".//section[@role='doc-endnotes']//li")]
    ordinary = tree(site / tutorial / f"{name}.html").xpath("//section[@role='doc-endnotes']//li/@data-ref")
    assert keys == ordinary


@pytest.mark.parametrize(("tutorial", "name"), SECTIONS)
def test_each_heading_is_one_heading(site: Path, tutorial: str, name: str) -> None:
    page = both(site, tutorial, name)
    ordinary = tree(site / "en" / tutorial / f"{name}.html")
    is_heading = " or ".join(f"self::{tag}" for tag in sorted(HEADINGS))
    mine, theirs = (
        [(found.tag, found.get("id")) for found in root.xpath(f"//article//*[{is_heading}]")]
        for root in (page, ordinary)
    )
    assert mine == theirs
    assert [tag for tag, _ in mine].count("h1") == 1
    ids = [str(found) for found in page.xpath("//@id")]
    assert sorted(ids) == sorted(set(ids))


def test_every_link_leads_somewhere(site: Path) -> None:
    wrong, followed = [], 0
    for tutorial, name in SECTIONS:
        here = f"{tutorial}/{name}.zh-en.html"
        for attribute in ("href", "src"):
            for address in both(site, tutorial, name).xpath(f"//*[@{attribute}]/@{attribute}"):
                parts = urlsplit(address)
                if parts.scheme:
                    continue
                path = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path)))
                inside = path if parts.path else here
                followed += 1
                there = (site / inside).is_file() and not address.startswith("/")
                if not there or (parts.fragment and unquote(parts.fragment) not in tree(site / inside).xpath("//@id")):
                    wrong.append(f"{here}: {address}")
    assert wrong == []
    assert followed > 1000


def test_links_of_the_text_stay_side_by_side_and_in_their_language(site: Path) -> None:
    page = both(site, "magnesium", "dosing")
    for tag, prefix in (("zh-Hans", ""), ("en", "en-")):
        cited = page.xpath(f"//article//*[@lang='{tag}']//a[@role='doc-biblioref']/@href")
        assert len(cited) > 20
        assert {address.split("#")[0] for address in cited} == {"references.zh-en.html"}
        assert {address.split("#")[1].startswith(f"{prefix}ref-") for address in cited} == {True}
    # From the list of references back to where each is cited.
    back = both(site, "magnesium", "references").xpath("//*[@lang='en']//a[@role='doc-backlink']/@href")
    assert len(back) > 30
    assert all(".zh-en.html#en-cite-" in address for address in back)


@pytest.mark.parametrize(("tutorial", "name"), SECTIONS)
def test_the_switch_leads_there_and_back(site: Path, tutorial: str, name: str) -> None:
    here = f"{tutorial}/{name}.zh-en.html"
    pages = {"zh": f"{tutorial}/{name}.html", "en": f"en/{tutorial}/{name}.html"}
    for locale, place in pages.items():
        (link,) = tree(site / place).xpath("//header//a[@class='tandem-beside']")
        assert posixpath.normpath(posixpath.join(posixpath.dirname(place), link.get("href"))) == here
        assert link.text_content() == real_site().strings[locale]("side_by_side.both")
        shown = [span.text for span in link]
        assert all(words in link.get("aria-label") for words in shown)
    page = both(site, tutorial, name)
    for links in (page.xpath("//header//a[@data-language]"), page.xpath("//article/nav//a")):
        assert [link.get("hreflang") for link in links] == ["zh-Hans", "en"]
        back = [posixpath.normpath(posixpath.join(tutorial, link.get("href"))) for link in links]
        assert back == list(pages.values())


def test_pages_outside_tutorials_offer_nothing_that_is_not_there(site: Path) -> None:
    for name in ("index.html", "en/index.html", "404.html"):
        assert tree(site / name).xpath("//a[contains(@class, 'tandem-beside')]") == []


def test_they_are_not_found_twice(site: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (site / "assets/tandem/search").rglob("*.js")]
    assert sum(text.count('["dosing",') for text in texts) == 2
    assert not any(".zh-en" in text for text in texts)
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"{SITE_URL}magnesium/dosing.html" in sitemap
    assert ".zh-en." not in sitemap
    for tutorial, name in SECTIONS:
        page = both(site, tutorial, name)
        assert page.xpath("//head/meta[@name='robots']/@content") == ["noindex"]
        assert page.xpath("//head/link[@rel='canonical' or @rel='alternate']") == []
        for prefix in ("", "en/"):
            ordinary = tree(site / prefix / tutorial / f"{name}.html")
            assert ordinary.xpath("//meta[@name='robots']") == []
            assert not any(".zh-en." in address for address in ordinary.xpath("//head/link/@href"))


@pytest.mark.parametrize(("tutorial", "name"), SECTIONS)
def test_the_frame_speaks_both_languages(site: Path, tutorial: str, name: str) -> None:
    page = both(site, tutorial, name)
    strings = real_site().strings
    titles = [real_site().shelf.find(tutorial, locale, name)[1].front.title for locale in ("zh", "en")]
    assert page.findtext("head/title").startswith(f"{' / '.join(titles)} · {strings['zh']('side_by_side.both')} · ")
    assert page.get("lang") == "zh-Hans"
    for tag, locale in (("zh-Hans", "zh"), ("en", "en")):
        (footer,) = page.xpath(f"//footer//*[@lang='{tag}']")
        assert strings[locale]("chrome.teaching") in footer.text_content()
        assert strings[locale]("colophon.unreviewed") in footer.text_content()
        (review,) = page.xpath(f"//article//*[@lang='{tag}']//*[contains(@class, 'tandem-review')]")
        assert review.text_content().strip() == strings[locale]("colophon.unreviewed")
    sections = next(found for found in TUTORIALS if found.name == tutorial).file.sections
    links = page.xpath("//nav[contains(@class, 'md-nav--primary')]//a")
    links = [link for link in links if not link.get("href").startswith("#")]
    assert [link.get("href") for link in links][1:-1] == [f"{section}.zh-en.html" for section in sections]
    named = [real_site().shelf.find(tutorial, "en", section)[1].front.title for section in sections]
    named = [strings["en"]("chrome.home"), *named, real_site().shelf.find("", "en", "glossary")[1].front.title]
    assert [link.xpath("string(.//span[@lang='en'])") for link in links] == named


def test_the_calculator_shows_its_example_and_asks_for_nothing(site: Path) -> None:
    page = both(site, "magnesium", "dosing")
    assert page.xpath("//article//*[self::form or self::input or self::select or self::button]") == []
    assert len(page.xpath("//div[@class='calc__static']//ul")) == 2
    for locale in ("zh", "en"):
        assert real_site().strings[locale]("calculator.noscript") not in page.text_content()
    assert page.xpath("//p[@class='both__live']/a/@href") == [
        "dosing.html#calculator", "../en/magnesium/dosing.html#calculator"
    ]  # fmt: skip


def test_they_load_no_more_scripts_than_the_ordinary_page_and_their_style_alone_is_new(site: Path) -> None:
    for tutorial, name in SECTIONS:
        page, ordinary = both(site, tutorial, name), tree(site / tutorial / f"{name}.html")
        scripts, usual = (root.xpath("//script/@src") for root in (page, ordinary))
        assert scripts == [address for address in usual if not re.search("/(calculator|figure|quiz)", address)]
        styles, usual = (root.xpath("//link[@rel='stylesheet']/@href") for root in (page, ordinary))
        assert styles[:-1] == usual
        assert "/side_by_side." in styles[-1]
        assert not any("side_by_side" in address for address in usual)


@pytest.mark.long
def test_where_an_author_lets_the_blocks_differ_the_section_stands_whole(tmp_path: Path) -> None:
    root = prepared(tmp_path / "root")
    more = "## Key points {#key-points}\n\n<!-- differs: structure | one country only -->\n\nOnly here.\n\n"
    change(root, "docs/salt/index.en.md", "## Key points {#key-points}\n\n", more)
    status, said = end(start(root))
    assert status == 0, said
    page = tree(root / "site/salt/index.zh-en.html")
    (row,) = (row for row in rows(page) if "Only here." in row.text_content())
    ours, theirs = row
    assert "Only here." in theirs.text_content()
    assert len(theirs) == len(ours) + 1
    assert len(page.xpath("//*[@role='doc-endnotes']")) == 1


@pytest.mark.long
def test_a_failing_pair_keeps_the_site_from_being_published(tmp_path: Path) -> None:
    """The agreement of the sources is checked first; here the languages' pages differ for another reason."""
    root = prepared(tmp_path / "root")
    (root / "hooks").unlink()
    subprocess.run(["cp", "-r", Path(__file__).parents[2] / "hooks", root / "hooks"], check=True)
    template = root / "hooks/tandem/dose_table/dose_table.html.jinja"
    template.write_text(
        "{% if lang.default %}<p>first only</p>{% endif %}" + template.read_text(encoding="utf-8"), encoding="utf-8"
    )
    block = root / "hooks/tandem/core/markdown.py"
    change(root, "hooks/tandem/core/markdown.py", 'f"tandem-block {feature.name}"', 'f"{context_language(current)}"')
    with block.open("a", encoding="utf-8") as file:
        file.write("\n\ndef context_language(current: Any) -> str:\n    return str(current().language.locale)\n")
    status, said = end(start(root))
    assert status != 0
    assert "docs/salt/dosing.en.md:6: under 'dosing', the blocks do not pair" in said
    assert "Traceback" not in said
    assert not (root / "site").exists()
