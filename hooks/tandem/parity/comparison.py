"""Two pages compared: their structure, then each pair of texts that stand for each other.

Life: `compare` lays the units of both side by side. Where the structure of a section differs that is said once, and
what still has a counterpart is compared: one missing paragraph does not bury everything after it in messages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .alignment import Pair, align
from .findings import ERROR
from .language import without_locale
from .ledger import Ledger, Side
from .paragraphs import ALT, BLOCK, HEADING, Piece, Unit
from .passage import Passage, Shared
from .wording import short


def compare(first: Side, other: Side, shared: Shared) -> Ledger:
    """Everything in which `other` does not say what `first` says, and the exceptions that allow some of it."""
    ledger = Ledger(first, other)
    pairs = align(first.reading.units, other.reading.units, first.language, other.language)
    _Comparison(ledger, shared).run(pairs)
    return ledger


def texts_in_pairs(first: Side, other: Side) -> list[tuple[Piece, Piece]]:
    """The texts of two pages that stand for each other."""
    return [
        (ours, theirs)
        for left, right in align(first.reading.units, other.reading.units, first.language, other.language)
        if left is not None and right is not None and len(left.pieces) == len(right.pieces)
        for ours, theirs in zip(left.pieces, right.pieces, strict=True)
    ]


@dataclass
class _Comparison:
    ledger: Ledger
    shared: Shared

    @property
    def first(self) -> Side:
        return self.ledger.first

    @property
    def other(self) -> Side:
        return self.ledger.other

    def run(self, pairs: Sequence[Pair]) -> None:
        self._structure(pairs)
        for ours, theirs in pairs:
            if ours is not None and theirs is not None:
                self._unit(ours, theirs)

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
                self.ledger.add("structure", ERROR, what, fix, (ours, ours.line), (beside[1], beside[1].line))
            elif theirs is not None:
                self.ledger.add("structure", ERROR, what, fix, (beside[0], beside[0].line), (theirs, theirs.line))

    def _unit(self, ours: Unit, theirs: Unit) -> None:
        places = (ours, ours.line), (theirs, theirs.line)
        where = f"{self.first.path.name}:{ours.line}"
        if ours.kind == HEADING and ours.name != theirs.name:
            what = f"the heading's id is '{theirs.name}' here, but '{ours.name}' in {where}"
            self.ledger.add("structure", ERROR, what, f"write `{{#{ours.name}}}`", *places)
        elif ours.kind == HEADING and ours.level != theirs.level:
            what = f"the heading is of level {theirs.level} here, but of level {ours.level} in {where}"
            self.ledger.add("structure", ERROR, what, f"begin it with `{'#' * ours.level}`", *places)
        elif ours.kind == BLOCK:
            self._block(ours, theirs, where)
        elif ours.kind == ALT and without_locale(ours.name, self.first.language) != without_locale(
            theirs.name, self.other.language
        ):
            what = f"the image is '{theirs.name}' here, but '{ours.name}' in {where}"
            self.ledger.add("links", ERROR, what, "show the same image, or its version in this language", *places)
        if len(ours.pieces) != len(theirs.pieces):
            what = f"the table has {len(theirs.pieces)} columns here, but {len(ours.pieces)} in {where}"
            self.ledger.add("structure", ERROR, what, "give both tables the same columns", *places)
            return
        for left, right in zip(ours.pieces, theirs.pieces, strict=True):
            Passage(self.ledger, self.shared, ours, theirs, left, right).compare()

    def _block(self, ours: Unit, theirs: Unit, where: str) -> None:
        places = (ours, ours.line), (theirs, theirs.line)
        if ours.name != theirs.name:
            what = f"the block is '{theirs.name}' here, but '{ours.name}' in {where}"
            self.ledger.add("structure", ERROR, what, f"write `/// {ours.name}`", *places)
        if ours.call is None or theirs.call is None:
            return
        left, right = ours.call.options.value, theirs.call.options.value
        for name in sorted({*left, *right}, key=str):
            if left.get(name) != right.get(name):
                mine, its = (str(value.get(name, "nothing")) for value in (right, left))
                what = f"the option '{name}' of the block '{theirs.name}' is {mine} here, but {its} in {where}"
                self.ledger.add("structure", ERROR, what, "give the block the same options in both", *places)


def _called(unit: Unit) -> str:
    if unit.kind in {HEADING, BLOCK}:
        return f"the {unit.kind} '{unit.name or unit.text}'"
    return f"the {unit.kind} '{short(unit.text)}'"
