"""Tandem's Markdown: the features' blocks and inline syntax for Python-Markdown, without any host.

Life: one `TandemExtension` serves a whole build; the host sets `context` before each page and reads `context.used`
after it. The guard has already refused every block that could go wrong, so a block that fails here is our own fault
and raises.

A block is rendered where it is read, but put into the tree only when Markdown and its extensions are done with the
text. Of attributes, authors can give headings their ids, and nothing else: `attr_list` would take any, from any text.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block as PymdownBlock
from pymdownx.blocks.block import type_any

from .context import Context
from .elsewhere import Elsewhere
from .features import Block, Feature, Inline, blocks_of, inlines_of
from .formula import FORMULA, is_formula, spelled
from .notes import NOTE_REF, Part, definition_lines, note_lines
from .page import HEADING_ID, INLINE, InlineCall
from .render import to_elements
from .shifted import LOWERED, RAISED, Run, shifted

NO_BREAK_SPACE = "\u00a0"
_FRAGMENT = "data-tandem-fragment"
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SILENT = {"code", "pre", "script", "style", "textarea", "kbd", "samp"}


class TandemExtension(BlocksExtension):  # type: ignore[misc]  # pymdownx ships no types
    """All features' blocks, and the no-break space between a number and its unit."""

    def __init__(self, features: tuple[Feature, ...], units: tuple[str, ...]) -> None:
        super().__init__()
        self.features = features
        self.units = units
        self.context: Context | None = None

    def current(self) -> Context:
        """The context of the page being rendered. Raises RuntimeError when the host has set none."""
        if self.context is None:
            raise RuntimeError("no page is being rendered")
        return self.context

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:
        """Register one pymdownx block for each of ours; elements unknown to Markdown are blocks."""
        md.block_level_elements += ["dose-calculator", "template"]
        for feature in self.features:
            for block in feature.blocks:
                block_mgr.register(_pymdown_block(feature, block, self.current), {})
            if feature.extend is not None:
                feature.extend(md, self.current)
        block_mgr.register(_Caption, {})
        md.inlinePatterns.register(_Printed(md, inlines_of(self.features), self.current), "tandem-inline", 176)
        md.parser.blockprocessors.register(_Parts(md.parser, self.current), "tandem-parts", 88)
        md.inlinePatterns.register(_NoteRef(NOTE_REF.pattern, md, self.current), "tandem-note", 176.5)
        md.inlinePatterns.register(_Formula(FORMULA.pattern, md), "tandem-formula", 185)  # after code, before escapes
        for name, pattern in (("sup", RAISED), ("sub", LOWERED)):  # after links, whose addresses may hold the signs
            md.inlinePatterns.register(_Shifted(pattern.pattern, name, md), f"tandem-{name}", 45)
        md.treeprocessors.register(_HeadingIds(md), "attr_list", 8)  # in the place of the extension's own
        md.treeprocessors.register(_Fill(md, self.current), "tandem-fill", 7.5)  # after the headings have their ids (8)
        md.treeprocessors.register(_Units(md, self.units), "tandem-units", 6)
        md.treeprocessors.register(Elsewhere(md, self.current), "tandem-elsewhere", 1)  # the host resolves links at 0


def _pymdown_block(feature: Feature, block: Block, current: Callable[[], Context]) -> type[PymdownBlock]:
    class Rendered(PymdownBlock):  # type: ignore[misc]
        NAME = block.name
        ARGUMENT = None
        OPTIONS: ClassVar[dict[str, Any]] = {name: [None, type_any] for name in block.options}

        def on_create(self, parent: etree.Element) -> etree.Element:
            return etree.SubElement(parent, "div", {"class": f"tandem-block {feature.name}"})

        def on_markdown(self) -> str:
            return "raw"

        def on_end(self, element: etree.Element) -> None:
            context = current()
            position = context.rendered.count(block.name)
            context.rendered.append(block.name)
            context.used.add(feature.name)
            # The guard read the call with its line; pymdownx only tells where it stands.
            calls = [call for call in context.page.blocks if call.name == block.name]
            fragment = to_elements(block.render(context, calls[position]))
            self.md.treeprocessors["prettify"].run(fragment)  # it has run by the time the tree is filled
            element.text = None
            element.set(_FRAGMENT, str(len(context.fragments)))
            context.fragments.append(fragment)

    return Rendered


