"""All formatted references of the shelf, in each language's style, and the numbers of each tutorial.

Life: made once a build, since one call of the CSL processor for a thousand entries costs little more than for one;
pages then look their entries up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.context import Context
from ..core.features import Block, Inline
from ..core.settings import Language
from ..core.shelf import Shelf
from ..core.tutorial import Tutorial
from ..core.works import DATA as WORKS
from ..core.works import Status, Works
from .bibliography import Identifier, Run, Style, format_references, identifiers
from .citing import Own, Place, own_references
from .notices import status_of
from .numbering import Numbering, number

DATA = "references.json"
STYLES = Path(__file__).parent / "styles"


@dataclass(frozen=True)
class Shown:
    """One reference as a page shows it."""

    key: str
    number: int
    brief: str  # whose work it is, and of which year
    runs: tuple[Run, ...]
    tag: str  # the language of the entry, for `lang`
    more: tuple[Identifier, ...]  # identifiers that the style does not print
    places: tuple[tuple[str, str], ...]  # (address of the first citation, title) of each section that cites it
    status: Status | None  # what became of the work, where a notice is known


@dataclass(frozen=True)
class Library:
    """`formatted`: locale → "tutorial/key" → runs. `numbering`: by tutorial. `own`: our sections as cited."""

    formatted: Mapping[str, Mapping[str, tuple[Run, ...]]]
    numbering: Mapping[str, Numbering]
    own: Mapping[Place, Own]

    def reference(self, context: Context, key: str) -> Shown:
        """A reference for the page being rendered."""
        tutorial = context.tutorial
        assert tutorial is not None
        entry: Mapping[str, Any] = tutorial.data[DATA][key]
        numbering = self.numbering[tutorial.name]
        runs = self.formatted[context.language.locale][f"{tutorial.name}/{key}"]
        printed = {run.href for run in runs if run.href}
        places = tuple(
            (context.url(section, f"cite-{key}"), tutorial.pages[(context.language.locale, section)].front.title)
            for section in numbering.places[key]
            if tutorial.has(context.language.locale, section)
        )
        more = tuple(item for item in identifiers(entry) if item.href not in printed)
        brief = brief_name(entry)
        return Shown(
            key, numbering.numbers[key], brief, runs, str(entry["language"]), more, places, status_of(context, key)
        )


def brief_name(entry: Mapping[str, Any]) -> str:
    """A work as one speaks of it: its first author and year, or its title where it has no author."""
    first: Mapping[str, Any] = next(iter(entry.get("author") or entry.get("editor") or ()), {})
    named = [first.get("non-dropping-particle"), first.get("family") or first.get("literal") or entry.get("title")]
    dates = (entry.get("issued") or {}).get("date-parts") or [[""]]
    return " ".join(str(part) for part in (*named, dates[0][0]) if part)


def style_of(language: Language) -> Style:
    """The citation style that the settings name for a language."""
    options = language.options
    return Style(
        csl=STYLES / f"{options.citation_style}.csl",
        page_locale=options.citation_locale,
        entry_locales=options.entry_locales,
    )


def prepare(shelf: Shelf, blocks: Mapping[str, Block], inlines: Mapping[str, Inline], cache: Path) -> Library:
    """Format every cited reference of every tutorial in every language's style; the shelf keeps their numbers."""
    numbering = {tutorial.name: number(tutorial, shelf.settings, blocks, inlines) for tutorial in shelf.tutorials}
    shelf.numbers.update((name, made.numbers) for name, made in numbering.items())
    entries = [
        {**tutorial.data[DATA][key], **_access(tutorial, key), "id": f"{tutorial.name}/{key}"}
        for tutorial in shelf.tutorials
        for key in numbering[tutorial.name].numbers
    ]
    styles = {language.locale: style_of(language) for language in shelf.settings.languages}
    formatted = {locale: format_references(entries, style, cache_dir=cache) for locale, style in styles.items()}
    return Library(formatted, numbering, own_references(shelf, styles, cache))


def _access(tutorial: Tutorial, key: str) -> dict[str, Any]:
    """The date of access, where checked.yml tells who read the works: the last day somebody read this one, or none."""
    works = tutorial.data.get(WORKS)
    if not isinstance(works, Works) or key not in works.works:
        return {}
    accessed = works.works[key].accessed
    return {"accessed": {"date-parts": [accessed.parts]} if accessed else None}
