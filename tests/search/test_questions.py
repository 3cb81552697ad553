"""The questions that the search is measured on: that they can be read, and that their answers stand in the sources.

What the search makes of them is not this test's concern. The files in `questions/` tell how they were written.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from tandem.check import read_site
from tandem.core.problems import Problems
from tandem.core.shelf import Shelf

from tests.conftest import ROOT
from tests.fixtures import fictional, sources

HERE = Path(__file__).parent / "questions"
HALVES = ("report", "tune")
COLUMNS = ("language", "site", "kind", "query", "answers")
UNANSWERED = {"absent", "near", "fixture-none"}
MOST = 3  # answers of one question
LEAST = 200  # questions of a language
LEAST_UNANSWERED = 20  # of them, without an answer


class Question(NamedTuple):
    language: str
    site: str
    kind: str
    query: str
    answers: str


def read(half: str) -> list[Question]:
    text = (HERE / f"{half}.tsv").read_text(encoding="utf-8")
    header, *lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert tuple(header.split("\t")) == COLUMNS
    return [Question(*line.split("\t")) for line in lines]


QUESTIONS = [(half, question) for half in HALVES for question in read(half)]


def folded(query: str) -> str:
    """A question as far as letters and digits go: what differs in nothing else is the same question."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", query).casefold() if sign.isalnum())


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shelf]:
    """The shelf that holds each tutorial in which something is asked."""
    invented = fictional.write(tmp_path_factory.mktemp("fictional") / "site")
    found: dict[str, Shelf] = {}
    for config in (ROOT / "mkdocs.yml", sources.SITE / "mkdocs.yml", invented):
        site = read_site(config, Problems(config.parent))
        assert site is not None
        found |= {tutorial.name: site.shelf for tutorial in site.shelf.tutorials}
    return found


def anchors(shelf: Shelf, tutorial: str, locale: str) -> set[str]:
    """Every answer that a question asked in this tutorial may name."""
    pages = [
        ("" if owner else "/", page) for owner, page in shelf.all_pages() if owner is None or owner.name == tutorial
    ]
    there = {
        f"{outside}{page.name}#{anchor}" for outside, page in pages if page.locale == locale for anchor in page.ids
    }
    return there | {f"/glossary#{term.id}" for term in shelf.glossary.terms}


def test_every_answer_stands_in_the_sources_of_every_language(shelves: dict[str, Shelf]) -> None:
    there = {
        name: set.intersection(*(anchors(shelf, name, language.locale) for language in shelf.settings.languages))
        for name, shelf in shelves.items()
    }
    astray = [
        (half, question, answer)
        for half, question in QUESTIONS
        if question.answers != "none"
        for answer in question.answers.split(" ")
        if answer not in there[question.site]
    ]
    assert not astray


@pytest.mark.parametrize("half", HALVES)
def test_a_file_is_plain_text(half: str) -> None:
    whole = (HERE / f"{half}.tsv").read_bytes()
    assert whole.endswith(b"\n") and not whole.startswith(b"\xef\xbb\xbf")


def test_each_question_is_whole() -> None:
    for half, question in QUESTIONS:
        assert all(cell and cell == " ".join(cell.split()) for cell in question), (half, question)
        assert folded(question.query), (half, question)
        assert (question.answers == "none") == (question.kind in UNANSWERED), (half, question)
        answers = question.answers.split(" ")
        assert len(answers) == len(set(answers)) <= MOST, (half, question)


def test_nothing_is_asked_twice() -> None:
    times = Counter((question.language, folded(question.query)) for _, question in QUESTIONS)
    assert [key for key, count in times.items() if count > 1] == []


def test_there_are_enough_in_each_language_of_the_site(shelves: dict[str, Shelf]) -> None:
    asked = Counter(question.language for _, question in QUESTIONS)
    assert set(asked) == {language.locale for language in shelves["magnesium"].settings.languages}
    unanswered = Counter(question.language for _, question in QUESTIONS if question.answers == "none")
    for locale, count in asked.items():
        assert count >= LEAST and unanswered[locale] >= LEAST_UNANSWERED, locale


def test_the_halves_are_spread_alike() -> None:
    counts = {
        half: Counter((question.language, question.kind) for one, question in QUESTIONS if one == half)
        for half in HALVES
    }
    uneven = [key for key in counts["report"] | counts["tune"] if abs(counts["report"][key] - counts["tune"][key]) > 1]
    assert not uneven


def test_every_section_of_the_tutorial_is_asked_for(shelves: dict[str, Shelf]) -> None:
    (tutorial,) = [one for one in shelves["magnesium"].tutorials if one.name == "magnesium"]
    for language in shelves["magnesium"].settings.languages:
        pages = {
            answer.split("#")[0]
            for _, question in QUESTIONS
            if (question.language, question.site) == (language.locale, "magnesium")
            for answer in question.answers.split(" ")
        }
        assert set(tutorial.file.sections) <= pages
