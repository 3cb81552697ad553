"""What was said before of the same sources: a check of one tutorial, or of all, is not made twice.

Life: `check` asks `everything` for what was said of the very same files, and then makes no check at all. Where anything
differs, what takes longest (do the languages agree, is the prose right) is asked for each tutorial, and for what stands
outside of them: `Remembered.fresh` tells of which nothing is known, and after these were judged `keep` records it. Both
lie in a store, keyed by all that they depend on (`_common`, `_own`, `_all_of`); what is taken out is the problems, told
as if they had been found now. Where a file cannot be read, or leads elsewhere, there is no key, and all is judged.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from .glossary import files_of
from .languages import PACKAGE
from .problems import Problem, Problems
from .program import program
from .settings import Settings
from .shelf import Shelf
from .store import Store, key_of
from .tutorial import sources_of

OUTSIDE = ""  # the pages beside the tutorials, and the glossary
_BESIDE = ("withdrawn.yml", "requirements.txt")  # what else a check reads beside the settings


@dataclass(frozen=True)
class Said:
    """What was said of a part: the problems and warnings, and the files of which two languages say different things."""

    problems: tuple[Problem, ...] = ()
    disagreeing: frozenset[Path] = frozenset()

    def written(self, root: Path) -> bytes:
        """As it is kept."""
        problems = [[one.path, one.line, one.what, one.fix, one.warning] for one in self.problems]
        paths = sorted(path.relative_to(root).as_posix() for path in self.disagreeing)
        return json.dumps([problems, paths], ensure_ascii=False).encode()

    @classmethod
    def read(cls, kept: bytes, root: Path) -> Said:
        """What `written` wrote."""
        problems, paths = json.loads(kept)
        return cls(tuple(Problem(*one) for one in problems), frozenset(root / path for path in paths))


@dataclass
class Remembered:
    """The parts of one shelf, and what is known of each. `judged` names those of which nothing was."""

    shelf: Shelf
    root: Path
    store: Store | None = None
    judged: list[str] = field(default_factory=list)
    _known: dict[str, Said] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    def fresh(self) -> list[str]:
        """The parts that have to be judged: names of tutorials, or OUTSIDE."""
        names = [*(tutorial.name for tutorial in self.shelf.tutorials), OUTSIDE]
        if self.store is not None:
            keys = {name: _tried(partial(self._key, name)) for name in names}
            self._keys = {name: key for name, key in keys.items() if key}
            for name, key in self._keys.items():
                kept = self.store.get(key)
                if kept is not None:
                    self._known[name] = Said.read(kept, self.root)
        self.judged = [name for name in names if name not in self._known]
        return self.judged

    def keep(self, said: Said) -> Said:
        """Record what was said of the fresh parts, by the places of its files; gives what is known of all parts.

        Nothing is recorded where something was said of a file that belongs to no part.
        """
        if self.store is not None:
            for name, written in self._written(said).items():
                if name in self._keys:
                    self.store.put(self._keys[name], written)
        return Said(
            (*said.problems, *(problem for known in self._known.values() for problem in known.problems)),
            said.disagreeing.union(*(known.disagreeing for known in self._known.values())),
        )

    def _written(self, said: Said) -> dict[str, bytes]:
        """What was said of each fresh part; of none, where a file belongs to no part."""
        problems: dict[str, list[Problem]] = {name: [] for name in self.judged}
        apart: dict[str, set[Path]] = {name: set() for name in self.judged}
        try:
            for problem in said.problems:
                problems[self._part(self.root / problem.path)].append(problem)
            for path in said.disagreeing:
                apart[self._part(path)].add(path)
            parts = {name: Said(tuple(own), frozenset(apart[name])) for name, own in problems.items()}
            return {name: part.written(self.root) for name, part in parts.items()}
        except (KeyError, ValueError):
            return {}

    def _part(self, path: Path) -> str:
        """The part that a file belongs to. Raises ValueError for a file outside of the sources."""
        first, *rest = path.relative_to(self.shelf.settings.docs).parts
        return first if rest and any(tutorial.name == first for tutorial in self.shelf.tutorials) else OUTSIDE

    def _key(self, name: str) -> str:
        return key_of([*self._common(), *self._own(name)])

    def _common(self) -> Iterator[tuple[str, bytes]]:
        settings = self.shelf.settings
        yield "program", program()  # another version's judgement
        yield "root", str(self.root).encode()  # paths in messages, of another folder
        yield "settings", settings.file.read_bytes()  # other languages, units and rules
        for path in (*files_of(settings.docs), settings.docs / "names.yml"):
            if path.is_file():  # other terms, or names that stand in every language
                yield path.relative_to(settings.docs).as_posix(), path.read_bytes()
        yield from _languages(settings)

    def _own(self, name: str) -> Iterator[tuple[str, bytes]]:
        yield "part", name.encode()  # what was said of another tutorial with the same text
        if name != OUTSIDE:
            tutorial = next(one for one in self.shelf.tutorials if one.name == name)
            for place, path in sources_of(tutorial):
                yield place, path.read_bytes()  # another text
            return
        for path in sorted(self.shelf.settings.docs.iterdir()):
            if path.is_file():
                yield path.name, path.read_bytes()


def everything(settings: Settings, store: Store, check: Callable[[], Problems]) -> list[Problem]:
    """What is said of all sources: what was said before of the same files, else what `check` finds now."""
    key = _tried(lambda: key_of(_all_of(settings)))
    kept = store.get(key) if key else None
    if kept is not None:
        return list(Said.read(kept, settings.root).problems)
    found = check().everything()
    if key:
        store.put(key, Said(tuple(found)).written(settings.root))
    return found


def _all_of(settings: Settings) -> Iterator[tuple[str, bytes]]:
    yield "program", program()
    yield "root", str(settings.file).encode()
    for path in (settings.file, *(settings.root / name for name in _BESIDE)):
        if path.is_file():
            yield path.name, path.read_bytes()
    yield from _languages(settings)
    for folder, folders, files in os.walk(settings.docs, onerror=_refuse):
        folders.sort()
        for name in sorted([*folders, *files]):
            yield from _entry(Path(folder, name), settings.docs)


def _languages(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The site's own words of its languages; the package's are the program's."""
    for place in settings.places:
        for path in sorted(place.rglob("*.yml")) if place != PACKAGE else ():
            yield f"language {path.relative_to(place).as_posix()}", path.read_bytes()


def _entry(path: Path, docs: Path) -> Iterator[tuple[str, bytes]]:
    """A file or folder: its kind and rights, and what it holds. Raises OSError where that cannot be told for sure."""
    here = path.lstat()
    place = path.relative_to(docs).as_posix()
    if stat.S_ISLNK(here.st_mode):
        raise OSError(f"{path} leads elsewhere")
    yield place, str(here.st_mode).encode()
    if stat.S_ISREG(here.st_mode):
        yield place, path.read_bytes()


def _refuse(error: OSError) -> None:
    raise error


def _tried(make: Callable[[], str]) -> str:
    """A key; '' where something that it depends on cannot be read."""
    try:
        return make()
    except OSError:
        return ""
