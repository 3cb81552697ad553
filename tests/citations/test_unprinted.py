"""Nothing of a record is lost without a word, in any of our styles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tandem.citations import bibliography
from tandem.citations import unprinted as module
from tandem.citations.entry import BibliographyError
from tandem.citations.references import TYPES, Reference
from tandem.citations.style import Style
from tandem.citations.unprinted import ADDRESSES, DATES, NAMES, NEVER, NUMBERS, TEXTS, find_unprinted

from tests.citations.test_bibliography import AMA, GB, GB25, LISTS, STYLE_FILES, article, entries

WHOLE: dict[str, Any] = {
    "title": "Title",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [[2020, 3, 4]]},
}


def lost(style: Style, **variables: Any) -> list[str]:
    entry = {name: value for name, value in article(**variables).items() if value is not None}
    return [variable for _, variable in find_unprinted([entry], style)]


def test_every_variable_of_a_record_is_accounted_for() -> None:
    fields = {field.alias or name.replace("_", "-") for name, field in Reference.model_fields.items()}
    kinds = [TEXTS, NUMBERS, NAMES, DATES, set(ADDRESSES), set(NEVER)]
    assert set().union(*kinds) == fields
    assert sum(map(len, kinds)) == len(fields)


@STYLE_FILES
@pytest.mark.parametrize("file", LISTS)
def test_the_lists_lose_nothing(style: Style, file: str) -> None:
    assert list(find_unprinted(entries(file), style)) == []


@STYLE_FILES
@pytest.mark.parametrize("kind", sorted(TYPES))
def test_no_kind_of_work_loses_who_what_when_and_where_online(style: Style, kind: str) -> None:
    entry = {"id": "x", "type": kind, "language": "en", **WHOLE, "number": "No 2020", "URL": "https://example.org/"}
    gone = [variable for _, variable in find_unprinted([entry], style)]
    assert set(gone) <= {"number"}


# What a record of each kind may hold.
KINDS: dict[str, dict[str, Any]] = {
    "article-journal": {"container-title": "J", "volume": "1", "issue": "2", "page": "3-4", "DOI": "10.5555/a"},
    "article-newspaper": {"container-title": "N", "page": "A4"},
    "article-magazine": {"container-title": "M", "issue": "3", "page": "5"},
    "article": {"publisher": "medRxiv", "number": "2023.1.2", "version": "2", "DOI": "10.5555/b"},
    "book": {
        "edition": "2", "volume": "3", "publisher": "P", "publisher-place": "L", "page": "5-6",
        "translator": [{"family": "Roe", "given": "Richard"}],
    },
    "chapter": {
        "container-title": "B", "edition": "2", "volume": "3", "publisher": "P", "publisher-place": "L", "page": "5-6",
        "editor": [{"family": "Roe", "given": "Richard"}],
    },
    "paper-conference": {"container-title": "Proceedings", "publisher": "P", "publisher-place": "L", "page": "5-6"},
    "thesis": {"genre": "PhD thesis", "publisher": "University", "publisher-place": "L"},
    "report": {"number": "TR-1", "publisher": "P", "publisher-place": "L", "URL": "https://example.org/r"},
    "standard": {"number": "ISO 1:2020", "publisher": "ISO", "publisher-place": "Geneva"},
    "patent": {"number": "US1"},
    "dataset": {"publisher": "Zenodo", "version": "1.2", "DOI": "10.5555/c"},
    "software": {"publisher": "P", "version": "4.4", "URL": "https://example.org/s"},
    "webpage": {
        "container-title": "Site", "publisher": "P", "URL": "https://example.org/w",
        "accessed": {"date-parts": [[2026, 11, 22]]},
    },
    "document": {"publisher": "P", "number": "7"},
}  # fmt: skip


@STYLE_FILES
@pytest.mark.parametrize("kind", KINDS)
def test_the_usual_records_of_a_kind_lose_nothing(style: Style, kind: str) -> None:
    entry = {"id": "x", "type": kind, "language": "en", **WHOLE, **KINDS[kind]}
    assert list(find_unprinted([entry], style)) == []


@pytest.mark.parametrize(
    ("style", "variables", "expected"),
    [
        (AMA, {"version": "2"}, ["version"]),
        (GB, {"version": "2"}, ["version"]),
        (GB25, {"version": "2"}, ["version"]),
        (GB25, {"edition": "2"}, ["edition"]),
        (GB25, {"edition": "1"}, []),  # no style names a first edition
        (GB25, {"translator": [{"family": "Roe"}]}, []),
        (AMA, {"translator": [{"family": "Roe"}]}, []),
        (AMA, {"original_date": {"date-parts": [[1990]]}}, ["original-date"]),
        (AMA, {"number": "e12"}, []),  # the pages stand back
        (
            GB25,
            {"type": "standard", "number": "ISO 1", "volume": None, "page": None, "container_title": None},
            ["issued"],
        ),
        (
            GB25,
            {"type": "standard", "number": "ISO 1:2020", "volume": None, "page": None, "container_title": None},
            [],
        ),
        (GB25, {"type": "paper-conference", "event_title": "Congress 2020", "volume": None}, []),
        (
            AMA,
            {"type": "paper-conference", "event_title": "Congress", "container_title": None, "volume": None},
            ["page"],  # of what was only spoken
        ),
        (GB25, {"volume": "2020"}, []),
        (GB25, {"type": "thesis", "volume": None, "container_title": None, "issue": "3"}, ["issue"]),
    ],
)
def test_what_is_lost(style: Style, variables: dict[str, Any], expected: list[str]) -> None:
    assert lost(style, **variables) == expected


def test_a_value_that_stands_elsewhere_by_chance_is_lost_all_the_same() -> None:
    assert lost(GB25, type="book", volume="2020", issue="2020", container_title=None) == ["issue"]


def test_a_title_within_another_is_not_lost(tmp_path: Path) -> None:
    csl = tmp_path / "bare.csl"
    csl.write_bytes(GB25.csl.read_bytes())
    bare = Style(csl, "zh-CN")
    variables = {"type": "paper-conference", "volume": None, "event_title": "12th <i>Congress</i>"}
    assert lost(bare, **variables, container_title="Proceedings of the 12th Congress") == []
    assert lost(bare, **variables, container_title="Proceedings") == ["event-title"]


def test_works_of_one_kind_are_formatted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    ask = bibliography._answer

    def count(entries: str, *rest: Any) -> bytes:
        calls.append(len(json.loads(entries)))
        return ask(entries, *rest)

    monkeypatch.setattr(bibliography, "_answer", count)
    monkeypatch.setattr(module, "_seen", {})
    works = [article(title=str(number)) | {"id": f"x{number}"} for number in range(30)]
    assert list(find_unprinted(works, AMA)) == list(find_unprinted(works, AMA)) == []
    assert calls == [1]


@pytest.mark.parametrize(
    "text", ["not_printed: 3", "no_such_key: true", "not_printed: [{variable: page}]", "a: [", "- a"]
)
def test_a_second_file_with_a_fault(tmp_path: Path, text: str) -> None:
    csl = tmp_path / "style.csl"
    csl.write_bytes(AMA.csl.read_bytes())
    csl.with_suffix(".yml").write_text(text, encoding="utf-8")
    with pytest.raises(BibliographyError, match=r"citation style style\.yml: "):
        list(find_unprinted([article()], Style(csl, "en-US")))


@STYLE_FILES
def test_the_second_files_name_what_there_is(style: Style) -> None:
    known = TEXTS | NUMBERS | NAMES | DATES | set(ADDRESSES)
    for rule in style.rules.not_printed:
        assert rule.variable in known
        assert set(rule.types) <= TYPES
        assert {rule.held_by, rule.stands_for} - {None} <= known
        assert json.dumps(rule.because)
