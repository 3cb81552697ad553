"""A tutorial is one folder: `tutorial.yml`, its sections in every language, its data.

Life: `load_tutorial` reads all of it into one value; nothing else looks into the folder afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl

from .bounds import DATA, SECTIONS, TEXT
from .cited import Key
from .course import OVERVIEW, Kind
from .data import Document, Place, Strict, read_document, shown
from .dates import Date
from .features import Feature
from .page import FrontMatter, Page, read_page
from .people import Person, Reviewer
from .problems import Problems, did_you_mean
from .rights import Adapted, Doi, Permission
from .rights import fault as rights_fault
from .settings import Settings
from .translated import Text, Translated, TranslatedTitle, load_model

DATA_SUFFIXES = {".yml", ".yaml", ".json"}
_SECTION = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def _section(value: str) -> str:
    if not _SECTION.match(value):
        raise ValueError(f"{shown(value)} is not a section's name | use small Latin letters, digits and hyphens")
    return value


def _version(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", value):
        raise ValueError("the version must be three numbers | write it as 1.0.0")
    return value


SectionName = Annotated[str, AfterValidator(_section), Field(examples=["index"])]
Version = Annotated[str, BeforeValidator(_version), Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$", examples=["1.0.0"])]


class Licence(Strict):
    """A licence as it is shown."""

    name: Annotated[Text, Field(examples=["CC BY 4.0"])]
    """Its short name, such as CC BY 4.0."""
    url: Annotated[HttpUrl, Field(examples=["https://creativecommons.org/licenses/by/4.0/"])]
    """Where its text stands."""


class Source(Strict):
    """The publication that the tutorial was written after."""

    title: Text
    """Its title as published."""
    authors: list[Text] = Field(min_length=1)
    """Its authors, one an item."""
    editors: list[Text] = Field(default_factory=list)
    """Its editors, one an item."""
    series: Text
    """The series that it is part of."""
    number: Text
    """Its number in the series."""
    published: Date
    """When it was published: 2026-01-31."""
    doi: Doi
    """Its DOI without an address."""
    licence: Licence
    """The licence that it was published under."""
    cite: Key
    """Its id in references.json."""
    relation: Translated
    """How our text stands to it."""


class Series(Strict):
    """The series that the tutorial is part of."""

    title: Translated
    """What the series is called."""
    number: int = Field(ge=1)
    """The tutorial's number in it."""


class Superseded(Strict):
    """What readers should no longer use, now that there is this tutorial."""

    title: Text
    """Its title as published."""
    url: HttpUrl
    """Its address."""


class Recall(Strict):
    """What has been published and must not be relied on any more."""

    on: Date
    """When it was recalled: 2026-01-31."""
    versions: list[Version] | None = Field(default=None, min_length=1)
    """The versions that are recalled; left out where every version is."""
    why: Translated
    """What is wrong with it."""
    do: Translated
    """What whoever has read or passed on a copy is to do."""

    def covers(self, version: str) -> bool:
        """Whether a version is recalled by this."""
        return self.versions is None or version in self.versions


