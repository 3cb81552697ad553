"""Data files that clinicians edit: YAML and JSON read with line numbers, then checked against a model.

Life of a file: `read_document` turns text into plain values and remembers the line of every key and item;
`validate` checks the values against a pydantic model and turns each of its errors into a problem at that line, in
words for an author who knows neither Python nor pydantic. Numbers stay text until the model makes exact decimals of
them: 0.1 must never pass through binary floating point.

Several checks read the same file, and a site that is served is read again after each change of one file: what a text
holds is kept, so values and lines of a document are shared and nobody changes them.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, TypeVar, get_args

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator, ValidationError

from . import bounds
from .characters import fault
from .examples import example
from .installed import migrate_command
from .problems import Problems, did_you_mean

MAX_BYTES = 1_000_000  # a data file of a tutorial is a few dozen KB; a larger one is a mistake
MAX_DEPTH = 40
MAX_VALUES = 200_000  # a small file with YAML aliases can stand for more values than any memory holds
KEPT = 256  # parsed texts that are kept

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})\Z")
_NULL = {"", "null", "~", "Null", "NULL"}
_STANDARD = "tag:yaml.org,2002:"
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|[^\s{}\[\],:"]+')
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What the YAML parser says → what is meant, and what to write. A sign that is found in what the parser was doing, not
# in what it met, is shown where it began.
_YAML_WORDS = (
    ("quoted scalar", "the quotation mark that opens here is not closed", "close it, or remove it"),
    ("flow sequence", "the list in [ ] that opens here is not closed, or lacks a comma", "write it as [one, two]"),
    ("flow mapping", "the { } that opens here is not closed, or lacks a comma", "write it as {zh: …, en: …}"),
    ("mapping values are not allowed", "a second colon in one line", 'put a text with a colon in quotes: "…: …"'),
    ("sequence entries are not allowed", "a list begins beside its key", "begin it on the next line"),
    ("simple key", "a key without its colon", "write `key: value`"),
    ("cannot start any token", "a text cannot begin with this character", 'put the text in quotes: "…"'),
    ("expected alphabetic", "a text cannot begin with * or &", 'put it in quotes: "*…"'),
    ("undefined alias", "a text cannot begin with *", 'put it in quotes: "*…"'),
    ("unknown escape", "a backslash between double quotes", "use single quotes: '…'"),
    ("but found another document", "a second document begins here", "remove the line `---`"),
    (
        "did not find expected",
        "this line does not go on as the lines above it",
        "give it as many spaces as its neighbours, and look above it for a quotation mark that is not closed",
    ),
)

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


class Retired(NamedTuple):
    """A key of earlier versions, which `tandem migrate` knows: why it is gone, and the keys that came in its place."""

    why: str
    instead: tuple[str, ...] = ()


class Strict(BaseModel):
    """Base of every data model: an unknown key is an error, values never change after reading.

    A text under a field is the help that an editor shows (`schema`).
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, strict=True, use_attribute_docstrings=True
    )
    retired: ClassVar[Mapping[str, Retired]] = {}  # keys of earlier versions

    def untrue(self) -> tuple[str, ...]:
        """The fields whose text is not put forward as true, such as a wrong answer; no number in it is held to data."""
        return ()


@dataclass
class Document:
    """A parsed file: plain values, and the line (from 1) of every place in it, keyed by its path of keys.

    `base` is the place of `value` in the file, for a document that is a part of one.
    """

    path: Path
    value: Any
    lines: dict[Place, int] = field(default_factory=dict)
    base: Place = ()

    def line(self, place: Iterable[str | int] = ()) -> int:
        """The line of a place, or of the nearest thing around it that is in the file."""
        wanted = (*self.base, *place)
        while wanted and wanted not in self.lines:
            wanted = wanted[:-1]
        return self.lines.get(wanted, 1)

    def inside(self, *place: str | int) -> Document:
        """One part of the document, as if it were the whole."""
        value = self.value
        for part in place:
            value = value[part]
        return Document(self.path, value, self.lines, (*self.base, *place))


class _RefusedError(Exception):
    def __init__(self, line: int, what: str, fix: str) -> None:
        super().__init__(what)
        self.line, self.what, self.fix = line, what, fix


def read_text(path: Path, problems: Problems) -> str | None:
    """The file's text as UTF-8; a missing, unreadable, huge or wrongly encoded file is a problem."""
    try:
        # Before it is opened: a pipe would keep its reader waiting, and a device has no end.
        if not stat.S_ISREG(path.stat().st_mode):
            problems.add(path, 1, "this is no ordinary file", "replace it by a file of text")
            return None
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except FileNotFoundError:
        problems.add(path, 1, "the file is missing", f"create {path.name} in this folder")
        return None
    except (OSError, ValueError) as error:  # the second for a name that no file can have
        reason = getattr(error, "strerror", error)
        problems.add(path, 1, f"the file cannot be read: {reason}", "check its name and its rights")
        return None
    if size > MAX_BYTES:
        problems.add(path, 1, f"the file is too large: {size} bytes", f"keep it under {MAX_BYTES} bytes; split it")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.add(path, line, "the file is not UTF-8 text", "save it with the encoding UTF-8")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        _check_characters(text)
    except _RefusedError as refused:
        problems.add(path, refused.line, refused.what, refused.fix)
        return None
    return text