class _Caption(PymdownBlock):  # type: ignore[misc]
    """`/// caption`: the words under the picture or the table that stands before it, in a figure with it."""

    NAME = "caption"
    ARGUMENT = False
    OPTIONS: ClassVar[dict[str, Any]] = {}

    def on_create(self, parent: etree.Element) -> etree.Element:
        shown = parent[-1]
        parent.remove(shown)
        figure = etree.SubElement(parent, "figure")
        figure.append(shown)
        return etree.SubElement(figure, "figcaption")

    def on_end(self, element: etree.Element) -> None:
        if len(element) == 1 and element[0].tag == "p":  # its only paragraph is the caption itself
            (paragraph,) = element
            element.text = paragraph.text
            element[:] = list(paragraph)


class _Printed(InlineProcessor):
    """`{name:argument}`: what a feature prints in its place."""

    def __init__(self, md: Markdown, inlines: Mapping[str, Inline], current: Callable[[], Context]) -> None:
        super().__init__(INLINE.pattern, md)
        self.inlines, self.current = inlines, current

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        context, name = self.current(), m.group(1)
        call = InlineCall(name, m.group(2), 0)
        context.printed.append(str(call))
        element = to_elements(self.inlines[name].render(context, call))
        element.tag = "span"
        element.set("class", f"tandem-inline {name}")
        return element, m.start(0), m.end(0)


