"""Two texts that stand for each other, compared: links, citations, figures, negation and direction, length.

Life: `comparison` makes one `Passage` for each pair of paragraphs or cells; it lays the sentences side by side, so that
a citation or a figure that went to another sentence is found, and reports to the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from .findings import ERROR, WARNING
from .language import Language, without_locale
from .ledger import Ledger
from .lengths import Measure, extents
from .markers import negation_differs, turned_round
from .paragraphs import ALT, BLOCK, CODE, DATA, HEADING, ROW, TITLE, Cited, Piece, Unit
from .quantities import Quantity, differences
from .sentences import Span, beads
from .terms import Lacking, Terms
from .wording import against, short, to_write

# A paragraph's or a sentence's length tells that something is missing when it strays this many times the tutorial's own
# spread, or when leaving out one of two joined sentences takes this much off the square of its straying.
STRAY, GAIN = 3.6, 3.0
_PRINTED = "what data prints here differs"
_OR_LIST = "if it is said in another way, list that in glossary.yml"
_SHORT = {TITLE, HEADING, ROW, BLOCK, ALT, DATA}  # too short for their length to tell anything


@dataclass(frozen=True)
class Shared:
    """What comparing needs of the whole: usual lengths, abbreviations that both languages write, and the glossary."""

    measure: Measure | None
    abbreviations: frozenset[str]
    terms: Terms | None = None  # None where the site has no glossary


@dataclass
class Passage:
    """Two texts that stand for each other: a paragraph in two languages, or a cell."""

    ledger: Ledger
    shared: Shared
    our_unit: Unit
    their_unit: Unit
    ours: Piece
    theirs: Piece

    @property
    def first(self) -> Language:
        """The first language."""
        return self.ledger.first.language

    @property
    def other(self) -> Language:
        """The other language."""
        return self.ledger.other.language

    @property
    def where(self) -> str:
        """The counterpart's place, in words."""
        return f"{self.ledger.first.path.name}:{self.ours.line}"

    def compare(self) -> None:
        """Find everything that the two say differently."""
        self._links()
        if self.our_unit.kind == CODE:
            if self.ours.text != self.theirs.text:
                self._say("structure", ERROR, f"the code is not that of {self.where}", "write the same code in both")
            return
        left, right = self.first.sentences(self.ours.text), self.other.sentences(self.theirs.text)
        joined = self._beads(left, right)
        same_terms = self._terms()
        same_citations = self._citations()
        same_figures = self._figures()
        for bead in joined:
            if same_citations and not self._same_place(bead):
                same_citations = False
            if same_figures:
                same_figures = self._figures_within(bead)
            if same_terms:
                self._terms_within(bead)
            self._marks(bead)
        self._length(joined)

    def _say(self, kind: str, severity: str, what: str, fix: str, line: int = 0) -> None:
        ours, theirs = (self.our_unit, self.ours.line), (self.their_unit, line or self.theirs.line)
        self.ledger.add(kind, severity, what, fix, ours, theirs)

    def _beads(self, left: list[Span], right: list[Span]) -> list[_Bead]:
        measure = self.shared.measure
        first, other = self.first, self.other
        ratio = (
            measure.ratio if measure else (other.letters(self.theirs.text) + 1) / (first.letters(self.ours.text) + 1)
        )
        lengths = beads(
            [first.letters(self.ours.text[span.start : span.end]) for span in left],
            [other.letters(self.theirs.text[span.start : span.end]) for span in right],
            ratio,
        )
        return [
            _Bead(tuple(left[number] for number in ours), tuple(right[number] for number in theirs))
            for ours, theirs in lengths
        ]

    def _links(self) -> None:
        left = Counter(without_locale(link, self.first) for link in self.ours.links)
        right = Counter(without_locale(link, self.other) for link in self.theirs.links)
        missing, added = list((left - right).elements()), list((right - left).elements())
        if missing or added:
            what = f"the links differ from {self.where}: {against(added, missing)}"
            self._say("links", ERROR, what, to_write(missing, added))
        ours, theirs = Counter(self.ours.calls), Counter(self.theirs.calls)
        missing, added = list((ours - theirs).elements()), list((theirs - ours).elements())
        if missing or added:
            called = "the footnotes differ" if all(call[0] == "[" for call in missing + added) else _PRINTED
            what = f"{called} from {self.where}: {against(added, missing)}"
            self._say("structure", ERROR, what, to_write(missing, added))

    # --- citations ---------------------------------------------------------------------------------------------------

    def _citations(self) -> bool:
        left = Counter(work for cited in self.ours.citations for work in cited.written)
        right = Counter(work for cited in self.theirs.citations for work in cited.written)
        missing, added = list((left - right).elements()), list((right - left).elements())
        if missing or added:
            what = f"the citations differ from {self.where}: {against(added, missing)}"
            self._say("citations", ERROR, what, to_write(missing, added))
            return False
        return True

    def _same_place(self, bead: _Bead) -> bool:
        """Whether the sentences cite the same works, and the last of them at the end of the last sentence or not."""
        ours, theirs = _within(self.ours.citations, bead.ours), _within(self.theirs.citations, bead.theirs)
        same = [sorted(cited.works) for cited in ours] == [sorted(cited.works) for cited in theirs]
        if same and ours:
            same = _followed(ours[-1], bead.ours) == _followed(theirs[-1], bead.theirs)
        if not same:
            mine, its = (
                ", ".join(f"[{'; '.join(cited.written)}]" for cited in side) or "none" for side in (theirs, ours)
            )
            line = (theirs or ours)[0].line if theirs else self.theirs.line
            what = (
                f"citations stand at another place than in {self.where}: {mine} with '{self._shown(bead)}', there {its}"
            )
            self._say("citations", ERROR, what, "put each citation behind the statement that it supports there", line)
        return same

    def _shown(self, bead: _Bead) -> str:
        span = _whole(bead.theirs)
        return short(self.theirs.text[span.start : span.end])

    # --- figures -----------------------------------------------------------------------------------------------------

    def _figures(self) -> bool:
        first, other = self.first, self.other
        ours, theirs = first.figures(self.ours.text), other.figures(self.theirs.text)
        left, right = differences(ours.quantities, theirs.quantities)
        for mine, its in _matched(right, left):
            if mine and its:
                what = f"'{short(mine.text)}' here, but '{short(its.text)}' in {self.where}"
            elif mine:
                what = f"'{short(mine.text)}' here has no counterpart in {self.where}"
            else:
                what = f"'{short(its.text if its else '')}' in {self.where} has no counterpart here"
            line = self.theirs.line + self.theirs.text.count("\n", 0, mine.start) if mine else 0
            self._say("numbers", ERROR, what, "write the same figure and unit in both", line)
        formulae = Counter(theirs.formulae) - Counter(ours.formulae), Counter(ours.formulae) - Counter(theirs.formulae)
        added, missing = (list(counter.elements()) for counter in formulae)
        if not added and not missing:
            both = self.shared.abbreviations
            added = sorted((theirs.abbreviations - ours.abbreviations) & both)
            missing = sorted((ours.abbreviations - theirs.abbreviations) & both)
        if added or missing:
            what = f"formulae or abbreviations differ from {self.where}: {against(added, missing)}"
            self._say("numbers", ERROR, what, to_write(missing, added))
        return not (left or right)

    def _figures_within(self, bead: _Bead) -> bool:
        """Whether two sentences that stand for each other have the figures that their paragraphs have."""
        first, other = self.first, self.other
        left, right = differences(
            _between(first.figures(self.ours.text).quantities, _whole(bead.ours)),
            _between(other.figures(self.theirs.text).quantities, _whole(bead.theirs)),
        )
        if left or right:
            mine, its = (", ".join(f"'{item.text}'" for item in side) or "no figure" for side in (right, left))
            what = f"figures stand in another sentence than in {self.where}: {mine} here, there {its}"
            self._say("numbers", ERROR, what, "check which figure belongs to which statement")
        return not (left or right)

    # --- terms -------------------------------------------------------------------------------------------------------

    def _terms(self) -> bool:
        """Whether both texts have the same terms."""
        if self.shared.terms is None:
            return False
        missing, added = self.shared.terms.differences(self.ours.text, self.theirs.text)
        self._lacking(missing, added, Span(0, 0), self.where)
        return not (missing or added)

    def _terms_within(self, bead: _Bead) -> None:
        """The terms that must stand in each sentence, where the paragraphs have the same."""
        if self.shared.terms is None or not bead.ours or not bead.theirs:
            return
        ours, theirs = _whole(bead.ours), _whole(bead.theirs)
        missing, added = self.shared.terms.within(
            self.ours.text[ours.start : ours.end], self.theirs.text[theirs.start : theirs.end]
        )
        self._lacking(missing, added, theirs, f"the same sentence of {self.where}")

    def _lacking(self, missing: Sequence[Lacking], added: Sequence[Lacking], at: Span, where: str) -> None:
        for item in added:
            what = f"the term '{short(item.text)}' here has no counterpart in {where}"
            line = self.theirs.line + self.theirs.text.count("\n", 0, at.start + item.start)
            self._say("terms", ERROR, what, f"write '{item.wanted}' there; {_OR_LIST}", line)
        for item in missing:
            what = f"the term '{short(item.text)}' in {where} has no counterpart here"
            line = self.theirs.line + self.theirs.text.count("\n", 0, at.start)
            self._say("terms", ERROR, what, f"write '{item.wanted}' here; {_OR_LIST}", line)

    # --- words -------------------------------------------------------------------------------------------------------

    def _marks(self, bead: _Bead) -> None:
        ours_at, theirs_at = _whole(bead.ours), _whole(bead.theirs)
        our_text = self.ours.text[ours_at.start : ours_at.end]
        their_text = self.theirs.text[theirs_at.start : theirs_at.end]
        ours, theirs = self.first.marks(our_text), self.other.marks(their_text)
        line = self.theirs.line + self.theirs.text.count("\n", 0, theirs_at.start)
        both = f"'{short(their_text)}' here, '{short(our_text)}' in {self.where}"
        fix = "if both mean the same, say it alike, or write an exception with its reason above"
        if negation_differs(ours, theirs):
            self._say("negation", WARNING, f"one language says 'not' where the other does not: {both}", fix, line)
        elif turned_round(ours, theirs):
            self._say("direction", WARNING, f"one language says more where the other says less: {both}", fix, line)

    def _length(self, joined: list[_Bead]) -> None:
        """Whether a sentence seems to be missing: by the lengths of the paragraphs, and of each sentence within them.

        Where two sentences stand for one, it is asked whether one of them alone would fit that one much better. A
        sentence with a figure or a citation is not what is missing: those have been compared already.
        """
        measure = self.shared.measure
        if measure is None or self.our_unit.kind in _SHORT:
            return
        whole = _Bead(
            tuple(span for bead in joined for span in bead.ours), tuple(span for bead in joined for span in bead.theirs)
        )
        signs = [(abs(self._deviation(whole, measure)) / STRAY, self._deviation(whole, measure))]
        for bead in joined:
            deviation = self._deviation(bead, measure)
            signs.append((abs(deviation) / STRAY, deviation))
            parts = bead.without_one(self._free(self.ours, self.first), self._free(self.theirs, self.other))
            closest = min((abs(self._deviation(part, measure)) for part in parts), default=abs(deviation))
            signs.append(((deviation**2 - closest**2) / GAIN, deviation))
        strength, deviation = max(signs)
        if strength > 1:
            short, full = ("here", f"in {self.where}") if deviation < 0 else (f"in {self.where}", "here")
            what = f"a sentence may be missing {short}, or be too many {full}: the lengths do not fit each other"
            self._say("length", WARNING, what, "compare the two texts, sentence by sentence")

    @staticmethod
    def _free(piece: Piece, language: Language) -> Callable[[Span], bool]:
        """Tells whether a sentence of a text holds nothing but words."""
        figures = language.figures(piece.text)

        def free(span: Span) -> bool:
            return not (_between(figures.quantities, span) or _within(piece.citations, [span]))

        return free

    def _deviation(self, bead: _Bead, measure: Measure) -> float:
        first, other = self.first, self.other
        left, right = first.figures(self.ours.text).rest, other.figures(self.theirs.text).rest
        ours = " ".join(left[span.start : span.end] for span in bead.ours)
        theirs = " ".join(right[span.start : span.end] for span in bead.theirs)
        return measure.deviation(*extents(first, ours, other, theirs))


