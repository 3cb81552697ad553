"""Formulas: LaTeX said on one line, without another meaning in any form; what cannot be is refused."""

from __future__ import annotations

import pytest
from tandem.core.formula import FormulaError, plain, spelled


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"x = \frac{a + b}{2}", "x = (a + b) / 2"),
        (r"\frac{a + b}{2} \times 10^{-3}", "((a + b) / 2) × 10⁻³"),
        (r"2 \frac{a}{b}", "2 (a / b)"),
        (r"\frac{a}{b} + c", "a / b + c"),
        (r"\frac{1}{\frac{2}{3}}", "1 / (2 / 3)"),
        (r"\frac{D}{AUC_{0-24}}", "D / AUC₀₋₂₄"),
        (r"\frac{(140 - \text{age}) \times \text{weight}}{72 \times Cr}", "((140 − age) × weight) / (72 × Cr)"),
        (r"-3+5=2", "−3 + 5 = 2"),
        (r"d=30\,\mathrm{mg/kg}\times w", "d = 30 mg/kg × w"),
        (r"\sqrt{2} + \sqrt{a + b}", "√2 + √(a + b)"),
        (r"I^2 = 75 \%", "I² = 75%"),
        (r"\exp(-\beta t), \ln 2, \log_{10} x", "exp(−βt), ln 2, log₁₀ x"),
        (r"\left( a \le b \right)", "(a ≤ b)"),
        (r"\text{剂量} = 2 \cdot m", "剂量 = 2 · m"),
    ],
)
def test_a_formula_is_said_on_one_line(latex: str, text: str) -> None:
    assert plain(latex) == text


def test_letters_are_lowered() -> None:
    assert [(run.text, run.tag) for run in spelled(r"t_{max} = 2")] == [("t", ""), ("max", "sub"), (" = 2", "")]


@pytest.mark.parametrize(
    ("latex", "what"),
    [
        (r"\foo = 1", "which is not known here"),
        (r"\bar{x} = 1", "which is not known here"),
        (r"{a = 1", "cannot be read"),
        (r"a^", "nothing behind `^`"),
        (r"^2 = 1", "nothing before `^`"),
        (r"e^{-kt} = 1", "a power that is no figure"),
        (r"x^{2^3} = 1", "signs of TeX behind `^`"),
        (r"5% = x", "a sign that only TeX reads"),
        (r"a * b = 1", "a formula with `*`"),
        (r"\begin{x} = 1", "cannot be read"),
    ],
)
def test_what_cannot_be_said_is_refused(latex: str, what: str) -> None:
    with pytest.raises(FormulaError, match=r"^a formula") as raised:
        plain(latex)
    assert what in str(raised.value)
    assert raised.value.fix


def test_no_formula_is_slow() -> None:
    for latex in ("{" * 200, r"\frac" * 40, "a^" * 100, "$" * 200, "(" * 200):
        try:
            plain(latex)
        except FormulaError:
            continue
