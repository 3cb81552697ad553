"""The glossary: the terms of the whole shelf in every language, one file beside the tutorials.

Life: `load_glossaries` reads `glossary.yml` and the files of the folder `glossary` once, with the shelf, and the shelf
keeps them, by file and joined (`joined`); a shelf without such a file has a glossary without terms. The page `glossary`
beside it shows them. What finds the terms in texts is `terminology`; who marks and compares them stands above that.

A term can be written in many ways: as it is shown (`term`), as readers may know or search it (`also`), and as grammar
or a sentence bends it (`forms`). One way of writing belongs to one term only, or no text could tell which is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from .data import Document, Place, Strict, matching, read_document, shown
from .problems import Problems, did_you_mean
from .settings import Settings
from .translated import Spellings, Translated, load_model

FILE = "glossary.yml"
FOLDER = "glossary"  # of more such files: a shelf's terms outgrow one, and who writes a tutorial has one for its own
PAGE = "glossary"  # the page beside the tutorials that shows it
LONGEST = 80  # characters in a term
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
SPACELESS += "\U00020000-\U0003ffff"  # Thai, Lao, Burmese, Khmer, Kana and Han: scripts without spaces between words

_MARKDOWN = re.compile(r"\*\*|__|`|\]\(|\[@|\A[#>*-] ")
_A_WORD = re.compile(f"[{SPACELESS}]")  # where one character can be a word
_SPACE_BESIDE = re.compile(rf"(?<=[{SPACELESS}]) | (?=[{SPACELESS}])")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011", "-"))

TermId = Annotated[
    str,
    matching(
        r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z",
        "an id that a link can name",
        "write small Latin letters, digits and hyphens, such as dorsal-horn",
    ),
]

SENTENCE = "sentence"


def _comparing(value: object) -> object:
    if value not in (True, False, SENTENCE) or isinstance(value, int) != isinstance(value, bool):
        raise ValueError(f"{shown(value)} is no way to compare a term | write true, false or {SENTENCE}")
    return value


class Term(Strict):
    """One term, as it is called and explained in each language."""

    id: TermId
    """Its id, which is also its anchor on the glossary's page: small Latin letters, digits and hyphens."""
    term: Translated
    """The term as it is shown."""
    also: Spellings = Field(default_factory=lambda: Spellings({}))
    """Other ways to call it, shown to readers and found by search: synonyms, abbreviations, other spellings."""
    forms: Spellings = Field(default_factory=lambda: Spellings({}))
    """Other ways in which it stands in the texts, not shown: plurals, verbs, parts of a sentence."""
    definition: Translated
    """What it means, in one or two sentences of plain text, without figures that would need a citation."""
    compare: Annotated[Literal[True, False, "sentence"], BeforeValidator(_comparing)] = True
    """How the languages' texts are held to each other for it: `true` by paragraph; `sentence` by sentence, as a drug's
    name must be; `false` not at all, for a term that is also an ordinary word."""

    def written(self, locale: str) -> tuple[str, ...]:
        """Every way to write it in one language, the shown one first."""
        return (self.term[locale], *self.also.get(locale), *self.forms.get(locale))


class Glossary(Strict):
    """glossary.yml."""

    terms: Annotated[tuple[Term, ...], Field(strict=False)] = ()
    """The terms, in any order: each language's page sorts them."""


def plain(text: str) -> str:
    """A text with one kind of space and hyphen, and no space where its script needs none."""
    text = " ".join(unicodedata.normalize("NFC", text).translate(_HYPHENS).split())
    return _SPACE_BESIDE.sub("", text)


def alike(text: str) -> str:
    """What two ways to write a term have in common when a reader would take them for the same."""
    return plain(text).upper()


def files_of(docs: Path) -> list[Path]:
    """The files of the glossary: the one beside the tutorials, then those of its folder in the order of their names.

    A folder that is a tutorial is none of the glossary's.
    """
    folder = docs / FOLDER
    more = () if (folder / "tutorial.yml").exists() else sorted(folder.glob("*.yml"))
    return [path for path in (docs / FILE, *more) if path.is_file()]


