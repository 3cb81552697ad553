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
_PIECE = 4  # letters
KEYED = 12  # names of a thing that a library's index is given


class _Text:
    """A text's letters and words, and what tells of most names that they are not in it without looking through it.

    A shelf has thousands of names, and each of its tutorials speaks of few of them.
    """

    def __init__(self, letters: str, words: Counter[str]) -> None:
        self.letters, self.words = letters, words
        self._pieces = {letters[at : at + _PIECE] for at in range(len(letters))}
        self._pairs = {piece[:2] for piece in self._pieces}
        self._counts: dict[str, int] = {}

    def count(self, name: str) -> int:
        """How often the letters of a name stand in the text."""
        if name not in self._counts:
            self._counts[name] = self.letters.count(name) if self._may_have(name) else 0
        return self._counts[name]

    def _may_have(self, name: str) -> bool:
        """False only where a piece of the name is in no place of the text."""
        if len(name) < _PIECE:
            return all(name[at : at + 2] in self._pairs for at in range(len(name) - 1))
        return all(name[at : at + _PIECE] in self._pieces for at in range(len(name) - _PIECE + 1))


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
        self._last: tuple[str, _Text] | None = None
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
        known = self._known_text(text)
        return [names for names in sets if any(self._times(known, name) for name in names)]

    def _squeezed(self, name: str) -> str:
        """A name's letters and digits, folded; every page is looked through for the same names."""
        if name not in self._known:
            self._known[name] = name.translate(self._letters)
        return self._known[name]

    def _counted(self, text: str, sets: Iterable[Set]) -> list[tuple[Set, int]]:
        """The sets of which a name is in a text, and how often; a short one in letters as a word, since LMA is in
        malformed too.
        """
        known = self._known_text(text)
        counted = ((names, sum(self._times(known, name) for name in names)) for names in sets)
        return [(names, count) for names, count in counted if count]

    def _times(self, text: _Text, name: str) -> int:
        """How often a name stands in a text."""
        folded = self._squeezed(name)
        if len(folded) <= SHORT and name.isascii() and name.isalnum():
            return text.words[folded] + text.words[f"{folded}s"]
        return text.count(folded)

    def _known_text(self, text: str) -> _Text:
        """A text made ready to be asked; the last one is kept, since it is asked for one kind after the other."""
        if self._last is None or self._last[0] != text:
            words = Counter(re.findall(r"[a-z][a-z0-9]*", fold(text, self.characters)))
            self._last = text, _Text(text.translate(self._letters), words)
        return self._last[1]


def _begins(form: str, words: Iterable[str]) -> bool:
    """Whether a word may be one more form of it: what an ending makes of a longer one."""
    return len(form) > 3 and any(word.startswith(form[:-1]) and len(word) - len(form) < 4 for word in words)


def _lines(sets: Iterable[Set]) -> str:
    """A line a set, shorter than lists. No name keeps a bar: it is a sign, which no query is searched for."""
    return "\n".join("|".join(" ".join(name.replace("|", " ").split()) for name in names) for names in sets)
