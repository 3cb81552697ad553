"""Records of other tools, made to fit references.json.

Life: `read_records` tells a file's format by what stands in it, and gives its records; `merging` puts them in.
"""

from __future__ import annotations

import re
from pathlib import Path

from ...core.problems import Problems
from .bibtex import read_bibtex
from .cleaning import cleaned
from .csl import read_csl
from .record import Loose, Record
from .tagged import first_tag, read_tagged, tags_of

__all__ = ["Record", "read_records", "records_of"]

_BYTES = 20_000_000  # a library of ten thousand records with their abstracts
_BYTE_ORDERS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_KNOWN = "CSL JSON, BibTeX, RIS, nbib (PubMed) or ENW (EndNote)"
_ENTRY = re.compile(r"^\s{0,20}@[A-Za-z]{1,30}\s{0,5}[{(]", re.M)


def read_records(path: Path, problems: Problems) -> list[Record]:
    """Read every record of a file; what cannot be read is a problem at its line."""
    text = _text(path, problems)
    return records_of(text, path, problems) if text is not None else []


def records_of(text: str, path: Path, problems: Problems) -> list[Record]:
    """Read every record of a text; `path` is what messages call it."""
    before = len(problems)
    loose = _loose(text, path, problems)
    if not loose and len(problems) == before:
        problems.add(path, 1, "there is no record in this file", f"export the references again, as {_KNOWN}")
    return [cleaned(record) for record in loose]


def _loose(text: str, path: Path, problems: Problems) -> list[Loose]:
    start = text.lstrip()
    if start.startswith(("[", "{")):
        return read_csl(text, path, problems)
    for form in ("ris", "nbib", "enw"):
        tag = tags_of(form).match(start)
        if tag and (tag.group(1) == first_tag(form) or form == "enw"):
            return read_tagged(text, path, form)
    if _ENTRY.search(text):
        return read_bibtex(text, path, problems)
    if start.startswith("TY") or re.search(r"^TY {1,2}-", text, re.M):
        return read_tagged(text, path, "ris")
    if re.search(r"^PMID {0,2}- ?[0-9]", text, re.M):
        return read_tagged(text, path, "nbib")
    called = "XML" if start.startswith("<") else "a format that is not read"
    what = "the file is empty" if not start else f"this is {called}"
    problems.add(path, 1, what, f"export the references again, as {_KNOWN}")
    return []


def _text(path: Path, problems: Problems) -> str | None:
    """The file's text; references come from many tools, so UTF-16 is read too where it says so."""
    try:
        if not path.is_file():
            problems.add(path, 1, "there is no such file", "name the file that your reference manager exported")
            return None
        if path.stat().st_size > _BYTES:
            problems.add(path, 1, "the file is too large", "export the works that the tutorial cites, not a library")
            return None
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", error)
        problems.add(path, 1, f"the file cannot be read: {reason}", "check its name and its rights")
        return None
    try:
        text = raw.decode(_BYTE_ORDERS.get(raw[:2], "utf-8-sig")).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.add(path, line, "the file is not UTF-8 text", "export it again with the encoding UTF-8")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
