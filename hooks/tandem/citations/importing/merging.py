"""New works put into references.json: sorted by id, each once, nothing else of the file changed.

Life: a run reads the file, asks of every record whether the work is there already (`Known`), and writes the file
with the new works in their places. Entries that were there keep every character, so that a change shows one work.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..languages import script_of
from .keys import key_for
from .record import formats

Entry = Mapping[str, Any]
_WIDE = 100  # characters; a list of names that is longer stands one name a line


@dataclass
class Known:
    """The works that are there, for finding one again; `taken` are their ids, folded."""

    entries: dict[str, Entry] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    _by: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, key: str, entry: Entry) -> None:
        """Remember a work under its id."""
        self.entries[key] = entry
        self.taken.add(key.casefold())
        for mark in _marks(entry):
            self._by.setdefault(mark, []).append(key)

    def same(self, entry: Entry) -> tuple[str, str] | None:
        """The id of the same work and what says so: DOI, PMID or title; None for a new work."""
        for mark in _marks(entry):
            for key in self._by.get(mark, []):
                if mark[0] != "title" or _may_be_one(entry, self.entries[key]):
                    return key, mark[0]
        return None

    def namesake(self, entry: Entry) -> str | None:
        """The id of another work of the same title."""
        return next((key for mark in _marks(entry) if mark[0] == "title" for key in self._by.get(mark, [])), None)

    def key_for(self, citation_key: str, values: Entry) -> str:
        """A free id for a new work."""
        return key_for(citation_key, values, self.taken)


def _marks(entry: Entry) -> list[tuple[str, str]]:
    """What tells a work: its identifiers, then its title, each folded."""
    found = [(name, str(entry[name]).casefold()) for name in ("DOI", "PMID", "PMCID") if entry.get(name)]
    titles = [entry.get("title"), *_translations(entry)]
    plain = [folded(str(title)) for title in titles if title]
    return found + [("title", title) for title in plain if title]


def _translations(entry: Entry) -> Iterable[str]:
    custom = entry.get("custom")
    titles = custom.get("title") if isinstance(custom, Mapping) else None
    return [str(title) for title in titles.values()] if isinstance(titles, Mapping) else []


def folded(title: str) -> str:
    """A title's letters and digits alone, without case and accents."""
    text = unicodedata.normalize("NFKD", re.sub(r"<[^<>]{0,40}>", "", title)).casefold()
    return "".join(letter for letter in text if letter.isalnum())


def _may_be_one(one: Entry, other: Entry) -> bool:
    """Whether two works of one title can be the same: nothing that both tell differs."""
    for name in ("DOI", "PMID", "PMCID"):
        if one.get(name) and other.get(name) and str(one[name]).casefold() != str(other[name]).casefold():
            return False
    facts = [(_year(entry), _first_author(entry)) for entry in (one, other)]
    return all(not a or not b or a == b for a, b in zip(*facts, strict=True))


def _year(entry: Entry) -> str:
    issued = entry.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(parts[0][0]) if parts and parts[0] else ""


def _first_author(entry: Entry) -> str:
    names = entry.get("author")
    first = names[0] if isinstance(names, list) and names else {}
    whole = f"{first.get('family', '')}{first.get('given', '')}" if isinstance(first, Mapping) else ""
    dense = whole and not whole.isascii()
    name = (whole if dense else first.get("family")) or first.get("literal") if isinstance(first, Mapping) else ""
    return folded(str(name or ""))


def language_by_script(text: str) -> str | None:
    """The language that a title's script alone is used for; None for scripts of several languages."""
    scripts, dense = formats()["scripts"], formats()["dense"]
    names = [unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in text if letter.isalpha()]
    for script, language in scripts.items():
        count = names.count(script)
        weight = count * 3 if script in dense else count
        others = sum(name not in scripts for name in names)
        if count and weight * 2 >= others:
            return str(language)
    return None


def fits_script(tag: str, text: str) -> bool:
    """Whether a text can be in a language: Latin letters in one that uses them, others in one that does not."""
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())
    letters = sum(letter.isalpha() for letter in text)
    return not letters or (script_of(tag) == "Latn") == (latin * 2 >= letters)


def entries_of(text: str) -> list[tuple[Entry, str]]:
    """Every entry of a sound references.json with its own text, from the indentation of its first line."""
    found: list[tuple[Entry, str]] = []
    decoder = json.JSONDecoder()
    place = text.index("[") + 1
    while True:
        while text[place] in " \t\n,":
            place += 1
        if text[place] == "]":
            return found
        entry, end = decoder.raw_decode(text, place)
        line = text.rfind("\n", 0, place) + 1
        indent = text[line:place] if not text[line:place].strip() else ""
        found.append((entry, indent + text[place:end]))
        place = end


def written(old: list[tuple[Entry, str]], new: Mapping[str, Entry]) -> str:
    """The whole file: what was there as it was, what is new beside it, sorted by id."""
    unit = next((text[: len(text) - len(text.lstrip())] for _, text in old if text[:1].isspace()), "  ")
    texts = [(str(entry.get("id", "")), text) for entry, text in old]
    texts += [(key, _entry_text(key, entry, unit)) for key, entry in new.items()]
    texts.sort(key=lambda item: (item[0].casefold(), item[0]))
    return "[\n" + ",\n".join(text for _, text in texts) + "\n]\n"


def _entry_text(key: str, entry: Entry, unit: str) -> str:
    lines = []
    for name, value in {"id": key, **entry}.items():
        line = f"{unit * 2}{_json(name)}: {_json(value)}"
        if isinstance(value, list) and len(line) > _WIDE:
            items = ",\n".join(f"{unit * 3}{_json(item)}" for item in value)
            line = f"{unit * 2}{_json(name)}: [\n{items}\n{unit * 2}]"
        lines.append(line)
    return f"{unit}{{\n" + ",\n".join(lines) + f"\n{unit}}}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
