"""A citation style: its CSL file, and beside it, under the same name, what CSL cannot say of it.

Life of the second file (`*.yml`): read once for each style; `preparation` does what it asks of the entries,
`unprinted` reads from it what the style leaves out, and why.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from .entry import BibliographyError, Entry, text_of


class LeftOut(BaseModel):
    """A variable that the style does not print.

    variable: its CSL name.
    because: the reason, for whoever reads the list.
    types: the types of works that this is true of; empty for all.
    held_by: the variable whose text holds this one's ("2015" of a standard stands in its number); else it is lost.
    stands_for: the variable that is printed in its place (an article number for pages); without it this one is lost.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    variable: str
    because: str
    types: list[str] = []
    held_by: str | None = None
    stands_for: str | None = None

    def covers(self, entry: Entry) -> bool:
        """Whether this is true of an entry."""
        if self.types and entry.get("type") not in self.types:
            return False
        if self.stands_for is not None and not entry.get(self.stands_for):
            return False
        return self.held_by is None or _words(entry.get(self.variable)) in text_of(entry, self.held_by)


def _words(value: object) -> str:
    """A value as it would stand in another's text: of a date, its year."""
    if isinstance(value, Mapping):
        parts: Any = value.get("date-parts")
        return str(parts[0][0]) if parts and parts[0] else str(value.get("literal", ""))
    return str(value)


class Rules(BaseModel):
    """What CSL cannot say of a style.

    pinyin_whole: a given name in pinyin is not shortened to initials.
    language_named: the words by which a work in another language than the page's says so, "In {language}"; the style
        finds them in CSL's variable `annote`, which our records do not use.
    not_printed: the variables that it leaves out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    pinyin_whole: bool = False
    language_named: str | None = None
    not_printed: list[LeftOut] = []


class RecordWords(BaseModel):
    """What records write, in any language, for which no program has a rule (`records.yml` says of each what it is)."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    first_edition: list[str]
    others: list[str]
    longest_name: dict[str, int]


@functools.cache
def record_words() -> RecordWords:
    """Read `records.yml`."""
    text = Path(__file__).with_name("records.yml").read_text(encoding="utf-8")
    return RecordWords.model_validate(yaml.safe_load(text))


@dataclass(frozen=True)
class Style:
    """One page language's citation style.

    csl: the CSL file, an independent style.
    page_locale: CSL locale ("en-US") of the terms when the entry's language has no mapping.
    entry_locales: entry language → CSL locale, for styles that write "et al." or "5th ed" in the language of the cited
        work. A mapping of "en" serves "en-GB" too, and "*" every language without one. Empty: the page's locale for
        every entry.
    """

    csl: Path
    page_locale: str
    entry_locales: Mapping[str, str] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        """What its second file says; nothing where there is none. Raises BibliographyError for one with a fault."""
        return _rules(self.csl.with_suffix(".yml"))


@functools.lru_cache(maxsize=32)
def _rules(path: Path) -> Rules:
    try:
        return Rules.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except FileNotFoundError:
        return Rules()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise BibliographyError(f"citation style {path.name}: {str(error).splitlines()[0]}") from error
