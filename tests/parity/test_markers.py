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
    # A word that one language makes of *not* is another word elsewhere.
    ("结果不精确，坐标轴不均匀。", "The result is inexact, and its axis uneven."),
    ("因不精确而降级。", "It loses a step for imprecision."),
    ("试验太小，发现不了差异。", "The trials are too small to find a difference."),
    ("叫作阴性，是没有道理的。", "There is no reason to call it negative."),
    ("图是虚构的，以免有人当真。", "The plot is invented, so that nobody takes it for real."),
    ("患者觉察不到。", "Patients are unlikely to notice it."),
    ("两者相差无几。", "The two hardly differ."),
    ("不是多少，更不是是否要紧。", "It does not tell how much, still less whether it matters."),
    ("不弱于原文，轻重分开列。", "No word is weaker, and degrees stand apart."),
    ("数值随疼痛的轻重而变。", "The value varies with how strong the pain is."),
    # Asked by saying it and its opposite.
    ("问的是值不值得、有没有用、好不好。", "It asks whether it is worth having, of use, and good."),
]
NEGATION = [
    ("两组有差异。", "There was no difference between the groups."),
    ("证据不足以支持使用，也不推荐。", "It is recommended."),
    ("应使用。", "It should not be used."),
    ("未经核对。", "It was checked."),
    ("值得，也不值得。", "It is worth having."),
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
