"""What is said of a number that is not what the data state: both places, both numbers, and what to write."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..core.stated import PERCENT, Stated
from ..parity.quantities import Quantity
from .claims import IntervalClaim
from .known import Entry

Words = tuple[str, str]  # what is wrong, what to write
_DIGITS = 3


def disagreement(quantity: Quantity, keys: Sequence[str], nearest: Entry | None) -> Words:
    """A number that nothing with its citations states; `nearest` is what it may have been."""
    said = _said(quantity)
    if nearest is None:
        cited = _cited(keys)
        keep = f"add it to quoted.yml under {cited}" if keys else "write it where it is cited"
        return f"{said} stands with {cited} in no data file", f"correct it, or {keep}"
    entry, value = nearest, shown(nearest.stated)
    level = entry.stated.level
    if level is not None and (
        quantity.low == level if not quantity.unit else quantity.unit == PERCENT != entry.stated.unit
    ):
        value = f"the level {digits(level)}%"
    gives = "comes to" if entry.stated.worked else "gives"
    what = f"{said} stands here with {_cited(keys)}, but {_place(entry)} {gives} {value}"
    keep = f"if {_cited(keys)} gives both, add this one to quoted.yml" if keys else "or write it where it is cited"
    return what, f"write {value.removeprefix('the level ')}, or correct {entry.path.name}; {keep}"


def beside(quantity: Quantity, own: Entry, meant: Entry) -> Words:
    """A number that is known, but of something else than its neighbours."""
    what = (
        f"{_said(quantity)} is of {_place(own)}, but what stands beside it is of {_place(meant)}, {shown(meant.stated)}"
    )
    return what, f"write {shown(meant.stated)}, or cite each where it stands"


def no_limit(quantity: Quantity, own: Entry, meant: Entry) -> Words:
    """A number that the text calls a limit and the data do not."""
    value = shown(meant.stated)
    what = f"{_said(quantity)} is called a limit, but is of {_place(own)}; the limit of {_place(meant)} is {value}"
    return what, f"write {value}"


def repeated(quantity: Quantity, written: str, entry: Entry) -> Words:
    """A dose that the data give once, and the text several times or so often in a time."""
    what = f"{_said(quantity)} stands beside '{written}', but {_place(entry)} gives {shown(entry.stated)} without it"
    return what, f"remove '{written}', or declare the dose so in {entry.path.name}"


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
