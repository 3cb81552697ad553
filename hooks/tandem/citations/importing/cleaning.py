"""A loose record made to fit references.json; what does not fit is left out and named.

Life: one record at a time. Texts become plain, names and dates CSL's, identifiers bare; a PMID is taken from wherever
a tool keeps it. What CSL knows and references.json has no place for is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from ..references import DOI, PMCID, PMID, TYPES, URL, Reference
from ..wording import fault as wording_fault
from .dates import date_of
from .names import name_in_parts, nobody
from .record import Loose, Record, formats, tag_of
from .texts import plain, without_tex

_NAMES = ("author", "editor", "translator")
_DATES = ("issued", "accessed", "original-date")
_IDENTIFIERS = {"DOI": DOI[0], "PMID": PMID[0], "PMCID": PMCID[0], "URL": URL[0]}
_PLAIN_NUMBERS = ("volume", "issue")
_VARIABLES = {field.alias or name for name, field in Reference.model_fields.items()} - {"id"}
_ADDRESS_OF_DOI = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\..+)", re.I)
_ADDRESS_OF_PMID = re.compile(
    r"https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/([1-9][0-9]{0,8})/?", re.I
)
_IN_NOTE = re.compile(r"\{?:?([A-Za-z][A-Za-z -]{0,30}): ?(.{1,300}?)\}?;?\Z")
_NAMED_IN_NOTE = {"pmid": "PMID", "pmcid": "PMCID", "doi": "DOI", "citation key": "key"}
_PAGES = re.compile(r"([0-9]{1,9}) ?[-–—−‐‑]{1,3} ?([0-9]{1,9})")


def cleaned(loose: Loose) -> Record:
    """Make a record that fits but for what is missing."""
    values = dict(loose.values)
    left, notes = list(loose.left), list(loose.notes)
    key = loose.key
    if isinstance(note := values.pop("note", None), str) and (rest := _without_fields(note, values)):
        values["note"] = rest
    key = str(values.pop("key", "")) or key
    found: dict[str, Any] = {"type": str(values.pop("type", "document"))}
    if found["type"] not in TYPES:
        notes.append(f"'{found['type']}' is no kind of work that CSL knows: taken for a document")
        found["type"] = "document"
    for variable, value in values.items():
        if variable not in _VARIABLES:
            left.append(variable)
        elif variable in _NAMES:
            _put_names(found, variable, value, left, notes)
        elif variable in _DATES:
            _put_date(found, variable, value, left, notes)
        elif variable in _IDENTIFIERS:
            _put_identifier(found, variable, value, left, notes)
        elif variable == "custom":
            _put_translations(found, value, left)
        elif variable == "language":
            _put_language(found, value, notes)
        else:
            _put_text(found, variable, value, left, notes)
    _same_once(found, left)
    ordered = {variable: found[variable] for variable in _order() if variable in found}
    return Record(loose.path, loose.line, ordered, key, left, notes)


def _order() -> list[str]:
    """The variables in the order of the model, so that every record is written alike."""
    return [field.alias or name for name, field in Reference.model_fields.items()]


def _without_fields(note: str, values: dict[str, Any]) -> str:
    """Take the lines of a note that name a variable ("PMID: 123") for what they say; gives the rest."""
    rest = []
    for line in note.split("\n"):
        match = _IN_NOTE.fullmatch(line.strip())
        name = match.group(1).strip().lower() if match else ""
        variable = _NAMED_IN_NOTE.get(name) or next((item for item in _VARIABLES if item.lower() == name), "")
        if match and variable and variable not in ("title", "note", "custom"):
            values.setdefault(variable, match.group(2).strip())
        elif line.strip():
            rest.append(line.strip())
    return "\n".join(rest)


def _put_text(found: dict[str, Any], variable: str, value: object, left: list[str], notes: list[str]) -> None:
    if isinstance(value, list) and value:
        if len(value) > 1:
            left.append(f"{variable} (all but the first)")
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        if value not in (None, [], {}):
            left.append(variable)
        return
    text, dropped = plain(str(value))
    if variable == "page":
        text = _pages(text)
    if (said := wording_fault(text)) and said.startswith("TeX"):
        text = without_tex(text)
        if not wording_fault(text):
            notes.append(f"TeX in '{variable}' was put into characters: {text}")
    if dropped:
        notes.append(f"markup was taken out of '{variable}', look whether it says the same: {text}")
    if variable == "title":
        text = re.sub(r"(?<=\w{4})\.\Z", "", text)  # PubMed ends titles with a full stop; "vs." keeps its own
    if variable == "ISSN" and (number := re.search(r"[0-9]{4}-[0-9]{3}[0-9Xx]", text)):
        text = number.group()  # MEDLINE adds "(Print)"
    if variable in _PLAIN_NUMBERS and re.fullmatch(r"0[0-9]{1,6}", text):
        text = text.lstrip("0") or "0"
    if text:
        found[variable] = text


def _pages(text: str) -> str:
    """Pages with a hyphen and both ends whole: "178--90" are 178-190, since a range does not go down."""
    match = _PAGES.fullmatch(text.rstrip("."))
    if not match:
        return re.sub(r"(?<=[0-9A-Za-z])[–—−‐‑-]{1,3}(?=[0-9A-Za-z])", "-", text)
    first, last = match.groups()
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return first if first == last else f"{first}-{last}"


def _put_names(found: dict[str, Any], variable: str, value: object, left: list[str], notes: list[str]) -> None:
    names, extra = [], set[str]()
    for item in value if isinstance(value, list) else [value]:
        name = name_in_parts(item, extra)
        if name and nobody(name.get("literal") or name.get("family", "")):
            notes.append(f"'{name.get('literal') or name['family']}' in '{variable}' is left out: nobody is called so")
        elif name:
            names.append({part: plain(text)[0] for part, text in name.items()})
    left += [f"{variable}.{part}" for part in sorted(extra)]
    if names:
        found[variable] = names


def _put_date(found: dict[str, Any], variable: str, value: object, left: list[str], notes: list[str]) -> None:
    date = date_of(value)
    if date:
        found[variable] = date
        given = value.get("date-parts") if isinstance(value, Mapping) else None
        numbers = [[str(part) for part in item if part] for item in given or [] if isinstance(item, list)]
        if numbers and "date-parts" in date and [len(item) for item in numbers] != [len(i) for i in date["date-parts"]]:
            notes.append(f"'{variable}' is no day of the calendar, {numbers}: taken for {date['date-parts']}")
    elif re.search("[0-9]", str(value)):
        left.append(variable)


def _put_identifier(found: dict[str, Any], variable: str, value: object, left: list[str], notes: list[str]) -> None:
    text = str(value[0] if isinstance(value, list) and value else value).strip()
    if variable == "DOI":
        text = re.sub(r"(?i)^doi:\s*", "", text)
        if address := _ADDRESS_OF_DOI.fullmatch(text):
            text = unquote(address.group(1))
        text = text.rstrip(".,;")
    elif variable == "PMID":
        text = re.sub(r"(?i)^pmid:\s*", "", text)
    elif variable == "PMCID":
        text = re.sub(r"(?i)^(?:pmcid:\s*)?(?:pmc)?(?=[0-9])", "PMC", text).split(".")[0]
    elif address := _ADDRESS_OF_DOI.fullmatch(text):
        found.setdefault("DOI", unquote(address.group(1)).rstrip(".,;"))
        return
    elif address := _ADDRESS_OF_PMID.fullmatch(text):
        found.setdefault("PMID", address.group(1))
        return
    if re.search(_IDENTIFIERS[variable], text):
        found[variable] = text
    elif text:
        left.append(variable)
        notes.append(f"'{text[:60]}' is left out: it is no {'address' if variable == 'URL' else variable}")


def _put_translations(found: dict[str, Any], value: object, left: list[str]) -> None:
    titles = value.get("title") if isinstance(value, Mapping) else None
    if isinstance(titles, Mapping):
        kept = {str(tag): plain(str(text))[0] for tag, text in titles.items() if tag_of(str(tag)) and text}
        if kept:
            found["custom"] = {"title": kept}
            return
    if value:
        left.append("custom")


def _put_language(found: dict[str, Any], value: object, notes: list[str]) -> None:
    written = str(value[0] if isinstance(value, list) and value else value)
    if not isinstance(value, list | str) or not written.strip():
        return
    several = [tag for part in re.split(r"[;,/]", written) if part.strip() and (tag := tag_of(part))]
    if several:
        found["language"] = several[0]
        if len(set(several)) > 1:
            notes.append(f"several languages are named, '{written}': taken for {several[0]}")
    else:
        notes.append(f"'{written[:40]}' names no language")


def _same_once(found: dict[str, Any], left: list[str]) -> None:
    """Leave out what says the same as another variable, or is no news beside it."""
    short = found.get("container-title-short")
    if short and not found.get("container-title"):
        found["container-title"] = found.pop("container-title-short")
    if found.get("type") in formats()["records"]["no_address"] and "DOI" in found:
        left += [variable for variable in ("URL", "accessed") if found.pop(variable, None)]
    if "URL" not in found and found.pop("accessed", None):
        left.append("accessed")
