"""`python -m tandem agree SECTION`: somebody who has read both languages declares that they say the same.

Life: one section a run. What changed since the last agreement is shown in all languages side by side, then asked once;
only `y` writes the record. Nothing is recorded that was not shown, and nothing that has not changed: no option stamps
several sections, or answers in the reader's place.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import zip_longest
from pathlib import Path

from .check import Site, read_site
from .core.extent import breadth, is_wide
from .core.installed import agree_command, tutorial_option
from .core.problems import Problems, did_you_mean
from .freshness import OUTSIDE, Kept, kept_together, standings
from .parity.agreement import agreement_of, languages_of
from .parity.findings import ERROR
from .parity.freshness import Pair, Standing, State
from .parity.ledger import Side
from .parity.paragraphs import Unit
from .parity.record import FILE, Record, record_text, section_record, written
from .registry import FEATURES

_BETWEEN = " │ "
_LEAST_COLUMNS = 40


class _RefusedError(Exception):
    """Why nothing can be recorded, in words for the terminal."""


def agree(config_file: Path, sections: Sequence[str], tutorial_name: str | None) -> int:
    """Show one section, ask on the terminal, record. Exit status: 0 when it was recorded, 1 when it was not."""
    try:
        print(_agree(config_file, sections, tutorial_name))
    except _RefusedError as refused:
        print(refused)
        return 1
    return 0


def _agree(config_file: Path, sections: Sequence[str], tutorial_name: str | None) -> str:
    wanted = [name for given in sections for name in given.replace(",", " ").split()]
    if len(wanted) != 1:
        raise _RefusedError(f"name one section: each is read and declared by itself, as in `{agree_command('dosing')}`")
    problems = Problems(config_file.parent)
    site = read_site(config_file, problems)
    if site is None:
        raise _RefusedError(problems.report())
    kept = _kept(site, wanted[0], tutorial_name, problems)
    standing = _standing(site, kept, wanted[0], problems)
    if not standing.stale:
        raise _RefusedError(f"nothing has changed since {standing.since} in the section '{standing.section}'")
    for text in _shown(standing, problems.root):
        print(text)
    print(f"do {'both' if len(standing.sides) == 2 else 'all'} say the same? [y/N] ", end="", flush=True)
    if sys.stdin.readline().strip() != "y":
        raise _RefusedError("nothing was recorded")
    today = _today()
    _write(kept, standing, today)
    return f"recorded: the section '{standing.section}' said the same in each language on {today}"


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


def _standing(site: Site, kept: Kept, section: str, problems: Problems) -> Standing:
    """The section as it stands. Refused where anything in it, or in the files that it hangs on, is wrong."""
    languages = languages_of(site.settings, problems)
    found = standings(site.shelf, languages, FEATURES, problems)
    paths = {kept.folder / f"{section}.{locale}.md" for locale in site.settings.locales}
    own = Problems(problems.root)
    for finding in agreement_of(site.shelf, site.settings, problems):
        if finding.severity == ERROR:
            problems.add(finding.path, finding.line, finding.what, finding.fix)
        elif finding.path in paths:
            own.warn(finding.path, finding.line, finding.what, finding.fix)
    concerned = {*paths, kept.folder / "tutorial.yml", kept.folder / FILE}
    shown = {os.path.relpath(path.resolve(), problems.root.resolve()).replace(os.sep, "/") for path in concerned}
    wrong = [problem for problem in problems if problem.path in shown]
    if wrong:
        raise _RefusedError("\n".join([*map(str, wrong), "mend this first; then the section can be agreed"]))
    standing = next((item for item in found if (item.tutorial, item.section) == (kept.name, section)), None)
    if standing is None or len(standing.sides) < len(site.settings.locales):
        raise _RefusedError("\n".join([*map(str, problems), "the section cannot be read in every language"]))
    for warning in own.warnings:
        print(f"{warning}\n")
    return standing


def _write(kept: Kept, standing: Standing, today: date) -> None:
    """The record with this section as it was shown; all others as they were."""
    sections = dict(kept.record.sections) if kept.record else {}
    sections[standing.section] = section_record(standing.rows(), today)
    ordered = {name: sections[name] for name in kept.sections if name in sections}
    path = kept.folder / FILE
    beside = path.with_suffix(".next")
    beside.write_text(record_text(Record.model_construct(sections=ordered)), encoding="utf-8", newline="\n")
    beside.replace(path)  # in one step: a record is never half written


def _shown(standing: Standing, root: Path) -> Iterator[str]:
    """What has changed, pair by pair; with several other languages, each against the first."""
    for state in standing.states:
        if not state.stale:
            continue
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
