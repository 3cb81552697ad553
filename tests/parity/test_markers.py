"""Negation and direction, told by words."""

from __future__ import annotations

import pytest
from tandem.parity.markers import negation_differs, turned_round

from tests.parity.texts import languages

AGREE = [
    ("两组无差异。", "There was no difference between the groups."),
    ("不良反应少见。", "Adverse effects are uncommon."),
    ("影响不大。", "The effect is small."),
    ("用量减少，评分降低。", "Use fell, and scores were lower."),
    ("无论剂量如何，评分都较低。", "Scores were lower whatever the dose."),
    ("不清楚。", "It is unknown."),
]
NEGATION = [
    ("两组有差异。", "There was no difference between the groups."),
    ("证据不足以支持使用，也不推荐。", "It is recommended."),
    ("应使用。", "It should not be used."),
    ("未经核对。", "It was checked."),
]
DIRECTION = [
    ("评分升高。", "Scores were lower."),
    ("用量增加。", "It reduces the amount."),
    ("首次要求镇痛药的时间较晚。", "The first analgesic was asked for earlier."),
    ("至少 6 h。", "At most 6 h."),
    ("阈值高于 8 mmol/L。", "The threshold is below 8 mmol/L."),
]


@pytest.mark.parametrize(("chinese", "english"), AGREE)
def test_agreement(chinese: str, english: str) -> None:
    ours, theirs = languages()["zh"].marks(chinese), languages()["en"].marks(english)
    assert not negation_differs(ours, theirs) and not turned_round(ours, theirs)


@pytest.mark.parametrize(("chinese", "english"), NEGATION)
def test_negation(chinese: str, english: str) -> None:
    ours, theirs = languages()["zh"].marks(chinese), languages()["en"].marks(english)
    assert negation_differs(ours, theirs) and negation_differs(theirs, ours)


@pytest.mark.parametrize(("chinese", "english"), DIRECTION)
def test_direction(chinese: str, english: str) -> None:
    ours, theirs = languages()["zh"].marks(chinese), languages()["en"].marks(english)
    assert turned_round(ours, theirs) and turned_round(theirs, ours)
