"""What other dialects of Markdown mean by signs that are plain text here: each is named, with what to write.

Life: for every paragraph, heading, cell and item, `read_page` gives the text without its code, links and citations, and
`foreign` finds in it what would be printed as it stands; `marked` finds in a data file's text, which is not read as
Markdown, what only a page prints as raised, lowered or a formula. A pattern takes one look at each character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .characters import Fault
from .formula import FORMULA, is_formula
from .shifted import LOWERED, RAISED, shifted

_SHIFT = "raise or lower no more than 24 letters, figures and signs without a space: `10^-3^`, `V~max~`"
_BOX = "write `/// admonition | Title` and, below the text, `///`; `/// details | Title` for one that opens on demand"


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    what: str
    fix: str | Callable[[re.Match[str]], str]


def _linked(found: re.Match[str]) -> str:
    return f"write what it is: `[words]({found[0].rstrip('.,;:!?)')})`"


def _cited(found: re.Match[str]) -> str:
    return f"write `[@{found[1]}]` behind the statement, and name the authors in words where the text does"


def _closed(found: re.Match[str]) -> str:
    """The same with the second sign behind the figures that were meant."""
    sign = found["sign"]
    shift = "raised" if sign == "^" else "lowered"
    return f"close it behind what is {shift}: `{found['base']}{sign}{found['of']}{sign}`"


_BASE = r"(?P<base>(?<![0-9A-Za-z])[0-9A-Za-zΑ-Ωα-ωµ]{1,20}|[)）%°])"
_RULES = (
    _Rule(
        re.compile(r"(?<![A-Za-z0-9._+])@([A-Za-z](?:[\w:-]*\w)?)", re.A),
        "a citation outside of its own brackets",
        _cited,
    ),
    _Rule(re.compile(r"(?m)^[ ]{0,3}(?:!!!|\?\?\?\+?)[ ]*\w"), "a box of another dialect", _BOX),
    _Rule(re.compile(r"(?m)^[ ]{0,3}:{3,}"), "a box of another dialect", _BOX),
    _Rule(re.compile(r"\A\[!\w{1,20}\]", re.A), "a box of another dialect", _BOX),
    _Rule(
        re.compile(r"(?m)^[ ]{0,3}===[!+]? +\""),
        "a tab of another dialect",
        "write `/// tab | Title` and, below the text, `///`",
    ),
    _Rule(
        re.compile(r"(?m)^[ ]{0,3}(?::(?!:)(?![a-z0-9_+-]{1,40}:)|：).*$"),
        "a list of definitions that cannot be read",
        "write each term on one line and `:   its meaning` on the next, an empty line above the first",
    ),
    _Rule(
        re.compile(r"(?m)^[ ]{0,3}\*\[[^\[\]\n]{1,60}\]:"),
        "the meaning of an abbreviation",
        "write the term with its abbreviations into docs/glossary.yml",
    ),
    _Rule(
        re.compile(r"\[\^[^\[\]\s]{1,60}\]|\^\["),
        "a footnote that cannot be read",
        "write `[^name]` here and, below the paragraph or table, `[^name]: …` with an empty line above it",
    ),
    _Rule(re.compile(r"\A\[[ xX]\](?=\s)"), "a box to tick", "write a plain list, and what is to be done in words"),
    _Rule(re.compile(r"\{(?:\+\+|--|~~|==|>>)"), "a change that is marked", "write only what holds"),
    _Rule(re.compile(r"~~(?=\S)[^~\n]{1,200}~~"), "a text that is struck out", "write only what holds"),
    _Rule(re.compile(r"==(?=[^\s=])[^=\n]{1,200}=="), "a text that is marked", "write `**…**` for what matters"),
    _Rule(re.compile(r"\+\+(?=[^\s+])[^+\n]{1,60}(?:\+[^+\n]{1,30}){0,4}\+\+"), "keys to press", "write them in words"),
    _Rule(re.compile(r"\^(?=[^\s^\[])[^\s^]{1,30}\^"), "a raised text that cannot be read", _SHIFT),
    _Rule(
        re.compile(r"(?<!~)~(?=[^\s~])[^\s~]{1,30}~(?!~)"),
        "a lowered text that cannot be read",
        _SHIFT,
    ),
    _Rule(
        re.compile(
            rf"{_BASE}[ ]?(?P<sign>\^)[ ]?[({{]?"
            rf"(?P<of>[+\-−]?[0-9]{{1,9}}(?:[+\-−](?![0-9]))?|[+\-−]{{1,3}}|(?:th|st|nd|rd)\b|o(?=[CF]))[)}}]?"
        ),
        "a raised text that is not closed",
        _closed,
    ),
    _Rule(
        re.compile(r"(?<![A-Za-z])(?P<base>[A-Za-z]{1,20})(?P<sign>~)(?P<of>[0-9]{1,4})"),
        "a lowered text that is not closed",
        _closed,
    ),
    _Rule(
        re.compile(r"(?<![A-Za-z])(?P<base>[A-Z])(?P<sign>~)(?P<of>[a-z]{2,12})"),
        "a lowered text that is not closed",
        _closed,
    ),
    _Rule(
        re.compile(r"\$\$|\$(?=[^\s$])[^$\n]{0,200}?(?<=[^\s\\$])\$(?![0-9])"),
        "a formula that cannot be read",
        "write what is reckoned, without brackets such as [ and <: `$d = \\frac{m}{w}$`; of two prices, one in words",
    ),
    _Rule(
        re.compile(r"\$(?=[A-Za-zΑ-Ωα-ω{(])"),
        "a formula that is never closed",
        "write `$` on both sides of it, on one line; money as `$5`",
    ),
    _Rule(
        re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,40}:(?![\w:])", re.A),
        "the name of a picture sign",
        "write it in words",
    ),
    _Rule(re.compile(r"\{\{|\{%"), "a place for a template to fill", "write the text itself"),
    _Rule(
        re.compile(r"-{2,}8<-{2,}"), "a file to be put in here", "write the text itself; texts of data stand in blocks"
    ),
    _Rule(re.compile(r"\[\[[^\[\]\n]{1,200}\]\]"), "a link of another dialect", "write `[text](section.md)`"),
    _Rule(re.compile(r"(?m)^[ ]{0,3}\[TOC\][ ]*$"), "a place for a table of contents", "remove it; every page has one"),
    _Rule(
        re.compile(r"(?m)^[ ]{0,3}\|.*"),
        "a table or a line that begins with a bar",
        "for a table, write a line `| --- | --- |` under its head, with as many parts",
    ),
    _Rule(re.compile(r"https?://[^\s<>\"]{1,2000}"), "an address that would be no link", _linked),
)
# A text with none of these signs holds nothing of all this.
_SIGNS = re.compile(r"[@!?:：=*^\[~+$\\{|-]|https?")


def foreign(text: str) -> Iterator[Fault]:
    """Find what another dialect would read; each place once, by the first rule that knows it."""
    if not _SIGNS.search(text):
        return
    taken: list[tuple[int, int]] = []
    for rule in _RULES:
        for found in rule.pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            shown = found[0].strip()
            shown = shown if len(shown) <= 40 else f"{shown[:39]}…"
            fix = rule.fix if isinstance(rule.fix, str) else rule.fix(found)
            yield Fault(found.start(), f"{rule.what}, which would be shown as it stands: {shown}", fix)
            if len(taken) == _MOST:
                return


def marked(text: str) -> Iterator[Fault]:
    """Find raised and lowered text and formulas where the site shows what is written: in the texts of data files."""
    if not _SHIFTS.search(text):
        return
    for pattern, tag in ((RAISED, "sup"), (LOWERED, "sub")):
        for found in pattern.finditer(text):
            run = shifted(tag, found[1])
            fix = f"write the characters themselves: {run.text}" if not run.tag else "write it in words"
            yield Fault(found.start(), f"{found[0]}, which would be shown as it stands", fix)
    text = LOWERED.sub(_taken, RAISED.sub(_taken, text))
    for bad in unclosed(text):
        yield Fault(bad.offset, bad.what, "write the characters themselves, such as 10⁻³ and H₂O, or words")
    for found in FORMULA.finditer(text):
        if is_formula(found[1] or found[2]):
            yield Fault(
                found.start(), f"{found[0][:40]}, which would be shown as it stands", "write it on one line, a / b"
            )


def unclosed(text: str) -> Iterator[Fault]:
    """Find the signs of raised and lowered text that nothing closes; all that is looked for in the words of a link."""
    for rule in _RULES if _SHIFTS.search(text) else ():
        if rule.what in _PLAIN:
            for found in rule.pattern.finditer(text):
                fix = rule.fix if isinstance(rule.fix, str) else rule.fix(found)
                yield Fault(found.start(), f"{found[0].strip()[:40]}, which would be shown as it stands", fix)


def _taken(found: re.Match[str]) -> str:
    return "\ufffc" * len(found[0])


_SHIFTS = re.compile(r"[~^$]")
_PLAIN = ("a raised text that is not closed", "a lowered text that is not closed")

_MOST = 20  # in one paragraph; more of them say nothing more