class TutorialFile(Strict):
    """tutorial.yml."""

    title: TranslatedTitle
    """The tutorial's title."""
    summary: Translated
    """What the shelf says of it, in a sentence or two."""
    status: Literal["draft", "published"] = "published"
    """`draft`: seen in a preview, and nowhere else. Left out once it is published."""
    version: Version
    """Its version, three numbers: 1.0.0."""
    authors: list[Person] = Field(default_factory=list)
    """Who wrote it, in the order of citations."""
    translators: list[Person] = Field(default_factory=list)
    """Who put it into another of its languages."""
    editors: list[Person] = Field(default_factory=list)
    """Who edited it."""
    subject: Translated | None = None
    """The field that it belongs to: Anaesthesia."""
    level: Literal["introductory", "intermediate", "advanced"] | None = None
    """How much it takes for granted."""
    objectives: list[Translated] = Field(default_factory=list)
    """What a reader can do afterwards, one sentence an item."""
    keywords: list[Translated] = Field(default_factory=list)
    """Words by which it is found, one an item."""
    series: Series | None = None
    """The series that it is part of, if there is one."""
    supersedes: Superseded | None = None
    """What it takes the place of, if there is something."""
    written: Date
    """When this version was written: 2026-01-31."""
    reviewed: Date | None = None
    """When a clinician had reviewed it; left out until one has."""
    reviewers: list[Reviewer] = Field(default_factory=list)
    """Who reviewed it."""
    licence: Licence
    """The licence of our text."""
    source: Source | None = None
    """The publication that it was written after, if there is one."""
    adapted: Adapted | None = None
    """The text that it was made out of, where that was translated or changed; `tandem import` writes it."""
    permission: Permission | None = None
    """Who let that text be adapted, where its licence does not."""
    sections: list[SectionName] = Field(min_length=1, max_length=SECTIONS)
    """The sections in their order, `index` first: the names of their files without language."""
    partial: list[str] = Field(default_factory=list)
    """Languages that may lack sections, all but the overview; readers are led to a language that has them."""
    kinds: dict[Kind, list[SectionName]] = Field(default_factory=dict)
    """Sections that are for something else than their blocks tell: to learn, to use, to check oneself, or sources."""
    recalls: list[Recall] = Field(default_factory=list)
    """What was recalled of it; left out while nothing was."""

    @property
    def recalled(self) -> bool:
        """Whether this very version is."""
        return any(recall.covers(self.version) for recall in self.recalls)

    @property
    def draft(self) -> bool:
        """Whether it is not published yet."""
        return self.status == "draft"

    def people(self) -> Iterator[tuple[Place, str, Person]]:
        """Everybody who worked on it: the place in the file, the key that they stand under, and who it is."""
        for key in ("authors", "translators", "editors", "reviewers"):
            yield from (((key, number), key, person) for number, person in enumerate(getattr(self, key)))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _wrong_recalls(file: TutorialFile) -> Iterator[tuple[Place, str, str]]:
    """What recalls say that cannot be: place, what, fix."""
    for number, recall in enumerate(file.recalls):
        for at, version in enumerate(recall.versions or ()):
            place: Place = ("recalls", number, "versions", at)
            if _order(version) > _order(file.version):
                what = f"the recalled version {version} is later than this one, {file.version}"
                yield place, what, "name versions that were published, as `version` gave them"
            elif version in (recall.versions or [])[:at]:
                yield place, f"the version {version} is listed twice", "remove one of the two"
        if recall.covers(file.version) and recall.on < file.written:
            what = f"this version, {file.version}, was recalled before it was written ({file.written})"
            fix = "correct the date, or name the earlier versions that are recalled under `versions`"
            yield ("recalls", number, "on"), what, fix


def _wrong_kinds(file: TutorialFile) -> Iterator[tuple[Place, str, str]]:
    """What `kinds` says of sections that are not there, or says twice: place, what, fix."""
    told: dict[str, str] = {}
    for kind, sections in file.kinds.items():
        for at, name in enumerate(sections):
            place: Place = ("kinds", kind, at)
            if name == OVERVIEW:
                yield place, f"the overview '{OVERVIEW}' is of no kind", "remove it: it stands above all of them"
            elif name not in file.sections:
                yield place, f"there is no section '{name}'", did_you_mean(name, file.sections)
            elif name in told:
                fix = "remove one of the two"
                yield place, f"the section '{name}' is listed twice, under `{told[name]}` and `{kind}`", fix
            told.setdefault(name, kind)


