"""References in two styles: whole lists against golden files, then one rule a test.

`golden/references.json` is a copy of the first tutorial's list as it was when its golden files were checked by eye, so
that an edited tutorial breaks no test here; the other lists are invented: `cases.json` for what once went wrong,
`records.json` for the kinds of works, `translated.json` for works in other languages than the page's.

The golden files show a link as [text](address) and formatting as <i>; `UPDATE_GOLDEN=1 pytest` writes them anew, for
a reader to check against the style's rules before they are committed. `golden/README.md` says who read them, against
what, and lists where they deviate.
"""

from __future__ import annotations

import html
import itertools
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypandoc  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tandem.citations import bibliography
from tandem.citations.bibliography import (
    BibliographyError,
    Run,
    Style,
    format_references,
    identifiers,
    plain_text,
)

from tests.trials import examples

GOLDEN = Path(__file__).parent / "golden"
STYLES = Path(bibliography.__file__).parent / "styles"
AMA = Style(STYLES / "american-medical-association.csl", "en-US")
ENTRY_LOCALES = {"zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR", "ru": "ru-RU", "*": "en-US"}
GB = Style(STYLES / "china-national-standard-gb-t-7714-2015-numeric.csl", "zh-CN", ENTRY_LOCALES)
GB25 = Style(STYLES / "gb-t-7714-2025-numeric.csl", "zh-CN", ENTRY_LOCALES)
STYLE_FILES = pytest.mark.parametrize("style", [AMA, GB, GB25], ids=["ama", "gb2015", "gb2025"])
LISTS = ("references.json", "cases.json", "records.json", "translated.json")

Entry = dict[str, Any]


def entries(file: str) -> list[Entry]:
    found: list[Entry] = json.loads((GOLDEN / file).read_text(encoding="utf-8"))
    return found


def article(**variables: Any) -> Entry:
    """A journal article of which a test changes what it is about."""
    return {
        "id": "x",
        "type": "article-journal",
        "language": "en",
        "title": "Title",
        "author": [{"family": "Doe", "given": "Jane"}],
        "container-title": "Journal",
        "volume": "1",
        "page": "3-4",
        "issued": {"date-parts": [[2020]]},
        **{name.replace("_", "-"): value for name, value in variables.items()},
    }


def text(entry: Entry, style: Style) -> str:
    return plain_text(format_references([entry], style)["x"])


def links(runs: tuple[Run, ...]) -> dict[str, str]:
    return {run.text: run.href for run in runs if run.href}


def people(*names: str) -> list[dict[str, str]]:
    return [dict(zip(("family", "given"), name.split(" ", 1), strict=True)) for name in names]


# --- whole lists -----------------------------------------------------------------------------------------------------


def shown(run: Run) -> str:
    marks = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
    out = html.escape(run.text, quote=False)
    for name, tag in marks.items():
        if getattr(run, name):
            out = f"<{tag}>{out}</{tag}>"
    return f"[{out}]({run.href})" if run.href else out


@STYLE_FILES
@pytest.mark.parametrize("file", LISTS)
def test_the_list_is_the_golden_one(style: Style, file: str) -> None:
    references = format_references(entries(file), style)
    written = "".join(f"{key}\n  {''.join(map(shown, runs))}\n" for key, runs in references.items())
    golden = GOLDEN / f"{Path(file).stem}.{style.csl.stem}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


@STYLE_FILES
def test_neither_order_nor_company_changes_a_reference(style: Style) -> None:
    together = [entry for file in LISTS for entry in entries(file)]
    references = format_references(together, style)
    assert list(references) == [entry["id"] for entry in together]
    assert format_references(together[::-1], style) == references
    for entry in together[::9]:
        assert format_references([entry], style) == {entry["id"]: references[entry["id"]]}


@STYLE_FILES
def test_runs_are_tidy(style: Style) -> None:
    for runs in format_references([entry for file in LISTS for entry in entries(file)], style).values():
        whole = plain_text(runs)
        assert whole == whole.strip()
        assert all(run.text for run in runs)
        assert not any(
            (one.italic, one.bold, one.superscript, one.subscript, one.href)
            == (two.italic, two.bold, two.superscript, two.subscript, two.href)
            for one, two in itertools.pairwise(runs)
        )


