"""Texts in YAML: where each value stands, how another one is written in its place, and one of a new language beside it.

Life: `scalars` reads the places of all values of a file that is known to be good YAML. Whoever writes by them reads the
result again and compares: the forms of YAML are many, and a text that would become something else is never kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import yaml

from ..core.data import Place
from .text import Edit, Position

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Scalar:
    """A value as it stands: its place, its style as YAML calls it, whether it stands in braces, its key's column."""

    start: Position
    end: Position
    style: str | None
    flow: bool
    column: int

    @property
    def lines(self) -> range:
        """The lines of the file that it stands on, from 1."""
        return range(self.start[0] + 1, self.end[0] + 2)

    def replaced(self, text: str) -> Edit:
        """Another text in its place, in its style as far as that can hold it."""
        return Edit(self.start, self.end, written(text, style=self.style, flow=self.flow))

    def followed(self, key: str, text: str) -> Edit:
        """Another key with its text behind this value, in the form of the mapping around both."""
        value = written(text, style='"' if self.style in {"|", ">"} else self.style, flow=self.flow)
        joint = ", " if self.flow else "\n" + " " * self.column
        return Edit(self.end, self.end, f"{joint}{key}: {value}")


def scalars(text: str, first_line: int = 0) -> dict[Place, Scalar]:
    """Every value of a YAML text by its place; lines are counted from `first_line`. One that stands for several
    places by an alias is given at the first of them only.
    """
    node = yaml.compose(text, Loader=_LOADER)
    lines = text.split("\n")
    found: dict[Place, Scalar] = {}
    seen: set[int] = set()
    waiting: list[tuple[yaml.Node, Place, bool, int]] = [(node, (), False, 0)] if node is not None else []
    while waiting:
        node, place, flow, column = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            start, end = _position(node.start_mark), _end(node, lines)
            found[place] = Scalar(
                (start[0] + first_line, start[1]), (end[0] + first_line, end[1]), node.style, flow, column
            )
        elif isinstance(node, yaml.SequenceNode):
            inside = flow or bool(node.flow_style)
            waiting += [(item, (*place, index), inside, 0) for index, item in enumerate(node.value)][::-1]
        elif isinstance(node, yaml.MappingNode):
            inside = flow or bool(node.flow_style)
            waiting += [
                (value, (*place, key.value), inside, _position(key.start_mark)[1])
                for key, value in node.value
                if isinstance(key, yaml.ScalarNode)
            ][::-1]
    return found


def _position(mark: Any) -> Position:
    return int(mark.line), int(mark.column)


def _end(node: yaml.ScalarNode, lines: list[str]) -> Position:
    """Where a value ends; of one in lines of its own, where its last line does."""
    line, column = _position(node.end_mark)
    if node.style not in {"|", ">"}:
        return line, column
    start = _position(node.start_mark)[0]
    line = line if column else line - 1
    while line > start and not lines[line].strip():
        line -= 1
    return line, len(lines[line].rstrip())


def written(text: str, *, style: str | None = None, flow: bool = False) -> str:
    """A text as a value on one line: in a style of its own where that can hold it, else in double quotes.

    >>> written("a: b")
    '"a: b"'
    """
    if style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    if not style and _is_plain(text, flow=flow):
        return text
    return json.dumps(text, ensure_ascii=False)


def _is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text can stand without quotes, and is read as a text then."""
    if "\n" in text or text.strip() != text:
        return False
    try:
        node = yaml.compose(f"{{k: {text}, l: m}}" if flow else f"k: {text}\nl: m", Loader=_LOADER)
    except yaml.YAMLError:
        return False
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    value = pairs[0][1] if len(pairs) == 2 else None
    return isinstance(value, yaml.ScalarNode) and value.value == text and value.tag == "tag:yaml.org,2002:str"
