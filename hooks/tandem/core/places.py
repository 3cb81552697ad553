"""A part of a section that a data file names, by the section and the id of a heading: whether it is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from .page import Page
from .problems import did_you_mean
from .tutorial import Tutorial

Missing = tuple[str, str, str]  # the key of the data file, what is not there, how to mend it


def missing_place(
    tutorial: Tutorial,
    section: str,
    anchor: str | None,
    locales: Iterable[str],
    known: Callable[[Page], Collection[str]],
) -> Missing | None:
    """What of a place is not there, in the first language that lacks it; `known` tells the ids that may be meant."""
    if section not in tutorial.file.sections:
        return "section", f"a section that is not there: '{section}'", did_you_mean(section, tutorial.file.sections)
    for page in (tutorial.pages.get((locale, section)) for locale in locales):
        if page and anchor and anchor not in known(page):
            what = f"a heading that is not in {page.path.name}: '{anchor}'"
            return "anchor", what, did_you_mean(anchor, known(page))
    return None
