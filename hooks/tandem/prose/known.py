"""What the data files of a tutorial state, ready to be asked by citation.

Life: `Known` is made once a run for each tutorial from what its features say (`Feature.stated`); what is worked out for
a weight is added when a text names one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ..core.data import Document, read_document
from ..core.problems import Problems
from ..core.stated import Stated, StatedText, Statements
from ..core.tutorial import Tutorial
from ..parity.language import Language
from .units import measured


@dataclass(frozen=True, eq=False)
class Entry:
    """One stated value with its file and line; `low` and `high` are in base units of its kinds.

    `locale` is that of a value that stands in a text of one language, '' for one of all languages.
    """

    stated: Stated
    path: Path
    line: int
    locale: str
    scale: Fraction
    kinds: tuple[str, ...]
    low: Fraction
    high: Fraction


class Known:
    """The values of one tutorial's data."""

    def __init__(
        self,
        tutorial: Tutorial,
        statements: Mapping[str, Statements],
        languages: Sequence[Language],
        problems: Problems,
    ) -> None:
        self._tutorial, self._statements = tutorial, statements
        self._documents: dict[str, Document] = {}
        self._by_key: dict[str, list[Entry]] = defaultdict(list)
        self._worked: dict[tuple[Fraction, tuple[Fraction, ...]], list[Entry]] = {}
        self._of: dict[tuple[tuple[str, ...], str], list[Entry]] = {}
        self.entries: list[Entry] = []
        for name, said in statements.items():
            value = tutorial.data.get(name)
            document = read_document(tutorial.folder / name, Problems(problems.root)) if value is not None else None
            if document is None:
                continue
            self._documents[name] = document
            for stated in said.stated(value):
                for entry in self._read(stated, name, languages):
                    self.entries.append(entry)
                    for key in entry.stated.keys:
                        self._by_key[key].append(entry)

    def of(self, keys: Iterable[str], locale: str) -> list[Entry]:
        """What is stated with any of the citations, for one language."""
        name = (tuple(keys), locale)
        if name not in self._of:
            found = dict.fromkeys(entry for key in name[0] for entry in self._by_key.get(key, ()))
            self._of[name] = [entry for entry in found if entry.locale in {"", locale}]
        return self._of[name]

    def every(self, locale: str) -> list[Entry]:
        """Everything that is stated, for one language."""
        return [entry for entry in self.entries if entry.locale in {"", locale}]

    def worked(self, weights: Iterable[Fraction], hours: Iterable[Fraction]) -> list[Entry]:
        """What follows from the data at some weights in kg, with totals for some hours."""
        times = tuple(hours)
        found: list[Entry] = []
        for weight in weights:
            if (weight, times) not in self._worked:
                self._worked[weight, times] = [
                    self._entry(stated, name)
                    for name, said in self._statements.items()
                    if said.worked is not None and name in self._documents
                    for stated in said.worked(self._tutorial.data[name], weight, times)
                ]
            found += self._worked[weight, times]
        return found

    def _read(self, stated: Stated | StatedText, name: str, languages: Sequence[Language]) -> Iterator[Entry]:
        if isinstance(stated, Stated):
            yield self._entry(stated, name)
            return
        for language in languages:
            text = stated.text.root.get(language.locale, "")
            for quantity in language.figures(text).quantities:
                low, high, unit = quantity.low, quantity.high, quantity.unit or quantity.shared
                value = Stated(low, high, unit, stated.keys, (*stated.place, language.locale), group=stated.group)
                yield self._entry(value, name, language.locale)

    def _entry(self, stated: Stated, name: str, locale: str = "") -> Entry:
        document = self._documents[name]
        scale, kinds = measured(stated.unit)
        ends = stated.low * scale, stated.high * scale
        return Entry(stated, document.path, document.line(stated.place), locale, scale, kinds, *ends)
