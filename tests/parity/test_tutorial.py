"""The tutorials as they stand: their languages agree."""

from __future__ import annotations

from tandem.core.problems import Problems
from tandem.parity.agreement import agreement_of

from tests.parity.texts import ROOT, site


def test_the_tutorials_agree() -> None:
    problems = Problems(ROOT)
    found = agreement_of(site().shelf, site().settings, problems)
    assert problems.report() == "0 problems"
    assert [str(finding) for finding in found] == []
