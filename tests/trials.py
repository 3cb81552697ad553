"""How much a run tries of what could be tried for long: a seeded sample of each trial, or all of it.

Life: read once, when the tests are collected; nothing else reads the two variables. `make test` takes a sample of
each trial, by one seed, so that what fails fails again. `make soak` sets TANDEM_TRIALS=full: every count is the full
one, and Hypothesis draws anew in each run. TANDEM_TRIALS=40 is a night's search, forty times as many; TANDEM_SEED
draws other samples.

The longest tests, which build whole sites many times over or the package (marked `long`), take turns: `make test` says
which commit it is of, and a third of them is that commit's. Asked for a room, or with ARGS, it runs what it was asked.

A sample can fail as the whole can: each trial is held to find a fault that was planted (`test_trials.py` in
tests/setup, or beside the trial).
"""

from __future__ import annotations

import hashlib
import math
import os
import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

SEED = 20261122
SHARE = 5  # a sample has this part of what is drawn in full


def times_of(environment: Mapping[str, str]) -> int:
    """How many times the full counts a run tries; 0 is a sample."""
    asked = environment.get("TANDEM_TRIALS", "sample")
    if asked in {"sample", "full"}:
        return int(asked == "full")
    if not (asked.isascii() and asked.isdigit() and int(asked)):
        raise ValueError(f"TANDEM_TRIALS is {asked!r}: write sample, full, or how many times the full counts")
    return int(asked)


TIMES = times_of(os.environ)
FULL = TIMES > 0
TURNS = 3  # of so many commits in a row, each long test is one's by chance
TURN = "" if FULL else os.environ.get("TANDEM_TURN", "")  # the commit; '' for all of the long tests
DRAW = int(os.environ.get("TANDEM_SEED", "0")) or SEED


def examples(full: int, few: int | None = None) -> int:
    """How many cases a trial draws, which draws `full` of them in `make soak`."""
    return full * TIMES or min(full, few or max(3, full // SHARE))


def sample(cases: Iterable[T], few: int, of: str = "") -> list[T]:
    """All of the cases, or a few of them in the order in which they stand; another few for each name `of` a trial."""
    every = list(cases)
    if FULL or len(every) <= few:
        return every
    chosen = random.Random(f"{DRAW} {of}").sample(range(len(every)), few)
    return [every[number] for number in sorted(chosen)]


def crossed(cases: Sequence[Iterable[Hashable]], of: str) -> list[int]:
    """Which of the cases of a crossing are tried, by their numbers: all, or as many as hold each of its values once.

    A case is given as its values, one of each thing that is crossed (a language, a width, a scheme): what goes wrong
    with one of them is found in a sample, what goes wrong with two together may be left to the whole.
    """
    if FULL:
        return list(range(len(cases)))
    values = [set(case) for case in cases]
    lacking = set[Hashable]().union(*values)
    order = random.Random(f"{DRAW} {of}").sample(range(len(cases)), len(cases))
    chosen = []
    while lacking:
        best = max(order, key=lambda number: len(lacking & values[number]))
        chosen.append(best)
        lacking -= values[best]
    return sorted(chosen)


def waiting(names: Iterable[str], turn: str = TURN) -> set[str]:
    """Those of the long tests, by their names, that are another commit's; none where no commit is named."""
    if not turn:
        return set()
    own = int(hashlib.sha256(turn.encode()).hexdigest(), 16) % TURNS
    return {name for number, name in enumerate(sorted(names)) if number % TURNS != own}


def reached(goal: float, missed: int, tried: int) -> bool:
    """Whether a goal is kept, a share of what was tried; of a sample, whether it could be kept by the whole.

    A sample may miss more than the goal lets it by two standard deviations of chance; where the goal is all, none.
    """
    chance = 0.0 if FULL else 2 * math.sqrt(tried * goal * (1 - goal))
    return missed <= tried * (1 - goal) + chance + 1e-9