def test_the_entries_are_left_as_they_are() -> None:
    before = json.dumps(entries("cases.json"))
    after = entries("cases.json")
    format_references(after, GB)
    assert json.dumps(after) == before


def test_no_entries_need_no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", None)
    assert format_references([], AMA) == {}


# --- the entry's language --------------------------------------------------------------------------------------------

BOOK = {"type": "book", "container_title": None, "volume": None, "page": None, "publisher": "Press"}
FOUR_LATIN = people("Adams A", "Brown B", "Clark C", "Davis D")


@pytest.mark.parametrize(
    ("language", "et_al", "edition"),
    [
        ("en", "et al.", "5th ed."),
        ("en-GB", "et al.", "5th ed."),
        ("EN-us", "et al.", "5th ed."),
        ("zh", "等.", "5版."),
        ("zh-Hans-CN", "等.", "5版."),
        ("eng", "et al.", "5th ed."),
        ("en_US", "et al.", "5th ed."),
        ("chi", "等.", "5版."),
        ("zho", "等.", "5版."),
        ("ja", "ほか.", "5版."),
        ("ru", "и др.", "5-я изд."),
        ("sv", "et al.", "5th ed."),  # "*"
    ],
)
def test_words_of_the_style_follow_the_entry(language: str, et_al: str, edition: str) -> None:
    book = text(article(**BOOK, author=FOUR_LATIN, edition="5", language=language), GB)
    assert f", {et_al} Title[M]. {edition} Press" in book


def test_without_a_mapping_they_follow_the_page() -> None:
    style = Style(GB.csl, "zh-CN", {"en": "en-US"})
    assert ", 等. Title[M]. 5版. " in text(article(**BOOK, author=FOUR_LATIN, edition="5", language="sv"), style)
    book = article(**BOOK, author=FOUR_LATIN * 2, edition="5", language="zh")
    assert "et al. " in text(book, AMA)
    assert "5th ed. " in text(book, AMA)


def test_one_call_of_pandoc_for_each_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    bibliography._pandoc()
    locales = []
    ask = bibliography._answer

    def count(document: str, csl: Path, locale: str) -> bytes:
        locales.append(locale)
        return ask(document, csl, locale)

    monkeypatch.setattr(bibliography, "_answer", count)
    format_references(entries("references.json"), GB)
    assert sorted(locales) == ["en-US", "zh-CN"]


# --- kinds of works --------------------------------------------------------------------------------------------------

SERIES = {"type": "article", "container_title": "Tutorial of the Week", "publisher": "Federation"}


def test_a_numbered_document_of_a_series_is_no_preprint() -> None:
    entry = article(**SERIES, number="531", volume=None)
    assert "Tutorial of the Week 531. Federation. 2020." in text(entry, AMA)
    assert "Title: Tutorial of the Week 531[EB]. Federation, 2020" in text(entry, GB)
    assert "Title：Tutorial of the Week 531[EB]. Federation（2020）" in text(entry, GB25)
    assert "reprint" not in text(entry, AMA)


@pytest.mark.parametrize(
    "change", [{"number": "2024.01.02.1"}, {"number": None}, {"container_title": None, "number": "7"}]
)
def test_a_preprint_stays_one(change: Entry) -> None:
    assert "[A]" in text(article(**{**SERIES, **change}), GB)


def test_an_undated_document_gets_no_year_from_its_access() -> None:
    accessed = {"date-parts": [[2023, 12, 15]]}
    entry = article(**SERIES, number="90", page=None, issued=None, URL="https://example.org/", accessed=accessed)
    assert "[EB/OL]. Federation[2023-12-15]. " in text(entry, GB)


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("article-journal", "[J]"),
        ("book", "[M]"),
        ("chapter", "[M]//"),
        ("report", "[R]"),
        ("thesis", "[D]"),
        ("paper-conference", "[C]//"),
        ("standard", "[S]"),
        ("article-newspaper", "[N]"),
        ("webpage", "[EB]"),
    ],
)
def test_type_marks(kind: str, mark: str) -> None:
    assert f"Title{mark}" in text(article(type=kind), GB)


