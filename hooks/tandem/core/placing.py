"""A new folder of files, put in place whole or not at all.

Life: what is to be written is written into a folder beside the new one, which a rename then puts in its place: a run
that fails leaves nothing behind.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CannotWriteError(Exception):
    """Why nothing can be written there: `what` is wrong, and how to `fix` it."""

    def __init__(self, path: Path, what: str, fix: str) -> None:
        super().__init__(f"{path}: {what}\n  fix: {fix}")


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """Give a folder to write into, which then becomes `target`, where nothing or an empty folder may be.

    Raises CannotWriteError.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise CannotWriteError(target, "something is there already", "name a new folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
            made = Path(folder) / "made"
            made.mkdir()
            yield made
            if target.exists():
                target.rmdir()
            made.rename(target)
    except OSError as error:
        what = f"the system refuses it ({error.strerror or error})"
        raise CannotWriteError(target, what, "check its rights and free space") from error


def files_in(folder: Path) -> list[str]:
    """Every file in a folder, by its address there, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
