"""The files of search, from the finished site: for each language an entry, texts, and the engine that all share.

Life: `write_search` is called once, when every page is built. Every file's name changes with its content, but the
entry's (`search/<locale>.js`), which names all others: pages refer to it by a name that stays, so that a change of one
tutorial does not change the pages of fifty. A copy of it that a browser kept too long may name a file that is gone;
the starter then asks for the entry once more.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ..core.page import Page
from ..core.problems import Problems
from ..core.settings import Language
from ..core.shelf import Shelf
from ..core.strings import Strings
from ..lean.script import squeeze
from .languages import STEMMERS, LanguageFile, load_languages, load_thesaurus
from .names import Names
from .packing import pack
from .sections import Section, read_sections

PLACE = "assets/tandem/search"
_HERE = Path(__file__).parent
_ENGINE = (
    "vendor/searchable-map.js", "engine/text.js", "engine/index.js", "engine/find.js", "engine/dialog.js",
)  # fmt: skip
_MARK, _ASK, _KEPT = ("engine/mark.js",), ("engine/ask.js",), ("engine/kept.js",)

# What a page shows that is there to be looked up, not to teach or to act on.
_BESIDE = ("quiz", "reference-list", "readings", "tutorial-facts", "agreement-report")


@dataclass
class _Part:
    """What is read as a whole: a tutorial, or with an empty name the pages outside tutorials."""

    name: str
    title: str
    pages: list[tuple[str, list[Section]]]
    aside: list[str]  # pages that neither teach nor act
    list: str  # the page of references: in it stand words of which the text does not speak
    titles: dict[str, str]  # page → what navigation calls it, where its heading does not say that
    asks: dict[str, str]  # page#anchor → the questions that the section says it answers, a line each

    @cached_property
    def text(self) -> str:
        return "\n".join(f"{section.heading}\n{section.text}" for _, sections in self.pages for section in sections)

    def data(self, names: str) -> dict[str, Any]:
        # In a row, since a list of lists would be longer: the page's name, then three values a section.
        pages = [
            [name, *(value for section in sections for value in (section.anchor, section.heading, section.text))]
            for name, sections in self.pages
        ]
        said = {"aside": self.aside, "list": self.list, "titles": self.titles, "asks": self.asks}
        return {"names": names, "title": self.title, **said, "pages": pages}


def write_search(folder: Path, shelf: Shelf, strings: Mapping[str, Strings]) -> None:
    """Write the search of every language into the finished site's folder."""
    problems = Problems(shelf.settings.root)
    languages = load_languages(shelf.settings.locales, problems, shelf.settings.places)
    thesaurus = load_thesaurus(shelf.settings.locales, problems, shelf.settings.places)
    assert not len(problems), problems.report()  # `check_languages` has read the same files
    target = folder / PLACE
    target.mkdir(parents=True, exist_ok=True)
    scripts = {"engine": _ENGINE, "mark": _MARK, "ask": _ASK}
    shared = {name: _save(target, name, _script(files)) for name, files in scripts.items()}
    kept = _save(target, "kept", _script(_KEPT))
    for language in shelf.settings.languages:
        names = Names(shelf, languages, thesaurus, language.locale)
        _Writer(target, language, shelf, languages, names).write(folder, strings[language.locale], shared, kept)


