"""The doses that tests of the engine read: the site's own, or a small file written for one test."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tandem.check import Site, read_site
from tandem.core.problems import Problem, Problems
from tandem.core.settings import Settings, load_settings
from tandem.dosing.consistency import load_doses
from tandem.dosing.model import Doses, Product

ROOT = Path(__file__).resolve().parents[2]
FICTIONAL = ROOT / "tests/fixtures/doses"

SMALL = """\
drug:
  name: {zh: 药, en: a drug}
  use: {zh: 镇痛, en: pain}
  salt: {zh: 盐, en: a salt}
  formula: CrO₃
  molar_mass: 100
  ion: {symbol: X⁺, valence: 1}
  cite: [a]
weight:
  who: {zh: 人, en: people}
  min: 30
  max: 200
  confirm_below: 40
  confirm_above: 120
  table: {first: 40, last: 120, step: 10}
  example: 70
regimens:
  - id: single
    name: {zh: 单次, en: Single}
    low: 1
    high: 2
    unit: mg/kg
    note: {zh: 注, en: note}
    cite: [a]
  - id: drip
    name: {zh: 输注, en: Drip}
    low: 3
    high: 4
    unit: mg/kg/h
    note: {zh: 注, en: note}
    hours: {min: 1, max: 24}
    cite: [a]
products:
  - id: ten
    percent: 10
    strength: 100
    container: {volume: 10, amount: 1}
    where: {zh: 某地, en: somewhere}
    cite: [a]
limits:
  rate: 150
  rate_unit: mg/min
  concentration: 20
  where: {zh: 某地, en: somewhere}
  cite: [a]
comparisons:
  - regimen: single
    above: 4
    unit: g
    label: {zh: 线, en: a line}
    note: {zh: 注, en: note}
    cite: [a]
labels:
  - id: uk
    country: {zh: 英国, en: UK}
    product: {zh: 片剂, en: tablets}
    cite: [a]
    licensed_for: {zh: 咳嗽, en: cough}
    outside: true
"""


@cache
def settings() -> Settings:
    """The settings of the real site."""
    found = load_settings(ROOT / "mkdocs.yml", Problems(ROOT))
    assert found is not None
    return found


def read(folder: Path, text: str) -> tuple[Doses | None, list[Problem]]:
    """A doses.yml as the site reads it, and what is wrong with it."""
    path = folder / "doses.yml"
    path.write_text(text, encoding="utf-8")
    problems = Problems(folder)
    return load_doses(path, settings(), problems), list(problems)


def small(folder: Path, *changes: tuple[str, str]) -> Doses:
    """The small file with some lines changed, which must still be right."""
    doses, problems = read(folder, changed(*changes))
    assert doses is not None, problems
    return doses


def changed(*changes: tuple[str, str], text: str = SMALL) -> str:
    """A text, the small file's, with each `before` made `after`; a `before` must stand there exactly once."""
    for before, after in changes:
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times"
        text = text.replace(before, after)
    return text


@cache
def fictional(name: str) -> Doses:
    """The doses of one of the drugs that do not exist (`tests/fixtures/doses`)."""
    problems = Problems(ROOT)
    doses = load_doses(FICTIONAL / f"{name}.yml", settings(), problems)
    assert doses is not None, problems.report()
    return doses


@cache
def real_site() -> Site:
    """The sources of the whole site."""
    problems = Problems(ROOT)
    site = read_site(ROOT / "mkdocs.yml", problems)
    assert site is not None and not len(problems), problems.report()
    return site


@cache
def magnesium() -> Doses:
    """The doses of the magnesium tutorial."""
    problems = Problems(ROOT)
    doses = load_doses(ROOT / "docs/magnesium/doses.yml", settings(), problems)
    assert doses is not None, problems.report()
    return doses


def product(name: str) -> Product:
    """A product of magnesium sulfate by its id."""
    return next(product for product in magnesium().products if product.id == name)
