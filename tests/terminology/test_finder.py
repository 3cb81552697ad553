"""Terms found in texts: which way of writing stands for a term, and which does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.core.glossary import plain
from tandem.terminology import Finder, Glossary, Term, alike

from tests.terminology.terms import term


def found(terms: list[Term], text: str, locale: str = "en") -> list[tuple[str, str]]:
    return [(item.term.id, text[item.start : item.end]) for item in Finder(terms, locale).mentions(text)]


RECEPTOR = term("receptor", en=["NMDA receptor", "NMDA"], zh=["NMDA 受体", "NMDA"], forms={"en": ["NMDA receptors"]})
ECLAMPSIA = term("eclampsia", en=["eclampsia"], zh=["子痫"])
PRE = term("pre-eclampsia", en=["pre-eclampsia"], zh=["子痫前期"])
RATIO = term("odds-ratio", en=["odds ratio", "OR"], zh=["比值比", "OR"])
SPARING = term("sparing", en=["opioid-sparing"], zh=["节俭阿片"])
ALL = [RECEPTOR, ECLAMPSIA, PRE, RATIO, SPARING]


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "NMDA receptors, the NMDA receptor.", [("receptor", "NMDA receptors"), ("receptor", "NMDA receptor")]),
        ("en", "an NMDA\nreceptor", [("receptor", "NMDA\nreceptor")]),
        ("en", "an NMDA\u00a0receptor", [("receptor", "NMDA\u00a0receptor")]),
        ("en", "the nmda receptor, NMDAR, NMDA2", []),
        ("en", "Odds ratio; ODDS RATIO", [("odds-ratio", "Odds ratio"), ("odds-ratio", "ODDS RATIO")]),
        ("en", "this or that, Or, OR 0.26", [("odds-ratio", "OR")]),
        ("en", "pre-eclampsia, eclampsia", [("pre-eclampsia", "pre-eclampsia"), ("eclampsia", "eclampsia")]),
        ("en", "pre‑eclampsia", [("pre-eclampsia", "pre‑eclampsia")]),
        ("en", "preeclampsia eclampsias", []),
        ("en", "opioid-sparing (opioid sparing)", [("sparing", "opioid-sparing")]),
        ("zh", "子痫前期和子痫", [("pre-eclampsia", "子痫前期"), ("eclampsia", "子痫")]),
        ("zh", "拮抗NMDA受体，即 NMDA\n受体", [("receptor", "NMDA受体"), ("receptor", "NMDA\n受体")]),
        ("zh", "比值比（OR）为OR值", [("odds-ratio", "比值比"), ("odds-ratio", "OR"), ("odds-ratio", "OR")]),
        ("zh", "FOR 与 ORs", []),
        ("en", "", []),
    ],
)  # fmt: skip
def test_what_is_found(locale: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(ALL, text, locale) == expected


def test_what_stands_within_a_longer_term() -> None:
    finder = Finder([term("both", en=["C and Aδ fibres"]), term("delta", en=["Aδ fibres"])], "en")
    text = "in C and Aδ fibres"
    assert [item.term.id for item in finder.mentions(text)] == ["both"]
    assert [item.term.id for item in finder.within(text)] == ["both", "delta"]


def test_a_capital_does_not_hide_a_longer_term() -> None:
    """`RR` matches only itself, `rr interval` a capital too: behind RR the longer one is still found."""
    terms = [term("risk", en=["RR"]), term("interval", en=["rr interval"])]
    assert found(terms, "the RR interval, an RR, rr interval") == [
        ("interval", "RR interval"), ("risk", "RR"), ("interval", "rr interval"),
    ]  # fmt: skip


def test_without_terms_nothing_is_found() -> None:
    assert found([], "anything") == []


LETTERS = (
    st.text("aAbB -子痫δ2", min_size=1, max_size=5)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text.strip("- ") != "")
)


def letter_by_letter(written: list[str], text: str) -> list[tuple[int, int]]:
    """The same by trying every way of writing at every place, slowly."""

    def word(character: str) -> bool:
        return character.isalnum() and character not in "子痫"

    def ends(form: str, start: int) -> int:
        position = start
        for index, letter in enumerate(form):
            beside = index and (form[index - 1] in "子痫" or letter in "子痫")
            while beside and position < len(text) and text[position] == " ":
                position += 1
            if position >= len(text) or text[position] not in {letter, letter.upper()}:
                return -1
            position += 1
            while letter == " " and position < len(text) and text[position] == " ":
                position += 1
        before = start > 0 and word(form[0]) and word(text[start - 1])
        after = position < len(text) and word(form[-1]) and word(text[position])
        return -1 if before or after else position

    found, start = [], 0
    while start < len(text):
        end = max((ends(form, start) for form in written), default=-1)
        if end > start:
            found.append((start, end))
        start = max(end, start + 1)
    return found


@given(st.lists(LETTERS, min_size=1, max_size=5, unique_by=alike), st.text("aAbB -子痫δ2", max_size=25))
def test_the_one_pattern_finds_what_many_would(written: list[str], text: str) -> None:
    terms = [term(f"t{number}", en=[form]) for number, form in enumerate(written)]
    finder = Finder(terms, "en")
    spans = [(item.start, item.end) for item in finder.mentions(text)]
    assert spans == letter_by_letter([plain(form) for form in written], text)
    for item in finder.mentions(text):
        assert alike(text[item.start : item.end]) in {alike(form) for form in item.term.written("en")}


def test_an_empty_glossary_is_one() -> None:
    assert Glossary().terms == ()
