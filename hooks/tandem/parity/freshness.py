"""Freshness: which paragraphs of a section may be behind, since their counterparts changed after the last agreement.

Life: `state_of` compares a section in two languages, as read, with what the record says of it; `Standing` holds a
section's states, each language that has it against the pivot, or against the first after it where the pivot lacks it.
Pure: whether a stale section is published is for the site's rules to say.

Each language is laid beside its own column of the record first, so a paragraph put in or taken out moves nothing else.
What was recorded as a pair and still stands in both is agreed; all between two such pairs is to be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum

from .alignment import align
from .ledger import Side
from .paragraphs import HEADING, Unit
from .record import SectionRecord, digest

Row = tuple[str | None, str | None]  # a recorded pair of hashes


class Why(Enum):
    """Why a place is to be looked at, seen from its own language."""

    CHANGED = "its counterpart has changed"
    BOTH = "both have changed"
    ADDED = "the other language has something that is not here"
    REMOVED = "its counterpart is not there any more"
    PAIRED = "neither has changed, but the two were never compared with each other"
    GONE = "something was removed in both"
    NEVER = "no agreement was ever recorded"


@dataclass(frozen=True)
class Pair:
    """A unit and its counterpart as they stand now; None where there is none. `new`: which were not recorded so."""

    units: tuple[Unit | None, Unit | None]
    new: tuple[bool, bool]
    agreed: bool


@dataclass(frozen=True)
class Look:
    """A place in one language that is to be looked at, beside the one in the other that is the reason."""

    why: Why
    section: str
    here: Unit | None
    line: int
    there: Side
    beside: Unit | None


@dataclass(frozen=True)
class State:
    """A section in the first language and another. `gone` has the ids of headings under which both lost something."""

    sides: tuple[Side, Side]
    since: date | None
    pairs: tuple[Pair, ...]
    gone: tuple[str, ...]

    @property
    def never(self) -> bool:
        """Whether the two were never declared to say the same."""
        return self.since is None

    @property
    def stale(self) -> bool:
        """Whether anything has changed since they were, or they never were."""
        return self.never or bool(self.gone) or not all(pair.agreed for pair in self.pairs)

    def rows(self) -> list[dict[str, Unit]]:
        """Every paragraph in the languages that have it, in an order that is the text's in both."""
        locales = [side.language.locale for side in self.sides]
        pairs = (zip(locales, pair.units, strict=True) for pair in self.pairs)
        return [{locale: unit for locale, unit in pair if unit is not None} for pair in pairs]

    def looks(self, side: int) -> list[Look]:
        """The places of one of the two sides that are to be looked at, in the order of the text."""
        mine, its = self.sides[side], self.sides[1 - side]
        if self.never:
            return [Look(Why.NEVER, "", None, 1, its, None)]
        found = []
        for pair in self.pairs:
            why = None if pair.agreed else _why(pair, side)
            here, there = pair.units[side], pair.units[1 - side]
            if why is not None:
                section = (here or there or mine.reading.units[0]).section
                found.append(Look(why, section, here, here.line if here else _line(mine, section), its, there))
        found += [Look(Why.GONE, section, None, _line(mine, section), its, None) for section in self.gone]
        return found


def _why(pair: Pair, side: int) -> Why | None:
    """None where only this side changed: then it is the other that is behind."""
    here, there = pair.units[side], pair.units[1 - side]
    new_here, new_there = pair.new[side], pair.new[1 - side]
    if there is None:
        return None if new_here else Why.REMOVED
    if here is None:
        return Why.ADDED if new_there else None
    if new_there:
        return Why.BOTH if new_here else Why.CHANGED
    return None if new_here else Why.PAIRED


def _line(side: Side, section: str) -> int:
    """The line of a heading; 1 where the page has it no more."""
    return next((unit.line for unit in side.reading.units if unit.kind == HEADING and unit.name == section), 1)


@dataclass(frozen=True)
class Standing:
    """A section in all languages that have it, each against the first of them. `doses`: whether it shows a dose."""

    tutorial: str
    section: str
    sides: tuple[Side, ...]
    states: tuple[State, ...]
    doses: bool

    @property
    def since(self) -> date | None:
        """The last agreement of any two; None for none."""
        return max((state.since for state in self.states if state.since), default=None)

    @property
    def stale(self) -> bool:
        """Whether any two of its languages are."""
        return any(state.stale for state in self.states)

    @property
    def pivot(self) -> str:
        """The locale that the others are compared with."""
        return self.sides[0].language.locale

    def state(self, locale: str) -> State | None:
        """How a language stands to the one it is compared with; None for that one itself, and where it lacks this."""
        return next((state for state in self.states if state.sides[1].language.locale == locale), None)

    def compared(self, locale: str) -> date | None:
        """When what a language says was compared, as it still stands; None where anything is to be looked at.

        Of the language that the others are compared with, the oldest of their days.
        """
        own = self.state(locale)
        states = [own] if own is not None else self.states
        days = [state.since for state in states if state.since and not state.stale]
        return min(days) if len(days) == len(states) else None

    def looks(self, locale: str) -> list[Look]:
        """What is to be looked at in one language. The first is behind no language that was only added later."""
        if locale == self.pivot:
            states = [state for state in self.states if not state.never] or list(self.states[:1])
            return [look for state in states for look in state.looks(0)]
        own = self.state(locale)
        return own.looks(1) if own is not None else []


