"""`/// dose-table`: the regimens with their units in words, worked by weight, and the products they are drawn from."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Block, Feature
from ..core.page import BlockCall
from ..core.render import render
from ..dosing.engine import per_gram, per_ml
from ..dosing.model import Doses, load_doses
from ..dosing.views import DATA, Shown, check, chosen, cited, plain


def _render(context: Context, call: BlockCall) -> Markup:
    doses: Doses = context.data(DATA)
    return render(
        "dose_table/dose_table.html.jinja",
        context,
        doses=doses,
        regimens=chosen(doses, call),
        shown=Shown(doses, context.language),
        plain=plain,
        per_ml=lambda product: per_ml(doses, product),
        mmol_per_gram=per_gram(doses, "mmol"),
        meq_per_gram=per_gram(doses, "mEq"),
    )


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(
        Block(
            "dose-table",
            _render,
            options={"regimens": "a list of regimens"},
            data=DATA,
            cited=cited,
            check=check,
        ),
    ),
    data=DATA,
    load=load_doses,
)
