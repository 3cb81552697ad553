"""`/// dose-calculator`: the working of a dose for one weight, in the browser.

Life: the block compiles every figure into whole numbers in the markup (`data-n` over `data-d`, for a weight in
hundredths of a kilogram); the script reads the fields, multiplies with BigInt, rounds once and shows. Without a
script the worked example stays in its place.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Block, Feature
from ..core.page import BlockCall
from ..core.render import render
from ..dosing.engine import Figure, threshold
from ..dosing.entry import REFUSALS
from ..dosing.model import Comparison, Doses, Product, Regimen
from ..dosing.views import DATA, Shown, between, check, chosen, cited_by_calculator, plain


def coefficient(figure: Figure) -> tuple[int, int]:
    """A figure as numerator and denominator, for inputs in hundredths of kilograms (and of hours)."""
    scaled = figure.coefficient / 100 / (100 if figure.by_hours else 1)
    return scaled.numerator, scaled.denominator


def per_product(product: Product) -> tuple[int, int]:
    """What turns mg into mL: numerator and denominator of 1 / (mg/mL)."""
    scaled = 1 / Fraction(product.strength)
    return scaled.numerator, scaled.denominator


def _watched(comparison: Comparison, shown: Shown, regimen: Regimen) -> tuple[int, int, str]:
    """When a comparison's note is shown: the high figure's fraction of the threshold, above 1; and what it needs."""
    by_rate = "/" in comparison.unit
    figure = shown.figure(regimen, "mg/h" if by_rate else "mg", "high")
    numerator, denominator = coefficient(figure)
    ratio = Fraction(numerator, denominator) / threshold(comparison)
    return ratio.numerator, ratio.denominator, "hours" if figure.by_hours else ""


def _render(context: Context, call: BlockCall) -> Markup:
    doses: Doses = context.data(DATA)
    shown = Shown(doses, context.language)
    regimens = chosen(doses, call)
    return render(
        "calculator/calculator.html.jinja",
        context,
        doses=doses,
        regimens=regimens,
        shown=shown,
        between=between,
        plain=plain,
        coefficient=coefficient,
        per_product=per_product,
        refusals=[code for code, _ in REFUSALS],
        rules=json.dumps(REFUSALS, ensure_ascii=False),
        watched=[
            (comparison, *_watched(comparison, shown, regimen))
            for regimen in regimens
            for comparison in doses.comparisons
            if comparison.regimen == regimen.id
        ],
        example=doses.weight.example,
        cautions=doses.cautions.items,
    )


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(
        Block(
            "dose-calculator",
            _render,
            options={"regimens": "a list of regimens"},
            data=DATA,
            cited=cited_by_calculator,
            check=check,
        ),
    ),
)
