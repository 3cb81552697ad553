"""The built tree: every address in it leads somewhere, in both languages, wherever the tree stands."""

from __future__ import annotations

import functools
import re
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html
from tandem.check import read_site
from tandem.core.problems import Problems

from tests.conftest import ROOT, SITE_URL, SUB_PATH

Page = Any  # an lxml element; its stubs know no html
ORIGIN = SITE_URL.removesuffix(SUB_PATH)
TAGS = {"": "zh-Hans", "en/": "en"}


@functools.cache
def page(path: Path) -> Page:
    return html.parse(str(path), parser=html.HTMLParser(encoding="utf-8")).getroot()


@functools.cache
def ids(path: Path) -> list[str]:
    return [str(value) for value in page(path).xpath("//@id")]


def pages(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}


def addresses(root: Page) -> list[str]:
    return [str(value) for value in root.xpath("//a/@href | //link/@href | //script/@src | //img/@src | //iframe/@src")]


def test_every_internal_address_leads_to_a_file_and_an_anchor(site: Path) -> None:
    dead: list[str] = []
    for name, path in pages(site).items():
        base = f"{ORIGIN}{SUB_PATH}{name}"
        for address in addresses(page(path)):
            target = urlsplit(urljoin(base, address))
            if f"{target.scheme}://{target.netloc}" != ORIGIN:
                continue
            file = site / unquote(target.path.removeprefix(SUB_PATH))
            if not target.path.startswith(SUB_PATH) or not file.is_file():
                dead.append(f"{name}: {address}")
            elif target.fragment and unquote(target.fragment) not in ids(file):
                dead.append(f"{name}: {address} (no such anchor)")
    assert dead == []


def test_addresses_are_relative_so_that_the_tree_can_be_moved(site: Path) -> None:
    for name, path in pages(site).items():
        if name == "404.html":
            continue  # it is shown at any depth, so it alone must know where the site stands
        root = page(path)
        named = [str(value) for value in root.xpath("//a/@href | //script/@src | //img/@src")]
        absolute = [value for value in named if value.startswith("/")]
        linked = [str(link.get("href")) for link in root.xpath("//link[not(@rel='canonical' or @rel='alternate')]")]
        assert absolute + [address for address in linked if address.startswith("/")] == [], name


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for name, path in pages(site).items():
        root = page(path)
        loaded = root.xpath("//script/@src | //img/@src | //iframe/@src")
        loaded += root.xpath("//link[@rel='stylesheet' or @rel='icon']/@href")
        assert [value for value in loaded if urlsplit(value).netloc] == [], name
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", style.read_text(encoding="utf-8")), style


def test_ids_are_unique(site: Path) -> None:
    for name, path in pages(site).items():
        assert sorted({one for one in ids(path) if ids(path).count(one) > 1}) == [], name


def test_both_languages_hold_the_same_pages_with_the_same_headings(site: Path) -> None:
    found = [name for name in pages(site) if name != "404.html"]
    chinese = [name for name in found if not name.startswith("en/")]
    assert [f"en/{name}" for name in chinese] == [name for name in found if name.startswith("en/")]
    for name in chinese:
        path = "//article//*[self::h1 or self::h2 or self::h3]/@id"
        assert page(site / name).xpath(path) == page(site / f"en/{name}").xpath(path), name


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_canonical_and_alternates_are_absolute_and_reciprocal(site: Path, prefix: str) -> None:
    for name in (site / prefix / "magnesium").glob("*.html"):
        path = f"magnesium/{name.name}"
        root = page(name)
        assert root.get("lang") == TAGS[prefix]
        assert root.xpath("//link[@rel='canonical']/@href") == [f"{SITE_URL}{prefix}{path}"]
        alternates = {link.get("hreflang"): link.get("href") for link in root.xpath("//link[@rel='alternate']")}
        assert alternates == {
            "zh-Hans": f"{SITE_URL}{path}",
            "en": f"{SITE_URL}en/{path}",
            "x-default": f"{SITE_URL}{path}",
        }


def test_the_sitemap_lists_every_page_once_with_its_languages(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = etree.parse(str(site / "sitemap.xml")).getroot()
    listed = [str(place.text) for place in root.findall("s:url/s:loc", names)]
    assert sorted(listed) == sorted(SITE_URL + name for name in pages(site) if name != "404.html")
    for url in root.findall("s:url", names):
        own = str(url.findtext("s:loc", namespaces=names)).removeprefix(SITE_URL).removeprefix("en/")
        tags = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)}
        assert tags == {"zh-Hans": SITE_URL + own, "x-default": SITE_URL + own, "en": f"{SITE_URL}en/{own}"}


