"""A tutorial in one language as one text, from the pages that were built: what books, papers and documents start from.

Life: `make_book` reads each section's finished page and keeps its article. What only a screen with the site around it
needs is taken out (navigation, scripts, forms, `data-live`), what is folded is laid open, and the sections' ids and
links are renamed so that all stands in one document. A link that leads out of the book becomes absolute, or plain text
where the site's address is not known. A section's own list of what it cites is left out: the book has the whole list;
the sections' lists of terms become one, the last chapter. A form that carries scripts names the blocks that they serve:
these stay as the page has them, to be enlivened.

The trees are lxml elements without namespaces, in lower case but for SVG's own names, and can be written as XML.
"""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html
from lxml.html import builder

from ..core.anchors import rename, resolved
from ..core.settings import Language
from ..core.tutorial import Tutorial
from ..lean import waiting_parts
from .edition import Edition, Fact, facts
from .paint import paint

Element = Any  # an lxml element; its stubs know no html

_KEPT = 16  # books of a large library are made for each form again: all at once would need its memory
BETWEEN = "--"  # between a section's name and an id of its page; neither can hold it
_GONE = ("script", "style", "template", "link", "meta", "button", "input", "select", "textarea", "datalist", "dialog")
_PLAIN = {"form": "div", "fieldset": "div", "legend": "p", "label": "span", "output": "span"}
_CONTROLS = (
    "headerlink",
    "tandem-hint",
    "tandem-kicker",
    "tandem-way",
    "start",
    "ledger",
    "progress",
    "cite-this",
    "report",
)
_TERMS = "book-terms"  # the chapter of terms; no section is called so
# What an HTML parser gives in lower case and XML wants as SVG writes it.
_SVG = """clipPath clipPathUnits foreignObject gradientTransform gradientUnits linearGradient markerHeight markerUnits
    markerWidth maskContentUnits maskUnits pathLength patternContentUnits patternTransform patternUnits
    preserveAspectRatio radialGradient refX refY spreadMethod startOffset textLength textPath viewBox"""
_SVG_NAMES = {name.lower(): name for name in _SVG.split()}


@dataclass(frozen=True)
class Chapter:
    """One section: `body` is a `section` element whose id is the section's name; its heading is an `h1`."""

    name: str
    title: str
    description: str
    body: Element


@dataclass(frozen=True)
class Book:
    """One tutorial in one language. An id of the section `dosing` reads `dosing--id` here."""

    tutorial: Tutorial
    language: Language
    title: str
    description: str
    direction: str  # ltr or rtl
    facts: tuple[Fact, ...]
    chapters: tuple[Chapter, ...]

    @property
    def tag(self) -> str:
        """The language's BCP 47 tag."""
        return self.language.tag

    @property
    def name(self) -> str:
        """How files of the book are called, without ending: magnesium.zh."""
        return f"{self.tutorial.name}.{self.language.locale}"


def chapter_of(anchor: str) -> str:
    """The name of the chapter that holds an id of the book."""
    return anchor.partition(BETWEEN)[0]


def make_books(edition: Edition) -> Iterator[Book]:
    """Every tutorial in every language."""
    for tutorial in edition.tutorials:
        for language in edition.languages:
            yield _own_book(edition, tutorial, language)


def _own_book(edition: Edition, tutorial: Tutorial, language: Language) -> Book:
    kept, key = edition.books, (tutorial.name, language.locale)
    if kept is None:
        return make_book(edition, tutorial, language)
    book = kept.get(key) or make_book(edition, tutorial, language)
    if len(kept) < _KEPT:
        kept[key] = book
    # Each form changes its own.
    return replace(book, chapters=tuple(replace(part, body=deepcopy(part.body)) for part in book.chapters))


def write_books(
    edition: Edition, folder: Path, ending: str, write: Callable[[Edition, Book, Path], bool]
) -> list[Path]:
    """A file of every book, called magnesium.zh.epub for the ending `.{}.epub`: kept from before, or written.

    `write` is handed what the tutorial's own files say, and says False where a book has none.
    """
    made = []
    for tutorial in edition.tutorials:
        told = edition.of(tutorial)
        for language in edition.languages:

            def own(
                path: Path, told: Edition = told, tutorial: Tutorial = tutorial, language: Language = language
            ) -> bool:
                return write(told, _own_book(edition, tutorial, language), path)

            path = folder / (tutorial.name + ending.format(language.locale))
            made += edition.keeper.file(told, tutorial, (language,), path, own)
    return made


