"""Data files that clinicians edit: YAML and JSON read with line numbers, then checked against a model.

Life of a file: `read_document` turns text into plain values and remembers the line of every key and item;
`validate` checks the values against a pydantic model and turns each of its errors into a problem at that line.
Numbers stay text until the model makes exact decimals of them: 0.1 must never pass through binary floating point.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from .problems import Problems, did_you_mean

MAX_BYTES = 1_000_000  # a data file of a tutorial is a few dozen KB; a larger one is a mistake
MAX_DEPTH = 40

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})\Z")
_NULL = {"", "null", "~", "Null", "NULL"}

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """Base of every data model: an unknown key is an error, values never change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass
class Document:
    """A parsed file: plain values, and the line (from 1) of every place in it, keyed by its path of keys."""

    path: Path
    value: Any
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Iterable[str | int] = ()) -> int:
        """The line of a place, or of the nearest thing around it that is in the file."""
        wanted = tuple(place)
        while wanted and wanted not in self.lines:
            wanted = wanted[:-1]
        return self.lines.get(wanted, 1)


class _RefusedError(Exception):
    def __init__(self, line: int, what: str, fix: str) -> None:
        super().__init__(what)
        self.line, self.what, self.fix = line, what, fix


def read_text(path: Path, problems: Problems) -> str | None:
    """The file's text as UTF-8; a missing, unreadable, huge or wrongly encoded file is a problem."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        problems.add(path, 1, "the file is missing", f"create {path.name} in this folder")
        return None
    except OSError as error:
        problems.add(path, 1, f"the file cannot be read: {error.strerror}", "check its name and its rights")
        return None
    if len(raw) > MAX_BYTES:
        problems.add(path, 1, f"the file has {len(raw)} bytes", f"keep it under {MAX_BYTES} bytes; split it")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.add(path, line, "the file is not UTF-8 text", "save it with the encoding UTF-8")
        return None
    bad = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        problems.add(path, line, f"a control character (U+{ord(bad.group()):04X})", "delete it")
        return None
    return text.replace("\r\n", "\n")


def read_document(path: Path, problems: Problems, *, foreign_tags: bool = False) -> Document | None:
    """Read a YAML or JSON file; every fault in it is a problem and gives None.

    `foreign_tags` passes values with tags such as MkDocs' `!ENV` as None instead of refusing them.
    """
    text = read_text(path, problems)
    if text is None:
        return None
    if path.suffix == ".json":
        return _parse_json(text, path, problems)
    return parse_document(text, path, problems, foreign_tags=foreign_tags)


def _parse_json(text: str, path: Path, problems: Problems) -> Document | None:
    """JSON by the standard parser; its lines from reading the same text as YAML, of which JSON is nearly a part."""
    try:
        value = json.loads(text, object_pairs_hook=_unique_keys, parse_float=str, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        fix = "check the quotes, commas and brackets on and above this line"
        problems.add(path, error.lineno, f"this is not valid JSON: {error.msg}", fix)
        return None
    except _RefusedError as refused:
        at = text.find(f'"{refused.what}"')
        line = text.count("\n", 0, text.find(f'"{refused.what}"', at + 1)) + 1 if at >= 0 else 1
        what = f"'{refused.what}' stands twice in one object" if at >= 0 else refused.what
        problems.add(path, line, what, refused.fix)
        return None
    except RecursionError:
        problems.add(path, 1, "the data is nested too deep", "write it flat")
        return None
    silent = Problems(problems.root)
    located = parse_document(text, path, silent)
    return Document(path, value, located.lines if located else {})


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _RefusedError(1, key, "keep one of the two")
        result[key] = value
    return result


def _no_constant(text: str) -> Any:
    raise _RefusedError(1, f"{text} is not a number", "write the number")


def parse_document(
    text: str, path: Path, problems: Problems, *, first_line: int = 1, foreign_tags: bool = False
) -> Document | None:
    """Parse YAML (or JSON, which reads as YAML) that begins on `first_line` of `path`."""
    document = Document(path, None)
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if node is None:
            raise _RefusedError(1, "the file is empty", "write its content; the author's guide shows an example")
        document.value = _construct(node, (), document, first_line - 1, foreign_tags, set())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        what = f"this is not valid YAML: {error.problem or error.context}"
        problems.add(path, line, what, "check the indentation, quotes, colons and brackets on and above this line")
        return None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        problems.add(path, first_line, f"this is not valid YAML: {reason}", "check the file in an editor")
        return None
    except _RefusedError as refused:
        problems.add(path, refused.line + first_line - 1, refused.what, refused.fix)
        return None
    return document


def _construct(node: yaml.Node, place: Place, document: Document, offset: int, foreign: bool, above: set[int]) -> Any:
    line = node.start_mark.line + 1
    document.lines.setdefault(place, line + offset)
    if id(node) in above or len(place) > MAX_DEPTH:
        raise _RefusedError(
            line, "the data is nested in itself or too deep", "write the values out, without YAML aliases"
        )
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, line, foreign)
    above = above | {id(node)}
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(item, (*place, index), document, offset, foreign, above) for index, item in enumerate(node.value)
        ]
    assert isinstance(node, yaml.MappingNode)
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise _RefusedError(key_line, "a key must be a word", "write `key: value`")
        key = key_node.value
        if key == "<<":
            raise _RefusedError(key_line, "YAML merge keys are not read", "write the values out")
        if key in result:
            first = document.lines[(*place, key)]
            raise _RefusedError(key_line, f"'{key}' stands here twice (first on line {first})", "keep one of the two")
        document.lines[(*place, key)] = key_line + offset
        result[key] = _construct(value_node, (*place, key), document, offset, foreign, above)
    return result


def _scalar(node: yaml.ScalarNode, line: int, foreign: bool) -> Any:
    text: str = node.value
    standard = node.tag.startswith("tag:yaml.org,2002:") and "python" not in node.tag
    if not standard:
        if foreign:
            return None
        raise _RefusedError(line, f"the tag '{node.tag}' is not read", "write the value as plain text")
    if node.style in {"'", '"', "|", ">"}:  # quoted or a block: the author says that it is text
        return text
    if text in _NULL:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.match(text):
        return int(text)
    return text


def validate(model: type[Model], document: Document, problems: Problems) -> Model | None:
    """The document as `model`, or None with one problem for each thing that does not fit."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            place = tuple(part for part in item["loc"])
            what, fix = _explain(model, place, item)
            problems.add(document.path, document.line(place), what, fix)
        return None


