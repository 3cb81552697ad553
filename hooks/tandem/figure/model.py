"""figures.yml: the words of a tutorial's drawings in every language, and what each stage of a drawing shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ..core.cited import Citations
from ..core.data import Place, Strict, matching
from ..core.problems import Problems
from ..core.settings import Settings
from ..core.translated import Translated, load_model
from .drawing import check_drawing

Id = Annotated[str, matching(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z", "an id", "use small Latin letters, digits and hyphens")]
File = Annotated[
    str, matching(r"^[a-z0-9][a-z0-9-]*\.svg\Z", "the name of a drawing", "name a file beside this one: drawing.svg")
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
    """What the stage is called."""
    text: Translated
    """What is seen in it, so that it can be understood without seeing it."""
    cite: Citations
    """Ids of references.json for what it shows."""


class Figure(Strict):
    """One drawing."""

    id: Id
    """Its name, by which a section shows it: `/// figure | name`."""
    file: File
    """The SVG file, beside this one."""
    title: Translated
    """What the figure is about."""
    caption: Translated
    """What the whole figure says, told so that it can be read alone."""
    labels: list[Label] = Field(default_factory=list)
    """The words in the drawing."""
    stages: list[Stage] = Field(min_length=1, max_length=8)
    """The stages in their order."""


class Figures(Strict):
    """figures.yml: drawings that are told in stages."""

    figures: list[Figure] = Field(min_length=1)
    """Every drawing."""

    def named(self, name: str) -> Figure | None:
        """The figure of an id; None where there is none."""
        return next((figure for figure in self.figures if figure.id == name), None)


def load_figures(path: Path, settings: Settings, problems: Problems) -> Figures | None:
    """Read figures.yml and check its drawings; None, with problems, where anything is wrong with them."""
    figures = load_model(Figures, path, settings, problems, check=_faults)
    if figures is None:
        return None
    before = len(problems)
    for figure in figures.figures:
        labels = [label.id for label in figure.labels]
        check_drawing(path.parent / figure.file, labels, len(figure.stages), path, problems)
    return figures if len(problems) == before else None


def _faults(figures: Figures) -> Iterator[tuple[Place, str, str]]:
    seen: set[str] = set()
    for number, figure in enumerate(figures.figures):
        if figure.id in seen:
            yield ("figures", number, "id"), f"the id '{figure.id}' is used twice", "give each figure its own"
        seen.add(figure.id)
        labels: set[str] = set()
        for position, label in enumerate(figure.labels):
            if label.id in labels:
                place: Place = ("figures", number, "labels", position, "id")
                yield place, f"the label '{label.id}' is given twice", "remove one of the two"
            labels.add(label.id)
        for position, stage in enumerate(figure.stages):
            if not len(stage.cite):
                place = ("figures", number, "stages", position, "cite")
                yield place, "the stage has no citation", "name the references that it rests on: `cite: [key]`"
