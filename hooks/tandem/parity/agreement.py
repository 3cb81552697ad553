"""Agreement: everything in which a site's languages say different things. The way in to this package.

Life: `agreement_of` is called once a run with the shelf as it was read. Each language is compared with the pivot, page
by page and in the data files; where the pivot lacks a page, with the first language after it that has it. What a
tutorial's texts have in common (how long they are in one language against the other, which abbreviations both use) is
taken from the whole tutorial first. Nothing is rendered or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from ..core.data import Place, read_document, validate
from ..core.problems import Problems
from ..core.settings import Settings
from ..core.shelf import Shelf
from ..core.translated import Translated, translated_texts
from ..core.tutorial import Tutorial
from .comparison import compare, texts_in_pairs
from .exceptions import DIFFERS, held_in_data
from .findings import ERROR, Finding
from .language import Language
from .languages import load_languages
from .ledger import Ledger, Side, faulty_exceptions
from .lengths import extents, measure
from .paragraphs import CODE, DATA, Piece, Reading, Unit, read_units
from .passage import Shared
from .scripts import NamesFile, Stranger
from .terms import Terms
from .wording import short

LEAST_LETTERS = 12  # shorter texts say nothing of a tutorial's usual lengths


def agreement_of(shelf: Shelf, settings: Settings, problems: Problems) -> list[Finding]:
    """Where the site's languages differ from the pivot, in order. Faults of the rules themselves are problems."""
    languages = from_pivot(languages_of(settings, problems), settings)
    names = names_of(settings, problems)
    pairs = combinations([item.locale for item in languages], 2)
    terms = {pair: Terms(shelf.glossary, *pair) for pair in pairs}
    found: set[Finding] = set()
    for tutorial in (*shelf.tutorials, None):
        sides = _sides(shelf, tutorial, languages, problems)
        allowed = [*names, *(_own_names(tutorial) if tutorial is not None and tutorial.whole else ())]
        found |= compare_sides(sides, languages, allowed, terms)
    return sorted(found)


def languages_of(settings: Settings, problems: Problems) -> list[Language]:
    """The site's languages at work, those whose rules can be read."""
    rules = load_languages(settings.locales, problems, settings.places)
    return [Language(rules[locale]) for locale in settings.locales if locale in rules]


def from_pivot(languages: Sequence[Language], settings: Settings) -> list[Language]:
    """The languages in the order in which they are compared: the pivot first."""
    order = [language.locale for language in settings.from_pivot]
    return sorted(languages, key=lambda language: order.index(language.locale))


def compare_sides(
    sides: Sequence[Sequence[Side]],
    languages: Sequence[Language],
    allowed: Iterable[str],
    terms: Mapping[tuple[str, str], Terms] | None = None,
) -> set[Finding]:
    """The findings of one tutorial; each of `sides` is a page or a data file in all its languages, in their order.

    `terms` has the glossary at work in two languages, by their locales.
    """
    found: set[Finding] = set()
    names = list(allowed)
    used = set()
    for one, other in combinations(languages, 2):
        pairs = [
            (page[0], side) for page in sides for side in page[1:] if page[0].language is one and side.language is other
        ]
        if not pairs:
            continue
        shared = replace(shared_by(pairs), terms=(terms or {}).get((one.locale, other.locale)))
        strangers = tuple(Stranger(language, languages, names) for language in (one, other))
        for first, second in pairs:
            ledger = compare(first, second, shared)
            _left_behind(ledger, *strangers)
            found |= ledger.found
            used |= ledger.used
    for page in sides:
        for side in page:
            found.update(faulty_exceptions(side, next(item for item in (*page[1:], page[0]) if item is not side), used))
    return found


def _is_data(side: Side) -> bool:
    """Whether a side is a data file, whose labels and answers are terser than a tutorial's text."""
    return all(unit.kind == DATA for unit in side.reading.units)


