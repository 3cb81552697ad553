"""Names by which the texts of a section are known again in a document: bookmarks, which Word and LibreOffice keep.

A name holds a hash of the text's place and language, and one of the text as it went out: by the first it is found in
the sources, by the second it is known whether either has changed without a trace.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..check import Site
from ..core.page import Page
from ..parity.language import Language
from ..segments.sheets import SITE, PageSheet, Segment, page_sheet

NAME = re.compile(r"tandem_([0-9a-f]{12})_([0-9a-f]{12})\Z")  # Word takes 40 letters, digits and _


@dataclass(frozen=True)
class Known:
    """A text of a section in one language, with the sheet that it can be changed by."""

    language: Language
    sheet: PageSheet
    segment: Segment


def hashed(text: str) -> str:
    """A short hash."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def bookmark(known: Known) -> str:
    """The name of a text in a document."""
    return f"tandem_{_place(known)}_{hashed(known.segment.target)}"


def _place(known: Known) -> str:
    return hashed(f"{known.language.locale} {known.segment.place}")


def own_sheet(tutorial: str, page: Page, language: Language) -> PageSheet:
    """A section beside itself: every text that it has, changed in its own file."""
    name = f"{tutorial}/{page.name}" if tutorial else page.name
    return page_sheet(tutorial, name, page, page, language, language)


def all_texts(site: Site, languages: Mapping[str, Language]) -> dict[str, Known]:
    """Every text of every section by the hash of its place."""
    return {_place(known): known for known in _all_texts(site, languages)}


def _all_texts(site: Site, languages: Mapping[str, Language]) -> Iterator[Known]:
    for tutorial, page in site.shelf.all_pages():
        language = languages.get(page.locale)
        if language is not None:
            sheet = own_sheet(tutorial.name if tutorial else SITE, page, language)
            yield from (Known(language, sheet, segment) for segment in sheet.segments)
