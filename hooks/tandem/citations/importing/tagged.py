"""Formats of one field a line under a short tag: RIS, MEDLINE (nbib) and EndNote's own (ENW).

Life: lines become records of tagged values with their lines; `formats.yml` says what the tags mean; what several of
them make up together (pages, dates, a PMID) is put together here. A record that does not end ends with the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .names import name_in_words
from .record import Loose, formats

_TAG = {
    "ris": re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)"),
    "nbib": re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)"),
    "enw": re.compile(r"(%[0-9A-Za-z@~!?+\[<>#$&(){}\].*^=|\\:;/'\"-])(?: (.*)|$)"),
}
_FIRST = {"ris": "TY", "nbib": "PMID", "enw": "%0"}
_LAST = {"ris": "ER"}
NAMES = ("author", "editor", "translator")
# What a database is called whose numbers are PMIDs.
_PUBMED = re.compile(r"pubmed|medline|\bnlm\b|\bncbi\b", re.I)


@dataclass
class _Tagged:
    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)

    def all(self, tag: str) -> list[str]:
        return [value for name, value in self.fields if name == tag and value]


def read_tagged(text: str, path: Path, form: str) -> list[Loose]:
    """Read every record of a file in one of the three formats."""
    return [_loose(found, path, form) for found in _records(text, form) if any(value for _, value in found.fields)]


def _records(text: str, form: str) -> Iterator[_Tagged]:
    record: _Tagged | None = None
    blank = False
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAG[form].match(line if form != "ris" else line.strip())
        tag = match.group(1) if match else ""
        if not line.strip():
            blank = True
            continue
        begins = tag == _FIRST[form] or (form == "enw" and blank and bool(tag))
        if record and (begins or tag == _LAST.get(form, "-")):
            yield record
            record = None
        if begins or (tag and tag != _LAST.get(form) and record is None):
            record = _Tagged(number)
        if record and match and tag != _LAST.get(form):
            record.fields.append((tag, (match.group(2) or "").strip()))
        elif record and record.fields and not match:
            name, value = record.fields[-1]
            record.fields[-1] = name, f"{value} {line.strip()}".strip()
        blank = False
    if record:
        yield record


def _loose(record: _Tagged, path: Path, form: str) -> Loose:
    meaning = formats()[form]
    loose = Loose(path, record.line)
    kind = _kind(record, loose, form)
    loose.values["type"] = kind
    fields = {**meaning["fields"], **meaning["of_type"].get(kind, {})}
    edited = any(value in meaning["edited"] for value in record.all(_FIRST[form]))
    whole_names = bool(record.all("FAU"))
    parts: dict[str, list[str]] = {}
    for tag in (*fields, *dict.fromkeys(name for name, _ in record.fields if name not in fields)):
        values = record.all(tag)
        if not values or tag in ("TY", "%0", "PT"):
            continue
        wanted = fields.get(tag)
        if wanted in NAMES:
            if tag == "AU" and form == "nbib" and whole_names:
                continue  # the same people, shortened
            _add_names(loose, "editor" if edited and wanted == "author" else wanted, record, tag, form)
        elif wanted is None:
            loose.left.append(tag)
        elif isinstance(wanted, str) and wanted.startswith("_"):
            parts.setdefault(wanted, []).extend(values)
        else:
            _add(loose, wanted, values, tag)
    _finish(loose, parts, form)
    return loose


def _kind(record: _Tagged, loose: Loose, form: str) -> str:
    types = formats()[form]["types"]
    if form == "nbib":
        kinds = record.all("PT")
        return next((types[kind] for kind in types if kind in kinds), "article-journal")
    written = next(iter(record.all(_FIRST[form])), "")
    known = types.get(written) or types.get(written.upper())
    if known is None:
        loose.notes.append(f"'{written}' is no kind of work that is known here: taken for a document")
    return str(known or "document")


def _add(loose: Loose, wanted: str | list[str], values: list[str], tag: str) -> None:
    choices = [wanted] if isinstance(wanted, str) else wanted
    for value in values:
        if value in (loose.values.get(choice) for choice in choices):
            continue
        free = next((choice for choice in choices if choice not in loose.values), choices[0])
        if free == "note" and "note" in loose.values:
            loose.values["note"] += f"\n{value}"
        else:
            loose.put(free, value, tag)


def _add_names(loose: Loose, variable: str, record: _Tagged, tag: str, form: str) -> None:
    names = loose.values.setdefault(variable, [])
    for written in record.all(tag):
        for name in re.split("[;；]", written):
            if found := name_in_words(name, loose.notes, medline=form == "nbib", group=tag == "CN"):
                names.append(found)


def _finish(loose: Loose, parts: dict[str, list[str]], form: str) -> None:
    """Put together what stands in several fields."""
    first, last = (next(iter(parts.get(name, [])), "") for name in ("_first", "_last"))
    loose.put("page", f"{first}-{last}" if first and last and last != first else first, "SP")
    loose.put("issued", _date(parts), "DA")
    from_pubmed = any(_PUBMED.search(name) for name in parts.get("_database", []))
    loose.key = next(iter(parts.get("_key", [])), "")
    for number in parts.get("_accession", []):
        digits = re.fullmatch(r"(?:PMID:? ?)?([1-9][0-9]{0,8})", number, re.I)
        if digits and (from_pubmed or not number[0].isdigit()):
            loose.put("PMID", digits.group(1), "AN")
        else:
            loose.left.append("AN" if form == "ris" else "%M")
    if parts.get("_database") and not from_pubmed:
        loose.left.append("DB" if form == "ris" else "%~")
    for identifier in parts.get("_identifier", []):
        value, _, scheme = identifier.rpartition(" ")
        if scheme == "[doi]" and value not in (loose.values.get("DOI"), ""):
            loose.put("DOI", value, "LID")
    if form == "nbib":
        _finish_medline(loose, parts)


def _date(parts: dict[str, list[str]]) -> str:
    """The day where it tells the year, else the year, with the day's words behind it."""
    year = next(iter(parts.get("_year", [])), "")
    day = next(iter(parts.get("_date", [])), "")
    if not day or re.search(r"[0-9]{4}", day):
        return day if len(day.strip("/ ")) > len(year.strip("/ ")) else year or day
    return f"{year} {day}".strip()


def _finish_medline(loose: Loose, parts: dict[str, list[str]]) -> None:
    """MEDLINE ends titles with a full stop, and puts those that it translated into brackets."""
    title = re.sub(r"(?<!\.)\.\Z", "", str(loose.values.get("title", "")))
    original = re.sub(r"(?<!\.)\.\Z", "", next(iter(parts.get("_original", [])), ""))
    if translated := re.fullmatch(r"\[(.+?)\.?\]", title):
        if original:
            loose.values["title"] = original
            loose.values["custom"] = {"title": {"en": translated.group(1)}}
            return
        loose.notes.append("PubMed gives its title in translation only, in brackets: write the work's own")
    elif original:
        loose.left.append("TT")
    if title:
        loose.values["title"] = title


def tags_of(form: str) -> re.Pattern[str]:
    """The pattern of a line with a tag of a format."""
    return _TAG[form]


def first_tag(form: str) -> str:
    """The tag that every record of a format begins with."""
    return _FIRST[form]
