"""Names and questions for an index that is not ours: what a library's own search, of whole words, finds pages by.

Life: `keywords` reads the finished pages when the archives are made. A page is given the other names of what it speaks
of, in its own language, and the questions that its sections claim. That index wants every word of a query on a page,
and of writing without spaces every pair of signs: so it is given the pairs in which what the tutorial is about meets a
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..core.keywords import Keywords
from ..core.page import Page
from ..core.problems import Problems
from ..core.settings import Language
from ..core.shelf import Shelf
from .folding import fold
from .languages import load_languages, load_thesaurus
from .names import Names
from .sections import read_sections
from .write import shows_beside

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")  # what is cut into pairs
_FEW = 4  # times that a text has to speak of a thing to be found by its other names
_OFTEN = 5  # times that a name is said at most
_HEADING = 10  # what a name in a heading weighs for the page to open

Said = dict[tuple[str, ...], int]


@dataclass(frozen=True)
class _Read:
    """A finished page: what its headings and its text speak of, and what its tutorial is called; '' outside one."""

    page: Page
    headings: Said
    text: Said
    title: str


def keywords(folder: Path, shelf: Shelf) -> dict[str, Keywords]:
    """For each page of a finished site in `folder`, by its address there, what else it is found by."""
    problems = Problems(shelf.settings.root)
    languages = load_languages(shelf.settings.locales, problems, shelf.settings.places)
    thesaurus = load_thesaurus(shelf.settings.locales, problems, shelf.settings.places)
    assert not len(problems), problems.report()  # `check_languages` has read the same files
    found: dict[str, Keywords] = {}
    for language in shelf.settings.languages:
        found |= _of_language(folder, shelf, language, Names(shelf, languages, thesaurus, language.locale))
    return found


def _of_language(folder: Path, shelf: Shelf, language: Language, names: Names) -> dict[str, Keywords]:
    pages: dict[str, _Read] = {}
    for tutorial, page in shelf.all_pages():
        if page.locale != language.locale or (tutorial is not None and tutorial not in shelf.listed):
            continue
        address = f"{language.prefix}{f'{tutorial.name}/' if tutorial else ''}{page.name}.html"
        sections = read_sections((folder / address).read_text(encoding="utf-8"))
        headings = names.said_in("\n".join(section.heading for section in sections))
        text = names.said_in("\n".join(f"{section.heading}\n{section.text}" for section in sections))
        pages[address] = _Read(page, headings, text, tutorial.file.title[language.locale] if tutorial else "")
    titles = _titles(pages, language.options.list_separator)
    return {
        address: Keywords(
            " ".join(_repeated(_spoken_of(read))),
            "\n".join([*_repeated(read.headings), *_asked(read.page)]),
            "" if shows_beside(read.page) else _joined(read.headings, names.said_in(read.title)),
            (*titles.get(address, ()), *_asked(read.page)),
        )
        for address, read in pages.items()
    }


def _asked(page: Page) -> list[str]:
    return [question for questions in page.front.asks.values() for question in questions]


def _spoken_of(read: _Read) -> Said:
    """What a page is found by under other names; one that does not teach is found by its own words and headings."""
    if not read.title or shows_beside(read.page):
        return {}
    return {names: times for names, times in read.text.items() if times >= _FEW}


def _repeated(said: Said) -> Iterable[str]:
    for names, times in said.items():
        yield from (name for name in names for _ in range(min(times, _OFTEN)))


def _joined(headings: Said, subjects: Said) -> str:
    """The signs that meet in `subject + name`, each pair once; none without a subject."""
    named, about = ([name for names in said for name in _shortest(names)] for said in (headings, subjects))
    begin = {name[0] for name in named if _UNSPACED.fullmatch(name[0])}
    last = {name[-1] for name in about if _UNSPACED.fullmatch(name[-1])}
    return " ".join(sorted(end + sign for end in last for sign in begin))


def _shortest(names: tuple[str, ...]) -> list[str]:
    """Names without those that another is a part of: who types more than it is found the page by its text."""
    return [name for name in names if not any(other != name and other in name for other in names)]


def _titles(pages: Mapping[str, _Read], separator: str) -> dict[str, list[str]]:
    """What each thing is called, at the page of a tutorial that speaks of it most; first one that teaches or acts."""
    best: dict[tuple[str, ...], tuple[tuple[bool, int], str]] = {}
    for address, read in pages.items():
        for names, times in read.text.items() if read.title else ():
            worth = (not shows_beside(read.page), _HEADING * read.headings.get(names, 0) + times)
            if names in read.headings and (names not in best or worth > best[names][0]):
                best[names] = (worth, address)
    found: dict[str, list[str]] = {}
    shown: list[set[str]] = []
    for names, (_, address) in sorted(best.items(), key=lambda item: -len(item[0])):
        words = fold(pages[address].page.front.title, {}).split()
        # Who types what the page's own title begins with is offered that.
        others = [name for name in _shortest(names) if len(name) > 1 and fold(name, {}).split()[0] not in words]
        if others and not any(set(others) <= more for more in shown):
            shown.append(set(others))
            found.setdefault(address, []).append(separator.join(others))
    return found
