"""CSL-JSON of any tool: Zotero, Better BibTeX, PubMed, Crossref, EndNote, pandoc.

Life: a list, one record, or an answer of Crossref's that holds either becomes loose records under CSL's present names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...core.data import Document, Place, parse_json
from ...core.problems import Problems
from .record import Loose, formats
from .texts import plain

_PMID_AS_ID = re.compile(r"pmid:([1-9][0-9]{0,8})", re.I)
_STRUCTURE = {"id", "type", "citation-key"}


def read_csl(text: str, path: Path, problems: Problems) -> list[Loose]:
    """Read every record; what is no record of CSL-JSON is a problem."""
    document = parse_json(text, path, problems, any_characters=True)
    if document is None:
        return []
    found = []
    for place, item in _items(document):
        line = document.line(place)
        if not isinstance(item, Mapping) or "itemType" in item:
            fix = "export again, and choose CSL JSON (in Zotero: File, Export, CSL JSON)"
            problems.add(path, line, "this is no record of CSL-JSON", fix)
            continue
        found.append(_loose(item, path, line))
    return found


def _items(document: Document) -> Iterator[tuple[Place, Any]]:
    """Every record with its place."""
    value: Any = document.value
    place: Place = ()
    if isinstance(value, Mapping) and isinstance(value.get("message"), Mapping):
        value, place = value["message"], ("message",)
    if isinstance(value, Mapping) and isinstance(value.get("items"), list):
        value, place = value["items"], (*place, "items")
    if isinstance(value, list):
        yield from (((*place, index), item) for index, item in enumerate(value))
    else:
        yield place, value


def _loose(item: Mapping[str, Any], path: Path, line: int) -> Loose:
    meaning = formats()["csl"]
    written = str(item.get("type", ""))
    loose = Loose(path, line, {"type": meaning["types"].get(written, written)})
    loose.key = str(item.get("citation-key") or item.get("id") or "")
    if pmid := _PMID_AS_ID.fullmatch(loose.key):
        loose.values["PMID"], loose.key = pmid.group(1), ""
    renamed = {name: value for name, value in item.items() if name in meaning["fields"]}
    for name, value in item.items():
        if name not in _STRUCTURE and name not in renamed and name != "subtitle":
            loose.values[name] = value  # under its own name it wins over one of an earlier version
    for name, value in renamed.items():
        loose.put(meaning["fields"][name], value, name)
    _join_subtitle(loose, item.get("subtitle"))
    return loose


def _join_subtitle(loose: Loose, subtitle: object) -> None:
    """Put Crossref's subtitle behind its title, where it is not already there."""
    subtitle = subtitle[0] if isinstance(subtitle, list) and subtitle else subtitle
    title = loose.values.get("title")
    title = title[0] if isinstance(title, list) and title else title
    if not isinstance(title, str) or not isinstance(subtitle, str) or not subtitle.strip():
        return
    if plain(subtitle)[0].casefold() not in plain(title)[0].casefold():
        title = f"{title.rstrip(' :.')}: {subtitle}"
    loose.values["title"] = title
