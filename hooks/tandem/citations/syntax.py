"""`[@key; @key]` in the text: a superscript group of numbers, linked to the references and back.

Life on a page: the inline processor leaves an empty `sup` with the keys; blocks leave the same through `cite()`; when
the tree is whole, one pass (the text, then what waits for scripts) gives each group its numbers, links and ids and
closes the page with the references it cites, which are also what the preview shows and what the paper keeps. A work
that only a block with `data-live` cites has its place just before that block, which may not be shown.

Brackets stand around the numbers in every language: a bare superscript behind `mg/kg` could be read as an exponent.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ..core.context import Context
from ..core.page import CITATION, split_keys
from ..core.render import render, to_elements
from .bibliography import Run
from .library import Library
from .numbering import collapse

WORD_JOINER = "\u2060"  # no line begins with a citation


class _Inline(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        element = etree.Element("sup", {"class": "cite", "data-cite": " ".join(split_keys(m.group(1)))})
        return element, m.start(0), m.end(0)


class _Resolve(Treeprocessor):
    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        groups = [element for element in root.iter("sup") if element.get("data-cite")]
        if not groups:
            return
        context = self.current()
        context.used.add("citations")
        library: Library = context.shelf.prepared["citations"]
        assert context.tutorial is not None
        numbers = library.numbering[context.tutorial.name].numbers
        page = context.url("references")
        seen: list[str] = []
        waiting = _waiting(root)
        parents = {child: parent for parent in root.iter() for child in parent}
        for group in sorted(groups, key=waiting.__contains__):  # the text first
            keys = (group.get("data-cite") or "").split()
            if group in waiting:
                _mark_before(waiting[group], parents[waiting[group]], keys, seen)
            _fill(group, keys, numbers, seen, page, context)


def _waiting(root: etree.Element) -> dict[etree.Element, etree.Element]:
    """The groups in blocks that wait for their script, each with its outermost such block."""
    found: dict[etree.Element, etree.Element] = {}
    for live in root.iter():
        if "data-live" in live.attrib:
            found |= {group: live for group in live.iter("sup") if group not in found}
    return found


def _mark_before(live: etree.Element, around: etree.Element, keys: list[str], seen: list[str]) -> None:
    """The places to come back to for works that were not cited before such a block."""
    for key in dict.fromkeys(keys):
        if key not in seen:
            seen.append(key)
            around.insert(list(around).index(live), etree.Element("span", {"id": f"cite-{key}"}))


class _Close(Treeprocessor):
    """The page's own list of references, after the table of contents is made: it is no section of the text."""

    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        keys = {key for group in root.iter("sup") for key in (group.get("data-cite") or "").split()}
        if not keys:
            return
        context = self.current()
        assert context.tutorial is not None
        library: Library = context.shelf.prepared["citations"]
        numbers = library.numbering[context.tutorial.name].numbers
        markup = render(
            "citations/cited_here.html.jinja",
            context,
            references=[library.reference(context, key) for key in sorted(keys, key=numbers.__getitem__)],
            to_markup=to_markup,
        )
        root.extend(to_elements(markup))


def _fill(
    group: etree.Element, keys: list[str], numbers: dict[str, int], seen: list[str], page: str, context: Context
) -> None:
    by_number = {numbers[key]: key for key in keys}
    shown: list[tuple[str, list[int]]] = []
    for first, last in collapse(list(by_number)):
        shown.append(("," if shown else "", [first]))
        if last != first:
            shown.append(("–", [*range(first + 1, last), last]))
    previous: etree.Element | None = None
    group.text = AtomicString(WORD_JOINER + "[")
    for mark, ends in shown:
        if previous is not None:
            previous.tail = AtomicString(mark)
        # A range shows its ends; what lies between them still needs a place to come back to.
        for hidden in ends[:-1]:
            previous = _anchor(group, by_number[hidden], seen, previous)
        key = by_number[ends[-1]]
        link = etree.SubElement(
            group,
            "a",
            {
                "href": f"{page}#ref-{key}",
                "role": "doc-biblioref",
                "aria-label": context.strings("citations.number", number=ends[-1]),
            },
        )
        link.text = AtomicString(str(ends[-1]))
        if key not in seen:
            seen.append(key)
            link.set("id", f"cite-{key}")
        previous = link
    assert previous is not None
    previous.tail = AtomicString("]")


def _anchor(group: etree.Element, key: str, seen: list[str], previous: etree.Element | None) -> etree.Element | None:
    if key in seen:
        return previous
    seen.append(key)
    anchor = etree.SubElement(group, "span", {"id": f"cite-{key}"})
    if previous is not None:
        anchor.tail, previous.tail = previous.tail, None
    return anchor


def to_markup(runs: tuple[Run, ...]) -> list[dict[str, object]]:
    """Runs as plain values for a template: text, the tags around it from the outside in, and a link or ''."""
    tags = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
    return [
        {"text": run.text, "tags": [tag for name, tag in tags.items() if getattr(run, name)], "href": run.href or ""}
        for run in runs
    ]


def extend(md: Markdown, current: Callable[[], Context]) -> None:
    """Register the inline syntax before links, its resolving before ids are gathered (5), its list after."""
    md.inlinePatterns.register(_Inline(CITATION.pattern, md), "tandem-citation", 175)
    md.treeprocessors.register(_Resolve(md, current), "tandem-citations", 5.5)
    md.treeprocessors.register(_Close(md, current), "tandem-cited-here", 4)
