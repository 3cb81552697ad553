"""Sheets: the texts of one file in two languages, side by side, each with its name, and how changes are written back.

Life: `sheets_of` makes them from a shelf as it was read: one for each section, one for each data file with texts. Each
text is named by where it stands (`magnesium/dosing#cautions/2`), in every language alike. `written` gives the file with
changes in their places; whoever keeps it reads it again first.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ..core.data import Place
from ..core.page import Page, read_page
from ..core.problems import Problems
from ..core.shelf import Shelf
from ..core.translated import translated_texts
from ..parity.alignment import align
from ..parity.language import Language
from ..parity.paragraphs import DATA, ROW, Reading, Unit, read_units
from .insertion import Inserting, Shown, whole_page
from .spans import Span, name_of, spans_of
from .text import Source
from .values import Scalar, scalars

SITE = ""  # the name of what stands outside tutorials


@dataclass(frozen=True)
class Segment:
    """One text in two languages; `target` is '' where the other has none. Lines are those of the two files, from 1."""

    place: str
    kind: str
    source: str
    target: str
    source_lines: range
    target_lines: range


@dataclass(frozen=True)
class Sheet(ABC):
    """The texts of one file in two languages."""

    tutorial: str
    source_path: Path
    target_path: Path
    segments: Sequence[Segment]

    @abstractmethod
    def written(self, changes: Mapping[str, str]) -> Source:
        """The target's file with these texts, by their places, and all others as they are.

        A text that cannot be put anywhere is left out: who reads the result again sees that it is not there.
        """


@dataclass(frozen=True)
class PageSheet(Sheet):
    """A section in two languages; `shown` has each unit of the first with its counterpart in the second, or None."""

    pairs: Sequence[tuple[Shown | None, Shown | None]]
    places: Mapping[str, tuple[Span, Span | None]]
    source: Source
    target: Source | None

    def written(self, changes: Mapping[str, str]) -> Source:
        """The section with these texts; where the other language has none yet, only a whole one."""
        if self.target is None:
            texts = {place: changes.get(place, "") for place in self.places}
            return whole_page(self.source, [(span, texts[place]) for place, (span, _) in self.places.items()])
        edits = [
            there.replaced(changes[place])
            for place, (_, there) in self.places.items()
            if there is not None and place in changes
        ]
        inserting = Inserting(self.source, self.target, self.pairs)
        return self.target.edited([*edits, *inserting.edits(changes)])


@dataclass(frozen=True)
class DataSheet(Sheet):
    """The texts of a data file, which holds all languages."""

    places: Mapping[str, tuple[Scalar, Scalar | None]]
    locale: str
    source: Source

    def written(self, changes: Mapping[str, str]) -> Source:
        """The file with these texts; one that there was not stands behind those of the other languages."""
        edits = []
        for place, text in changes.items():
            last, there = self.places[place]
            edits.append(there.replaced(text) if there is not None else last.followed(self.locale, text))
        return self.source.edited(edits)


def sheets_of(shelf: Shelf, source: Language, target: Language) -> list[Sheet]:
    """Every file that has texts in the language that is translated from, in the order of the shelf."""
    found: list[Sheet] = []
    for tutorial in shelf.tutorials:
        for section in tutorial.file.sections:
            found += _page_sheets(tutorial.name, section, tutorial.pages, source, target)
        if tutorial.whole:
            values = {"tutorial.yml": tutorial.file, **tutorial.data}
            for name, value in values.items():
                found += _data_sheets(tutorial.name, tutorial.folder / name, value, source, target)
    for section in dict.fromkeys(name for _, name in shelf.pages):
        found += _page_sheets(SITE, section, shelf.pages, source, target)
    for path, glossary in shelf.glossaries.items():
        found += _data_sheets(SITE, path, glossary, source, target)
    return found


def _page_sheets(
    tutorial: str, section: str, pages: Mapping[tuple[str, str], Page], source: Language, target: Language
) -> Iterator[Sheet]:
    ours, theirs = pages.get((source.locale, section)), pages.get((target.locale, section))
    if ours is not None:
        name = f"{tutorial}/{section}" if tutorial else section
        yield page_sheet(tutorial, name, ours, theirs, source, target)


def page_sheet(
    tutorial: str, name: str, ours: Page, theirs: Page | None, source: Language, target: Language
) -> PageSheet:
    """The sheet of one section."""
    first, left, here = _read(ours)
    other, right, there = _read(theirs) if theirs is not None else (None, {}, None)
    pairs = align(here.units, there.units, source, target) if there is not None else [(u, None) for u in here.units]
    counted: Counter[str] = Counter()
    shown: list[tuple[Shown | None, Shown | None]] = []
    segments: list[Segment] = []
    places: dict[str, tuple[Span, Span | None]] = {}
    for unit, beside in pairs:
        units: list[Shown | None] = [None, None]
        if unit is not None:
            counted[unit.section] += 1
            at = f"{name}#{unit.section}/{counted[unit.section]}"
            names = tuple(f"{at}.{number + 1}" if unit.kind == ROW else at for number in range(len(unit.pieces)))
            spans = _spans(unit, left)
            theirs_ = _spans(beside, right) if beside is not None else ()
            for number, (place, span) in enumerate(zip(names, spans, strict=True)):
                over = theirs_[number] if number < len(theirs_) else None
                if span is None or not any(letter.isalpha() for letter in span.text):
                    continue
                places[place] = span, over
                lines = over.lines if over else range(0)
                text = over.text if over else ""
                segments.append(Segment(place, unit.kind, span.text, text, span.lines, lines))
            units[0] = Shown(unit, names, spans, _last_line(unit, spans, ours))
        if beside is not None and theirs is not None:
            spans = _spans(beside, right)
            units[1] = Shown(beside, ("",) * len(spans), spans, _last_line(beside, spans, theirs))
        shown.append((units[0], units[1]))
    path = ours.path.with_name(f"{ours.name}.{target.locale}.md")
    return PageSheet(tutorial, ours.path, path, segments, shown, places, first, other)


def page_fault(
    sheet: PageSheet, segment: Segment, text: str, source: Language, target: Language
) -> tuple[str, str] | None:
    """What is wrong with a text in the place of another one, and how to mend it; None where it can stand there."""
    section = sheet.source_path.name.split(".")[0]
    with TemporaryDirectory() as folder:
        path, found = Path(folder) / sheet.target_path.name, Problems(Path(folder))
        path.write_bytes(sheet.written({segment.place: text}).data)
        page = read_page(path, target.locale, section, found)
        if page is None or len(found):
            problem = next(iter(found))
            return problem.what, problem.fix
        ours = read_page(sheet.source_path, source.locale, section, Problems(Path(folder)))
        assert ours is not None  # it was read before
        name = segment.place.partition("#")[0]
        beside = page if sheet.source_path == sheet.target_path else ours
        there = page_sheet(sheet.tutorial, name, beside, page, source, target)
    texts = {item.place: " ".join(item.target.split()) for item in there.segments}
    wanted = {item.place: " ".join(item.target.split()) for item in sheet.segments if item.target}
    if texts.items() >= {**wanted, segment.place: " ".join(text.split())}.items():
        return None
    what = f"this text would not stay one {segment.kind}: a sign in it is read as something else"
    return what, "write it as one text, without what begins a list, a heading, a block or a cell"


def _read(page: Page) -> tuple[Source, Mapping[tuple[str, int, int], Span], Reading]:
    source = Source.read(page.path)
    return source, spans_of(page, source.text), read_units(page)


def _spans(unit: Unit, known: Mapping[tuple[str, int, int], Span]) -> tuple[Span | None, ...]:
    return tuple(known.get(name_of(unit.kind, unit.line, number)) for number in range(len(unit.pieces)))


def _last_line(unit: Unit, spans: Sequence[Span | None], page: Page) -> int:
    """The last line of a unit, from 1."""
    if unit.kind in page.front_lines:
        return page.first_line - 1
    if unit.kind == "code":
        return unit.line + unit.text.count("\n") + 1
    return max([unit.line, *(span.lines[-1] for span in spans if span is not None)])


def _data_sheets(tutorial: str, path: Path, value: object, source: Language, target: Language) -> Iterator[Sheet]:
    texts = [(place, text) for place, text in translated_texts(value) if source.locale in text.root]
    if not texts or path.suffix == ".json":
        return
    file = Source.read(path)
    known = scalars(file.text)
    name = f"{tutorial}/{path.name}" if tutorial else path.name
    segments: list[Segment] = []
    places: dict[str, tuple[Scalar, Scalar | None]] = {}
    for place, text in texts:
        by_locale = {locale: known[(*place, locale)] for locale in text.root if (*place, locale) in known}
        if source.locale not in by_locale or not any(letter.isalpha() for letter in text[source.locale]):
            continue
        there = by_locale.get(target.locale)
        at = f"{name}#{_written(place)}"
        places[at] = max(by_locale.values(), key=lambda scalar: scalar.end), there
        here, text_there = by_locale[source.locale].lines, text.root.get(target.locale, "")
        lines = there.lines if there else range(0)
        segments.append(Segment(at, DATA, text[source.locale], text_there, here, lines))
    yield DataSheet(tutorial, path, path, segments, places, target.locale, file)


def _written(place: Place) -> str:
    return ".".join(map(str, place))
