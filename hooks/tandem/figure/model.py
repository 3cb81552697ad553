"""figures.yml: the words of a tutorial's drawings in every language, and what each stage of a drawing shows.

Life: read once with the tutorial, the drawings with it; the block asks `Figures` for both. The texts under the fields
are the help that an editor shows: `schema` publishes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, PrivateAttr, WithJsonSchema

from ..core.cited import Citations
from ..core.data import Place, Strict, matching, migrating
from ..core.problems import Problems, did_you_mean
from ..core.settings import Settings
from ..core.translated import Translated, load_model
from .drawing import Drawing, read_drawing

FOLDER = "drawings"  # beside figures.yml; mkdocs.yml keeps it out of the site, whose pages hold the drawings
MAX_STAGES = 8

_ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*"
_FILE = r"^[a-z0-9]+(-[a-z0-9]+)*\.svg"
Id = Annotated[
    str,
    matching(_ID + r"\Z", "an id", "use small Latin letters, digits and hyphens"),
    WithJsonSchema({"type": "string", "pattern": f"{_ID}$"}),
]
File = Annotated[
    str,
    matching(_FILE + r"\Z", "the name of a drawing", f"name a file of the folder {FOLDER}: drawing.svg"),
    WithJsonSchema({"type": "string", "pattern": f"{_FILE}$"}),
]


class Label(Strict):
    """A word in the drawing."""

    id: Id
    """Where it stands: the `data-label` of a text in the drawing."""
    text: Translated
    """The word in each language."""


class Stage(Strict):
    """One stage of the drawing."""

    title: Translated
    """What the stage is called, in a few words."""
    text: Translated
    """What is seen in it, told so that it is understood without seeing it."""
    cite: Annotated[Citations, Field(min_length=1)]
    """Ids of references.json for what it shows."""


class Figure(Strict):
    """One drawing."""

    id: Id
    """Its name, by which a section shows it: `/// figure | name`."""
    file: File
    """The SVG file in the folder `drawings` beside this file."""
    title: Translated
    """What the figure is about."""
    caption: Translated
    """What the whole figure says, told so that it can be read alone."""
    labels: list[Label] = Field(default_factory=list)
    """The words in the drawing."""
    stages: list[Stage] = Field(min_length=1, json_schema_extra={"maxItems": MAX_STAGES})
    """The stages in their order."""
    cover: int = Field(default=1, ge=1)
    """Which stage stands for the tutorial on its overview and on the home page."""

    def words(self, locale: str) -> dict[str, str]:
        """Its labels in a language, by their ids."""
        return {label.id: label.text[locale] for label in self.labels}


class Figures(Strict):
    """figures.yml: drawings that are told in stages."""

    figures: list[Figure] = Field(min_length=1)
    """Every drawing."""
    _drawings: dict[str, Drawing] = PrivateAttr(default_factory=dict)

    @property
    def by_id(self) -> dict[str, Figure]:
        """The figures by their ids, in order."""
        return {figure.id: figure for figure in self.figures}

    def drawing(self, figure: Figure) -> Drawing:
        """A figure's drawing, as it was read. Raises KeyError for one that had problems; no page is made then."""
        return self._drawings[figure.id]


def load_figures(path: Path, settings: Settings, problems: Problems) -> Figures | None:
    """Read figures.yml and its drawings; None, with problems, where what several values say does not agree."""

    def faults(figures: Figures) -> Iterator[tuple[Place, str, str]]:
        yield from _unfit(figures)
        for number, figure in enumerate(figures.figures):
            yield from _drawn(figures, number, figure, path.parent / FOLDER, problems)

    return load_model(Figures, path, settings, problems, check=faults)


def _unfit(figures: Figures) -> Iterator[tuple[Place, str, str]]:
    seen: set[str] = set()
    for number, figure in enumerate(figures.figures):
        if figure.id in seen:
            yield ("figures", number, "id"), f"the id '{figure.id}' is used twice", "give each figure its own"
        seen.add(figure.id)
        if figure.cover > len(figure.stages):
            what = f"there is no stage {figure.cover}: the figure has {len(figure.stages)}"
            yield ("figures", number, "cover"), what, "write the number of one of its stages, or leave the line out"
        if len(figure.stages) > MAX_STAGES:
            what = f"{len(figure.stages)} stages; a figure has at most {MAX_STAGES}"
            yield ("figures", number, "stages", MAX_STAGES), what, "make two figures of it"
        labels: set[str] = set()
        for position, label in enumerate(figure.labels):
            if label.id in labels:
                place: Place = ("figures", number, "labels", position, "id")
                yield place, f"the label '{label.id}' is given twice", "remove one of the two"
            labels.add(label.id)


def _drawn(
    figures: Figures, number: int, figure: Figure, folder: Path, problems: Problems
) -> Iterator[tuple[Place, str, str]]:
    """Read a figure's drawing; what is wrong in it is told there, what figures.yml says of it in vain is given."""
    path = folder / figure.file
    if not path.is_file():
        names = [found.name for found in folder.glob("*.svg")]
        fix = did_you_mean(figure.file, names) if names else f"put the drawing there: {FOLDER}/{figure.file}"
        if (folder.parent / figure.file).is_file():  # where drawings lay before they had a folder
            fix = migrating()
        yield ("figures", number, "file"), f"there is no drawing {FOLDER}/{figure.file}", fix
        return
    drawing = read_drawing(path, {label.id for label in figure.labels}, len(figure.stages), problems)
    if drawing is None:
        return
    figures._drawings[figure.id] = drawing
    for position, label in enumerate(figure.labels):
        if label.id not in drawing.labels:
            fix = f'remove it, or add `<text data-label="{label.id}"/>` to the drawing'
            yield ("figures", number, "labels", position), f"the label '{label.id}' stands nowhere in {path.name}", fix