def state_of(first: Side, other: Side, record: SectionRecord | None) -> State:
    """How a section stands in two languages."""
    locales = first.language.locale, other.language.locale
    lines = record.paragraphs.values() if record else ()
    rows: list[Row] = [(line.get(locales[0]), line.get(locales[1])) for line in lines]
    known = record is not None and all(any(row[side] for row in rows) for side in (0, 1))
    if not known:
        rows = []
    units = first.reading.units, other.reading.units
    kept = _kept([row[0] for row in rows], units[0]), _kept([row[1] for row in rows], units[1])
    pairs: list[Pair] = []
    gone: list[str] = []
    places = list(record.paragraphs) if record else []
    anchors = sorted(kept[0].keys() & kept[1].keys())
    begin, at = -1, (0, 0)
    for anchor in [*anchors, len(rows)]:
        to = (kept[0].get(anchor, len(units[0])), kept[1].get(anchor, len(units[1])))
        between = _between(first, other, rows, kept, at, to)
        pairs += between
        lost = [row for row in range(begin + 1, anchor) if row not in kept[0] and row not in kept[1] and any(rows[row])]
        rewritten = sum(any(pair.units) and all(_new(pair)) for pair in between)
        gone += [places[row].rpartition("/")[0] for row in lost[rewritten:]]
        if anchor < len(rows):
            pairs.append(Pair((units[0][to[0]], units[1][to[1]]), (False, False), True))
        begin, at = anchor, (to[0] + 1, to[1] + 1)
    since = record.agreed if known and record else None
    return State((first, other), since, tuple(pairs), tuple(dict.fromkeys(gone)))


def _new(pair: Pair) -> list[bool]:
    """Of the units that there are, which were not recorded."""
    return [new for unit, new in zip(pair.units, pair.new, strict=True) if unit is not None]


def _kept(column: Sequence[str | None], units: Sequence[Unit]) -> dict[int, int]:
    """The recorded rows whose text still stands, in the recorded order: row → unit."""
    rows = [row for row, value in enumerate(column) if value]
    then, now = [column[row] for row in rows], [digest(unit) for unit in units]
    # What is the same at both ends is taken first: then one change is one change, whatever stands there twice.
    head = 0
    while head < min(len(then), len(now)) and then[head] == now[head]:
        head += 1
    tail = 0
    while tail < min(len(then), len(now)) - head and then[-1 - tail] == now[-1 - tail]:
        tail += 1
    found = {rows[index]: index for index in range(head)}
    matcher = SequenceMatcher(None, then[head : len(then) - tail], now[head : len(now) - tail], autojunk=False)
    for block in matcher.get_matching_blocks():
        found |= {rows[head + block.a + step]: head + block.b + step for step in range(block.size)}
    return found | {rows[len(then) - 1 - step]: len(now) - 1 - step for step in range(tail)}


def _between(
    first: Side,
    other: Side,
    rows: Sequence[Row],
    kept: tuple[dict[int, int], dict[int, int]],
    at: tuple[int, int],
    to: tuple[int, int],
) -> list[Pair]:
    """The units between two agreed pairs, paired; those that were recorded as having no counterpart are agreed too."""
    unit_rows = [{unit: row for row, unit in side.items()} for side in kept]
    gap: list[list[Unit]] = [[], []]
    alone: list[tuple[int, int]] = []  # side and unit
    new: dict[int, bool] = {}
    for side, units in enumerate((first.reading.units, other.reading.units)):
        for index in range(at[side], to[side]):
            row = unit_rows[side].get(index)
            new[id(units[index])] = row is None
            if row is not None and rows[row][1 - side] is None:
                alone.append((side, index))
            else:
                gap[side].append(units[index])
    pairs = [
        Pair((ours, theirs), (ours is not None and new[id(ours)], theirs is not None and new[id(theirs)]), False)
        for ours, theirs in align(gap[0], gap[1], first.language, other.language)
    ]
    order = {id(unit): index for side in (first, other) for index, unit in enumerate(side.reading.units)}
    for side, index in alone:
        unit = (first, other)[side].reading.units[index]
        later = (
            position
            for position, pair in enumerate(pairs)
            for beside in [pair.units[side]]
            if beside is not None and order[id(beside)] > index
        )
        units_ = (unit, None) if side == 0 else (None, unit)
        pairs.insert(next(later, len(pairs)), Pair(units_, (False, False), True))
    return pairs
