"""What the check would say of changed files, found on a copy: nothing is written where it belongs before that is known.

Life: `tried` copies the folder of the sources, puts the changed files into the copy, reads and checks it. Paths in what
it gives are those of the sources themselves.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from ..check import Site, read_sources
from ..core.problems import Problems
from ..core.settings import Settings
from ..parity.agreement import agreement_of, languages_of
from ..parity.findings import Finding
from ..prose.check import check_prose
from ..registry import STATEMENTS

Found = TypeVar("Found")


class Told(NamedTuple):
    """A problem, with the path of the file itself."""

    path: Path
    line: int
    what: str
    fix: str


@dataclass(frozen=True)
class Trial:
    """What is wrong with a site: the differences between its languages, and all else.

    What says how long ago the languages were compared is not among it: every change makes that older.
    """

    findings: tuple[Finding, ...]
    problems: tuple[Told, ...]


def tried(settings: Settings, files: Mapping[Path, bytes], look: Callable[[Site], Found]) -> tuple[Trial, Found]:
    """The trial of a site with these files in the places of its own, and what `look` finds in its sources."""
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        docs = root / os.path.relpath(settings.docs.resolve(), settings.root.resolve()).replace("..", "outside")
        shutil.copytree(settings.docs, docs, symlinks=True, copy_function=shutil.copy)
        for path, content in files.items():
            (docs / path.resolve().relative_to(settings.docs.resolve())).write_bytes(content)
        problems = Problems(root)
        site = read_sources(replace(settings, root=root, docs=docs), problems)
        languages = languages_of(site.settings, problems)
        findings = agreement_of(site.shelf, site.settings, problems)
        check_prose(site.shelf, languages, problems, statements=STATEMENTS)

        def there(path: Path) -> Path:
            return settings.docs / path.relative_to(docs) if path.is_relative_to(docs) else path

        moved = (replace(item, path=there(item.path), counterpart=there(item.counterpart)) for item in findings)
        told = (Told(there(root / item.path), item.line, item.what, item.fix) for item in problems)
        return Trial(tuple(moved), tuple(told)), look(site)
