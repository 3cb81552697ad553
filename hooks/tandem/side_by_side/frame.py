"""Around the two languages: the first language's page, with what it says of itself said in both.

Life: `fill` takes the first page as it was built and puts the rows into it. What a reader must know wherever they read
(review state, that this is teaching) stands in both languages, and so do the names in the navigation.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import builder

from ..core.settings import Language
from .layout import Element, Tongue

_SIDEBAR = "md-sidebar--secondary"


@dataclass(frozen=True)
class Menu:
    """The ways to read a section of a site of more than two languages, with their addresses: alone, and in pairs."""

    alone: tuple[tuple[Language, str], ...]
    paired: tuple[tuple[tuple[Language, Language], str], ...]


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
    for switch in by_class(page, "tandem-languages"):
        if switch.tag == "details":
            continue  # a menu, which has ways of its own (`choose`)
        for child in list(switch):
            switch.remove(child)
        switch.extend([way.link(way.language.name, **{"class": "tandem-language"}) for way in ways])


def choose(page: Element, menu: Menu, here: str, own: Language) -> None:
    """Put every way to read this section into the menu of the page at `here`, which is marked among them."""
    (switch,) = by_class(page, "tandem-languages")
    (summary,), (listed,) = switch.xpath("./summary"), by_class(switch, "tandem-menu__list")
    for child in list(listed):
        listed.remove(child)
    folder = posixpath.dirname(here)
    for language, address in menu.alone:
        way = Way(language, posixpath.relpath(address, folder), language.name)
        listed.append(way.link(language.name, **{"class": "tandem-language"}, **_turned(language, own)))
    for pair, address in menu.paired:
        names: list[Element] = [
            builder.SPAN(language.name, lang=language.tag, **_turned(language, own)) for language in pair
        ]
        names[0].tail = " · "
        if address == here:
            made = builder.SPAN(*names, {"class": "tandem-beside", "aria-current": "true"})
            for child in list(summary):
                summary.remove(child)
            summary.text = ""
            summary.extend(copy.deepcopy(names))
            both = " · ".join(language.name for language in pair)
            summary.set("aria-label", f"{summary.get('aria-label').removesuffix(own.name)}{both}")
        else:
            made = builder.A(*names, {"class": "tandem-beside", "href": posixpath.relpath(address, folder)})
            made.set("data-language", "")
        listed.append(made)


def _turned(language: Language, own: Language) -> dict[str, str]:
    """The direction of a language's name amid another's text, where it runs the other way."""
    return {"dir": language.direction} if language.direction != own.direction else {}


def _navigation(page: Element, other: Element, tongues: tuple[Tongue, Tongue]) -> None:
    """Each entry's name in the other language beside its own; a section that only one of them has keeps the one."""
    entries = "//nav[contains(@class, 'md-nav')]//*[self::a or @class='tandem-kind'][not(starts-with(@href, '#'))]"
    theirs = {_entry(entry): entry for entry in other.xpath(entries)}
    for label in page.xpath(entries):
        counterpart = theirs.get(_entry(label))
        if counterpart is not None:
            words = " ".join(counterpart.text_content().split())
            label.append(tongues[1].marked(builder.SPAN(words, {"class": "both__name"})))


def _entry(label: Element) -> tuple[str, str]:
    """What an entry of a navigation is, in any language: a kind, or the page that it leads to."""
    if label.tag != "a":
        return "kind", str(label.getparent().get("data-kind"))
    return "page", posixpath.basename(urlsplit(label.get("href")).path)


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
