"""The author's guide: what it shows of `make references` is what comes of it."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from tandem.core.problems import Problems
from tandem.core.settings import load_settings

from tests.fixtures.sources import change, check
from tests.references.adding import add, bring

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (
    (ROOT / "AUTHORING.md").read_text(encoding="utf-8").split("\n### From a reference manager\n")[1].split("\n### ")[0]
)


def shown(kind: str) -> str:
    (example,) = re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.S)
    return str(example)


def test_the_example_comes_out_as_shown(root: Path) -> None:
    command, expected = shown("console").split("\n", 1)
    name, tutorial, language = re.fullmatch(r"\$ make references FROM=(\S+) TUTORIAL=(\S+) IN=(\S+)", command).groups()  # type: ignore[union-attr]
    path = bring(root, name, shown("bibtex"))
    status, said = add(root, path, options=("--tutorial", tutorial, "--language", language))
    assert (status, said) == (0, expected)
    _, problems = check(root)
    assert {problem.what for problem in problems} == {
        "the reference 'roe2017' is cited nowhere",
        "the reference 'li2022' is cited nowhere",
    }


def test_the_setting_is_one(root: Path) -> None:
    assert set(yaml.safe_load(shown("yaml"))["extra"]["tandem"]["lookup"]) == {"doi", "pmid"}
    lookup = shown("yaml").split("tandem:\n")[1]
    change(root, "mkdocs.yml", "  tandem:\n", f"  tandem:\n{lookup}")
    problems = Problems(root)
    settings = load_settings(root / "mkdocs.yml", problems)
    assert settings is not None, problems.report()
    assert (settings.lookup.doi, settings.lookup.pmid) == ("https://doi.org/{id}", None)
