"""A finished site, and what every form taken from it must say of it.

Life: made once, when the site is complete; every form is handed the same one. Nothing in it depends on when or where
the build ran, so that one commit gives the same bytes everywhere (`SOURCE_DATE_EPOCH` is the commit's time).
"""

from __future__ import annotations

import calendar
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ..core.called import call
from ..core.keywords import Keywords
from ..core.missing import CannotMakeError
from ..core.recalls import in_one_text, told
from ..core.render import show_date
from ..core.settings import Language, Settings
from ..core.store import key_of
from ..core.strings import Strings
from ..core.tutorial import Tutorial, sources_of
from ..direction import marked
from .kept import Keeper

_GIT = 30  # seconds
_WHOLE = ("epub", "pdf")


@dataclass(frozen=True)
class Edition:
    """A finished site, and what every form taken from it must say of it."""

    folder: Path  # the built tree, complete; a form reads it and changes nothing in it
    url: str  # the site's address with its slash, '' where it is not known
    name: str  # the site's name
    languages: tuple[Language, ...]  # the default first
    strings: Mapping[str, Strings]  # by locale
    tutorials: tuple[Tutorial, ...]
    moment: datetime  # UTC, in whole seconds
    commit: str  # '' where git does not tell; ends in -dirty where the sources differ from it
    outdated_after: date | None
    docs: Path  # the folder of the sources
    config: Path  # the site's settings
    programs: frozenset[str] = frozenset()  # scripts that may stand in its pages
    keywords: Mapping[str, Keywords] = field(default_factory=dict)  # by a page's address, for a library's index
    whole: tuple[str, ...] = ()  # the forms made, as settings switch them, that show all of a text without scripts
    # Books by tutorial and language that several forms start from, while these are made; None: each makes its own.
    books: dict[tuple[str, str], Any] | None = field(default=None, compare=False, repr=False)
    keeper: Keeper = field(default_factory=Keeper, compare=False, repr=False)  # of files that were made before
    changed: Mapping[str, date] = field(default_factory=dict)  # when each tutorial was last changed, by its name
    months: int = 0  # after which a form may be outdated; 0: nothing is said

    def of(self, tutorial: Tutorial) -> Edition:
        """What a tutorial's own files say: the day of its last change, and of what text they are.

        So they stay the same, byte for byte, while the site around the tutorial changes.
        """
        day = self.changed.get(tutorial.name)
        if day is None:
            return self
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        outdated = _later(day, self.months) if self.months else None
        return replace(
            self, moment=moment, commit=text_of(tutorial), outdated_after=outdated, changed={tutorial.name: day}
        )

    def address(self, language: Language, tutorial: Tutorial, section: str = "index") -> str:
        """Where a section lies in the site."""
        return f"{language.prefix}{tutorial.name}/{section}.html"


@dataclass(frozen=True)
class Fact:
    """One thing that a form says of itself: `name` and `text` for readers, `url` where the text is a link."""

    key: str  # as in strings.yml: recall, review, version, written, made, outdated, licence, address
    name: str
    text: str
    url: str = ""


def make_edition(
    folder: Path,
    url: str,
    name: str,
    settings: Settings,
    strings: Mapping[str, Strings],
    tutorials: list[Tutorial],
    programs: frozenset[str] = frozenset(),
    changed: Mapping[str, date] | None = None,
    keywords: Mapping[str, Keywords] | None = None,
) -> Edition:
    """The edition of a site that was built into `folder`; `programs` are the scripts that its pages may hold.

    `changed` says when each tutorial was last changed; without a day, its files tell the time of this edition.
    `keywords` are what a library's index finds the pages by.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC).replace(microsecond=0)
    months = settings.exports.outdated_after_months
    outdated = _later(moment.date(), months) if months else None
    address = f"{url.rstrip('/')}/" if url else ""
    return Edition(
        folder,
        address,
        name,
        settings.languages,
        strings,
        tuple(tutorials),
        moment,
        _commit(settings.root),
        outdated,
        settings.docs,
        settings.root / "mkdocs.yml",
        programs,
        keywords or {},
        tuple(form for form in _WHOLE if getattr(settings.exports, form)),
        changed=dict(changed or {}),
        months=months or 0,
    )


def text_of(tutorial: Tutorial) -> str:
    """Which text it is: the first digits of a hash of all of a tutorial's sources."""
    return key_of((place, path.read_bytes()) for place, path in sources_of(tutorial))[:10]


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _commit(root: Path) -> str:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        done = call("git", command, seconds=_GIT, folder=root)
    except CannotMakeError:
        return ""
    return done.out.decode("utf-8", "replace").strip() if done.status == 0 else ""


def facts(edition: Edition, tutorial: Tutorial, language: Language) -> list[Fact]:
    """What every form of a tutorial says of itself, in the order to show it."""
    own = "exports.fact.changed" if tutorial.name in edition.changed else "exports.fact.made"
    edition = edition.of(tutorial)
    t, file = edition.strings[language.locale], tutorial.file
    join = language.options.list_separator.join

    def day(value: date) -> str:
        return show_date(language, value)

    review = t("exports.unreviewed")
    if file.reviewed:
        names = join(f"{person.name} ({person.role[language.locale]})" for person in file.reviewers)
        review = t("exports.reviewed", names=names, date=day(file.reviewed))
    made = day(edition.moment.date())
    kinds = (("authors", file.authors), ("translators", file.translators), ("editors", file.editors))
    recalls = (in_one_text(recall, t) for recall in told(file, language, t))
    found = [
        *(Fact("recall", t("recall.fact"), recall) for recall in recalls),
        Fact("review", t("exports.fact.review"), review),
        *(Fact(key, t(f"exports.fact.{key}"), join(one.name for one in people)) for key, people in kinds if people),
        Fact("version", t("exports.fact.version"), file.version),
        Fact("written", t("exports.fact.written"), day(file.written)),
        Fact("made", t(own), f"{made} ({edition.commit})" if edition.commit else made),
    ]
    if file.supersedes:
        found.append(Fact("supersedes", t("exports.fact.supersedes"), file.supersedes.title, str(file.supersedes.url)))
    if edition.outdated_after:
        found.append(Fact("outdated", t("exports.fact.outdated"), day(edition.outdated_after)))
    found.append(Fact("licence", t("exports.fact.licence"), file.licence.name, str(file.licence.url)))
    if edition.url:
        here = edition.url + edition.address(language, tutorial)
        found.append(Fact("address", t("exports.fact.address"), here, here))
    return [replace(fact, text=marked(fact.text, language.direction)) for fact in found]
