"""The changes of a plan, written all or not at all.

Life: every file is asked for its rights before the first is written; each is written beside its place and takes it in
one step; where a step fails, those before it are taken back.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .plan import Plan


class CannotMigrateError(Exception):
    """Why nothing was written, and how to fix it."""

    def __init__(self, path: Path, what: str, fix: str) -> None:
        super().__init__(f"{path.as_posix()}:1: {what}; nothing was changed\n  fix: {fix}")


def write_plan(plan: Plan) -> None:
    """Write all changes. Raises CannotMigrateError, with every file as it was."""
    for path in (*plan.files, *(move.old for move in plan.moves)):
        if not path.stat().st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
            raise CannotMigrateError(path, "the file is read-only", "allow that it is written, and try again")
    undo: list[Callable[[], object]] = []
    at = Path()
    try:
        for at, file in plan.files.items():
            if at.read_bytes() != file.old.data:
                raise CannotMigrateError(at, "somebody else changes the file", "try again when that is done")
            _write(at, file.new.data)
            undo.append(partial(_write, at, file.old.data))
        for old, at, _ in plan.moves:
            if not at.parent.is_dir():
                at.parent.mkdir()
                undo.append(at.parent.rmdir)
            old.rename(at)
            undo.append(partial(at.rename, old))
    except (OSError, CannotMigrateError) as error:
        for step in reversed(undo):
            step()
        if isinstance(error, CannotMigrateError):
            raise
        what = f"the system refuses to write it ({error.strerror or error})"
        raise CannotMigrateError(at, what, "check its rights, those of its folder, and free space") from error


def _write(path: Path, data: bytes) -> None:
    beside = path.with_name(f"{path.name}.next")
    try:
        beside.write_bytes(data)
        shutil.copymode(path, beside)
        beside.replace(path)  # in one step: a file is never half written
    finally:
        beside.unlink(missing_ok=True)
