"""Holds one text to the rules of its language: what must never be published, found and said with its fix.

Life: `Notation` is made once a language, from its rules; `faults` reads one text. Parity's words of units and numbers
are taken as they are, so a language has them once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ..parity.language import Language
from ..parity.languages import any_of
from .forms import FORMS, Hit, Reader
from .measures import GAP, Scan, Scanner
from .rules import AROUND, BEHIND, DOSE, NamedForm, Rules, UnitRule
from .texts import Text

SHOWN = 40  # characters of what was found
MOST_BETWEEN = 12  # words and signs between a dose and a word that belongs to it
_BEFORE_A_DOSE = re.compile(f"[,，:：)）{GAP[1:-1]}]{{0,4}}")


@dataclass(frozen=True)
class Fault:
    """Something that must not be published: the rule's name, where it stands, what is wrong, what to write."""

    rule: str
    start: int
    what: str
    fix: str


class Notation:
    """The rules of one language at work; `range` is the form of its ranges."""

    def __init__(self, language: Language, rules: Rules, range_form: str) -> None:
        self.rules, self.language = rules, language
        self.scanner = Scanner(language.rules, rules)
        self._reader = Reader(self.scanner, range_form)
        self._words = [(rule, _whole_words(rule.write)) for rule in rules.words]
        named: list[NamedForm] = [*rules.common.units, *rules.words]
        self._by_name = {rule.id: rule for rule in named}
        self._units = {sign: rule for rule in rules.common.units for sign in rule.write}
        self._alone = [(rule, _whole_words(rule.alone)) for rule in rules.common.units if rule.alone]
        self._slashed = re.compile(
            f"(?<![A-Za-z0-9])(?:{self.scanner.sign})(?:/(?:{self.scanner.sign}))+(?![A-Za-z0-9])"
        )
        numbers = language.rules.file.numbers
        large = any_of([*numbers.small, *numbers.large])
        # A unit behind a number with a multiplier in words: 1.2 million U.
        self._multiplied = re.compile(
            f"(?<![0-9.])[0-9]++(?:[.][0-9]++)?{GAP}?(?:{large}){GAP}?({any_of(self._units)})(?![A-Za-z0-9])(?!-[A-Za-z])"
        )
        words = language.rules.words(rules.language.between)
        self._between = re.compile(f"[,，、(（;；/{GAP[1:-1]}]+|{words}(?![A-Za-z])")

    def faults(self, text: Text) -> list[Fault]:
        """Everything in a text that must not be published, in order, each once."""
        scan = self.scanner.scan(text.text, text.code)
        found: dict[tuple[str, int], Fault] = {}
        for name, hit in (*self._forms(scan), *self._misread_units(scan), *self._refused_words(scan, text)):
            found.setdefault((name, hit.start), self._fault(name, hit, scan))
        return sorted(found.values(), key=lambda fault: (fault.start, fault.rule))

    def _fault(self, name: str, hit: Hit, scan: Scan) -> Fault:
        written = " ".join(scan.written[hit.start : hit.end].split())
        found = written if len(written) <= SHOWN else f"{written[: SHOWN - 1]}…"
        rule = self.rules.common.forms.get(name) or self._by_name[name]
        return Fault(name, hit.start, *self.rules.message(name, rule, {"found": found, "better": hit.better}))

    def _forms(self, scan: Scan) -> Iterator[tuple[str, Hit]]:
        for name, form in FORMS.items():
            yield from ((name, hit) for hit in form(self._reader, scan))

    def _misread_units(self, scan: Scan) -> Iterator[tuple[str, Hit]]:
        for number in scan.numbers:
            if not number.own:
                continue
            for written, _ in number.parts:
                rule = self._units.get(written)
                if rule is not None and not _part_of_more(scan.plain, number.until, rule):
                    better = f"{number.text} {number.unit.replace(written, rule.unit)}"
                    if rule.unit == "U":
                        better = f"{number.text} {self._units_word()}{number.unit[len(written) :]}"
                    yield rule.id, Hit(number.start, number.until, better)
        for match in self._multiplied.finditer(scan.plain):
            rule = self._units[match.group(1)]
            unit = self._units_word() if rule.unit == "U" else rule.unit
            yield rule.id, Hit(*match.span(), f"{scan.plain[match.start() : match.start(1)].rstrip()} {unit}")
        measured = [(number.start, number.until) for number in scan.numbers]
        slashed = [match.span() for match in self._slashed.finditer(scan.plain)]
        for match in self._slashed.finditer(scan.plain):
            for part in match.group().split("/"):
                if part in self._units and not _inside(measured, match.start()):
                    yield self._units[part].id, Hit(*match.span())
        for rule, pattern in self._alone:
            for match in pattern.finditer(scan.plain):
                if not (_inside(measured, match.start()) or _inside(slashed, match.start())):
                    yield rule.id, Hit(*match.span())

    def _units_word(self) -> str:
        words = self.language.rules.file.units.get("U", ["U"])
        return words[-1]

    def _stops(self, text: str, at: int) -> Iterator[int]:
        """Where a word may begin that counts as behind a dose: past each of what may stand between."""
        for _ in range(MOST_BETWEEN):
            yield at
            match = self._between.match(text, at)
            if match is None:
                return
            at = match.end()

    def _refused_words(self, scan: Scan, text: Text) -> Iterator[tuple[str, Hit]]:
        doses = [number for number in self.scanner.doses(scan) if number.own]
        counts = self.scanner.counts(scan)
        ends = (*(number.until for number in doses), *(end for _, end in counts))
        behind = {at for end in ends for at in self._stops(scan.plain, end)}
        starts = {*(number.start for number in doses), *(start for start, _ in counts)}
        for rule, pattern in self._words:
            for match in pattern.finditer(scan.plain):
                if any(scan.plain.startswith(sign, match.end()) for sign in rule.unless_before):
                    continue
                if rule.where == BEHIND and match.start() not in behind:
                    continue
                if rule.where == AROUND and match.start() not in behind:
                    gaps = _BEFORE_A_DOSE.match(scan.plain, match.end())
                    if gaps is None or gaps.end() not in starts:
                        continue
                if rule.where == DOSE and not _beside(text, match.start(), [number.start for number in doses]):
                    continue
                yield rule.id, Hit(*match.span())


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether a place is in one of the spans, which are in order."""
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]


def _part_of_more(text: str, at: int, rule: UnitRule) -> bool:
    """Whether what stands behind a unit's letters says that they are none."""
    gaps = _BEFORE_A_DOSE.match(text, at)
    return gaps is not None and any(text.startswith(sign, gaps.end()) for sign in rule.unless_before)


def _beside(text: Text, at: int, doses: list[int]) -> bool:
    """Whether the sentence around a place gives a dose; `doses` are in order."""
    sentence = text.sentence_at(at)
    if sentence is None:
        return False
    following = bisect_left(doses, sentence.start)
    return following < len(doses) and doses[following] < sentence.end


def _whole_words(words: list[str]) -> re.Pattern[str]:
    return re.compile(f"(?<![A-Za-z0-9])(?:{any_of(words).replace(chr(92) + 's+', f'{GAP}+')})(?![A-Za-z0-9])")
