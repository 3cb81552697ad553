"""`/// agreement-report`: for maintainers, how the languages of every page stand to each other.

Of two languages a row says it in a cell; of more the report is a matrix, a row a page and a column a language.

Life: the check leaves its standings with the shelf (`prepared`); the block turns each into a row when its page is
rendered. Nothing is judged anew here, so the page cannot say anything else than the check did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.data import read_text
from ..core.extent import Extent
from ..core.page import BlockCall, Page
from ..core.problems import Problems
from ..core.render import render
from ..core.settings import Language
from ..core.tutorial import DATA_SUFFIXES, Tutorial
from ..parity.exceptions import Exemption, exemptions_in_data
from ..parity.freshness import Standing, State, Why
from ..parity.paragraphs import read_units


@dataclass(frozen=True)
class Allowed:
    """An exception and the place of its source, as `make check` names it."""

    exemption: Exemption
    place: str


@dataclass(frozen=True)
class Cell:
    """A page in one language: how long it is (None: it is not there), how it stands to the language that it is compared
    with (None: it is that one), and how many places of it may be behind.
    """

    language: Language
    extent: Extent | None
    state: State | None
    behind: int


@dataclass(frozen=True)
class Row:
    """A page in each of the site's languages, and what may differ in it; no `standing` where only one has it."""

    name: str
    title: str
    standing: Standing | None
    cells: tuple[Cell, ...]
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
        own = {standing.section: standing for standing in standings if standing.tutorial == name}
        pages = tutorial.pages if tutorial else context.shelf.pages
        sections = tutorial.file.sections if tutorial else list(own)
        many = len(context.settings.languages) > 2
        rows = tuple(_row(context, pages, one, own.get(one)) for one in sections if many or one in own)
        found.append(Group(tutorial, rows, _of_data(context, tutorial) if tutorial else ()))
    return found


def _row(context: Context, pages: Mapping[tuple[str, str], Page], name: str, standing: Standing | None) -> Row:
    cells: list[Cell] = []
    allowed: list[Allowed] = []
    here = {side.language.locale: side for side in standing.sides} if standing else {}
    for language in context.settings.from_pivot:
        side, page = here.get(language.locale), pages.get((language.locale, name))
        reading = side.reading if side else read_units(page) if page else None
        state = standing.state(language.locale) if standing and side else None
        behind = _behind(standing, language) if standing and side else 0
        cells.append(Cell(language, reading.extent if reading else None, state, behind))
        if side is not None:
            exemptions = dict.fromkeys(item for unit in side.reading.units for item in unit.exemptions)
            allowed += [_allowed(context, item, side.path) for item in exemptions]
    order = (context.language, *context.settings.from_pivot)
    titled = next(page for one in order if (page := pages.get((one.locale, name))))
    return Row(name, titled.front.title, standing, tuple(cells), tuple(allowed))


def _behind(standing: Standing, language: Language) -> int:
    return sum(look.why is not Why.NEVER for look in standing.looks(language.locale))


def _of_data(context: Context, tutorial: Tutorial) -> tuple[Allowed, ...]:
    found: list[Allowed] = []
    for path in sorted(tutorial.folder.iterdir()):
        if path.suffix in DATA_SUFFIXES - {".json"}:
            text = read_text(path, Problems(context.settings.root)) or ""
            found += [_allowed(context, item, path) for item in exemptions_in_data(text)]
    return tuple(found)


def _allowed(context: Context, exemption: Exemption, path: Path) -> Allowed:
    return Allowed(exemption, f"{path.relative_to(context.settings.root).as_posix()}:{exemption.line}")