class _Parts(BlockProcessor):
    """Footnotes and lists of definitions, in the places where they are written."""

    def __init__(self, parser: BlockParser, current: Callable[[], Context]) -> None:
        super().__init__(parser)
        self.current = current

    @staticmethod
    def _parts(block: str) -> list[Part]:
        lines = block.strip("\n").split("\n")
        return note_lines(lines) or definition_lines(lines)

    def test(self, parent: etree.Element, block: str) -> bool:
        return parent.tag not in {"li", "blockquote"} and bool(self._parts(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        parts = self._parts(blocks.pop(0))
        listed = self.lastChild(parent)
        if parts[0].kind != "note" and (listed is None or listed.tag != "dl"):
            listed = etree.SubElement(parent, "dl")
        for part in parts:
            if part.kind == "note":
                self._note(parent, part)
            else:
                assert listed is not None
                etree.SubElement(listed, {"term": "dt", "meaning": "dd"}[part.kind]).text = part.text

    def _note(self, parent: etree.Element, part: Part) -> None:
        note = etree.SubElement(parent, "p", {"class": "tandem-note", "role": "doc-footnote"})
        back = etree.SubElement(etree.SubElement(note, "sup"), "a", {"href": f"#noted-{part.label}"})
        back.set("id", f"note-{part.label}")  # here, since a paragraph's own is lost in a DOCX
        back.set("role", "doc-backlink")
        back.text = AtomicString(self.current().page.marks[part.label])
        note[0].tail = f" {part.text}"


class _NoteRef(InlineProcessor):
    """`[^name]`: the letter that leads to the footnote. The way back leads to the first one."""

    def __init__(self, pattern: str, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(pattern, md)
        self.current = current

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        context = self.current()
        mark = etree.Element("sup")
        link = etree.SubElement(mark, "a", {"href": f"#note-{m[1]}", "role": "doc-noteref"})
        if m[1] not in context.noted:
            link.set("id", f"noted-{m[1]}")
        context.noted.append(m[1])
        mark.text = "\u2060"  # no line ends before it
        link.text = AtomicString(context.page.marks[m[1]])
        return mark, m.start(0), m.end(0)


def _spans(runs: tuple[Run, ...]) -> etree.Element:
    """Runs of text as elements, in which nothing is read any more."""
    whole = etree.Element("span")
    for run in runs:
        if run.tag:
            etree.SubElement(whole, run.tag).text = AtomicString(run.text)
        elif len(whole):
            whole[-1].tail = AtomicString(run.text)
        else:
            whole.text = AtomicString(run.text)
    return whole


class _Formula(InlineProcessor):
    r"""`$\frac{a}{b}$`: what it says, on one line. `core.page` has refused those that cannot be printed."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        latex = m[1] or m[2]
        if not is_formula(latex):
            return None, None, None
        return _spans(spelled(latex)), m.start(0), m.end(0)


class _Shifted(InlineProcessor):
    """`10^-3^` and `V~max~`."""

    def __init__(self, pattern: str, tag: str, md: Markdown) -> None:
        super().__init__(pattern, md)
        self.shift = tag

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | str, int, int]:
        run = shifted(self.shift, m[1])
        if not run.tag:
            return run.text, m.start(0), m.end(0)
        element = etree.Element(run.tag)
        element.text = AtomicString(run.text)
        return element, m.start(0), m.end(0)


class _HeadingIds(Treeprocessor):
    """Take the id of a heading from the braces at its end; whatever else stands in braces stays text."""

    def run(self, root: etree.Element) -> None:
        for heading in (element for element in root.iter() if element.tag in _HEADINGS):
            text = (heading[-1].tail if len(heading) else heading.text) or ""
            found = HEADING_ID.search(text)
            if found is None:
                continue
            heading.set("id", found[1])
            left = text[: found.start()].rstrip("#").rstrip()
            if len(heading):
                heading[-1].tail = left
            else:
                heading.text = left


class _Fill(Treeprocessor):
    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        for element in [found for found in root.iter("div") if found.get(_FRAGMENT)]:
            fragment = self.current().fragments[int(element.attrib.pop(_FRAGMENT))]
            element.text = fragment.text
            element.extend(fragment)


class _Units(Treeprocessor):
    """`30 mg/kg` must not be parted at a line's end: in prose and in data alike."""

    def __init__(self, md: Markdown, units: tuple[str, ...]) -> None:
        super().__init__(md)
        longest_first = sorted(units, key=len, reverse=True)
        alternatives = "|".join(re.escape(unit) for unit in longest_first)
        self.pattern = re.compile(rf"(?<=[0-9]) (?=(?:{alternatives})(?![A-Za-z0-9]))")

    def run(self, root: etree.Element) -> None:
        self._walk(root)

    def _walk(self, element: etree.Element) -> None:
        if element.tag in _SILENT:
            return
        if element.text:
            element.text = self._join(element.text)
        for child in element:
            self._walk(child)
            if child.tail:
                child.tail = self._join(child.tail)

    def _join(self, text: str) -> str:
        joined = self.pattern.sub(NO_BREAK_SPACE, text)
        return AtomicString(joined) if isinstance(text, AtomicString) else joined


def check_rendered(context: Context, features: tuple[Feature, ...]) -> None:
    """Every block and inline call that was read must have been rendered. Raises RuntimeError: nothing may vanish in
    silence.
    """
    ours = blocks_of(features)
    read = [call.name for call in context.page.blocks if call.name in ours]
    if sorted(read) != sorted(context.rendered):
        raise RuntimeError(f"{context.page.path}: blocks read {read}, blocks rendered {context.rendered}")
    if sorted(context.page.noted) != sorted(context.noted):
        raise RuntimeError(f"{context.page.path}: footnotes read {context.page.noted}, rendered {context.noted}")
    called = [str(call) for call in context.page.inlines]
    if sorted(called) != sorted(context.printed):
        raise RuntimeError(f"{context.page.path}: inline calls read {called}, rendered {context.printed}")
