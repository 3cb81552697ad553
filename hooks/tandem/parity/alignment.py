"""Which unit of one page stands for which of the other, where the two do not have the same units in the same order.

Life: `align` is called once for two pages. Pages of the same shape are laid side by side as they stand; otherwise the
pairing is sought that keeps the order and agrees best in ids, citations, links and figures, so that one missing
paragraph does not put every later one beside the wrong counterpart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from .language import Language
from .paragraphs import Unit

Pair = tuple[Unit | None, Unit | None]
_NAMED, _MARKED, _ALONE = 2.0, 3.0, -0.2


def align(ours: Sequence[Unit], theirs: Sequence[Unit], first: Language, other: Language) -> list[Pair]:
    """The units in pairs; where one side has no counterpart, None."""
    if [unit.shape for unit in ours] == [unit.shape for unit in theirs] and not _mixed_up(ours, theirs):
        return list(zip(ours, theirs, strict=True))
    left, right = [_signs(unit, first) for unit in ours], [_signs(unit, other) for unit in theirs]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for row in range(len(ours) - 1, -1, -1):
        for column in range(len(theirs) - 1, -1, -1):
            alone = max(best[row + 1][column], best[row][column + 1]) + _ALONE
            paired = _likeness(ours[row], theirs[column], left[row], right[column])
            best[row][column] = max(alone, paired + best[row + 1][column + 1]) if paired else alone
    pairs: list[Pair] = []
    row = column = 0
    while row < len(ours) and column < len(theirs):
        paired = _likeness(ours[row], theirs[column], left[row], right[column])
        if paired and best[row][column] == paired + best[row + 1][column + 1]:
            pairs.append((ours[row], theirs[column]))
            row, column = row + 1, column + 1
        elif best[row + 1][column] >= best[row][column + 1]:
            pairs.append((ours[row], None))
            row += 1
        else:
            pairs.append((None, theirs[column]))
            column += 1
    return [*pairs, *((unit, None) for unit in ours[row:]), *((None, unit) for unit in theirs[column:])]


def _mixed_up(ours: Sequence[Unit], theirs: Sequence[Unit]) -> bool:
    """Whether the same names stand in another order: sections that changed places."""
    left, right = [unit.name for unit in ours], [unit.name for unit in theirs]
    return left != right and Counter(left) == Counter(right)


def _signs(unit: Unit, language: Language) -> Counter[Hashable]:
    """What a unit has in common with its counterpart in whatever language."""
    signs: Counter[Hashable] = Counter()
    for piece in unit.pieces:
        figures = language.figures(piece.text)
        signs.update(key for cited in piece.citations for key in cited.keys)
        signs.update(piece.links)
        signs.update((end.low, end.unit) for quantity in figures.quantities for end in quantity.ends())
        signs.update(figures.formulae)
    return signs


def _likeness(ours: Unit, theirs: Unit, left: Counter[Hashable], right: Counter[Hashable]) -> float:
    """How well two units go together; 0 where they cannot."""
    if ours.shape != theirs.shape or ours.level != theirs.level:
        return 0.0
    score = 1.0 + (_NAMED if ours.name and ours.name == theirs.name else 0.0)
    count = left.total() + right.total()
    if count:
        score += _MARKED * 2 * (left & right).total() / count
    return score
