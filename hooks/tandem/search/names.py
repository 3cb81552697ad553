"""What one thing is called: sets of names in all languages, of which a part of the site is given those it can use.

Life: made once for each language that is written. A name that is typed finds what stands under another of its set, so
a set is of use only where one of its names stands in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from ..core.shelf import Shelf
from .folding import Folding, fold
from .languages import LanguageFile, ThesaurusFile, characters

Set = tuple[str, ...]
SHORT = 4  # letters
KEYED = 9  # names of a thing that a library's index is given


class Names:
    """The sets that the glossary and the languages' files know, and the letters that they are compared by."""

    def __init__(
        self, shelf: Shelf, languages: Mapping[str, LanguageFile], thesaurus: Mapping[str, ThesaurusFile], locale: str
    ) -> None:
        self.file = languages[locale]
        self._thesaurus, self._locale = thesaurus, locale
        self._languages = languages
        self._terms = shelf.glossary.terms
        self._known: dict[str, str] = {}
        self._glossary = [
            tuple(dict.fromkeys(
                name for one in shelf.settings.locales for name in (term.term[one], *term.also.get(one, ()))
            ))
            for term in self._terms
        ]  # fmt: skip

    @cached_property
    def characters(self) -> dict[str, str]:
        """Characters that are read as others; pages of one language quote others, so of all."""
        tables = [characters(file.characters) for file in self._languages.values() if file.characters]
        return {character: other for table in tables for character, other in table.items()}

    @cached_property
    def _letters(self) -> Folding:
        return Folding(self.characters, letters=True)

    def _sets(self, tables: Iterable[Mapping[str, list[str]]], *, keys: bool) -> list[Set]:
        """What the languages' files call each thing; `keys` where its key is one of its names."""
        files = tuple(tables)
        return [
            tuple(dict.fromkeys([*([key] if keys else []), *(name for file in files for name in file.get(key, ()))]))
            for key in dict.fromkeys(key for file in files for key in file)
        ]

    @cached_property
    def _units(self) -> list[Set]:
        return self._sets((file.names for file in self._languages.values()), keys=True)

    @cached_property
    def _drugs(self) -> list[Set]:
        return self._sets((file.drugs for file in self._languages.values()), keys=True)

    @cached_property
    def _meanings(self) -> list[Set]:
        """Of this language alone: what a term or a drug is called in others, glossary and languages' files know."""
        return self._sets([self._thesaurus[self._locale].words()], keys=False)

    @cached_property
    def _things(self) -> list[Set]:
        return self._sets([self._thesaurus[self._locale].things()], keys=False)

    @cached_property
    def _own(self) -> set[str]:
        """What this language calls anything."""
        terms = [[term.term[self._locale], *term.also.get(self._locale, ())] for term in self._terms]
        sets = [*terms, *self._thesaurus[self._locale].words().values(), *self.file.drugs.values()]
        return {name for names in sets for name in names}

    @cached_property
    def circumstances(self) -> list[str]:
        """Words of this language that say where and when something is asked."""
        file = self._thesaurus[self._locale]
        return [word for key in file.circumstances for word in file.meanings[key]]

    def terms_in(self, text: str) -> str:
        """The glossary's sets for a text."""
        return _lines(self._used(text, self._glossary))

    def common_in(self, text: str) -> str:
        """What the languages' files know for a text: units, the forms of words that no ending makes, and drugs.

        A line of forms begins with ~, a unit's with = unless it is one of time, a drug's with @.
        """
        words = set(re.findall(r"[^\W\d_]+", fold(text, self.characters)))
        forms = [tuple(forms) for forms in self.file.forms]
        used = [forms for forms in forms if words & set(forms) or any(_begins(form, words) for form in forms)]
        drugs = self._used(text, self._drugs)
        units = self._used(text, self._units)
        return _lines([
            *(("~" + first, *rest) for first, *rest in used),
            *((("" if first in self.file.times else "=") + first, *rest) for first, *rest in units),
            *(("@" + first, *rest) for first, *rest in drugs),
        ])  # fmt: skip

    def meanings_in(self, text: str) -> str:
        """The thesaurus's sets for a text; a line begins with the signs of its kinds."""
        marks: dict[str, str] = {}
        for file in self._thesaurus.values():
            words = file.words()
            marks |= {words[key][0]: signs for key, signs in file.marks().items() if words[key]}
        used = self._used(text, self._meanings)
        return _lines((marks.get(first, "") + first, *rest) for first, *rest in used)

    def said_in(self, text: str) -> dict[Set, int]:
        """What a text speaks of, as this language calls it in glossary and files, and how often by any name."""
        said: dict[Set, int] = {}
        for names, times in self._counted(text, [*self._glossary, *self._meanings, *self._drugs]):
            if own := tuple(name for name in names if name in self._own):
                said[own[:KEYED]] = max(said.get(own[:KEYED], 0), times)
        return said

    def absent_from(self, text: str) -> str:
        """Drugs, conditions and techniques of which a text has none, whatever they are called: what nobody finds here.

        Of any other meaning a section may speak in words that no list has.
        """
        sets = [*self._things, *self._drugs]
        used = {name for names in self._used(text, [*self._meanings, *self._drugs]) for name in names}
        words = (*self._thesaurus[self._locale].things().values(), *self.file.drugs.values(), self.file.drugs)
        own = {word for names in words for word in names}
        absent = (name for names in sets if not used & set(names) for name in names if name in own)
        return "\n".join(dict.fromkeys(absent))

    def readings_for(self, text: str) -> str:
        """How the signs of this language's names in a text are typed in letters: a sound, then the signs read so.

        By whole names, since a sign's sound is that of its word: 重 in 重症 and 重复.
        """
        if self.file.readings is None:
            return ""
        from pypinyin import lazy_pinyin  # its dictionary takes a tenth of a second, and only this wants it

        sets = self._used(text, [*self._glossary, *self._meanings, *self._drugs])
        signs: dict[str, set[str]] = {}
        for name in dict.fromkeys(fold(name, self.characters) for names in sets for name in names):
            if len(name) > 1 and not re.search(r"[^\u4e00-\u9fff]", name):
                for sign, sound in zip(name, lazy_pinyin(name), strict=True):
                    signs.setdefault(sound, set()).add(sign)
        return "".join(sound + "".join(sorted(of)) for sound, of in sorted(signs.items()))

    def characters_for(self, text: str, names: str) -> str:
        """Of the tables of characters what can lead to something: pairs, the reader's and the text's.

        In a language that is not written in them, that is what they name.
        """
        present = set((text + names if self.file.characters else names).translate(self._letters))
        return "".join(pair + other for pair, other in sorted(self.characters.items()) if other in present)

    def _used(self, text: str, sets: Iterable[Set]) -> list[Set]:
        """The sets of which a name is in a text."""
        return [names for names, _ in self._counted(text, sets)]

    def _squeezed(self, name: str) -> str:
        """A name's letters and digits, folded; every page is looked through for the same names."""
        if name not in self._known:
            self._known[name] = name.translate(self._letters)
        return self._known[name]

    def _counted(self, text: str, sets: Iterable[Set]) -> list[tuple[Set, int]]:
        """The sets of which a name is in a text, and how often; a short one in letters as a word, since LMA is in
        malformed too.
        """
        letters = text.translate(self._letters)
        words = Counter(re.findall(r"[a-z][a-z0-9]*", fold(text, self.characters)))

        def times(name: str) -> int:
            folded = self._squeezed(name)
            short = len(folded) <= SHORT and name.isascii() and name.isalnum()
            return words[folded] + words[f"{folded}s"] if short else letters.count(folded)

        counted = ((names, sum(map(times, names))) for names in sets)
        return [(names, count) for names, count in counted if count]


def _begins(form: str, words: Iterable[str]) -> bool:
    """Whether a word may be one more form of it: what an ending makes of a longer one."""
    return len(form) > 3 and any(word.startswith(form[:-1]) and len(word) - len(form) < 4 for word in words)


def _lines(sets: Iterable[Set]) -> str:
    """A line a set, shorter than lists. No name keeps a bar: it is a sign, which no query is searched for."""
    return "\n".join("|".join(" ".join(name.replace("|", " ").split()) for name in names) for names in sets)