def test_a_mark_is_online_when_there_is_an_address() -> None:
    assert "[J/OL]" in text(article(DOI="10.5555/a"), GB)
    assert "[EB/OL]" in text(article(type="webpage", URL="https://example.org/"), GB)


# --- names -----------------------------------------------------------------------------------------------------------


def test_names_of_bodies_keep_their_case() -> None:
    entry = article(author=[{"family": "van Dam", "given": "A"}, {"literal": "iPain Group of Malmö Inc."}])
    assert text(entry, GB).startswith("VAN DAM A, iPain Group of Malmö Inc. Title")
    assert text(entry, AMA).startswith("van Dam A, iPain Group of Malmö Inc. Title")


@pytest.mark.parametrize("given", ["Anthony M.-H.", "Anthony M. H.", "A.-M.-H."])
def test_initials_have_no_hyphen(given: str) -> None:
    entry = article(author=[{"family": "Ho", "given": given}])
    assert text(entry, AMA).startswith("Ho AMH. ")
    assert text(entry, GB).startswith("HO A M H. ")


def test_a_style_that_wants_hyphens_keeps_them(tmp_path: Path) -> None:
    csl = AMA.csl.read_text(encoding="utf-8").replace('initialize-with-hyphen="false"', 'initialize-with-hyphen="true"')
    (tmp_path / "hyphens.csl").write_text(csl, encoding="utf-8")
    entry = article(author=[{"family": "Ho", "given": "A.-H."}])
    assert text(entry, Style(tmp_path / "hyphens.csl", "en-US")).startswith("Ho A-H. ")


def test_editors_are_labelled_after_their_names() -> None:
    book = article(**BOOK, author=None, editor=people("Vink R", "Nechifor M"))
    assert text(book, AMA).startswith("Vink R, Nechifor M, eds. Title")
    chapter = article(type="chapter", editor=people("Vink R"))
    assert "In: Vink R, ed. Journal" in text(chapter, AMA)


# --- text is text ----------------------------------------------------------------------------------------------------


def test_the_markup_that_csl_allows_becomes_formatting() -> None:
    runs = format_references([article(title="Mg<sup>2+</sup> <i>in <b>vitro</b></i> H<sub>2</sub>O")], AMA)["x"]
    assert Run("2+", superscript=True) in runs
    assert Run("in ", italic=True) in runs
    assert Run("vitro", italic=True, bold=True) in runs
    assert Run("2", subscript=True) in runs


def test_italics_inside_italics_are_upright() -> None:
    runs = format_references([article(container_title="J <i>Vitro</i> Stud")], AMA)["x"]
    assert Run("J ", italic=True) in runs
    assert any(run.text.startswith("Vitro") and not run.italic for run in runs)


SIGNS = "abcXYZ09<>&*_$@\\[](){}#^~|%+=/-éß镁：（）"
words = st.text(alphabet=SIGNS, min_size=1, max_size=12).map(lambda word: f"Q{word}Q")
titles = st.lists(words, min_size=1, max_size=5).map(" ".join).filter(lambda title: "</" not in title)


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(titles, min_size=1, max_size=20))
def test_signs_of_html_and_markdown_are_literal(found: list[str]) -> None:
    batch = [
        article(title=title, author=[{"literal": title}, {"family": title, "given": "J"}]) | {"id": str(number)}
        for number, title in enumerate(found)
    ]
    references = format_references(batch, AMA)
    for number, title in enumerate(found):
        runs = references[str(number)]
        assert plain_text(runs) == f"{title}, {title} J. {title}. Journal. 2020;1:3-4."
        assert [run.text for run in runs if run.italic] == ["Journal"]


# --- links and identifiers -------------------------------------------------------------------------------------------

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"


@STYLE_FILES
def test_the_doi_is_printed_once_and_linked(style: Style) -> None:
    runs = format_references([article(DOI=SICI, title="About 10.1002/x")], style)["x"]
    assert plain_text(runs).count(SICI) == 1
    encoded = SICI.replace("<", "%3C").replace(">", "%3E")
    assert links(runs) == {SICI: f"https://doi.org/{encoded}"}


