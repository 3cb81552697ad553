"""The content of two finished articles as one: headings by id, then block beside block.

Life: `lay_out` takes both articles apart and gives back one with the blocks of both. A heading stays one heading with a
span for each language, a list one list, so that an outline or a screen reader's list of headings has nothing twice.
Wrappers of blocks (`section`, a feature's `div`) stay one wrapper around pairs; everything else stands whole in a row.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import builder

Element = Any  # an lxml element; its stubs know no html
Report = Callable[[str, str, str], None]  # heading id, what, fix

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
ONCE = "doc-endnotes"  # the role of what both pages list alike: shown once, under both its headings
_LISTS = {"ul", "ol"}
_WIDE = 3  # a table with more columns has no room in half a page
_ALIKE = (
    "write the same blocks in the same order in both, or mark what must differ: `<!-- differs: structure | why -->`"
)


@dataclass(frozen=True)
class Tongue:
    """How one side of a row is marked: its language and, where it is not the page's, its direction."""

    tag: str
    direction: str = ""

    def side(self, *content: Element, tag: str = "div") -> Element:
        """What stands on this side."""
        made = self.marked(builder.E(tag, {"class": "both__side"}))
        made.extend(content)
        return made

    def marked(self, element: Element) -> Element:
        """The element, marked as of this language."""
        element.set("lang", self.tag)
        if self.direction:
            element.set("dir", self.direction)
        return element


def lay_out(first: Element, other: Element, tongues: tuple[Tongue, Tongue], apart: frozenset[str],
            report: Report) -> list[Element]:  # fmt: skip
    """The blocks of both articles in rows. `apart` names headings under which the blocks need not pair."""
    ours, theirs = _sections(first, report), _sections(other, report)
    if [name for name, _ in ours] != [name for name, _ in theirs]:
        left, right = (", ".join(name or "(top)" for name, _ in sections) for sections in (ours, theirs))
        report("", f"the headings are {right}, and in the first language {left}", "write the same headings in both")
        return []
    rows: list[Element] = []
    layout = _Layout(tongues, report)
    for (name, mine), (_, its) in zip(ours, theirs, strict=True):
        left_blocks, right_blocks = ([block for block in side if not _alone(block)] for side in (mine, its))
        shapes = [[_shape(block) for block in blocks] for blocks in (left_blocks, right_blocks)]
        if shapes[0] == shapes[1]:
            rows += [layout.pair(*blocks) for blocks in zip(left_blocks, right_blocks, strict=True)]
        elif name in apart and [_is_heading(block) for block in left_blocks[:1]] == [
            _is_heading(block) for block in right_blocks[:1]
        ]:
            start = 1 if _is_heading(left_blocks[0]) else 0
            rows += [layout.pair(left_blocks[0], right_blocks[0])] * start
            rows.append(layout.row(left_blocks[start:], right_blocks[start:]))
        else:
            left, right = (", ".join(" ".join(shape).strip() for shape in side) for side in shapes)
            report(name, f"the blocks do not pair: {right}, and in the first language {left}", _ALIKE)
        own, its_own = list(filter(_alone, mine)), list(filter(_alone, its))
        if list(map(_shape, own)) == list(map(_shape, its_own)):
            rows += [layout.pair(*blocks) for blocks in zip(own, its_own, strict=True)]
        else:
            rows.append(layout.row(own, its_own))
    return rows


def _alone(block: Element) -> bool:
    """Whether a block says something of its own language's page, and need not have a counterpart."""
    return block.get("data-alone") is not None


def _sections(article: Element, report: Report) -> list[tuple[str, list[Element]]]:
    """The article's blocks under the id of the heading they stand under; what is hidden is left out."""
    found: list[tuple[str, list[Element]]] = [("", [])]
    if (article.text or "").strip():
        report("", f"text outside any block: {article.text.strip()[:40]}", "put it into a paragraph")
    for block in article:
        if (block.tail or "").strip():
            report(found[-1][0], f"text outside any block: {block.tail.strip()[:40]}", "put it into a paragraph")
        if not isinstance(block.tag, str) or block.get("hidden") is not None:
            continue  # comments, and what a script offers to those who read another language
        if block.tag in HEADINGS:
            found.append((block.get("id", ""), []))
        elif block.get("role") == ONCE:
            found.append((ONCE, []))  # it belongs to the page, not to the last heading of the text
        found[-1][1].append(block)
    return found


