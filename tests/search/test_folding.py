"""Folding: the vectors that Python and the page share, and that both fold any text alike."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from tandem.search.folding import fold, squeeze
from tandem.search.languages import characters

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors/search.json").read_text(encoding="utf-8"))
PAIRS: str = VECTORS["characters"]
CHARACTERS = dict(zip(PAIRS[::2], PAIRS[1::2], strict=True))
ENGINE = Path(__file__).parents[2] / "hooks/tandem/search/engine"


@pytest.mark.parametrize(("text", "folded"), VECTORS["fold"])
def test_vectors_fold(text: str, folded: str) -> None:
    assert fold(text, CHARACTERS) == folded


@pytest.mark.parametrize(("text", "squeezed"), VECTORS["squeeze"])
def test_vectors_squeeze(text: str, squeezed: str) -> None:
    assert squeeze(text, CHARACTERS) == squeezed


@given(st.text(), st.text())
def test_a_text_is_folded_sign_by_sign(text: str, more: str) -> None:
    assert fold(text + more, CHARACTERS) == fold(text, CHARACTERS) + fold(more, CHARACTERS)
    assert squeeze(text, CHARACTERS) == squeeze(fold(text, CHARACTERS), {})


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x24F)))
def test_case_and_accents_do_not_matter(text: str) -> None:
    assert fold(fold(text, {}), {}) == fold(text, {})
    assert fold(text.lower(), {}) == fold(text, {})


def test_the_table_of_characters_is_the_librarys() -> None:
    table = characters("TSCharacters")
    assert len(table) > 3000
    assert "".join(table[sign] for sign in "鎂類藥劑鹽醫術後測壓") == "镁类药剂盐医术后测压"
    assert "镁" not in table


@pytest.mark.browser
def test_the_page_folds_as_python_does(browser: Browser) -> None:
    chance = random.Random(6)
    ranges = [(0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x5FF), (0x600, 0x6FF), (0xE00, 0xE7F),
              (0x2000, 0x2BFF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF)]  # fmt: skip
    texts = [text for text, _ in VECTORS["fold"]]
    for _ in range(400):
        low, high = chance.choice(ranges)
        other = chance.choice(ranges)
        texts.append("".join(chr(chance.randint(*chance.choice([(low, high), other]))) for _ in range(12)))
    # Only letters that both have known for long: a newer Unicode is no disagreement.
    texts = [
        text for text in texts if all(sign.isprintable() or sign in "\u00ad\u2060\u200b\u3000\u00a0" for sign in text)
    ]
    page = browser.new_page()
    page.goto("about:blank")
    script = (ENGINE / "text.js").read_text(encoding="utf-8")
    folded = page.evaluate(
        f"([pairs, texts]) => {{ {script}; const reading = folder(pairs);"
        " return texts.map((text) => [reading.fold(text), reading.places(text)]); }",
        [PAIRS, texts],
    )
    page.close()
    assert len(texts) > 150
    for text, (by_page, places) in zip(texts, folded, strict=True):
        assert by_page == fold(text, CHARACTERS), repr(text)
        assert len(places) == len(by_page.encode("utf-16-le")) // 2 + 1
        assert places == sorted(places) and places[-1] == len(text.encode("utf-16-le")) // 2
