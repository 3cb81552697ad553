"""Figures as the browser is handed them: whole numbers in the markup, from which `dosing.js` works them out."""

from __future__ import annotations

from markupsafe import Markup

from .engine import Figure, strength
from .model import Product

_USUAL = {"low": "nearest", "high": "down"}  # how ends are rounded that do not say so themselves


def coefficients(figure: Figure) -> dict[str, int]:
    """A figure as whole numbers, for inputs in hundredths of kilograms and of hours: n over d, and its cap's."""
    by_hours = 100 if figure.by_hours else 1
    scaled = figure.coefficient / by_hours / (100 if figure.by_weight else 1)
    found = {"n": scaled.numerator, "d": scaled.denominator}
    if figure.cap is not None:
        cap = figure.cap / by_hours
        found |= {"cap-n": cap.numerator, "cap-d": cap.denominator}
    return found


def attributes(figure: Figure) -> Markup:
    """What the script needs of a figure, as attributes of its element."""
    found = [Markup(' data-{}="{}"').format(name, value) for name, value in coefficients(figure).items()]
    flags = {"fixed": not figure.by_weight, "hours": figure.by_hours, "product": figure.by_product}
    found += [Markup(' data-{}=""').format(name) for name, holds in flags.items() if holds]
    if figure.significant is not None:
        found.append(Markup(' data-significant="{}"').format(figure.significant))
        if figure.way != _USUAL[figure.bound]:
            found.append(Markup(' data-way="{}"').format(figure.way))
    return Markup("").join(found)


def per_product(product: Product) -> tuple[int, int]:
    """What turns mg into mL: numerator and denominator of 1 / (mg/mL)."""
    scaled = 1 / strength(product)
    return scaled.numerator, scaled.denominator