@STYLE_FILES
@pytest.mark.parametrize(
    "written", ["https://doi.org/10.5555/a%3Cb", "http://dx.doi.org/10.5555/a<b", "doi: 10.5555/a<b"]
)
def test_a_doi_may_be_written_as_an_address(style: Style, written: str) -> None:
    runs = format_references([article(DOI=written)], style)["x"]
    assert links(runs) == {"10.5555/a<b": "https://doi.org/10.5555/a%3Cb"}


@STYLE_FILES
def test_an_address_that_is_the_doi_is_not_printed_too(style: Style) -> None:
    runs = format_references([article(DOI="10.5555/a", URL="https://doi.org/10.5555/A")], style)["x"]
    assert links(runs) == {"10.5555/a": "https://doi.org/10.5555/a"}
    assert "https:" not in plain_text(runs)


@STYLE_FILES
def test_an_address_is_printed_and_linked_as_written(style: Style) -> None:
    url = "https://example.org/it's?x=1&y=<i>&z=a--b...c_d~e%20*f"
    assert links(format_references([article(type="webpage", URL=url)], style)["x"]) == {url: url}


@STYLE_FILES
def test_only_web_addresses_become_links(style: Style) -> None:
    runs = format_references([article(type="webpage", URL="javascript:alert(1)")], style)["x"]
    assert links(runs) == {}


@STYLE_FILES
def test_a_pmid_is_left_to_the_caller(style: Style) -> None:
    runs = format_references([article(PMID="123", PMCID="PMC456")], style)["x"]
    assert links(runs) == {}
    assert "123" not in plain_text(runs)


def test_identifiers() -> None:
    found = identifiers({"id": "x", "DOI": "10.5555/a#b c".replace(" ", "+"), "PMID": 123, "PMCID": "456"})
    assert [(item.label, item.value, item.href) for item in found] == [
        ("DOI", "10.5555/a#b+c", "https://doi.org/10.5555/a%23b%2Bc"),
        ("PMID", "123", "https://pubmed.ncbi.nlm.nih.gov/123/"),
        ("PMCID", "PMC456", "https://pmc.ncbi.nlm.nih.gov/articles/PMC456/"),
    ]
    assert identifiers({"id": "x"}) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"DOI": "11.5/x"}, "reference 'x': DOI '11.5/x' is not a DOI (10.registrant/suffix)"),
        ({"PMID": "PMC12"}, "reference 'x': PMID 'PMC12' is not a PMID (digits only)"),
        ({"PMCID": "12a"}, "reference 'x': PMCID '12A' is not a PMCID (PMC and digits)"),
    ],
)
def test_a_malformed_identifier_is_refused(wrong: Mapping[str, str], message: str) -> None:
    with pytest.raises(BibliographyError) as raised:
        identifiers({"id": "x", **wrong})
    assert str(raised.value) == message


# --- what goes wrong -------------------------------------------------------------------------------------------------


def message_of(found: list[Entry], style: Style) -> str:
    with pytest.raises(BibliographyError) as raised:
        format_references(found, style)
    return str(raised.value)


def test_an_id_is_needed_once() -> None:
    assert message_of([article(), article()], AMA) == "reference 'x': the id is used twice"
    assert message_of([article(), article() | {"id": ""}], AMA) == "reference number 2 has no id"


def test_an_entry_of_which_nothing_is_printed() -> None:
    assert message_of([article(), {"id": "y", "type": "book"}], AMA) == (
        "reference 'y': the style american-medical-association.csl prints nothing for it; check its type and title"
    )


def test_a_missing_style(tmp_path: Path) -> None:
    missing = tmp_path / "no.csl"
    assert message_of([article()], Style(missing, "en-US")) == (
        f"citation style {missing}: cannot be read (No such file or directory)"
    )


def test_a_broken_style(tmp_path: Path) -> None:
    (tmp_path / "broken.csl").write_text("<style>" + "x" * 5000, encoding="utf-8")
    message = message_of([article()], Style(tmp_path / "broken.csl", "en-US"))
    assert message.startswith("citation style broken.csl, locale en-US: pandoc failed: CiteprocXMLError")
    assert len(message) < 500
    assert "\n" not in message


def test_a_style_that_only_points_to_another(tmp_path: Path) -> None:
    (tmp_path / "pointer.csl").write_text(
        '<style><info><link rel="independent-parent"/></info></style>', encoding="utf-8"
    )
    assert "is only a pointer to another style" in message_of([article()], Style(tmp_path / "pointer.csl", "en-US"))


