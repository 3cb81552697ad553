"""What is said of a number that is not what the data state: both places, both numbers, and what to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from fractions import Fraction
from math import log

from ..core.stated import INTERVAL, PERCENT, Stated
from ..parity.quantities import Quantity
from .claims import IntervalClaim, unit_of
from .known import Entry
from .matching import Found
from .units import measured

Words = tuple[str, str]  # what is wrong, what to write
_DIGITS = 3
_FAR = 3.0  # a ratio, as a logarithm, beyond which numbers are not more unlike


def disagreement(quantity: Quantity, keys: Sequence[str], known: Iterable[Entry], found: Sequence[Found]) -> Words:
    """A number that nothing with its citations states; `found` is what the rest of its sentence is."""
    said = _said(quantity)
    entry, alike = _nearest(quantity, list(known), found)
    value = shown(entry.stated)
    if not alike:
        what = f"{said} stands with {_cited(keys)} in no data file; {_place(entry)} gives {value}"
        return what, f"correct it, or add it to quoted.yml under {_cited(keys)}"
    gives = "comes to" if entry.stated.worked else "gives"
    what = f"{said} stands here with {_cited(keys)}, but {_place(entry)} {gives} {value}"
    keep = f"if {_cited(keys)} gives both, add this one to quoted.yml" if keys else "or write it where it is cited"
    return what, f"write {value}, or correct {entry.path.name}; {keep}"


def beside(quantity: Quantity, own: Entry, meant: Entry) -> Words:
    """A number that is known, but of something else than its neighbours."""
    what = (
        f"{_said(quantity)} is of {_place(own)}, but what stands beside it is of {_place(meant)}, {shown(meant.stated)}"
    )
    return what, f"write {shown(meant.stated)}, or cite each where it stands"


def twice(quantity: Quantity, own: Entry, meant: Entry) -> Words:
    """A number that stands twice in the place of two."""
    value = shown(meant.stated)
    if quantity.low == own.stated.level and meant.stated.level is not None:
        value = f"{digits(meant.stated.level)}%"
    what = f"{_said(quantity)} stands here twice, from {_place(own)}; {_place(meant)} gives {value}"
    return what, f"write {value} in one of the two places"


def turned(first: Quantity, second: Quantity, entry: Entry) -> Words:
    """The ends of a range side by side, but not as the range has them."""
    value = shown(entry.stated)
    return f"{_said(first)} and {_said(second)} stand here, but {_place(entry)} gives {value}", f"write {value}"


def unweighed(quantity: Quantity, example: Entry) -> Words:
    """A weight that nothing in its sentence is worked out for."""
    assert example.stated.weight is not None
    weight = f"{digits(example.stated.weight)} kg"
    what = f"no number beside {_said(quantity)} is worked out for it; by {_place(example)} they are those of {weight}"
    return what, f"write {weight}, or work the numbers out anew"


def wrong_level(claim: IntervalClaim, entry: Entry) -> Words:
    """An interval with another level than the data give it."""
    assert entry.stated.level is not None
    level = f"{digits(entry.stated.level)}%"
    what = (
        f"the interval {_said(claim.interval)} has the level {_said(claim.level)} here, but {level} in {_place(entry)}"
    )
    return what, f"write {level}, or correct {entry.path.name}"


def mispaired(claim: IntervalClaim, effect: Entry, interval: Entry) -> Words:
    """An effect beside the interval of another."""
    assert claim.effect is not None
    what = (
        f"{_said(claim.effect)} is of {_place(effect)}, but the interval {_said(claim.interval)} beside it of "
        f"{_place(interval)}"
    )
    return what, "write the effect and the interval of one estimate"


def unquoted(entry: Entry) -> Words:
    """A number that is kept for the texts, and that none gives."""
    return f"no text gives {shown(entry.stated)} with {_cited(sorted(entry.stated.keys))}", "remove it, or correct it"


def shown(stated: Stated) -> str:
    """A stated value in words: 30 to 50 mg/kg."""
    if stated.written:
        return stated.written
    low, high = (digits(end, exact=not stated.worked) for end in (stated.low, stated.high))
    number = low if low == high else f"{low} to {high}"
    return f"{number}{'' if stated.unit == PERCENT or not stated.unit else ' '}{stated.unit}"


def digits(value: Fraction, *, exact: bool = True) -> str:
    """A number in digits: in full where it ends, or to three figures."""
    places = 0
    while (value * 10**places).denominator != 1 and places < (9 if exact else 12):
        if not exact and abs(value) * 10**places >= 10 ** (_DIGITS - 1):
            break
        places += 1
    text = f"{float(value):.{places}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "\u2212")


def _said(quantity: Quantity) -> str:
    return f"'{' '.join(quantity.text.split())}'"


def _cited(keys: Sequence[str]) -> str:
    return f"[{'; '.join(f'@{key}' for key in keys)}]" if keys else "no citation"


def _place(entry: Entry) -> str:
    return f"{entry.path.name}:{entry.line}"


def _nearest(quantity: Quantity, known: Sequence[Entry], found: Sequence[Found]) -> tuple[Entry, bool]:
    """The stated value that a quantity was most likely to be, and whether it is of the same kind.

    That is one of the same kind, a range for a range, not in the sentence already, said together with what is; then the
    one with the most similar digits.
    """
    scale, kinds = measured(unit_of(quantity))
    alike = [entry for entry in known if not kinds or entry.kinds == kinds]
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
                _distance(quantity, low, high),
                stated.worked,
            )
            for low, high in its
        )

    slip = next((e for e in known if (e.stated.low, e.stated.high) == (quantity.low, quantity.high)), None)
    if slip is not None and kinds and slip.kinds:
        return slip, True  # the number of another unit
    return min(alike or known, key=apart), bool(alike)


def _distance(quantity: Quantity, low: Fraction, high: Fraction) -> float:
    """How unlike two numbers are: in their digits and in size."""
    pairs = tuple(zip(sorted((quantity.low, quantity.high)), sorted((low, high)), strict=True))
    unlike = sum(1 - SequenceMatcher(None, _number(ours), _number(its)).ratio() for ours, its in pairs)
    return unlike + sum(min(_apart(abs(ours), abs(its)), _FAR) for ours, its in pairs)


def _number(value: Fraction) -> str:
    return digits(abs(value), exact=False)


def _apart(ours: Fraction, its: Fraction) -> float:
    """How far two values are from each other, as a ratio."""
    if not ours or not its:
        return 0 if ours == its else 100
    return abs(log(ours) - log(its))
