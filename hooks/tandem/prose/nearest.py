"""What a wrong number was most likely to be: the stated value that its message names.

A value of another kind is no advice, so none is named rather than a percentage for a level in mmol/L. The number of
another unit is one: 30 mg where the data say 30 mg/kg.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from math import log

from ..core.stated import COUNT, INTERVAL, PERCENT
from ..parity.quantities import Quantity
from .claims import ALWAYS, Claim, unit_of
from .known import Entry
from .matching import Found, written
from .units import gives, measured
from .wording import digits

_LEAST_FIGURES = 3  # fewer are like those of many numbers
_FAR = 3.0  # a ratio, as a logarithm, beyond which numbers are not more unlike


def nearest(claim: Claim, known: Sequence[Entry], found: Sequence[Found], head: str = "") -> Entry | None:
    """The stated value that a number was most likely to be; None where nothing of its kind is stated.

    That is one of the same kind, a range for a range, not in the sentence already, said together with what is; then the
    one with the most similar digits. `found` is what the rest of its sentence is, `head` the column head of a cell.
    """
    quantity = claim.quantity
    slip = next((entry for entry in known if _of_another_unit(claim, entry)), None)
    if slip is not None:
        return slip
    scale, kinds = measured(unit_of(quantity))
    alike = [entry for entry in known if kinds and entry.kinds == kinds]
    if not quantity.unit:
        alike += [entry for entry in _bare(claim, known, found, head) if entry not in alike]
    if not alike and quantity.unit == PERCENT:
        levels = [(abs(entry.stated.level - quantity.low), entry) for entry in known if entry.stated.level is not None]
        return min(levels, key=lambda level: level[0], default=(0, None))[1]
    groups = {entry.stated.group for item in found for entry in item.entries} - {()}
    there = {(id(entry), abs(end.low)) for item in found for entry in item.entries for end in item.quantity.ends()}

    def apart(entry: Entry) -> tuple[bool, bool, bool, float, bool]:
        stated = entry.stated
        times = entry.scale / scale if kinds == entry.kinds else Fraction(1)
        its = [(stated.low * times, stated.high * times)]
        if quantity.single:
            its = [(end, end) for end in its[0]]
        mixed = stated.single != quantity.single and (stated.single or stated.kind == INTERVAL)
        grouped = stated.group in groups
        return min(
            (
                mixed,
                (id(entry), abs(low)) in there and not stated.worked,
                not grouped,
                _of_group(quantity, stated.written) or _distance(quantity, low, high),
                stated.worked,
            )
            for low, high in its
        )

    return min(alike, key=apart, default=None)


def _of_another_unit(claim: Claim, entry: Entry) -> bool:
    """Whether a number is that of a stated value, and only its unit is another, or lost."""
    quantity, unit = claim.quantity, unit_of(claim.quantity)
    ends = [sorted(map(abs, (number.low, number.high))) for number in (entry.stated, quantity)]
    if not unit and quantity.single and entry.stated.level == quantity.low and not claim.in_table:
        return True
    if ends[0] != ends[1] or unit == entry.stated.unit:
        return False
    if not unit:
        return bool(entry.kinds) and not claim.in_table and "/" not in quantity.text and not claim.slashed
    return bool(entry.kinds) and gives(unit) == gives(entry.stated.unit)


def _bare(claim: Claim, known: Sequence[Entry], found: Sequence[Found], head: str) -> list[Entry]:
    """The values that a number without a unit may be: what its column, its sentence or the data allow for a unit."""
    quantity = claim.quantity
    if "/" in quantity.text or claim.slashed:
        return [entry for entry in known if entry.stated.written]
    number = written(quantity, in_table=claim.in_table)
    able = [entry for entry in known if number.may_be(entry) and not entry.stated.written]
    beside = {(entry.stated.group, entry.kinds) for item in found for entry in item.entries}
    groups, units = {group for group, _ in beside} - {()}, {kinds for _, kinds in beside}
    narrowed = [
        entry
        for entry in able
        if entry.kinds in units
        or entry.stated.group in groups
        or (entry.stated.unit in head if claim.in_table else not entry.kinds)
    ]
    if not narrowed:
        narrowed = able if len({entry.kinds for entry in able}) == 1 else [e for e in able if _one_slip(quantity, e)]
    if claim.in_table:
        return narrowed
    counts = claim.held != ALWAYS  # a count where people or trials are counted, else none
    return [entry for entry in narrowed if (entry.stated.kind == COUNT) == counts] or narrowed


def _one_slip(quantity: Quantity, entry: Entry) -> bool:
    """Whether a number of some figures is a stated one but for one figure, or for its point."""
    said = _figures(quantity.low, 9).rstrip("0")
    if len(said) < _LEAST_FIGURES or not quantity.single:
        return False
    stated = (_figures(end, len(said)) for end in (entry.stated.low, entry.stated.high))
    return any(sum(ours != its for ours, its in zip(said, end, strict=True)) <= 1 for end in stated)


def _figures(value: Fraction, many: int) -> str:
    return f"{float(abs(value)):.{many - 1}e}".split("e")[0].replace(".", "")


def _of_group(quantity: Quantity, stated: str) -> float:
    """How unlike two counts of a group are as they are written: 8/14 and 9/14."""
    return 0.0 if not stated or "/" not in quantity.text else 1 - _ratio("".join(quantity.text.split()), stated)


def _distance(quantity: Quantity, low: Fraction, high: Fraction) -> float:
    """How unlike two numbers are: in their digits and in size."""
    pairs = tuple(zip(sorted((quantity.low, quantity.high)), sorted((low, high)), strict=True))
    unlike = sum(1 - _ratio(_number(ours), _number(its)) for ours, its in pairs)
    return unlike + sum(min(_apart(abs(ours), abs(its)), _FAR) for ours, its in pairs)


def _ratio(ours: str, its: str) -> float:
    return SequenceMatcher(None, ours, its).ratio()


def _number(value: Fraction) -> str:
    return digits(abs(value), exact=False)


def _apart(ours: Fraction, its: Fraction) -> float:
    """How far two values are from each other, as a ratio."""
    if not ours or not its:
        return 0 if ours == its else 100
    return abs(log(ours) - log(its))
