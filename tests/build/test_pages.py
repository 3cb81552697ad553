"""The built site, page by page: what a link, a crawler, a reader's browser and a USB stick find in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from tests.conftest import SITE_URL, SUB_PATH
from tests.dosing.data import real_site

Element = Any  # an lxml element; its stubs know no html
TAGS = {"zh": "zh-Hans", "en": "en"}
SIDE_BY_SIDE = ".zh-en.html"
OUTSIDE = {"http", "https", "mailto", "data", "javascript"}


@cache
def tree(path: Path) -> Element:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def every_page(site: Path) -> list[str]:
    """Every page's address in the site."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(name for name in found if not name.startswith("downloads/"))


def pages(site: Path) -> list[str]:
    """The pages of one language, without the 404 page and those that show two side by side."""
    return [name for name in every_page(site) if name != "404.html" and not name.endswith(SIDE_BY_SIDE)]


def ids(element: Element) -> list[str]:
    return [str(found) for found in element.xpath("//@id")]


def addresses(element: Element) -> Iterator[tuple[str, str]]:
    """What a page refers to: the element's name, and the address."""
    for found in element.iter(etree.Element):
        for name in ("href", "src", "poster", "data", "action", "xlink:href"):
            if found.get(name) is not None and not (found.tag == "use" or (found.tag == "form" and name == "data")):
                yield str(found.tag), found.get(name, "").strip()
        for part in found.get("srcset", "").split(","):
            if part.strip():
                yield str(found.tag), part.split()[0]


def expected(kind: str = "") -> list[str]:
    """The pages that the sources call for."""
    found = []
    for language in real_site().settings.languages:
        outside = sorted({name for _, name in real_site().shelf.pages})
        found += [f"{language.prefix}{name}.html" for name in outside]
        for tutorial in real_site().shelf.tutorials:
            found += [f"{language.prefix}{tutorial.name}/{name}.html" for name in tutorial.file.sections]
    return sorted(found)


def other(page: str) -> str:
    """The same page in the other language."""
    return page.removeprefix("en/") if page.startswith("en/") else f"en/{page}"


def locale_of(page: str) -> str:
    return "en" if page.startswith("en/") else "zh"


# --- the whole tree --------------------------------------------------------------------------------------------------


def test_the_site_holds_every_page_and_no_other(site: Path) -> None:
    assert pages(site) == expected()
    sections = [name for name in expected() if "/" in name and not name.startswith("en/")]
    beside = [name.replace(".html", SIDE_BY_SIDE) for name in sections]
    assert every_page(site) == sorted([*expected(), *beside, "404.html"])
    assert len(pages(site)) >= 28


def test_no_source_is_in_the_site(site: Path) -> None:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {name for name in found if name.endswith(".json")} == {
        "downloads/software.cdx.json"
    }  # of the bill of materials
    kinds = {Path(name).suffix for name in found - {"downloads/SHA256SUMS"}}
    assert not kinds & {".yml", ".yaml", ".md", ".py", ".jinja", ".csl", ".in", ".toml", ".lock", ""}


