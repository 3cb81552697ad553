"""Agreement: what two languages of a page say differently.

Life: `compare` lays the units of two pages side by side and looks at each pair: ids and blocks, links, citations,
figures, formulae, negation and direction, length. What it finds names both places. Where the structure of a section
differs that is said once, and what still has a counterpart is compared. Exceptions written in the pages silence what
they name; those that silence nothing are found too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .alignment import Pair, align
from .exceptions import Exemption
from .findings import ERROR, WARNING, Finding
from .language import Language
from .lengths import Measure, extents
from .markers import negation_differs, turned_round
from .paragraphs import ALT, BLOCK, HEADING, ROW, Cited, Piece, Reading, Unit
from .quantities import Quantity, differences
from .sentences import Span, beads

STRAY = 4.5  # times the tutorial's own spread at which a paragraph's length tells that something is missing
STRAY_SENTENCE = 5.5  # the same for the sentences within it, which stray further


@dataclass(frozen=True)
class Side:
    """One language of a page."""

    path: Path
    language: Language
    reading: Reading


@dataclass(frozen=True)
class Shared:
    """What comparing needs of the whole tutorial: the usual lengths, and the abbreviations both languages write."""

    measure: Measure | None
    abbreviations: frozenset[str]


def compare(first: Side, other: Side, shared: Shared) -> list[Finding]:
    """Everything in which `other` does not say what `first` says."""
    comparison = _Comparison(first, other, shared)
    comparison.run()
    return sorted(comparison.found)


def pairs_of(first: Side, other: Side) -> list[tuple[Piece, Piece]]:
    """The texts of two pages that stand for each other."""
    return [
        (ours, theirs)
        for left, right in align(first.reading.units, other.reading.units, first.language, other.language)
        if left is not None and right is not None and len(left.pieces) == len(right.pieces)
        for ours, theirs in zip(left.pieces, right.pieces, strict=True)
    ]


@dataclass
class _Comparison:
    first: Side
    other: Side
    shared: Shared
    found: list[Finding] = field(default_factory=list)
    used: set[tuple[Exemption, str]] = field(default_factory=set)

    def run(self) -> None:
        units = self.first.reading.units, self.other.reading.units
        pairs = align(*units, self.first.language, self.other.language)
        self._structure(pairs)
        for ours, theirs in pairs:
            if ours is not None and theirs is not None:
                self._unit(ours, theirs)
        self._exemptions()

    def _add(
        self, kind: str, severity: str, what: str, fix: str, ours: tuple[Unit, int], theirs: tuple[Unit, int]
    ) -> None:
        """Record a finding, unless an exception above one of the two units allows it."""
        allowing = [item for unit, _ in (ours, theirs) for item in unit.exemptions if kind in item.kinds]
        if allowing:
            self.used.update((item, kind) for item in allowing)
            return
        self.found.append(
            Finding(self.other.path, theirs[1], kind, severity, what, fix, self.first.path, ours[1])
        )

    # --- structure ---------------------------------------------------------------------------------------------------

    def _structure(self, pairs: Sequence[Pair]) -> None:
        """Each section whose units have no counterpart is reported once, with the first of them."""
        last: tuple[Unit, Unit] | None = None
        reported: set[str] = set()
        for ours, theirs in pairs:
            if ours is not None and theirs is not None:
                last = ours, theirs
                continue
            unit = ours or theirs
            assert unit is not None
            section = unit.section
            if section in reported:
                continue
            reported.add(section)
            beside = last or (self.first.reading.units[0], self.other.reading.units[0])
            here, there = (self.other.path, self.first.path) if ours is not None else (self.first.path, self.other.path)
            what = f"{_called(unit)} stands in {there.name}:{unit.line} and has no counterpart in {here.name}"
            fix = f"write it in {here.name} too, or remove it from {there.name}"
            if ours is not None:
                self._add("structure", ERROR, what, fix, (ours, ours.line), (beside[1], beside[1].line))
            elif theirs is not None:
                self._add("structure", ERROR, what, fix, (beside[0], beside[0].line), (theirs, theirs.line))

    def _unit(self, ours: Unit, theirs: Unit) -> None:
        places = (ours, ours.line), (theirs, theirs.line)
        where = f"{self.first.path.name}:{ours.line}"
        if ours.kind == HEADING and ours.name != theirs.name:
            what = f"the heading's id is '{theirs.name}' here, but '{ours.name}' in {where}"
            self._add("structure", ERROR, what, f"write `{{#{ours.name}}}`", *places)
        elif ours.kind == HEADING and ours.level != theirs.level:
            what = f"the heading is of level {theirs.level} here, but of level {ours.level} in {where}"
            self._add("structure", ERROR, what, f"begin it with `{'#' * ours.level}`", *places)
        elif ours.kind == BLOCK:
            self._block(ours, theirs, where)
        elif ours.kind == ALT and self._neutral(ours.name, self.first) != self._neutral(theirs.name, self.other):
            what = f"the image is '{theirs.name}' here, but '{ours.name}' in {where}"
            self._add("links", ERROR, what, "show the same image, or its version in this language", *places)
        if len(ours.pieces) != len(theirs.pieces):
            what = f"the table has {len(theirs.pieces)} columns here, but {len(ours.pieces)} in {where}"
            self._add("structure", ERROR, what, "give both tables the same columns", *places)
            return
        for left, right in zip(ours.pieces, theirs.pieces, strict=True):
            _Pieces(self, ours, theirs, left, right).compare()

    def _block(self, ours: Unit, theirs: Unit, where: str) -> None:
        places = (ours, ours.line), (theirs, theirs.line)
        if ours.name != theirs.name:
            what = f"the block is '{theirs.name}' here, but '{ours.name}' in {where}"
            self._add("structure", ERROR, what, f"write `/// {ours.name}`", *places)
        if ours.call is None or theirs.call is None:
            return
        left, right = ours.call.options.value, theirs.call.options.value
        for name in sorted({*left, *right}, key=str):
            if left.get(name) != right.get(name):
                mine, its = (str(value.get(name, "nothing")) for value in (right, left))
                what = f"the option '{name}' of the block '{theirs.name}' is {mine} here, but {its} in {where}"
                self._add("structure", ERROR, what, "give the block the same options in both", *places)

    @staticmethod
    def _neutral(target: str, side: Side) -> str:
        """A file's name without its language: `figure.en.svg` is the counterpart of `figure.zh.svg`."""
        return target.replace(f".{side.language.locale}.", ".*.")

    # --- exceptions --------------------------------------------------------------------------------------------------

    def _exemptions(self) -> None:
        for side, counterpart in ((self.first, self.other), (self.other, self.first)):
            standing = dict.fromkeys(item for unit in side.reading.units for item in unit.exemptions)
            for item in (*standing, *side.reading.orphans):
                what, fix = item.fault()
                if not what:
                    stale = [kind for kind in item.kinds if (item, kind) not in self.used]
                    what = f"the exception for {' and '.join(stale)} is not needed: nothing differs here" if stale else ""
                    fix = f"remove it, or the word {' and '.join(f'`{kind}`' for kind in stale)} from it"
                if what:
                    finding = Finding(side.path, item.line, "exception", ERROR, what, fix, counterpart.path, 1)
                    self.found.append(finding)


