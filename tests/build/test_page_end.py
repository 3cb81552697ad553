"""What stands around a section's text: how to cite it, where to report a problem, and what it says to machines."""

from __future__ import annotations

import json
import re
import struct
import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import rispy
from tandem.core.render import show_date
from tandem.core.tutorial import Tutorial
from tandem.course import course_of

from tests.build.test_pages import Element, expected, tree
from tests.conftest import REPOSITORY, SITE_URL
from tests.dosing.data import real_site

SECTIONS = [name for name in expected() if "/" in name.removeprefix("en/")]
CITABLE = [name for name in SECTIONS if not name.endswith("/self-test.html")]
TITLES = {"zh": "镁与疼痛：作用机制（0.1.0 版）", "en": "Magnesium and pain: Mechanism (version 0.1.0)"}
MECHANISM = {"zh": "magnesium/mechanism.html", "en": "en/magnesium/mechanism.html"}


def words(element: Element) -> str:
    return " ".join(element.text_content().split())


def file_of(page: Element, name: str) -> str:
    (link,) = page.xpath(f"//details[@class='cite-this']//a[.='{name}']")
    assert link.get("download").endswith({"BibTeX": ".bib", "RIS": ".ris"}[name])
    return unquote(link.get("href").partition(",")[2])


# --- citing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", MECHANISM)
def test_a_section_is_cited_in_every_style_its_own_first(site: Path, locale: str) -> None:
    page, address = tree(site / MECHANISM[locale]), SITE_URL + MECHANISM[locale]
    found = [tuple(words(part) for part in item) for item in page.xpath("//details[@class='cite-this']//dl/div")]
    chinese = " [In Chinese]." if locale == "zh" else ""
    ama = ("AMA", f"{TITLES[locale]}.{chinese} Tandem. November 30, 2026. {address}")
    national = ("GB/T 7714—2025", f"{TITLES[locale]}[EB/OL]. Tandem（2026-11-30）. {address}.")
    assert found == ([ama, national] if locale == "en" else [national, ama])


@pytest.mark.parametrize("locale", MECHANISM)
def test_a_reference_manager_reads_it(site: Path, locale: str) -> None:
    page = tree(site / MECHANISM[locale])
    (entry,) = rispy.loads(file_of(page, "RIS"))
    assert (entry["type_of_reference"], entry["title"], entry["year"]) == ("ELEC", TITLES[locale], "2026")
    assert (entry["urls"], entry["language"]) == ([SITE_URL + MECHANISM[locale]], locale)
    bibtex = file_of(page, "BibTeX")
    assert bibtex.startswith(f"@misc{{tandem-magnesium-mechanism-{locale},\n")
    title = re.search(r"title=\{(.*)\},", bibtex)
    assert title is not None
    assert re.sub("[{}]", "", title.group(1)).casefold() == TITLES[locale].casefold()
    assert f"url={{{SITE_URL}{MECHANISM[locale]}}}" in bibtex


@pytest.mark.parametrize("page", CITABLE)
def test_every_section_but_the_self_test_can_be_cited_and_no_other_page(site: Path, page: str) -> None:
    assert len(tree(site / page).xpath("//details[@class='cite-this']")) == 1
    ids = [file_of(tree(site / name), "RIS") for name in CITABLE[:2]]
    assert len(set(ids)) == 2
    for other in set(expected()) - set(CITABLE):
        assert not tree(site / other).xpath("//details[@class='cite-this']")


def tutorial_of(page: str) -> Tutorial:
    """The tutorial of a section's address."""
    name = page.removeprefix("en/").partition("/")[0]
    return next(tutorial for tutorial in real_site().shelf.tutorials if tutorial.name == name)


# --- what the page is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("locale", "prefix"), [("zh", ""), ("en", "en/")])
def test_a_page_outside_tutorials_does_not_grow_with_the_shelf(fictional_site: Path, locale: str, prefix: str) -> None:
    (foot,) = tree(fictional_site / f"{prefix}index.html").xpath("//*[@class='md-copyright']")
    t = real_site().strings[locale]
    written = show_date(real_site().settings.language(locale), date(2026, 1, 31))
    assert t("colophon.many", count=3, reviewed=3, date=written) in words(foot)
    assert "fentavine" not in words(foot).lower()


@pytest.mark.parametrize("page", expected())
def test_every_page_ends_with_version_date_review_and_languages(site: Path, page: str) -> None:
    (foot,) = tree(site / page).xpath("//*[@class='md-copyright']")
    locale = "en" if page.startswith("en/") else "zh"
    found = real_site()
    t = real_site().strings[locale]
    said, language = words(foot), found.shelf.settings.language(locale)
    files = [tutorial.file for tutorial in found.shelf.tutorials]
    if page in SECTIONS:
        file = tutorial_of(page).file
        state = [t("colophon.unreviewed"), file.version, show_date(language, file.written), file.licence.name]
    else:
        newest = show_date(language, max(file.written for file in files))
        state = [t("colophon.many", count=len(files), reviewed=0, date=newest)]
    for part in (t("chrome.teaching"), *state, SITE_URL + page):
        assert part in said
    assert re.search(r"Languages compared on \d|各语言版本核对于 .", said)
    assert not any(file.title[locale] in said for file in files), "no foot grows with a shelf"


