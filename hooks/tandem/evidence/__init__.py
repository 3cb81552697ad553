"""`/// evidence`: what reviews and trials found, as a forest plot inside the table that carries the same figures.

`/// evidence-summary`: the same outcomes in a small table: effect, certainty, reference.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from ..core.choices import check_names, names_of
from ..core.context import Context
from ..core.features import Block, Feature, Report
from ..core.page import BlockCall
from ..core.render import render
from ..core.stated import Statements
from ..core.tutorial import Tutorial
from .consistency import DATA, load_evidence, warn_of_slips
from .model import Estimate, Evidence, Outcome, Study
from .plot import Plot, plot_of
from .scale import EDGE, percent, signed
from .stated import stated
from .words import Legend, Words, readings


def chosen(evidence: Evidence, call: BlockCall) -> list[Outcome]:
    """The outcomes that a block's `outcomes:` option names, in its order, or all."""
    names = names_of(call, "outcomes")
    if names is None:
        return list(evidence.outcomes)
    return [outcome for name in names for outcome in evidence.outcomes if outcome.id == name]


def _plots(evidence: Evidence, call: BlockCall) -> list[Plot]:
    return [plot_of(evidence, outcome) for outcome in chosen(evidence, call)]


def _render(context: Context, call: BlockCall) -> Markup:
    evidence: Evidence = context.data(DATA)
    plots = _plots(evidence, call)
    words = [Words(evidence, plot.outcome, context.language, context.strings) for plot in plots]
    return render(
        "evidence/evidence.html.jinja",
        context,
        plots=list(zip(plots, words, strict=True)),
        legend=Legend(plots, context.language, context.strings),
        readings=readings(evidence, plots, context.language, context.strings),
        signed=signed,
        percent=percent,
        edge=EDGE,
    )


def _findings(evidence: Evidence, outcome: Outcome) -> list[tuple[Study, Estimate]]:
    return [(evidence.study(estimate.study), estimate) for estimate in outcome.findings]


def _summary(context: Context, call: BlockCall) -> Markup:
    evidence: Evidence = context.data(DATA)
    outcomes = chosen(evidence, call)
    return render(
        "evidence/summary.html.jinja",
        context,
        rated=any(not study.invented for outcome in outcomes for study, _ in _findings(evidence, outcome)),
        outcomes=[
            (outcome, Words(evidence, outcome, context.language, context.strings), _findings(evidence, outcome))
            for outcome in outcomes
        ],
    )


def _evidence(tutorial: Tutorial | None, call: BlockCall) -> Evidence | None:
    """The tutorial's evidence, where it could be read."""
    evidence = tutorial.data.get(DATA) if tutorial else None
    return evidence if isinstance(evidence, Evidence) else None


def _cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    evidence = _evidence(tutorial, call)
    rows = [row for plot in _plots(evidence, call) for row in plot.every] if evidence else []
    keys = ((*row.study.cite, *row.estimate.rated_by, *row.estimate.cite) for row in rows)
    return tuple(dict.fromkeys(key for group in keys for key in group))


def _cited_in_summary(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    evidence = _evidence(tutorial, call)
    rows = [row for outcome in chosen(evidence, call) for row in _findings(evidence, outcome)] if evidence else []
    return tuple(dict.fromkeys(key for study, estimate in rows for key in (*estimate.rated_by, *study.cite)))


def _check(tutorial: Tutorial | None, call: BlockCall, report: Report) -> None:
    """The `outcomes:` option names outcomes of this tutorial, each once."""
    evidence = tutorial.data.get(DATA) if tutorial else None
    if isinstance(evidence, Evidence):
        check_names(call, "outcomes", [outcome.id for outcome in evidence.outcomes], DATA, report)


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(
        Block(
            "evidence",
            _render,
            options={"outcomes": "a list of outcomes"},
            data=DATA,
            cited=_cited,
            check=_check,
        ),
        Block(
            "evidence-summary",
            _summary,
            options={"outcomes": "a list of outcomes"},
            data=DATA,
            cited=_cited_in_summary,
            check=_check,
        ),
    ),
    data=DATA,
    load=load_evidence,
    statements=Statements(stated),
    model=Evidence,
    check=warn_of_slips,
)
