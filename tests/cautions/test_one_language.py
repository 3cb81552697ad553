"""A file of data in which a text lacks a language: problems at its lines, and every check still comes to its end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.fixtures.sources import SITE, check, copy


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a text stands in both languages."""
    if isinstance(value, dict) and {"zh", "en"} <= value.keys():
        yield place
    elif isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*place, key))


def data(name: str) -> Any:
    return yaml.safe_load((SITE / "docs/salt" / name).read_text(encoding="utf-8"))


CASES = [(name, place) for name in ("doses.yml", "cautions.yml") for place in places(data(name))]


@pytest.mark.parametrize(("name", "place"), CASES, ids=lambda value: ".".join(map(str, value)) if value else "")
@pytest.mark.parametrize("left", [{}, {"zh": "盐"}, {"en": "salt"}], ids=["none", "zh", "en"])
def test_a_text_in_one_language(tmp_path: Path, name: str, place: tuple[Any, ...], left: dict[str, str]) -> None:
    root, changed = copy(tmp_path / "site"), data(name)
    holder = changed
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = left
    (root / "docs/salt" / name).write_text(yaml.safe_dump(changed, allow_unicode=True), encoding="utf-8")
    _, problems = check(root)
    assert any(problem.path.endswith(name) for problem in problems.everything())
