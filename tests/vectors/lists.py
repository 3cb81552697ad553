"""The lists of vectors that Python and the browser both run: what a text means, and what a weight comes to.

`entry.json` is written by hand. `doses.json` (magnesium sulfate) and `fictional.json` (drugs that do not exist) are
computed by `oracle.py`, which knows nothing of the dose engine.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import NotRequired, TypedDict

HERE = Path(__file__).parent
LIMITS = {"weight": (Decimal(30), Decimal(200)), "hours": (Decimal("0.5"), Decimal(48))}
DRUGS = ("fentavine", "heparoxin", "triphosol")


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


class Case(Dose):
    """The same for a drug that does not exist: for one age, with the band that holds and the notes that are shown."""

    drug: str
    age: str
    band: int | None  # None: no dose for this weight and age
    notes: list[str]  # maximum, too fast, and the numbers of the regimen's comparisons


def entries() -> list[Entry]:
    found: list[Entry] = json.loads((HERE / "entry.json").read_text(encoding="utf-8"))
    return found


def doses() -> list[Dose]:
    found: list[Dose] = json.loads((HERE / "doses.json").read_text(encoding="utf-8"))
    return found


def cases() -> list[Case]:
    found: list[Case] = json.loads((HERE / "fictional.json").read_text(encoding="utf-8"))
    return found


def called(dose: Dose) -> str:
    """A vector's name in a report."""
    hours = f" {dose['hours']} h" if dose["hours"] else ""
    return f"{dose['regimen']} {dose['weight']} kg{hours}"
