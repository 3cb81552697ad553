"""The doses that a text names, as proposals that nobody has checked: a file to read, never one that is computed from.

Life: `Doses` gathers them while the sections are written; `text` gives the file, which lies outside the site's sources.
A regimen is made of one by hand, once somebody has compared it with its source.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..parity.language import Language
from ..prose.measures import Scanner

_NO_DOSE = {"kg"}  # what a patient weighs

HEAD = """\
# Doses that the text names: proposals. Nobody has checked them, nothing computes with them, no page shows this file.
# Compare each with the work that it comes from. Those that the tutorial is to work out belong into doses.yml beside its
# sections, written by hand; the author's guide tells how.
"""


@dataclass(frozen=True)
class Named:
    """An amount in a sentence of one language."""

    locale: str
    section: str
    place: str
    sentence: str
    found: str
    value: tuple[str, str]  # the number and the unit as agreement calls it
    cites: tuple[str, ...]


@dataclass
class Doses:
    """All amounts, in the order of the sections."""

    scanners: dict[str, Scanner]
    languages: dict[str, Language]
    named: list[Named] = field(default_factory=list)

    def take(self, locale: str, section: str, place: str, text: str, cites: Sequence[str]) -> int:
        """Take the amounts of a paragraph; gives how many there are."""
        scan = self.scanners[locale].scan(text)
        spans = self.languages[locale].sentences(text)
        before = len(self.named)
        for number in self.scanners[locale].doses(scan):
            if number.parts[0][1] in _NO_DOSE and len(number.parts) == 1:
                continue
            sentence = next((text[s.start : s.end] for s in spans if s.start <= number.start < s.end), text)
            found = text[number.start : number.until] if number.own else f"{number.text} {number.unit}"
            value = (number.text, "/".join(canonical for _, canonical in number.parts))
            self.named.append(Named(locale, section, place, sentence.strip(), found, value, tuple(cites)))
        return len(self.named) - before

    def proposals(self) -> Iterator[list[Named]]:
        """Each amount with its counterparts in the other languages: the same value in the same section, in order."""
        left = list(self.named)
        while left:
            first = left.pop(0)
            group = [first]
            for other in left:
                taken = {named.locale for named in group}
                if other.locale not in taken and (other.section, other.value) == (first.section, first.value):
                    group.append(other)
            left = [named for named in left if not any(named is one for one in group)]
            yield group

    def text(self) -> str:
        """The file; only its head where the text names no dose."""
        parts = [HEAD, "proposals:\n" if self.named else "proposals: []\n"]
        for group in self.proposals():
            found = {named.locale: named.found for named in group}
            parts.append(f"  - found: {_map(found)}\n    checked: no\n    section: {group[0].section}\n")
            if len(group) < len(self.languages):
                parts.append("    only: in this language; see what the other says\n")
            parts.append("    text:\n")
            parts += [f"      {named.locale}: {_quoted(named.sentence)}\n" for named in group]
            parts.append(f"    place: {_map({named.locale: named.place for named in group})}\n")
            cites = dict.fromkeys(key for named in group for key in named.cites)
            parts.append(f"    cite: [{', '.join(cites)}]\n")
        return "".join(parts)


def _map(values: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in values.items()) + "}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
