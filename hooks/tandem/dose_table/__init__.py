"""`/// dose-table`: the regimens with their units in words, worked by weight, and the products they are drawn from.
`/// dose-chart`: the same doses drawn against weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Block, Feature, Report
from ..core.page import BlockCall
from ..core.render import render
from ..core.stated import Statements
from ..core.tutorial import Tutorial
from ..dosing.consistency import load_doses
from ..dosing.engine import capped, per_gram, per_ml, plain
from ..dosing.labels import licences
from ..dosing.model import Doses, Regimen
from ..dosing.places import check_places
from ..dosing.stated import stated, worked
from ..dosing.views import DATA, Shown, by_weight, check, chosen, cited, too_strong
from . import chart


@dataclass(frozen=True)
class Row:
    """One row of a worked table: a weight, and which of the regimen's bands it is of."""

    weight: Decimal
    band: int | None  # None: the regimen says nothing of this weight
    whom: str  # the band's ages in words; where the weight decides nothing, all that the band is for
    capped: bool  # whether the maximum holds here


def rows(shown: Shown, regimen: Regimen) -> list[Row]:
    """The rows of a regimen's worked table; a single one where the weight decides nothing."""
    if not by_weight(regimen):
        example = shown.doses.weight.example  # any would do
        bands = enumerate(regimen.all_bands)
        return [
            Row(example, index, shown.band(band), _at_maximum(shown, regimen, index, example)) for index, band in bands
        ]
    found = []
    for weight in shown.doses.weight.table.weights:
        held = {regimen.all_bands[index].group: index for index in shown.bands_at(regimen, weight)}
        for age in dict.fromkeys(band.group for band in regimen.all_bands):
            index = held.get(age)
            holds = index is not None and _at_maximum(shown, regimen, index, weight)
            found.append(Row(weight, index, shown.age(age) if age else "", holds))
    return found


def _at_maximum(shown: Shown, regimen: Regimen, band: int, weight: Decimal) -> bool:
    part = capped(shown.doses, regimen, band)
    return part is not None and part.value(weight) > 1


def _render(context: Context, call: BlockCall) -> Markup:
    doses: Doses = context.data(DATA)
    return render(
        "dose_table/dose_table.html.jinja",
        context,
        doses=doses,
        regimens=chosen(doses, call),
        shown=Shown(doses, context.language, context.strings),
        plain=plain,
        rows=rows,
        by_weight=by_weight,
        by_whom=lambda regimen: any(map(Shown(doses, context.language, context.strings).band, regimen.all_bands)),
        too_strong=lambda product: too_strong(doses, product),
        per_ml=lambda product: per_ml(doses, product),
        per_gram=lambda unit: per_gram(doses, unit),
        licences=licences(context, doses),
    )


def _check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> None:
    """The `regimens:` option names regimens of this tutorial."""
    check(tutorial, call, report)


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(
        Block(
            "dose-table",
            _render,
            options={"regimens": "a list of regimens"},
            data=DATA,
            dose=True,
            cited=cited,
            check=_check,
        ),
        Block(
            "dose-chart",
            chart.render_chart,
            options={"regimens": "a list of regimens"},
            data=DATA,
            dose=True,
            cited=chart.cited,
            check=chart.check,
        ),
    ),
    data=DATA,
    load=load_doses,
    statements=Statements(stated, worked),
    model=Doses,
    check=check_places,
)
