"""`python -m tandem agree SECTION`: somebody who has read both languages declares that they say the same.

Life: one section a run, or with a tutorial alone all that changed in it, one after the other in one sitting; in two
languages, which a site of more is told, since nobody is asked about a language that they do not read. What changed
since the last agreement is shown side by side, then asked once a section; only `y` writes the record, at once. Nothing
is recorded that was not shown, and nothing that has not changed: no option stamps several sections, or answers in the
reader's place.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import zip_longest
from pathlib import Path

from .check import Site, read_site
from .core.extent import breadth, is_wide
from .core.installed import agree_command, tutorial_option
from .core.problems import Problems, did_you_mean
from .core.settings import Settings
from .freshness import OUTSIDE, Kept, kept_together, standings
from .parity.agreement import agreement_of, languages_of
from .parity.findings import ERROR, Finding
from .parity.freshness import Pair, Standing, State
from .parity.ledger import Side
from .parity.paragraphs import Unit
from .parity.record import FILE, Record, record_text, section_record, written
from .registry import FEATURES

_BETWEEN = " │ "
_LEAST_COLUMNS = 40


class _RefusedError(Exception):
    """Why nothing can be recorded, in words for the terminal."""


def agree(
    config_file: Path, sections: Sequence[str], tutorial_name: str | None, languages: Sequence[str] | None = None
) -> int:
    """Show one section, ask on the terminal, record. Exit status: 0 when it was recorded, 1 when it was not."""
    try:
        print(_agree(config_file, sections, tutorial_name, languages))
    except _RefusedError as refused:
        print(refused)
        return 1
    return 0


def _agree(
    config_file: Path, sections: Sequence[str], tutorial_name: str | None, languages: Sequence[str] | None
) -> str:
    wanted = [name for given in sections for name in given.replace(",", " ").split()]
    if len(wanted) > 1 or not (wanted or tutorial_name):
        one = agree_command("dosing")
        raise _RefusedError(f"name one section: each is read and declared by itself, as in `{one}`")
    problems = Problems(config_file.parent)
    site = read_site(config_file, problems)
    if site is None:
        raise _RefusedError(problems.report())
    pair = _pair(site.settings, languages, wanted[0] if wanted else "")
    if not wanted:
        return _sitting(site, _named(site, tutorial_name, problems), pair, problems)
    kept = _kept(site, wanted[0], tutorial_name, problems)
    agreeing = _agreeing(_Reading(site, kept, problems), wanted[0], pair)
    if not agreeing.state.stale:
        raise _RefusedError(f"nothing has changed since {agreeing.state.since} in the section '{agreeing.section}'")
    if _asked(agreeing, problems.root) != "y":
        raise _RefusedError("nothing was recorded")
    _write(kept, agreeing, site.settings, _today())
    return _recorded(agreeing, site.settings)


def _pair(settings: Settings, languages: Sequence[str] | None, section: str) -> frozenset[str]:
    """The two languages that are meant; a site of two needs none named. Raises _RefusedError."""
    locales = settings.locales
    named = list(dict.fromkeys(name for given in languages or () for name in given.replace(",", " ").split()))
    if not named and len(locales) == 2:
        return frozenset(locales)
    for name in named:
        if name not in locales:
            raise _RefusedError(f"the site has no language '{name}'\n  fix: {did_you_mean(name, locales)}")
    if len(named) != 2:
        example = [language.locale for language in settings.from_pivot][:2]
        command = agree_command(section or "dosing", languages=example)
        raise _RefusedError(
            f"name two languages: each pair is read and declared by itself, as in `{command}`\n"
            f"  fix: choose two that you read, of: {', '.join(locales)}"
        )
    return frozenset(named)


@dataclass(frozen=True)
class _Agreeing:
    """A section in the two languages that are asked about."""

    section: str
    state: State

    @property
    def pair(self) -> tuple[str, str]:
        """The two, the one that others are compared with first."""
        first, other = (side.language.locale for side in self.state.sides)
        return first, other


def _state(standing: Standing, pair: frozenset[str]) -> State | None:
    """How a section stands in a pair; None where it is not what is compared there."""
    return next((one for one in standing.states if {side.language.locale for side in one.sides} == pair), None)


def _sitting(site: Site, kept: Kept, pair: frozenset[str], problems: Problems) -> str:
    """Go through every section that has changed; what cannot be agreed yet is said, and the next one shown."""
    reading = _Reading(site, kept, problems)
    states = {item.section: _state(item, pair) for item in reading.found if item.tutorial == kept.name}
    left = [section for section in kept.sections if (state := states.get(section)) is not None and state.stale]
    if not left:
        raise _RefusedError("nothing has changed in any section since it was last agreed")
    agreed = 0
    for number, section in enumerate(left, 1):
        print(f"{section} ({number} of {len(left)})\n")
        try:
            agreeing = _agreeing(reading, section, pair)
        except _RefusedError as refused:
            print(f"{refused}\n")
            continue
        answer = _asked(agreeing, problems.root, "y/N/q")
        if answer in {"q", ""}:
            break
        if answer == "y":
            kept = replace(kept, record=_write(kept, agreeing, site.settings, _today()))
            agreed += 1
            print(f"{_recorded(agreeing, site.settings)}\n")
    told = f"recorded: {agreed} of {len(left)} sections that had changed"
    if agreed < len(left):
        raise _RefusedError(told)
    return told


def _asked(agreeing: _Agreeing, root: Path, choices: str = "y/N") -> str:
    """Show what changed and ask; the answer, '' where there is nobody to answer, 'n' for a mere return."""
    for text in _shown(agreeing.state, root):
        print(text)
    print(f"do both say the same? [{choices}] ", end="", flush=True)
    line = sys.stdin.readline()
    return (line.strip() or "n") if line else ""


def _recorded(agreeing: _Agreeing, settings: Settings) -> str:
    where = "in each language" if len(settings.locales) == 2 else f"in {' and '.join(agreeing.pair)}"
    return f"recorded: the section '{agreeing.section}' said the same {where} on {_today()}"


def _named(site: Site, name: str | None, problems: Problems) -> Kept:
    """What is kept together under a name. Raises _RefusedError where nothing is, or it cannot be read."""
    known = {kept.called: kept for kept in kept_together(site.shelf, problems)}
    if any(not item.whole and item.name == name for item in site.shelf.tutorials):
        raise _RefusedError("\n".join([*map(str, problems), "mend this first; then its sections can be agreed"]))
    if name not in known:
        raise _RefusedError(f"there is no tutorial '{name}'\n  fix: {did_you_mean(str(name), known)}")
    return known[name]


def _today() -> date:
    """Today, or the day that reproducible builds are told. Raises _RefusedError when that is no time."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if not told:
        return datetime.now().astimezone().date()
    if not told.isdecimal():
        raise _RefusedError(f"SOURCE_DATE_EPOCH is '{told}', which is no number of seconds")
    return datetime.fromtimestamp(int(told), UTC).date()


