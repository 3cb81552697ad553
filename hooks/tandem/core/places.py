"""A part of a section that a data file names, by the section and the id of a heading: whether it is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from .page import Page
from .problems import did_you_mean
from .tutorial import Tutorial

Missing = tuple[str, str, str]  # the key of the data file, what is not there, how to mend it


def sections_with(tutorial: Tutorial, anchor: str) -> list[str]:
    """The sections that have a heading of this id, in any language, in their order."""
    pages = [*tutorial.pages.items(), *tutorial.withheld.items()]
    found = {section for (_, section), page in pages if anchor in page.ids}
    return [section for section in tutorial.file.sections if section in found]


def section_of(tutorial: Tutorial, section: str | None, anchor: str | None) -> str:
    """The section that is named, or that has the heading; where neither is there, `missing_place` has said so."""
    return section or next(iter(sections_with(tutorial, anchor or "")), tutorial.file.sections[0])


def missing_place(
    tutorial: Tutorial,
    section: str | None,
    anchor: str | None,
    locales: Iterable[str],
    known: Callable[[Page], Collection[str]],
) -> Missing | None:
    """What of a place is not there, in the first language that lacks it; `known` tells the ids that may be meant."""
    if section is None:
        having = sections_with(tutorial, anchor or "")
        if not having:
            ids = sorted({name for page in tutorial.pages.values() for name in page.ids})
            return "anchor", f"a heading that is in no section: '{anchor}'", did_you_mean(anchor or "", ids)
        if len(having) > 1:
            what = f"a heading that is in several sections, {' and '.join(having)}: '{anchor}'"
            return "anchor", what, f"add `section: {having[0]}`, or another of them"
        (section,) = having
    if section not in tutorial.file.sections:
        return "section", f"a section that is not there: '{section}'", did_you_mean(section, tutorial.file.sections)
    for page in (tutorial.pages.get((locale, section)) for locale in locales):
        if page and anchor and anchor not in known(page):
            what = f"a heading that is not in {page.path.name}: '{anchor}'"
            return "anchor", what, did_you_mean(anchor, known(page))
    return None