# --- reporting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", expected())
def test_a_report_knows_page_language_and_version(site: Path, page: str) -> None:
    (note,) = tree(site / page).xpath("//*[@class='report']")
    address = note.find("a").get("href")
    assert address.startswith(f"{REPOSITORY}/issues/new?")
    asked = parse_qs(urlsplit(address).query)
    body = asked["body"][0]
    locale = "en" if page.startswith("en/") else "zh"
    assert page.removeprefix("en/").replace(".html", f".{locale}.md") in body
    assert {"zh": "中文", "en": "English"}[locale] in body
    if page in SECTIONS:
        assert "0.1.0" in body
    assert words(note).endswith(f"{REPOSITORY}/issues"), "the address, for paper"


# --- to machines -----------------------------------------------------------------------------------------------------


def linked_data(page: Element) -> dict[str, object]:
    (script,) = page.xpath("//script[@type='application/ld+json']")
    return dict(json.loads(script.text))


@pytest.mark.parametrize("page", SECTIONS)
def test_linked_data_says_what_the_page_says(site: Path, page: str) -> None:
    root, said = tree(site / page), linked_data(tree(site / page))
    assert said["@type"] == ["LearningResource", "MedicalWebPage"]
    assert said["inLanguage"] == root.get("lang")
    assert said["url"] == root.xpath("string(//link[@rel='canonical']/@href)")
    assert said["description"] == root.xpath("string(//meta[@name='description']/@content)")
    assert said["version"] == tutorial_of(page).file.version
    assert "lastReviewed" not in said and "reviewedBy" not in said, "nobody has reviewed it"
    others = [str(link) for link in root.xpath("//link[@rel='alternate'][@hreflang!='x-default']/@href")]
    assert [item["@id"] for item in said["workTranslation"]] == [url for url in others if url != said["url"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", expected())
def test_a_link_that_is_passed_on_has_a_title_and_a_text(site: Path, page: str) -> None:
    root = tree(site / page)
    said = {meta.get("property"): meta.get("content") for meta in root.xpath("//meta[starts-with(@property, 'og:')]")}
    assert said["og:url"] == SITE_URL + page
    assert said["og:title"] and said["og:description"] == root.xpath("string(//meta[@name='description']/@content)")
    assert said["og:locale"] == ("en_US" if page.startswith("en/") else "zh_CN")
    assert said["og:type"] == ("article" if page in SECTIONS else "website")


@pytest.mark.parametrize("page", expected())
def test_a_link_that_is_passed_on_shows_its_tutorial_in_its_language(site: Path, page: str) -> None:
    root = tree(site / page)
    said = {meta.get("property"): meta.get("content") for meta in root.xpath("//meta[starts-with(@property, 'og:')]")}
    locale = "en" if page.startswith("en/") else "zh"
    name = said["og:image"].removeprefix(SITE_URL)
    assert re.fullmatch(
        rf"assets/shared/{tutorial_of(page).name if page in SECTIONS else 'site'}\.{locale}\.[0-9a-f]{{8}}\.png", name
    )
    content = (site / name).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) < 60_000
    assert struct.unpack(">II", content[16:24]) == (1200, 630)
    assert (said["og:image:width"], said["og:image:height"], said["og:image:type"]) == ("1200", "630", "image/png")
    assert root.xpath("string(//meta[@name='twitter:card']/@content)") == "summary_large_image"
    title = tutorial_of(page).file.title[locale] if page in SECTIONS else "Tandem"
    assert said["og:image:alt"].startswith(title)


def test_pictures_for_links_are_in_no_form_to_take_away(site: Path) -> None:
    assert len(list((site / "assets/shared").iterdir())) == 2 * (1 + len(real_site().shelf.tutorials))
    with zipfile.ZipFile(site / "downloads/tandem.zip") as archive:
        assert not [name for name in archive.namelist() if "assets/shared" in name]
    assert "assets/shared" not in (site / "service-worker.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", SECTIONS)
def test_how_long_it_takes_to_read(site: Path, page: str) -> None:
    (kicker,) = tree(site / page).xpath("//*[@class='tandem-kicker']")
    found = re.search(r"约 (\d+)\u00a0分钟|about (\d+)\u00a0min", kicker.text_content())
    if tree(site / page).xpath("//dose-calculator"):
        assert found is None  # tables of doses are looked up, not read
        return
    assert found is not None
    said = int(found.group(1) or found.group(2))
    if page.endswith("index.html"):  # of the whole tutorial, as far as it is to be read
        site_sources, locale = real_site(), "en" if page.startswith("en/") else "zh"
        steps = course_of(tutorial_of(page), site_sources.settings.language(locale), site_sources.settings).steps
        assert said == sum(step.minutes for step in steps if step.kind in {"", "learn"})
        return
    assert 1 <= said <= 15


@pytest.mark.parametrize(("page", "pace"), [("magnesium/self-test.html", 350), ("en/magnesium/self-test.html", 200)])
def test_questions_and_answers_take_time_too(site: Path, page: str, pace: int) -> None:
    (kicker,) = tree(site / page).xpath("//*[@class='tandem-kicker']")
    (quiz,) = tree(site / page).xpath("//ol[@class='quiz__list']")
    (said,) = re.findall(r"(\d+)\s(?:分钟|min)", words(kicker))
    text = quiz.text_content()
    count = len(re.findall(r"[\u4e00-\u9fff]", text) if pace == 350 else text.split())
    assert int(said) == pytest.approx(count / pace, rel=0.35)
