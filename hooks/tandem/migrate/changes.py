"""Changes of a data file, each made twice: in its values, and in its text to the letter.

Life: forms give changes as data; `changed_value` makes them in plain values and `_edits` finds what to write where in
the text. `rewritten` then reads the new text: only when its values are those that were meant, and no comment is lost
is it kept. So a shape of YAML that nobody thought of (an anchor, a merge, a list in braces) costs a hint, never data.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..core.data import Place, parse_document
from ..core.problems import Problems
from ..segments.text import Edit, Position, Source
from ..segments.values import written

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Rename:
    """Another name for the key at a place."""

    place: Place
    to: str


@dataclass(frozen=True)
class Remove:
    """The key at a place and what stands under it."""

    place: Place


@dataclass(frozen=True)
class Replace:
    """One word or number in place of what stands under a key."""

    place: Place
    by: str


@dataclass(frozen=True)
class Add:
    """A new key behind another of the same mapping; its value is a word, a number or a list of words."""

    after: Place
    key: str
    value: str | tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where it is to stand."""
        return (*self.after[:-1], self.key)


Change = Rename | Remove | Replace | Add


class CannotChangeError(Exception):
    """The text is not of a shape in which a change can be made without doubt."""


def rewritten(source: Source, changes: Sequence[Change]) -> Source:
    """The text with all changes made. Raises CannotChangeError where that is not certain."""
    before = _value(source.text)
    try:
        meant = changed_value(before, changes)
        made = source.edited(sorted(set(_edits(source.text, changes)), key=lambda edit: (edit.start, edit.end)))
        after = _value(made.text)
    except (yaml.YAMLError, KeyError, IndexError, TypeError, ValueError) as error:
        raise CannotChangeError from error
    if after != meant or not _comments(source.text) <= _comments(made.text):
        raise CannotChangeError
    return made


def _value(text: str) -> Any:
    problems = Problems(Path())
    document = parse_document(text, Path("-"), problems, foreign_tags=True)
    if document is None:
        raise CannotChangeError
    return document.value


def changed_value(value: Any, changes: Sequence[Change]) -> Any:
    """The values with all changes made; those that are given stay as they are."""
    value = _copy(value)
    for change in changes:
        at = change.after if isinstance(change, Add) else change.place
        holder = value
        for part in at[:-1]:
            holder = holder[part]
        match change:
            case Rename(to=to):
                if to in holder:
                    raise CannotChangeError
                holder[to] = holder.pop(at[-1])
            case Remove():
                del holder[at[-1]]
            case Replace(by=by):
                holder[at[-1]] = _read(by)
            case Add(key=key, value=new):
                if key in holder:
                    raise CannotChangeError
                holder[key] = _read(new) if isinstance(new, str) else [_read(item) for item in new]
    return value


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


@cache
def _read(text: str) -> Any:
    """A word or number as the file's reader takes it."""
    return _value(f"k: {text}\n")["k"]


@dataclass(frozen=True)
class _Entry:
    """A key with its value as they stand in a text."""

    key: yaml.ScalarNode
    value: yaml.Node
    flow: bool  # in braces
    before: yaml.Node | None  # the value of the entry before it
    after: yaml.ScalarNode | None  # the key of the entry behind it


def _edits(text: str, changes: Sequence[Change]) -> Iterator[Edit]:
    root = yaml.compose(text, Loader=_LOADER)
    lines = text.split("\n")
    # By its new name, where a key is in the text.
    renamed = {(*change.place[:-1], change.to): change.place for change in changes if isinstance(change, Rename)}
    for change in changes:
        match change:
            case Rename(place=place, to=to):
                key = _find(root, place).key
                yield Edit(_start(key), _end(key, lines), written(to, style=key.style))
            case Remove(place=place):
                yield _removal(_find(root, place), lines)
            case Replace(place=place, by=by):
                entry = _find(root, place)
                start, end = _end(entry.key, lines), _end(entry.value, lines)
                if _hashes(lines, start, end, entry.value):
                    raise CannotChangeError
                yield Edit(start, end, f": {by}")
            case Add(after=place, key=name, value=new):
                entry = _find(root, renamed.get(place, place))
                said = new if isinstance(new, str) else f"[{', '.join(new)}]"
                line, column = _end(entry.value, lines)
                if entry.flow:
                    yield Edit((line, column), (line, column), f", {name}: {said}")
                else:
                    end = (line, len(lines[line].rstrip()))
                    yield Edit(end, end, f"\n{' ' * _start(entry.key)[1]}{name}: {said}")


