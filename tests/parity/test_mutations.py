"""What share of single changes of meaning is caught, by kind of change, over every section of the tutorial.

A sample has a part of the changes that are drawn in full (tests/trials.py); `-s` prints the table.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from tandem.parity.comparison import compare

from tests import trials
from tests.conftest import once
from tests.parity.mutations import Mutation, mutations
from tests.parity.texts import FIRST, OTHER, TUTORIAL, side_of, tutorial

SHARE = float(trials.TIMES) or 0.5 / trials.SHARE
GOALS = {
    "digit_changed": 1.0,
    "number_word_changed": 1.0,
    "decimal_point_moved": 1.0,
    "unit_changed": 1.0,
    "sign_flipped": 1.0,
    "citation_dropped": 1.0,
    "citation_moved": 1.0,
    "row_removed": 1.0,
    "list_item_removed": 1.0,
    "paragraph_removed": 1.0,
    "heading_id_changed": 1.0,
    "heading_level_changed": 1.0,
    "link_changed": 1.0,
    "block_option_changed": 1.0,
    "block_removed": 1.0,
    "sentence_removed": 0.95,
    "uncited_sentence_removed": 0.8,  # the hardest of them, told apart so that the share above hides nothing
    "negation_flipped": 0.7,
    "direction_flipped": 0.7,
    "term_swapped": 0.7,  # what their paragraph says once more is not missed
    "term_removed": 0.7,
    "drug_swapped": 1.0,
}


def caught(mutation: Mutation, folder: Path) -> bool:
    """Whether comparing the changed section with the other language's finds anything."""
    path = folder / mutation.path.name
    path.write_text(mutation.text, encoding="utf-8")
    changed = side_of(path, mutation.locale)
    if changed is None:
        return True  # the page cannot even be read
    known = tutorial()
    section = mutation.path.name.split(".")[0]
    if mutation.locale == FIRST:
        return bool(compare(changed, known.sides[section, OTHER], known.shared).found)
    return bool(compare(known.sides[section, FIRST], changed, known.shared).found)


class Tried(NamedTuple):
    """A change that was made, and whether it was found."""

    file: str
    line: int
    change: str
    hit: bool


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Tried]]:
    """Every change by its kind: tried once a run, whichever worker asks."""

    def make(folder: Path) -> None:
        folder.mkdir()
        results: dict[str, list[Tried]] = {}
        for mutation in mutations(TUTORIAL, trials.DRAW, SHARE):
            assert mutation.text != mutation.path.read_text(encoding="utf-8")
            found = Tried(mutation.path.name, mutation.line, mutation.change, caught(mutation, folder))
            results.setdefault(mutation.kind, []).append(found)
        for kind, tries in results.items():
            hits = sum(one.hit for one in tries)
            print(f"{kind:26} {hits:5} of {len(tries):5}  {hits / len(tries):7.1%}")
        (folder / "tried.json").write_text(json.dumps(results), encoding="utf-8", newline="\n")

    folder = once(tmp_path_factory, "mutations", make)
    read = json.loads((folder / "tried.json").read_text(encoding="utf-8"))
    return {kind: [Tried(*one) for one in tries] for kind, tries in read.items()}


@pytest.mark.parametrize("kind", GOALS)
def test_share_caught(tried: dict[str, list[Tried]], kind: str) -> None:
    tries = tried[kind]
    missed = [f"{one.file}:{one.line}: {one.change}" for one in tries if not one.hit]
    assert trials.reached(GOALS[kind], len(missed), len(tries)), "\n".join(missed)


@pytest.mark.parametrize("kind", GOALS)
def test_a_comparison_that_finds_nothing_fails(tried: dict[str, list[Tried]], kind: str) -> None:
    assert not trials.reached(GOALS[kind], len(tried[kind]), len(tried[kind]))


def test_there_are_enough_changes_in_every_section(tried: dict[str, list[Tried]]) -> None:
    every = [one for tries in tried.values() for one in tries]
    assert set(tried) == set(GOALS)
    assert len(every) >= trials.examples(500)
    assert Counter(one.file for one in every).keys() == {path.name for path in TUTORIAL.glob("*.md")}