def test_every_link_leads_somewhere(site: Path) -> None:
    """Inside the site, from any folder it may lie in; only the 404 page knows where that is."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    wrong, followed = [], 0
    for page in every_page(site):
        for tag, address in addresses(tree(site / page)):
            parts = urlsplit(address)
            if parts.scheme in OUTSIDE:
                continue
            path = unquote(parts.path)
            if page == "404.html":
                inside = path.removeprefix(SUB_PATH) if path.startswith(SUB_PATH) else None
            else:
                inside = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
                inside = None if path.startswith("/") or parts.netloc else inside
            if page == "404.html" and not path:
                inside = page
            followed += 1
            if inside not in files or (parts.fragment and unquote(parts.fragment) not in ids(tree(site / inside))):
                wrong.append(f"{page}: <{tag}> {address}")
    assert wrong == []
    assert followed > 1000


def test_the_way_back_from_a_reference_leads_to_what_is_shown(site: Path) -> None:
    """Not into a block that waits for its script, and may show a note only for some weights."""
    followed = 0
    for page in (page for page in expected() if page.endswith("references.html")):
        for link in tree(site / page).xpath("//a[@role='doc-backlink']/@href"):
            found = tree(site / resolved(page, link)).xpath("//*[@id=$id]", id=unquote(urlsplit(link).fragment))
            assert len(found) == 1, link
            assert not found[0].xpath("ancestor-or-self::*[@data-live or @hidden]"), link
            followed += 1
    assert followed > 100


def test_nothing_comes_from_another_host(site: Path) -> None:
    loads = {"script", "link", "img", "source", "iframe", "video", "audio", "object", "embed", "form"}
    foreign = [
        f"{page}: <{tag}> {address}"
        for page in every_page(site)
        for tag, address in addresses(tree(site / page))
        if tag in loads and (urlsplit(address).netloc and not address.startswith(SITE_URL))
    ]
    assert foreign == []
    for style in site.rglob("*.css"):
        for address in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s]+)", style.read_text(encoding="utf-8")):
            assert not address.startswith(("http", "//", "/")), f"{style.name}: {address}"


def test_links_to_our_own_address_are_for_crawlers_and_citations_only(site: Path) -> None:
    for page in sorted({*every_page(site)} - {"404.html"}):
        root = tree(site / page)
        own = [tag for tag, address in addresses(root) if address.startswith(SITE_URL)]
        cited = root.xpath("//details[@class='cite-this']//dd//a")
        assert own.count("a") == len(cited), page
        assert set(own) <= {"link", "a"}, page


def test_ids_are_unique(site: Path) -> None:
    for page in every_page(site):
        found = ids(tree(site / page))
        assert sorted(name for name in set(found) if found.count(name) > 1) == [], page


# --- languages -------------------------------------------------------------------------------------------------------


def test_every_page_says_its_language(site: Path) -> None:
    for page in pages(site):
        assert tree(site / page).get("lang") == TAGS[locale_of(page)], page


def alternates(site: Path, page: str) -> dict[str, str]:
    found = tree(site / page).xpath("//head/link[@rel='alternate'][@hreflang]")
    assert len(found) == len({link.get("hreflang") for link in found})
    return {link.get("hreflang", ""): link.get("href", "") for link in found}


def test_canonical_and_alternates(site: Path) -> None:
    for page in pages(site):
        (canonical,) = tree(site / page).xpath("//link[@rel='canonical']/@href")
        assert canonical == SITE_URL + page
        chinese, english = sorted((page, other(page)), key=lambda name: name.startswith("en/"))
        assert alternates(site, page) == {
            "zh-Hans": SITE_URL + chinese,
            "en": SITE_URL + english,
            "x-default": SITE_URL + chinese,
        }
        assert alternates(site, other(page)) == alternates(site, page)


def test_the_switch_leads_to_the_same_page(site: Path) -> None:
    for page in pages(site):
        (link,) = tree(site / page).xpath("//a[@class='tandem-language']")
        assert posixpath.normpath(posixpath.join(posixpath.dirname(page), link.get("href", ""))) == other(page)
        assert link.get("hreflang") == link.get("lang") == TAGS[locale_of(other(page))]


def test_the_sitemap(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = etree.fromstring((site / "sitemap.xml").read_bytes())
    found = {url.findtext("s:loc", namespaces=names): url for url in root.findall("s:url", names)}
    assert sorted(str(address) for address in found) == sorted(SITE_URL + page for page in pages(site))
    for address, url in found.items():
        page = str(address).removeprefix(SITE_URL)
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)}
        languages = {locale_of(href.removeprefix(SITE_URL)): href for href in links.values() if href}
        assert languages == {locale_of(name): SITE_URL + name for name in (page, other(page))}


def test_the_404_page_speaks_every_language(site: Path) -> None:
    page = tree(site / "404.html")
    sections = {section.get("lang"): section for section in page.xpath("//article//section[@lang]")}
    assert set(sections) == set(TAGS.values())
    ways = {tag: section.xpath(".//a/@href") for tag, section in sections.items()}
    names = ["index", "magnesium/index", "reading-evidence/index"]
    assert ways == {
        tag: [*(f"{SUB_PATH}{prefix}{name}.html" for name in names), f"{SUB_PATH}{prefix}index.html#search"]
        for tag, prefix in (("zh-Hans", ""), ("en", "en/"))
    }
    assert re.search("[\u4e00-\u9fff]", sections["zh-Hans"].text_content())
    assert re.search("[a-z]{4}", sections["en"].text_content())
    assert not re.search("[\u4e00-\u9fff]", sections["en"].text_content())


def test_pages_of_one_section_have_the_same_headings(site: Path) -> None:
    for page in pages(site):
        mine, theirs = (
            [
                (found.tag, found.get("id"))
                for found in tree(site / name).xpath("//article//*[self::h1 or self::h2 or self::h3]")
            ]
            for name in (page, other(page))
        )
        assert mine == theirs, page


# --- the way through a tutorial --------------------------------------------------------------------------------------


def resolved(page: str, address: str) -> str:
    path = urlsplit(address).path
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def test_the_navigation_is_that_of_the_tutorial(site: Path) -> None:
    for language in real_site().settings.languages:
        home, terms = f"{language.prefix}index.html", f"{language.prefix}glossary.html"
        for tutorial in real_site().shelf.tutorials:
            chain = [f"{language.prefix}{tutorial.name}/{name}.html" for name in tutorial.file.sections]
            for page in chain:
                links = tree(site / page).xpath("//nav[contains(@class, 'md-nav--primary')]//a/@href")
                own = [link for link in links if not link.startswith("#") or link == "#"]
                assert [resolved(page, link) for link in own if urlsplit(link).fragment == ""] == [
                    home,
                    *chain,
                    terms,
                ], page
                assert {resolved(page, link) for link in links} == {home, *chain, terms}
        leaving = tree(site / home).xpath("//nav[contains(@class, 'md-nav--primary')]//a/@href")
        assert {resolved(home, link) for link in leaving} <= {home, terms}


def test_previous_and_next_stay_in_the_tutorial(site: Path) -> None:
    for language in real_site().settings.languages:
        for tutorial in real_site().shelf.tutorials:
            chain = [f"{language.prefix}{tutorial.name}/{name}.html" for name in tutorial.file.sections]
            links = [*pairwise(chain)]
            expected_next = dict(links) | {chain[-1]: None}
            expected_previous = {after: before for before, after in links} | {chain[0]: None}
            for page in chain:
                for direction, wanted in (("next", expected_next[page]), ("prev", expected_previous[page])):
                    shown = tree(site / page).xpath(
                        f"//a[@class='tandem-{'next' if direction == 'next' else 'previous'}']/@href"
                    )
                    told = tree(site / page).xpath(f"//head/link[@rel='{direction}']/@href")
                    assert [resolved(page, link) for link in shown] == ([wanted] if wanted else [])
                    assert [resolved(page, link) for link in told] == ([wanted] if wanted else [])
        home = tree(site / f"{language.prefix}index.html")
        assert home.xpath("//nav[@class='tandem-way'] | //head/link[@rel='next' or @rel='prev']") == []


def test_the_shelf_lists_every_tutorial(site: Path) -> None:
    for language in real_site().settings.languages:
        page = f"{language.prefix}index.html"
        links = tree(site / page).xpath("//ul[@class='shelf']/li/h2/a[not(@class='headerlink')]/@href")
        assert [resolved(page, link) for link in links] == [
            f"{language.prefix}{tutorial.name}/index.html" for tutorial in real_site().shelf.tutorials
        ]


# --- citations -------------------------------------------------------------------------------------------------------


def groups(site: Path, page: str) -> list[Element]:
    return list(tree(site / page).xpath("//sup[@class='cite']"))


def numbers(site: Path, tutorial: str, prefix: str) -> dict[str, int]:
    """Key → number, as the list of references shows it."""
    listed = tree(site / f"{prefix}{tutorial}/references.html").xpath("//li[starts-with(@id, 'ref-')]")
    return {item.get("id", "").removeprefix("ref-"): int(item.get("value", "")) for item in listed}


@pytest.fixture(params=[tutorial.name for tutorial in real_site().shelf.tutorials])
def tutorial(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def chain_of(tutorial: str, prefix: str) -> list[str]:
    found, _ = real_site().shelf.find(tutorial, "zh", "index")
    assert found is not None
    return [f"{prefix}{tutorial}/{name}.html" for name in found.file.sections]


def test_numbers_are_the_same_in_both_languages(site: Path, tutorial: str) -> None:
    chinese, english = numbers(site, tutorial, ""), numbers(site, tutorial, "en/")
    assert chinese == english
    assert list(chinese.values()) == list(range(1, len(chinese) + 1))
    for page, twin in zip(chain_of(tutorial, ""), chain_of(tutorial, "en/"), strict=True):
        shown, other_shown = (
            sorted(
                {
                    (link.get("href", "").rpartition("#")[2], link.text)
                    for group in groups(site, name)
                    for link in group.iter("a")
                }
            )
            for name in (page, twin)
        )
        assert shown == other_shown, page


def test_numbers_go_by_first_use(site: Path, tutorial: str) -> None:
    known = numbers(site, tutorial, "")
    order: list[str] = []
    for page in chain_of(tutorial, ""):
        for group in groups(site, page):
            order += [key for key in group.get("data-cite", "").split() if key not in order]
    assert [known[key] for key in order] == list(range(1, len(known) + 1))


def test_groups_show_their_numbers_sorted_with_ranges(site: Path, tutorial: str) -> None:
    seen = 0
    for prefix in ("", "en/"):
        known = numbers(site, tutorial, prefix)
        for page in chain_of(tutorial, prefix):
            for group in groups(site, page):
                wanted = sorted(known[key] for key in group.get("data-cite", "").split())
                text = group.text_content().strip("\u2060")
                assert re.fullmatch(r"\[\d+(?:[,–]\d+)*\]", text), f"{page}: {text}"
                ends = [[int(end) for end in part.split("–")] for part in text.strip("[]").split(",")]
                assert all(len(part) == 1 or part[1] - part[0] >= 2 for part in ends)
                assert [value for part in ends for value in range(part[0], part[-1] + 1)] == wanted
                assert (
                    not any(c - a == 2 for (a,), (_,), (c,) in zip(ends, ends[1:], ends[2:], strict=False))
                    if all(len(part) == 1 for part in ends)
                    else True
                )
                seen += 1
    assert seen > (100 if tutorial == "magnesium" else 2 * len(numbers(site, tutorial, "")))


def test_citations_lead_to_the_list_and_back(site: Path, tutorial: str) -> None:
    for prefix in ("", "en/"):
        known = numbers(site, tutorial, prefix)
        listed = f"{prefix}{tutorial}/references.html"
        cited: dict[str, list[str]] = {key: [] for key in known}
        for page in chain_of(tutorial, prefix):
            keys = {key for group in groups(site, page) for key in group.get("data-cite", "").split()}
            here = ids(tree(site / page))
            for key in keys:
                cited[key].append(page)
                assert f"cite-{key}" in here, page
            for group in groups(site, page):
                for link in group.iter("a"):
                    assert resolved(page, link.get("href", "")) == listed
                    key = urlsplit(link.get("href", "")).fragment.removeprefix("ref-")
                    assert (link.get("role"), link.text) == ("doc-biblioref", str(known[key]))
        for item in tree(site / listed).xpath("//li[starts-with(@id, 'ref-')]"):
            key = item.get("id", "").removeprefix("ref-")
            back = item.xpath(".//a[@role='doc-backlink']/@href")
            assert [resolved(listed, link) for link in back] == cited[key]
            assert {urlsplit(link).fragment for link in back} == {f"cite-{key}"}
            assert cited[key]


def test_every_page_closes_with_what_it_cites(site: Path, tutorial: str) -> None:
    for prefix in ("", "en/"):
        known = numbers(site, tutorial, prefix)
        for page in chain_of(tutorial, prefix):
            keys = {key for group in groups(site, page) for key in group.get("data-cite", "").split()}
            shown = tree(site / page).xpath("//section[contains(@class, 'cited-here')]//li")
            assert [(item.get("data-ref"), int(item.get("value", ""))) for item in shown] == sorted(
                ((key, known[key]) for key in keys), key=lambda pair: pair[1]
            ), page


def test_no_markup_of_the_sources_is_left(site: Path) -> None:
    for page in every_page(site):
        article = tree(site / page).xpath("//article")[0]
        text = " ".join(article.xpath(".//text()[not(parent::code or parent::script or parent::style)]"))
        assert not re.search(r"\[@|///|\{#|\]\(|\*\*|\{\{|\{%|klzzwxh|wzxhzdk|\x02|\x03", text), page
