"""A value that could stand under a missing key, for the message that names it: `written: 2026-01-31`.

Made from the model alone: its declared examples first, else what the kind of value tells. A text in every language
shows the languages of the site; what only an author can know stays `…`.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, HttpUrl, RootModel, WithJsonSchema
from pydantic.fields import FieldInfo

_OPEN = "…"
_MOST_KEYS = 3
_PLAIN: tuple[tuple[type, str], ...] = ((bool, "true"), (int, "5"), (Decimal, "5"), (date, "2026-01-31"))


def example(model: type[BaseModel] | None, key: str, locales: Sequence[str], *, json: bool = False) -> str:
    """The value of a key of a model, as it is written in YAML, or with `json` in JSON; `…` where nothing is known."""
    for name, info in model.model_fields.items() if model else ():
        if key in (name, info.alias):
            return _of_field(info, locales, json)
    return _OPEN


def _of_field(info: FieldInfo, locales: Sequence[str], json: bool, depth: int = 0) -> str:
    if told := next(filter(None, map(_told, (info, *info.metadata))), ""):
        return _scalar(told, json)
    return _of(info.annotation, locales, json, depth)


def _of(annotation: Any, locales: Sequence[str], json: bool, depth: int) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        declared = next(filter(None, map(_told, inner[1:])), "")
        return _scalar(declared, json) if declared else _of(inner[0], locales, json, depth)
    if origin in {Union, types.UnionType}:
        return _of(next(item for item in inner if item is not type(None)), locales, json, depth)
    if origin is Literal:
        return _scalar(str(inner[0]), json)
    if origin in {list, tuple}:
        return f"[{_of(inner[0], locales, json, depth)}]"
    if not isinstance(annotation, type):
        return _OPEN
    if issubclass(annotation, HttpUrl):
        return _scalar("https://example.org/", json)
    if issubclass(annotation, BaseModel):
        return _of_model(annotation, locales, json, depth)
    return next((shown for kind, shown in _PLAIN if issubclass(annotation, kind)), _scalar(_OPEN, json))


def _told(item: object) -> str:
    """The example that a declaration gives: its own, or the first of the words that it admits."""
    if isinstance(item, FieldInfo) and item.examples:
        return str(item.examples[0])
    if isinstance(item, WithJsonSchema) and item.json_schema:
        return str(next(iter(item.json_schema.get("enum", ())), ""))
    return ""


def _of_model(model: type[BaseModel], locales: Sequence[str], json: bool, depth: int) -> str:
    if issubclass(model, RootModel):
        root = model.model_fields["root"].annotation
        if get_origin(root) is dict:  # a text in every language
            return "{" + ", ".join(f"{locale}: {_OPEN}" for locale in locales or [_OPEN]) + "}"
        return _of_field(model.model_fields["root"], locales, json, depth)
    needed = [(info.alias or name, info) for name, info in model.model_fields.items() if info.is_required()]
    if depth or not needed:
        return f"{{{_OPEN}}}"
    quote = '"' if json else ""
    shown = [f"{quote}{name}{quote}: {_of_field(info, locales, json, depth + 1)}" for name, info in needed[:_MOST_KEYS]]
    return "{" + ", ".join([*shown, *([_OPEN] if len(needed) > _MOST_KEYS else [])]) + "}"


def _scalar(text: str, json: bool) -> str:
    return f'"{text}"' if json else text
