"""The tutorial as it stands: its languages agree, and saying so takes no time."""

from __future__ import annotations

import time

from tandem.core.problems import Problems
from tandem.parity.agreement import agreement_of

from tests.parity.texts import ROOT, site


def test_the_tutorial_agrees() -> None:
    problems = Problems(ROOT)
    found = agreement_of(site().shelf, site().settings, problems)
    assert problems.report() == "0 problems"
    assert [str(finding) for finding in found] == []


def test_it_takes_well_under_a_second() -> None:
    agreement_of(site().shelf, site().settings, Problems(ROOT))  # what is read once a process
    taken = []
    for _ in range(3):
        started = time.process_time()
        agreement_of(site().shelf, site().settings, Problems(ROOT))
        taken.append(time.process_time() - started)
    assert min(taken) < 1
