"""references.json: CSL-JSON, checked before any style sees it.

Life: read once with the tutorial; the checked entries go to `bibliography` unchanged but for the tag of their language,
which becomes BCP 47's: CSL's own names are the contract between the data and the styles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, model_validator

from ..core.cited import Key
from ..core.data import Document, matching, read_document, shown, validate
from ..core.problems import Problems, did_you_mean
from ..core.settings import Settings
from .languages import language_of, standard_tag, tag_of_name
from .style import record_words
from .wording import fault

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


# What an identifier looks like: pattern, its name, and how to write it.
DOI = (r"^10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+\Z", "a DOI", 'write it without an address: "10.1000/xyz123"')
PMID = (r"^[1-9][0-9]{0,8}\Z", "a PMID", 'write its digits in quotes: "12345678"')
PMCID = (r"^PMC[1-9][0-9]{0,9}\Z", "a PMCID", 'write it as "PMC1234567"')
# A host by its name: what a browser takes apart otherwise (users, numbers in brackets) is no place of a publication.
_HOST = r"(?:[\w-]+\.)*[\w-]+\.?(?::[0-9]{1,5})?"
URL = (rf"^https?://{_HOST}(?:[/?#][^\s<>\"]*)?\Z", "a web address", "write it whole, beginning with https://")


_WRITTEN = 2026  # the year of this module
_CHARACTERS = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")


def _known_type(value: str) -> str:
    if value not in TYPES:
        raise ValueError(f"CSL has no type '{value}' | {did_you_mean(value, TYPES)}")
    return value


def _text_only(value: str) -> str:
    if what := fault(value):
        raise ValueError(what)
    return value


def _tag(value: str) -> str:
    """Give the BCP 47 tag of a language, whichever of its codes was written."""
    if standard := standard_tag(value):
        return standard
    named = tag_of_name(value)
    fix = f'write "{named}"' if named else 'write a code such as "en", "zh" or "pt-BR"'
    raise ValueError(f"'{value}' is not the tag of a language | {fix}")


def _by_language(texts: dict[str, str]) -> dict[str, str]:
    for tag in texts:
        _tag(tag)
    return texts


def _number(value: object) -> str | int:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
        raise ValueError(f'{shown(value)} is neither a number nor a text | write it in quotes, such as "12"')
    return _text_only(value) if isinstance(value, str) else value


_PAGES = re.compile(r"([0-9]{1,9})[-–]([0-9]{1,9})\Z")


def _pages(value: object) -> str | int:
    """Pages in their order; "302-20" is short for 302 to 320."""
    found = _PAGES.match(number) if isinstance(number := _number(value), str) else None
    if found and len(found.group(1)) == len(found.group(2)) and int(found.group(1)) > int(found.group(2)):
        raise ValueError(f"the pages '{number}' end before they begin | write the first page, then the last")
    return number


Text = Annotated[str, AfterValidator(_text_only), Field(min_length=1)]
Number = Annotated[str | int, PlainValidator(_number)]
Pages = Annotated[str | int, PlainValidator(_pages)]
Tag = Annotated[str, AfterValidator(_tag), Field(examples=["en"])]


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
        written = " ".join(filter(None, (self.given, self.family or self.literal)))
        if written.casefold() in record_words().others:
            raise ValueError(f"'{written}' is nobody's name | name all of them: a style shortens the list by itself")
        return self


def _is_date(parts: list[int]) -> bool:
    try:
        date(*(*parts, 1, 1)[: max(len(parts), 3)])
    except (ValueError, TypeError, OverflowError):
        return False
    return 1 <= len(parts) <= 3


def _latest_year() -> int:
    """The last year that a record can be of: the next one, for issues that are dated ahead.

    A computer whose clock was never set must still take what was published before this program.
    """
    return max(date.today().year, _WRITTEN) + 1


class Date(_Csl):
    """`{"date-parts": [[2013, 7]]}`, or `literal` for what is no date."""

    date_parts: list[list[int]] | None = Field(default=None, max_length=2)
    literal: Text | None = None
    circa: bool | None = None

    @model_validator(mode="after")
    def _a_date(self) -> Date:
        for parts in self.date_parts or []:
            if not _is_date(parts):
                raise ValueError(f"{parts} is not a date | write [year], [year, month] or [year, month, day]")
            if parts[0] > _latest_year():
                raise ValueError(f"{parts} has not come yet | write the year of the work")
        if bool(self.date_parts) == bool(self.literal):
            raise ValueError('a date needs `date-parts` | write {"date-parts": [[2013, 7]]}')
        return self


class Custom(_Csl):
    """What CSL has no variable for.

    `title`: the title in other languages, by their tags. `sample`: the work is invented, to be written over.
    """

    title: Annotated[dict[str, Text], AfterValidator(_by_language), Field(min_length=1)] | None = None
    sample: bool | None = None


class Reference(_Csl):
    """One entry, with the variables of CSL that references use."""

    id: Key
    type: Annotated[str, AfterValidator(_known_type), Field(examples=["article-journal"])]
    title: Annotated[Text, Field(max_length=1000)]
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
    page: Pages | None = None
    issued: Date | None = None
    accessed: Date | None = None
    original_date: Date | None = None
    language: Tag
    note: Text | None = None
    doi: Annotated[str, matching(*DOI)] | None = Field(default=None, alias="DOI")
    pmid: Annotated[str, matching(*PMID)] | None = Field(default=None, alias="PMID")
    pmcid: Annotated[str, matching(*PMCID)] | None = Field(default=None, alias="PMCID")
    isbn: Text | None = Field(default=None, alias="ISBN")
    issn: Text | None = Field(default=None, alias="ISSN")
    url: Annotated[str, matching(*URL)] | None = Field(default=None, alias="URL")
    custom: Custom | None = None


class References(dict[str, Mapping[str, Any]]):
    """Entries by key, as CSL-JSON; `lines` tells where each stands in `path`, `sound` which have no fault."""

    def __init__(
        self,
        path: Path,
        entries: Mapping[str, Mapping[str, Any]],
        lines: Mapping[str, int],
        variables: Mapping[tuple[str, str], int],
        sound: frozenset[str],
    ) -> None:
        super().__init__(entries)
        self.path, self.lines, self.sound = path, lines, sound
        self._variables = variables

    def line(self, key: str, variable: str) -> int:
        """The line of a variable of an entry."""
        return self._variables.get((key, variable), self.lines[key])


def _warn_of_joined_names(entry: Mapping[str, Any], document: Document, problems: Problems) -> None:
    """Warn of a name in characters of the language that has too many of them for family and given name.

    Such a name is transcribed from another language and has a middle dot, which it loses when it is printed.
    """
    longest = record_words().longest_name.get(language_of(entry["language"]))
    if longest is None:
        return
    for variable in ("author", "editor", "translator"):
        for index, name in enumerate(entry.get(variable) or []):
            family, given = name.get("family", ""), name.get("given", "")
            if given and max(len(family), len(given)) > longest and _CHARACTERS.fullmatch(family + given):
                what = f"the name '{family}{given}' is printed without a middle dot"
                fix = f'if the work has one, write {{"literal": "{given}·{family}"}}, in the order of the work'
                problems.warn(document.path, document.line((variable, index)), what, fix)


def load_references(path: Path, settings: Settings, problems: Problems) -> References | None:
    """Read and check references.json; None, with problems, when it holds no list of references.

    An entry with a fault is kept under its id: the texts that cite it are right.
    """
    document = read_document(path, problems)
    if document is None:
        return None
    if not isinstance(document.value, list):
        problems.add(path, 1, "the file must hold a list of references", "begin it with `[` and end it with `]`")
        return None
    entries: dict[str, Mapping[str, Any]] = {}
    where: dict[str, int] = {}
    variables: dict[tuple[str, str], int] = {}
    sound: set[str] = set()
    owners: dict[tuple[str, str], str] = {}  # who had an identifier first
    for index, entry in enumerate(document.value):
        fits = validate(Reference, document.inside(index), problems, called="a reference") is not None
        key = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(key, str):
            continue
        line = document.line((index, "id"))
        if key in entries:
            what = f"the reference '{key}' stands here twice (first on line {where[key]})"
            problems.add(path, line, what, "remove one, or give it another id")
            continue
        entries[key], where[key] = entry, line
        variables.update({(key, name): document.line((index, name)) for name in entry})
        if fits:
            sound.add(key)
            entries[key] = {**entry, "language": standard_tag(entry["language"])}
            _warn_of_joined_names(entries[key], document.inside(index), problems)
        for name in ("DOI", "PMID"):
            if not fits or name not in entry:
                continue
            first = owners.setdefault((name, entry[name].casefold()), key)
            if first != key:
                what = f"the reference '{key}' has the {name} of '{first}' (line {where[first]})"
                problems.add(path, document.line((index, name)), what, "keep one of the two, and cite it by its id")
    return References(path, entries, where, variables, frozenset(sound))