class _Writer:
    """One language's files."""

    def __init__(
        self, target: Path, language: Language, shelf: Shelf, languages: Mapping[str, LanguageFile], names: Names
    ) -> None:
        self.target, self.language, self.shelf = target, language, shelf
        self.file = languages[language.locale]
        # Pages of one language quote others.
        self.spellings = [spelling for file in languages.values() for spelling in file.spellings]
        self.names = names

    def write(self, folder: Path, t: Strings, shared: Mapping[str, str], kept: str) -> None:
        locale = self.language.locale
        parts = [
            self._part(folder, tutorial.name, tutorial.file.title[locale],
                       tutorial.in_order(locale))
            for tutorial in self.shelf.listed
        ]  # fmt: skip
        outside = self._part(folder, "", "", [page for (place, _), page in self.shelf.pages.items() if place == locale])
        (self.target / locale).mkdir(exist_ok=True)
        names = [self.names.terms_in(part.text) for part in parts]
        data = [json_of(part.data(own)) for part, own in zip(parts, names, strict=True)]
        others = json_of(outside.data(_without(self.names.terms_in(outside.text), names)))
        files = [_save(self.target, f"{locale}/{part.name}", _call(f"{locale}/{part.name}", text))
                 for part, text in zip(parts, data, strict=True)]  # fmt: skip
        everything = "\n".join(part.text for part in (*parts, outside))
        words = {**self._words(everything), "strings": t.group("search.late"), "kept": kept}
        entry = {
            "locale": locale,
            "tag": self.language.tag,
            "prefix": self.language.prefix,
            "strings": t.group("search.words"),
            **shared,
            "stemmer": self._stemmer(),
            "endings": [[ending.cut, ending.put] for ending in self.file.endings],
            "spellings": [[s.write, s.read, *([s.after] if s.after or s.end else []), *([1] if s.end else [])]
                          for s in self.spellings],
            "words": _save(self.target, f"{locale}.words", _call(f"{locale}.words", json_of(words))),
            "outside": _save(self.target, f"{locale}.pages", _call(f"{locale}/", others)),
            "tutorials": {part.name: _hash(file) for part, file in zip(parts, files, strict=True)},
            **self._packed(parts, data),
            "languages": [[other.locale, other.name, other.tag] for other in self.shelf.settings.languages],
        }  # fmt: skip
        (self.target / f"{locale}.js").write_text(_call(locale, json_of(entry)), encoding="utf-8", newline="\n")

    def _words(self, text: str) -> dict[str, str]:
        """What reads a question: the words of the language, cut to what a text has, or where it has none, says so."""
        common = self.names.common_in(text)
        return {
            "characters": self.names.characters_for(text, common + self.names.terms_in(text)),
            "names": common,
            "meanings": self.names.meanings_in(text),
            "absent": self.names.absent_from(text),
            "empty": "\n".join(self.file.empty),
            "define": "\n".join(self.file.define),
            "readings": self.names.readings_for(text),
            "everyday": "\n".join([*self.file.everyday, *self.names.circumstances]),
            "things": "\n".join(self.file.things),
        }

    def _part(self, folder: Path, name: str, title: str, pages: Iterable[Page]) -> _Part:
        part = _Part(name, title, [], [], "", {}, {})
        for page in pages:
            address = f"{name}/{page.name}.html" if name else f"{page.name}.html"
            text = (folder / self.language.prefix / address).read_text(encoding="utf-8")
            part.pages.append((page.name, read_sections(text)))
            if not any(page.front.title in section.heading for section in part.pages[-1][1][:1]):
                part.titles[page.name] = page.front.title
            if shows_beside(page):
                part.aside.append(page.name)
            if page.shows("reference-list"):
                part.list = page.name
            part.asks.update({f"{page.name}#{anchor}": "\n".join(asked) for anchor, asked in page.front.asks.items()})
        return part

    def _stemmer(self) -> str:
        name = self.file.stemmer
        if name is None:
            return ""
        script = (STEMMERS / f"{name}.js").read_text(encoding="utf-8")
        return _save(self.target, name, f'(()=>{{{script}tandemSearch("stemmer",stemmer)}})();\n')

    def _packed(self, parts: list[_Part], data: list[str]) -> dict[str, Any]:
        """The texts of all tutorials once more for those who read another one, where that is less to load."""
        plain = [_weight(text) for text in data]
        if len(parts) > 1:
            packed = pack(data)
            phrases = {"codes": packed.codes, "phrases": packed.phrases}
            texts = [json_of(text) for text in packed.texts]
            weight = sum(map(_weight, [json_of(phrases), *texts]))
            if weight < sum(plain):
                locale = self.language.locale
                tutorials = {
                    part.name: _hash(
                        _save(self.target, f"{locale}/{part.name}.packed", _call(f"{locale}/{part.name}+", text))
                    )
                    for part, text in zip(parts, texts, strict=True)
                }
                call = _call(f"{locale}/+", json_of({**phrases, "tutorials": tutorials}))
                return {"packed": _save(self.target, f"{locale}.packed", call), "bytes": weight}
        return {"packed": "", "bytes": sum(plain)}


def shows_beside(page: Page) -> bool:
    """Whether a page neither teaches nor acts."""
    return any(page.shows(block) for block in _BESIDE)


def _without(names: str, others: Iterable[str]) -> str:
    """Names that come with none of the others: the glossary's page has all that the tutorials speak of."""
    known = {line for other in others for line in other.split("\n")}
    return "\n".join(line for line in names.split("\n") if line not in known)


def json_of(value: object) -> str:
    """JSON as short as it can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _call(name: str, value: str) -> str:
    return f"tandemSearch({json.dumps(name)},{value})\n"


def _weight(text: str) -> int:
    return len(gzip.compress(text.encode(), 6))


def _script(files: Iterable[str]) -> str:
    """Files of this folder as one script with a scope of its own, without comments but those of licences."""
    joined = "\n".join((_HERE / file).read_text(encoding="utf-8") for file in files)
    return squeeze(f'(() => {{\n"use strict";\n{joined}\n}})();\n', licences=True)


def _hash(file: str) -> str:
    """The part of a name that the page cannot make itself."""
    return file.split(".")[-2]


def _save(target: Path, name: str, text: str) -> str:
    """Write a script under a name that changes with it; gives the name."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    file = f"{name}.{digest}.js"
    (target / file).write_text(text, encoding="utf-8", newline="\n")
    return file
