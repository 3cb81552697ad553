"""`/// dose-calculator`: the working of a dose for one weight, in the browser.

Life: the block compiles every figure into whole numbers in the markup (`data-n` over `data-d`, for a weight in
hundredths of a kilogram); the script reads the fields, multiplies with BigInt, rounds once and shows. First it proves
itself: it fills in every figure for the example's weight, and only where each is, digit for digit, what the build
computed (`Proof`) does the form replace the worked example, which stands there also without a script.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Block, Feature, Report
from ..core.page import BlockCall
from ..core.render import render
from ..core.tutorial import Tutorial
from ..dosing.caution_views import Shower
from ..dosing.cautions import DATA as CAUTIONS
from ..dosing.cautions import keys_of
from ..dosing.engine import BOUNDS, Figure, notes, plain, strength
from ..dosing.entry import REFUSALS
from ..dosing.labels import licences
from ..dosing.model import Comparison, Doses, Limits, Product, Regimen
from ..dosing.views import DATA, Shown, between, by_weight, chosen, cited_by_calculator, too_strong, worked
from ..dosing.views import check as check_regimens

_USUAL = {"low": "nearest", "high": "down"}  # how ends are rounded that do not say so themselves
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_ENDS = "\ue000"  # a private character: stands where a figure of a range will be


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


def _heavy(doses: Doses) -> Markup:
    """What is above 1 for the weights from which on the kind of body weight is said, as a note's attributes."""
    just_below = Fraction(doses.weight.kind_said_from) - Fraction(1, 200)  # weights have two decimals
    return attributes(Figure("", 0, "high", "", 1 / just_below))


class Proof:
    """What the script has to find for the weight of the example, in the order of the markup: `data-proof`.

    The weight stands first, as a Chinese keyboard may type it, so that reading is proved as well as arithmetic. Figures
    that need hours or a product are proved by those that do not: they only multiply once more.
    """

    def __init__(self, weight: Decimal) -> None:
        self._weight = weight
        self._parts = [plain(weight).translate(_WIDE)]

    def takes(self, figure: Figure) -> str:
        """Note a figure where it is marked up; nothing to show."""
        if not (figure.by_hours or figure.by_product):
            self._parts.append(figure.show(self._weight))
        return ""

    def __str__(self) -> str:
        return " ".join(self._parts)


def _hundredths(value: object) -> int:
    return int(Fraction(str(value)) * 100)


def _notes(shown: Shown, regimen: Regimen, band: int) -> Iterator[tuple[Markup, str, tuple[str, ...]]]:
    """The notes of one regimen and band: when each is shown, its text and its citations."""
    t, locale = shown.strings, shown.language.locale
    for figure, against in notes(shown.doses, regimen, band):
        if isinstance(against, Comparison):
            text = against.note[locale]
        elif isinstance(against, Limits):
            rate = plain(against.rate) if against.rate is not None else ""
            text = t("calculator.too_fast", rate=rate, unit=against.rate_unit, where=against.where[locale])
        else:
            amount, unit = plain(against.amount), against.unit
            text = t("calculator.maximum", amount=amount, unit=unit, where=against.where[locale])
        yield attributes(figure), text, tuple(against.cite)


def _render(context: Context, call: BlockCall) -> Markup:
    doses: Doses = context.data(DATA)
    shown = Shown(doses, context.language, context.strings)
    regimens = chosen(doses, call)
    cautions = context.tutorial.data.get(CAUTIONS) if context.tutorial else None
    return render(
        "calculator/calculator.html.jinja",
        context,
        doses=doses,
        regimens=regimens,
        ages=doses.ages if any(band.group for item in regimens for band in item.all_bands) else [],
        shown=shown,
        plain=plain,
        range_parts=between(_ENDS, _ENDS * 2, context.language).split(_ENDS),
        attributes=attributes,
        worked=worked,
        per_product=per_product,
        hundredths=_hundredths,
        notes=lambda regimen, band: _notes(shown, regimen, band),
        bounds=BOUNDS,
        by_weight=by_weight,
        example=doses.weight.example,
        proof=Proof(doses.weight.example),
        cautions=Shower(cautions, doses, context.language, context.strings),
        cautions_cited=keys_of(cautions, doses),
        licences=licences(context, doses),
        too_strong=lambda product: too_strong(doses, product),
        heavy=_heavy(doses),
    )


def check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> None:
    """The `regimens:` option names regimens of this tutorial, and a weight decides one of them."""
    doses = tutorial.data.get(DATA) if tutorial else None
    if check_regimens(tutorial, call, report) and isinstance(doses, Doses):
        regimens = chosen(doses, call)
        if not any(by_weight(regimen) for regimen in regimens):
            fix = "remove the calculator, or choose other regimens; the table shows fixed doses"
            report(call.line, "no regimen here depends on the weight", fix)


def _waiting(context: Context) -> Markup:
    """What is said of an entry that is refused, the same in every calculator of a language."""
    return render("calculator/refusals.html.jinja", context, refusals=REFUSALS)


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(
        Block(
            "dose-calculator",
            _render,
            options={"regimens": "a list of regimens"},
            data=DATA,
            dose=True,
            cited=cited_by_calculator,
            check=check,
        ),
    ),
    waiting=_waiting,
)
