"""The list of forms on the site's own page of downloads.

Life: before any form is made, `address_pages` tells every copy of the page where the list stands; when all are made,
`list_forms` puts the list there. A page of downloads is one outside tutorials that holds the block `/// downloads`. It
asks where one will read, and answers with a button for each tutorial: the file of the page's own language, the others
beside it. What few look for is folded: forms to adapt or to run, versions and check sums.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import builder

from ..core.recalls import in_one_text, told
from ..core.render import show_date
from ..core.settings import Language
from ..core.tutorial import Tutorial
from ..direction import isolated
from . import bom
from .contents import DOWNLOADS
from .edition import Edition
from .forms import SUMS, Form, Made
from .qr import qr_code

Element = Any  # an lxml element; its stubs know no html

_MARK = "data-downloads"
_FOLDED = {"text", "zim", "bom"}  # for those who adapt, run or examine what is made here
_DOCTYPE = "<!doctype html>"


def address_pages(edition: Edition) -> None:
    """Where the site's address is known, every copy of a page of downloads leads to it."""
    if not edition.url:
        return
    for language, path in _pages(edition):
        page, place = _opened(path)
        address = edition.url + path.relative_to(edition.folder).as_posix()
        place.append(builder.P(builder.A(address, href=address, hreflang=language.tag)))
        _write(page, path)


def list_forms(edition: Edition, forms: Sequence[Form], made: Sequence[Made]) -> None:
    """The list in its place. Without any form the page stays as it is."""
    if not made:
        return
    for language, path in _pages(edition):
        page, place = _opened(path)
        for child in list(place):
            place.remove(child)
        place.text = None
        place.attrib.pop(_MARK)
        place.extend(_list(edition, forms, made, language, path))
        _put_control(page)
        _write(page, path)


def _put_control(page: Element) -> None:
    """The app's control goes to what is said of the app; a copy of the page keeps it where the author put it."""
    for control in page.xpath("//div[contains(@class, 'tandem-block')][*[@data-app]]"):
        for heading in page.xpath("//*[@id='download-app']"):
            heading.getparent().append(control)


def _pages(edition: Edition) -> Iterator[tuple[Language, Path]]:
    for language in edition.languages:
        for path in sorted((edition.folder / language.prefix).glob("*.html")):
            if _MARK in path.read_text(encoding="utf-8"):
                yield language, path


def _opened(path: Path) -> tuple[Element, Element]:
    page: Element = html.document_fromstring(path.read_text(encoding="utf-8"))
    (place,) = page.xpath(f"//*[@{_MARK}]")
    return page, place


def _write(page: Element, path: Path) -> None:
    text = isolated(html.tostring(page, encoding="unicode", doctype=_DOCTYPE))
    path.write_text(text, encoding="utf-8", newline="\n")


def _list(
    edition: Edition, forms: Sequence[Form], made: Sequence[Made], language: Language, path: Path
) -> Iterator[Element]:
    t = edition.strings[language.locale]
    yield from _recalls(edition, language)
    here = path.relative_to(edition.folder).as_posix()
    folder = posixpath.relpath(DOWNLOADS, posixpath.dirname(here) or ".")
    by_form = {name: list(items) for name, items in groupby(made, key=lambda item: item.form)}
    for form in sorted(forms, key=lambda form: form.name in _FOLDED):
        files = by_form.get(form.name, [])
        if files or form.of_site:
            yield _form(edition, form, files, language, folder)
    yield _fold(
        "sums",
        t("exports.sums.name"),
        [builder.P(_of_edition(edition, language)), *_sums(edition, made, language, folder)],
    )
    if edition.url:
        code = html.fragment_fromstring(qr_code(edition.url))
        code.set("role", "img")
        code.set("aria-label", t("exports.qr", address=edition.url))
        yield builder.E("div", {"class": "downloads__qr"}, builder.P(t("exports.qr", address=edition.url)), code)


def _form(edition: Edition, form: Form, files: Sequence[Made], language: Language, folder: str) -> Element:
    """Where such a form is read, what it is, and a button for each tutorial."""
    t = edition.strings[language.locale]
    words = f"exports.form.{form.name}"
    where = t(f"{words}.where")
    said = ["what", "open"]
    if "several" in t.group(words) and len(edition.languages) > 1:
        said.append("several")
    parts: list[Element] = [builder.P(t(f"{words}.{key}")) for key in said]
    if form.name == "bom":
        parts.append(_parts(edition, language))
    if files:
        rows = builder.UL({"class": "downloads__files"})
        for tutorial in (*edition.tutorials, None):
            if of := [item for item in files if _tutorial(edition, item) is tutorial]:
                title = tutorial.file.title[language.locale] if tutorial else t(f"{words}.name")
                rows.append(_files(edition, title, of, language, folder))
        parts.append(rows)
    if form.name in _FOLDED:
        return _fold(form.name, where, parts)
    section = builder.E("section", {"class": "downloads__form", "aria-labelledby": f"download-{form.name}"})
    section.extend([builder.H2(where, id=f"download-{form.name}"), *parts])
    return section