@dataclass(frozen=True)
class _Bead:
    """One or more sentences of each language that say the same."""

    ours: tuple[Span, ...]
    theirs: tuple[Span, ...]

    def without_one(self, ours: Callable[[Span], bool], theirs: Callable[[Span], bool]) -> Iterator[_Bead]:
        """The bead without each of the sentences that were joined and that may be left out."""
        for span in filter(ours, self.ours if len(self.ours) > 1 else ()):
            yield replace(self, ours=tuple(item for item in self.ours if item != span))
        for span in filter(theirs, self.theirs if len(self.theirs) > 1 else ()):
            yield replace(self, theirs=tuple(item for item in self.theirs if item != span))


def _whole(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)


def _within(citations: Sequence[Cited], spans: Sequence[Span]) -> list[Cited]:
    """The citations behind something of the sentences: one behind a full stop belongs to the sentence before."""
    span = _whole(spans)
    return [cited for cited in citations if span.start < cited.at <= span.end or cited.at == span.start == 0]


def _followed(cited: Cited, sentences: Sequence[Span]) -> bool:
    """Whether a whole sentence follows the citation."""
    return any(cited.at <= sentence.start for sentence in sentences)


def _between(quantities: Sequence[Quantity], span: Span) -> list[Quantity]:
    return [quantity for quantity in quantities if span.start <= quantity.start < span.end]


def _matched(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Iterator[tuple[Quantity | None, Quantity | None]]:
    """Figures that differ, each with the one that it was probably meant to be: of the same unit, in order."""
    left = list(theirs)
    for mine in ours:
        its = next((item for item in left if item.unit == mine.unit), left[0] if left else None)
        if its is not None:
            left.remove(its)
        yield mine, its
    yield from ((None, its) for its in left)
