"""What a tutorial says of itself: `/// shelf` lists the tutorials, `/// tutorial-facts` gives credit, dates, review."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Block, Feature
from ..core.glossary import PAGE as GLOSSARY
from ..core.page import BlockCall
from ..core.recalls import in_one_text, told
from ..core.render import render
from ..core.tutorial import Tutorial
from .picture import draw_pictures


def _shelf(context: Context, call: BlockCall) -> Markup:
    glossary = context.shelf.pages.get((context.language.locale, GLOSSARY))
    tutorials, t = context.shelf.listed, context.strings
    recalls = {
        tutorial.name: [in_one_text(recall, t) for recall in told(tutorial.file, context.language, t)]
        for tutorial in tutorials
    }
    return render("colophon/shelf.html.jinja", context, tutorials=tutorials, glossary=glossary, recalls=recalls)


def _facts(context: Context, call: BlockCall) -> Markup:
    assert context.tutorial is not None
    return render("colophon/tutorial_facts.html.jinja", context, file=context.tutorial.file)


def _cited(tutorial: Tutorial | None, call: BlockCall) -> tuple[str, ...]:
    return (tutorial.file.source.cite,) if tutorial and tutorial.file.source else ()


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(
        Block("shelf", _shelf, in_tutorial=False),
        Block("tutorial-facts", _facts, cited=_cited),
    ),
    prepare=draw_pictures,
)