def _explain(model: type[BaseModel], place: Place, item: Mapping[str, Any]) -> tuple[str, str]:
    kind: str = item["type"]
    name = str(place[-1]) if place else "the file"
    where = f"'{'.'.join(str(part) for part in place)}'" if place else "the file"
    context: Mapping[str, Any] = item.get("ctx") or {}
    shown = repr(item.get("input"))
    shown = shown if len(shown) <= 60 else shown[:57] + "…'"
    if kind == "missing":
        return f"{where} is missing", f"add `{name}: …`"
    if kind == "extra_forbidden":
        return f"unknown key {where}", did_you_mean(name, _keys(model, place[:-1]))
    if kind == "value_error":
        what, _, fix = str(context.get("error", item["msg"])).partition(" | ")
        return f"{where}: {what}" if place else what, fix or "correct the value"
    if kind in {"model_type", "model_attributes_type", "dict_type", "mapping_type"}:
        return f"{where} must hold keys and values, not {shown}", "write `key: value` lines, indented under it"
    if kind in {"list_type", "tuple_type"}:
        return f"{where} must be a list, not {shown}", "write one item a line, each after `- `"
    if kind == "string_type":
        return f"{where} must be text, not {shown}", 'write it in quotes: "…"'
    return f"{where}: {item['msg'][0].lower()}{item['msg'][1:]}, not {shown}", "correct the value"


def _keys(model: Any, place: Place) -> list[str]:
    """The keys that the model knows at a place, for 'did you mean'."""
    current: Any = model
    for part in place:
        current = _step(current, part)
    current = _model_in(current)
    if current is None:
        return []
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _step(annotation: Any, part: str | int) -> Any:
    model = _model_in(annotation)
    if isinstance(part, int) or model is None:
        return annotation
    for name, info in model.model_fields.items():
        if part in (name, info.alias):
            return info.annotation
    return annotation
