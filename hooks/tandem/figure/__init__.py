"""`/// figure | name`: one drawing in several stages, its words in every language, stepped through or all at once.

Life: `figures.yml` names an SVG drawing, its labels and its stages; `drawing` checks the SVG once, when the tutorial is
read; the block makes a copy of the drawing for each stage, with the labels of the page's language. The copies stand
beside each other, on paper and wherever no script runs; the script shows one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Block, Feature, Report
from ..core.page import BlockCall
from ..core.problems import did_you_mean
from ..core.render import render
from ..core.tutorial import Tutorial
from .model import FOLDER, Figure, Figures, load_figures

DATA = "figures.yml"


def _called(tutorial: Tutorial | None, call: BlockCall) -> Figure | None:
    """The figure that a block names; None where there is none, which `_check` tells the author."""
    figures = tutorial.data.get(DATA) if tutorial is not None else None
    return figures.by_id.get(call.argument) if isinstance(figures, Figures) else None


def _render(context: Context, call: BlockCall) -> Markup:
    figures: Figures = context.data(DATA)
    figure = figures.by_id[call.argument]
    drawing, locale = figures.drawing(figure), context.language.locale
    words = figure.words(locale)
    stages = [
        (number, stage, drawing.markup(number, context.strings("figure.drawing", title=stage.title[locale]), words))
        for number, stage in enumerate(figure.stages, start=1)
    ]
    return render("figure/figure.html.jinja", context, figure=figure, stages=stages)


def _check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> None:
    figures = tutorial.data.get(DATA) if tutorial is not None else None
    if not isinstance(figures, Figures) or call.argument in figures.by_id:
        return
    if call.argument:
        report(call.line, f"there is no figure '{call.argument}' in {DATA}", did_you_mean(call.argument, figures.by_id))
    else:
        fix = "write " + " or ".join(f"`/// figure | {name}`" for name in figures.by_id)
        report(call.line, "the block names no figure", fix)


def _cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    figure = _called(tutorial, call)
    return tuple(key for stage in figure.stages for key in stage.cite) if figure else ()


def _files(tutorial: Tutorial) -> Iterable[Path]:
    figures, folder = tutorial.data.get(DATA), tutorial.folder / FOLDER
    if isinstance(figures, Figures):
        return [folder / figure.file for figure in figures.figures]
    # Where the data file could not be read, its own problem comes first.
    return folder.glob("*.svg") if DATA in tutorial.data else ()


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(Block("figure", _render, argument="a figure's id", data=DATA, cited=_cited, check=_check),),
    data=DATA,
    load=load_figures,
    model=Figures,
    files=_files,
)
