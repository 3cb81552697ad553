"""Freshness as authors and readers meet it: what the check says of a stale section, and the banner on its pages.

Life: the record of each tutorial is read with its other data, that of the pages outside tutorials beside them
(`kept_together`); `standings` compares them with the pages, once a run; `report` says by the rules what is wrong;
`banner` is what the page in one language shows, if anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..core.course import OVERVIEW
from ..core.data import read_document
from ..core.features import Block, Feature, blocks_of
from ..core.installed import agree_command
from ..core.page import Page
from ..core.problems import Problems, did_you_mean
from ..core.settings import REFUSE, WITHHOLD, Freshness
from ..core.shelf import Shelf
from ..core.tutorial import Tutorial
from ..parity.agreement import from_pivot
from ..parity.freshness import Look, Standing, State, Why, state_of
from ..parity.language import Language
from ..parity.ledger import Side
from ..parity.paragraphs import HEADING, read_units
from ..parity.record import FILE, Record, load_record
from .overview import render_overview

FEATURE = Feature(
    Path(__file__).parent,
    blocks=(Block("agreement-report", render_overview, in_tutorial=False),),
    data=FILE,
    load=load_record,
)


OUTSIDE = "."  # how `make agree` is told that a page outside tutorials is meant


@dataclass(frozen=True)
class Kept:
    """Pages that share a record of agreement: a tutorial's sections, or ('' for a name) the pages outside tutorials.

    `readable` is False where there is a record that cannot be read: then nothing can be said of the pages, and the site
    is not published for that anyway.
    """

    name: str
    folder: Path
    listing: Path  # where it is said what sections there are
    sections: tuple[str, ...]
    pages: Mapping[tuple[str, str], Page]
    record: Record | None
    readable: bool

    @property
    def called(self) -> str:
        """What `make agree` calls it."""
        return self.name or OUTSIDE


def kept_together(shelf: Shelf, problems: Problems) -> list[Kept]:
    """Every tutorial that could be read whole, then the pages outside tutorials."""
    found = []
    for tutorial in shelf.tutorials:
        if tutorial.whole:
            record: Record | None = tutorial.data.get(FILE)
            readable = record is not None or FILE not in tutorial.data
            listing, sections = tutorial.folder / "tutorial.yml", tuple(tutorial.file.sections)
            found.append(Kept(tutorial.name, tutorial.folder, listing, sections, tutorial.pages, record, readable))
    docs = shelf.settings.docs
    there = (docs / FILE).exists()
    record = load_record(docs / FILE, shelf.settings, problems) if there else None
    names = dict.fromkeys(name for _, name in shelf.pages)
    first = next((page.path for page in shelf.pages.values()), docs / FILE)
    return [*found, Kept("", docs, first, tuple(names), shelf.pages, record, record is not None or not there)]


def standings(
    shelf: Shelf, languages: Sequence[Language], features: Iterable[Feature], problems: Problems
) -> list[Standing]:
    """Every page that is there in at least two languages, in order; each of them against the pivot.

    A record that names no section of its tutorial, or no page beside it, is a problem.
    """
    blocks = blocks_of(features)
    tutorials = {tutorial.name: tutorial for tutorial in shelf.tutorials}
    languages = from_pivot(languages, shelf.settings)
    found = []
    for kept in kept_together(shelf, problems):
        if not kept.readable:
            continue
        if kept.record is not None:
            _unknown(kept, kept.record, problems)
        for section in kept.sections:
            pages = {language: kept.pages.get((language.locale, section)) for language in languages}
            sides = tuple(Side(page.path, language, read_units(page)) for language, page in pages.items() if page)
            if len(sides) > 1:
                states = tuple(_state(kept.record, section, sides[0], other) for other in sides[1:])
                called = [call.name for page in pages.values() if page for call in page.blocks]
                shows = any(_shows_dose(blocks.get(name), tutorials.get(kept.name)) for name in called)
                found.append(Standing(kept.name, section, sides, states, shows))
    return found


def _state(record: Record | None, section: str, first: Side, other: Side) -> State:
    known = record.of(section, first.language.locale, other.language.locale) if record else None
    return state_of(first, other, known)


def withheld(found: Iterable[Standing], rules: Freshness, drafts: Collection[str]) -> set[tuple[str, str, str]]:
    """What shows a dose and is kept from readers of a language in which it was not compared: tutorial, section, locale.

    Never of a draft, which has no readers yet; never of the pivot, whose doses are those that the others are held to;
    never an overview, which `report` refuses.
    """
    if rules.stale_doses != WITHHOLD:
        return set()
    return {
        (standing.tutorial, standing.section, state.sides[1].language.locale)
        for standing in found
        if standing.doses and standing.tutorial not in drafts and standing.section != OVERVIEW
        for state in standing.states
        if state.stale
    }


def _shows_dose(block: Block | None, tutorial: Tutorial | None) -> bool:
    return block is not None and (block.dose or (tutorial is not None and block.dose_in(tutorial)))


def _unknown(kept: Kept, record: Record, problems: Problems) -> None:
    path = kept.folder / FILE
    document = read_document(path, Problems(problems.root))
    for place, name, _ in record.by_pair():
        if name not in kept.sections and document is not None:
            where = "listed in tutorial.yml" if kept.name else "a page beside this file"
            what = f"the section '{name}' is not {where}"
            fix = f"{did_you_mean(name, kept.sections)} If it is no more, remove all under it here"
            problems.add(path, document.line(place), what, fix)


def report(
    shelf: Shelf, found: Sequence[Standing], disagreeing: Collection[Path], rules: Freshness, problems: Problems
) -> None:
    """What is stale: a warning, or a problem where the rules refuse it, which they never do of a draft.

    Sections in which the languages disagree (`disagreeing` has their pages) are left out: they must be mended first,
    and `make agree` would refuse them.
    """
    for kept in kept_together(shelf, problems):
        stale = [standing for standing in found if standing.tutorial == kept.name and standing.stale]
        unrecorded = kept.record is None
        draft = any(tutorial.name == kept.name and tutorial.file.draft for tutorial in shelf.tutorials)
        if unrecorded and stale:
            _no_record(shelf, kept, stale, rules.stale == REFUSE and not draft, problems)
        for standing in stale:
            rule = rules.stale_doses if standing.doses else rules.stale
            if rule == WITHHOLD and standing.section == OVERVIEW:
                rule = REFUSE  # without it there is no tutorial
            refused, held_back = (rule == one and not draft for one in (REFUSE, WITHHOLD))
            covered = unrecorded and (draft or not standing.doses)
            if any(side.path in disagreeing for side in standing.sides) or covered:
                continue  # without a record one message stands for all sections that show no dose, or of a draft
            add = problems.add if refused else problems.warn
            for told in _said(standing):
                end = "; a section that shows a dose is not published so" if refused and standing.doses else ""
                if held_back:
                    end = f"; until then a section that shows a dose is not shown in '{told.pair[1]}'"
                add(told.path, told.line, f"{told.what}{end}", _fix(shelf, standing, told.pair))


def _no_record(shelf: Shelf, kept: Kept, stale: Sequence[Standing], refused: bool, problems: Problems) -> None:
    which = "section" if kept.name else "page"
    what = (
        f"no record of agreement: {FILE} is not there, "
        f"so no {which}{'' if kept.name else ' outside tutorials'} was ever declared to "
        "say the same in each language"
    )
    fix = f"compare the languages {which} by {which}: `{_command(shelf, stale[0], _stale_pair(stale[0]))}`, and so on"
    (problems.add if refused else problems.warn)(kept.listing, 1, what, fix)


def _fix(shelf: Shelf, standing: Standing, pair: tuple[str, str]) -> str:
    return f"compare the languages, mend what differs, then run `{_command(shelf, standing, pair)}`"


def _command(shelf: Shelf, standing: Standing, pair: tuple[str, str]) -> str:
    named = not standing.tutorial or len(shelf.tutorials) > 1
    which = pair if len(shelf.settings.locales) > 2 else ()
    return agree_command(standing.section, (standing.tutorial or OUTSIDE) if named else "", which)


def _pair(state: State) -> tuple[str, str]:
    first, other = (side.language.locale for side in state.sides)
    return first, other


def _stale_pair(standing: Standing) -> tuple[str, str]:
    return next(_pair(state) for state in standing.states if state.stale)


@dataclass(frozen=True)
class _Told:
    """A place that is to be looked at, why, and the two languages that are to be compared."""

    path: Path
    line: int
    what: str
    pair: tuple[str, str]


def _said(standing: Standing) -> Iterator[_Told]:
    for side in standing.sides:
        for look in standing.looks(side.language.locale):
            of_pivot = side is standing.sides[0]
            state = standing.state((look.there if of_pivot else side).language.locale)
            assert state is not None
            if look.why is Why.NEVER:
                if of_pivot:
                    continue  # said once, on the other language's page
                what = f"this section was never declared to say the same as {look.there.path.name}"
            else:
                what = _why(look, state.since)
            yield _Told(side.path, look.line, what, _pair(state))


def _why(look: Look, since: date | None) -> str:
    here = f"this {look.here.kind}" if look.here else ""
    there = f"{look.there.path.name}:{look.beside.line}" if look.beside else look.there.path.name
    match look.why:
        case Why.CHANGED:
            return f"{here} may be behind: {there} has changed since {since}"
        case Why.BOTH:
            return f"{here} and {there} have both changed since {since}"
        case Why.ADDED:
            return f"something may be missing here: {there} has been added since {since}"
        case Why.REMOVED:
            return f"{here} may be behind: its counterpart has been removed from {there} since {since}"
        case Why.PAIRED:
            return f"{here} and {there} have not been compared with each other: one has been moved since {since}"
    return f"something has been removed here, and from {there}, since {since}"


@dataclass(frozen=True)
class Part:
    """A heading of a page."""

    id: str
    title: str


@dataclass(frozen=True)
class Banner:
    """What a page says of itself: the last agreement (None: there was none) and the parts that may be behind."""

    since: date | None
    parts: tuple[Part, ...]


def banner(standing: Standing, locale: str) -> Banner | None:
    """The banner of a section's page in one language; None where nothing there is behind."""
    looks = standing.looks(locale)
    if not looks:
        return None
    side = next(side for side in standing.sides if side.language.locale == locale)
    titles = {unit.name: unit.text for unit in side.reading.units if unit.kind == HEADING}
    top = next(iter(titles))  # title and description, and what stood under a heading that is no more
    if any(look.why is Why.NEVER for look in looks):
        return Banner(None, ())
    ids = {look.section if look.section in titles else top for look in looks}
    others = {look.there.language.locale for look in looks} if locale == standing.pivot else {locale}
    days = [state.since for one in others if (state := standing.state(one)) and state.since]
    return Banner(min(days), tuple(Part(name, title) for name, title in titles.items() if name in ids))
