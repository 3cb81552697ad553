"""A problem is data: where, what is wrong, what to write instead.

Life: every reader and checker appends to one `Problems`; nothing is printed or raised on the way, so an author sees
all problems of both languages at once, sorted; the command or the build prints them and fails.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an author must mend. `line` counts from 1."""

    path: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}\n  fix: {self.fix}"


@dataclass
class Problems:
    """All problems of one run; `root` is the folder that shown paths are relative to."""

    root: Path
    _found: set[Problem] = field(default_factory=set)

    def add(self, path: Path, line: int, what: str, fix: str) -> None:
        """Record a problem once, however many readers meet it."""
        try:
            shown = path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            shown = path.as_posix()
        # A text that the author wrote over several lines may stand in the message, which is one line.
        self._found.add(Problem(shown, max(line, 1), " ".join(what.splitlines()), " ".join(fix.splitlines())))

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def report(self) -> str:
        """Every problem, sorted by place, and their count."""
        count = len(self)
        lines = [str(problem) for problem in self]
        lines.append(f"{count} problem{'' if count == 1 else 's'}")
        return "\n".join(lines)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The fix for a word that is not known: the nearest known one, else all of them."""
    names = sorted(known)
    folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    return f"write one of: {', '.join(names)}" if names else "remove it; nothing is known by this name here"
