"""What is said of a number that is not what the data state: both places, both numbers, and what to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import log

from ..core.stated import PERCENT, Stated
from ..parity.quantities import Quantity
from .claims import IntervalClaim, unit_of
from .known import Entry
from .units import measured

Words = tuple[str, str]  # what is wrong, what to write
_DIGITS = 3


def disagreement(quantity: Quantity, keys: Sequence[str], known: Iterable[Entry]) -> Words:
    """A number that nothing with its citations states."""
    said = _said(quantity)
    entry, alike = _nearest(quantity, list(known))
    value = shown(entry.stated)
    if not alike:
        what = f"{said} stands with {_cited(keys)} in no data file; {_place(entry)} gives {value}"
        return what, f"correct it, or add it to quoted.yml under {_cited(keys)}"
    gives = "comes to" if entry.stated.worked else "gives"
    what = f"{said} stands here with {_cited(keys)}, but {_place(entry)} {gives} {value}"
    keep = f"a number that {_cited(keys)} gives besides belongs in quoted.yml"
    return what, f"write {value}, or correct {entry.path.name}; {keep}"


def wrong_level(claim: IntervalClaim, entry: Entry) -> Words:
    """An interval with another level than the data give it."""
    assert entry.stated.level is not None
    level = f"{digits(entry.stated.level)}%"
    what = f"the interval {_said(claim.interval)} has the level {_said(claim.level)} here, but {level} in {_place(entry)}"
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


def _nearest(quantity: Quantity, known: Sequence[Entry]) -> tuple[Entry, bool]:
    """The stated value that is most like a quantity, and whether it is of the same kind."""
    scale, kinds = measured(unit_of(quantity))
    alike = [entry for entry in known if entry.kinds == kinds] or ([] if kinds else list(known))
    if not alike:
        return known[0], False

    def apart(entry: Entry) -> tuple[bool, float]:
        times = entry.scale if kinds else Fraction(1)
        pairs = ((quantity.low, entry.stated.low), (quantity.high, entry.stated.high))
        return quantity.single != entry.stated.single, sum(_apart(ours * scale, its * times) for ours, its in pairs)

    return min(alike, key=apart), True


def _apart(ours: Fraction, its: Fraction) -> float:
    if ours == its:
        return 0
    if ours * its <= 0:
        return 50 + float(abs(ours - its)) / 1e6
    return abs(log(float(abs(ours))) - log(float(abs(its)))) + 0.01