def make_book(
    edition: Edition, tutorial: Tutorial, language: Language, *, live: Collection[str] = (), painted: bool = True
) -> Book:
    """The book of one tutorial in one language.

    Blocks of the names in `live` keep what their scripts need; drawings that are not `painted` wait for a style sheet.
    """
    pages = {edition.address(language, tutorial, name): name for name in tutorial.sections(language.locale)}
    articles = {name: _article(edition.folder / address) for address, name in pages.items()}
    listed = {
        found.removeprefix("ref-")
        for article in articles.values()
        for found in article.xpath(".//*[@role='doc-bibliography']//@id[starts-with(., 'ref-')]")
    }
    chapters = []
    terms = _Terms()
    for address, name in pages.items():
        article, front = articles[name], tutorial.pages[(language.locale, name)].front
        if live:
            _fill(article, live, edition, language)
        kept = {part for name in live for block in _classed(article, name) for part in block.iter()}
        _take_out(article, listed, kept)
        if painted:
            paint(article, edition.folder, address)
        _lay_open(article, kept)
        terms.take(article)
        _inline_images(article, edition.folder, address)
        prefix = f"{name}{BETWEEN}"
        rename(article, {found: prefix + found for found in article.xpath(".//@id")}, prefix)
        _lead(article, address, pages, edition.url)
        terms.link(article)
        _write_as_xml(article, kept)
        body = builder.E("section", {"id": name})
        body.extend(list(article))
        chapters.append(Chapter(name, front.title, front.description, body))
    if terms.entries:
        chapters.append(terms.chapter(edition.strings[language.locale]("exports.terms")))
    file = tutorial.file
    told = tuple(facts(edition, tutorial, language))
    (body,) = articles["index"].xpath("ancestor::body")
    direction = body.get("dir", "ltr")
    return Book(
        tutorial,
        language,
        file.title[language.locale],
        file.summary[language.locale],
        direction,
        told,
        tuple(chapters),
    )


def _fill(article: Element, live: Collection[str], edition: Edition, language: Language) -> None:
    """Give the live blocks what the site's pages get from one script for all of a language."""
    places = article.xpath(".//*[@data-waiting]")
    if not places:
        return
    (script,) = edition.folder.glob(f"assets/*/waiting.{language.locale}.*.js")
    parts = waiting_parts(script.read_text(encoding="utf-8"))
    for place in places:
        name = place.attrib.pop("data-waiting")
        if name in live:
            place.extend(list(html.fragment_fromstring(parts[name], create_parent="div")))


def _article(path: Path) -> Element:
    page: Element = html.document_fromstring(path.read_text(encoding="utf-8"))
    (article,) = page.xpath("//article")
    return article


