"""Translation memory: how the site's own texts were translated, for those that are equal or nearly so.

Life: one `Memory` for an export, of every text that stands in both languages. It keeps nothing between two exports: the
sources are the memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from .entries import Match

LIKENESS = 0.75  # of 1, by the letters that two texts share in order


class Memory:
    """The translated texts of a site in two languages."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        known: dict[str, Counter[str]] = {}
        for source, target in pairs:
            known.setdefault(source, Counter())[target] += 1
        self._known = {source: counted.most_common(1)[0][0] for source, counted in known.items()}

    def equal(self, source: str) -> str:
        """The translation of the very text, the usual one of several; '' where there is none."""
        return self._known.get(source, "")

    def near(self, source: str) -> Match | None:
        """The nearest text that was translated."""
        found = get_close_matches(source, self._known, n=1, cutoff=LIKENESS)
        if not found:
            return None
        return Match(found[0], self._known[found[0]], SequenceMatcher(None, found[0], source).ratio())
