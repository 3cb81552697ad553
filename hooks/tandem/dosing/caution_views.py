"""Cautions as readers see them: the table, the list beside a result, and what stands amid a text, from the one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..core.settings import Language
from ..core.strings import Strings
from .cautions import CALLS, Caution, Cautions
from .labels import Label, names_of, unread_cautions
from .model import Doses


@dataclass(frozen=True)
class Word:
    """One word of some labels for a caution: `labels` in full and `amid` brackets, `countries` alone, what they add."""

    word: str
    labels: str
    amid: str
    countries: str
    note: str
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What something other than a label has found."""

    text: str
    cite: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One caution in one language. `words` begins with the strongest."""

    name: str
    condition: str
    severity: str  # '' where there are no degrees
    reason: str
    cite: tuple[str, ...]
    words: tuple[Word, ...]
    found: tuple[Found, ...]

    @property
    def cite_more(self) -> tuple[str, ...]:
        """The sources of the reason that its words and findings have not cited already, beside it."""
        parts: tuple[Word | Found, ...] = (*self.words, *self.found)
        cited = {key for part in parts for key in part.cite}
        return tuple(key for key in self.cite if key not in cited)


class Shower:
    """The cautions of one drug in one language; None where the tutorial has no file of them."""

    def __init__(self, cautions: Cautions | None, doses: Doses, language: Language, strings: Strings) -> None:
        self.doses, self.language, self.strings = doses, language, strings
        self.cautions = cautions.cautions if cautions else []
        self._listed = cautions is not None
        self._labels = {label.id: label for label in doses.labels}

    def all(self) -> list[Shown]:
        """Every caution, in the order of the file."""
        return [self.show(caution) for caution in self.cautions]

    def one(self, name: str) -> Shown:
        """The caution of an id. Raises StopIteration when there is none."""
        return self.show(next(caution for caution in self.cautions if caution.id == name))

    def show(self, caution: Caution) -> Shown:
        """A caution with its words, the strongest first."""
        locale = self.language.locale
        found = tuple(Found(one.finding[locale], tuple(one.cite)) for one in caution.evidence)
        return Shown(
            self.name(caution),
            caution.condition[locale],
            caution.severity[locale] if caution.severity else "",
            caution.reason[locale],
            tuple(caution.cite),
            tuple(self._words(caution)),
            found,
        )

    def name(self, caution: Caution) -> str:
        """A caution's condition with its severity."""
        locale = self.language.locale
        if caution.severity is None:
            return caution.condition[locale]
        return self.strings(
            "dosing.caution.name", condition=caution.condition[locale], severity=caution.severity[locale]
        )

    def _words(self, caution: Caution) -> Iterable[Word]:
        locale = self.language.locale
        for call in CALLS:
            said = [one for one in caution.labels if one.calls == call]
            # What a label adds is its own: it stands apart from those that say the bare word.
            notes = dict.fromkeys(one.note[locale] if one.note else "" for one in said)
            for note in sorted(notes, key=bool):
                labels = [self._labels[one.label] for one in said if (one.note[locale] if one.note else "") == note]
                yield Word(
                    self.strings(f"dosing.calls.{call}"),
                    names_of(labels, self.language, self.strings),
                    names_of(labels, self.language, self.strings, amid=True),
                    self._countries(labels),
                    note,
                    tuple(dict.fromkeys(key for label in labels for key in label.cite)),
                )

    def _countries(self, labels: Iterable[Label]) -> str:
        names = dict.fromkeys(label.country[self.language.locale] for label in labels)
        return self.language.options.list_separator.join(names)

    def brief(self, caution: Caution) -> str:
        """A caution in a line: its name, and each word with the countries whose labels say it; without a label, why."""
        shown = self.show(caution)
        words: dict[str, list[str]] = {}
        for word in shown.words:
            countries = words.setdefault(word.word, [])
            countries += [name for name in [word.countries] if name not in countries]
        join = self.language.options.list_separator.join
        parts = [self.strings("dosing.caution.word", word=word, where=join(of)) for word, of in words.items()]
        said = self.strings("dosing.apart").join(parts) or shown.reason
        return self.strings("dosing.caution.brief", name=capital(shown.name), said=said)

    def lines(self) -> list[str]:
        """Every caution in a line, in the order of the file."""
        return [self.brief(caution) for caution in self.cautions]

    def unread(self) -> str:
        """That the cautions of some labels were not read, or none are given, in a sentence; '' where all were read."""
        return unread_cautions(self.doses, self.language, self.strings, listed=self._listed)


def capital(text: str) -> str:
    """A text as it begins a line."""
    return text[:1].upper() + text[1:]
