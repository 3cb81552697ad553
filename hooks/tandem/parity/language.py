"""One language at work: everything that reads its texts, and what it has read already.

Life: `Language` is made once a run for each locale; agreement asks it for the figures, sentences and markers of a
text, and it reads no text twice.
"""

from __future__ import annotations

from .languages import Rules
from .markers import Marker, Marks
from .quantities import Figures, Reader
from .sentences import Span, Splitter


class Language:
    """The readers of one language."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.locale = rules, rules.locale
        self._reader, self._splitter, self._marker = Reader(rules), Splitter(rules), Marker(rules)
        self._figures: dict[str, Figures] = {}
        self._marks: dict[str, Marks] = {}

    def figures(self, text: str) -> Figures:
        """The quantities, formulae and abbreviations of a text."""
        if text not in self._figures:
            self._figures[text] = self._reader.read(text)
        return self._figures[text]

    def sentences(self, text: str) -> list[Span]:
        """The sentences of a text."""
        return self._splitter.split(text)

    def marks(self, text: str) -> Marks:
        """The negations and directions of a text."""
        if text not in self._marks:
            self._marks[text] = self._marker.read(text)
        return self._marks[text]

    def letters(self, text: str) -> int:
        """How many letters of the language's script a text has."""
        return len(self.rules.letter.findall(text))

    def shares_script(self, other: Language) -> bool:
        """Whether the two languages are written in the same letters."""
        return self.rules.file.script.letters == other.rules.file.script.letters


def without_locale(target: str, language: Language) -> str:
    """A file's name without its language: `figure.en.svg` is the counterpart of `figure.zh.svg`."""
    return target.replace(f".{language.locale}.", ".*.")
