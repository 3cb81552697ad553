"""The tutorials as they stand: their languages agree."""

from __future__ import annotations

from tandem.core.problems import Problems
from tandem.parity.agreement import agreement_of

from tests.parity.texts import ROOT, site

# A tutorial whose warnings nobody has gone through yet, one by one; what is an error is none in any.
UNREAD = "reading-evidence"


def test_the_tutorials_agree() -> None:
    problems = Problems(ROOT)
    found = agreement_of(site().shelf, site().settings, problems)
    assert problems.report() == "0 problems"
    assert [str(finding) for finding in found if UNREAD not in finding.path.parts] == []
