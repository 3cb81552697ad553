"""BibTeX and BibLaTeX, read by bibtexparser; what its fields mean is data (`formats.yml`).

Life: entries become loose records with their lines; what cannot be parsed is a problem at its line, and the rest of the
file is read all the same. Titles keep the capitals that they are written with.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import DuplicateFieldKeyBlock, Entry

from ...core.problems import Problems
from .names import name_in_words
from .record import Loose, formats, tag_of
from .texts import without_tex

_NAMES = ("author", "editor", "translator")
_VERBATIM = {"DOI", "URL", "PMID", "PMCID"}
_ENTRY = re.compile(r"@[A-Za-z]{1,30}[ \t]{0,5}[{(]")
_BEGINNING = re.compile(r"^([ \t]{0,20})@[ \t]{0,5}(?=[A-Za-z]{1,30}[ \t]{0,5}[{(])", re.M)
_MOST = 10_000  # entries; what cannot be parsed costs the parser a look at the whole rest of the file
_PIECE = re.compile(
    r"\s{0,50}(?:\"((?:[^\"{}]|\{[^{}]*\})*)\"|\{((?:[^{}]|\{[^{}]*\})*)\}|([A-Za-z0-9_:-]+))\s{0,50}(?:#|\Z)"
)
_ADDRESS = re.compile(r"(?:\\url\{)?(https?://[^\s{}]{1,500})\}?")
_ARCHIVES = {"pubmed": "PMID", "pmid": "PMID", "pmc": "PMCID", "pmcid": "PMCID", "doi": "DOI"}


def read_bibtex(text: str, path: Path, problems: Problems) -> list[Loose]:
    """Read every entry."""
    if len(_ENTRY.findall(text)) > _MOST:
        fix = "export the works that the tutorial cites, not a library"
        problems.add(path, 1, f"the file holds more than {_MOST} entries", fix)
        return []
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it has to say is said as problems
    library = parse_string(_BEGINNING.sub(r"\1@", text))
    entries = list(library.entries)
    for block in library.failed_blocks:
        inner = block.ignore_error_block
        if isinstance(inner, Entry) and not isinstance(block, DuplicateFieldKeyBlock):
            entries.append(inner)  # its key stands twice; merging gives it another
            continue
        what = "an entry cannot be read: a brace, a quotation mark or a comma is missing"
        fix = "mend it, or export it again"
        if isinstance(block, DuplicateFieldKeyBlock):
            what, fix = "an entry has a field twice", "keep one of the two"
        problems.add(path, (block.start_line or 0) + 1, what, fix)
    strings = {name: str(string.value) for name, string in library.strings_dict.items()}
    whole = [entry for entry in entries if _put_together(entry, strings, path, problems)]
    return [_loose(entry, path) for entry in sorted(whole, key=lambda entry: entry.start_line or 0)]


def _put_together(entry: Entry, strings: dict[str, str], path: Path, problems: Problems) -> bool:
    """Join values of several pieces ("a" # name # {b}); False, with a problem, for a value that is not whole."""
    for field in entry.fields:
        if field.enclosing == "no-enclosing" and field.key.lower() != "month" and str(field.value).isalpha():
            what = f"the field '{field.key}' of '{entry.key}' is '{field.value}', which no @string explains"
            problems.warn(path, (entry.start_line or 0) + 1, what, "put it in braces if it is meant so")
        if field.enclosing != "no-enclosing" or not re.search('["{}#]', str(field.value)):
            continue
        value, pieces, end = str(field.value), [], 0
        while match := _PIECE.match(value, end):
            quoted, braced, name = match.groups()
            pieces.append(strings.get(name, name) if name else quoted or braced or "")
            end = match.end()
            if end == len(value):
                break
        if end < len(value) or value.rstrip().endswith("#"):
            line = (field.start_line if field.start_line is not None else entry.start_line or 0) + 1
            what = f"the field '{field.key}' of '{entry.key}' cannot be read: a comma is missing behind it"
            problems.add(path, line, what, "mend it, or export it again")
            return False
        field.value = "".join(pieces)
    return True


def _loose(entry: Entry, path: Path) -> Loose:
    meaning = formats()["bibtex"]
    kind = meaning["types"].get(entry.entry_type.lower())
    loose = Loose(path, (entry.start_line or 0) + 1, {"type": kind or "document"}, key=entry.key)
    if kind is None:
        loose.notes.append(f"'@{entry.entry_type}' is no kind of work that is known here: taken for a document")
    fields = {**meaning["fields"], **meaning["of_type"].get(kind, {})}
    written = {field.key.lower(): str(field.value).strip() for field in entry.fields}
    parts: dict[str, str] = {}
    for name in (*fields, *(name for name in written if name not in fields)):
        value, wanted = written.get(name), fields.get(name)
        if not value:
            continue
        if wanted is None:
            loose.left.append(name)
        elif wanted in _NAMES:
            loose.put(wanted, _names(value, loose), name)
        elif wanted.startswith("_"):
            if wanted in parts:
                loose.left.append(name)
            parts.setdefault(wanted, value)
        elif wanted == "language":
            loose.put(wanted, next((tag for part in value.split(",") if (tag := tag_of(part))), value), name)
        else:
            verbatim = _address(value) if wanted in _VERBATIM else _date(value) if wanted == "accessed" else ""
            loose.put(wanted, verbatim or without_tex(value), name)
    genre = meaning["genres"].get(entry.entry_type.lower())
    if genre and "genre" not in loose.values:
        loose.put("genre", genre, "type")
    _finish(loose, parts)
    return loose


def _finish(loose: Loose, parts: dict[str, str]) -> None:
    """Put together what stands in several fields."""
    title, subtitle = loose.values.get("title", ""), without_tex(parts.get("_subtitle", ""))
    if title and subtitle:
        loose.values["title"] = f"{title}: {subtitle}"
    loose.put("page", without_tex(parts.get("_first", "")), "pages")
    date, year, month = (_date(parts.get(name, "")) for name in ("_date", "_year", "_month"))
    loose.put("issued", date or f"{year} {month}".strip(), "year")
    archive = _ARCHIVES.get(parts.get("_database", "").lower())
    if "_accession" in parts:
        if archive:
            loose.put(archive, parts["_accession"], "eprint")
        else:
            loose.left.append("eprint")
    if published := parts.get("_howpublished"):
        address = _ADDRESS.search(published)
        if address and "URL" not in loose.values:
            loose.put("URL", _address(address.group(1)), "howpublished")
        else:
            loose.left.append("howpublished")
    if loose.values["type"] == "document" and "URL" in loose.values:
        loose.values["type"] = "webpage"


def _date(value: str) -> str:
    """A date: in BibLaTeX a tilde at its end says that it is uncertain, before that it is TeX's space."""
    return re.sub("~(?=.)", " ", value.strip("{} "))


def _address(value: str) -> str:
    """An address or identifier: TeX's backslashes before special signs are taken out, nothing else."""
    return re.sub(r"\\([_%&#~{}])|\{\\(?:textunderscore|_)\}", lambda found: found[1] or "_", value).strip("{} ")


def _names(value: str, loose: Loose) -> list[dict[str, Any]]:
    found = []
    for written in split_multiple_persons_names(" ".join(value.split())):
        if written.startswith("{") and written.endswith("}") and "{" not in written[1:]:
            name = name_in_words(without_tex(written), loose.notes, group=True)
        elif "," not in written and " " not in written:
            name = name_in_words(without_tex(written), loose.notes)
        else:
            name = _person(written, loose)
        if name:
            found.append(name)
    return found


def _person(written: str, loose: Loose) -> dict[str, str] | None:
    try:
        parts = parse_single_name_into_parts(written, strict=False)
    except InvalidNameError:
        return name_in_words(without_tex(written), loose.notes)
    family = without_tex(" ".join([*parts.von, *parts.last]))
    if not family:
        return name_in_words(without_tex(written), loose.notes)
    found = {"family": family, "given": without_tex(" ".join(parts.first)), "suffix": without_tex(" ".join(parts.jr))}
    return {part: text for part, text in found.items() if text}