def load_glossaries(docs: Path, settings: Settings, problems: Problems) -> dict[Path, Glossary]:
    """The glossary of the folder of sources, by file; without those that cannot be used."""
    found: dict[Path, Glossary] = {}
    for path in files_of(docs):
        read = load_model(Glossary, path, settings, problems, check=lambda glossary: _faults(glossary, settings))
        if read is not None:
            found[path] = read
    _check_files(found, problems)
    # A text without one of its languages is a problem already; nothing downstream shall stumble over it.
    needed = {*settings.locales}
    return {
        path: Glossary(
            terms=tuple(term for term in read.terms if needed <= term.term.root.keys() & term.definition.root.keys())
        )
        for path, read in found.items()
    }


def joined(files: Iterable[Glossary]) -> Glossary:
    """The terms of all files as one glossary."""
    return Glossary(terms=tuple(term for one in files for term in one.terms))


def _check_files(files: Mapping[Path, Glossary], problems: Problems) -> None:
    """What two files claim: an id, or a way of writing."""
    ids: dict[str, Path] = {}
    spellings: dict[tuple[str, str], tuple[Path, str]] = {}
    for path, glossary in files.items():
        document = read_document(path, Problems(problems.root))

        def tell(place: Place, what: str, fix: str, path: Path = path, document: Document | None = document) -> None:
            problems.add(path, document.line(place) if document else 1, what, fix)

        for number, term in enumerate(glossary.terms):
            at: Place = ("terms", number)
            if (first := ids.setdefault(term.id, path)) != path:
                what = f"the id '{term.id}' stands in {first.name} too"
                tell((*at, "id"), what, "give one of the two terms another id, or keep one of them")
                continue
            for place, locale, text in _spellings(term, at):
                file, owner = spellings.setdefault((locale, alike(text)), (path, term.id))
                if file != path:
                    what = f"'{text}' belongs to two terms in '{locale}': '{owner}' in {file.name} and '{term.id}' here"
                    tell(place, what, "keep it with one of them")


def _faults(glossary: Glossary, settings: Settings) -> Iterator[tuple[Place, str, str]]:
    if not glossary.terms:
        yield ("terms",), "the glossary has no terms", "write one, or remove the file"
    ids: set[str] = set()
    known: dict[tuple[str, str], int] = {}
    for number, term in enumerate(glossary.terms):
        at: Place = ("terms", number)
        if term.id in ids:
            yield (*at, "id"), f"the id '{term.id}' stands twice", "give one of the two terms another id"
        ids.add(term.id)
        for locale, text in term.definition.root.items():
            if _MARKDOWN.search(text):
                what = f"the definition of '{term.id}' holds signs of Markdown, which would be shown"
                yield (*at, "definition", locale), what, "write plain text"
        yield from _unknown_languages(term, at, settings)
        for place, locale, text in _spellings(term, at):
            if len(text) < 2 and not _A_WORD.match(text):
                yield place, f"'{text}' is too short to be found in a text", "write the word out, or remove it"
            if len(text) > LONGEST:
                what = f"{shown(text)} is too long for a term"
                yield place, what, f"write at most {LONGEST} characters; explain it in the definition"
            owner = known.setdefault((locale, alike(text)), number)
            if owner != number:
                what = f"'{text}' belongs to two terms in '{locale}': '{glossary.terms[owner].id}' and '{term.id}'"
                yield place, what, "keep it with one of them"
        yield from _repeated(term, at)


def _repeated(term: Term, at: Place) -> Iterator[tuple[Place, str, str]]:
    seen: set[tuple[str, str]] = set()
    for place, locale, text in _spellings(term, at):
        if (locale, alike(text)) in seen:
            yield place, f"'{text}' stands twice in the term '{term.id}'", "keep one of the two"
        seen.add((locale, alike(text)))


def _unknown_languages(term: Term, at: Place, settings: Settings) -> Iterator[tuple[Place, str, str]]:
    for name, spellings in (("also", term.also), ("forms", term.forms)):
        for locale in spellings.root:
            if locale not in settings.locales:
                what = f"'{name}': the site has no language '{locale}'"
                yield (*at, name, locale), what, did_you_mean(locale, settings.locales)


def _spellings(term: Term, at: Place) -> Iterator[tuple[Place, str, str]]:
    """Every way to write the term: place, language, text. One that stands there twice is a slip too."""
    for locale, text in term.term.root.items():
        yield (*at, "term", locale), locale, text
    for name, spellings in (("also", term.also), ("forms", term.forms)):
        for locale, texts in spellings.root.items():
            yield from (((*at, name, locale, index), locale, text) for index, text in enumerate(texts))