@pytest.fixture
def pandoc_is_sought_again() -> Iterator[None]:
    bibliography._pandoc.cache_clear()
    yield
    bibliography._pandoc.cache_clear()


@pytest.mark.usefixtures("pandoc_is_sought_again")
def test_no_pandoc(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "__file__", "/no/such/package/__init__.py")
    monkeypatch.setattr(pypandoc, "get_pandoc_path", nowhere)
    assert message_of([article()], AMA).endswith(
        "pandoc was not found: install the build's requirements (pypandoc_binary)"
    )


@pytest.mark.usefixtures("pandoc_is_sought_again")
def test_the_package_s_own_pandoc_comes_before_one_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = tmp_path / "pandoc"
    newer.write_text("#!/bin/sh\necho pandoc 99.9\n")
    newer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    path, version = bibliography._pandoc()
    assert Path(path).parent == Path(pypandoc.__file__).with_name("files")
    assert "99.9" not in version


@pytest.mark.usefixtures("pandoc_is_sought_again")
def test_a_pandoc_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypandoc, "__file__", "/no/such/package/__init__.py")
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: "/no/such/pandoc")
    assert "pandoc did not start (/no/such/pandoc: No such file or directory)" in message_of([article()], AMA)


def test_a_pandoc_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    bibliography._pandoc()
    monkeypatch.setattr(bibliography, "PANDOC_SECONDS", 0.001)
    assert "pandoc gave no answer in 0.001 seconds" in message_of([article()], AMA)


def test_a_style_folder_beyond_ascii_in_a_plain_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "样式 é"
    folder.mkdir()
    csl = folder / "ama.csl"
    csl.write_bytes(AMA.csl.read_bytes())
    monkeypatch.setenv("LC_ALL", "C")
    assert text(article(title="镁"), Style(csl, "en-US")) == "Doe J. 镁. Journal. 2020;1:3-4."


# --- the cache -------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The locale of every request that reached pandoc."""
    calls: list[str] = []
    ask = bibliography._answer

    def count(document: str, csl: Path, locale: str) -> bytes:
        calls.append(locale)
        return ask(document, csl, locale)

    monkeypatch.setattr(bibliography, "_answer", count)
    return calls


def test_a_repeated_list_comes_from_the_cache(tmp_path: Path, asked: list[str]) -> None:
    cache = tmp_path / "deep" / "cache"
    found = entries("cases.json")
    first = format_references(found, GB, cache_dir=cache)
    assert len(asked) == len(list(cache.iterdir())) == 2
    assert format_references(found[::-1], GB, cache_dir=cache) == first == format_references(found, GB)
    assert len(asked) == 4  # two by the call without a cache


def test_any_change_misses_the_cache(tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    csl = tmp_path / "ama.csl"
    csl.write_bytes(AMA.csl.read_bytes())
    cache = tmp_path / "cache"
    format_references([article()], Style(csl, "en-US"), cache_dir=cache)
    format_references([article(title="Other")], Style(csl, "en-US"), cache_dir=cache)
    format_references([article()], Style(csl, "en-GB"), cache_dir=cache)
    csl.write_bytes(csl.read_bytes() + b"\n")
    format_references([article()], Style(csl, "en-US"), cache_dir=cache)
    path, version = bibliography._pandoc()
    monkeypatch.setattr(bibliography, "_pandoc", lambda: (path, version + ".1"))
    format_references([article()], Style(csl, "en-US"), cache_dir=cache)
    assert len(asked) == 5


@pytest.mark.parametrize("damage", [b"", b"{}", b"no digest\n{}"])
def test_a_damaged_file_is_written_anew(tmp_path: Path, asked: list[str], damage: bytes) -> None:
    expected = format_references([article()], AMA, cache_dir=tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for content in (damage, whole[:-1], whole.replace(b"Doe", b"Roe")):
        file.write_bytes(content)
        assert format_references([article()], AMA, cache_dir=tmp_path) == expected
        assert file.read_bytes() == whole
    assert len(asked) == 4
    assert list(tmp_path.iterdir()) == [file]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert text(article(), AMA) == plain_text(format_references([article()], AMA, cache_dir=tmp_path / "file")["x"])
