"""The figures that tests read: the site's own, or a small one for one test."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree, html
from tandem.core.problems import Problem, Problems
from tandem.figure.model import FOLDER, Figures, load_figures

from tests.dosing.data import ROOT, settings
from tests.fixtures.rendering import Rendering
from tests.fixtures.sources import copy

MAGNESIUM = ROOT / "docs/magnesium/figures.yml"
NMDA = ROOT / "docs/magnesium/drawings/nmda.svg"

STAGE = """\
      - title: {zh: 关, en: Shut}
        text: {zh: 门关着。, en: The gate is shut.}
        cite: [doe2020]
"""
SMALL = f"""\
figures:
  - id: gate
    file: gate.svg
    title: {{zh: 门, en: A gate}}
    caption: {{zh: 门先关后开。, en: The gate is shut at first.}}
    labels:
      - {{id: bar, text: {{zh: 门闩, en: bolt}}}}
      - {{id: way, text: {{zh: 通道, en: way in & out}}}}
    stages:
{STAGE}\
      - title: {{zh: 开, en: Open}}
        text: {{zh: 门开着。, en: The gate is open.}}
        cite: [zhang2022]
"""
DRAWING = """\
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">
  <!-- a gate -->
  <path class="deep" d="M10 10 H90 V50 Z"/>
  <g data-stage="1">
    <text data-label="bar" x="10" y="20"/>
  </g>
  <g data-stage="2">
    <text class="small" data-label="way" x="10" y="40"/>
    <text data-same="" x="50" y="40">Mg<tspan class="small" dy="-4">2+</tspan></text>
  </g>
</svg>
"""


def put(folder: Path, text: str = SMALL, drawing: str | bytes | None = DRAWING) -> Path:
    """Write a figures.yml and its drawing into a tutorial's folder; gives the path of the first."""
    path = folder / "figures.yml"
    path.write_text(text, encoding="utf-8")
    (folder / FOLDER).mkdir(exist_ok=True)
    if drawing is not None:
        (folder / FOLDER / "gate.svg").write_bytes(drawing if isinstance(drawing, bytes) else drawing.encode())
    return path


def read(
    folder: Path, text: str = SMALL, drawing: str | bytes | None = DRAWING
) -> tuple[Figures | None, list[Problem]]:
    """Figures as the site reads them, and what is wrong with them."""
    problems = Problems(folder)
    return load_figures(put(folder, text, drawing), settings(), problems), list(problems)


@cache
def magnesium() -> Figures:
    """The site's own."""
    problems = Problems(ROOT)
    figures = load_figures(MAGNESIUM, settings(), problems)
    assert figures is not None and not len(problems), problems.report()
    return figures


def rendering(folder: Path, locale: str, text: str = SMALL, drawing: str = DRAWING) -> Rendering:
    """The small site with a figure, as pages are rendered from it."""
    root = copy(folder / "site")
    put(root / "docs/salt", text, drawing)
    return Rendering(folder, root=root, locale=locale)


def letters(markup: str) -> list[str]:
    """What stands in the texts of a drawing, in order."""
    root: Any = etree.fromstring(markup)
    return ["".join(text.itertext()) for text in root.iter("text")]


def as_golden(element: Any) -> str:
    """A block as it stands in a golden file: a citation as its keys, its number is the page's affair."""
    for group in element.xpath(".//sup[@class='cite']"):
        for child in list(group):
            group.remove(child)
        group.text = group.attrib.pop("data-cite")
    text: str = html.tostring(element, encoding="unicode", with_tail=False)
    return text + "\n"
