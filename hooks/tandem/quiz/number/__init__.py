"""A question that asks for a number with its unit, worked from doses.yml for an invented case.

Life: quiz.yml names a regimen, the end of its range and the unit that is asked for (`Sought`); `findings` says what of
that doses.yml does not tell; `Sum` has the cases, of which the page prints one with its working and answer. The script
(`number.js`) makes a field of it and another case with each order of the questions, by the same coefficients and the
calculator's arithmetic (`dosing.js`), which come in one file with the first thing that a reader of the self-test does
(`fetched_by`): until then the printed case stands there without a field. Its words, and the refusals, wait at the end
of the self-test.

A case is an adult, or whoever `weight:` of doses.yml is of, and one of the products that the question names. Weights
are those of the worked table and those halfway between two rows, where nobody would have to confirm them, where the
regimen is given and no maximum holds.
"""

from __future__ import annotations

from pathlib import Path

from ...core.features import Feature
from ...dosing import FEATURE as DOSING
from .sought import Sought, findings
from .sums import Printed, Sum

__all__ = ["FEATURE", "Printed", "Sought", "Sum", "findings"]

FEATURE = Feature(Path(__file__).parent, stands_on=(DOSING.folder / "dosing.js",), fetched_by="quiz")
