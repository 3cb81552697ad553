"""The files of search in the built site: named by their content, complete, small, and nothing of the theme's."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tools.search.sections import sections

SEARCH = "assets/tandem/search"
VENDOR = Path(__file__).parents[2] / "hooks/tandem/search/vendor"
LOCALES = {"zh": ("", ("en/", "assets/")), "en": ("en/", ("assets/",))}


def value(path: Path) -> Any:
    """What a data script hands over."""
    found = re.fullmatch(r'tandemSearch\("[^"]*",(.*)\)\n', path.read_text(encoding="utf-8"), re.S)
    assert found is not None, path
    return json.loads(found.group(1))


def test_every_name_but_the_entries_says_what_is_in_the_file(site: Path) -> None:
    files = sorted((site / SEARCH).rglob("*.js"))
    assert {path.name for path in files} > {"zh.js", "en.js"}
    for path in files:
        if path.relative_to(site / SEARCH).as_posix() not in {"zh.js", "en.js"}:
            assert path.name.split(".")[-2] == hashlib.sha256(path.read_bytes()).hexdigest()[:8], path


def test_an_entry_names_files_that_are_there(site: Path) -> None:
    for locale in LOCALES:
        entry = value(site / SEARCH / f"{locale}.js")
        named = [
            entry["engine"],
            entry["mark"],
            entry["ask"],
            entry["words"],
            entry["outside"],
            *filter(None, [entry["stemmer"], entry["packed"]]),
        ]
        named += [f"{locale}/{name}.{digest}.js" for name, digest in entry["tutorials"].items()]
        assert named and all((site / SEARCH / name).is_file() for name in named)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_section_is_there_with_the_text_that_a_reader_sees(site: Path, locale: str) -> None:
    entry = value(site / SEARCH / f"{locale}.js")
    files = {name: f"{locale}/{name}.{digest}.js" for name, digest in entry["tutorials"].items()} | {
        "": entry["outside"]
    }
    found: dict[str, str] = {}
    for part, file in files.items():
        for name, *values in value(site / SEARCH / file)["pages"]:
            for anchor, heading, text in zip(*(values[start::3] for start in range(3)), strict=True):
                found[f"{part}/{name}.html#{anchor}".lstrip("/")] = f"{heading}\n{text}"
    judged = {section.key: section.text for section in sections(site, *LOCALES[locale])}
    assert found.keys() == judged.keys()
    signs = re.compile(r"[^\w]")
    for key, text in judged.items():
        assert signs.sub("", found[key]) == signs.sub("", text), key


@pytest.mark.parametrize("locale", LOCALES)
def test_the_index_is_hardly_larger_than_its_text(site: Path, locale: str) -> None:
    text = "\n".join(section.text for section in sections(site, *LOCALES[locale]))
    entry = value(site / SEARCH / f"{locale}.js")  # itself words and settings, as the engine
    every = [site / SEARCH / entry["outside"], *(site / SEARCH / locale).glob("*.js")]
    files = [path for path in every if ".packed." not in path.name]
    assert len(files) == 1 + len(entry["tutorials"]) >= 2
    weight = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
    assert weight <= 1.2 * len(gzip.compress(text.encode(), 6))
    if entry["packed"]:  # only what is lighter than the same texts as they are
        packed = [site / SEARCH / entry["packed"], *(path for path in every if ".packed." in path.name)]
        assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in packed) < weight


@pytest.mark.parametrize("locale", LOCALES)
def test_what_searches_leaves_room_for_what_is_searched(site: Path, locale: str) -> None:
    """The first results of a large shelf after 20 KB; RESULTS.md measures that, with texts of some 7 KB a tutorial."""
    entry = value(site / SEARCH / f"{locale}.js")
    files = [f"{locale}.js", entry["engine"], *filter(None, [entry["stemmer"]])]
    assert sum(len(gzip.compress((site / SEARCH / name).read_bytes(), 6)) for name in files) <= 13_300


def test_the_self_test_keeps_its_answers(site: Path) -> None:
    for locale in LOCALES:
        entry = value(site / SEARCH / f"{locale}.js")
        pages = value(site / SEARCH / f"{locale}/magnesium.{entry['tutorials']['magnesium']}.js")["pages"]
        (values,) = (values for name, *values in pages if name == "self-test")
        page = site / LOCALES[locale][0] / "magnesium/self-test.html"
        answers = html.parse(str(page)).getroot().xpath("//details[@class='quiz__answer']/p[2]")
        assert len(answers) == 15
        for answer in answers:
            words = answer.text_content()
            assert words and not any(words in text for text in values)


def test_a_tutorial_brings_the_names_of_what_it_speaks_of_and_no_others(site: Path) -> None:
    entry = value(site / SEARCH / "zh.js")
    names = value(site / SEARCH / f"zh/magnesium.{entry['tutorials']['magnesium']}.js")["names"]
    assert {"硫酸镁", "MgSO4", "magnesium sulfate"} <= set(re.split(r"[|\n]", names))
    words = value(site / SEARCH / entry["words"])
    common = set(re.split(r"[|\n]", words["names"].replace("@", "")))
    assert {"镁", "magnesium", "吗啡", "morphine"} <= common
    assert "速尿" in words["absent"].split("\n")
    assert "速尿" not in common


def test_only_characters_that_lead_to_something_are_loaded(site: Path) -> None:
    def pairs_of(locale: str) -> str:
        return str(value(site / SEARCH / value(site / SEARCH / f"{locale}.js")["words"])["characters"])

    pairs = pairs_of("zh")
    assert "鎂镁" in pairs
    assert len(pairs) < 4000
    assert len(pairs_of("en")) < len(pairs) / 2


def test_nothing_is_left_of_the_themes_search(site: Path) -> None:
    assert not (site / "search").exists()
    for path in site.rglob("*.html"):
        assert "iframe-worker" not in path.read_text(encoding="utf-8"), path


def test_what_npm_gave_is_what_was_recorded() -> None:
    record = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
    scripts = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*.js")}
    assert scripts == set(record)
    for name, entry in record.items():
        path = VENDOR / name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"]
        assert entry["version"] in path.read_text(encoding="utf-8").splitlines()[0]
        assert path.with_name(f"{path.stem}.LICENSE.txt").is_file()
        assert entry["integrity"].startswith("sha512-")
