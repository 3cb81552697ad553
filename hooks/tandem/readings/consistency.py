"""What checked.yml must agree on: with itself, and with the references that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..core.data import Document, Place, read_document
from ..core.problems import Problems, did_you_mean
from ..core.settings import Settings
from ..core.shelf import Shelf
from ..core.translated import load_model
from ..core.tutorial import Tutorial
from ..core.works import DATA, RETRACTED, Works

REFERENCES = "references.json"
Finding = tuple[Place, str, str]  # where in the file, what is wrong, what to write


def load_works(path: Path, settings: Settings, problems: Problems) -> Works | None:
    """Read and check checked.yml; None, with problems, when it cannot be used."""
    return load_model(Works, path, settings, problems, check=_inconsistencies)


def _inconsistencies(works: Works) -> Iterator[Finding]:
    for key, work in works.works.items():
        if work.status and work.status.kind == RETRACTED and work.status.why is None:
            fix = "add `why:` in every language, or cite another work"
            yield ("works", key, "status"), f"'{key}' was retracted; nothing says why it is cited all the same", fix


def check(shelf: Shelf, problems: Problems) -> None:
    """Every reference is told of, nothing else is, and no date of access is another than that of a reading."""
    for tutorial in shelf.tutorials:
        works, references = tutorial.data.get(DATA), tutorial.data.get(REFERENCES)
        if isinstance(works, Works) and references is not None:
            _check_tutorial(tutorial, works, references, problems)


def _check_tutorial(tutorial: Tutorial, works: Works, references: Mapping[str, Any], problems: Problems) -> None:
    path = tutorial.folder / DATA
    document = read_document(path, Problems(problems.root)) or Document(path, {})
    for key in works.works:
        if key not in references:
            what = f"the reference '{key}' is not in {REFERENCES}"
            problems.add(path, document.line(("works", key)), what, did_you_mean(key, references))
    for key in references:
        if key not in works.works:
            what = f"nothing tells whether somebody read the reference '{key}'"
            problems.add(path, document.line(("works",)), what, f"add `{key}: {{checked: no}}`, or what was read of it")
    for position, key, written in _written_dates(tutorial.folder / REFERENCES, problems.root):
        work = works.works.get(key)
        days = [reading.on.parts for reading in work.checked if reading.on] if work else []
        if work is not None and written not in days:
            what = f"the date of access of '{key}' is not the day of a reading in {DATA}"
            fix = f"remove `accessed`; the date comes from {DATA}"
            problems.add(tutorial.folder / REFERENCES, position, what, fix)


def _written_dates(path: Path, root: Path) -> Iterator[tuple[int, str, list[int]]]:
    """The dates of access that references.json itself has: line, key and date. What is no date is told elsewhere."""
    document = read_document(path, Problems(root))
    entries = document.value if document and isinstance(document.value, list) else []
    for index, entry in enumerate(entries):
        accessed = entry.get("accessed") if isinstance(entry, dict) else None
        if not isinstance(accessed, dict) or not isinstance(entry.get("id"), str):
            continue
        assert document is not None
        parts = accessed.get("date-parts")
        written = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        yield document.line((index, "accessed")), entry["id"], written
