"""What is to be changed in a site, worked out before anything is written.

Life: `make_plan` looks at mkdocs.yml, for the folder of the sources, and at the data files of each folder there that is
a tutorial. What cannot be read, or lies elsewhere behind a link, is left alone, and said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from ..core.data import Document, Place, parse_document, read_document
from ..core.problems import Problems
from ..segments.text import Source
from .changes import CannotChangeError, rewritten
from .form import SETTINGS, Form

TUTORIAL = "tutorial.yml"
BY_HAND = "change it by hand, as the author's guide shows it; CHANGELOG.md says why"


@dataclass
class File:
    """A file that changes: as it was, as it is to be, and what was done to it."""

    old: Source
    new: Source
    done: list[Form] = field(default_factory=list)


class Move(NamedTuple):
    """A file that gets another place, and why."""

    old: Path
    new: Path
    form: Form


class _Refused(NamedTuple):
    path: Path
    form: Form
    place: Place


@dataclass
class Plan:
    """All that is to be changed; `asked` are the forms of each file that was looked at."""

    files: dict[Path, File] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    asked: dict[Path, list[Form]] = field(default_factory=dict)
    refused: list[_Refused] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether there is anything to change."""
        return bool(self.files or self.moves)

    def by_hand(self, *, after: bool) -> Iterator[tuple[Path, int, str, str]]:
        """What a person must write once all is changed, at the lines that files have `after` that, or before."""
        documents: dict[Path, Document | None] = {}
        for path, forms in self.asked.items():
            changed = _document(path, self.files[path].new if path in self.files else None)
            document = documents[path] = changed if after else _document(path, None)
            if changed is None or document is None:
                continue
            for form in forms:
                for place, what, fix in form.left(changed.value):
                    yield path, document.line(place), what, fix
        for path, form, place in self.refused:
            document = documents.get(path)
            line = document.line(place) if document is not None else 1
            yield path, line, f"this is written so that no program should change it: {form.name}", BY_HAND


def make_plan(config: Path, forms: Sequence[Form], problems: Problems) -> Plan:
    """Work out what changes; what cannot be read is a problem."""
    plan = Plan()
    settings = read_document(config, problems, foreign_tags=True)
    if settings is None:
        return plan
    plan.asked[config] = [form for form in forms if form.file == SETTINGS]
    named = settings.value.get("docs_dir") if isinstance(settings.value, dict) else None
    docs = config.parent / (named if isinstance(named, str) else "docs")
    if not docs.is_dir():
        problems.add(docs, 1, "the folder of the sources is missing", "create it, or correct `docs_dir`")
        return plan
    for folder in sorted(path for path in docs.iterdir() if (path / TUTORIAL).is_file()):
        for name in dict.fromkeys(form.file for form in forms):
            path = folder / name
            if name != SETTINGS and (path.exists() or path.is_symlink()):
                if path.resolve().is_relative_to(docs.resolve()) and not path.is_symlink():
                    _look(plan, path, [form for form in forms if form.file == name], problems)
                else:
                    what = "the file is a link, and what it leads to is left alone"
                    problems.add(path, 1, what, "put the file itself here, or migrate it where it lies")
    return plan


def _look(plan: Plan, path: Path, forms: Sequence[Form], problems: Problems) -> None:
    document = read_document(path, problems)
    if document is None:
        return
    plan.asked[path] = list(forms)
    old = Source.read(path)
    file = File(old, old)
    value: Any = document.value
    for form in forms:
        changes = list(form.changes(value))
        for old_place, new_place in dict(form.moves(value, path.parent)).items():
            plan.moves.append(Move(old_place, new_place, form))
        if not changes:
            continue
        try:
            file.new = rewritten(file.new, changes)
        except CannotChangeError:
            plan.refused.append(_Refused(path, form, changes[0].place))
            continue
        changed = _document(path, file.new)
        assert changed is not None  # it was read to be compared
        value = changed.value
        file.done.append(form)
    if file.done:
        plan.files[path] = replace(file)


def _document(path: Path, source: Source | None) -> Document | None:
    """A file that was read before, or the text that takes its place."""
    problems = Problems(path.parent)
    if source is None:
        return read_document(path, problems, foreign_tags=True)
    return parse_document(source.text, path, problems, foreign_tags=True)
