"""Recalls in words: what every page of a tutorial, and every form taken from it, says where something was recalled.

Life: authors write `recalls` in tutorial.yml; `told` puts each into the words of a language, newest first, the same
for a page, for what a form says of itself and for the app. Nothing recalled is taken away: its address is where copies
lead, so it stays, and says what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from .render import show_date
from .settings import Language
from .strings import Strings
from .tutorial import TutorialFile


@dataclass(frozen=True)
class Told:
    """One recall in words: `what` was recalled, and as a `title`, beside the version that says so; `here`: it is it."""

    what: str
    title: str
    why: str
    do: str
    here: bool


def told(file: TutorialFile, language: Language, t: Strings) -> list[Told]:
    """Every recall of a tutorial, the newest first."""
    found = []
    for recall in sorted(file.recalls, key=lambda recall: recall.on, reverse=True):
        versions = language.options.list_separator.join(recall.versions or [])
        day = show_date(language, recall.on)
        what = t("recall.some", date=day, versions=versions) if versions else t("recall.whole", date=day)
        here = recall.covers(file.version)
        title = t("recall.here" if here else "recall.other", what=what, version=file.version)
        found.append(Told(what, title, recall.why[language.locale], recall.do[language.locale], here))
    return found


def in_one_text(recall: Told, t: Strings) -> str:
    """A recall for where there are no paragraphs."""
    return t("recall.in_one", title=recall.title, why=recall.why, do=recall.do)


def for_older_pages(file: TutorialFile, language: Language, t: Strings) -> list[str]:
    """Every recall for pages that may be of an earlier version than the one that says it."""
    return [
        t(
            "recall.saved",
            title=file.title[language.locale],
            text=t("recall.in_one", title=recall.what, why=recall.why, do=recall.do),
        )
        for recall in told(file, language, t)
    ]
