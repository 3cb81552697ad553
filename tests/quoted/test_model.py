"""quoted.yml: how a number is written, and what an author is told of one that is not."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.core.problems import Problems
from tandem.core.stated import COUNT, EFFECT, INTERVAL, VALUE
from tandem.quoted import stated
from tandem.quoted.model import Parsed, load_quoted, parse

from tests.conftest import ROOT
from tests.dosing.data import settings

GUIDE = (ROOT / "AUTHORING.md").read_text(encoding="utf-8").split("\n## Doses in the text\n")[1].split("\n## ")[0]


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("40 mg/kg", Parsed(Fraction(40), Fraction(40), "mg/kg")),
        ("3 to 4 weeks", Parsed(Fraction(3), Fraction(4), "week")),
        ("-7.54 to -3.66 mg", Parsed(Fraction("-7.54"), Fraction("-3.66"), "mg")),
        ("39 to 24.4%", Parsed(Fraction(39), Fraction("24.4"), "%")),
        ("418", Parsed(Fraction(418), Fraction(418), "")),
        ("9/14", Parsed(Fraction(9, 14), Fraction(9, 14), "", of_group=True)),
        (
            "-24.4% (99% CI -30 to -18.5)",
            Parsed(Fraction("-24.4"), Fraction("-24.4"), "%", Fraction(99), (Fraction(-30), Fraction("-18.5"))),
        ),
    ],
)
def test_a_number_is_read(text: str, parsed: Parsed) -> None:
    assert parse(text) == parsed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("−7.6 mg", "'−7.6 mg' has a sign that is no hyphen | write the minus as a hyphen: -7.6 mg"),
        ("40 mgs", "'mgs' is not a unit | write its sign, such as mg, mcg, mL, mmol/L, U, h, days or weeks"),
        ("30-50 mg", "'30-50 mg' is no number that can be held against a text | write it as `40 mg/kg`"),
        ("about 40 mg", "'about 40 mg' is no number that can be held against a text | write it as"),
        ("1,000 mg", "'1,000 mg' is no number"),
        ("07 mg", "'07 mg' is no number"),
        ("9/0", "'9/0' is no number"),
        ("5 to 5 mg", "'5 to 5 mg' has two ends that are the same | write the number once"),
        ("1.08 (95% CI 1.32 to 0.89)", "the interval ends before it begins | write the lower number first"),
        ("2 (95% CI 0.89 to 1.32)", "the number lies outside of its interval | correct one of the two"),
        ("9" * 400, "is no number"),
    ],
)
def test_a_number_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parse(text)


@given(st.text(alphabet="0123456789-./% ()tomgkCIµ−,", max_size=40))
def test_anything_is_read_or_refused_in_words(text: str) -> None:
    said = ""
    try:
        found = parse(text)
    except ValueError as error:
        said = str(error)
    assert " | " in said if said else (found.interval is None) == (found.level is None)


def load(folder: Path, text: str) -> tuple[object, str]:
    path = folder / "quoted.yml"
    path.write_text(text, encoding="utf-8")
    problems = Problems(folder)
    return load_quoted(path, settings(), problems), problems.report()


def test_the_example_of_the_guide_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
    quoted, report = load(tmp_path, example)
    assert report == "0 problems"
    found = list(stated(quoted))  # type: ignore[arg-type]
    assert {item.kind for item in found} == {VALUE, EFFECT, INTERVAL, COUNT}
    assert [item.written for item in found if item.written] == ["9/14"]
    assert all(item.for_texts and item.keys and item.group == item.place[:2] for item in found)


def test_what_an_author_is_told(tmp_path: Path) -> None:
    entry = "  - of: a\n    cite: [doe2020]\n    numbers: [{}]\n"
    assert load(tmp_path, "quoted:\n" + entry.format("5 mg, 5 mgs"))[1].splitlines()[0] == (
        "quoted.yml:4: an item of 'quoted.numbers': 'mgs' is not a unit"
    )
    assert load(tmp_path, "quoted:\n" + entry.format("5 mg, 5 mg"))[1].splitlines() == [
        "quoted.yml:4: '5 mg' stands here twice with the same references",
        "  fix: remove one of the two",
        "1 problem",
    ]
    assert "must be a list" in load(tmp_path, "quoted: 5\n")[1]
    assert load(tmp_path, "quoted:\n  - of: a\n    cite: []\n    numbers: [5]\n")[0] is None
