"""Run `tandem references add` in a copy of the small site."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from tandem.__main__ import main

EXPORTS = Path(__file__).parent / "exports"
SALT = "docs/salt/references.json"


def add(root: Path, *sources: Path | str, answer: str = "", options: tuple[str, ...] = ()) -> tuple[int, str]:
    """Add sources to the tutorial of a site, with an answer on stdin; gives the exit status and what it said."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setattr("sys.stdin", io.StringIO(answer))
        status = main(
            [
                "references",
                "add",
                "--config",
                str(root / "mkdocs.yml"),
                *options,
                "--",
                *(str(item) for item in sources),
            ]
        )
    return status, said.getvalue().replace(str(EXPORTS), "exports").replace(str(root), ".")


def entries(root: Path) -> dict[str, dict[str, Any]]:
    """The references of the site, by id."""
    return {entry["id"]: entry for entry in json.loads((root / SALT).read_text(encoding="utf-8"))}


def bring(root: Path, name: str, text: str | bytes) -> Path:
    """Write a file beside the site, as a download would lie."""
    path = root / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def one(root: Path, name: str, text: str | bytes, *, options: tuple[str, ...] = ("--language", "en")) -> dict[str, Any]:
    """The only work that a file brings, without its id."""
    before = set(entries(root))
    status, said = add(root, bring(root, name, text), options=options)
    after = entries(root)
    new = set(after) - before
    assert (status, len(new)) == (0, 1), said
    return {name: value for name, value in after[new.pop()].items() if name != "id"}
