"""Terms of the glossary, compared: what one language calls by its name, the other does too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tandem.parity.comparison import compare
from tandem.parity.findings import Finding
from tandem.parity.terms import Terms
from tandem.terminology import Glossary

from tests.parity.texts import FIRST, OTHER, sides_of, tutorial
from tests.terminology.terms import term

GLOSSARY = Glossary(
    terms=(
        term("rocuronium", en=["rocuronium"], zh=["罗库溴铵"], compare="sentence"),
        term("dorsal-horn", en=["dorsal horn"], zh=["脊髓背角", "背角"]),
        term("a-delta", en=["Aδ fibre"], zh=["Aδ 纤维"], forms={"en": ["Aδ fibres"]}),
        term("c-fibre", en=["C fibre"], zh=["C 纤维"], forms={"en": ["C and Aδ fibres"]}),
        term("infusion", en=["infusion"], zh=["输注"], compare=False),
    )
)


def findings(folder: Path, first: str, other: str) -> list[Finding]:
    shared = replace(tutorial().shared, terms=Terms(GLOSSARY, FIRST, OTHER), measure=None)
    return sorted(compare(*sides_of(folder, first + "\n", other + "\n"), shared).found)


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("罗库溴铵起效快。", "Rocuronium acts fast."),
        ("背角的神经元。", "Neurons of the dorsal\nhorn."),
        ("C 纤维和 Aδ 纤维。", "C and Aδ fibres."),  # one stands inside the other's words
        ("以 5 mL/h 维持。", "An infusion of 5 mL/h."),  # not compared
        ("罗库溴铵起效快。罗库溴铵价廉。", "Rocuronium acts fast. Rocuronium is cheap."),
        ("脊髓背角很重要。它在脊髓内。", "The dorsal horn matters. The dorsal horn lies in the cord."),
        ("无关的话。", "Nothing of it."),
    ],
)
def test_terms_that_agree(tmp_path: Path, first: str, other: str) -> None:
    assert [str(finding) for finding in findings(tmp_path, first, other)] == []


@pytest.mark.parametrize(
    ("first", "other", "said"),
    [
        ("罗库溴铵起效快。", "Vecuronium acts fast.",
         ["page.en.md:8: error: the term '罗库溴铵' in page.zh.md:8 has no counterpart here\n"
          "  fix: write 'rocuronium' here; if it is said in another way, list that in glossary.yml"]),
        ("维库溴铵起效快。", "Vecuronium is fast.\nRocuronium acts fast.",
         ["page.en.md:9: error: the term 'Rocuronium' here has no counterpart in page.zh.md:8\n"
          "  fix: write '罗库溴铵' there; if it is said in another way, list that in glossary.yml"]),
        ("罗库溴铵起效快。罗库溴铵价廉。", "Rocuronium acts fast. Vecuronium is cheap.",
         ["page.en.md:8: error: the term '罗库溴铵' in the same sentence of page.zh.md:8 has no counterpart here\n"
          "  fix: write 'rocuronium' here; if it is said in another way, list that in glossary.yml"]),
        ("脊髓前角的神经元。", "Neurons of the dorsal horn.",
         ["page.en.md:8: error: the term 'dorsal horn' here has no counterpart in page.zh.md:8\n"
          "  fix: write '脊髓背角' there; if it is said in another way, list that in glossary.yml"]),
    ],
)  # fmt: skip
def test_terms_that_do_not(tmp_path: Path, first: str, other: str, said: list[str]) -> None:
    assert [str(finding) for finding in findings(tmp_path, first, other)] == said


def test_an_exception_allows_it_and_is_not_needed_elsewhere(tmp_path: Path) -> None:
    allowed = "<!-- differs: terms | The Chinese label names the other drug. -->\n\n"
    assert findings(tmp_path, allowed + "罗库溴铵起效快。", "Vecuronium acts fast.") == []


def test_without_a_glossary_no_term_is_missed(tmp_path: Path) -> None:
    shared = replace(tutorial().shared, terms=Terms(Glossary(), FIRST, OTHER))
    sides = sides_of(tmp_path, "罗库溴铵起效快。\n", "Vecuronium acts fast.\n")
    assert compare(*sides, shared).found == set()
