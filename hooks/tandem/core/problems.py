"""A problem is data: where, what is wrong, what to write instead.

Life: every reader and checker appends to one `Problems`; nothing is printed or raised on the way, so an author sees
all problems of both languages at once, sorted; the command or the build prints them and fails. A warning is what may
be right: it is shown in its place among the problems, and nothing fails for it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an author must mend, or with `warning` look at. `line` counts from 1."""

    path: str
    line: int
    what: str
    fix: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'warning: ' if self.warning else ''}{self.what}\n  fix: {self.fix}"

    def annotation(self) -> str:
        """The same as a command of a GitHub workflow, which shows it on the changed line."""
        level = "warning" if self.warning else "error"
        file = _escaped(self.path).replace(":", "%3A").replace(",", "%2C")
        return f"::{level} file={file},line={self.line}::{_escaped(f'{self.what}{chr(10)}fix: {self.fix}')}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


@dataclass
class Problems:
    """All problems of one run; `root` is the folder that shown paths are relative to. Warnings are not counted."""

    root: Path
    _found: set[Problem] = field(default_factory=set)
    _warnings: set[Problem] = field(default_factory=set)

    def add(self, path: Path, line: int, what: str, fix: str) -> None:
        """Record a problem once, however many readers meet it."""
        self._found.add(self._problem(path, line, what, fix))

    def warn(self, path: Path, line: int, what: str, fix: str) -> None:
        """Record what an author should look at and may leave as it is."""
        self._warnings.add(self._problem(path, line, what, fix, warning=True))

    def _problem(self, path: Path, line: int, what: str, fix: str, *, warning: bool = False) -> Problem:
        try:
            shown = path.resolve().relative_to(self.root.resolve()).as_posix()
        except (ValueError, OSError, RuntimeError):  # the last two for links in a circle
            shown = path.as_posix()
        # A text that the author wrote over several lines may stand in the message, which is one line.
        return Problem(shown, max(line, 1), " ".join(what.splitlines()), " ".join(fix.splitlines()), warning)

    def excuse(self, folder: Path) -> None:
        """Make warnings of the problems in a folder: what is not published keeps nothing else from it."""
        inside = self._problem(folder, 1, "", "").path + "/"
        for problem in [found for found in self._found if found.path.startswith(inside)]:
            self._found.remove(problem)
            self._warnings.add(replace(problem, warning=True))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    @property
    def warnings(self) -> list[Problem]:
        """The warnings, sorted."""
        return sorted(self._warnings)

    def include(self, others: Iterable[Problem]) -> None:
        """Take over what was recorded elsewhere for the same root."""
        for problem in others:
            (self._warnings if problem.warning else self._found).add(problem)

    def everything(self) -> list[Problem]:
        """Problems and warnings, sorted by place."""
        return sorted(self._found | self._warnings)

    def report(self) -> str:
        """Every problem and warning, sorted by place, and their count."""
        counts = [_count(len(self), "problem")]
        if self._warnings:
            counts.append(_count(len(self._warnings), "warning"))
        return "\n".join([*map(str, self.everything()), ", ".join(counts)])


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The fix for a word that is not known: the nearest known one, else all of them."""
    names = sorted(known)
    folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    return f"write one of: {', '.join(names)}" if names else "remove it; nothing is known by this name here"
