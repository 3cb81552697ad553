"""Whatever stands in the sources, checking and building end in a site or in words that an author can use.

Hypothesis drives both, from a fixed seed and with few examples here; `make soak` (tools/soak.py) goes on for ten
minutes from ever new seeds. The corpus holds every case that once went wrong; each is tried in every run.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from tandem.core import data
from tandem.core.data import read_document
from tandem.core.problems import Problems

from tests.fuzz.making import cases, pages
from tests.fuzz.trying import CORPUS, Case, Trial, keep, read_case

KEPT = sorted(CORPUS.glob("*.yml"))
FOLDER = Path(data.__file__).parents[1]  # the package


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("fuzz") / "site")


def test_the_site_without_changes_is_built(trial: Trial) -> None:
    problems, built = trial.run({})
    assert built, problems.report()


def test_what_is_kept_of_a_file_is_changed_by_nobody(trial: Trial) -> None:
    """A text is parsed once, and its values are shared by all who read it, in each check and build of a site."""
    trial.run({})
    files = [path for end in ("yml", "json") for path in trial.root.glob(f"docs/**/*.{end}")]
    files += [*FOLDER.glob("*/strings.yml"), *FOLDER.glob("languages/*/*.yml")]
    assert len(files) > 30
    for path in files:
        kept = read_document(path, Problems(trial.root))
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            fresh = data._read_json.__wrapped__(text, False)
        else:
            fresh = data._read_yaml.__wrapped__(text, 0, False)
        assert kept is not None and (kept.path, kept.value, kept.lines) == (path, *fresh)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_what_once_went_wrong(trial: Trial, path: Path) -> None:
    case, says = read_case(path, trial)
    problems, _ = trial.run(case)
    for words in says:
        assert words in problems.report(), problems.report()
    assert says or not len(problems) or path.stem.startswith("found-"), "say what the problems are"


@seed(15)
@settings(max_examples=15, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(case=cases)
def test_anything_checked(trial: Trial, case: Case) -> None:
    trial.run(case, building=False)


@seed(15)
@settings(max_examples=2, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(case=pages())
def test_pages_built(trial: Trial, case: Case) -> None:
    trial.run(case)


def test_a_case_is_kept_as_it_was(trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.trying.CORPUS", tmp_path)
    case = {"docs/index.en.md": "# x\r\n\u3000".encode(), "docs/glossary.yml": b"\xff\x00"}
    assert read_case(keep(case, "a test"), trial)[0] == case