def _kept(site: Site, section: str, name: str | None, problems: Problems) -> Kept:
    """The tutorial that is meant, or the pages outside tutorials; only what has the section, or is named, can be."""
    known = {kept.called: kept for kept in kept_together(site.shelf, problems)}
    unread = next((item for item in site.shelf.tutorials if not item.whole and name in {None, item.name}), None)
    if unread is not None and (name is not None or section in unread.file.sections):
        raise _RefusedError("\n".join([*map(str, problems), "mend this first; then the section can be agreed"]))
    if name is not None and name not in known:
        raise _RefusedError(f"there is no tutorial '{name}'\n  fix: {did_you_mean(name, known)}")
    among = [known[name]] if name is not None else [kept for kept in known.values() if kept.name]
    having = [kept for kept in among if section in kept.sections]
    if not having:
        outside = ""
        if section in known[OUTSIDE].sections:
            outside = f"; for a page outside tutorials add {tutorial_option(OUTSIDE)}"
        sections = {other for kept in among for other in kept.sections}
        raise _RefusedError(f"there is no section '{section}'\n  fix: {did_you_mean(section, sections)}{outside}")
    if len(having) > 1:
        names = ", ".join(kept.name for kept in having)
        raise _RefusedError(
            f"several tutorials have a section '{section}': {names}\n  fix: add {tutorial_option('name')}"
        )
    return having[0]


class _Reading:
    """A site read once: how its sections stand, and all that is wrong or to be looked at in them."""

    def __init__(self, site: Site, kept: Kept, problems: Problems) -> None:
        self.site, self.kept, self.problems = site, kept, problems
        self.found = standings(site.shelf, languages_of(site.settings, problems), FEATURES, problems)
        self.warnings: list[Finding] = []
        for finding in agreement_of(site.shelf, site.settings, problems):
            if finding.severity == ERROR:
                problems.add(finding.path, finding.line, finding.what, finding.fix)
            else:
                self.warnings.append(finding)


