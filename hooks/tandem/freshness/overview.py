"""`/// agreement-report`: for maintainers, how the languages of every page stand to each other.

Life: the check leaves its standings with the shelf (`prepared`); the block turns each into a row when its page is
rendered. Nothing is judged anew here, so the page cannot say anything else than the check did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.data import read_text
from ..core.extent import Extent
from ..core.page import BlockCall
from ..core.problems import Problems
from ..core.render import render
from ..core.settings import Language
from ..core.tutorial import DATA_SUFFIXES, Tutorial
from ..parity.exceptions import Exemption, exemptions_in_data
from ..parity.freshness import Standing


@dataclass(frozen=True)
class Allowed:
    """An exception and the place of its source, as `make check` names it."""

    exemption: Exemption
    place: str


@dataclass(frozen=True)
class Row:
    """A page: how long it is in each language, how many places are behind there, and what may differ in it."""

    name: str
    title: str
    standing: Standing
    extents: tuple[tuple[Language, Extent], ...]
    behind: tuple[tuple[Language, int], ...]
    allowed: tuple[Allowed, ...]


@dataclass(frozen=True)
class Group:
    """A tutorial, or (None) the pages outside tutorials. `allowed` are the exceptions of its data files."""

    tutorial: Tutorial | None
    rows: tuple[Row, ...]
    allowed: tuple[Allowed, ...]


def render_overview(context: Context, call: BlockCall) -> Markup:
    """The report as it stands now."""
    groups = _groups(context, context.shelf.prepared["freshness"])
    return render("freshness/overview.html.jinja", context, groups=groups)


def _groups(context: Context, standings: Sequence[Standing]) -> list[Group]:
    found = []
    for tutorial in (*context.shelf.tutorials, None):
        name = tutorial.name if tutorial else ""
        rows = tuple(_row(context, standing) for standing in standings if standing.tutorial == name)
        found.append(Group(tutorial, rows, _of_data(context, tutorial) if tutorial else ()))
    return found


def _row(context: Context, standing: Standing) -> Row:
    _, page = context.shelf.find(standing.tutorial, context.language.locale, standing.section)
    extents, behind, allowed = [], [], []
    for side in standing.sides:
        language = context.settings.language(side.language.locale)
        extents.append((language, side.reading.extent))
        behind.append((language, len(standing.looks(language.locale))))
        exemptions = dict.fromkeys(item for unit in side.reading.units for item in unit.exemptions)
        allowed += [_allowed(context, item, side.path) for item in exemptions]
    return Row(standing.section, page.front.title, standing, tuple(extents), tuple(behind), tuple(allowed))


def _of_data(context: Context, tutorial: Tutorial) -> tuple[Allowed, ...]:
    found: list[Allowed] = []
    for path in sorted(tutorial.folder.iterdir()):
        if path.suffix in DATA_SUFFIXES - {".json"}:
            text = read_text(path, Problems(context.settings.root)) or ""
            found += [_allowed(context, item, path) for item in exemptions_in_data(text)]
    return tuple(found)


def _allowed(context: Context, exemption: Exemption, path: Path) -> Allowed:
    return Allowed(exemption, f"{path.relative_to(context.settings.root).as_posix()}:{exemption.line}")
