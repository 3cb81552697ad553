"""Everything that can be said of the sources without rendering them.

Life: the build and `python -m tandem check` both call `check_site`; the build goes on only when it finds no problem.
What one language says by itself is read and checked first; then whether the languages say the same, whether each text
writes doses as it must and names its sources, and since when the languages were not compared again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .core.guard import guard
from .core.problems import Problems
from .core.remembered import Remembered, Said, everything
from .core.settings import Settings, load_settings
from .core.shelf import Shelf, load_shelf
from .core.store import Store
from .core.strings import Strings, load_strings
from .core.withdrawn import report_withdrawn
from .freshness import FEATURE as FRESHNESS
from .freshness import report, standings, withheld
from .parity.agreement import agreement_of, languages_of
from .parity.findings import ERROR, Finding
from .parity.freshness import Standing
from .parity.interface import untranslated
from .parity.language import Language
from .prose.check import check_prose
from .registry import DOMAINS, FEATURES, STATEMENTS
from .sealing import check_files

CACHE = ".cache/tandem"  # beside the settings: what was made and said before
CHECKS = "checks"  # what was said, in that folder
FOLDERS = (*DOMAINS, *(feature.folder for feature in FEATURES))  # whose words the interface speaks


@dataclass
class Site:
    """All sources of a site, read and checked. `standings`: how fresh each section is, known once all is checked."""

    settings: Settings
    strings: dict[str, Strings]
    shelf: Shelf
    standings: list[Standing] = field(default_factory=list)
    remembered: Remembered | None = None  # what was judged, and what was known

    def by_place(self) -> dict[tuple[str, str], Standing]:
        """The standings by tutorial ('' for none) and section."""
        return {(item.tutorial, item.section): item for item in self.standings}

    def changed(self) -> dict[str, date]:
        """When each tutorial was last changed, as its own data tell: written, reviewed or compared, the newest."""
        found = {}
        for tutorial in self.shelf.tutorials:
            since = [item.since for item in self.standings if item.tutorial == tutorial.name and item.since]
            reviewed = [tutorial.file.reviewed] if tutorial.file.reviewed else []
            found[tutorial.name] = max([tutorial.file.written, *reviewed, *since])
        return found

    def leave_out_drafts(self) -> None:
        """Keep what is published, once all has been checked: nothing that is made afterwards knows a draft."""
        self.shelf.tutorials = self.shelf.listed
        names = {"", *(tutorial.name for tutorial in self.shelf.tutorials)}
        self.standings[:] = [standing for standing in self.standings if standing.tutorial in names]

    def hold_back(self) -> None:
        """Take what shows a dose that was not compared from its language's readers, once all has been checked."""
        drafts = {tutorial.name for tutorial in self.shelf.tutorials if tutorial.file.draft}
        tutorials = {tutorial.name: tutorial for tutorial in self.shelf.tutorials}
        for tutorial, section, locale in sorted(withheld(self.standings, self.settings.freshness, drafts)):
            tutorials[tutorial].hold_back(locale, section)


def check_site(config_file: Path, problems: Problems, store: Store | None = None) -> Site | None:
    """Read and check a site, and whether its languages agree; None when even its settings cannot be read.

    With a store, what was said before of a tutorial with the same sources is said again.
    """
    report_withdrawn(config_file, problems)
    site = read_site(config_file, problems)
    if site is not None:
        languages = languages_of(site.settings, problems)
        site.remembered = Remembered(site.shelf, problems.root, store)
        disagreeing = _judge(site, languages, problems)
        site.standings = standings(site.shelf, languages, FEATURES, problems)
        site.shelf.prepared[FRESHNESS.name] = site.standings
        report(site.shelf, site.standings, disagreeing, site.settings.freshness, problems)
    return site


def _judge(site: Site, languages: Sequence[Language], problems: Problems) -> frozenset[Path]:
    """Whether the languages agree and the prose is right; gives the files in which they do not."""
    assert site.remembered is not None
    fresh, own = site.remembered.fresh(), Problems(problems.root)
    disagreeing: set[Path] = set()
    if fresh:
        part = site.shelf.only(fresh)
        findings = agreement_of(part, site.settings, own)
        _record(findings, own)
        disagreeing = {path for item in findings if item.severity == ERROR for path in (item.path, item.counterpart)}
        check_prose(part, languages, own, statements=STATEMENTS)
    said = site.remembered.keep(Said(tuple(own.everything()), frozenset(disagreeing)))
    problems.include(said.problems)
    findings = untranslated(FOLDERS, site.settings, problems)
    _record(findings, problems)
    there = {path for item in findings if item.severity == ERROR for path in (item.path, item.counterpart)}
    return said.disagreeing | there


def _record(findings: Iterable[Finding], problems: Problems) -> None:
    for finding in findings:
        record = problems.add if finding.severity == ERROR else problems.warn
        record(finding.path, finding.line, finding.what, finding.fix)


def check_again(config_file: Path, problems: Problems, store: Store) -> None:
    """Everything that can be said of a site; of the very same files it is said without looking at them again."""
    settings = load_settings(config_file, Problems(problems.root))

    def check() -> Problems:
        found = Problems(problems.root)
        check_site(config_file, found, store)
        return found

    problems.include(everything(settings, store, check) if settings else check().everything())


def read_site(config_file: Path, problems: Problems) -> Site | None:
    """Read and check a site; None when even its settings cannot be read. `problems` holds all that is wrong."""
    settings = load_settings(config_file, problems)
    return read_sources(settings, problems) if settings is not None else None


def read_sources(settings: Settings, problems: Problems) -> Site:
    """Read and check the sources that the settings name."""
    strings = load_strings(FOLDERS, settings.locales, problems, settings.places)
    shelf = load_shelf(settings, FEATURES, problems)
    shelf.strings = strings
    guard(shelf, FEATURES, problems)
    for feature in FEATURES:
        if feature.check is not None:
            feature.check(shelf, problems)
    check_files(shelf, FEATURES, problems)
    return Site(settings, strings, shelf)
