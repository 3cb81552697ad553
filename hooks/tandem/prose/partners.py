"""Numbers that are known, in the wrong company: a strength beside another product's amount, a limit that is none.

With several products or works in one sentence, each of their numbers is one that its citations have. Two things tell
which is meant. Numbers of two kinds that come by turns go in pairs, as the data have them: "2.5 g in the 25% product
and 5 g in the 50% product". And what words such as *at most* stand before is a limit, if the data give one of that
kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from ..core.data import Place
from ..parity.language import Language
from ..parity.quantities import Quantity
from .claims import unit_of
from .known import Entry
from .matching import Found
from .texts import Text
from .units import measured
from .wording import Words, beside, no_limit

_BOUND = "bound"  # the direction of *at most*, in a language's rules
_BEFORE, _BEHIND = 8, 2  # characters between such a word and its number: "of", "为"; "20% 以内"


def mispartnered(found: Sequence[Found], stated: Sequence[Entry]) -> Iterator[tuple[Quantity, Words]]:
    """Each number that comes by turns with those of another kind, and is of something else than its partner."""
    by_kind: dict[object, list[tuple[Found, frozenset[Place]]]] = {}
    for item in sorted(found, key=lambda item: item.quantity.start):
        groups = _groups(item)
        if groups and not item.in_table:
            by_kind.setdefault(_kind(item), []).append((item, groups))
    told: set[int] = set()
    for ours, theirs in combinations(by_kind.values(), 2):
        if not _by_turns([one.quantity.start for one, _ in ours], [one.quantity.start for one, _ in theirs]):
            continue
        for first, second in zip(ours, theirs, strict=True):
            if first[1] & second[1]:
                continue
            for (item, _), (_, groups) in ((second, first), (first, second)):
                meant = next((e for e in stated if e.stated.group in groups and _could_be(item, e)), None)
                if meant is not None and item.quantity.start not in told:
                    told.add(item.quantity.start)
                    yield item.quantity, beside(item.quantity, item.entries[0], meant)
                    break


def unlimited(found: Sequence[Found], stated: Sequence[Entry], text: Text) -> Iterator[tuple[Quantity, Words]]:
    """Each number that the text calls a limit, where the data give another limit of its kind."""
    limits = [entry for entry in stated if entry.stated.limit and not entry.stated.worked]
    for item in found:
        if any(entry.stated.limit for entry in item.entries) or not item.quantity.single:
            continue
        meant = next((entry for entry in limits if _could_be(item, entry)), None)
        if meant is not None and _is_bounded(item.quantity, text):
            yield item.quantity, no_limit(item.quantity, item.entries[0], meant)


def _is_bounded(quantity: Quantity, text: Text) -> bool:
    """Whether words such as *at most* stand at a number, and no other number between."""
    words = bounding(text.language)
    if words is None:
        return False
    before = text.text[: quantity.start]
    last = next((match for match in reversed(list(words.finditer(before)))), None)
    if last is not None and len(between := before[last.end() :]) <= _BEFORE and not re.search(r"\d", between):
        return True
    following = words.search(text.text, quantity.end)
    return following is not None and following.start() - quantity.end <= _BEHIND


def bounding(language: Language) -> re.Pattern[str] | None:
    """The words of a language that make a number the most there may be."""
    direction = language.rules.file.directions.get(_BOUND)
    return re.compile(language.rules.words(direction.down), re.I) if direction and direction.down else None


def _groups(item: Found) -> frozenset[Place]:
    """What a number is said together with; nothing where it may also stand by itself."""
    entries = [entry for entry in item.entries if not entry.stated.worked] or list(item.entries)
    groups = frozenset(entry.stated.group for entry in entries)
    return groups if item.certain and () not in groups else frozenset()


def _kind(item: Found) -> object:
    unit = unit_of(item.quantity)
    return measured(unit)[1] or unit


def _could_be(item: Found, entry: Entry) -> bool:
    """Whether a value could stand where the number stands, and is not it."""
    kinds = {own.kinds for own in item.entries}
    return entry.kinds in kinds and entry.stated.single == item.quantity.single and entry not in item.entries


def _by_turns(ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether places of two kinds alternate, each as often as the other."""
    if len(ours) != len(theirs):
        return False
    turns = sorted([(place, 0) for place in ours] + [(place, 1) for place in theirs])
    return all(first[1] != second[1] for first, second in pairwise(turns))
