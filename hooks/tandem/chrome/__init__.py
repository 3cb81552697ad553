"""What stands around a page: language switch, hint of another language, review state, and the site's styles.

The templates are in `overrides/`; this folder brings their words, the script and the style, and one of its own for the
menu that the switch of more than two languages is. The page's description,
written once in its front matter, also stands under the title: what the reader will know after it. Each table of
the text gets the room it can be moved in where a screen is too narrow: made here, so that no script shifts it later.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ..core.context import Context
from ..core.features import Feature
from ..core.render import end_of_text, render, to_elements


class _Lead(Treeprocessor):
    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        if self.current().page.shows("shelf"):
            return  # the home page says in a sentence of its own what the site is
        if not self.current().page.front.description:
            return  # of a page that is withheld its title is all that is said
        for position, element in enumerate(root):
            if element.tag == "h1":
                lead = etree.Element("p", {"class": "tandem-lead"})
                lead.text = AtomicString(self.current().page.front.description)
                root.insert(position + 1, lead)
                return


class _Way(Treeprocessor):
    """The way on, right after the text: before the lists that close the page."""

    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        context = self.current()
        here = context.tutorial.name if context.tutorial else ""
        course = context.shelf.courses.get((here, context.language.locale))
        if course is None or context.tutorial is None or not course.has(context.page.name):
            return
        before, after = course.before(context.page.name), course.after(context.page.name)
        locale, pages = context.language.locale, context.tutorial.pages
        titles = {step.section: pages[(locale, step.section)].front.title for step in (before, after) if step}
        made = to_elements(render("chrome/way.html.jinja", context, before=before, after=after, titles=titles))
        at = end_of_text(root)
        root[at:at] = list(made)


class _Tables(Treeprocessor):
    """Only the text's own: what a feature draws has a class, and its own way on a narrow screen."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for position, element in enumerate(list(parent)):
                if element.tag == "table" and not element.get("class"):
                    around = etree.Element("div", {"class": "tandem-table"})
                    around.tail, element.tail = element.tail, None
                    around.append(element)
                    parent[position] = around


def _extend(md: Markdown, current: Callable[[], Context]) -> None:
    md.treeprocessors.register(_Lead(md, current), "tandem-lead", 7)
    md.treeprocessors.register(_Tables(md), "tandem-tables", 6)
    md.treeprocessors.register(_Way(md, current), "tandem-way", 3)  # when those lists are there


MENU = Path(__file__).parent / "menu.css"  # of the switch of more than two languages
FEATURE = Feature(Path(__file__).parent, everywhere=True, extend=_extend)
