"""Every number of the hand-made list changed, one at a time, in the texts and in the data: each change is found.

`numbers.yml` names every dose, effect, time and interval of the tutorial's prose with its counterpart; it was made by
reading. What is changed comes from it and from nothing that the check recognises.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.prose.changes import Bench, Change, Finding, Marked, data_changes
from tests.trials import examples, reached, sample

LEAST = 500
_PLACE = re.compile(r"\b(?:doses|evidence|quoted)\.yml:[0-9]+")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(ROOT, tmp_path_factory.mktemp("bench") / "site", "magnesium")


@pytest.fixture(scope="module")
def drawn(bench: Bench) -> list[tuple[Marked, Change]]:
    """One or two changes of every number, and every exchange of ends and of levels."""
    chance = random.Random(20260723)
    found = []
    for number, mark in enumerate(bench.listing.marked):
        every = bench.changes_of(mark)
        rare = [change for change in every if change.kind in {"ends", "level"}]
        others = [change for change in every if change not in rare]
        found += [(mark, change) for change in [*chance.sample(others, 1 + number % 2), *rare]]
    tried = sample(found, 150, "texts")
    lacking = dict.fromkeys(change.kind for _, change in found if change.kind not in {one.kind for _, one in tried})
    return tried + [next(pair for pair in found if pair[1].kind == kind) for kind in lacking]


def said_at(bench: Bench, mark: Marked, found: list[Finding]) -> list[Finding]:
    """What is said of the line on which a number stands."""
    line = bench.line(mark.file, mark.start)
    return [finding for finding in found if finding.file == mark.file and finding.line == line]


def test_the_list_names_the_tutorial_as_it_stands(bench: Bench) -> None:
    assert {mark.file.split(".")[-2] for mark in bench.listing.marked if mark.file.endswith(".md")} == {"zh", "en"}
    zh, en = (Counter(m.counterpart for m in bench.listing.marked if m.locale == locale) for locale in ("zh", "en"))
    assert zh == en, "a row marks a number in one language only"


def test_the_tutorial_as_it_stands_has_no_false_alarm(bench: Bench) -> None:
    assert bench.every() == []


def test_every_change_of_a_text_is_found_with_both_places(bench: Bench, drawn: list[tuple[Marked, Change]]) -> None:
    assert len(drawn) >= examples(LEAST)
    assert {change.kind for _, change in drawn} == {"digit", "point", "sign", "unit", "ends", "level"}
    missed, placeless, elsewhere = [], [], 0
    for mark, change in drawn:
        found = said_at(bench, mark, bench.said(mark, change))
        if not found:
            missed.append(change)
        elif not any(_PLACE.search(finding.what) for finding in found):
            placeless.append(f"{change}: {found[0].what}")
        values = bench.listing.counterparts[mark.counterpart]
        places = {f"{value.file}:{bench.line(value.file, value.start)}" for value in values}
        elsewhere += bool(found) and not any(place in finding.what for finding in found for place in places)
    assert placeless == [], "\n".join(placeless)
    # A number that stands alone may become another that one of its many sources gives: the other language then tells.
    assert reached(0.99, len(missed), len(drawn)), "\n".join(map(str, missed))
    assert [str(change) for change in missed if not _told_by_languages(bench, change)] == []
    # The other place is that of the likeliest value; mostly it is the counterpart itself.
    assert elsewhere <= len(drawn) / 4


def test_a_check_that_finds_nothing_fails(
    bench: Bench, drawn: list[tuple[Marked, Change]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "_check", lambda source: [])
    tried = drawn[:10]
    missed = [change for mark, change in tried if not said_at(bench, mark, bench.said(mark, change))]
    assert not reached(0.99, len(missed), len(tried))


def _told_by_languages(bench: Bench, change: Change) -> bool:
    line, section = bench.line(change.file, change.start), change.file.split(".")[0]
    said = bench.whole_check(change)
    return any(Path(item.path).name.split(".")[0] == section and abs(item.line - line) <= 1 for item in said)


@pytest.mark.long
def test_every_change_of_the_data_is_found_where_the_text_says_otherwise(bench: Bench) -> None:
    chance = random.Random(20260723)
    by_name: dict[str, list[Marked]] = {}
    for mark in bench.listing.marked:
        by_name.setdefault(mark.counterpart, []).append(mark)
    missed = []
    tried = sample(bench.listing.counterparts.items(), 20, "data")
    for name, values in tried:
        marks = by_name[name]
        for value in values:
            change = chance.choice(list(data_changes(value, bench.listing.text(value.file))))
            found, problems = bench.said_of_data(change, marks)
            wrong = {(finding.file, finding.line) for finding in found}
            told = [mark for mark in marks if (mark.file, bench.line(mark.file, mark.start)) in wrong]
            if not len(problems) and not told:
                missed.append(change)
    # Where the data say a thing twice, in two places or two languages, one of them may still be what the text says.
    assert reached(0.95, len(missed), len(tried)), "\n".join(map(str, missed))
    assert [str(change) for change in missed if not _told_by_languages(bench, change)] == []
