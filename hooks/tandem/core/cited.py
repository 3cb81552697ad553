"""Citation keys inside data files: `cite: [albrecht2013]`, found wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from .data import Place, Strict, matching

Key = Annotated[
    str,
    matching(
        r"^[A-Za-z][\w:-]*\Z",
        "the id of a reference",
        "begin it with a Latin letter, then letters, digits, `_`, `-` or `:`",
    ),
    Field(examples=["doe2020"]),
]


class Citations(RootModel[list[Key]]):
    """The keys of one group, in the order of the source. An empty group is refused where a figure needs one."""

    model_config = ConfigDict(frozen=True)

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        return iter(self.root)

    def __len__(self) -> int:
        return len(self.root)


def find_citations(value: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every key inside a model, in order, with its place."""
    if isinstance(value, Citations):
        yield from (((*place, index), key) for index, key in enumerate(value.root))
    elif isinstance(value, Strict):
        for name, info in type(value).model_fields.items():
            yield from find_citations(getattr(value, name), (*place, info.alias or name))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from find_citations(item, (*place, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from find_citations(item, (*place, key))
