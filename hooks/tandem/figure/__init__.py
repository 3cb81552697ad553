"""`/// figure | name`: one drawing in several stages, its words in every language, stepped through or all at once.

Life: `figures.yml` names an SVG drawing, its labels and its stages; `drawing` checks the SVG once, when the tutorial is
read; the block makes a copy of the drawing for each stage, with the labels of the page's language. The copies stand
beside each other, on paper and wherever no script runs; the script shows one at a time.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Block, Feature, Report
from ..core.page import BlockCall
from ..core.problems import did_you_mean
from ..core.render import render
from ..core.tutorial import Tutorial
from .drawing import stage_markup
from .model import Figures, load_figures

DATA = "figures.yml"


def _render(context: Context, call: BlockCall) -> Markup:
    figures: Figures = context.data(DATA)
    figure = figures.named(call.argument)
    assert figure is not None and context.tutorial is not None
    locale = context.language.locale
    drawings = [
        stage_markup(context.tutorial.folder / figure.file, figure, number, locale)
        for number in range(1, len(figure.stages) + 1)
    ]
    return render("figure/figure.html.jinja", context, figure=figure, drawings=drawings)


def _check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> None:
    figures = tutorial.data.get(DATA) if tutorial else None
    if isinstance(figures, Figures) and figures.named(call.argument) is None:
        names = [figure.id for figure in figures.figures]
        what = f"there is no figure '{call.argument}' in {DATA}" if call.argument else "the block names no figure"
        fix = did_you_mean(call.argument, names) if call.argument else f"write `/// figure | {names[0]}`"
        report(call.line, what, fix)


def _cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    figures = tutorial.data.get(DATA) if tutorial else None
    figure = figures.named(call.argument) if isinstance(figures, Figures) else None
    return tuple(key for stage in figure.stages for key in stage.cite) if figure else ()


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(Block("figure", _render, argument="a figure's id", data=DATA, cited=_cited, check=_check),),
    data=DATA,
    load=load_figures,
    model=Figures,
)
