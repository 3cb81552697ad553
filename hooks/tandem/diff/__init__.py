"""`tandem diff OLD NEW`: what changed between two built sites, for a person who answers for the doses.

Life: each site is read page by page into statements (`statements.py`), which are aligned (`compare.py`); what differs
is told under the kind that matters most of it: figures of doses first, then other figures, citations, drawings, texts;
once, on however many pages it stands. Then come pages and forms that are new, gone or other, and the programs by which
pages compute. What only sets pages (the frame, styles, names that change with their content) is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from .compare import KINDS, Difference, changes
from .files import FileChange, forms, programs
from .statements import Statement, pages, read_page

_CONTEXT = 60  # characters on each side of what differs
SAME, DIFFERENT, UNREADABLE = 0, 1, 2  # exit statuses, as diff has them


def report_differences(old: Path, new: Path, tell: Callable[[str], None]) -> int:
    """Tell the differences of two built sites, line by line. Exit status as diff: 0 same, 1 different, 2 unreadable."""
    for folder in (old, new):
        if not (folder / "index.html").is_file():
            tell(f"{folder}: is no built site: it has no index.html\n  fix: name a folder that a build wrote")
            return UNREADABLE
    before, after = pages(old), pages(new)
    both = ((read_page(old, name), read_page(new, name)) for name in sorted(before & after))
    found = [change for one, other in both for change in changes(one, other)]
    came = [(name, read_page(new, name)) for name in sorted(after - before)]
    went = [(name, read_page(old, name)) for name in sorted(before - after)]
    files = {"forms to take away": forms(old, new), "programs of pages": programs(old, new)}
    if not (found or came or went or any(files.values())):
        tell("no differences")
        return SAME
    for kind, title in KINDS.items():
        for line in _listed(title, [change for change in found if change.kind == kind]):
            tell(line)
    for title, mark, list_ in (("pages that are gone", "-", went), ("new pages", "+", came)):
        for line in _pages(title, mark, list_):
            tell(line)
    for title, list_of_files in files.items():
        for line in _files(title, list_of_files):
            tell(line)
    return DIFFERENT


def _headed(title: str, count: int) -> Iterator[str]:
    yield f"{title}: {count}"
    yield ""


def _listed(title: str, found: list[Difference]) -> Iterator[str]:
    if not found:
        return
    told: dict[tuple[str, str], list[Difference]] = {}
    for change in found:
        told.setdefault((str(change.old), str(change.new)), []).append(change)
    yield from _headed(title, len(told))
    for change, *others in told.values():
        elsewhere = {other.page for other in others} - {change.page}
        yield f"  {change.page}{change.place}{f' and {len(elsewhere)} more pages' if elsewhere else ''}"
        old, new = change.old, change.new
        if old is not None and new is not None:
            before, after = _around(str(old), str(new))
        else:
            before, after = str(old or ""), str(new or "")
        if old is not None:
            yield f"    - {before}"
        if new is not None:
            yield f"    + {after}"
    yield ""


def _around(old: str, new: str) -> tuple[str, str]:
    """Both texts without the most of what they begin and end with alike."""
    limit = min(len(old), len(new))
    start = next((at for at in range(limit) if old[at] != new[at]), limit)
    end = next((at for at in range(limit - start) if old[-1 - at] != new[-1 - at]), limit - start)
    first, last = max(start - _CONTEXT, 0), max(end - _CONTEXT, 0)

    def cut(text: str) -> str:
        return ("…" if first else "") + text[first : len(text) - last] + ("…" if last else "")

    return cut(old), cut(new)


def _pages(title: str, mark: str, listed: list[tuple[str, list[Statement]]]) -> Iterator[str]:
    if not listed:
        return
    yield from _headed(title, len(listed))
    for name, statements in listed:
        doses = sum(statement.has_dose for statement in statements)
        yield f"  {mark} {name}: {len(statements)} statements, {doses} of them with a dose"
    yield ""


def _files(title: str, listed: list[FileChange]) -> Iterator[str]:
    if not listed:
        return
    yield from _headed(title, len(listed))
    for change in listed:
        yield f"  {change}"
    yield ""