def _classed(root: Element, name: str) -> list[Element]:
    return list(root.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"))


def _take_out(article: Element, listed: set[str], kept: Collection[Element]) -> None:
    gone = [element for name in _CONTROLS for element in _classed(article, name)]
    gone += article.xpath(".//*[@data-live]|.//*[@hidden and not(@hidden='until-found')]|.//*[@visibility='hidden']")
    for notes in article.xpath(".//*[@role='doc-endnotes']"):
        if {item.get("data-ref") for item in notes.iter("li")} <= listed:
            gone.append(notes)
    for element in gone:
        if element.getparent() is not None and element not in kept:
            element.drop_tree()
    for element in list(article.iter(*_GONE, etree.Comment, etree.ProcessingInstruction)):
        if element not in kept or not isinstance(element.tag, str):
            element.drop_tree()


class _Terms:
    """The terms that sections explain, each once, in the order in which they are first met."""

    def __init__(self) -> None:
        self.entries: dict[str, Element] = {}

    def take(self, article: Element) -> None:
        """Take a section's list of terms out of it. What leads back to the word, or closes the entry, goes."""
        for listed in article.xpath(".//*[@role='doc-glossary']"):
            for entry in listed.xpath(".//dl/div"):
                self.entries.setdefault(entry.get("id"), entry)
            listed.drop_tree()

    def link(self, article: Element) -> None:
        """Lead the marked words to the chapter of terms."""
        for link in article.xpath(".//a[@role='doc-glossref']"):
            term = link.get("href").rpartition(BETWEEN)[2]
            if term not in self.entries:
                continue
            link.set("href", f"#{_TERMS}{BETWEEN}{term}")
            link.attrib.pop("aria-describedby", None)

    def chapter(self, title: str) -> Chapter:
        """The chapter of terms."""
        listed = builder.DL()
        for entry in self.entries.values():
            for element in entry.xpath(".//dt//a|.//span[not(node())]"):
                if element.get("href", "#").startswith("#"):
                    element.drop_tree()
                else:
                    element.drop_tag()
            ids = entry.xpath("descendant-or-self::*/@id")
            rename(entry, {found: f"{_TERMS}{BETWEEN}{found}" for found in ids}, "")
            listed.append(entry)
        _write_as_xml(listed)
        body = builder.E("section", {"id": _TERMS, "role": "doc-glossary"}, builder.H1(title), listed)
        return Chapter(_TERMS, title, "", body)


def _lay_open(article: Element, kept: Collection[Element]) -> None:
    for tabs in _classed(article, "tabbed-set"):
        _lay_out_tabs(tabs)
    for fold in _classed(article, "tandem-fold"):  # what a heading or a caption of its own names
        for summary in list(fold.iterchildren("summary")):
            if len(summary.xpath("./h2")):
                summary.drop_tag()
            else:
                summary.drop_tree()
        fold.drop_tag()
    for listed in _classed(article, "quiz__list"):
        if listed not in kept:
            _put_answers_last(listed)
    for details in article.iter("details"):
        if details in kept:
            continue
        details.tag = "div"
        details.attrib.pop("open", None)
        details.attrib.pop("name", None)
        details.set("class", f"{details.get('class', '')} details".strip())
        for summary in details.iterchildren("summary"):
            summary.tag = "p"
            summary.set("class", f"{summary.get('class', '')} details-summary".strip())
    for listed in article.xpath(".//ol[@data-numbered]"):  # its items say their numbers, which would be printed twice
        for part in (listed, *listed.iterchildren("li")):
            part.tag = "div"
    for element in list(article.iter("noscript")):
        element.drop_tag()
    for element in article.iter(*_PLAIN):
        if element in kept:
            continue
        element.tag = _PLAIN[element.tag]
        for name in ("for", "action", "method", "novalidate", "disabled"):
            element.attrib.pop(name, None)
    for element in article.xpath(".//*[@hidden]"):  # until-found: what a search would have opened
        if element in kept:
            continue
        element.attrib.pop("hidden")


def _put_answers_last(questions: Element) -> None:
    """The answers of a self-test behind its last question, as on paper: none is read before it is asked for."""
    questions.addnext(builder.DIV({"class": "quiz__answers"}, *questions.xpath("./li/details")))


def _lay_out_tabs(tabs: Element) -> None:
    """One tab under the other, each under its label."""
    labels = tabs.xpath("./*[@class='tabbed-labels']/label")
    blocks = tabs.xpath("./*[@class='tabbed-content']/*")
    for label, block in zip(labels, blocks, strict=True):
        heading = builder.E("p", {"class": "tab-label"})
        heading.text = label.text
        heading.extend(list(label))
        heading.tail, block.text = block.text, ""
        block.insert(0, heading)
        block.set("class", "tab")
    for child in list(tabs):
        tabs.remove(child)
    tabs.extend(blocks)
    tabs.set("class", "tabs")


def _inline_images(article: Element, folder: Path, address: str) -> None:
    for image in article.iter("img"):
        parts = urlsplit(image.get("src", ""))
        if parts.scheme:
            continue
        path = folder / unquote(resolved(parts.path, address))
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        image.set("src", f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}")
        for name in ("srcset", "sizes", "loading", "decoding"):
            image.attrib.pop(name, None)


def _lead(article: Element, address: str, pages: Mapping[str, str], url: str) -> None:
    """Turn links to where they lead in the book, or in the site."""
    here = pages[address]
    for element in list(article.iter()):
        for attribute in ("href", "xlink:href"):
            link = element.get(attribute)
            if link is None:
                continue
            parts = urlsplit(link)
            if parts.scheme == "data":  # a file that a page brings along
                _unlink(element)
            if parts.scheme or parts.netloc:
                continue
            name = pages.get(unquote(resolved(parts.path, address))) if parts.path else here
            if name is not None:
                fragment = unquote(parts.fragment)
                element.set(attribute, f"#{name}{BETWEEN}{fragment}" if fragment else f"#{name}")
            elif url:
                element.set(attribute, urljoin(url + address, link))
            else:
                _unlink(element)


def _unlink(element: Element) -> None:
    element.tag = "span"
    for name in ("href", "hreflang", "rel", "target", "download", "role", "title"):
        element.attrib.pop(name, None)


def _write_as_xml(article: Element, kept: Collection[Element] = ()) -> None:
    """Names as XML wants them, and nothing that XML or a reader without scripts has no use for."""
    for element in article.iter(etree.Element):
        for name in list(element.attrib):
            if name.startswith("on") or (name in {"tabindex", "contenteditable"} and element not in kept):
                element.attrib.pop(name)
        if "xlink:href" in element.attrib:
            element.set("href", element.attrib.pop("xlink:href"))
        if "-" in element.tag and element not in kept:  # an element of a script's own
            element.tag = "div"
    for drawing in article.iter("svg"):
        for element in drawing.iter(etree.Element):
            element.tag = _SVG_NAMES.get(element.tag, element.tag)
            for name in list(element.attrib):
                if name in _SVG_NAMES:
                    element.set(_SVG_NAMES[name], element.attrib.pop(name))
            element.attrib.pop("xmlns", None)
