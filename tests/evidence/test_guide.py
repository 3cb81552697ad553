"""The author's guide: what it shows of evidence is right, tried by writing it."""

from __future__ import annotations

import re
from pathlib import Path

from tandem.evidence.measures import MEASURES

from tests.dosing.data import ROOT
from tests.evidence.data import read

GUIDE = (ROOT / "AUTHORING.md").read_text(encoding="utf-8").split("\n## Evidence\n")[1].split("\n## ")[0]


def test_the_example_is_right(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
    evidence, problems = read(tmp_path, example)
    assert not problems
    assert evidence is not None
    assert [len(outcome.estimates) for outcome in evidence.outcomes] == [2, 3, 1]


def test_every_measure_is_explained() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([a-z-]+)`", row.split("|")[1])} == set(MEASURES)
