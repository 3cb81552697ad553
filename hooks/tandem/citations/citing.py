"""How to cite a section of ours: in every language's style, as BibTeX and as RIS.

Life: once a build, with the reference lists, every section becomes an entry, formatted by pandoc's citeproc as any
other reference is; BibTeX comes from pandoc too, and RIS, which pandoc does not write, from rispy. A page then shows
what is its own (`cite_this`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rispy

from ..core.shelf import Shelf
from .bibliography import Run, Style, bibtex, format_references

Entry = dict[str, Any]
Place = tuple[str, str, str]  # tutorial, section, locale


@dataclass(frozen=True)
class Own:
    """One section as others cite it: `runs` by the locale whose style it is in, and the two files."""

    id: str
    runs: Mapping[str, tuple[Run, ...]]
    bibtex: str
    ris: str


def own_references(shelf: Shelf, styles: Mapping[str, Style], cache: Path) -> dict[Place, Own]:
    """Every section of every tutorial, in every style."""
    entries = dict(_entries(shelf))
    listed = list(entries.values())
    if not listed:
        return {}
    formatted = {locale: format_references(listed, style, cache_dir=cache) for locale, style in styles.items()}
    as_bibtex = bibtex(listed)
    return {
        place: Own(
            entry["id"], {locale: formatted[locale][entry["id"]] for locale in styles}, as_bibtex[entry["id"]],
            ris(entry),
        )
        for place, entry in entries.items()
    }  # fmt: skip


def _entries(shelf: Shelf) -> Iterator[tuple[Place, Entry]]:
    for tutorial in shelf.tutorials:
        for (locale, name), page in tutorial.pages.items():
            language, t = shelf.settings.language(locale), shelf.strings[locale]
            values = {"tutorial": tutorial.file.title[locale], "version": tutorial.file.version}
            title = t("citations.own_title", section=page.front.title, **values)
            written = tutorial.file.written
            entry: Entry = {
                "id": "-".join((*_words(shelf.imprint.name), tutorial.name, name, locale)),
                "type": "webpage",
                "title": title,
                "container-title": shelf.imprint.name,
                "publisher": shelf.imprint.name,
                "issued": {"date-parts": [[written.year, written.month, written.day]]},
                "language": locale,
            }
            # Of a translator, only to the texts that are theirs.
            translators = [one for one in tutorial.file.translators if one.language in {None, locale}]
            kinds = {"author": tutorial.file.authors, "translator": translators, "editor": tutorial.file.editors}
            entry |= {kind: [one.csl() for one in people] for kind, people in kinds.items() if people}
            if shelf.imprint.address:
                entry["URL"] = f"{shelf.imprint.address}{language.prefix}{tutorial.name}/{name}.html"
            yield (tutorial.name, name, locale), entry


def _words(name: str) -> list[str]:
    """A name as the beginning of an id; BibTeX wants plain letters."""
    return re.findall(r"[a-z0-9]+", name.lower())


def _in_order(name: Mapping[str, str]) -> str:
    """A name as reference managers sort it."""
    return name.get("literal") or f"{name['family']}, {name['given']}"


def ris(entry: Entry) -> str:
    """The entry in the format of reference managers."""
    year, month, day = entry["issued"]["date-parts"][0]
    fields = {
        "type_of_reference": "ELEC",
        "id": entry["id"],
        "authors": [_in_order(name) for name in entry.get("author", [])],
        "translated_author": "; ".join(_in_order(name) for name in entry.get("translator", [])),
        "secondary_authors": [_in_order(name) for name in entry.get("editor", [])],
        "title": entry["title"],
        "publisher": entry["publisher"],
        "year": str(year),
        "date": f"{year}/{month:02}/{day:02}/",
        "language": entry["language"],
        "urls": [entry["URL"]] if "URL" in entry else [],
    }
    return str(rispy.dumps([{name: value for name, value in fields.items() if value}])).lstrip("1.\n ")
