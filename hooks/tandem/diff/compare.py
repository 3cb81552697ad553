"""Two readings of one page laid beside each other: which statements are the same, which were changed into which.

Life: what is the same on both sides is set aside first; of the rest, statements that differ in their figures only are
known again by their shape, then those of equal number between two that are the same, in their order; whatever is left
was removed or added. Each pair is told once, under the first kind that it is of.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .statements import DRAWING, REFERENCE, Statement

DOSE, FIGURE, CITATION, DRAWN, WORDS = "dose", "figure", "citation", "drawing", "words"
# In the order that they are told.
KINDS = {
    DOSE: "figures of doses, and figures that pages compute with",
    FIGURE: "other figures",
    CITATION: "citations and references",
    DRAWN: "drawings",
    WORDS: "texts without a change of figures",
}


@dataclass(frozen=True)
class Difference:
    """A statement that was changed, removed (`new` is None) or added (`old` is None)."""

    old: Statement | None
    new: Statement | None

    @property
    def _one(self) -> Statement:
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def page(self) -> str:
        """Its page's address in the site."""
        return self._one.page

    @property
    def place(self) -> str:
        """The heading that it stands under."""
        return self._one.place

    @property
    def kind(self) -> str:
        """The kind that matters most of what differs."""
        sides = [side for side in (self.old, self.new) if side is not None]
        if any(side.kind == DRAWING for side in sides):
            return DRAWN
        if any(side.kind == REFERENCE for side in sides):
            return CITATION
        figures = len(sides) == 1 or sides[0].numbers != sides[1].numbers or sides[0].units != sides[1].units
        if figures and any(side.has_dose for side in sides):
            return DOSE
        if figures and any(side.numbers for side in sides):
            return FIGURE
        if (sides[0].cites != sides[1].cites) if len(sides) == 2 else sides[0].cites:
            return CITATION
        return WORDS


def changes(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[Difference]:
    """What differs between two readings of a page, in the order of the page."""
    for same, before, after in _aligned(old, new, [str(one) for one in old], [str(one) for one in new]):
        if same:
            continue
        shapes = [one.shape for one in before], [one.shape for one in after]
        for _, left, right in _aligned(before, after, *shapes):
            if len(left) == len(right):
                yield from (Difference(*pair) for pair in zip(left, right, strict=True))
            else:
                yield from (Difference(one, None) for one in left)
                yield from (Difference(None, one) for one in right)


def _aligned(
    old: Sequence[Statement],
    new: Sequence[Statement],
    left: Sequence[Hashable],
    right: Sequence[Hashable],
) -> Iterator[tuple[bool, Sequence[Statement], Sequence[Statement]]]:
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        yield tag == "equal", old[a:b], new[c:d]