def _check_characters(text: str, line: int = 1) -> None:
    bad = fault(text)
    if bad:
        raise _RefusedError(line + text.count("\n", 0, bad.offset), bad.what, bad.fix)


def read_document(path: Path, problems: Problems, *, foreign_tags: bool = False) -> Document | None:
    """Read a YAML or JSON file; every fault in it is a problem and gives None.

    `foreign_tags` passes values with tags such as MkDocs' `!ENV` as None instead of refusing them.
    """
    text = read_text(path, problems)
    if text is None:
        return None
    if path.suffix == ".json":
        return parse_json(text, path, problems)
    return parse_document(text, path, problems, foreign_tags=foreign_tags)


def parse_json(text: str, path: Path, problems: Problems, *, any_characters: bool = False) -> Document | None:
    """Parse JSON; what JSON allows and we do not (a key twice, NaN) is a problem too.

    `any_characters` leaves it to the caller what may stand in a text.
    """
    try:
        return Document(path, *_read_json(text, any_characters))
    except json.JSONDecodeError as error:
        fix = "check the quotes, commas and brackets on and above this line"
        # An end that comes too early is shown on the last line that holds anything.
        line = min(error.lineno, text.rstrip().count("\n") + 1)
        problems.add(path, line, f"this is not valid JSON: {error.msg[0].lower()}{error.msg[1:]}", fix)
        return None
    except _RefusedError as refused:
        problems.add(path, refused.line, refused.what, refused.fix)
        return None
    except RecursionError:
        problems.add(path, 1, "the data is nested too deep", "write it flat")
        return None


@lru_cache(maxsize=KEPT)
def _read_json(text: str, any_characters: bool) -> tuple[Any, dict[Place, int]]:
    if not text.strip():
        raise _RefusedError(1, "the file is empty", "write its content; the author's guide shows an example")
    lines: dict[Place, int] = {}
    value = json.loads(text, parse_float=str, parse_int=_integer)
    _locate(text, lines, any_characters=any_characters)
    return value, lines


def _integer(text: str) -> int | str:
    return int(text) if _INTEGER.match(text) else text


def _locate(text: str, lines: dict[Place, int], *, any_characters: bool) -> None:
    """The line of every place in a JSON text that is known to be valid; what JSON allows and we do not is refused."""
    holders: list[tuple[Place, str]] = []  # the lists and objects around, each with its bracket
    place: Place = ()
    key_next = False
    line, counted = 1, 0
    for match in _JSON_TOKEN.finditer(text):
        token = match.group()
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        if "\\" in token and not any_characters:
            _check_characters(json.loads(token), line)
        if token in {"{", "["}:
            if len(holders) == MAX_DEPTH:
                raise _RefusedError(line, "the data is nested too deep", "write it flat")
            lines.setdefault(place, line)
            holders.append((place, token))
            key_next = token == "{"
            place = place if key_next else (*place, 0)
        elif token in {"}", "]"}:
            place, key_next = holders.pop()[0], False
        elif token == ",":
            holder, bracket = holders[-1]
            key_next = bracket == "{"
            place = holder if key_next else (*holder, int(place[-1]) + 1)
        elif key_next:
            key: str = json.loads(token)
            place, key_next = (*place, key), False
            if place in lines:
                raise _twice(key, line, lines[place])
            lines[place] = line
        else:
            lines.setdefault(place, line)
            if token in {"NaN", "Infinity", "-Infinity"}:
                raise _RefusedError(line, f"{token} is not a number", "write the number, or leave the key out")


def _twice(key: str, line: int, first: int) -> _RefusedError:
    return _RefusedError(line, f"'{key}' stands here twice (first on line {first})", "keep one of the two")


def parse_document(
    text: str,
    path: Path,
    problems: Problems,
    *,
    first_line: int = 1,
    foreign_tags: bool = False,
    called: str = "the file",
) -> Document | None:
    """Parse YAML that begins on `first_line` of `path`."""
    try:
        value, lines = _read_yaml(text, first_line - 1, foreign_tags)
        if value is None:
            raise _RefusedError(1, f"{called} is empty", "write its content; the author's guide shows an example")
    except yaml.MarkedYAMLError as error:
        line, what, fix = _explain_yaml(error, text)
        # An end that comes too early is shown on the last line that holds anything.
        line = min(line, text.rstrip().count("\n") + 1)
        problems.add(path, line + first_line - 1, f"this is not valid YAML: {what}", fix)
        return None
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        problems.add(path, first_line, f"this is not valid YAML: {reason}", "check the file in an editor")
        return None
    except _RefusedError as refused:
        problems.add(path, refused.line + first_line - 1, refused.what, refused.fix)
        return None
    return Document(path, value, lines)


