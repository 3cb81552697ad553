"""The first use of a term in a section is marked, and the page closes with the terms that it marked.

Life on a page: when Markdown has made its tree, one pass marks the terms and adds a list of them, with what they mean,
at the end. A mark is a link to its entry in that list, so that it works by touch, by key and in a screen reader without
a script, and on paper the list is there. The script shows the same entry beside the word instead of going there.

Marked is plain text only: not a heading, link, citation, code, table, title of a box, or what a block makes of its
data. A section is what stands under a heading of the first or second level.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator, Sequence

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ..core.context import Context
from ..core.glossary import Term
from ..core.render import render, to_elements
from ..terminology import Finder
from .listing import BLOCK

NAME = "glossary"
_SECTIONS = {"h1", "h2"}
_UNMARKED = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "sup", "sub", "code", "pre", "kbd", "samp", "script", "style",
             "textarea", "button", "table", "summary", "label", "svg", "img", "dfn"}  # fmt: skip
_TITLE = "admonition-title"
_FIGURE_BEFORE = re.compile(r"[0-9][\s\u00a0]?\Z")


# By locale: the terms of which a finder was made last, and the finder. For each page MkDocs makes a reader anew.
_finders: dict[str, tuple[Sequence[Term], Finder]] = {}


def _finder_of(terms: Sequence[Term], locale: str) -> Finder:
    """The finder of these very terms, made once."""
    kept = _finders.get(locale)
    if kept is None or kept[0] is not terms:
        kept = _finders[locale] = terms, Finder(terms, locale)
    return kept[1]


class _Mark(Treeprocessor):
    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        context = self.current()
        terms = context.shelf.glossary.terms
        if not terms or BLOCK in {call.name for call in context.page.blocks}:
            return  # every term stands in the glossary's own page
        marked = _Marker(_finder_of(terms, context.language.locale), context.settings.units).mark(root)
        if not marked:
            return
        context.used.add(NAME)
        found = [term for term in terms if term.id in marked]
        root.extend(to_elements(render("glossary/terms_here.html.jinja", context, terms=found)))


class _Title(Treeprocessor):
    """The heading of the page's list, after the table of contents is made: it is no section of the text."""

    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        for element in root.iter("section"):
            if element.get("class") == "terms-here":
                title = etree.Element("h2", {"id": "terms-here"})
                title.text = AtomicString(self.current().strings("glossary.here"))
                element[0][0].append(title)  # what the list is folded by


class _Marker:
    """One pass over a page."""

    def __init__(self, finder: Finder, units: tuple[str, ...]) -> None:
        self._finder = finder
        self._units = frozenset(units)
        self._here: set[str] = set()  # what the section has marked
        self._page: set[str] = set()

    def mark(self, root: etree.Element) -> set[str]:
        """Mark the tree; gives the ids of the terms marked in it."""
        for element in list(root):
            if element.tag in _SECTIONS:
                self._here.clear()
            self._element(element)
        return self._page

    def _element(self, element: etree.Element) -> None:
        if element.tag in _UNMARKED or element.get("class") == _TITLE:
            return
        children = list(element)
        before = list(self._marks(element, "text", element.text))
        for mark in reversed(before):
            element.insert(0, mark)
        for child in children:
            self._element(child)
            after = list(self._marks(child, "tail", child.tail))
            position = list(element).index(child) + 1
            for mark in reversed(after):
                element.insert(position, mark)

    def _marks(self, holder: etree.Element, where: str, text: str | None) -> Iterator[etree.Element]:
        """The marks of one text, each with the text behind it; the holder keeps what stands before the first."""
        if not text or isinstance(text, AtomicString):
            return
        rest = 0
        mark: etree.Element | None = None

        def close(end: int) -> None:
            if mark is None:
                setattr(holder, where, text[rest:end])
            else:
                mark.tail = text[rest:end]

        for mention in self._finder.mentions(text):
            if mention.term.id in self._here or self._is_unit(text, mention.start, mention.end):
                continue
            close(mention.start)
            mark = self._link(mention.term, text[mention.start : mention.end])
            rest = mention.end
            yield mark
        if mark is not None:
            close(len(text))

    def _link(self, term: Term, text: str) -> etree.Element:
        link = etree.Element(
            "a",
            {
                "class": "term",
                "href": f"#term-{term.id}",
                "role": "doc-glossref",
                "aria-describedby": f"termtext-{term.id}",
            },
        )
        if term.id not in self._page:
            link.set("id", f"termref-{term.id}")
        self._here.add(term.id)
        self._page.add(term.id)
        link.text = text
        return link

    def _is_unit(self, text: str, start: int, end: int) -> bool:
        """Whether a term is the unit of a figure, or a part of one: `24 mEq/L` must be read as one thing."""
        if text[start:end] not in self._units:
            return False
        return bool(_FIGURE_BEFORE.search(text[:start])) or "/" in text[start - 1 : start] + text[end : end + 1]


def extend(md: Markdown, current: Callable[[], Context]) -> None:
    """Mark when Markdown is done with the text, before blocks are filled in (7.5); the list's ids are gathered at 5."""
    md.treeprocessors.register(_Mark(md, current), "tandem-terms", 7.8)
    md.treeprocessors.register(_Title(md, current), "tandem-terms-here", 4.5)