def test_a_lost_reader_is_told_so_in_both_languages(site: Path) -> None:
    root = page(site / "404.html")
    homes = {section.get("lang"): section.xpath(".//a/@href") for section in root.xpath("//article//section[@lang]")}
    assert homes == {"zh-Hans": [f"{SUB_PATH}index.html"], "en": [f"{SUB_PATH}en/index.html"]}
    assert [value for value in root.xpath("//link[@rel='stylesheet']/@href") if not value.startswith(SUB_PATH)] == []


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_navigation_holds_one_tutorial_and_leads_through_it(site: Path, prefix: str) -> None:
    read = read_site(ROOT / "mkdocs.yml", Problems(ROOT))
    assert read is not None
    for tutorial in read.shelf.tutorials:
        folder = site / prefix / tutorial.name
        order = [f"{name}.html" for name in tutorial.file.sections]
        for number, name in enumerate(order):
            root = page(folder / name)
            navigation = root.xpath("//nav[contains(@class, 'md-nav--primary')]//a[not(starts-with(@href, '#'))]/@href")
            linked = [str(PurePosixPath(address)) for address in navigation]
            # The page that is open is linked to itself as "./" or by name, as the theme has it.
            assert linked[0] == "../index.html"
            assert [at for at in linked[1:] if at not in {".", name}] == [at for at in order if at != name]
            before = [order[number - 1]] if number else []
            after = order[number + 1 : number + 2]
            assert root.xpath("//link[@rel='prev']/@href") == before
            assert root.xpath("//link[@rel='next']/@href") == after
            assert root.xpath("//a[contains(@class, 'md-footer__link--prev')]/@href") == before
            assert root.xpath("//a[contains(@class, 'md-footer__link--next')]/@href") == after


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_page_says_who_has_reviewed_it(site: Path, prefix: str) -> None:
    words = {"": "尚无临床医生审阅", "en/": "Not yet reviewed by a clinician"}[prefix]
    for path in (site / prefix / "magnesium").glob("*.html"):
        kicker = page(path).xpath("string(//*[contains(@class, 'tandem-review')])")
        assert kicker.strip() == words, path
        assert words in page(path).xpath("string(//footer)"), path


def test_citations_have_the_same_numbers_in_both_languages_by_first_use(site: Path) -> None:
    read = read_site(ROOT / "mkdocs.yml", Problems(ROOT))
    assert read is not None
    first_use: list[int] = []
    for section in read.shelf.tutorials[0].file.sections:
        seen = [
            [
                (sup.get("data-cite"), sup.text_content())
                for sup in page(site / at).xpath("//article//sup[@class='cite']")
            ]
            for at in (f"magnesium/{section}.html", f"en/magnesium/{section}.html")
        ]
        assert sorted(seen[0]) == sorted(seen[1]), section
        here = page(site / f"magnesium/{section}.html").xpath("//section[contains(@class, 'cited-here')]//li/@value")
        first_use += [int(value) for value in here if int(value) not in first_use]
    assert first_use == sorted(first_use) == list(range(1, len(first_use) + 1))


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_citations_lead_to_the_reference_and_back(site: Path, prefix: str) -> None:
    references = site / prefix / "magnesium/references.html"
    listed = {item.get("id"): item for item in page(references).xpath("//*[@role='doc-bibliography']//li")}
    assert [item.get("value") for item in listed.values()] == [str(n + 1) for n in range(len(listed))]
    for path in sorted((site / prefix / "magnesium").glob("*.html")):
        for group in page(path).xpath("//article//sup[@class='cite']"):
            keys = str(group.get("data-cite")).split()
            numbers = {str(listed[f"ref-{key}"].get("value")): key for key in keys}
            for link in group.iter("a"):
                anchor = f"#ref-{numbers[str(link.text)]}"
                assert link.get("href") in {f"references.html{anchor}", anchor}
            for key in keys:
                back = [str(at) for at in listed[f"ref-{key}"].xpath(".//a[@role='doc-backlink']/@href")]
                assert f"{path.name}#cite-{key}" in back
                assert f"cite-{key}" in ids(path)


def test_no_source_and_no_data_file_is_published(site: Path) -> None:
    kinds = {path.suffix for path in site.rglob("*") if path.is_file()}
    assert not kinds & {".md", ".yml", ".yaml", ".jinja", ".py"}
    assert {path.name for path in site.rglob("*.json")} == {"search_index.json"}
