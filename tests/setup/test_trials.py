"""The sample that `make test` takes of each long trial: what it is, that it finds faults, that one place decides."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import trials
from tests.conftest import ROOT

TESTS = ROOT / "tests"


@pytest.mark.parametrize(("asked", "times"), [("sample", 0), ("full", 1), ("40", 40), (None, 0)])
def test_how_much_is_asked_for(asked: str | None, times: int) -> None:
    assert trials.times_of({} if asked is None else {"TANDEM_TRIALS": asked}) == times


@pytest.mark.parametrize("asked", ["", "0", "-1", "all", "1.5", "²"])
def test_what_is_no_count_is_an_error(asked: str) -> None:
    with pytest.raises(ValueError, match="write sample, full, or how many times the full counts"):
        trials.times_of({"TANDEM_TRIALS": asked})


def test_a_sample_is_the_same_each_time_in_order_and_of_each_trial_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "FULL", False)
    cases = [f"case {number:04}" for number in range(1000)]
    one = trials.sample(cases, 20, "one")
    assert one == trials.sample(iter(cases), 20, "one") == sorted(set(one)) and len(one) == 20
    assert one != trials.sample(cases, 20, "other")
    assert trials.sample(cases[:20], 20, "one") == cases[:20]
    monkeypatch.setattr(trials, "FULL", True)
    assert trials.sample(cases, 20, "one") == cases


def test_the_full_counts_are_those_that_the_trial_names(monkeypatch: pytest.MonkeyPatch) -> None:
    for times, found in ((0, (20, 3, 2, 7)), (1, (100, 4, 2, 40)), (3, (300, 12, 6, 120))):
        monkeypatch.setattr(trials, "TIMES", times)
        assert (trials.examples(100), trials.examples(4), trials.examples(2), trials.examples(40, 7)) == found


@pytest.mark.parametrize(
    ("goal", "missed", "tried", "of_a_sample", "of_all"),
    [
        (1.0, 0, 30, True, True),
        (1.0, 1, 30, False, False),
        (1.0, 1, 3000, False, False),
        (0.99, 1, 100, True, True),
        (0.99, 1, 25, True, False),
        (0.99, 2, 25, False, False),
        (0.95, 0, 1, True, True),
        (0.7, 60, 100, False, False),
        (0.7, 36, 100, True, False),
    ],
)
def test_a_goal_that_the_whole_could_not_reach_fails_the_sample(
    monkeypatch: pytest.MonkeyPatch, goal: float, missed: int, tried: int, of_a_sample: bool, of_all: bool
) -> None:
    for full, reached in ((False, of_a_sample), (True, of_all)):
        monkeypatch.setattr(trials, "FULL", full)
        assert trials.reached(goal, missed, tried) == reached


@pytest.mark.parametrize("fault", [lambda text: "é" in text, lambda text: len(text) > 5, lambda text: text == ""])
def test_so_few_examples_find_a_fault(fault: object) -> None:
    """Faults of the kinds that properties find: a letter that is not ASCII, a longer text, none at all."""
    assert callable(fault)

    @settings(max_examples=20, derandomize=True)
    @given(st.text(st.sampled_from("abcé。 ")))
    def tried(text: str) -> None:
        assert not fault(text)

    with pytest.raises(AssertionError):
        tried()


def test_nothing_else_reads_how_much_is_asked_for() -> None:
    asking = re.compile(r"""environ.*["']TANDEM_(TRIALS|EXAMPLES|MUTATIONS)""")
    read = [path for path in TESTS.rglob("*.py") if asking.search(path.read_text(encoding="utf-8"))]
    assert read == [TESTS / "trials.py"]


def test_no_test_sets_a_count_or_a_deadline_of_its_own() -> None:
    """The profile is in tests/conftest.py; counts go through `examples`, but for two that are small or quick."""
    own = re.compile(r"max_examples=[0-9]|deadline=")
    found = {path.name for path in TESTS.rglob("test_*.py") if own.search(path.read_text(encoding="utf-8"))}
    assert found - {Path(__file__).name} == {"test_fuzz.py", "test_agreement.py"}


def test_of_a_crossing_each_value_is_tried_and_all_of_it_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = [(locale, width, scheme) for locale in ("zh", "en") for width in (320, 700, 1280) for scheme in ("l", "d")]
    monkeypatch.setattr(trials, "FULL", False)
    chosen = trials.crossed(ways, "one")
    assert chosen == trials.crossed(ways, "one") == sorted(set(chosen)) and len(chosen) == 3
    assert {value for number in chosen for value in ways[number]} == {value for way in ways for value in way}
    assert len({tuple(trials.crossed(ways, name)) for name in "abcdefgh"}) > 1
    assert trials.crossed([("a",), ("b",), ("c",)], "one") == [0, 1, 2]  # nothing is crossed
    monkeypatch.setattr(trials, "FULL", True)
    assert trials.crossed(ways, "one") == list(range(12))


def test_long_tests_take_turns_and_each_has_one() -> None:
    names = {f"test {number}" for number in range(10)}
    of_commits = [trials.waiting(names, f"commit {number}") for number in range(20)]
    assert all(len(waiting) in {6, 7} for waiting in of_commits)
    assert set.intersection(*of_commits) == set()
    assert trials.waiting(names, "commit 1") == of_commits[1]
    assert trials.waiting(names, "") == set()


CROSSED = """
import pytest

@pytest.fixture(params=["http", "file"])
def browser(request):
    return request.param

@pytest.mark.parametrize(("page", "title"), [("a", "A"), ("b", "B"), ("c", "C")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_of_pages(browser, scheme, page, title):
    pass

@pytest.mark.parametrize("number", range(5))
def test_of_no_page(number):
    pass
"""


@pytest.mark.parametrize(("asked", "counted"), [("sample", "8 passed, 9 deselected"), ("full", "17 passed")])
def test_pages_are_tried_in_a_sample_of_the_ways(tmp_path: Path, asked: str, counted: str) -> None:
    (tmp_path / "conftest.py").write_text(
        "from tests.conftest import pytest_collection_modifyitems\n", encoding="utf-8"
    )
    (tmp_path / "test_crossed.py").write_text(CROSSED, encoding="utf-8")
    environment = {
        **os.environ,
        "TANDEM_TRIALS": asked,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "hooks")]),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and counted in done.stdout, done.stdout + done.stderr
