"""The home page of a site: what it is, what can be done at once, and its tutorials.

Life: `/// shelf` renders it. One tutorial is opened before the reader: its drawing, a way to start, its tools. A few
are cards, each with its drawing or, without one, its number; many are the lines of a list, so that the page stays
light.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ..core.context import Context
from ..core.glossary import PAGE as GLOSSARY
from ..core.page import BlockCall
from ..core.recalls import in_one_text, told
from ..core.render import render
from ..core.tutorial import Tutorial

FIGURES, QUIZ = "figures.yml", "quiz.yml"
CARDS, DRAWINGS = 12, 4  # more tutorials are lines; more cards have no drawings, which would weigh too much
Tool = tuple[str, str, str, str]  # kind, title, text, address


def shelf(context: Context, call: BlockCall) -> Markup:
    """The home page's block."""
    glossary = context.shelf.pages.get((context.language.locale, GLOSSARY))
    tutorials, t = context.shelf.listed, context.strings
    alone = len(tutorials) == 1
    drawn = tutorials if len(tutorials) <= DRAWINGS else []
    drawings = [first_drawing(context, tutorial) for tutorial in drawn]
    return render(
        "colophon/shelf.html.jinja",
        context,
        tutorials=tutorials,
        glossary=glossary,
        recalls={
            tutorial.name: [in_one_text(recall, t) for recall in told(tutorial.file, context.language, t)]
            for tutorial in tutorials
        },
        courses={
            tutorial.name: context.shelf.courses[(tutorial.name, context.language.locale)] for tutorial in tutorials
        },
        alone=alone,
        many=len(tutorials) > CARDS,
        drawings=drawings + [Markup("")] * (len(tutorials) - len(drawings)),
        tools=[*_tools(context, tutorials[0]), *_offline(context)] if alone else [],
        own_tools={tutorial.name: _tools(context, tutorial) for tutorial in tutorials},
        titles=section_titles(tutorials[0], context.language.locale) if alone else {},
    )


def section_titles(tutorial: Tutorial, locale: str) -> dict[str, str]:
    """What the sections of a tutorial are called in a language that has them, by name."""
    return {name: tutorial.pages[(locale, name)].front.title for name in tutorial.sections(locale)}


def first_drawing(context: Context, tutorial: Tutorial) -> Markup:
    """The tutorial's first drawing at the stage that stands for it; '' for a tutorial without one."""
    figures: Any = tutorial.data.get(FIGURES)
    if not figures:
        return Markup("")
    figure, locale = figures.figures[0], context.language.locale
    context.styled.add("figure")
    made: Markup = figures.drawing(figure).markup(figure.cover, figure.title[locale], figure.words(locale))
    return made


def _tools(context: Context, tutorial: Tutorial) -> list[Tool]:
    """What can be done at once with a tutorial."""
    t, locale = context.strings, context.language.locale
    found: list[Tool] = []

    def section(block: str) -> str:
        pages = tutorial.in_order(locale)
        return next((context.url_of(tutorial.name, page.name) for page in pages if page.shows(block)), "")

    if address := section("dose-calculator"):
        found.append(("use", t("colophon.calculator"), t("colophon.calculator_text"), address))
    if address := section("quiz"):
        count = len(tutorial.data[QUIZ].questions)
        found.append(("check", t("colophon.self_test", count=count), t("colophon.self_test_text"), address))
    return found


def _offline(context: Context) -> list[Tool]:
    """The page of what can be taken away, where the site has one."""
    t, locale = context.strings, context.language.locale
    outside = (page for page in context.shelf.pages.values() if page.locale == locale and page.shows("downloads"))
    page = next(outside, None)
    return [("sources", t("downloads.link"), t("colophon.offline_text"), context.url_of("", page.name))] if page else []
