"""references.json: CSL-JSON, checked before any style sees it.

Life: read once with the tutorial; the checked entries go to `bibliography` unchanged, since CSL's own names are the
contract between the data and the styles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ..core.data import Document, read_document, validate
from ..core.problems import Problems, did_you_mean
from ..core.settings import Settings

# CSL 1.0.2, https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
TYPES = frozenset(
    [
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "classic",
        "collection",
        "dataset",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "figure",
        "graphic",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
        "manuscript",
        "map",
        "motion_picture",
        "musical_score",
        "pamphlet",
        "paper-conference",
        "patent",
        "performance",
        "periodical",
        "personal_communication",
        "post",
        "post-weblog",
        "regulation",
        "report",
        "review",
        "review-book",
        "software",
        "song",
        "speech",
        "standard",
        "thesis",
        "treaty",
        "webpage",
    ]
)


def _known_type(value: str) -> str:
    if value not in TYPES:
        raise ValueError(f"CSL has no type '{value}' | {did_you_mean(value, TYPES)}")
    return value


def _text_only(value: str) -> str:
    # CSL knows these few; anything else in a title or a name is a mistake or an attack.
    if re.search(r"<(?!/?(?:i|b|sup|sub|sc)>)[a-zA-Z/!?]", value):
        raise ValueError("markup in a text | write plain text; <i>, <b>, <sup> and <sub> are allowed")
    return value


Text = Annotated[str, AfterValidator(_text_only), Field(min_length=1)]
Number = Annotated[str, AfterValidator(_text_only)] | int


def _hyphened(name: str) -> str:
    return name.replace("_", "-")


class _Csl(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=_hyphened, strict=True)


class Name(_Csl):
    """A person by family and given name, or a group by `literal`."""

    family: Text | None = None
    given: Text | None = None
    suffix: Text | None = None
    dropping_particle: Text | None = None
    non_dropping_particle: Text | None = None
    literal: Text | None = None

    @model_validator(mode="after")
    def _somebody(self) -> Name:
        if bool(self.family) == bool(self.literal):
            raise ValueError("a name needs either `family` or `literal` | write one of the two")
        return self


class Date(_Csl):
    """`{"date-parts": [[2013, 7]]}`, or `literal` for what is no date."""

    date_parts: list[list[int]] | None = Field(default=None, max_length=2)
    literal: Text | None = None
    circa: bool | None = None

    @model_validator(mode="after")
    def _a_date(self) -> Date:
        for parts in self.date_parts or []:
            limits = ((1, 2200), (1, 12), (1, 31))
            if not 1 <= len(parts) <= 3 or any(
                not low <= part <= high for part, (low, high) in zip(parts, limits, strict=False)
            ):
                raise ValueError(f"{parts} is not a date | write [year], [year, month] or [year, month, day]")
        if bool(self.date_parts) == bool(self.literal):
            raise ValueError('a date needs `date-parts` | write {"date-parts": [[2013, 7]]}')
        return self


class Reference(_Csl):
    """One entry, with the variables of CSL that references use."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z][\w:-]*$")]
    type: Annotated[str, AfterValidator(_known_type)]
    title: Text
    title_short: Text | None = None
    author: list[Name] | None = Field(default=None, min_length=1)
    editor: list[Name] | None = Field(default=None, min_length=1)
    translator: list[Name] | None = Field(default=None, min_length=1)
    container_title: Text | None = None
    container_title_short: Text | None = None
    collection_title: Text | None = None
    collection_number: Number | None = None
    publisher: Text | None = None
    publisher_place: Text | None = None
    event_title: Text | None = None
    genre: Text | None = None
    medium: Text | None = None
    edition: Number | None = None
    version: Number | None = None
    volume: Number | None = None
    issue: Number | None = None
    number: Number | None = None
    page: Number | None = None
    issued: Date | None = None
    accessed: Date | None = None
    original_date: Date | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    note: Text | None = None
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = Field(default=None, alias="DOI")
    pmid: Annotated[str, Field(pattern=r"^[1-9]\d{0,8}$")] | None = Field(default=None, alias="PMID")
    pmcid: Annotated[str, Field(pattern=r"^PMC\d+$")] | None = Field(default=None, alias="PMCID")
    isbn: Text | None = Field(default=None, alias="ISBN")
    issn: Text | None = Field(default=None, alias="ISSN")
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")] | None = Field(default=None, alias="URL")


class _List(BaseModel):
    model_config = ConfigDict(frozen=True)
    entries: list[Reference]


class References(dict[str, Mapping[str, Any]]):
    """Entries by key, as CSL-JSON; `lines` tells where each stands in `path`."""

    def __init__(self, path: Path, entries: Mapping[str, Mapping[str, Any]], lines: Mapping[str, int]) -> None:
        super().__init__(entries)
        self.path, self.lines = path, lines


def load_references(path: Path, settings: Settings, problems: Problems) -> References | None:
    """Read and check references.json; None, with problems, when an entry cannot be used."""
    document = read_document(path, problems)
    if document is None:
        return None
    if not isinstance(document.value, list):
        problems.add(path, 1, "the file must hold a list of references", "begin it with `[` and end it with `]`")
        return None
    lines = {("entries", *place): line for place, line in document.lines.items()}
    wrapped = Document(path, {"entries": document.value}, lines)
    if validate(_List, wrapped, problems) is None:
        return None
    entries: dict[str, Mapping[str, Any]] = {}
    where: dict[str, int] = {}
    for index, entry in enumerate(document.value):
        key, line = entry["id"], document.line((index, "id"))
        if key in entries:
            what = f"the reference '{key}' stands here twice (first on line {where[key]})"
            problems.add(path, line, what, "remove one, or give it another id")
            continue
        entries[key], where[key] = entry, line
    return References(path, entries, where)
