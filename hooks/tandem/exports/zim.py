"""The site as a ZIM archive for Kiwix: every language in one file, with an index of its text.

Life: made from the finished site by libzim, which gives every archive and index a random id; those are replaced by what
follows from the content (`_settle`), so that the same site gives the same bytes. Titles and the text to find are the
articles' own, without the frame of the page; beside them stand the names and questions that the edition has for a page
(`core/keywords.py`), in the index, and as titles that lead to it, which Kiwix offers while somebody types. Pages that
show two languages side by side are there to be read, but not found: they say again what the others say.

The index holds Chinese as pairs of signs, and a reader finds it that cuts a query alike: libzim 8.2.1 and later, so
kiwix-serve 3.6.0 and later. Older ones find single words of two signs at most.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import html

from ..core.keywords import Keywords
from ..core.missing import CannotMakeError, imported
from .contents import PICTURES, for_readers, name_in_ascii, shows_two_languages
from .edition import Edition, facts
from .held import hold_page

_NAMES = "names"  # where titles stand that lead to a page by another name
_TITLE, _DESCRIPTION = 30, 80  # characters that Kiwix's libraries show; zimcheck refuses more
_ID = 8  # where an archive's id stands in its header
_INDEX = re.compile(rb"\x0f\rXapian Glass..", re.DOTALL)  # and, right after this, an index's
_TYPES = {
    "css": "text/css", "gif": "image/gif", "html": "text/html", "jpg": "image/jpeg", "js": "text/javascript",
    "json": "application/json", "png": "image/png", "svg": "image/svg+xml", "txt": "text/plain",
    "webp": "image/webp", "woff2": "font/woff2",
}  # fmt: skip
_UNREAD = (
    "script|style|template|form|button|select|nav|*[@hidden]|*[@data-live]|*[@role='doc-endnotes']"
    "|a[contains(@class, 'headerlink')]"
)
_WITHIN_A_LINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "mark", "q", "s", "small", "span"),
        *("strong", "sub", "sup", "time", "u", "var", "wbr"),
    )
)


def make(edition: Edition, folder: Path) -> list[Path]:
    """Write the archive into the folder of downloads."""
    writer = imported("libzim.writer", "libzim")
    readers = for_readers(edition)
    items = [_item(writer, edition, file) for file in readers]
    path = folder / f"{name_in_ascii(edition)}.zim"
    path.unlink(missing_ok=True)
    first = edition.languages[0]
    creator = writer.Creator(path)
    # One language decides how words are stemmed. Runs of Chinese are cut alike in all of them.
    creator.config_indexing(True, _codes(edition)[-1]).config_nbworkers(1).config_verbose(False)
    creator.set_mainpath(f"{first.prefix}index.html")
    with _silence(), creator:
        creator.add_illustration(48, (PICTURES / "icon-48.png").read_bytes())
        for name, text in metadata(edition).items():
            creator.add_metadata(name, text)
        for item in items:
            creator.add_item(item)
        for language in edition.languages:
            for folder_name in (language.prefix, *(f"{language.prefix}{one.name}/" for one in edition.tutorials)):
                if folder_name:  # as a host answers to it
                    creator.add_redirection(folder_name.rstrip("/"), "", f"{folder_name}index.html", {})
        for number, (title, address) in enumerate(_titles(edition, readers)):
            creator.add_redirection(f"{_NAMES}/{number}", title, address, {writer.Hint.FRONT_ARTICLE: True})
    _settle(path)
    return [path]


def _titles(edition: Edition, readers: list[str]) -> Iterator[tuple[str, str]]:
    """Names and questions, each with the page that it leads to."""
    for address in readers:
        for title in edition.keywords.get(address, Keywords()).titles:
            yield title, address


@contextmanager
def _silence() -> Iterator[None]:
    """libzim tells its steps on the process's own standard output, and cannot be told not to."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _settle(path: Path) -> None:
    """Put ids that follow from the content in the place of the random ones, and the check sum at the end anew."""
    content = bytearray(path.read_bytes())
    places = [_ID, *(match.end() for match in _INDEX.finditer(content))]
    for place in places:
        content[place : place + 16] = bytes(16)
    digest = hashlib.sha256(content[:-16]).digest()
    for number, place in enumerate(places):
        content[place : place + 16] = hashlib.sha256(digest + bytes([number])).digest()[:16]
    content[-16:] = hashlib.md5(content[:-16], usedforsecurity=False).digest()
    path.write_bytes(content)


