"""Around the two languages: the first language's page, with what it says of itself said in both.

Life: `fill` takes the first page as it was built and puts the rows into it. What a reader must know wherever they read
(review state, that this is teaching) stands in both languages, and so do the names in the navigation.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import builder

from ..core.settings import Language
from .layout import Element, Tongue

_SIDEBAR = "md-sidebar--secondary"


@dataclass(frozen=True)
class Way:
    """A way back: a language's own page, seen from the page made here, and what to call it."""

    language: Language
    address: str
    words: str

    def link(self, words: str, **attributes: str) -> Element:
        """The link; the site's script lets it keep the section that is being read."""
        found = {"href": self.address, "hreflang": self.language.tag, "lang": self.language.tag, "data-language": ""}
        return builder.E("a", {**found, **attributes}, words)


def by_class(root: Element, name: str) -> list[Element]:
    """Every element of a class."""
    return list(root.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"))


def fill(page: Element, other: Element, rows: list[Element], ways: list[Way], tongues: tuple[Tongue, Tongue],
         name: str) -> None:  # fmt: skip
    """Put the rows into the first language's page; `name` is what this way of reading is called."""
    (article,) = page.xpath("//article")
    for child in list(article):
        article.remove(child)
    article.text = "\n"
    article.append(_heads(ways, tongues, name))
    article.extend(rows)
    _switch(page, ways)
    _navigation(page, other, tongues)
    _footer(page, other, tongues)
    for sidebar in by_class(page, _SIDEBAR):
        sidebar.set("hidden", "")  # its room is the second language's; the drawer keeps the contents


def _heads(ways: list[Way], tongues: tuple[Tongue, Tongue], name: str) -> Element:
    made = builder.E("nav", {"class": "both both-heads", "aria-label": name})
    for way, tongue in zip(ways, tongues, strict=True):
        made.append(tongue.side(way.link(way.words)))
    return made


def _switch(page: Element, ways: list[Way]) -> None:
    (switch,) = by_class(page, "tandem-languages")
    for child in list(switch):
        switch.remove(child)
    switch.extend([way.link(way.language.name, **{"class": "tandem-language"}) for way in ways])


def _navigation(page: Element, other: Element, tongues: tuple[Tongue, Tongue]) -> None:
    """Each entry's name in the other language beside its own: both navigations have the same entries in order."""
    entries = "//nav[contains(@class, 'md-nav')]//*[self::a or @class='tandem-kind'][not(starts-with(@href, '#'))]"
    ours, theirs = (root.xpath(entries) for root in (page, other))
    for label, counterpart in zip(ours, theirs, strict=True):
        words = " ".join(counterpart.text_content().split())
        label.append(tongues[1].marked(builder.SPAN(words, {"class": "both__name"})))


def _footer(page: Element, other: Element, tongues: tuple[Tongue, Tongue]) -> None:
    (ours,), (theirs,) = (by_class(root, "md-copyright") for root in (page, other))
    row = builder.E("div", {"class": "both"})
    parent = ours.getparent()
    parent.replace(ours, row)
    row.extend([tongue.side(side) for tongue, side in zip(tongues, (ours, theirs), strict=True)])


def head(page: Element, other: Element, title: str, style: str, place: str, unused: Iterable[str]) -> None:
    """The page's own title and the styles of both sides; search engines have what stands here from two pages."""
    (found,) = page.xpath("/html/head")
    for link in found.xpath("./link[@rel='canonical' or @rel='alternate']"):
        link.drop_tree()
    found.find("title").text = title
    found.insert(2, builder.META(name="robots", content="noindex"))
    theirs = other.xpath("/html/head/link[@rel='stylesheet']/@href")
    for missing in (style for style in theirs if style not in found.xpath("./link[@rel='stylesheet']/@href")):
        found.xpath("./link[@rel='stylesheet']")[-1].addnext(builder.LINK(rel="stylesheet", href=missing))
    here = posixpath.dirname(place)
    found.xpath("./link[@rel='stylesheet']")[-1].addnext(
        builder.LINK(rel="stylesheet", href=posixpath.relpath(style, here))
    )
    gone = {posixpath.relpath(script, here) for script in unused}
    for script in page.xpath("//script[@src]"):
        if script.get("src") in gone:
            script.drop_tree()
