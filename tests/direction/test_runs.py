"""What must be isolated: one list of vectors for the build and for the script, and texts of every kind."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from tandem.direction import SCRIPT
from tandem.direction.runs import is_right, runs

VECTORS = Path(__file__).parent.parent / "vectors/direction.json"
CASES = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
# Letters of both directions, digits of every kind, signs that go with either, and what isolates.
SIGNS = (
    "aZ gm/kg0159٠٣۵.,;:!?%٪،؛()[]{}<>≤=×÷+-−–—·°²⁺'\"«»ابجא ב\u0301\u200f\u200d\u2066\u2069\ufffc\U00010900\n\u00a0"
)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_build_isolates_what_the_vectors_say(case: dict[str, str | list[list[str]]]) -> None:
    text = str(case["text"])
    assert [[text[run.start : run.end], run.kind] for run in runs(text)] == case["runs"]


@given(st.text(st.sampled_from(SIGNS), max_size=60))
def test_every_letter_and_digit_is_in_one_run_and_no_run_has_a_letter_from_the_right(text: str) -> None:
    found = runs(text)
    ends = 0
    for run in found:
        assert ends <= run.start < run.end
        ends = run.end
        assert not any(is_right(letter) for letter in text[run.start : run.end])
        assert text[run.start : run.end] == text[run.start : run.end].strip()
    inside = {at for run in found for at in range(run.start, run.end)}
    depth = 0
    for at, letter in enumerate(text):
        depth += letter == "\u2066"
        if unicodedata.category(letter)[0] in "LN" and not is_right(letter) and not depth:
            assert at in inside
        depth -= letter == "\u2069" and depth > 0


@pytest.mark.parametrize("part", ["(", "1 ", "1, ", "1 × ", "(1", "1 × ا ", ".", "%", "< ", "[1)"])
def test_long_lines_are_read(part: str) -> None:
    assert runs("ا" + part * 20_000 + "ا7")


@pytest.mark.browser
def test_the_script_isolates_the_same(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    for case in CASES:
        signs = list(case["text"])
        found = page.evaluate("text => tandemDirection.runs(text)", case["text"])
        assert [["".join(signs[start:end]), kind] for start, end, kind in found] == case["runs"], case["why"]
    page.close()


@pytest.mark.browser
def test_the_script_agrees_on_texts_that_nobody_wrote(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<body></body>")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))

    @given(st.lists(st.text(st.sampled_from(SIGNS), max_size=40), min_size=20, max_size=40))
    def agree(texts: list[str]) -> None:
        found = page.evaluate("texts => texts.map(tandemDirection.runs)", texts)
        for text, theirs in zip(texts, found, strict=True):
            assert [[run.start, run.end, run.kind] for run in runs(text)] == theirs, text

    agree()
    page.close()
