"""What a site and a tutorial say of themselves: `/// shelf` is the home page, `overview` what a tutorial begins with,
`/// tutorial-facts` gives credit, dates, review.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Block, Feature
from ..core.page import BlockCall
from ..core.render import render
from ..core.tutorial import Tutorial
from .overview import extend
from .picture import draw_pictures
from .shelf import shelf


def _facts(context: Context, call: BlockCall) -> Markup:
    assert context.tutorial is not None
    return render("colophon/tutorial_facts.html.jinja", context, file=context.tutorial.file)


def _cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    return (tutorial.file.source.cite,) if tutorial and tutorial.file.source else ()


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(
        Block("shelf", shelf, in_tutorial=False),
        Block("tutorial-facts", _facts, kind="sources", cited=_cited),
    ),
    prepare=draw_pictures,
    extend=extend,
)
