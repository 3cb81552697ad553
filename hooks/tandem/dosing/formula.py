"""The molar mass of a chemical formula as authors write it: MgSO₄·7H₂O, (NH₄)₂SO₄, C₁₇H₁₉NO₃·½H₂SO₄, Ca²⁺.

Life: a formula of doses.yml is parted into what stands between its dots, each with how often it is there; molmass
reads each part and knows the weights of the elements. Only digits and dots are ours: it wants them plain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from molmass import ELEMENTS, Formula

from ..core.data import shown

# Labels differ in the second decimal, as tables of atomic weights do; a slip in a digit, or another hydrate, is more.
TOLERANCE = 0.0005
_LONGEST = 120
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_CHARGE = re.compile(r"[⁰¹²³⁴-⁹]?[⁺⁻]$")  # an electron weighs nothing here
_ION = re.compile("(?P<element>[A-Z][a-z]?)(?P<charge>[²³⁴]?)[⁺⁻]")
_HALVES = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "": Fraction(0)}
_PART = re.compile(r"(?P<times>[0-9]{0,3}(?:\.[0-9]{1,3})?)(?P<half>[½¼¾]?)(?P<body>[A-Z(\[{][A-Za-z0-9()\[\]{}]*)")
_ZERO = re.compile(r"[^0-9]0")  # an atom that is not there, or the letter O gone wrong: MgS0₄
_DOT = re.compile(r"\s*[·•⋅∙・*.]\s*")


def molar_mass(formula: str) -> float:
    """The molar mass in g/mol. Raises ValueError, in words, for what is no formula."""
    return sum(float(times) * float(part.mass) for times, part in _parts(formula))


def atoms(formula: str, element: str) -> Fraction:
    """How many atoms of an element a formula has. Raises ValueError, in words, for what is no formula."""
    found = Fraction(0)
    for times, part in _parts(formula):
        held = part.composition(isotopic=False).asdict()
        found += times * int(held[element][0]) if element in held else 0
    return found


def ion_of(symbol: str) -> tuple[str, int] | None:
    """Element and charge of a sign such as Mg²⁺; None for another than that of an atom's ion, or of no element."""
    match = _ION.fullmatch(symbol)
    if match is None or match["element"] not in ELEMENTS:
        return None
    return match["element"], int(unicodedata.digit(match["charge"])) if match["charge"] else 1


def _parts(formula: str) -> Iterator[tuple[Fraction, Formula]]:
    """What stands between the dots of a formula, each with how often it is there."""
    text = _CHARGE.sub("", formula.translate(_LOWERED))
    at = 0
    while at < len(text) <= _LONGEST:
        part = _PART.match(text, at)
        if part is None or (part["half"] and "." in part["times"]):
            break
        times = Fraction(part["times"] or 0) + _HALVES[part["half"]] if part["times"] or part["half"] else Fraction(1)
        if not times or _ZERO.search(part["body"]):
            break
        yield times, _read(formula, part["body"])
        at = part.end()
        if at == len(text):
            return
        dot = _DOT.match(text, at)
        if dot is None:
            break
        at = dot.end()
    raise _unread(formula)


def _read(formula: str, body: str) -> Formula:
    try:
        # Abbreviations of groups and sums are not read: Ac is actinium, and nothing else.
        part = Formula(body, parse_groups=False, parse_oligos=False, parse_fractions=False, parse_arithmetic=False)
        _ = part.mass  # an unknown element is only found here
        return part
    except ValueError as error:
        raise _unread(formula, str(error).splitlines()[0]) from error


def _unread(formula: str, why: str = "") -> ValueError:
    said = f": {why}" if why else ""
    return ValueError(
        f"{shown(formula)} cannot be read as a chemical formula{said} "
        "| write elements, numbers, brackets and a dot before water of crystals, such as MgSO₄·7H₂O"
    )
