"""From the finished pages of a section to one page with both; pure, from texts to texts.

Life: `compose` is called once a build with all pairs, since the links of one page need the ids of the others: it goes
through them once for the ids, and once more to make one page after the other. What is
marked `data-live` works only with its script and stays on the ordinary page, to which a link leads in its place, in
the words that the mark holds, or in words for any block.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
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
    def prefix(self) -> str:
        return _prefix(self.pair)

    @cached_property
    def ids(self) -> dict[str, str]:
        """The second side's ids, as they were and as they will be."""
        return new_ids(_article(self.other), self.prefix)

    @property
    def tongues(self) -> tuple[Tongue, Tongue]:
        first, other = (root.find("body").get("dir", "") for root in (self.page, self.other))
        return Tongue(self.page.get("lang")), Tongue(self.other.get("lang"), other if other != first else "")


def _languages(pair: Pair) -> tuple[str, str]:
    """What a page is of, by which its links lead to other pages of the same two."""
    return pair.first.language.locale, pair.other.language.locale


def _prefix(pair: Pair) -> str:
    """What is put before the second side's ids."""
    return f"{pair.other.language.locale}-"


def _article(root: Element) -> Element:
    (found,) = root.xpath("//article")
    return found


def compose(
    pairs: Iterable[Pair], style: str, scripts: Mapping[str, str], problems: Problems
) -> Iterator[tuple[str, str]]:
    """The pages, each with its address; `pairs` is gone through twice. What is wrong is known after the last one.

    `style` is this feature's, `scripts` every feature's script; both lie in the site. No more than one pair's pages are
    held as trees, which take twenty times the room of their texts.
    """
    targets: dict[tuple[str, str], dict[str, Target]] = {}
    for pair in pairs:
        led = targets.setdefault(_languages(pair), {})
        led[pair.first.address] = Target(pair.address, {})
        article = _article(html.document_fromstring(pair.other.text))
        led[pair.other.address] = Target(pair.address, new_ids(article, _prefix(pair)))
    made: dict[str, set[str]] = {}
    led_to: list[tuple[Page, set[tuple[str, str]]]] = []
    for pair in pairs:
        work = _Work(pair)
        _make(work, targets[_languages(pair)], style, scripts, problems)
        made[pair.address] = set(map(str, work.page.xpath("//@id")))
        led_to.append((pair.other.source, set(anchors(_article(work.page), pair.address))))
        yield pair.address, html.tostring(work.page, encoding="unicode", doctype="<!doctype html>")
    for source, links in led_to:
        for address, anchor in links:
            if anchor not in made.get(address, {anchor}):
                what = f"side by side, the link to '{address}#{anchor}' leads nowhere"
                _report(source, problems, "", what, "give the place an id in both languages, or link to a heading")


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
        lambda name, what, fix: _report(pair.other.source, problems, name, what, fix),
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


def _report(source: Page, problems: Problems, name: str, what: str, fix: str) -> None:
    line = next((heading.line for heading in source.headings if heading.id == name), 1)
    where = f"under '{name}', " if name else ""
    problems.add(source.path, line, f"{where}{what}", fix)