def metadata(edition: Edition) -> dict[str, str]:
    """What a library shows of the archive."""
    said = {
        "Name": f"{name_in_ascii(edition)}_{'mul' if len(edition.languages) > 1 else _codes(edition)[0]}_all",
        "Title": _title(edition),
        "Description": " / ".join(language.options.description for language in edition.languages),
        "LongDescription": _long(edition),
        "Language": ",".join(_codes(edition)),
        "Creator": ", ".join(dict.fromkeys(_authors(edition))) or edition.name,
        "Publisher": edition.name,
        "Date": f"{edition.moment:%Y-%m-%d}",
        "License": "; ".join(sorted({item.file.licence.name for item in edition.tutorials})),
        "Tags": "_category:medicine;_ftindex:yes;_details:yes;_pictures:yes;_videos:no;medicine",
        "Flavour": "maxi",
        "Scraper": f"tandem {edition.commit}".strip(),
    }
    if edition.url:
        said["Source"] = edition.url
    for name, most in (("Title", _TITLE), ("Description", _DESCRIPTION)):
        if len(said[name]) > most:
            what = f"its {name} has {len(said[name])} characters, and libraries show {most}: {said[name]}"
            raise CannotMakeError(what, "shorten `site_name`, or `description` under extra.tandem.languages")
    return said


def _authors(edition: Edition) -> Iterator[str]:
    for tutorial in edition.tutorials:
        yield from (person.name for person in tutorial.file.authors)


def _codes(edition: Edition) -> list[str]:
    """The languages as ISO 639-3 writes them."""
    langcodes = imported("langcodes", "langcodes")
    return [str(langcodes.Language.get(language.tag).to_alpha3()) for language in edition.languages]


def _title(edition: Edition) -> str:
    """The tutorial's title in each language where there is one tutorial and room for it, else the site's name."""
    if len(edition.tutorials) == 1:
        title = " / ".join(edition.tutorials[0].file.title[language.locale] for language in edition.languages)
        if len(title) <= _TITLE:
            return title
    return edition.name


def _long(edition: Edition) -> str:
    parts = []
    for language in edition.languages:
        t = edition.strings[language.locale]
        for tutorial in edition.tutorials:
            said = [f"{fact.name}{t('exports.colon')}{fact.text}" for fact in facts(edition, tutorial, language)]
            title = (
                f"{tutorial.file.title[language.locale]}{t('exports.colon')}{tutorial.file.summary[language.locale]}"
            )
            parts.append("\n".join([title, *said, t("exports.teaching")]))
    return "\n\n".join(parts)[:4000]


def _item(writer: Any, edition: Edition, file: str) -> Any:
    path = edition.folder / file
    kind = _TYPES.get(path.suffix.removeprefix(".").lower(), "application/octet-stream")
    content = path.read_bytes()
    title, text = "", ""
    if kind == "text/html":
        hold_page(edition, file, content.decode(), "the archive for Kiwix")
        title, text = words(content, edition.name)
    found = bool(text) and not shows_two_languages(edition, file)
    also = edition.keywords.get(file, Keywords())

    class Index(writer.IndexData):  # type: ignore[misc]
        def has_indexdata(self) -> bool:
            return found

        def get_title(self) -> str:
            return title

        def get_content(self) -> str:
            return "\n".join([text, also.meant, also.joined])

        def get_keywords(self) -> str:
            return also.headed

        def get_wordcount(self) -> int:
            return len(text.split())

    class Item(writer.Item):  # type: ignore[misc]
        def get_path(self) -> str:
            return file

        def get_title(self) -> str:
            return title

        def get_mimetype(self) -> str:
            return kind

        def get_contentprovider(self) -> Any:
            return writer.StringProvider(content)

        def get_hints(self) -> Any:
            return {writer.Hint.FRONT_ARTICLE: found}

        def get_indexdata(self) -> Any:
            return Index()

    return Item()


def words(content: bytes, site: str) -> tuple[str, str]:
    """A page's title without the site's name, and the words of its article."""
    page: Any = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    title = (page.findtext(".//title") or "").removesuffix(f" · {site}")
    pieces: list[str] = []
    for article in page.iter("article"):
        for element in article.xpath("|".join(f".//{part}" for part in _UNREAD.split("|"))):
            element.drop_tree()
        for element in article.iter():
            if element.tag not in _WITHIN_A_LINE:  # a mark or link parts no word: Chinese has no space beside it
                element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
        pieces += "".join(article.itertext()).split()
    return title, " ".join(pieces)
