"""Versions of this program that were withdrawn, known without asking anybody.

Life: `withdrawn.yml` travels with each release, in the wheel and as a file beside it. A wheel that is installed cannot
know what was found later, so a site keeps the newest list next to its mkdocs.yml; `check` and `build` read both.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field

from .data import Strict, read_document, read_text, validate
from .dates import Date
from .installed import DISTRIBUTION, wheel
from .problems import Problems
from .translated import Text
from .tutorial import Version

LIST = "withdrawn.yml"
OWN = Path(__file__).resolve().parents[1] / LIST
_CHECKOUT = Path(__file__).resolve().parents[3]
_PINS = "requirements.txt"


class Withdrawal(Strict):
    """Versions that were withdrawn for one reason."""

    versions: Annotated[list[Version], Field(min_length=1)]
    """The versions of the program."""
    on: Date
    """When they were withdrawn: 2026-01-31."""
    why: Text
    """What is wrong with them, for whoever answers for a site."""
    do: Text
    """What to do, as the fix of a problem."""


class Withdrawn(Strict):
    """withdrawn.yml."""

    withdrawn: list[Withdrawal]
    """Every withdrawal, the oldest first."""


def running_version() -> str:
    """The version of this very program: of the wheel, or of the checkout that it is run from; '' of a part of one."""
    found = wheel()
    if found is not None:
        return found.version
    settings = _CHECKOUT / "pyproject.toml"
    if not settings.is_file():
        return ""
    return str(tomllib.loads(settings.read_text(encoding="utf-8"))["project"]["version"])


def report_withdrawn(config_file: Path, problems: Problems) -> None:
    """Add a problem where the version that runs is on the list that it brought, or on the one of the site."""
    beside = config_file.with_name(LIST)
    version = running_version()
    for path in (OWN, *([beside] if beside.exists() else [])):
        document = read_document(path, problems)
        known = validate(Withdrawn, document, problems) if document is not None else None
        for entry in known.withdrawn if known is not None else ():
            if version in entry.versions:
                what = f"version {version} of {DISTRIBUTION}, which runs here, was withdrawn on {entry.on}: {entry.why}"
                problems.add(*_pinned(config_file), what, entry.do)


def _pinned(config_file: Path) -> tuple[Path, int]:
    """Where a site names the version; its settings, where no line does."""
    pins = config_file.with_name(_PINS)
    text = read_text(pins, Problems(pins.parent)) or ""
    match = re.search(rf"^{re.escape(DISTRIBUTION)}(?![\w.-])", text, re.MULTILINE)
    return (pins, text.count("\n", 0, match.start()) + 1) if match else (config_file, 1)
