"""The evidence that tests read: the site's own, that of a drug that does not exist, or a small file for one test."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
from tandem.core.problems import Problem, Problems
from tandem.evidence.consistency import load_evidence
from tandem.evidence.model import Evidence

from tests.dosing.data import ROOT, settings
from tests.fixtures.rendering import Rendering
from tests.fixtures.sources import copy

FICTIONAL = ROOT / "tests/fixtures/evidence/salvoxine.yml"
MAGNESIUM = ROOT / "docs/magnesium/evidence.yml"

SMALL = """\
studies:
  - id: doe
    name: Doe
    year: 2020
    trials: 12
    patients: 900
    cite: [doe2020]
outcomes:
  - id: use
    title: {zh: 用量, en: Amount used}
    measure: difference
    unit: mg
    lower: {zh: 较少, en: Less}
    higher: {zh: 较多, en: More}
    caption: {zh: 减少。, en: Less.}
    estimates:
      - study: doe
        effect: -7.6
        interval:
          low: -9.5
          high: -5.8
          level: 95
        checked: yes
"""


def read(folder: Path, text: str) -> tuple[Evidence | None, list[Problem]]:
    """An evidence.yml as the site reads it, and what is wrong with it."""
    path = folder / "evidence.yml"
    path.write_text(text, encoding="utf-8")
    problems = Problems(folder)
    return load_evidence(path, settings(), problems), list(problems)


@cache
def loaded(path: Path) -> Evidence:
    """A file that must be right."""
    problems = Problems(ROOT)
    evidence = load_evidence(path, settings(), problems)
    assert evidence is not None, problems.report()
    return evidence


def rendering(folder: Path, locale: str, text: str = "") -> Rendering:
    """The small site with evidence, as pages are rendered from it."""
    root = copy(folder / "site")
    (root / "docs/salt/evidence.yml").write_text(text or FICTIONAL.read_text(encoding="utf-8"), encoding="utf-8")
    return Rendering(folder, root=root, locale=locale)


def blocks(page: Path) -> list[Any]:
    """The evidence blocks of a built page."""
    built: Any = lxml.html.fromstring(page.read_text(encoding="utf-8"))
    return list(built.xpath("//div[@class='tandem-block evidence']"))


def as_golden(element: Any) -> str:
    """A block as it stands in a golden file: a citation as its keys, its number is the page's affair."""
    for group in element.xpath(".//sup[@class='cite']"):
        for child in list(group):
            group.remove(child)
        group.text = group.attrib.pop("data-cite")
    text: str = lxml.html.tostring(element, encoding="unicode", with_tail=False)
    return text.replace("\u00a0", "&nbsp;") + "\n"
