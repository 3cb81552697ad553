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
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block as PymdownBlock
from pymdownx.blocks.block import type_any

from .context import Context
from .elsewhere import Elsewhere
from .features import Block, Feature, Inline, blocks_of, inlines_of
from .page import HEADING_ID, INLINE, InlineCall
from .render import to_elements

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
        md.inlinePatterns.register(_Printed(md, inlines_of(self.features), self.current), "tandem-inline", 176)
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
    called = [str(call) for call in context.page.inlines]
    if sorted(called) != sorted(context.printed):
        raise RuntimeError(f"{context.page.path}: inline calls read {called}, rendered {context.printed}")
