"""The page of one file: each language in a container of its own, then the style, the script, and the policy.

Three parts of style and script: `page.css` is all that reading needs; `live.css` and `page.js` serve what only scripts
can use, and are packed with it; `unpack.js` opens the pack. In a file of one language some parts are packed too
(`places`), in a file of several the text (`plain` says what stands in each container until then); `wait.js` keeps from
being seen for a moment what stands there without scripts.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import minify_html
from lxml import html as lxml_html
from lxml.html import builder

from ...direction import isolated, marked
from ...lean.older import lower
from ...lean.script import squeeze
from ...lean.style import minify
from ...sealing import findings, located
from ..book import Book
from ..edition import Edition
from ..held import keep_order, refuse, sources_of_book
from .labels import Labels
from .pack import pack, take_insides
from .places import mark
from .plain import doses_of, note_of
from .shrink import Names, shrink

Element = Any  # an lxml element; its stubs know no html

_HERE = Path(__file__).parent
# A part of a drawing that is empty, as lxml writes it; in a drawing, `/>` closes it.
_EMPTY = re.compile(r"></(?:circle|ellipse|line|path|polygon|polyline|rect|use)>")
# Filled by the calculator; empty, the standard asks for its value, which the minifier takes away.
_NO_VALUE = re.compile(r"<data(?=[\s>])(?![^>]*\svalue\b)")
_POLICY = (
    "default-src 'none'; style-src {style}; script-src {script}; img-src data:; base-uri 'none'; form-action 'none'"
)


def write_page(edition: Edition, books: Sequence[Book], live: Iterable[str]) -> str:
    """The whole file for these books: one tutorial, in one language or in several."""
    program = _program(edition, books, live)
    unpacking, hiding = _function("unpack.js"), f"({_function('wait.js')})();"
    names = Names((minify(lower(_read("page.css"))), minify(lower(_read("live.css")))), program + unpacking)
    style, live_style = names.styles
    containers = [_kept(_container(edition, book, books)) for book in books]
    for container, book in zip(containers, books, strict=True):
        mark(edition, book.language.locale, container)
    _shrink(containers, names)
    for container, book in zip(containers, books, strict=True):
        for part in container:  # whole, before some of it is packed
            _hold(_written(part), book, chapter=part.get("data-part", ""))
    labels = Labels()
    for container in containers:
        labels.take(container)
    if len(books) == 1:
        shown = containers
        insides = [_small(inside) for inside in take_insides(containers[0])]
    else:
        insides = ["".join(_written(part) for part in _unmarked(container)) for container in containers]
        shown = [_kept(_plain(edition, book, books)) for book in books]
        _shrink(shown, names)
        for place in shown:
            labels.take(place)
            place.set("data-packed", "")
    style += labels.style
    script = f'({unpacking})("{pack(live_style, program, insides)}");'
    policy = _POLICY.format(style=_hashes(style, live_style), script=_hashes(hiding, script, program))
    first = books[0]
    title = " · ".join(marked(book.title, book.direction) for book in books)
    address = edition.url + edition.address(first.language, first.tutorial) if edition.url else ""
    head = [
        f'<!doctype html><html lang="{first.tag}" dir="{first.direction}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta name="description" content="{html.escape(first.description)}">',
        f'<link rel="canonical" href="{html.escape(address)}">' if address else "",
        f"<title>{html.escape(title)}</title><style>{style}</style></head>",
    ]
    body = "".join(_written(container) for container in shown)
    begin = f"<body><script>{hiding}</script>"
    page = f"{''.join(head)}\n{begin}<main>{body}</main>\n<script>{script}</script></body></html>\n"
    _hold(page, first, (style, hiding, script))
    return page


def _hold(markup: str, book: Book, programs: tuple[str, ...] = (), chapter: str | None = None) -> None:
    """Nothing but what the list lets in may be written; the file's own programs are let in by the policy as well."""
    found = findings(markup, programs, alone=True)
    sources, form = sources_of_book(book, chapter or ""), f"the file {book.name}.html"
    refuse(located(found, sources, form))
    keep_order(markup if chapter is None else f'<div dir="{book.direction}">{markup}</div>', sources, form)


def _kept(container: Element) -> Element:
    """A language's container, with what its direction could turn round isolated."""
    text = lxml_html.tostring(container, encoding="unicode")
    made = isolated(text)
    return container if made == text else lxml_html.fragment_fromstring(made)


def _shrink(containers: Iterable[Element], names: Names) -> None:
    for container, letter in zip(containers, ascii_uppercase, strict=False):
        shrink(container, names, letter)


def _unmarked(container: Element) -> Element:
    """A container that is packed whole has no places of its own."""
    for place in container.xpath(".//*[@data-packed]"):
        place.attrib.pop("data-packed")
    return container


def _written(container: Element) -> str:
    return _small(lxml_html.tostring(container, encoding="unicode"))