@dataclass
class _Pieces:
    """Two texts that stand for each other: a paragraph in two languages, or a cell."""

    comparison: _Comparison
    our_unit: Unit
    their_unit: Unit
    ours: Piece
    theirs: Piece

    def compare(self) -> None:
        first, other = self.comparison.first, self.comparison.other
        self.where = f"{first.path.name}:{self.ours.line}"
        self._links()
        if self.our_unit.kind == "code":
            if self.ours.text != self.theirs.text:
                self._say("structure", ERROR, f"the code is not that of {self.where}", "write the same code in both")
            return
        left, right = first.language.sentences(self.ours.text), other.language.sentences(self.theirs.text)
        joined = self._beads(left, right)
        same_citations = self._citations()
        same_figures = self._figures()
        for our_range, their_range in joined:
            bead = _Bead(_span(left, our_range), _span(right, their_range))
            if same_citations and not self._same_place(bead, left, right):
                same_citations = False
            if same_figures:
                same_figures = self._figures_within(bead)
            self._marks(bead)
        self._length(left, right, joined)

    def _say(self, kind: str, severity: str, what: str, fix: str, line: int = 0) -> None:
        ours, theirs = (self.our_unit, self.ours.line), (self.their_unit, line or self.theirs.line)
        self.comparison._add(kind, severity, what, fix, ours, theirs)

    def _beads(self, left: list[Span], right: list[Span]) -> list[tuple[range, range]]:
        measure = self.comparison.shared.measure
        first, other = self.comparison.first.language, self.comparison.other.language
        ratio = measure.ratio if measure else (other.letters(self.theirs.text) + 1) / (first.letters(self.ours.text) + 1)
        return beads(
            [first.letters(self.ours.text[span.start : span.end]) for span in left],
            [other.letters(self.theirs.text[span.start : span.end]) for span in right],
            ratio,
        )

    def _links(self) -> None:
        first, other = self.comparison.first, self.comparison.other
        left = Counter(self.comparison._neutral(link, first) for link in self.ours.links)
        right = Counter(self.comparison._neutral(link, other) for link in self.theirs.links)
        missing, added = list((left - right).elements()), list((right - left).elements())
        if missing or added:
            what = f"the links differ from {self.where}: {_against(added, missing)}"
            self._say("links", ERROR, what, _write(missing, added))

    # --- citations ---------------------------------------------------------------------------------------------------

    def _citations(self) -> bool:
        left = Counter(key for cited in self.ours.citations for key in cited.keys)
        right = Counter(key for cited in self.theirs.citations for key in cited.keys)
        missing, added = [f"@{key}" for key in (left - right).elements()], [f"@{key}" for key in (right - left).elements()]
        if missing or added:
            what = f"the citations differ from {self.where}: {_against(added, missing)}"
            self._say("citations", ERROR, what, _write(missing, added))
            return False
        return True

    def _same_place(self, bead: _Bead, left: list[Span], right: list[Span]) -> bool:
        """Whether the sentences cite the same works, and the last of them at the end of the last sentence or not."""
        ours, theirs = _within(self.ours.citations, bead.ours), _within(self.theirs.citations, bead.theirs)
        same = [sorted(cited.keys) for cited in ours] == [sorted(cited.keys) for cited in theirs]
        if same and ours:
            same = _followed(ours[-1], bead.ours, left) == _followed(theirs[-1], bead.theirs, right)
        if not same:
            mine, its = (", ".join(f"[@{'; @'.join(cited.keys)}]" for cited in side) or "none" for side in (theirs, ours))
            line = (theirs or ours)[0].line if theirs else self.theirs.line
            what = f"citations stand at another place than in {self.where}: {mine} with '{self._shown(bead)}', there {its}"
            self._say("citations", ERROR, what, "put each citation behind the statement that it supports there", line)
        return same

    def _shown(self, bead: _Bead) -> str:
        return _short(self.theirs.text[bead.theirs.start : bead.theirs.end])

    # --- figures -----------------------------------------------------------------------------------------------------

    def _figures(self) -> bool:
        first, other = self.comparison.first.language, self.comparison.other.language
        ours, theirs = first.figures(self.ours.text), other.figures(self.theirs.text)
        left, right = differences(ours.quantities, theirs.quantities)
        for mine, its in _matched(right, left):
            if mine and its:
                what = f"'{mine.text}' here, but '{its.text}' in {self.where}"
            elif mine:
                what = f"'{mine.text}' here has no counterpart in {self.where}"
            else:
                what = f"'{its.text if its else ''}' in {self.where} has no counterpart here"
            line = self.theirs.line + self.theirs.text.count("\n", 0, mine.start) if mine else 0
            self._say("numbers", ERROR, what, "write the same figure and unit in both", line)
        formulae = Counter(theirs.formulae) - Counter(ours.formulae), Counter(ours.formulae) - Counter(theirs.formulae)
        added, missing = (list(counter.elements()) for counter in formulae)
        if not added and not missing:
            both = self.comparison.shared.abbreviations
            added = sorted((theirs.abbreviations - ours.abbreviations) & both)
            missing = sorted((ours.abbreviations - theirs.abbreviations) & both)
        if added or missing:
            what = f"formulae or abbreviations differ from {self.where}: {_against(added, missing)}"
            self._say("numbers", ERROR, what, _write(missing, added))
        return not (left or right)

    def _figures_within(self, bead: _Bead) -> bool:
        """Whether two sentences that stand for each other have the figures that their paragraphs have."""
        first, other = self.comparison.first.language, self.comparison.other.language
        left, right = differences(
            [item for item in first.figures(self.ours.text).quantities if bead.ours.start <= item.start < bead.ours.end],
            [
                item
                for item in other.figures(self.theirs.text).quantities
                if bead.theirs.start <= item.start < bead.theirs.end
            ],
        )
        if left or right:
            mine, its = (", ".join(f"'{item.text}'" for item in side) or "no figure" for side in (right, left))
            what = f"figures stand in another sentence than in {self.where}: {mine} here, there {its}"
            self._say("numbers", ERROR, what, "check which figure belongs to which statement")
        return not (left or right)

    # --- words -------------------------------------------------------------------------------------------------------

    def _marks(self, bead: _Bead) -> None:
        our_text = self.ours.text[bead.ours.start : bead.ours.end]
        their_text = self.theirs.text[bead.theirs.start : bead.theirs.end]
        ours, theirs = self.comparison.first.language.marks(our_text), self.comparison.other.language.marks(their_text)
        line = self.theirs.line + self.theirs.text.count("\n", 0, bead.theirs.start)
        both = f"'{_short(their_text)}' here, '{_short(our_text)}' in {self.where}"
        fix = "if both mean the same, say it alike, or write an exception with its reason above"
        if negation_differs(ours, theirs):
            self._say("negation", WARNING, f"one language says 'not' where the other does not: {both}", fix, line)
        elif turned_round(ours, theirs):
            self._say("direction", WARNING, f"one language says more where the other says less: {both}", fix, line)

    def _length(self, left: list[Span], right: list[Span], joined: list[tuple[range, range]]) -> None:
        measure = self.comparison.shared.measure
        if measure is None or self.our_unit.kind in {HEADING, ROW, BLOCK, "title"}:
            return
        worst = abs(self._deviation(Span(0, len(self.ours.text)), Span(0, len(self.theirs.text)), measure)) / STRAY
        longer = self._deviation(Span(0, len(self.ours.text)), Span(0, len(self.theirs.text)), measure) > 0
        for our_range, their_range in joined:
            deviation = self._deviation(_span(left, our_range), _span(right, their_range), measure)
            if abs(deviation) / STRAY_SENTENCE > worst:
                worst, longer = abs(deviation) / STRAY_SENTENCE, deviation > 0
        if worst > 1:
            where, here = (self.where, "here") if not longer else ("here", self.where)
            what = f"a sentence may be missing: the text {here} is short for what it says {'in ' if not longer else ''}{where}"
            self._say("length", WARNING, what, "compare the two, sentence by sentence")

    def _deviation(self, ours: Span, theirs: Span, measure: Measure) -> float:
        first, other = self.comparison.first.language, self.comparison.other.language
        lengths = extents(
            first, self.ours.text[ours.start : ours.end], other, self.theirs.text[theirs.start : theirs.end]
        )
        return measure.deviation(*lengths)


