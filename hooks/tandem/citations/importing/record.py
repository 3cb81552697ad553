"""A record on its way from another tool's file into references.json.

Life: a reader (`csl`, `bibtex`, `tagged`) makes a `Loose` of each record: CSL's names, values as the tool wrote them;
`cleaning` makes a `Record` of it, whose values fit references.json; `merging` adds it or says why not.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..languages import language_of, standard_tag, tag_of_name

FORMATS = Path(__file__).with_name("formats.yml")


@dataclass
class Loose:
    """One record as its tool wrote it. `key`: its citation key, where the tool keeps one."""

    path: Path
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    left: list[str] = field(default_factory=list)  # names of fields, as the file has them, that are left out
    notes: list[str] = field(default_factory=list)  # what was understood otherwise than written, for the author to see

    def put(self, variable: str, value: Any, called: str) -> None:
        """Set a variable that is free; what finds it taken by another value is left out."""
        if value in ("", None, [], {}):
            return
        if self.values.setdefault(variable, value) != value:
            self.left.append(called)


@dataclass
class Record:
    """One record that fits references.json but for its `id`; `language` may be missing."""

    path: Path
    line: int
    values: dict[str, Any]
    key: str
    left: list[str]
    notes: list[str]

    @property
    def called(self) -> str:
        """Its title, for messages."""
        title = str(self.values.get("title", ""))
        return title if len(title) <= 60 else f"{title[:57]}…"


@functools.cache
def formats() -> Mapping[str, Any]:
    """What each format calls what CSL calls otherwise."""
    loaded: Mapping[str, Any] = yaml.safe_load(FORMATS.read_text(encoding="utf-8"))
    return loaded


def tag_of(written: str) -> str | None:
    """Give the tag of a language by a code or a name; None for what is neither."""
    written = written.strip()
    named: str | None = formats()["bibtex"]["languages"].get(written.casefold())
    tag = named or standard_tag(written) or tag_of_name(written)
    return tag if tag and language_of(tag) != "und" else None