def _shape(block: Element) -> tuple[str, str]:
    return block.tag, " ".join(sorted(block.get("class", "").split()))


def _is_heading(block: Element) -> bool:
    return block.tag in HEADINGS


class _Layout:
    def __init__(self, tongues: tuple[Tongue, Tongue], report: Report) -> None:
        self.tongues = tongues
        self.report = report

    def pair(self, one: Element, two: Element) -> Element:
        """One block of both languages."""
        if one.tag in HEADINGS:
            return self._heading(one, two)
        if one.get("role") == ONCE:
            return self._once(one, two)
        if one.tag == "summary" and one.find("h2") is None:
            return self._named(one, two)
        inner, inner_two = list(_elements(one)), list(_elements(two))
        alike = [_shape(child) for child in inner] == [_shape(child) for child in inner_two]
        wraps = one.tag in {"section", "summary"} or {"tandem-block", "tandem-fold"} & set(one.get("class", "").split())
        if alike and inner and wraps and two.get("id") is None:  # a wrapper that has its own address stays whole
            wrapper = _shell(one)
            wrapper.extend([self.pair(*children) for children in zip(inner, inner_two, strict=True)])
            return wrapper
        if alike and inner and one.tag in _LISTS and two.get("id") is None:
            wrapper = _shell(one)
            wrapper.extend([self._item(*items) for items in zip(inner, inner_two, strict=True)])
            return wrapper
        return self.row([one], [two])

    def row(self, ours: Iterable[Element], theirs: Iterable[Element]) -> Element:
        """Blocks of one side beside those of the other; wide tables stand one below the other."""
        blocks = [list(ours), list(theirs)]
        wide = any(_columns(table) > _WIDE for side in blocks for block in side for table in block.iter("table"))
        made = builder.E("div", {"class": "both both--wide" if wide else "both"})
        made.extend([tongue.side(*side) for tongue, side in zip(self.tongues, blocks, strict=True)])
        for side in made:
            for block in side:
                block.tail = "\n"
        return made

    def _named(self, one: Element, two: Element) -> Element:
        """One name of what is folded, which both languages share."""
        made = _shell(one)
        made.set("class", "both")
        made.extend(self._spans(one, two))
        return made

    def _heading(self, one: Element, two: Element) -> Element:
        made = _shell(one)
        made.set("class", " ".join([*one.get("class", "").split(), "both"]))
        for link in two.xpath(".//a[contains(concat(' ', @class, ' '), ' headerlink ')]"):
            link.drop_tree()  # one heading has one address
        made.extend(self._spans(one, two))
        return made

    def _spans(self, one: Element, two: Element) -> Iterator[Element]:
        for tongue, heading in zip(self.tongues, (one, two), strict=True):
            side = tongue.side(tag="span")
            side.text = heading.text
            side.extend(list(heading))
            yield side

    def _item(self, one: Element, two: Element) -> Element:
        made = _shell(one)
        row = self.row([], [])
        for side, item in zip(row, (one, two), strict=True):
            side.text = item.text
            side.extend(list(item))
        if two.get("id"):
            row[1].set("id", two.get("id"))
        made.append(row)
        return made

    def _once(self, one: Element, two: Element) -> Element:
        left, right = ([item.get("data-ref") for item in side.iter("li")] for side in (one, two))
        if left != right:
            lists = f"{', '.join(map(str, right))}, and in the first language {', '.join(map(str, left))}"
            self.report("", f"the page cites {lists}", "cite the same references in both")
        heading, heading_two = (next(side.iter(*HEADINGS), None) for side in (one, two))
        if heading is not None and heading_two is not None:
            heading_two.attrib.pop("id", None)
            heading.getparent().replace(heading, self._heading(heading, heading_two))
        return one


def _elements(element: Element) -> Iterator[Element]:
    return (child for child in element if isinstance(child.tag, str))


def _shell(element: Element) -> Element:
    """The element without its content."""
    made = copy.copy(element)
    for child in list(made):
        made.remove(child)
    made.text, made.tail = None, "\n"
    return made


def _columns(table: Element) -> int:
    return max((sum(int(cell.get("colspan", 1)) for cell in row) for row in table.iter("tr")), default=0)
