"""From the finished pages of a section to one page with both; pure, from texts to texts.

Life: `compose` is called once a build with all pairs, since the links of one page need the ids of the others. What is
marked `data-live` works only with its script and stays on the ordinary page, to which a link leads in its place, in
the words that the mark holds, or in words for any block.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import html
from lxml.html import builder

from ..core.anchors import rename
from ..core.page import Page
from ..core.problems import Problems
from ..core.settings import Language
from ..core.strings import Strings
from .frame import Menu, Way, choose, fill, head
from .layout import HEADINGS, Element, Tongue, lay_out
from .links import Target, anchors, lead, new_ids


@dataclass(frozen=True)
class Side:
    """A finished page: `address` is where it lies in the site, `source` what it was made from."""

    language: Language
    t: Strings
    address: str
    source: Page
    text: str


@dataclass(frozen=True)
class Pair:
    """A section's two pages, and where they are to stand together."""

    first: Side
    other: Side
    address: str
    apart: frozenset[str] = frozenset()  # headings under which the blocks may differ
    menu: Menu | None = None


@dataclass
class _Work:
    """One page in the making. A language's page is read anew for each pair."""

    pair: Pair
    page: Element = field(init=False)
    other: Element = field(init=False)

    def __post_init__(self) -> None:
        self.page, self.other = (html.document_fromstring(side.text) for side in (self.pair.first, self.pair.other))

    @property
    def sides(self) -> list[tuple[Side, Element]]:
        return [(self.pair.first, self.page), (self.pair.other, self.other)]

    @property
    def languages(self) -> tuple[str, str]:
        """What the page is of, by which its links lead to other pages of the same two."""
        return self.pair.first.language.locale, self.pair.other.language.locale

    @property
    def prefix(self) -> str:
        return f"{self.pair.other.language.locale}-"

    @cached_property
    def ids(self) -> dict[str, str]:
        """The second side's ids, as they were and as they will be."""
        return new_ids(_article(self.other), self.prefix)

    @property
    def tongues(self) -> tuple[Tongue, Tongue]:
        first, other = (root.find("body").get("dir", "") for root in (self.page, self.other))
        return Tongue(self.page.get("lang")), Tongue(self.other.get("lang"), other if other != first else "")


def _article(root: Element) -> Element:
    (found,) = root.xpath("//article")
    return found


def compose(pairs: Sequence[Pair], style: str, scripts: Mapping[str, str], problems: Problems) -> dict[str, str]:
    """The pages by address. `style` is this feature's, `scripts` every feature's script; both lie in the site."""
    works = [_Work(pair) for pair in pairs]
    targets: dict[tuple[str, str], dict[str, Target]] = {}
    for work in works:
        led = targets.setdefault(work.languages, {})
        led[work.pair.first.address] = Target(work.pair.address, {})
        led[work.pair.other.address] = Target(work.pair.address, work.ids)
    for work in works:
        _make(work, targets[work.languages], style, scripts, problems)
    made = {work.pair.address: set(work.page.xpath("//@id")) for work in works}
    for work in works:
        for address, anchor in anchors(_article(work.page), work.pair.address):
            if anchor not in made.get(address, {anchor}):
                what = f"side by side, the link to '{address}#{anchor}' leads nowhere"
                _report(work.pair, problems, "", what, "give the place an id in both languages, or link to a heading")
    return {
        work.pair.address: html.tostring(work.page, encoding="unicode", doctype="<!doctype html>") for work in works
    }


def _make(
    work: _Work, targets: Mapping[str, Target], style: str, scripts: Mapping[str, str], problems: Problems
) -> None:
    pair = work.pair
    ways = []
    unused: set[str] = set()
    for side, root in work.sides:
        back = posixpath.relpath(side.address, posixpath.dirname(pair.address))
        ways.append(Way(side.language, back, side.t("side_by_side.alone", language=side.language.name)))
        lead(root, side.address, pair.address, targets)
        unused |= _leave_out(_article(root), back, side.t("side_by_side.live"))
    rename(_article(work.other), work.ids, work.prefix)
    rows = lay_out(
        _article(work.page), _article(work.other), work.tongues, pair.apart,
        lambda name, what, fix: _report(pair, problems, name, what, fix),
    )  # fmt: skip
    title, rest = pair.first.source.front.title, str(work.page.findtext("head/title"))
    names = f"{title} / {pair.other.source.front.title} · {pair.first.t('side_by_side.both')}"
    fill(work.page, work.other, rows, ways, work.tongues, pair.first.t("side_by_side.columns"))
    if pair.menu is not None:
        choose(work.page, pair.menu, pair.address, pair.first.language)
    gone = [address for name, address in scripts.items() if name in unused]
    head(work.page, work.other, names + rest.removeprefix(title), style, pair.address, gone)


def _leave_out(article: Element, back: str, words: str) -> set[str]:
    """Take out what needs its script, and tell the features whose script can go; links to what stood in it arrive."""
    features: set[str] = set()
    linked: set[Element] = set()
    for element in article.xpath(".//*[@data-live]"):
        block = element.xpath("ancestor-or-self::*[parent::article]")[0]
        features |= {*block.get("class", "").split(), *element.get("data-scripts", "").split()}
        if block not in linked:
            linked.add(block)
            above = block.xpath(f"preceding-sibling::*[{' or '.join(f'self::{name}' for name in sorted(HEADINGS))}]")
            to = f"{back}#{above[-1].get('id')}" if above and above[-1].get("id") else back
            own = next(filter(None, block.xpath("descendant-or-self::*/@data-live")), words)
            element.addprevious(builder.P(builder.A(own, href=to), {"class": "both__live"}))
        for anchor in element.xpath(".//a[@id]"):
            element.addprevious(builder.SPAN(id=anchor.get("id")))
        element.drop_tree()
    return features


def _report(pair: Pair, problems: Problems, name: str, what: str, fix: str) -> None:
    source = pair.other.source
    line = next((heading.line for heading in source.headings if heading.id == name), 1)
    where = f"under '{name}', " if name else ""
    problems.add(source.path, line, f"{where}{what}", fix)
