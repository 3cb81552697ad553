"""The list of forms on the site's own page of downloads.

Life: before any form is made, `address_pages` tells every copy of the page where the list stands; when all are made,
`list_forms` puts the list there. A page of downloads is one outside tutorials that holds the block `/// downloads`.
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
from ..core.strings import Strings
from ..direction import isolated
from . import bom
from .contents import DOWNLOADS
from .edition import Edition
from .forms import SUMS, Form, Made
from .qr import qr_code

Element = Any  # an lxml element; its stubs know no html

_MARK = "data-downloads"
_SHOWN = 12  # letters of a check sum that are always seen
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
    yield builder.P(_of_edition(edition, language))
    yield from _recalls(edition, language)
    here = path.relative_to(edition.folder).as_posix()
    folder = posixpath.relpath(DOWNLOADS, posixpath.dirname(here) or ".")
    by_form = {name: list(items) for name, items in groupby(made, key=lambda item: item.form)}
    for form in forms:
        files = by_form.get(form.name, [])
        if not files and not form.of_site:
            continue
        section = builder.E("section", {"class": "downloads__form", "aria-labelledby": f"download-{form.name}"})
        section.append(builder.H2(t(f"exports.form.{form.name}.name"), id=f"download-{form.name}"))
        section.append(builder.P(t(f"exports.form.{form.name}.what")))
        section.append(builder.P(t(f"exports.form.{form.name}.open")))
        if several := t.group(f"exports.form.{form.name}").get("several") if len(edition.languages) > 1 else None:
            section.append(builder.P(several))
        if form.name == "bom":
            section.append(_parts(edition, language))
        if files:
            rows = builder.UL({"class": "downloads__files"})
            rows.extend([_file(edition, language, item, folder) for item in files])
            section.append(rows)
        yield section
    sums = builder.E("section", {"class": "downloads__form", "aria-labelledby": "download-sums"})
    sums.append(builder.H2(t("exports.sums.name"), id="download-sums"))
    link = builder.A(SUMS, href=f"{folder}/{SUMS}", download="")
    sums.append(builder.P(t("exports.sums.what"), " ", link))
    for system in ("unix", "windows"):
        sums.append(builder.P(t(f"exports.sums.{system}"), " ", builder.CODE(t(f"exports.sums.{system}_command"))))
    yield sums
    if edition.url:
        code = html.fragment_fromstring(qr_code(edition.url))
        code.set("role", "img")
        code.set("aria-label", t("exports.qr", address=edition.url))
        yield builder.E("div", {"class": "downloads__qr"}, builder.P(t("exports.qr", address=edition.url)), code)


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


def _file(edition: Edition, language: Language, item: Made, folder: str) -> Element:
    t = edition.strings[language.locale]
    of = [other for other in edition.languages if other.locale in item.name.split(".")]
    link = builder.A(item.name, href=f"{folder}/{item.name}", download="")
    languages = builder.SPAN(of[0].name, lang=of[0].tag) if of else builder.SPAN(t("exports.every_language"))
    facts = [_size(item.size), *_version(edition, item, t), ""]
    day = edition.moment.date()
    made = builder.E("time", show_date(language, day), datetime=day.isoformat())
    said = builder.SPAN({"class": "downloads__of"}, languages, "".join(f" · {fact}" for fact in facts), made)
    short = builder.E("summary", "SHA-256 ", builder.CODE(f"{item.sha256[:_SHOWN]}…"))
    whole = builder.CODE({"class": "downloads__sum"}, item.sha256)
    return builder.LI(link, said, builder.E("details", short, whole))


def _version(edition: Edition, item: Made, t: Strings) -> list[str]:
    """The version of the tutorial that a file is of; nothing for a file of the whole site."""
    versions = {tutorial.name: tutorial.file.version for tutorial in edition.tutorials}
    of = [name for name in versions if item.name.startswith((f"{name}.", f"{name}-"))]  # `a` and `a-b` may both be
    return [f"{t('exports.fact.version')} {versions[max(of, key=len)]}"] if of else []


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size / 1000, 1):.0f} KB"
