"""The files of an e-book: one a chapter, and the pictures that chapters show."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from dataclasses import dataclass

from ..book import Book, chapter_of
from .xhtml import Element, copied, page, stack_tables

_DATA = re.compile(r"data:([\w/+.-]+);base64,(.*)\Z", re.S)


@dataclass(frozen=True)
class Entry:
    """A heading inside a chapter, for the table of contents."""

    id: str
    text: str


@dataclass(frozen=True)
class Part:
    """One file of the text, in reading order."""

    name: str
    title: str
    content: bytes
    entries: tuple[Entry, ...] = ()
    drawn: bool = False  # has SVG inside, which the package must say

    @property
    def file(self) -> str:
        """Its name in the book."""
        return f"{self.name}.xhtml"


@dataclass(frozen=True)
class Picture:
    """One picture."""

    file: str
    kind: str
    content: bytes
    cover: bool = False


def chapters(book: Book) -> tuple[list[Part], list[Picture]]:
    """Every chapter as a file, and their pictures, each once."""
    parts, pictures = [], dict[str, Picture]()
    for chapter in book.chapters:
        body = copied(chapter.body)
        _link(body, chapter.name)
        _take_pictures_out(body, pictures)
        stack_tables(body)
        heading = next(body.iter("h1"), None)
        if heading is not None and heading.get("id"):
            body.set("aria-labelledby", heading.get("id"))
        else:
            body.set("aria-label", chapter.title)
        body.set("role", body.get("role") or "doc-chapter")
        entries = tuple(Entry(h.get("id"), _words(h)) for h in body.iter("h2") if h.get("id"))
        drawn = next(body.iter("svg"), None) is not None
        text = page(book, f"{chapter.title} · {book.title}", body, kind="bodymatter")
        parts.append(Part(chapter.name, chapter.title, text, entries, drawn))
    return parts, list(pictures.values())


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _link(body: Element, here: str) -> None:
    for link in body.iter("a"):
        anchor = link.get("href", "")
        if anchor.startswith("#"):
            name = chapter_of(anchor[1:])
            inside = "" if anchor[1:] == name else anchor
            link.set("href", inside if name == here and inside else f"{name}.xhtml{inside}")


def _take_pictures_out(body: Element, pictures: dict[str, Picture]) -> None:
    for image in body.iter("img"):
        match = _DATA.match(image.get("src", ""))
        if match is None:
            continue
        content = base64.b64decode(match[2])
        ending = mimetypes.guess_extension(match[1]) or ""
        file = f"picture-{hashlib.sha256(content).hexdigest()[:12]}{ending}"
        pictures[file] = Picture(file, match[1], content)
        image.set("src", file)