@dataclass
class Tutorial:
    """Everything of one tutorial. `pages` is keyed by locale and section name, `data` by data file.

    `whole` is False where tutorial.yml could not be used and `file` only stands in for it, so that the sections' own
    problems are found in the same run; such a tutorial is never rendered.
    """

    folder: Path
    file: TutorialFile
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    whole: bool = True
    withheld: dict[tuple[str, str], Page] = field(default_factory=dict)  # pages that are there, and not to be read yet

    @property
    def name(self) -> str:
        """The folder's name, which is its place in the site."""
        return self.folder.name

    def problem(self, place: Place, what: str, fix: str, problems: Problems) -> None:
        """Add a problem at a place of tutorial.yml."""
        path = self.folder / "tutorial.yml"
        document = read_document(path, Problems(problems.root))
        problems.add(path, document.line(place) if document else 1, what, fix)

    def has(self, locale: str, section: str) -> bool:
        """Whether a section can be read in a language."""
        return (locale, section) in self.pages

    def sections(self, locale: str) -> list[str]:
        """The sections that a language has, in their order."""
        return [section for section in self.file.sections if self.has(locale, section)]

    def lacking(self, locale: str) -> list[str]:
        """The sections that a language does not have, in their order."""
        return [section for section in self.file.sections if not self.has(locale, section)]

    def in_order(self, locale: str) -> list[Page]:
        """The pages of one language in the order of sections."""
        return [self.pages[(locale, section)] for section in self.sections(locale)]

    def nearest(self, locale: str, section: str, settings: Settings) -> Page:
        """A section in a language or, where that lacks it, in the pivot or the first after it that has it.

        Raises KeyError where none has it.
        """
        wanted = (locale, *(language.locale for language in settings.from_pivot))
        found = (self.pages[(one, section)] for one in wanted if self.has(one, section))
        page = next(found, None)
        if page is None:
            raise KeyError(section)
        return page

    def hold_back(self, locale: str, section: str) -> None:
        """Take a page from what is read, linked and listed in its language; its title is all that stays of it."""
        page = self.pages.pop((locale, section))
        front = FrontMatter.model_construct(title=page.front.title, description="")
        heading = page.headings[0]
        body = f"# {heading.text} {{#{heading.id}}}\n"
        self.withheld[(locale, section)] = replace(page, front=front, body=body, headings=[heading], items=[], links=[])


def load_tutorial(folder: Path, settings: Settings, features: tuple[Feature, ...], problems: Problems) -> Tutorial:
    """Read a tutorial's folder; what does not fit is a problem."""
    path = folder / "tutorial.yml"
    _check_name(path, settings, problems)
    file = load_model(TutorialFile, path, settings, problems, check=partial(_inconsistencies, settings=settings))
    tutorial = Tutorial(folder, file or _stand_in(folder), whole=file is not None)
    if file is not None and not file.draft:  # a draft is nobody's to read yet
        faulty = rights_fault(file.adapted, file.permission, file.licence.name)
        if faulty is not None:
            tutorial.problem(*faulty, problems)
    _read_sections(tutorial, settings, problems)
    for feature in features:
        if feature.load is None:
            continue
        data = folder / feature.data
        if data.exists() or feature.needed:
            tutorial.data[feature.data] = feature.load(data, settings, problems)
    read = [name for name, value in tutorial.data.items() if value is not None and (folder / name).is_file()]
    size = sum((folder / name).stat().st_size for name in read)
    if size > DATA:
        what, fix = f"the data files have more than {DATA} bytes", "make two tutorials of it"
        problems.add(path, 1, what, fix)
        tutorial.whole = False
    known = {"tutorial.yml", *(feature.data for feature in features if feature.data)}
    for other in sorted(folder.iterdir()):
        if other.suffix.lower() in DATA_SUFFIXES and other.name not in known:
            fix = did_you_mean(other.name, known)
            if other.suffix.lower() == ".json":
                fix += "; works that another tool exported go into references.json with `make references FROM=…`"
            problems.add(other, 1, f"nothing reads the data file '{other.name}'", fix)
    return tutorial


def _inconsistencies(file: TutorialFile, settings: Settings) -> Iterator[tuple[Place, str, str]]:
    """What several values must agree on, all of it at once."""
    if len(set(file.sections)) != len(file.sections):
        yield ("sections",), "a section is listed twice under `sections`", "remove one of the two"
    if file.sections[0] != "index":
        yield ("sections",), "the first section must be 'index'", "list the overview first: `- index`"
    if bool(file.reviewed) != bool(file.reviewers):
        key = "reviewers" if file.reviewers else "reviewed"
        yield (key,), "`reviewed` and `reviewers` go together", "give the date and the names, or neither"
    if file.reviewed and file.reviewed < file.written:
        yield ("reviewed",), "`reviewed` is earlier than `written`", "correct one of the dates"
    for at, locale in enumerate(file.partial):
        if locale not in settings.locales:
            what = f"the site has no language {shown(locale)}"
            yield ("partial", at), what, did_you_mean(locale, settings.locales)
    yield from _wrong_kinds(file)
    yield from _wrong_recalls(file)
    seen: set[tuple[str, str]] = set()
    for place, key, person in file.people():
        if (key, person.name) in seen:
            yield (*place, "name"), f"'{person.name}' stands twice under `{key}`", "keep one of the two"
        seen.add((key, person.name))
        if person.language is not None and person.language not in settings.locales:
            what = f"the site has no language '{person.language}'"
            yield (*place, "language"), what, did_you_mean(person.language, settings.locales)


