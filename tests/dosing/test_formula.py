"""The molar mass of formulas as authors write them, and what is no formula."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.dosing.formula import TOLERANCE, molar_mass

# Molar masses as pharmacopoeias print them.
KNOWN = {
    "MgSO₄·7H₂O": 246.47,
    "MgSO4·7H2O": 246.47,
    "MgSO4.7H2O": 246.47,
    "MgSO₄ · 7H₂O": 246.47,
    "MgSO₄•7H₂O": 246.47,
    "MgSO₄": 120.37,
    "NaCl": 58.44,
    "KCl": 74.55,
    "NaHCO₃": 84.01,
    "CaCl₂·2H₂O": 147.01,
    "C₁₂H₂₂CaO₁₄·H₂O": 448.39,
    "Ca(C₆H₁₁O₇)₂·H₂O": 448.39,
    "K₂HPO₄": 174.18,
    "(NH₄)₂SO₄": 132.14,
    "[Co(NH₃)₆]Cl₃": 267.48,
    "Na₂HPO₄·12H₂O": 358.14,
    "C₁₄H₂₂N₂O·HCl·H₂O": 288.81,
    "(C₁₇H₁₉NO₃)₂·H₂SO₄·5H₂O": 758.83,
    "C₁₇H₁₉NO₃·½H₂SO₄·2½H₂O": 379.42,
    "C₁₇H₁₉NO₃·0.5H₂SO₄·2.5H₂O": 379.42,
    "CaSO₄·½H₂O": 145.15,
    "Mg²⁺": 24.305,
    "Na⁺": 22.99,
    "PO₄³⁻": 94.97,
    "Li₂CO₃": 73.89,
}
NO_FORMULA = [
    *("", " ", "XY", "MgS0₄", "mgso4", "magnesium sulfate", "硫酸镁", "MgSO₄·", "·7H₂O", "MgSO₄··7H₂O", "MgSO₄ 7H₂O"),
    *("Mg(OH₂", "MgOH)₂", "7", "½", "0H₂O", "H₀", "MgSO₄·0.½H₂O", "MgSO₄-7H₂O", "Ph", "Na¹³¹I", "(" * 60, "H" * 121),
]


@pytest.mark.parametrize("formula", KNOWN)
def test_a_formula_has_its_molar_mass(formula: str) -> None:
    assert molar_mass(formula) == pytest.approx(KNOWN[formula], rel=TOLERANCE)


@pytest.mark.parametrize("text", NO_FORMULA)
def test_what_is_no_formula_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be read as a chemical formula.* \| write elements"):
        molar_mass(text)


@given(st.text(st.sampled_from("HCNOSPMgalKN0123456789₀₁₂₃½·•.()[] ⁺⁻²eE+-*"), max_size=30))
def test_any_text_is_a_mass_or_words(text: str) -> None:
    with suppress(ValueError):
        assert molar_mass(text) > 0
