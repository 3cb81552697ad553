"""What displays as "50" is 50: one policy for the characters of every text, wherever they come from."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.core.characters import fault
from tandem.core.data import read_document, read_text
from tandem.core.problems import Problems

from tests.fixtures.sources import change, check

FINE = [
    "静脉给予硫酸镁 30 至 50 mg/kg，即“负荷剂量”。",
    "Aδ fibres, μ receptors, β-blockers, χ² and Tₘₐₓ; naïve, Kjærnes, Łódź; 5 °C ± 0.5; Ca²⁺",
    "MgSO₄·7H₂O\u00a0246.47 g/mol – – 5′",
    "ＮＭＤＡ".translate(dict(zip(map(ord, "ＮＭＤＡ"), "NMDA", strict=True))),
    "الجرعة ٣٠ ملغ/كغ",
    "مى\u200cخواهم",
    "क्\u200dष",
    "МРТ и магний",
    "５０ ．５",  # another rule's, which knows the language
]

REFUSED = {
    "Give \u202e05\u202c mg/kg": "U+202E RIGHT-TO-LEFT OVERRIDE",
    "5\u200b0 mg": "U+200B ZERO WIDTH SPACE",
    "mg\u200dkg": "U+200D ZERO WIDTH JOINER",
    "5\u200c0": "U+200C ZERO WIDTH NON-JOINER",
    "50\u200e mg": "U+200E LEFT-TO-RIGHT MARK",
    "\u206650\u2069": "U+2066 LEFT-TO-RIGHT ISOLATE",
    "magne\u00adsium": "U+00AD SOFT HYPHEN",
    "5\u034f0": "U+034F COMBINING GRAPHEME JOINER",
    "50\U000e0030": "U+E0030 TAG DIGIT ZERO",
    "50\ufe0f": "U+FE0F VARIATION SELECTOR-16",
    "a\u3164b": "U+3164 HANGUL FILLER",
    "5\u2060 0": "U+2060 WORD JOINER",
    "50\u0662 mg": "U+0662 ARABIC-INDIC DIGIT TWO",
    "\u06650 mg": "U+0665 ARABIC-INDIC DIGIT FIVE",
    "1\uff10 mg": "U+FF10 FULLWIDTH DIGIT ZERO",
    "m\u0441g": "U+0441 CYRILLIC SMALL LETTER ES",
    "\u0391lpha": "U+0391 GREEK CAPITAL LETTER ALPHA",
    "5 \uff4d\uff47": "U+FF4D FULLWIDTH LATIN SMALL LETTER M",
    "5 \U0001d426g": "U+1D426 MATHEMATICAL BOLD SMALL M",
    "5\u0338 mg": "U+0338 COMBINING LONG SOLIDUS OVERLAY",
    "dose \ufffd mg": "U+FFFD REPLACEMENT CHARACTER",
    "\ue000": "U+E000",
    "a\u2028b": "U+2028 LINE SEPARATOR",
    "a\x0bb": "U+000B",
}


@pytest.mark.parametrize("text", FINE)
def test_what_may_stand_in_a_text(text: str) -> None:
    assert fault(text) is None


@pytest.mark.parametrize("text", REFUSED)
def test_what_may_not(text: str) -> None:
    found = fault(text)
    assert found is not None
    assert REFUSED[text] in found.what
    assert found.fix
    assert f"U+{ord(text[found.offset]):04X}" in found.what


def test_the_first_is_named() -> None:
    found = fault("a\u200bb\u202ec\x00")
    assert found is not None
    assert found.offset == 1


@given(st.text(max_size=60))
def test_nothing_invisible_is_left(text: str) -> None:
    if fault(text) is None:
        kinds = {unicodedata.category(character) for character in text} - {"Cf"}
        assert not kinds & {"Cc", "Cs", "Co"} or set(text) & set("\t\n\r")


@pytest.mark.parametrize("long", ["a", "0", "\u0662", "\u0430", "α", " ", "\u200d", "镁"])
def test_long_runs_are_read(long: str) -> None:
    fault(long * 300_000)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("docs/salt/index.en.md", "does not exist", "does\u202enot exist", "index.en.md:"),
        ("docs/salt/index.en.md", "does not exist", "does&#x202E;not exist", "&#x202E; is an invisible character"),
        ("docs/salt/index.en.md", "does not exist", "does&shy;not exist", "&shy; is an invisible character"),
        ("docs/salt/index.zh.md", 'title: "概述"', 'title: "概\u200b述"', "index.zh.md:2: an invisible character"),
        ("docs/salt/doses.yml", "en: Bolus}", 'en: "Bo\\u200Blus"}', "doses.yml:"),
        ("docs/salt/references.json", "Salvoxine after", "Salv\\u202eoxine after", "references.json:"),
        ("docs/salt/references.json", "Salvoxine after", "S\\u0430lvoxine after", "CYRILLIC SMALL LETTER A"),
    ],
)
def test_wherever_it_comes_from(root: Path, file: str, old: str, new: str, said: str) -> None:
    change(root, file, old, new)
    _, problems = check(root)
    assert said in problems.report()
    assert "U+" in problems.report()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def circle(path: Path) -> None:
    path.symlink_to(path)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10**12)  # takes no room on the disk


@pytest.mark.parametrize("make", [pipe, endless, folder, circle, huge])
def test_only_ordinary_files_are_opened(tmp_path: Path, make: Callable[[Path], None]) -> None:
    problems = Problems(tmp_path)
    make(tmp_path / "doses.yml")
    assert read_document(tmp_path / "doses.yml", problems) is None
    assert read_text(tmp_path / ("a" * 300), problems) is None
    assert read_text(tmp_path / "a\0b", problems) is None
    assert problems.report().count("fix:") == 3
