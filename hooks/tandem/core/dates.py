"""Days as authors write them in data files: 2026-01-31."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from .data import shown


def _date(value: object) -> date:
    try:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # the 30th of February
    raise ValueError(f"{shown(value)} is not a date | write it as 2026-01-31")


Date = Annotated[date, BeforeValidator(_date), Field(examples=["2026-01-31"])]