@dataclass(frozen=True)
class _Bead:
    """One or more sentences of each language that say the same."""

    ours: Span
    theirs: Span


def _span(sentences: list[Span], numbers: range) -> Span:
    if not numbers:
        return Span(0, 0)
    return Span(sentences[numbers[0]].start, sentences[numbers[-1]].end)


def _within(citations: Sequence[Cited], span: Span) -> list[Cited]:
    """The citations behind something of the span: one behind a full stop belongs to the sentence before."""
    return [cited for cited in citations if span.start < cited.at <= span.end or cited.at == span.start == 0]


def _followed(cited: Cited, span: Span, sentences: list[Span]) -> bool:
    """Whether a whole sentence of the span follows the citation."""
    return any(cited.at <= sentence.start < span.end for sentence in sentences)


def _matched(
    ours: Sequence[Quantity], theirs: Sequence[Quantity]
) -> Iterator[tuple[Quantity | None, Quantity | None]]:
    """Figures that differ, each with the one that it was probably meant to be: of the same unit, in order."""
    left = list(theirs)
    for mine in ours:
        its = next((item for item in left if item.unit == mine.unit), left[0] if left else None)
        if its is not None:
            left.remove(its)
        yield mine, its
    yield from ((None, its) for its in left)


def _called(unit: Unit) -> str:
    if unit.kind in {HEADING, BLOCK}:
        return f"the {unit.kind} '{unit.name or unit.text}'"
    return f"the {unit.kind} '{_short(unit.text)}'"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def _against(added: Sequence[str], missing: Sequence[str]) -> str:
    parts = [f"{', '.join(added)} only here"] if added else []
    return "; ".join([*parts, *([f"{', '.join(missing)} only there"] if missing else [])])


def _write(missing: Sequence[str], added: Sequence[str]) -> str:
    parts = [f"add {', '.join(missing)}"] if missing else []
    return " and ".join([*parts, *([f"remove {', '.join(added)}"] if added else [])])
