"""`tandem migrate`: a site's data files from the forms of earlier versions into those that this one reads.

Life: `plan.py` goes through the data files of a site with `FORMS`, each of which knows one form that a version left
behind: what is to change, as data (`changes.py`), and what only a person can write. A change is made in the text to the
letter, and once more in the values; unless both come to the same, the file is left alone. Then everything is shown, and
written by `writing.py`, all of it or nothing.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ..core.problems import Problems
from . import v0_1_0
from .form import Form
from .plan import Plan, make_plan
from .writing import CannotMigrateError, write_plan

_LINES = 5000  # of a file that is shown: the time that a comparison takes grows with their square
# In the order in which versions left them behind: a later one finds what the earlier ones have made.
FORMS: tuple[Form, ...] = (*v0_1_0.FORMS,)


def migrate(config: Path, say: Callable[[str], None], *, dry_run: bool = False) -> int:
    """Show what changes and, but for `dry_run`, write it. Returns 1 where something is left for a person, else 0."""
    root = config.parent
    problems = Problems(root)
    plan = make_plan(config, FORMS, problems)
    for line in _shown(plan, root):
        say(line)
    if not dry_run:
        try:
            write_plan(plan)
        except CannotMigrateError as error:
            say(str(error))
            return 1
    for problem in plan.by_hand(after=not dry_run):
        problems.add(*problem)
    if not plan.changed and not len(problems):
        say("nothing to migrate")
        return 0
    if plan.changed:
        say(_done(plan, dry_run=dry_run))
    if len(problems):
        say(f"left for you:\n{problems.report()}")
    return 1 if len(problems) else 0


def _done(plan: Plan, *, dry_run: bool) -> str:
    count = len(plan.files) + len(plan.moves)
    files = f"{count} file{'' if count == 1 else 's'}"
    return f"{files} would change; nothing is written" if dry_run else f"{files} changed; see them with `git diff`"


def _shown(plan: Plan, root: Path) -> Iterator[str]:
    """What changes, as `diff -u` writes it."""
    for path, file in plan.files.items():
        name = _relative(path, root)
        for form in file.done:
            yield _why(name, form)
        old, new = (source.text.removesuffix("\n").split("\n") for source in (file.old, file.new))
        if len(old) > _LINES:
            yield f"{name} has {len(old)} lines, too many to show them here"
        else:
            yield "\n".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm=""))
    for move in plan.moves:
        yield _why(_relative(move.old, root), move.form)
        yield f"move {_relative(move.old, root)} to {_relative(move.new, root)}"


def _why(name: str, form: Form) -> str:
    return f"# {name}: {form.name} (since {form.version})"


def _relative(path: Path, root: Path) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")