def shared_by(pairs: Sequence[tuple[Side, Side]]) -> Shared:
    """What all pages of a tutorial have in common in two languages."""
    lengths: list[tuple[int, int]] = []
    abbreviations: tuple[set[str], set[str]] = set(), set()
    for first, other in pairs:
        for ours, theirs in texts_in_pairs(first, other):
            left, right = first.language.figures(ours.text), other.language.figures(theirs.text)
            abbreviations[0].update(left.abbreviations)
            abbreviations[1].update(right.abbreviations)
            length = extents(first.language, left.rest, other.language, right.rest)
            if min(length) >= LEAST_LETTERS and not _is_data(first):
                lengths.append(length)
    return Shared(measure(lengths), frozenset(abbreviations[0] & abbreviations[1]))


def _sides(
    shelf: Shelf, tutorial: Tutorial | None, languages: Sequence[Language], problems: Problems
) -> list[list[Side]]:
    """Pages, then data files, that there are in at least two languages."""
    pages = shelf.pages if tutorial is None else tutorial.pages
    names = dict.fromkeys(name for _, name in pages)
    sides = [
        [
            Side(page.path, language, read_units(page))
            for language in languages
            for page in [pages.get((language.locale, name))]
            if page is not None
        ]
        for name in names
    ]
    if tutorial is None:
        for path, glossary in shelf.glossaries.items():
            sides.append(_data_sides(path, translated_texts(glossary), languages, problems))
    elif tutorial.whole:
        texts = translated_texts(tutorial.file)
        sides.append(_data_sides(tutorial.folder / "tutorial.yml", texts, languages, problems))
        for name, value in tutorial.data.items():
            sides.append(_data_sides(tutorial.folder / name, translated_texts(value), languages, problems))
    return [page for page in sides if len(page) > 1]


def _data_sides(
    path: Path, found: Iterable[tuple[Place, Translated]], languages: Sequence[Language], problems: Problems
) -> list[Side]:
    """The texts of a data file as if they were a page in each language."""
    texts = [(place, text) for place, text in found if all(x.locale in text.root for x in languages)]
    document = read_document(path, Problems(problems.root)) if texts else None  # its faults are known already
    if document is None or not languages:
        return []
    lines = [{x.locale: document.line((*place, x.locale)) for x in languages} for place, _ in texts]
    held, orphans = held_in_data(path, [max(by_locale.values()) for by_locale in lines], problems, DIFFERS)
    sides = []
    for language in languages:
        pieces = [Piece(text[language.locale], at[language.locale]) for (_, text), at in zip(texts, lines, strict=True)]
        units = (Unit(DATA, "", piece.line, (piece,), exemptions=held.get(n, ())) for n, piece in enumerate(pieces))
        # What is said of the file as a whole is said once, beside its first language.
        sides.append(Side(path, language, Reading(tuple(units), orphans if language is languages[0] else ())))
    return sides


def _left_behind(ledger: Ledger, in_first: Stranger, in_other: Stranger) -> None:
    """Texts in the wrong language, on either side."""
    sides = (ledger.first, ledger.other, in_first, ledger.add_first), (ledger.other, ledger.first, in_other, ledger.add)
    for side, counterpart, stranger, add in sides:
        beside = counterpart.reading.units[0]
        for unit in side.reading.units:
            for piece in unit.pieces if unit.kind != CODE else ():
                for run in stranger.runs(piece.text):
                    place = unit, piece.line + piece.text.count("\n", 0, run.start)
                    nowhere = replace(beside, exemptions=()), beside.line
                    what = f"text in another language: '{short(run.text)}'"
                    fix = "translate it; if it is a name that stands so in every language, list it in names.yml"
                    places = (place, nowhere) if side is ledger.first else (nowhere, place)
                    add("script", ERROR, what, fix, *places)


def names_of(settings: Settings, problems: Problems) -> list[str]:
    """The site's own list of names, where it has one."""
    path = settings.docs / "names.yml"
    document = read_document(path, problems) if path.is_file() else None
    file = validate(NamesFile, document, problems) if document else None
    return list(file.names) if file else []


def _own_names(tutorial: Tutorial) -> list[str]:
    """What tutorial.yml gives in the original: the source's title, series and people, and the licences."""
    source, adapted = tutorial.file.source, tutorial.file.adapted
    names = [tutorial.file.licence.name]
    if adapted is not None:
        names += [adapted.licence, adapted.title, *adapted.authors]
    if source is not None:
        names += [source.licence.name, source.title, source.series, *source.authors, *source.editors]
    return names