def _fold(name: str, title: str, parts: Sequence[Element]) -> Element:
    heading = builder.E("summary", builder.H2(title, id=f"download-{name}"))
    return builder.E("details", {"class": "downloads__form tandem-fold", "open": ""}, heading, *parts)


def _sums(edition: Edition, made: Sequence[Made], language: Language, folder: str) -> Iterator[Element]:
    """Every file with its check sum, and how to compare one."""
    t = edition.strings[language.locale]
    yield builder.P(t("exports.sums.what"), " ", builder.A(SUMS, href=f"{folder}/{SUMS}", download=""))
    for system in ("unix", "windows"):
        yield builder.P(t(f"exports.sums.{system}"), " ", builder.CODE(t(f"exports.sums.{system}_command")))
    rows = builder.UL({"class": "downloads__sums"})
    rows.extend(builder.LI(item.name, " ", builder.CODE({"class": "downloads__sum"}, item.sha256)) for item in made)
    yield rows


def _parts(edition: Edition, language: Language) -> Element:
    """What others made of what readers get, each with its licence."""
    t = edition.strings[language.locale]
    found = bom.parts(language.locale, edition.languages[0].locale)
    return builder.UL(*(builder.LI(t("exports.form.bom.part", **vars(part))) for part in found))


def _recalls(edition: Edition, language: Language) -> Iterator[Element]:
    """What was recalled, and how a copy that somebody has is told from others."""
    t = edition.strings[language.locale]
    found = [
        t("recall.of", title=tutorial.file.title[language.locale], text=in_one_text(recall, t))
        for tutorial in edition.tutorials
        for recall in told(tutorial.file, language, t)
    ]
    for text in found:
        yield builder.P({"class": "downloads__recall"}, builder.STRONG(text))
    if found:
        yield builder.P(t("recall.recognise"))


def _of_edition(edition: Edition, language: Language) -> str:
    """Version, day and until when: the same for every form."""
    t = edition.strings[language.locale]
    parts = [
        f"{tutorial.file.title[language.locale]} · {t('exports.fact.version')} {tutorial.file.version}"
        for tutorial in edition.tutorials
    ]
    made = show_date(language, edition.moment.date())
    parts.append(f"{t('exports.fact.made')} {made}" + (f" ({edition.commit})" if edition.commit else ""))
    if edition.outdated_after:
        parts.append(t("exports.outdated", date=show_date(language, edition.outdated_after)))
    return " · ".join(parts)


def _files(edition: Edition, title: str, items: Sequence[Made], language: Language, folder: str) -> Element:
    """A tutorial's files of a form: the page's own language as the button, the others beside it."""
    first, *others = sorted(items, key=lambda item: _language(edition, item) != language)
    link = {"href": f"{folder}/{first.name}", "download": ""}
    about = builder.SPAN(_about(first))
    if _language(edition, first) not in (language, None):  # there is none in the page's own language
        about = builder.SPAN(*_named(edition, first, language))
    row = builder.LI(builder.A({**link, "class": "downloads__get"}, title, " ", about))
    for item in others:
        link = {"href": f"{folder}/{item.name}", "download": ""}
        row.append(builder.A(link, *_named(edition, item, language)))
    return row


def _named(edition: Edition, item: Made, language: Language) -> Sequence[Element]:
    """The language of a file, in its own words, and what it is."""
    of = _language(edition, item)
    every = edition.strings[language.locale]("exports.every_language")
    return builder.SPAN(of.name, lang=of.tag) if of else builder.SPAN(every), f" {_about(item)}"


def _about(item: Made) -> str:
    """The kind of a file by the end of its name, and its size."""
    return f"{item.name.rpartition('.')[2].upper()}\u00a0· {_size(item.size)}"


def _language(edition: Edition, item: Made) -> Language | None:
    """The language of a file; None for one of several, or of none."""
    return next((one for one in edition.languages if one.locale in item.name.split(".")), None)


def _tutorial(edition: Edition, item: Made) -> Tutorial | None:
    """The tutorial that a file is of; None for a file of the whole site."""
    of = [one for one in edition.tutorials if item.name.startswith((f"{one.name}.", f"{one.name}-"))]
    return max(of, key=lambda one: len(one.name), default=None)  # `a` and `a-b` may both be


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size / 1000, 1):.0f} KB"
