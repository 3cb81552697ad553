"""Numbers that the data do state, but of something else than what stands beside them.

With several citations, or several values of one, a slip can turn a number into another that is known. Three things give
it away: its neighbours are said together with a number of its kind that is missing; it stands twice while its sibling
does not stand at all; a range has the same end twice.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from ..core.data import Place
from ..parity.quantities import PERCENT, Quantity
from .known import Entry
from .matching import Found
from .wording import Words, beside, turned, twice

_SIDE_BY_SIDE = 6  # characters, of a word such as *to* with its spaces


def astray(found: Sequence[Found], stated: Sequence[Entry], told: Container[int]) -> Iterator[tuple[Quantity, Words]]:
    """Each number of a sentence that seems to be of something else; `told`: where those stand that are wrong."""
    found = [item for item in found if item.certain and item.quantity.start not in told]
    used = {id(entry) for item in found for entry in item.entries}
    missing = [entry for entry in stated if id(entry) not in used and not entry.stated.worked]
    for item in found:
        others = [other for other in found if other is not item]
        meant = _of_neighbours(item, others, missing)
        if meant is not None:
            yield item.quantity, beside(item.quantity, item.entries[0], meant)
    for first, second in pairwise(found):
        if _same(first.quantity, second.quantity):
            meant = _sibling(second, missing) or _other_level(second, stated)
            if meant is not None:
                yield second.quantity, twice(second.quantity, second.entries[0], meant)
        if second.quantity.start - first.quantity.end <= _SIDE_BY_SIDE:
            meant = _turned(first, second)
            if meant is not None:
                yield second.quantity, turned(first.quantity, second.quantity, meant)


def _turned(first: Found, second: Found) -> Entry | None:
    """The range whose ends stand side by side in the wrong order, or of which one end stands twice."""
    if not first.quantity.single or not second.quantity.single:
        return None
    for entry in second.entries:
        if entry in first.entries and not entry.stated.single and not entry.stated.worked:
            low, high = (abs(end) for end in (entry.stated.low, entry.stated.high))
            if (abs(first.quantity.low), abs(second.quantity.low)) in {(high, low), (low, low), (high, high)}:
                return entry
    return None


def _of_neighbours(item: Found, others: Sequence[Found], missing: Sequence[Entry]) -> Entry | None:
    """The missing value that neighbours are said together with, where none of them is said together with the number."""
    groups = [
        {entry.stated.group for entry in other.entries if entry.stated.group or not entry.stated.worked}
        for other in others
        if not any(entry.stated.weight for entry in other.entries)
    ]
    own = {entry.stated.group for entry in item.entries}
    if () in own or any(group in near for group in own for near in groups):
        return None
    certain: set[Place] = {group for near in groups if len(near) == 1 for group in near if group}
    return next((entry for entry in missing if entry.stated.group in certain and _alike(item, entry)), None)


def _sibling(item: Found, missing: Sequence[Entry]) -> Entry | None:
    """A missing value of the same kind from the same part of the data."""
    parts = {(entry.path, entry.stated.place[:2]) for entry in item.entries if not entry.stated.worked}
    if len(parts) != 1:
        return None
    return next((e for e in missing if (e.path, e.stated.place[:2]) in parts and _alike(item, e)), None)


def _other_level(item: Found, stated: Sequence[Entry]) -> Entry | None:
    """An interval of another level, where a level stands twice without its intervals."""
    levels = {entry.stated.level for entry in item.entries}
    if item.quantity.unit != PERCENT or levels != {item.quantity.low}:
        return None
    return next((entry for entry in stated if entry.stated.level not in (None, item.quantity.low)), None)


def _alike(item: Found, entry: Entry) -> bool:
    """Whether a value could stand where the number stands."""
    if entry.stated.single != item.quantity.single:
        return False
    if item.in_table and not item.quantity.unit:
        return True  # its unit stands elsewhere
    return any(entry.kinds == own.kinds and entry.stated.kind == own.stated.kind for own in item.entries)


def _same(first: Quantity, second: Quantity) -> bool:
    return (first.low, first.high, first.unit) == (second.low, second.high, second.unit)