def _find(node: Any, place: Place) -> _Entry:
    """The entry at a place. Raises CannotChangeError where a text has none of its own there."""
    flow, found = False, None
    for part in place:
        flow = flow or bool(getattr(node, "flow_style", False))
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node, found = node.value[part], None
            continue
        if not isinstance(node, yaml.MappingNode):
            raise CannotChangeError
        pairs = node.value
        number = next((at for at, (key, _) in enumerate(pairs) if key.value == part), None)
        if number is None or not isinstance(pairs[number][0], yaml.ScalarNode):
            raise CannotChangeError
        found = _Entry(
            pairs[number][0],
            pairs[number][1],
            flow,
            pairs[number - 1][1] if number else None,
            pairs[number + 1][0] if number + 1 < len(pairs) else None,
        )
        node = found.value
    if found is None or _end_of_start(found.key) > _start(found.value):  # an alias: its value stands elsewhere
        raise CannotChangeError
    return found


def _removal(entry: _Entry, lines: list[str]) -> Edit:
    """What to take out for an entry to be gone; comments beside and in it stay, on lines of their own."""
    start, end = _start(entry.key), _end(entry.value, lines)
    if entry.flow:
        if entry.after is not None:
            end = _start(entry.after)
        elif entry.before is not None:
            start = _end(entry.before, lines)
        if _hashes(lines, start, end, entry.value):
            raise CannotChangeError
        return Edit(start, end, "")
    if entry.before is None and entry.after is None:
        raise CannotChangeError  # nothing would be left of the mapping
    line, column = start
    rest = (end[0], len(lines[end[0]]))
    kept = _hashes(lines, start, rest, entry.value)
    margin = " " * column
    if not lines[line][:column].strip():  # the lines are its own
        said = "".join(f"{margin}{comment}\n" for comment in kept)
        if rest[0] + 1 < len(lines):
            return Edit((line, 0), (rest[0] + 1, 0), said)
        return Edit((line, 0), rest, said.removesuffix("\n"))
    if entry.after is None:
        raise CannotChangeError
    return Edit(start, _start(entry.after), "".join(f"{comment}\n{margin}" for comment in kept))


def _start(node: yaml.Node) -> Position:
    return int(node.start_mark.line), int(node.start_mark.column)


def _end_of_start(node: yaml.Node) -> Position:
    return int(node.end_mark.line), int(node.end_mark.column)


def _end(node: yaml.Node, lines: list[str]) -> Position:
    """Where a value ends; of one in lines of its own, where its last word does."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, lines)
    line, column = int(node.end_mark.line), int(node.end_mark.column)
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        line = line if column else line - 1
        while line > int(node.start_mark.line) and not lines[line].strip():
            line -= 1
        return line, len(lines[line].rstrip())
    return line, column


def _scalars(node: yaml.Node | None, lines: list[str]) -> Iterator[tuple[Position, Position]]:
    """Where the words of a value stand: there a # is no comment."""
    if isinstance(node, yaml.ScalarNode):
        yield _start(node), _end(node, lines)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key, lines)
            yield from _scalars(value, lines)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, lines)


def _hashes(lines: list[str], start: Position, end: Position, value: yaml.Node | None) -> list[str]:
    """The comments from one position to another, where no word of the value stands."""
    words = sorted(_scalars(value, lines))
    found = []
    for number in range(start[0], end[0] + 1):
        line = lines[number]
        first = start[1] if number == start[0] else 0
        last = end[1] if number == end[0] else len(line)
        for sign in re.finditer(r"(?<!\S)#", line):
            at = (number, sign.start())
            word = bisect_right(words, (at, (len(lines), 0))) - 1
            if first <= sign.start() < last and (word < 0 or at >= words[word][1]):
                found.append(line[sign.start() :].rstrip())
                break
    return found


def _comments(text: str) -> Counter[str]:
    """All comments of a text."""
    lines = text.split("\n")
    root = yaml.compose(text, Loader=_LOADER)
    return Counter(_hashes(lines, (0, 0), (len(lines) - 1, len(lines[-1])), root))
