"""Whose labels a text speaks of, and which of its words stand under which country.

Life: `Countries` is made with the reader of one language and asked for the countries of each text; `readings` then
tells how a sentence that names several of them can be parted. A name is one of the language's
`cautions.yml` or the one that doses.yml has. The name of doses.yml counts wherever it stands, any other (an adjective,
a country without a label) only beside a word for a label: a Chinese trial is no Chinese label.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..core.glossary import alike
from ..dosing.labels import Label
from ..parity.language import Language
from ..terminology import Finder

CLAUSE = re.compile("[,;\uff0c\uff1b\u3001\u060c\u061b\n]")  # what parts clauses, in whatever script
# Each a set of labels of which one has to say a word: those of a country. Nothing in it: no label can say it.
Scope = frozenset[str]
Scopes = frozenset[Scope]
NOBODY: Scopes = frozenset()
_WORD = re.compile(r"\w+")
_BESIDE = 4  # letters between a country and its label, in a script without spaces


@dataclass(frozen=True)
class Named:
    """The labels that a text names: of a country, or every one."""

    scopes: Scopes
    start: int
    end: int
    anywhere: bool = True  # whether it counts without a word for a label


class Countries:
    """Finds the labels of which the texts of one language speak."""

    def __init__(
        self,
        labels: Iterable[Label],
        groups: Iterable[Sequence[str]],
        words: tuple[Sequence[str], Sequence[str]],
        language: Language,
        finder: Callable[[Iterable[tuple[str, Sequence[str]]], str], Finder],
    ) -> None:
        """Take `groups` of names, one a country, and `words`: those for a label, and for all of them."""
        own: dict[str, set[str]] = {}
        every = []
        for label in labels:
            own.setdefault(alike(label.country[language.locale]), set()).add(label.id)
            every.append(frozenset({label.id}))
        self._own = own
        named: dict[str, set[Scope]] = {name: {frozenset(of)} for name, of in own.items()}
        spelled = {alike(label.country[language.locale]): label.country[language.locale] for label in labels}
        for group in groups:
            ids = [own[alike(name)] for name in group if alike(name) in own]
            scope = frozenset(ids[0]) if ids else frozenset()
            for name in group:
                if alike(name) not in own:
                    named.setdefault(alike(name), set()).add(scope)
                    spelled.setdefault(alike(name), name)
        self._scopes = {name: frozenset(of) for name, of in named.items()}
        self._every = frozenset(every)
        self._names = finder([(name, [spelled[name]]) for name in named], language.locale)
        self._spaced = language.rules.file.script.spaced
        self._label = re.compile(language.rules.words(words[0]), re.I)
        self._all = re.compile(language.rules.words(words[1]), re.I)

    def named(self, text: str) -> list[Named]:
        """The labels that a text names, in its order."""
        found = [
            Named(self._scopes[one.term.id], one.start, one.end, one.term.id in self._own)
            for one in self._names.mentions(text)
        ]
        labels = [match.span() for match in self._label.finditer(text)]
        counted = [one for one in found if one.anywhere]
        # A name stands by a label's word, or by another name that does: Swiss and Chinese labels.
        for forward, names in ((True, found[::-1]), (False, found)):
            anchors = [*labels]
            for one in names:
                near = any(self._near(text, one, anchor, forward=forward) for anchor in anchors)
                if near:
                    anchors.append((one.start, one.end))
                    counted += [] if one in counted else [one]
        every = [Named(self._every, match.start(), match.end()) for match in self._all.finditer(text)]
        # All labels of the UK and the US are those of the UK and of the US.
        return sorted([*counted, *([] if counted else every)], key=lambda one: one.start)

    def _near(self, text: str, name: Named, anchor: tuple[int, int], *, forward: bool) -> bool:
        start, end = (name.end, anchor[0]) if forward else (anchor[1], name.start)
        if start > end:
            return False
        between = text[start:end]
        if not self._spaced:
            return len(between) <= _BESIDE
        return len(between) < 80 and len(_WORD.findall(between)) <= (1 if forward else 2)


@dataclass(frozen=True)
class Reading:
    """One way to part a text: from each of `bounds` on, other labels are meant."""

    bounds: tuple[int, ...]
    scopes: tuple[Scopes, ...]
    words: frozenset[int]  # the parts that have a word of strength

    def of(self, condition: int, word: int) -> Scopes:
        """The labels that a word says of a condition, each by its place."""
        at, there = bisect(self.bounds, condition), bisect(self.bounds, word)
        if at != there and self.scopes[at] and at not in self.words:
            return self.scopes[at]  # contraindicated in coma (UK) and in fever (US)
        return self.scopes[there] or self.scopes[at]


def readings(named: Sequence[Named], conditions: Sequence[int], words: Sequence[int], text: str) -> list[Reading]:
    """How a text can be parted among the labels it names, given the places of its conditions and words of strength."""
    others = sorted((*conditions, *words))
    runs = [list(run) for _, run in groupby(named, key=lambda one: bisect(others, one.start))]
    unions = [frozenset[Scope]().union(*(one.scopes for one in run)) for run in runs]
    if len(runs) > 2 and unions[0] == frozenset[Scope]().union(*unions[1:]):
        # They are announced (UK and US labels: avoid (UK) or not (US)), and what each says comes after.
        return readings([one for run in runs[1:] for one in run], conditions, words, text)
    ends = tuple(match.start() for match in CLAUSE.finditer(text))
    by_clause = [bisect(ends, one.start) for one in named]
    if len(set(by_clause)) > 1 and set(by_clause) == {bisect(ends, word) for word in words}:
        parts = [NOBODY] * (len(ends) + 1)
        for one, clause in zip(named, by_clause, strict=True):
            parts[clause] |= one.scopes
        return [_reading(ends, parts, words)]
    if len(runs) < 2:
        return [_reading((), unions or [NOBODY], words)]
    bounds = tuple(run[0].start for run in runs)
    forward, backward = [NOBODY, *unions], [*unions, NOBODY]
    if others[-1] < bounds[-1]:
        forward[-2] |= forward[-1]  # the UK label says so, as does the US label
    if others[0] > bounds[0]:
        return [_reading(bounds, forward, words)]
    return [_reading(bounds, forward, words), _reading(bounds, backward, words)]


def _reading(bounds: tuple[int, ...], scopes: Sequence[Scopes], words: Iterable[int]) -> Reading:
    return Reading(bounds, tuple(scopes), frozenset(bisect(bounds, word) for word in words))
