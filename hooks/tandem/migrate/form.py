"""One form of a data file that a version left behind.

Life: a module for each version lists its forms; `plan.py` asks each of them, with the values of a file as they stand.
Files may hold anything: a form that does not find exactly what it knows asks for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.data import Place
from .changes import Change

SETTINGS = "mkdocs.yml"
Left = tuple[Place, str, str]  # where, what is wrong, how to write it


def nothing_changes(value: Any) -> Iterator[Change]:
    """For forms of which a program can change nothing."""
    return iter(())


def nothing_left(value: Any) -> Iterator[Left]:
    """For forms of which all can be changed."""
    return iter(())


def nothing_moves(value: Any, folder: Path) -> Iterator[tuple[Path, Path]]:
    """For forms whose files stay where they are."""
    return iter(())


@dataclass(frozen=True)
class Form:
    """What a version reads otherwise than those before it, in the files of a name: of each tutorial, or of the site."""

    version: str  # the first that reads the new form
    name: str  # what has changed, in words
    file: str
    changes: Callable[[Any], Iterable[Change]] = nothing_changes
    left: Callable[[Any], Iterable[Left]] = nothing_left  # what a person must write
    moves: Callable[[Any, Path], Iterable[tuple[Path, Path]]] = nothing_moves  # files beside it: from where, to where


def items(value: Any, *keys: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The mappings in the list that stands under these keys, each with its place; nothing where it is no list."""
    found = inside(value, *keys)
    for number, item in enumerate(found if isinstance(found, list) else []):
        if isinstance(item, dict):
            yield (*keys, number), item


def inside(value: Any, *keys: str) -> Any:
    """What stands under these keys; None where they are not there."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value
