"""Trials and what they come to: what events give, against figures worked out elsewhere, and what is refused of them."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tandem.evidence.measures import COUNTED, worked_out
from tandem.evidence.model import Estimate, Events, Evidence, Outcome, Study
from tandem.evidence.pooling import pooling
from tandem.evidence.values import Group

from tests.dosing.data import changed
from tests.evidence.data import SMALL, read
from tests.evidence.test_messages import TRIAL

COUNTS = st.integers(1, 400).flatmap(lambda total: st.builds(Group, st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(
    ("measure", "treatment", "control", "wanted"),
    [
        # By hand: 12/100 = 0.12, 25/98 = 0.2551…; odds 12/88 and 25/73.
        ("risk-ratio", Group(12, 100), Group(25, 98), Fraction(12 * 98, 25 * 100)),
        ("odds-ratio", Group(12, 100), Group(25, 98), Fraction(12 * 73, 25 * 88)),
        ("risk-difference", Group(12, 100), Group(25, 98), Fraction(12, 100) - Fraction(25, 98)),
        ("risk-difference", Group(0, 10), Group(10, 10), Fraction(-1)),
        ("risk-ratio", Group(0, 10), Group(3, 10), None),
        ("odds-ratio", Group(3, 10), Group(10, 10), None),
    ],
)
def test_what_events_give(measure: str, treatment: Group, control: Group, wanted: Fraction | None) -> None:
    assert worked_out(measure, treatment, control) == wanted


@given(COUNTS, COUNTS)
def test_exchanged_groups_turn_the_figure_round(one: Group, two: Group) -> None:
    for measure in COUNTED:
        there, back = worked_out(measure, one, two), worked_out(measure, two, one)
        if there is None or back is None:
            assert (there, back) == (None, None)
        elif measure == "risk-difference":
            assert there == -back
        else:
            assert there * back == 1


def _problems(measure: str, groups: tuple[Group, Group], effect: Decimal, **more: Any) -> list[str]:
    """What is said of one trial's figure."""
    events = Events.model_construct(treatment=groups[0], control=groups[1])
    estimate = Estimate.model_construct(study="kim", effect=effect, events=events, **more)
    study = Study.model_construct(id="kim", trials=1)
    per = 1 if measure == "risk-difference" else None
    outcome = Outcome.model_construct(id="one", measure=measure, per=per, estimates=[estimate])
    evidence = Evidence.model_construct(studies=[study], outcomes=[outcome])
    return [what for _, what, _ in pooling(evidence, outcome, ())]


@given(st.sampled_from(COUNTED), COUNTS, COUNTS, st.integers(1, 4))
def test_every_figure_that_was_rounded_is_taken_and_its_neighbours_are_not(
    measure: str, treatment: Group, control: Group, places: int
) -> None:
    exact = worked_out(measure, treatment, control)
    assume(exact is not None)
    assert exact is not None
    step = Decimal(1).scaleb(-places)
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_EVEN)
    groups = treatment, control
    assert _problems(measure, groups, rounded) == []
    far = [rounded + 2 * step, rounded - 2 * step]
    for other in far:
        (problem,) = _problems(measure, groups, other)
        assert f"{treatment} and {control} give" in problem
        assert _problems(measure, groups, other, adjusted=True) == []
        assert _problems(measure, groups, other, trials=3) == []


@pytest.mark.parametrize(
    ("weights", "refused"),
    [
        (("50.1", "49.9"), False),
        (("33.4", "33.3", "33.4"), False),  # 100.1, of which 0.15 may be rounding
        (("33.4", "33.4", "33.4"), True),
        (("50", "51"), False),
        (("50", "52"), True),
        (("50.0", "50.2"), True),
        (("10", "20"), False),  # not all trials are shown
    ],
)
def test_weights_are_parts_of_a_whole(weights: tuple[str, ...], refused: bool) -> None:
    estimates = [Estimate.model_construct(study="kim", effect=Decimal(1), weight=Decimal(weight)) for weight in weights]
    outcome = Outcome.model_construct(id="one", measure="risk-ratio", estimates=estimates)
    evidence = Evidence.model_construct(studies=[Study.model_construct(id="kim")], outcomes=[outcome])
    assert bool(list(pooling(evidence, outcome, ()))) == refused


def test_a_trial_whose_events_give_its_figure_is_right(tmp_path: Path) -> None:
    evidence, problems = read(tmp_path, changed(*TRIAL, text=SMALL))
    assert not problems
    assert evidence is not None
    assert str(evidence.outcomes[0].estimates[0].events.groups[0]) == "12/100"  # type: ignore[union-attr]


def test_every_estimate_tells_who_checked_it(tmp_path: Path) -> None:
    """Its own word before its study's, and named for the notes on sources in each language."""
    text = changed(
        ("    cite: [doe2020]", "    checked: {on: 2026-01-31, what: abstract, where: PubMed 1}\n    cite: [doe2020]"),
        ("        checked: yes\n", ""),
        text=SMALL,
    )
    evidence, problems = read(tmp_path, text)
    assert not problems
    assert evidence is not None
    (figure,) = evidence.checked_figures(("zh", "en"))
    assert figure.name == {"zh": "用量 · Doe 2020", "en": "Amount used · Doe 2020"}
    assert [(reading.what, str(reading.on)) for reading in figure.checked] == [("abstract", "2026-01-31")]
    assert figure.cite == ("doe2020",)
    evidence, _ = read(tmp_path, text.replace("effect: -7.6\n", "effect: -7.6\n        checked: no\n"))
    assert evidence is not None
    assert next(iter(evidence.checked_figures(("zh", "en")))).checked.extent == "no"
