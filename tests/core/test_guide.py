"""The author's guide: what it shows of data files is right, tried by writing it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from tandem.core.glossary import joined, load_glossaries
from tandem.core.people import Person
from tandem.core.problems import Problems
from tandem.core.settings import load_settings
from tandem.core.translated import load_model
from tandem.core.tutorial import Source, TutorialFile
from tandem.readings.consistency import load_works

from tests.cautions.data import read as read_cautions
from tests.dosing.data import SMALL, read

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "AUTHORING.md").read_text(encoding="utf-8")
DOSES = GUIDE.split("\n## Doses\n")[1].split("\n## ")[0]
EXAMPLES = re.findall(r"```yaml\n(.*?)```", DOSES, re.S)
(LABELS,) = (example for example in EXAMPLES if example.startswith("labels:"))
SECTION = re.compile(r"^(\w+):.*?(?=^\w|\Z)", re.S | re.M)


def test_there_are_examples_of_every_part() -> None:
    shown = {name for example in EXAMPLES for name in yaml.safe_load(example)}
    assert shown == {
        "drug", "weight", "ages", "regimens", "products", "limits", "comparisons", "labels", "card",
        "rounding",
    }  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.split(":")[0])
def test_an_example_is_right(example: str, tmp_path: Path) -> None:
    """Each part of an example takes the place of that part of a small file."""
    parts = {match[1]: match[0] for match in SECTION.finditer(SMALL)}
    parts |= {match[1]: match[0] for match in SECTION.finditer(example)}
    parts["labels"] = LABELS + SMALL.split("labels:\n")[1]  # of what the small file cites, and the examples
    if "regimens" in example:
        parts["comparisons"] = "comparisons: []\n"  # the small file's compares a regimen of its own
    if "comparisons:" in example:
        parts["comparisons"] = parts["comparisons"].replace("regimen: loading", "regimen: single")
    doses, problems = read(tmp_path, "".join(parts.values()))
    assert not problems
    assert doses is not None


def test_the_example_of_cautions_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE.split("\n## Cautions\n")[1].split("\n## ")[0], re.S)
    cautions, problems = read_cautions(tmp_path, example)
    assert not problems
    assert cautions is not None
    assert [caution.id for caution in cautions.cautions] == ["severe-renal-failure", "renal-impairment"]


def test_the_example_of_a_glossary_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE.split("\n## The glossary\n")[1].split("\n## ")[0], re.S)
    (tmp_path / "glossary.yml").write_text(example, encoding="utf-8")
    settings = load_settings(ROOT / "mkdocs.yml", Problems(ROOT))
    assert settings is not None
    problems = Problems(tmp_path)
    glossary = joined(load_glossaries(tmp_path, settings, problems).values())
    assert [term.id for term in glossary.terms] == ["dorsal-horn", "rocuronium"]
    assert not len(problems), problems.report()


def test_the_example_of_what_was_read_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE.split("\n### Who read what\n")[1].split("\n## ")[0], re.S)
    (tmp_path / "checked.yml").write_text(example, encoding="utf-8")
    settings = load_settings(ROOT / "mkdocs.yml", Problems(ROOT))
    assert settings is not None
    problems = Problems(tmp_path)
    works = load_works(tmp_path / "checked.yml", settings, problems)
    assert not len(problems), problems.report()
    assert works is not None
    assert list(works.works) == ["doe2013", "label2021", "roe2020", "poe1999"]
    assert [str(work.accessed) for work in works.works.values()] == ["None", "2026-02", "None", "None"]


def test_the_example_of_a_tutorial_is_right_and_shows_every_key(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE.split("\n## tutorial.yml\n")[1].split("\n## ")[0], re.S)
    (tmp_path / "tutorial.yml").write_text(example, encoding="utf-8")
    settings = load_settings(ROOT / "mkdocs.yml", Problems(ROOT))
    assert settings is not None
    problems = Problems(tmp_path)
    file = load_model(TutorialFile, tmp_path / "tutorial.yml", settings, problems)
    assert not len(problems), problems.report()
    assert file is not None
    shown = yaml.safe_load(example)
    # Recalls and texts that are moved in have sections of their own.
    assert {*shown, "recalls", "adapted", "permission"} == set(TutorialFile.model_fields)
    people = [person for key in ("authors", "translators", "editors", "reviewers") for person in shown[key]]
    assert {key for person in people for key in person} == set(Person.model_fields)
    assert set(shown["source"]) == set(Source.model_fields)
