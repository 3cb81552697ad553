"""The first page of a tutorial: a way to start, its drawing, what one will be able to do, and all its sections.

Life: put around the author's text when the page is rendered: the start right under the title, the sections after the
text. Every tutorial has them, without a word in its sources.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from collections.abc import Callable
from dataclasses import dataclass

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from ..core.context import Context
from ..core.course import OVERVIEW
from ..core.render import end_of_text, render, to_elements
from ..core.settings import Language
from ..core.tutorial import Tutorial
from .shelf import first_drawing, section_titles


@dataclass(frozen=True)
class _Lacking:
    """A section that the page's language does not have, as the language is called that has it."""

    section: str
    title: str
    language: Language
    withheld: bool  # it is there, but its doses were not compared

    @classmethod
    def of(cls, context: Context, tutorial: Tutorial, name: str) -> _Lacking:
        page = tutorial.nearest(context.language.locale, name, context.settings)
        withheld = (context.language.locale, name) in tutorial.withheld
        return cls(name, page.front.title, context.settings.language(page.locale), withheld)


class _Overview(Treeprocessor):
    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        context = self.current()
        tutorial = context.tutorial
        locale, prefix = context.language.locale, context.language.prefix
        course = context.shelf.courses.get((tutorial.name, locale)) if tutorial else None
        if tutorial is None or course is None or context.page.name != OVERVIEW or len(tutorial.file.sections) == 1:
            return
        head = next((place for place, element in enumerate(root) if element.get("class") == "tandem-lead"), -1) + 1
        start = render(
            "colophon/start.html.jinja",
            context,
            file=tutorial.file,
            first=course.steps[1].section if len(course.steps) > 1 else "",
            minutes=course.minutes(),
            drawing=first_drawing(context, tutorial),
        )
        ledger = render(
            "colophon/ledger.html.jinja",
            context,
            course=course,
            titles=section_titles(tutorial, locale),
            lacking=[_Lacking.of(context, tutorial, name) for name in tutorial.lacking(locale)],
            sections=len(tutorial.file.sections),
            # The same for every language: the reader's progress is one.
            key=posixpath.relpath(f"{tutorial.name}/index.html", f"{prefix}{tutorial.name}"),
        )
        at = end_of_text(root)
        root[at:at] = list(to_elements(ledger))
        root[head:head] = list(to_elements(start))


def extend(md: Markdown, current: Callable[[], Context]) -> None:
    """Register it after the lead (7) and the marks of terms (7.8), which it has none of."""
    md.treeprocessors.register(_Overview(md, current), "tandem-overview", 5.2)