def can_be_named(name: str, settings: Settings) -> bool:
    """Whether a tutorial's folder may have this name."""
    return bool(_SECTION.match(name)) and name not in {*settings.locales, "assets", "search", "downloads"}


def _check_name(path: Path, settings: Settings, problems: Problems) -> None:
    """The folder's name becomes an address beside those of the languages, the assets and the search."""
    name = path.parent.name
    if not can_be_named(name, settings):
        what = f"the folder's name '{name}' cannot be a tutorial's address"
        problems.add(path, 1, what, "rename it: small Latin letters, digits and hyphens, and no language's name")


def _stand_in(folder: Path) -> TutorialFile:
    """What is known of a tutorial whose file cannot be used: its sections, and whether it says that it is a draft."""
    sections = sorted({path.name.split(".")[0] for path in folder.glob("*.md")})
    document = read_document(folder / "tutorial.yml", Problems(folder))  # its faults have been told
    told = document.value.get("status") if document and isinstance(document.value, dict) else None
    return TutorialFile.model_construct(
        sections=sections,
        partial=list(_told_partial(document)),
        source=None,
        recalls=[],
        status="draft" if told == "draft" else "published",
    )


def _told_partial(document: Document | None) -> Iterator[str]:
    told = document.value.get("partial") if document and isinstance(document.value, dict) else None
    yield from (locale for locale in told if isinstance(locale, str)) if isinstance(told, list) else ()


def _read_sections(tutorial: Tutorial, settings: Settings, problems: Problems) -> None:
    names = tutorial.file.sections
    length = dict.fromkeys(settings.locales, 0)
    for position, name in enumerate(names):
        present = {
            locale: tutorial.folder / f"{name}.{locale}.md"
            for locale in settings.locales
            if (tutorial.folder / f"{name}.{locale}.md").is_file()
        }
        missing = [locale for locale in settings.locales if locale not in present]
        if not present:
            files = " and ".join(f"{name}.{locale}.md" for locale in missing)
            what, fix = f"the section '{name}' has no file", f"write {files}, or remove it from `sections`"
            tutorial.problem(("sections", position), what, fix, problems)
            continue
        for locale in missing:
            if locale in tutorial.file.partial and name != OVERVIEW:
                continue
            what, fix = f"the section '{name}' is not there in '{locale}'", f"write {name}.{locale}.md beside it"
            if name != OVERVIEW:
                fix += f", or write `partial: [{locale}]` in tutorial.yml: it may lack sections"
            problems.add(next(iter(present.values())), 1, what, fix)
        for locale, path in present.items():
            page = read_page(path, locale, name, problems)
            if page is not None:
                tutorial.pages[(locale, name)] = page
                length[locale] += len(page.body)
        if long := [locale for locale in present if length[locale] > TEXT]:
            what = f"the tutorial has more than {TEXT} characters in '{long[0]}'"
            problems.add(present[long[0]], 1, what, "make two tutorials of it")
            tutorial.whole = False  # what comes behind is not looked into
            return
    for path in sorted(tutorial.folder.rglob("*.md")):
        parts = path.name.split(".")
        name = parts[0]
        if path.parent != tutorial.folder or len(parts) != 3 or parts[1] not in settings.locales:
            problems.add(
                path,
                1,
                "the file's name is not a section's in one of the site's languages",
                "name it " + " or ".join(f"{name}.{locale}.md" for locale in settings.locales),
            )
        elif name not in names:
            what = f"the section '{name}' is not listed in tutorial.yml"
            problems.add(path, 1, what, f"add `- {name}` under `sections`, or remove the file")


def sources_of(tutorial: Tutorial) -> list[tuple[str, Path]]:
    """Every file of a tutorial's folder but hidden ones, with its place there, in order."""
    found = ((path.relative_to(tutorial.folder), path) for path in tutorial.folder.rglob("*") if path.is_file())
    shown = ((place, path) for place, path in found if not any(part.startswith(".") for part in place.parts))
    return sorted((place.as_posix(), path) for place, path in shown)
