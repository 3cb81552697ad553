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
from dataclasses import dataclass, replace

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from ..core.context import Context
from ..core.page import CITATION, is_plural, split_citation
from ..core.render import render, to_elements
from .bibliography import Run
from .library import Library, style_of
from .notices import notice_word
from .numbering import collapse
from .pages import page_form

WORD_JOINER = "\u2060"  # no line begins with a citation
_NO_BREAK = "\u00a0"


class _Inline(InlineProcessor):
    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        works = split_citation(m.group(1))
        element = etree.Element("sup", {"class": "cite", "data-cite": " ".join(key for key, _ in works)})
        if any(pages for _, pages in works):
            element.set("data-pages", ";".join(pages for _, pages in works))
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
            brief=_is_brief(context),
            page=context.url("references"),
        )
        root.extend(to_elements(markup))


def _is_brief(context: Context) -> bool:
    """Whether the list names works and leads to them: a self-test cites what all the tutorial does."""
    assert context.tutorial is not None
    course = context.shelf.courses.get((context.tutorial.name, context.language.locale))
    return course is not None and course.step(context.page.name).kind == "check"


@dataclass(frozen=True)
class _Part:
    """What stands between two commas of a group: a number, or a range of them; with pages or a notice, a number."""

    numbers: list[int]  # all of a range
    pages: str = ""
    notice: str = ""  # what became of the work, in a word


def _parts(works: dict[int, tuple[str, str]]) -> list[_Part]:
    """The numbers of a group, each with its pages and notice, in order; numbers with neither in ranges."""
    plain = [number for number, (pages, notice) in works.items() if not pages and not notice]
    parts = [_Part([number], *told) for number, told in works.items() if any(told)]
    for first, last in collapse(plain):
        parts.append(_Part([*range(first, last + 1)]))
    return sorted(parts, key=lambda part: part.numbers[0])


class _Line:
    """Writes a group from left to right: text goes behind the last element."""

    def __init__(self, group: etree.Element) -> None:
        self.group, self.last = group, ""
        group.text = AtomicString("")

    def write(self, text: str) -> None:
        """Add text, which no Markdown rule will touch again."""
        if not text:
            return
        self.last = text
        if len(self.group):
            self.group[-1].tail = AtomicString((self.group[-1].tail or "") + text)
        else:
            self.group.text = AtomicString((self.group.text or "") + text)

    def add(self, tag: str, attributes: dict[str, str], text: str = "") -> None:
        """Add an element."""
        element = etree.SubElement(self.group, tag, attributes)
        element.text = AtomicString(text) if text else None
        self.last = ""


def _fill(
    group: etree.Element, keys: list[str], numbers: dict[str, int], seen: list[str], page: str, context: Context
) -> None:
    form = page_form(style_of(context.language).csl)
    told = dict(zip(keys, group.attrib.pop("data-pages", ";" * (len(keys) - 1)).split(";"), strict=True))
    by_number = {numbers[key]: key for key in keys}
    works = {number: (told[key], notice_word(context, key)) for number, key in by_number.items()}
    line = _Line(group)
    line.write(WORD_JOINER)
    is_open = False
    for part in _parts(works):
        behind = part.pages and form.behind
        if is_open and behind:  # pages behind a bracket are those of what is in it
            line.write("]")
            is_open = False
        if line.last != WORD_JOINER:
            line.write(",")
        if not is_open:
            line.write("[")
            is_open = True
        _write_part(line, part, by_number, seen, page, context)
        if behind:
            line.write(f"]{form.show(part.pages)}")
            is_open = False
        else:
            line.write(form.show(part.pages))
    if is_open:
        line.write("]")


def _write_part(
    line: _Line, part: _Part, by_number: dict[int, str], seen: list[str], page: str, context: Context
) -> None:
    first, last = part.numbers[0], part.numbers[-1]
    if first != last:
        _write_number(line, _Part([first]), by_number, seen, page, context)
        line.write("–")
        # A range shows its ends; what lies between them still needs a place to come back to.
        for number in part.numbers[1:-1]:
            if by_number[number] not in seen:
                seen.append(by_number[number])
                line.add("span", {"id": f"cite-{by_number[number]}"})
    _write_number(line, replace(part, numbers=[last]), by_number, seen, page, context)


def _write_number(
    line: _Line, part: _Part, by_number: dict[int, str], seen: list[str], page: str, context: Context
) -> None:
    (number,) = part.numbers
    key, t = by_number[number], context.strings
    label = t("citations.number", number=number)
    if part.pages:
        label = t("citations.at_pages" if is_plural(part.pages) else "citations.at_page", work=label, pages=part.pages)
    if part.notice:
        label = t("citations.with_notice", work=label, notice=part.notice)
    link = {"href": f"{page}#ref-{key}", "role": "doc-biblioref", "aria-label": label}
    if key not in seen:
        seen.append(key)
        link["id"] = f"cite-{key}"
    line.add("a", link, f"{number}{_NO_BREAK}{part.notice}" if part.notice else str(number))


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
