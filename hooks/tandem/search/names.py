"""What one thing is called: sets of names in all languages, of which a part of the site is given those it can use.

Life: made once for each language that is written. A name that is typed finds what stands under another of its set, so
a set is of use only where one of its names stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from ..core.shelf import Shelf
from .folding import Folding, fold
from .languages import LanguageFile, characters

Set = tuple[str, ...]


class Names:
    """The sets that the glossary and the languages' files know, and the letters that they are compared by."""

    def __init__(self, shelf: Shelf, languages: Mapping[str, LanguageFile], locale: str) -> None:
        self.file = languages[locale]
        self._languages = languages
        self._glossary = [
            tuple(dict.fromkeys(
                name for one in shelf.settings.locales for name in (term.term[one], *term.also.get(one, ()))
            ))
            for term in shelf.glossary.terms
        ]  # fmt: skip

    @cached_property
    def characters(self) -> dict[str, str]:
        """Characters that are read as others; pages of one language quote others, so of all."""
        tables = [characters(file.characters) for file in self._languages.values() if file.characters]
        return {character: other for table in tables for character, other in table.items()}

    @cached_property
    def _letters(self) -> Folding:
        return Folding(self.characters, letters=True)

    @cached_property
    def _common(self) -> list[Set]:
        """What the languages' files know of units and drugs."""
        files = self._languages.values()
        keys = dict.fromkeys(key for file in files for key in file.names)
        return [
            tuple(dict.fromkeys([key, *(name for file in files for name in file.names.get(key, ()))])) for key in keys
        ]

    def terms_in(self, text: str) -> str:
        """The glossary's sets for a text."""
        return _lines(self._used(text, self._glossary))

    def common_in(self, text: str) -> str:
        """What the languages' files know for a text: units, drugs, and the forms of words that no ending makes."""
        words = set(re.findall(r"[^\W\d_]+", fold(text, self.characters)))
        forms = [tuple(forms) for forms in self.file.forms]
        used = [forms for forms in forms if words & set(forms) or any(_begins(form, words) for form in forms)]
        return _lines([*self._used(text, self._common), *used])

    def characters_for(self, text: str, names: str) -> str:
        """Of the tables of characters what can lead to something: pairs, the reader's and the text's.

        In a language that is not written in them, that is what they name.
        """
        present = set((text + names if self.file.characters else names).translate(self._letters))
        return "".join(pair + other for pair, other in sorted(self.characters.items()) if other in present)

    def _used(self, text: str, sets: Iterable[Set]) -> list[Set]:
        letters = text.translate(self._letters)
        return [names for names in sets if any(name.translate(self._letters) in letters for name in names)]


def _begins(form: str, words: Iterable[str]) -> bool:
    """Whether a word may be one more form of it: what an ending makes of a longer one."""
    return len(form) > 3 and any(word.startswith(form[:-1]) and len(word) - len(form) < 4 for word in words)


def _lines(sets: Iterable[Set]) -> str:
    """A line a set, shorter than lists. No name keeps a bar: it is a sign, which no query is searched for."""
    return "\n".join("|".join(" ".join(name.replace("|", " ").split()) for name in names) for names in sets)