def _agreeing(reading: _Reading, section: str, pair: frozenset[str]) -> _Agreeing:
    """The section as it stands. Refused where anything in it, or in the files that it hangs on, is wrong."""
    kept, problems, found = reading.kept, reading.problems, reading.found
    paths = {kept.folder / f"{section}.{locale}.md" for locale in pair}
    own = Problems(problems.root)
    for finding in reading.warnings:
        if finding.path in paths:
            own.warn(finding.path, finding.line, finding.what, finding.fix)
    concerned = {*paths, kept.folder / "tutorial.yml", kept.folder / FILE}
    shown = {os.path.relpath(path.resolve(), problems.root.resolve()).replace(os.sep, "/") for path in concerned}
    wrong = [problem for problem in problems if problem.path in shown]
    if wrong:
        raise _RefusedError("\n".join([*map(str, wrong), "mend this first; then the section can be agreed"]))
    standing = next((item for item in found if (item.tutorial, item.section) == (kept.name, section)), None)
    there = {side.language.locale for side in standing.sides} if standing else set()
    if standing is None or not pair <= there:
        lacking = ", ".join(sorted(pair - there))
        read = f"the section cannot be read in both languages: {lacking}"
        raise _RefusedError("\n".join([*map(str, problems), read]))
    state = _state(standing, pair)
    if state is None:
        others = " and ".join(sorted(pair))
        raise _RefusedError(
            f"{others} are not compared with each other, but each with {standing.pivot}\n"
            f"  fix: name {standing.pivot} and one of the two"
        )
    for warning in own.warnings:
        print(f"{warning}\n")
    return _Agreeing(section, state)


def _write(kept: Kept, agreeing: _Agreeing, settings: Settings, today: date) -> Record:
    """Write the record with this section as it was shown, all others as they were; returns it."""
    own = section_record(agreeing.state.rows(), today)
    record = (kept.record or Record()).agreed(agreeing.section, agreeing.pair, own, settings, kept.sections)
    path = kept.folder / FILE
    beside = path.with_suffix(".next")
    beside.write_text(record_text(record), encoding="utf-8", newline="\n")
    beside.replace(path)  # in one step: a record is never half written
    return record


def _shown(state: State, root: Path) -> Iterator[str]:
    """What has changed, paragraph by paragraph."""
    since = f"since {state.since}" if state.since else "the two were never declared to say the same"
    files = " and ".join(side.path.name for side in state.sides)
    yield f"{files}: {'changed ' if state.since else ''}{since}\n"
    yield from (_side_by_side(state, pair, root) for pair in state.pairs if not pair.agreed)
    yield from (f"removed in both, under #{section}\n" for section in state.gone)


def _side_by_side(state: State, pair: Pair, root: Path) -> str:
    width = (max(shutil.get_terminal_size().columns, _LEAST_COLUMNS) - len(_BETWEEN)) // 2
    columns = []
    for side, unit, new in zip(state.sides, pair.units, pair.new, strict=True):
        mark = " (changed)" if new and not state.never else ""
        columns.append(
            [*_wrapped(_place(side, unit, root) + mark, width), *_wrapped(written(unit) if unit else "", width)]
        )
    lines = [f"{_filled(left, width)}{_BETWEEN}{right}".rstrip() for left, right in zip_longest(*columns, fillvalue="")]
    return "\n".join([*lines, ""])


def _place(side: Side, unit: Unit | None, root: Path) -> str:
    path = os.path.relpath(side.path.resolve(), root.resolve()).replace(os.sep, "/")
    return f"{path}:{unit.line}" if unit else f"{path}: nothing"


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; broken at spaces and beside wide characters, and elsewhere only by need."""
    lines, line = [], ""
    for part in _parts(text):
        if line and breadth(line + part.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        for character in part if line else part.lstrip():
            if breadth(line + character.rstrip()) > width:
                lines.append(line)
                line = ""
            line += character
    return [*lines, line.rstrip()] if line.strip() else lines


def _parts(text: str) -> Iterator[str]:
    """What is not broken unless it must be: words, each with the space after it, and single wide characters."""
    part = ""
    for character in " ".join(text.split()):
        if part and (part[-1] == " " or is_wide(part[-1]) or is_wide(character)) and character != " ":
            yield part
            part = ""
        part += character
    if part:
        yield part


def _filled(text: str, width: int) -> str:
    return text + " " * (width - breadth(text))
