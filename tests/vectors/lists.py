"""The lists of vectors that Python and the browser both run: what a text means, and what a weight comes to.

`entry.json` is written by hand. `doses.json` is computed by `oracle.py`, which knows nothing of the dose engine.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import NotRequired, TypedDict

HERE = Path(__file__).parent
LIMITS = {"weight": (Decimal(30), Decimal(200)), "hours": (Decimal("0.5"), Decimal(48))}


class Entry(TypedDict):
    """A text, and the number that it means or the code of its refusal; `document` marks those of the rule book."""

    field: str
    text: str
    why: str
    value: NotRequired[str]
    refusal: NotRequired[str]
    document: NotRequired[bool]


class Dose(TypedDict):
    """What a regimen comes to at a weight, and hours for an infusion: low and high of each unit as shown."""

    regimen: str
    weight: str
    hours: str | None
    figures: dict[str, list[str]]
    volumes: dict[str, list[str]]  # product → mL


def entries() -> list[Entry]:
    found: list[Entry] = json.loads((HERE / "entry.json").read_text(encoding="utf-8"))
    return found


def doses() -> list[Dose]:
    found: list[Dose] = json.loads((HERE / "doses.json").read_text(encoding="utf-8"))
    return found
