"""Which paragraphs may be behind after a change of one language, of the other, or of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.core.problems import Problems
from tandem.parity.freshness import Standing, State, Why, state_of
from tandem.parity.language import Language
from tandem.parity.languages import load_languages
from tandem.parity.ledger import Side
from tandem.parity.paragraphs import HEADING, ITEM, PARAGRAPH, Cited, Piece, Reading, Unit
from tandem.parity.record import SectionRecord, digest, normal, section_record, written

DAY = date(2026, 11, 22)
Said = list[tuple[Why, str]]


@cache
def language(locale: str) -> Language:
    problems = Problems(Path())
    rules = load_languages([locale], problems)
    assert not len(problems)
    return Language(rules[locale])


def unit(text: str, line: int = 1, kind: str = PARAGRAPH) -> Unit:
    return Unit(kind, "top", line, (Piece(text, line),))


def side(locale: str, texts: list[str]) -> Side:
    heading = Unit(HEADING, "top", 6, (Piece("Top", 6),), name="top", level=1)
    units = [heading, *(unit(text, 8 + 2 * at) for at, text in enumerate(texts))]
    return Side(Path(f"page.{locale}.md"), language(locale), Reading(tuple(units), ()))


def recorded(ours: list[str], theirs: list[str]) -> SectionRecord:
    first, other = side("zh", ours), side("en", theirs)
    state = state_of(first, other, None)
    return section_record(state.rows(), DAY)


def now(ours: list[str], theirs: list[str], record: SectionRecord | None) -> State:
    return state_of(side("zh", ours), side("en", theirs), record)


def behind(state: State, which: int) -> Said:
    """Why, and the text that is to be looked at ('' where there is none)."""
    return [(look.why, look.here.text if look.here else "") for look in state.looks(which)]


OURS, THEIRS = ["甲", "乙", "丙", "丁"], ["A", "B", "C", "D"]
RECORD = recorded(OURS, THEIRS)


def test_what_was_recorded_is_agreed() -> None:
    state = now(OURS, THEIRS, RECORD)
    assert not state.stale
    assert (state.looks(0), state.looks(1), state.since) == ([], [], DAY)


def test_without_a_record_nothing_was_ever_agreed() -> None:
    state = now(OURS, THEIRS, None)
    assert state.never and state.stale
    assert [[look.why for look in state.looks(which)] for which in (0, 1)] == [[Why.NEVER], [Why.NEVER]]


@pytest.mark.parametrize(
    ("ours", "theirs", "first", "other"),
    [
        pytest.param(["甲", "改", "丙", "丁"], THEIRS, [], [(Why.CHANGED, "B")], id="changed in the first"),
        pytest.param(OURS, ["A", "B", "new", "D"], [(Why.CHANGED, "丙")], [], id="changed in the other"),
        pytest.param(
            ["甲", "改", "丙", "丁"], ["A", "new", "C", "D"], [(Why.BOTH, "改")], [(Why.BOTH, "new")], id="both"
        ),
        pytest.param(
            ["甲", "改", "丙", "丁"],
            ["A", "B", "new", "D"],
            [(Why.CHANGED, "丙")],
            [(Why.CHANGED, "B")],
            id="one each",
        ),
        pytest.param(OURS, ["A", "C", "D"], [(Why.REMOVED, "乙")], [], id="removed in the other"),
        pytest.param(["甲", "乙", "丁"], THEIRS, [], [(Why.REMOVED, "C")], id="removed in the first"),
        pytest.param([*OURS, "戊"], THEIRS, [], [(Why.ADDED, "")], id="added in the first"),
        pytest.param(OURS, ["A", "new", "B", "C", "D"], [(Why.ADDED, "")], [], id="added in the other"),
        pytest.param(
            [*OURS, "戊"], [*THEIRS, "E"], [(Why.BOTH, "戊")], [(Why.BOTH, "E")], id="added in both"
        ),
        pytest.param(
            ["甲", "丙", "丁"], ["A", "C", "D"], [(Why.GONE, "")], [(Why.GONE, "")], id="removed in both"
        ),
    ],
)  # fmt: skip
def test_after_a_change(ours: list[str], theirs: list[str], first: Said, other: Said) -> None:
    state = now(ours, theirs, RECORD)
    assert state.stale and not state.never
    assert (behind(state, 0), behind(state, 1)) == (first, other)


def test_a_change_names_the_lines_of_both() -> None:
    (look,) = now(["甲", "改", "丙", "丁"], THEIRS, RECORD).looks(1)
    assert look.beside is not None
    assert (look.line, look.beside.line, look.there.path.name, look.section) == (10, 10, "page.zh.md", "top")


def test_what_is_missing_is_looked_for_under_its_heading() -> None:
    (look,) = now([*OURS, "戊"], THEIRS, RECORD).looks(1)
    assert (look.line, look.section) == (6, "top")


def test_paragraphs_that_changed_places_are_no_longer_agreed() -> None:
    state = now(OURS, ["A", "C", "B", "D"], RECORD)
    assert sorted(behind(state, 0), key=str) == [(Why.ADDED, ""), (Why.REMOVED, "丙")]
    assert behind(state, 1) == []
    assert now(["甲", "丙", "乙", "丁"], ["A", "C", "B", "D"], RECORD).stale, "the order is a part of what is said"


def test_a_paragraph_that_was_recorded_alone_stays_agreed() -> None:
    """An exception lets one language have a paragraph more."""
    record = recorded(["甲", "乙"], ["A", "B", "only here"])
    assert not now(["甲", "乙"], ["A", "B", "only here"], record).stale
    assert behind(now(["甲", "乙"], ["A", "B", "more"], record), 0) == [(Why.ADDED, "")]
    assert now(["甲", "乙"], ["A", "B"], record).stale


def test_a_language_that_came_later_was_never_agreed_and_leaves_the_others_as_they_are() -> None:
    first, other, third = side("zh", OURS), side("en", THEIRS), replace(side("en", THEIRS), path=Path("page.xx.md"))
    third = replace(third, language=Language(replace(language("en").rules, locale="xx")))
    states = state_of(first, other, RECORD), state_of(first, third, RECORD)
    standing = Standing("t", "page", (first, other, third), states, False)
    assert standing.stale and standing.since == DAY
    assert [[look.why for look in standing.looks(locale)] for locale in ("zh", "en", "xx")] == [[], [], [Why.NEVER]]
    assert [standing.compared(locale) for locale in ("zh", "en", "xx")] == [None, DAY, None]
    rows = states[1].rows()
    assert [list(row) for row in rows] == [["zh", "xx"]] * 5
    again = section_record(rows, DAY + timedelta(days=1))
    assert not state_of(first, third, again).stale
    assert state_of(first, other, again).never, "who reads one pair declares nothing of another"
    both = Standing("t", "page", (first, other, third), (states[0], state_of(first, third, again)), False)
    assert [both.compared(locale) for locale in ("zh", "en", "xx")] == [DAY, DAY, DAY + timedelta(days=1)]


# --- properties ------------------------------------------------------------------------------------------------------


NUMBERS = st.lists(st.integers(0, 5), min_size=1, max_size=12)  # few values: the same text may stand several times


def texts(numbers: list[int]) -> tuple[list[str], list[str]]:
    return [f"段落{number}" for number in numbers], [f"Paragraph {number}." for number in numbers]


@given(NUMBERS, st.data())
def test_one_change_makes_one_paragraph_of_the_other_stale(numbers: list[int], data: st.DataObject) -> None:
    ours, theirs = texts(numbers)
    at = data.draw(st.integers(0, len(numbers) - 1))
    changed = [*ours[:at], "改过", *ours[at + 1 :]]
    state = now(changed, theirs, recorded(ours, theirs))
    assert behind(state, 0) == []
    assert [(look.why, look.here and look.here.line) for look in state.looks(1)] == [(Why.CHANGED, 8 + 2 * at)]


@given(NUMBERS, st.data())
def test_one_paragraph_less_makes_one_of_the_other_stale(numbers: list[int], data: st.DataObject) -> None:
    ours, theirs = texts(list(dict.fromkeys(numbers)))
    at = data.draw(st.integers(0, len(ours) - 1))
    state = now(ours, [*theirs[:at], *theirs[at + 1 :]], recorded(ours, theirs))
    assert behind(state, 0) == [(Why.REMOVED, ours[at])]


@given(NUMBERS, NUMBERS)
def test_only_what_was_recorded_is_agreed(before: list[int], after: list[int]) -> None:
    record = recorded(*texts(before))
    state = now(*texts(after), record)
    assert state.stale == (before != after)
    told = {id(unit) for pair in state.pairs for unit in pair.units if unit}
    assert told == {id(unit) for side in state.sides for unit in side.reading.units}, "no paragraph is passed over"


# --- what is hashed --------------------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(["镁", "剂量", "30", "mg/kg", "to", "（", "。", "“a”", "[@a]"]), min_size=1, max_size=15
)


@given(WORDS, st.data())
def test_lines_wrapped_anew_are_the_same_text(words: list[str], data: st.DataObject) -> None:
    """Between wide characters a line may also be wrapped where there is no space."""
    one, other = words[0], words[0]
    for before, word in pairwise(words):
        tight = before[-1] in "镁量。（" or word[0] in "镁剂。（"
        gaps = ["", " ", "\n", " \n  "] if tight else [" ", "\n", "  \n"]
        one += data.draw(st.sampled_from(gaps)) + word
        other += data.draw(st.sampled_from(gaps)) + word
    assert normal(one) == normal(other)
    assert digest(unit(one)) == digest(unit(other))


def test_what_is_said_and_what_hangs_on_it_is_in_the_hash() -> None:
    plain = Piece("Text. More.", 1)
    cited = replace(plain, citations=(Cited((("a", ""),), 5, 1),))
    later = replace(plain, citations=(Cited((("a", ""),), 11, 1),))
    linked = replace(plain, links=("dosing.md",))
    units = [Unit(PARAGRAPH, "top", 1, (piece,)) for piece in (plain, cited, later, linked)]
    units += [unit("Text. More", 1), unit("Text. More.", 1, ITEM), unit("Text.More.")]
    assert len({digest(item) for item in units}) == len(units)
    assert digest(units[0]) == digest(replace(units[0], line=99, section="elsewhere"))
    assert written(units[1]) == "Text.[@a] More."
