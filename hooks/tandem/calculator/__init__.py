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
from ..dosing import FEATURE as DOSING
from ..dosing.caution_views import Shower
from ..dosing.cautions import DATA as CAUTIONS
from ..dosing.cautions import keys_of
from ..dosing.engine import BOUNDS, Figure, notes, plain
from ..dosing.entry import REFUSALS
from ..dosing.labels import licences
from ..dosing.markup import attributes, per_product
from ..dosing.model import Comparison, Doses, Limits, Regimen
from ..dosing.views import DATA, Shown, between, by_weight, chosen, cited_by_calculator, too_strong, worked
from ..dosing.views import check as check_regimens

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_ENDS = "\ue000"  # a private character: stands where a figure of a range will be


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
    stands_on=(DOSING.folder / "dosing.js",),  # in one file: most pages that work doses out are a calculator's
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
