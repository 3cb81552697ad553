"""The cautions that tests read: the site's own, or a small file written for one test."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tandem.core.problems import Problem, Problems
from tandem.dosing.caution_views import Shower
from tandem.dosing.cautions import DATA, Cautions, load_cautions

from tests.dosing.data import ROOT, magnesium, real_site, settings

SMALL = """\
cautions:
  - id: fever
    condition: {zh: 发热, en: fever}
    severity: null
    reason: {zh: 体温更高。, en: The temperature rises.}
    cite: [a]
    labels:
      - {label: uk, calls: avoid}
"""


@cache
def magnesium_cautions(locale: str) -> Shower:
    """The cautions of the magnesium tutorial as they are shown in a language."""
    problems = Problems(ROOT)
    cautions = load_cautions(ROOT / "docs/magnesium" / DATA, settings(), problems)
    assert cautions is not None, problems.report()
    site = real_site()
    return Shower(cautions, magnesium(), site.settings.language(locale), site.strings[locale])


@cache
def fictional_cautions() -> Cautions:
    """Those of every drug that does not exist."""
    problems = Problems(ROOT)
    cautions = load_cautions(ROOT / "tests/fixtures/tutorial" / DATA, settings(), problems)
    assert cautions is not None, problems.report()
    return cautions


def read(folder: Path, text: str) -> tuple[Cautions | None, list[Problem]]:
    """A cautions.yml as the site reads it, and what is wrong with it."""
    path = folder / DATA
    path.write_text(text, encoding="utf-8")
    problems = Problems(folder)
    return load_cautions(path, settings(), problems), list(problems)