@lru_cache(maxsize=KEPT)
def _read_yaml(text: str, offset: int, foreign: bool) -> tuple[Any, dict[Place, int]]:
    _check_depth(text)
    lines: dict[Place, int] = {}
    node = yaml.compose(text, Loader=_LOADER)
    value = None if node is None else _construct(node, (), lines, offset, foreign, set())
    return value, lines


def _check_depth(text: str) -> None:
    """Refuse deep nesting before the parser builds its tree: the one in C recurses until the process dies."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                mark: Any = event.start_mark
                raise _RefusedError(mark.line + 1, "the data is nested too deep", "write it flat")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _explain_yaml(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    mark: Any = error.problem_mark or error.context_mark
    said, doing = error.problem or "", error.context or ""
    if "\n".join(text.split("\n")[mark.line :])[mark.column :].startswith("\t"):
        return mark.line + 1, "a tab", "indent with spaces"
    for sign, what, fix in _YAML_WORDS:
        if sign in doing:
            began: Any = error.context_mark or mark
            return began.line + 1, what, fix
        if sign in said:
            return mark.line + 1, what, fix
    what = said or doing or "it cannot be read"
    return mark.line + 1, what, "check the indentation, quotes, colons and brackets on and above this line"


def _construct(
    node: yaml.Node, place: Place, lines: dict[Place, int], offset: int, foreign: bool, above: set[int]
) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(place, line + offset)
    if len(lines) > MAX_VALUES:
        raise _RefusedError(line, "the file holds too many values", "split it; write values out, without YAML aliases")
    if id(node) in above or len(place) > MAX_DEPTH:
        raise _RefusedError(
            line, "the data is nested in itself or too deep", "write the values out, without YAML aliases"
        )
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, line, foreign)
    if node.tag not in {f"{_STANDARD}seq", f"{_STANDARD}map"}:
        return _foreign(node, line, foreign)
    above = above | {id(node)}
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(item, (*place, index), lines, offset, foreign, above) for index, item in enumerate(node.value)
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
        _check_characters(key, key_line)
        if key in result:
            raise _twice(key, key_line, lines[(*place, key)])
        lines[(*place, key)] = key_line + offset
        result[key] = _construct(value_node, (*place, key), lines, offset, foreign, above)
    return result


def _foreign(node: yaml.Node, line: int, foreign: bool) -> None:
    if not foreign:
        tag = node.tag.replace(_STANDARD, "!!")
        raise _RefusedError(line, f"the tag '{tag}' is not read", "write the value as plain text")


def _scalar(node: yaml.ScalarNode, line: int, foreign: bool) -> Any:
    text: str = node.value
    if not node.tag.startswith(_STANDARD) or "python" in node.tag:
        return _foreign(node, line, foreign)
    _check_characters(text, line)
    if node.style in {"'", '"', "|", ">"} or node.tag == f"{_STANDARD}str":  # the author says that it is text
        return text
    if text in _NULL:
        return None
    if text in {"true", "false"}:
        return text == "true"
    return _integer(text)


def matching(pattern: str, what: str, fix: str) -> AfterValidator:
    """For a text of a model that must fit a pattern: what it should be, and how to write it."""

    def check(value: str) -> str:
        if not re.search(pattern, value):
            raise ValueError(f"{shown(value)} is not {what} | {fix}")
        return value

    return AfterValidator(check)


def validate(
    model: type[Model],
    document: Document,
    problems: Problems,
    *,
    called: str = "the file",
    locales: Sequence[str] = (),
) -> Model | None:
    """The document as `model`, or None with one problem for each thing that does not fit.

    `locales` are the site's, for the examples that messages give.
    """
    beyond = list(bounds.in_data(document.value))
    for place, what, fix in beyond:
        problems.add(document.path, document.line(place), what, fix)
    if beyond:
        return None
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        found = error.errors(include_url=False)
        superseded = _superseded(model, found)
        for item in found:
            if item["type"] == "missing" and item["loc"] in superseded:
                continue  # what came in the place of a key that is named
            what, fix = _explain(model, item, called, locales, json=document.path.suffix == ".json")
            fix, _, key = fix.partition(" | ")  # a check of a whole model may name the key that it is about
            problems.add(document.path, document.line((*item["loc"], *filter(None, [key]))), what, fix)
        return None


def migrating() -> str:
    """The fix for what `tandem migrate` changes."""
    return f"run `{migrate_command()}`"


def _superseded(model: type[BaseModel], found: Iterable[Mapping[str, Any]]) -> set[Place]:
    """The places of keys that came in place of retired ones which still stand there."""
    places: set[Place] = set()
    for item in found:
        if item["type"] == "extra_forbidden":
            *above, name = item["loc"]
            retired: Mapping[str, Retired] = getattr(_model_at(model, tuple(above)), "retired", {})
            if name in retired:
                places |= {(*above, key) for key in retired[name].instead}
    return places


def named(place: Place, whole: str = "the file") -> str:
    """A place in words. The number of an item is left out: the line says which it is."""
    path = ".".join(str(part) for part in place if isinstance(part, str))
    if not path:
        return whole
    return f"'{path}'" if isinstance(place[-1], str) else f"an item of '{path}'"


def shown(value: object) -> str:
    """A value in a message: short, and without the signs of a programming language."""
    if value is None:
        return "nothing"
    if isinstance(value, (dict, list)):
        return "keys and values" if isinstance(value, dict) else "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}…'"


def _explain(
    model: type[BaseModel], item: Mapping[str, Any], called: str, locales: Sequence[str], *, json: bool
) -> tuple[str, str]:
    kind: str = item["type"]
    place: Place = item["loc"]
    name = str(place[-1]) if place else called
    where, given = named(place, called), shown(item.get("input"))
    context: Mapping[str, Any] = item.get("ctx") or {}
    if kind == "missing":
        value = example(_model_at(model, place[:-1]), name, locales, json=json)
        return f"{where} is missing", f'add `"{name}": {value}`' if json else f"add `{name}: {value}`"
    if kind == "extra_forbidden":
        retired = getattr(_model_at(model, place[:-1]), "retired", {})
        if name in retired:
            return f"{where} is no longer read: {retired[name].why}", migrating()
        return f"unknown key {where}", did_you_mean(name, _keys(model, place[:-1]))
    if kind == "value_error":
        what, _, fix = str(context.get("error", item["msg"])).partition(" | ")
        return f"{where}: {what}" if place else what, fix or "correct the value"
    if kind in {"model_type", "model_attributes_type", "dict_type", "mapping_type"}:
        fix = "write `{` and `}` around its keys and values" if json else "write `key: value` lines, indented under it"
        return f"{where} must hold keys and values, not {given}", fix
    if kind in {"list_type", "tuple_type"}:
        fix = "write `[` and `]` around its items" if json else "write one item a line, each after `- `"
        return f"{where} must be a list, not {given}", fix
    if kind == "string_type" and item.get("input") is None and not json:
        # {en: China, UK} reads as two keys, the second without a text.
        fix = f'write the text after its colon; a text with a comma inside {{ }} needs quotes: "…, {name}"'
        return f"{where} has no text", fix
    if kind == "string_type":
        return f"{where} must be text, not {given}", 'write it in quotes: "…"'
    if kind in {"string_too_long", "too_long"}:
        most = context["max_length"]
        unit, fix = ("characters", "shorten it") if isinstance(item["input"], str) else ("items", "split it")
        return f"{where} has more than {most} {unit}", fix
    if kind in {"string_too_short", "too_short"}:
        return f"{where} is empty", "write its text" if kind == "string_too_short" else "write at least one"
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context["expected"]))
        return f"{where} cannot be {given}", f"write one of: {', '.join(words)}"
    if kind in {"int_type", "int_parsing", "int_from_float"}:
        return f"{where} must be a whole number, not {given}", "write plain digits without quotes, such as 5"
    if kind == "greater_than_equal":
        return f"{where} must be at least {context['ge']}, not {given}", "correct the number"
    if kind == "less_than_equal":
        return f"{where} must be at most {context['le']}, not {given}", "correct the number"
    if kind.startswith("url"):
        return f"{where} is not a web address: {given}", "write it whole, beginning with https://"
    if kind == "bool_type":
        return f"{where} must be true or false, not {given}", "write true or false, without quotes"
    return f"{where}: {item['msg'][0].lower()}{item['msg'][1:]}, not {given}", "correct the value"


def _keys(model: Any, place: Place) -> list[str]:
    """The keys that the model knows at a place, for 'did you mean'."""
    current = _model_at(model, place)
    return [field.alias or name for name, field in current.model_fields.items()] if current else []


def _model_at(model: Any, place: Place) -> type[BaseModel] | None:
    current: Any = model
    for part in place:
        current = _step(current, part)
    return _model_in(current)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, PlainValidator):  # a class of our own, read by a function: what it is read from
        return _model_in(annotation.json_schema_input_type)
    for inner in annotation if isinstance(annotation, tuple) else get_args(annotation):
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
            return (info.annotation, *info.metadata)
    return annotation
