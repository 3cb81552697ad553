"""Raised and lowered text, `10^-3^` and `V~max~`: what it is printed as.

Life: both readers of Markdown match the same two patterns. `core.page` takes the printed characters as text, so that
every check reads `10⁻³`; `core.markdown` prints them. Figures and their signs become the characters that Unicode has
for them, the same in every form, in search and in what is copied; letters become `sup` and `sub`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_INNER = r"([0-9A-Za-zΑ-Ωα-ω+\-−=().,/]{1,24})"
RAISED = re.compile(rf"(?<!\^)\^{_INNER}\^(?!\^)")
LOWERED = re.compile(rf"(?<!~)~{_INNER}~(?!~)")
_CHARACTERS = {
    "sup": str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾"),
    "sub": str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
# Behind a word or a sentence, a small figure that is raised reads as the number of a reference.
_WORD = re.compile(r"(?:[a-z]{4}|[\u3400-\u9fff]|[.,;:)。，；：）”])\Z")
# A stroke amid letters: `m^2/s^-1` is two units, of which neither is closed.
_TWO = re.compile(r"[A-Za-z].*/|/.*[A-Za-z]")


@dataclass(frozen=True)
class Run:
    """A piece of text with the element that it stands in: 'sup', 'sub', or '' for none."""

    text: str
    tag: str = ""


def shifted(tag: str, inner: str) -> Run:
    """What `inner` is printed as, raised (`sup`) or lowered (`sub`).

    >>> shifted("sup", "-3"), shifted("sub", "max")
    (Run(text='⁻³', tag=''), Run(text='max', tag='sub'))
    """
    table = _CHARACTERS[tag]
    if all(ord(letter) in table for letter in inner):
        return Run(inner.translate(table))
    return Run(inner.replace("-", "−"), tag)


def misread(tag: str, inner: str, before: str, after: str = "") -> str:
    """How a raised or lowered text between `before` and `after` would be misread, in words; '' where it would not."""
    if tag == "sup" and inner.isdecimal() and _WORD.search(before):
        return "the number of a reference or of a footnote"
    if before[-1:].isdecimal() and any(map(str.isdecimal, inner)) and (tag == "sub" or shifted(tag, inner).tag):
        return "a part of the figure before it, where nothing is raised or lowered"
    if after[:1].isdecimal() or _TWO.search(inner):  # `10^3-10^6`: the second sign closed what the first had opened
        return "one text, where two of them are not closed"
    return ""