def _small(text: str) -> str:
    """HTML with as few signs as the standard asks for."""
    return _NO_VALUE.sub('<data value=""', minify_html.minify(_EMPTY.sub("/>", text)))


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _function(name: str) -> str:
    """A script that is a function, without comments and indentation."""
    return squeeze(_read(name)).strip().rstrip(";")


def _hashes(*texts: str) -> str:
    """Styles or scripts as a policy lets them in."""
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)


def _program(edition: Edition, books: Sequence[Book], live: Iterable[str]) -> str:
    """The file's own script, handed those of the blocks, each a function: a language that comes in runs them again.

    They stay in the order in which the pages load them: one may stand on another.
    """
    named = {name: address for book in books for name, address in _sent(edition, book) if name in set(live)}
    sent = [(edition.folder / named[name]).read_text(encoding="utf-8").strip() for name in named]
    functions = ",".join(f"(customElements)=>{{{text}\n}}" for text in sent)
    return f"({_function('page.js')})([{functions}]);"


def _sent(edition: Edition, book: Book) -> Iterable[tuple[str, str]]:
    """The scripts that the tutorial's pages load: (feature, path in the site)."""
    for section in book.tutorial.file.sections:
        page = lxml_html.parse(edition.folder / edition.address(book.language, book.tutorial, section))
        for address in page.xpath("//script[@defer]/@src"):
            yield address.rpartition("/")[2].partition(".")[0], address.lstrip("./")


def _container(edition: Edition, book: Book, books: Sequence[Book]) -> Element:
    """A language's whole text."""
    t = edition.strings[book.language.locale]
    contents = builder.OL(*(builder.LI(builder.A(chapter.title, href=f"#{chapter.name}")) for chapter in book.chapters))
    container = _place(book)
    container.append(_bar(edition, book, books))
    container.append(_header(edition, book))
    container.append(
        builder.E(
            "nav",
            {"aria-labelledby": "toc", "data-part": ""},
            builder.P({"id": "toc", "class": "contents"}, t("exports.contents")),
            contents,
        )
    )
    for chapter in book.chapters:
        chapter.body.set("data-part", chapter.name)
        container.append(chapter.body)
    return container


def _plain(edition: Edition, book: Book, books: Sequence[Book]) -> Element:
    """What stands in a language's place until the whole text does."""
    place = _place(book)
    place.append(builder.E("div", {"class": "bar"}, *_others(book, books)))
    place.append(_header(edition, book, note_of(edition, book)))
    doses = doses_of(edition, book)
    if doses is not None:
        place.append(doses)
    return place


def _place(book: Book) -> Element:
    """The element that holds a language."""
    own = {
        "id": book.language.locale,
        "lang": book.tag,
        "dir": book.direction,
        "data-title": marked(book.title, book.direction),
    }
    return builder.E("div", own)


def _header(edition: Edition, book: Book, *notes: Element) -> Element:
    """What the file is, and what every form says of itself."""
    facts = builder.DL({"class": "facts"})
    for fact in book.facts:
        value = builder.A(fact.text, href=fact.url, rel="noreferrer") if fact.url else fact.text
        facts.append(builder.DIV(builder.DT(fact.name), builder.DD(value)))
    return builder.E(
        "header",
        builder.P({"class": "title"}, book.title),
        builder.P(book.description),
        builder.P(builder.STRONG(edition.strings[book.language.locale]("exports.teaching"))),
        *notes,
        facts,
    )


def _bar(edition: Edition, book: Book, books: Sequence[Book]) -> Element:
    """What stays at the window's top: the way to the contents, search, and the other languages."""
    t = edition.strings[book.language.locale]
    found = json.dumps(t.group("exports.single")["found"], ensure_ascii=False)
    search = builder.E(
        "div",
        {
            "class": "search",
            "role": "search",
            "hidden": "",
            "data-found": found,
            "data-none": t("exports.single.none"),
        },
        builder.INPUT(
            {"type": "search", "aria-label": t("exports.single.search"), "placeholder": t("exports.single.search")},
            {"autocomplete": "off", "spellcheck": "false", "aria-describedby": "count"},
        ),
        builder.E(
            "div",
            {"class": "results", "hidden": ""},
            builder.P({"role": "status", "id": "count"}),
            builder.UL(),
        ),
    )
    way_back = {"type": "button", "data-back": "", "hidden": "", "aria-label": t("exports.single.back")}
    back = builder.BUTTON("↩", way_back)
    contents = builder.A(t("exports.contents"), href="#toc")
    return builder.E("div", {"class": "bar"}, contents, back, search, *_others(book, books))


def _others(book: Book, books: Sequence[Book]) -> Iterable[Element]:
    """The ways to the other languages."""
    for other in books:
        if other is not book:
            own = {"href": f"#{other.language.locale}", "lang": other.tag, "hreflang": other.tag}
            yield builder.A(other.language.name, {**own, "data-to": other.language.locale})
