"""What tells a reading system about the book: the package file, the navigation, and where the package file is."""

from __future__ import annotations

import uuid
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from ...core.strings import Strings
from ..book import Book
from ..edition import Edition
from .parts import Part, Picture
from .xhtml import H, page

Element = Any  # an lxml element

TYPE = "application/epub+zip"
_OPF, _DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
P = ElementMaker(namespace=_OPF, nsmap={None: _OPF, "dc": _DC})
D = ElementMaker(namespace=_DC, nsmap={"dc": _DC})


def container() -> bytes:
    """META-INF/container.xml."""
    return (
        b'<?xml version="1.0" encoding="utf-8"?>\n'
        b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        b'<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
        b"</rootfiles></container>\n"
    )


def identifier(edition: Edition, book: Book) -> str:
    """The same for every edition of one tutorial in one language, at one address."""
    address = edition.address(book.language, book.tutorial)
    return uuid.uuid5(uuid.NAMESPACE_URL, (edition.url or f"tag:{edition.name},") + address).urn


def package(edition: Edition, book: Book, parts: list[Part], pictures: list[Picture]) -> bytes:
    """package.opf: metadata, files, reading order."""
    root = P.package(
        {"version": "3.0", "unique-identifier": "id", "dir": book.direction, _LANG: book.tag},
        _metadata(edition, book, parts, pictures),
        _manifest(parts, pictures),
        _spine(book, parts),
    )
    etree.indent(root)
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _meta(name: str, value: str, **more: str) -> Element:
    return P.meta(value, property=name, **more)


def _metadata(edition: Edition, book: Book, parts: list[Part], pictures: list[Picture]) -> Element:
    t, file = edition.strings[book.language.locale], book.tutorial.file
    facts = {fact.key: fact for fact in book.facts}
    drawn = any(part.drawn for part in parts) or any(not picture.cover for picture in pictures)
    metadata = P.metadata(
        D.identifier(identifier(edition, book), id="id"),
        D.title(book.title, id="title"),
        D.language(book.tag),
        _meta("dcterms:modified", edition.moment.strftime("%Y-%m-%dT%H:%M:%SZ")),
        D.publisher(edition.name),
        D.date(file.written.isoformat()),
        D.description(f"{book.description} {facts['review'].text} {t('exports.teaching')}"),
        D.rights(f"{file.licence.name} {file.licence.url}"),
        _meta("schema:version", file.version),
    )
    roles = {"authors": "aut", "translators": "trl", "editors": "edt", "reviewers": "rev"}  # of MARC's relators
    for (key, number), _, person in file.people():
        name = f"{str(key).removesuffix('s')}-{number}"
        metadata.append((D.creator if key == "authors" else D.contributor)(person.name, id=name))
        metadata.append(_meta("role", roles[str(key)], refines=f"#{name}", scheme="marc:relators"))
    locale = book.language.locale
    metadata.extend(D.subject(text[locale]) for text in (*filter(None, [file.subject]), *file.keywords))
    if file.series:
        metadata.append(_meta("belongs-to-collection", file.series.title[locale], id="series"))
        metadata.append(_meta("collection-type", "series", refines="#series"))
        metadata.append(_meta("group-position", str(file.series.number), refines="#series"))
    if file.supersedes:
        metadata.append(_meta("dcterms:replaces", str(file.supersedes.url)))
    if file.source:
        metadata.append(D.relation(f"https://doi.org/{file.source.doi}"))
    modes = ["textual", "visual"] if drawn else ["textual"]
    metadata.extend(_meta("schema:accessMode", mode) for mode in modes)
    metadata.append(_meta("schema:accessModeSufficient", "textual"))
    offers = ["alternativeText", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"]
    metadata.extend(_meta("schema:accessibilityFeature", offer) for offer in offers)
    metadata.append(_meta("schema:accessibilityHazard", "none"))
    metadata.append(_meta("schema:accessibilitySummary", t("exports.accessibility")))
    metadata.append(P.meta(name="cover", content="cover-image"))  # for readers of EPUB 2
    return metadata


def _manifest(parts: list[Part], pictures: list[Picture]) -> Element:
    xhtml = {"media-type": "application/xhtml+xml"}
    manifest = P.manifest(P.item(xhtml, id="nav", href="nav.xhtml", properties="nav"))
    manifest.append(P.item({"media-type": "text/css"}, id="style", href="book.css"))
    for part in parts:
        manifest.append(
            P.item(xhtml, {"properties": "svg"} if part.drawn else {}, id=f"part-{part.name}", href=part.file)
        )
    for number, picture in enumerate(pictures):
        kind = {"media-type": picture.kind, **({"properties": "cover-image"} if picture.cover else {})}
        manifest.append(P.item(kind, id="cover-image" if picture.cover else f"picture-{number}", href=picture.file))
    return manifest


def _spine(book: Book, parts: list[Part]) -> Element:
    spine = P.spine({"page-progression-direction": book.direction})
    refs = [P.itemref(idref=f"part-{part.name}") for part in parts]
    spine.extend([*refs[:2], P.itemref(idref="nav"), *refs[2:]])  # the contents follow the title page
    return spine


def navigation(book: Book, parts: list[Part], t: Strings) -> bytes:
    """nav.xhtml: the contents, which are also a page to read, and the landmarks."""
    cover, title, *chapters = parts
    entries = H.ol()
    for part in chapters:
        item = H.li(H.a(part.title, href=part.file))
        if part.entries:
            inner = H.ol()
            inner.extend(H.li(H.a(entry.text, href=f"{part.file}#{entry.id}")) for entry in part.entries)
            item.append(inner)
        entries.append(item)
    contents = H.nav(
        {"role": "doc-toc", "aria-labelledby": "contents"}, H.h1(t("exports.contents"), id="contents"), entries
    )
    bibliography = [part for part in chapters if b'role="doc-bibliography"' in part.content]
    places = [
        ("cover", cover.title, cover.file),
        ("titlepage", title.title, title.file),
        ("toc", t("exports.contents"), "nav.xhtml#contents"),
        ("bodymatter", chapters[0].title, chapters[0].file),
        *(("bibliography", part.title, part.file) for part in bibliography[:1]),
    ]
    kind = "{http://www.idpf.org/2007/ops}type"
    marks = H.ol()
    marks.extend(H.li(H.a({kind: name, "href": file}, words)) for name, words, file in places)
    landmarks = H.nav({kind: "landmarks", "aria-label": t("exports.landmarks"), "hidden": "hidden"}, marks)
    return page(book, t("exports.contents"), H.div(contents, landmarks), kind="frontmatter")
