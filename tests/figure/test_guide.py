"""The author's guide: what it shows of figures is right, tried by writing it; every class has its rule."""

from __future__ import annotations

import re
from pathlib import Path

from tandem.figure.drawing import CLASSES

from tests.conftest import ROOT
from tests.figure.data import letters, read

GUIDE = (ROOT / "AUTHORING.md").read_text(encoding="utf-8").split("\n## Figures\n")[1].split("\n## ")[0]


def test_the_example_is_right(tmp_path: Path) -> None:
    (data,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
    (drawing,) = re.findall(r"```xml\n(.*?)```", GUIDE, re.S)
    figures, problems = read(tmp_path, data, drawing)
    assert not problems
    assert figures is not None
    (figure,) = figures.figures
    shown = [letters(figures.drawing(figure).markup(number, "", figure.words("en"))) for number in (1, 2)]
    assert shown == [["ion"], ["Mg²⁺", "open pore"]]


def test_every_class_is_explained_and_styled() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([a-z-]+)`", row.split("|")[1])} == set(CLASSES)
    style = (ROOT / "hooks/tandem/figure/figure.css").read_text(encoding="utf-8")
    assert [name for name in CLASSES if not re.search(rf"figure__drawing [^{{]*\.{name}\b", style)] == []
