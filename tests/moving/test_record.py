"""Printed references of every form taken apart, and which of them are one work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tandem.core.problems import Problems
from tandem.moving.citing import is_work, numbers_of
from tandem.moving.record import Reader
from tandem.moving.tabs import tables_of_tabs
from tandem.moving.words import load_words
from tandem.moving.works import latin


@pytest.fixture(scope="module")
def reader() -> Reader:
    problems = Problems(Path())
    words = load_words(("zh", "en"), problems)
    assert not len(problems), problems.report()
    return Reader(list(words.values()))


@pytest.mark.parametrize(
    ("printed", "entry"),
    [
        (
            "Smith AB, Jones C-D. Is it enough? Br. J. Invented. 2013 Jul;110(1):12–19. PMID: 123456",
            {"type": "article-journal", "title": "Is it enough?", "container-title": "Br. J. Invented", "volume": "110",
             "issue": "1", "page": "12-19", "PMID": "123456",
             "author": [{"family": "Smith", "given": "A. B."}, {"family": "Jones", "given": "C.-D."}]},
        ),
        (
            "Miller K, van der Berg P. A trial. Imaginary Medicine 2030;4:e12. https://doi.org/10.5555/im.4",
            {"number": "e12", "DOI": "10.5555/im.4", "container-title": "Imaginary Medicine",
             "author": [{"family": "Miller", "given": "K."}, {"family": "van der Berg", "given": "P."}]},
        ),
        (
            "Doe, J. A., & Roe, R. (2020). Things: second part. Journal of Things, 12(3), 45–50.",
            {"title": "Things: second part", "container-title": "Journal of Things", "volume": "12", "page": "45-50"},
        ),
        (
            "Chen L. Warmth. In: Doe J (ed). The Invented Book. 2nd ed. Nowhere: Paper Press; 2028. p. 33-41.",
            {"type": "chapter", "title": "Warmth", "container-title": "The Invented Book", "edition": "2",
             "publisher": "Paper Press", "publisher-place": "Nowhere", "page": "33-41",
             "editor": [{"family": "Doe", "given": "J."}]},
        ),
        (
            "Brown T. The Book of Fasting. 3rd ed. London: Press; 2011.",
            {"type": "book", "title": "The Book of Fasting", "edition": "3", "publisher": "Press"},
        ),
        (
            "王晓明, 李四, 欧阳修远. 虚构药物[J]. 虚构杂志, 2021, 40(3): 301-305.",
            {"type": "article-journal", "title": "虚构药物", "container-title": "虚构杂志", "issue": "3",
             "author": [{"family": "王", "given": "晓明"}, {"family": "李", "given": "四"},
                        {"family": "欧阳", "given": "修远"}]},
        ),
        (
            "陈磊. 温暖[M]//Doe J. 虚构之书. 2版. 虚构: 纸出版社, 2028: 33-41.",
            {"type": "chapter", "container-title": "虚构之书", "edition": "2", "page": "33-41"},
        ),
    ],
)  # fmt: skip
def test_an_entry_is_taken_apart(reader: Reader, printed: str, entry: dict[str, Any]) -> None:
    found = reader.parsed(printed)
    assert {name: found.entry.get(name) for name in entry} == entry
    assert not found.doubts


@pytest.mark.parametrize(
    ("printed", "doubt"),
    [
        ("Somebody said this in a lecture.", "could not be taken apart"),
        ("Doe J, Roe R, et al. A trial. J Things 2020;1:2-3.", "names only the first authors"),
        ("World Body. A page. 2019. https://example.org/x. Accessed 3 May 2020.", "page of the web"),
    ],
)
def test_what_is_uncertain_is_said(reader: Reader, printed: str, doubt: str) -> None:
    assert any(doubt in said for said in reader.parsed(printed).doubts)


@pytest.mark.parametrize("printed", ["A. " * 1000, "Doe J, " * 500 + ".", "(" * 3000, "2020;" * 700, "：" * 3000, ""])
def test_no_entry_takes_long_or_fails(reader: Reader, printed: str) -> None:
    assert "title" in reader.parsed(printed).entry


def test_numbers_of_a_citation() -> None:
    assert numbers_of("1,3–5, 4") == (1, 3, 4, 5)
    assert numbers_of("2、4") == (2, 4)
    assert numbers_of("9-3") == (9, 3)
    assert numbers_of("1-999") == (1, 999)


def test_a_footnote_is_a_work_only_with_the_signs_of_one() -> None:
    assert is_work("Doe J. A trial. J Things 2020;1:2-3.")
    assert not is_work("In 2020 this was changed by the committee.")


def test_lines_with_tabs_are_a_table() -> None:
    text, places = tables_of_tabs(["before", "", "a\tb", "1\t|", "after"])
    assert text.split("\n") == ["before", "", "", "| a | b |", "| --- | --- |", "| 1 | \\| |", "", "after"]
    assert [places[3], places[5], places[7]] == [2, 3, 4]
    assert tables_of_tabs(["```", "a\tb", "1\t2", "```"])[0] == "```\na\tb\n1\t2\n```"
    assert tables_of_tabs(["one\ttab"])[0] == "one\ttab"


def test_names_in_latin_letters() -> None:
    assert latin("Müller & 陈") == "muller-chen"
    assert latin("…") == ""
