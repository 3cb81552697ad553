"""The bill of materials: what others made of the site and its forms, with versions and licences, as CycloneDX.

Life: `make bom` writes `software.cdx.json` after a change of the lock files, and a test holds it to them, so
that it is the same whatever machine builds; a build copies it beside the other downloads, and the list of downloads
shows what of it readers get.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..edition import Edition

FILE = "software.cdx.json"
PATH = Path(__file__).with_name(FILE)
SHIPPED = "required"  # the scope of what readers get; of what only builds, it is "excluded"


@dataclass(frozen=True)
class Part:
    """Something that others made, and readers get."""

    name: str
    version: str
    licence: str  # as SPDX writes it
    what: str  # what it is here, in the language asked for


def make(edition: Edition, folder: Path) -> list[Path]:
    """Write the bill into the folder of downloads."""
    path = folder / FILE
    path.write_bytes(PATH.read_bytes())
    return [path]


def parts(locale: str, default: str) -> Iterator[Part]:
    """What readers get, by name; `default` is the language of what it is where `locale` has no words for it."""
    components: list[dict[str, Any]] = json.loads(PATH.read_text(encoding="utf-8"))["components"]
    for component in components:
        if component["scope"] == SHIPPED:
            words = {item["name"]: item["value"] for item in component["properties"]}
            what = words.get(f"tandem:what:{locale}") or words.get(f"tandem:what:{default}") or words["tandem:what:en"]
            licence = component["licenses"][0]
            said = licence["expression"] if "expression" in licence else licence["license"]["id"]
            group = f"{component['group']}/" if "group" in component else ""
            yield Part(group + component["name"], component["version"], said, what)
