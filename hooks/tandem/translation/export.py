"""`python -m tandem translate export LANGUAGE`: every text of the site for a translator, with what to know of it.

Life: one file for each tutorial and one for what stands outside. A file that holds translations which the sources do
not have yet is never written over.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ..core.problems import Problems, did_you_mean
from ..freshness import standings
from ..registry import FEATURES
from ..segments.reading import RefusedError, Two, read_pair
from ..segments.sheets import Segment, Sheet, sheets_of
from ..terminology import Finder
from . import po, xliff
from .entries import Entry, Package, digest
from .memory import Memory

FORMATS = {"po": po.SUFFIX, "xliff": xliff.SUFFIX}
OUTSIDE = "site"  # the file of what stands outside tutorials


def export(
    config: Path, target: str, source: str | None, tutorials: Sequence[str], form: str, folder: Path | None
) -> int:
    """Write the files. Exit status: 0 when all were written, 1 when none was."""
    problems = Problems(config.parent)
    try:
        two = read_pair(config, source, target, problems)
        written = _files(two, tutorials, form, folder or config.parent / "translations", problems)
    except RefusedError as refused:
        print(refused)
        return 1
    for path, entries in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(entries, form, path, two), encoding="utf-8", newline="\n")
        done = sum(bool(entry.target) and not entry.behind for entry in entries)
        print(f"{os.path.relpath(path)}: {len(entries)} texts, {len(entries) - done} to translate or to look at")
    return 0


def _files(two: Two, tutorials: Sequence[str], form: str, folder: Path, problems: Problems) -> dict[Path, list[Entry]]:
    sheets = sheets_of(two.site.shelf, two.source, two.target)
    names = [sheet.tutorial or OUTSIDE for sheet in sheets]
    for name in tutorials:
        if name not in names:
            raise RefusedError(f"there is no tutorial '{name}'\n  fix: {did_you_mean(name, set(names))}")
    memory = Memory((item.source, item.target) for sheet in sheets for item in sheet.segments if item.target)
    making = _Making(two, memory, _behind(two, problems), problems.root)
    found: dict[Path, list[Entry]] = {}
    for name, group in groupby(sheets, key=lambda sheet: sheet.tutorial or OUTSIDE):
        if tutorials and name not in tutorials:
            continue
        path = folder / two.target.locale / f"{name}{FORMATS[form]}"
        these = list(group)
        if path.exists():
            _refuse_lost_work(path, read_package(path, two, problems), these, problems)
        found[path] = [making.entry(sheet, item) for sheet in these for item in sheet.segments]
    if len(found) == 0:
        raise RefusedError(f"there is nothing to translate from '{two.source.locale}'")
    return found


def read_package(path: Path, two: Two, problems: Problems) -> Package | None:
    """A file of translations, in the format that its name says."""
    return read_any(path, {item.tag: item.locale for item in two.site.settings.languages}, problems)


def read_any(path: Path, locales: dict[str, str], problems: Problems) -> Package | None:
    """The same, by the site's languages: their names by their tags."""
    if path.suffix == po.SUFFIX:
        return po.read_po(path, problems)
    if path.suffix in {xliff.SUFFIX, ".xliff"}:
        return xliff.read_xliff(path, locales, problems)
    what = f"files of the kind '{path.suffix or path.name}' are not read"
    problems.add(path, 1, what, f"give a file that ends in {' or '.join(FORMATS.values())}")
    return None


def _refuse_lost_work(path: Path, package: Package | None, sheets: Iterable[Sheet], problems: Problems) -> None:
    """Keep translations that were not brought back yet."""
    now = {item.place: item.target for sheet in sheets for item in sheet.segments}
    own = Problems(problems.root)
    if package is None:
        own.add(path, 1, "this file cannot be read, so it is not written over", "move it away")
    for entry in package.entries if package else ():
        translated = entry.target and not entry.unsure and digest(entry.target) != entry.was
        if translated and entry.target.strip() != now.get(entry.place, ""):
            what = "this translation is not in the sources yet, and a new file would lose it"
            own.add(path, entry.line, what, f"run `translate import {path.name}` first, or move the file away")
    if len(own):
        raise RefusedError(own.report())


def _text(entries: Sequence[Entry], form: str, path: Path, two: Two) -> str:
    tags = [two.site.settings.language(item.locale).tag for item in (two.source, two.target)]
    if form == "po":
        return po.po_text(entries, (two.source.locale, tags[0]), (two.target.locale, tags[1]), path.stem)
    return xliff.xliff_text(entries, *tags)


def _behind(two: Two, problems: Problems) -> set[tuple[Path, int]]:
    """Where the target language may be behind, by the record of agreement: file and line."""
    found = standings(two.site.shelf, two.languages, FEATURES, Problems(problems.root))
    locale = two.target.locale
    return {
        (side.path, look.here.line)
        for standing in found
        for side in standing.sides
        if side.language.locale == locale
        for look in standing.looks(locale)
        if look.here is not None
    }


@dataclass
class _Making:
    """Makes entries of texts."""

    two: Two
    memory: Memory
    behind: set[tuple[Path, int]]
    root: Path

    def __post_init__(self) -> None:
        self.finder = Finder(self.two.site.shelf.glossary.terms, self.two.source.locale)

    def entry(self, sheet: Sheet, item: Segment) -> Entry:
        file = os.path.relpath(sheet.source_path.resolve(), self.root.resolve()).replace(os.sep, "/")
        equal = "" if item.target else self.memory.equal(item.source)
        match = None if item.target or equal else self.memory.near(item.source)
        behind = any((sheet.target_path, line) in self.behind for line in item.target_lines)
        return Entry(
            item.place,
            item.kind,
            file,
            item.source_lines[0],
            item.source,
            item.target or equal,
            digest(item.target),
            tuple(self._notes(item.source)),
            behind,
            match,
        )

    def _notes(self, text: str) -> Iterator[tuple[str, str]]:
        figures = dict.fromkeys(figure.text.strip() for figure in self.two.source.figures(text).quantities)
        if figures:
            yield "figures", "; ".join(figures)
        target = self.two.target.locale
        terms = {text[mention.start : mention.end]: mention.term.term[target] for mention in self.finder.mentions(text)}
        if terms:
            yield "terms", "; ".join(f"{here} = {there}" for here, there in terms.items())
