"""`python -m tandem translate import FILE…`: translations back into the sources.

Life: every text that is another one than went out is put into its place in a copy of the sources, and the copy is read
and checked as `check` would. Each fault is told at the text's line in the translator's file; with a single one nothing
is written, so that the sources are never half translated.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..core.page import HEADING_ID
from ..core.problems import Problems
from ..core.settings import load_settings
from ..parity.findings import ERROR, Finding
from ..parity.paragraphs import HEADING
from ..segments.reading import RefusedError, Two, read_pair
from ..segments.sheets import PageSheet, Segment, Sheet, page_fault, sheets_of
from ..segments.text import Source
from ..segments.trial import Told, Trial, tried
from .entries import Package, Returned, digest
from .export import read_any

_STRUCTURE = "structure"
_AGAIN = "export the texts again, and translate this one in the new file"


def bring_back(config: Path, files: Sequence[Path]) -> int:
    """Put translations into the sources. Exit status: 0 when all of them fit, 1 when nothing was written."""
    problems = Problems(config.parent)
    try:
        said = _bring_back(config, files, problems)
    except RefusedError as refused:
        print(refused)
        return 1
    for problem in problems.warnings:
        print(problem)
    print("\n".join(said))
    return 0


def _bring_back(config: Path, files: Sequence[Path], problems: Problems) -> list[str]:
    settings = load_settings(config, problems)
    if settings is None:
        raise RefusedError(problems.report())
    tags = {language.tag: language.locale for language in settings.languages}
    packages = [read_any(path, tags, problems) for path in files]
    read = [package for package in packages if package is not None]
    pairs = dict.fromkeys((package.source, package.target) for package in read)
    if len(pairs) > 1:
        raise RefusedError("the files are of different languages\n  fix: import those of each language by themselves")
    if len(problems) or not read:
        raise RefusedError(problems.report())
    source, target = next(iter(pairs))
    two = read_pair(config, source, target, Problems(problems.root))
    work = _Work(two, sheets_of(two.site.shelf, two.source, two.target), problems)
    for package in read:
        work.take(package)
    if not len(problems):
        work.compare()
    if len(problems):
        raise RefusedError(f"{problems.report()}\nnothing was written")
    return work.write()


@dataclass(frozen=True)
class _Change:
    """A text for a place, and where it was handed in."""

    segment: Segment
    sheet: Sheet
    text: str
    path: Path
    line: int


@dataclass
class _Work:
    """What comes back between two languages."""

    two: Two
    sheets: Sequence[Sheet]
    problems: Problems
    changes: dict[str, _Change] = field(default_factory=dict)
    files: dict[Path, Source] = field(default_factory=dict)
    unsure: int = 0
    unchanged: int = 0

    # --- what was translated -----------------------------------------------------------------------------------------

    def take(self, package: Package) -> None:
        """Find the places of the texts that were translated; what cannot be put anywhere for sure is a problem."""
        known = {item.place: (sheet, item) for sheet in self.sheets for item in sheet.segments}
        seen: dict[str, int] = {}
        for entry in package.entries:
            if entry.place in seen:
                what = f"the place '{entry.place}' stands here twice (first on line {seen[entry.place]})"
                self._problem(package, entry, what, "keep one of the two")
            seen[entry.place] = entry.line
            text = entry.target.strip()
            if not text or digest(entry.target) == entry.was:
                self.unchanged += 1
            elif entry.unsure:
                self.unsure += 1
            else:
                self._find(package, entry, text, known)

    def _find(self, package: Package, entry: Returned, text: str, known: Mapping[str, tuple[Sheet, Segment]]) -> None:
        sheet, item = known.get(entry.place, (None, None))
        if item is None or _folded(item.source) != _folded(entry.source):
            name = entry.place.partition("#")[0]
            moved = [
                pair
                for place, pair in known.items()
                if place.partition("#")[0] == name and _folded(pair[1].source) == _folded(entry.source)
            ]
            if len(moved) != 1:
                what = f"the source of '{entry.place}' is no longer what was translated"
                self._problem(package, entry, what, _AGAIN)
                return
            sheet, item = moved[0]
        assert sheet is not None
        if item.kind == HEADING and HEADING_ID.search(text):
            what = "the id of a heading is no part of its text"
            self._problem(package, entry, what, "write the words alone; the id stays as it is in every language")
        elif text == item.target:
            self.unchanged += 1
        elif digest(item.target) != entry.was:
            there = f"{sheet.target_path.name}:{item.target_lines[0]}" if item.target_lines else sheet.target_path.name
            what = f"{there} was changed after the texts were exported" if entry.was else "the note `was` is not there"
            self._problem(package, entry, f"{what}, so this translation could undo somebody's work", _AGAIN)
        elif item.place in self.changes and self.changes[item.place].text != text:
            other = self.changes[item.place]
            what = f"{other.path.name}:{other.line} has another translation of '{item.place}'"
            self._problem(package, entry, what, "import the one that is meant, without the other")
        else:
            self.changes[item.place] = _Change(item, sheet, text, package.path, entry.line)

    def _problem(self, package: Package, entry: Returned, what: str, fix: str) -> None:
        self.problems.add(package.path, entry.line, what, fix)

    # --- whether it fits ---------------------------------------------------------------------------------------------

    def compare(self) -> None:
        """Put the texts into a copy of the sources, read them there again, and check them."""
        for sheet in self.sheets:
            texts = {place: change.text for place, change in self.changes.items() if change.sheet is sheet}
            if texts and self._whole(sheet, texts):
                self.files[sheet.target_path] = sheet.written(texts)
        if not self.files:
            return
        trial, sheets = self._tried(self.files)
        there = {item.place: item for sheet in sheets for item in sheet.segments}
        lost = self._lost(there)
        if lost:
            self._tell_lost(lost)
        else:
            self._attribute(trial, there)

    def _whole(self, sheet: Sheet, texts: Mapping[str, str]) -> bool:
        """Whether a section that the language does not have yet is there as a whole."""
        if not isinstance(sheet, PageSheet) or sheet.target is not None:
            return True
        lacking = [item for item in sheet.segments if item.place not in texts]
        if lacking:
            change = self.changes[next(iter(texts))]
            count = f"{len(lacking)} of {len(sheet.segments)} texts of {sheet.target_path.name} are not translated"
            what = f"{count}, the first of them '{lacking[0].place}'; a section is written when it is whole"
            self.problems.add(change.path, change.line, what, "translate the rest, or mark its texts as fuzzy")
        return not lacking

    def _tried(self, files: Mapping[Path, Source]) -> tuple[Trial, list[Sheet]]:
        data = {path: source.data for path, source in files.items()}
        return tried(self.two.site.settings, data, lambda site: sheets_of(site.shelf, self.two.source, self.two.target))

    def _lost(self, there: Mapping[str, Segment]) -> list[str]:
        """The places whose text is not what it should be, changed or not."""
        concerned = [item for sheet in self.sheets if sheet.target_path in self.files for item in sheet.segments]
        wanted = {item.place: item.target for item in concerned}
        wanted |= {place: change.text for place, change in self.changes.items()}
        return [
            place
            for place, text in wanted.items()
            if place not in there or _folded(there[place].target) != _folded(text)
        ]

    def _tell_lost(self, lost: Sequence[str]) -> None:
        """Tell which texts cannot stand where they belong: those that cannot alone, else those that are not there."""
        faults = {place: self._fault(change) for place, change in self.changes.items()}
        culprits = [place for place, fault in faults.items() if fault] or [x for x in lost if x in faults] or [*faults]
        for place in culprits:
            change = self.changes[place]
            source, target = change.sheet.source_path.name, change.sheet.target_path.name
            what, fix = faults[place] or (
                f"no place for this text can be found for sure in {target}",
                f"put the counterpart of {source}:{change.segment.source_lines[0]} there by hand",
            )
            self.problems.add(change.path, change.line, what, fix)

    def _fault(self, change: _Change) -> tuple[str, str] | None:
        """What is wrong with a text in the place of another one, by itself; None where it can stand there."""
        sheet = change.sheet
        if not isinstance(sheet, PageSheet) or sheet.target is None or not change.segment.target_lines:
            return None
        return page_fault(sheet, change.segment, change.text, self.two.source, self.two.target)

    def _attribute(self, trial: Trial, there: Mapping[str, Segment]) -> None:
        """Tell every fault at the text that it is in, and a new one that is in none of them at its own place."""
        lines: dict[tuple[Path, int], list[_Change]] = {}
        for place, change in self.changes.items():
            item, sheet = there[place], change.sheet
            for path, numbers in ((sheet.target_path, item.target_lines), (sheet.source_path, item.source_lines)):
                for line in numbers:
                    lines.setdefault((path, line), []).append(change)
        others: list[Told] = []
        for finding in trial.findings:
            mine = [
                change
                for change in lines.get((finding.path, finding.line), ())
                if _concerns(finding, there[change.segment.place], change)
            ]
            for change in mine:
                tell = self.problems.add if finding.severity == ERROR else self.problems.warn
                tell(change.path, change.line, finding.what, finding.fix)
            if not mine and finding.severity == ERROR and finding.kind != _STRUCTURE:
                others.append(Told(finding.path, finding.line, finding.what, finding.fix))
        for told in trial.problems:
            mine = [change for change in lines.get(told[:2], ()) if told.path == change.sheet.target_path]
            for change in mine:
                self.problems.add(change.path, change.line, told.what, told.fix)
            if not mine:
                others.append(told)
        self._tell_new(others)

    def _tell_new(self, others: Sequence[Told]) -> None:
        """Tell what is wrong outside of the texts, and was not before."""
        if not others:
            return
        trial, _ = self._tried({})
        before = {(item.path, item.what, item.fix) for item in trial.problems}
        before |= {(item.path, item.what, item.fix) for item in trial.findings}
        for told in others:
            if (told.path, told.what, told.fix) not in before:
                self.problems.add(*told)

    # --- writing -----------------------------------------------------------------------------------------------------

    def write(self) -> list[str]:
        """Write the files, each in one step, and say what was done."""
        for path, source in self.files.items():
            beside = path.with_name(f"{path.name}.next")
            beside.write_bytes(source.data)
            beside.replace(path)
        counts = {path: sum(item.sheet.target_path == path for item in self.changes.values()) for path in self.files}
        said = [f"{os.path.relpath(path)}: {count} texts" for path, count in counts.items()]
        rest = f"{self.unchanged} unchanged or empty, {self.unsure} marked fuzzy and left"
        return [*said, f"{len(self.changes)} texts written; {rest}"]


def _folded(text: str) -> str:
    return " ".join(text.split())


def _concerns(finding: Finding, item: Segment, change: _Change) -> bool:
    """Whether a difference is one of this text: what says that another has no counterpart stands beside it."""
    if finding.kind != _STRUCTURE:
        return True
    other = item.source_lines if finding.path == change.sheet.target_path else item.target_lines
    return finding.counterpart_line in other
