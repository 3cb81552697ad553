"""A small quiz.yml, the small site with a self-test, and the real one's questions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tandem.core.problems import Problem, Problems
from tandem.quiz.model import DATA, Quiz, load_quiz

from tests.dosing.data import ROOT, settings
from tests.fixtures.sources import change

SMALL = """\
questions:
  - id: kind
    question: {zh: "盐沃辛是什么？", en: "What is salvoxine?"}
    options:
      - text: {zh: 一种真的药物, en: A real drug}
        why: {zh: 找不到它。, en: It cannot be found.}
      - text: {zh: 一种虚构的药物, en: An invented drug}
        correct: true
    explanation: {zh: 它并不存在。, en: It does not exist.}
    cite: [doe2020]
    section: index
    anchor: key-points
  - id: facts
    kind: multiple
    question: {zh: "哪些说法正确？<1 kg 呢？", en: "Which are right? What of < 1 kg?"}
    options:
      - text: {zh: 剂量按体重, en: The dose goes by weight}
        correct: true
        why: {zh: 见试验。, en: See the trial.}
      - text: {zh: 剂量固定, en: The dose is fixed}
      - text: {zh: 剂量有范围, en: The dose is a range}
        correct: true
    explanation: {zh: 剂量按体重给。, en: It is given by weight.}
    cite: [zhang2022, doe2020]
    section: dosing
  - id: course
    kind: order
    question: {zh: "一次给药按什么次序进行？", en: "In which order is a dose given?"}
    steps:
      - {zh: 称体重, en: Weigh the patient}
      - {zh: 算出剂量, en: Work out the dose}
      - {zh: 再请人核对, en: Have it checked}
      - {zh: 给药, en: Give it}
    explanation: {zh: 先称重，后核对。, en: "Weigh first, and check before giving."}
    cite: [zhang2022]
    section: index
  - id: sum
    question:
      zh: 一名成人体重 {weight} kg，给盐沃辛 {dose}。用 {product} 产品需要多少 mL？
      en: "An adult weighs {weight} kg and is given salvoxine {dose}. How many mL of the {product} product is that?"
    number: {regimen: bolus, end: low, unit: mL, products: [salvoxine-1]}
    explanation: {zh: 体重乘以剂量，再除以浓度。, en: "Weight times dose, divided by the strength."}
    cite: [zhang2022, label2021]
    section: index
official:
  text: {zh: 来源教程有测验。, en: The source has a test.}
  cite: [doe2020]
"""

FRONT = '---\ntitle: "{0}"\ndescription: "{0}"\n---\n\n# {0} {{#self-test}}\n\n/// quiz\n///\n'
QUIZ = f"docs/salt/{DATA}"


def read(folder: Path, text: str) -> tuple[Quiz | None, list[Problem]]:
    """A quiz.yml as the site reads it, and what is wrong with it."""
    path = folder / DATA
    path.write_text(text, encoding="utf-8")
    problems = Problems(folder)
    return load_quiz(path, settings(), problems), list(problems)


def add(root: Path, text: str = SMALL) -> Path:
    """The small site with a self-test; gives its root."""
    (root / QUIZ).write_text(text, encoding="utf-8")
    for locale, title in (("zh", "自测"), ("en", "Self-test")):
        (root / f"docs/salt/self-test.{locale}.md").write_text(FRONT.format(title), encoding="utf-8")
    change(root, "docs/salt/tutorial.yml", "  - dosing\n", "  - dosing\n  - self-test\n")
    return root


@cache
def magnesium() -> Quiz:
    """The self-test of the magnesium tutorial."""
    problems = Problems(ROOT)
    quiz = load_quiz(ROOT / "docs/magnesium" / DATA, settings(), problems)
    assert quiz is not None, problems.report()
    return quiz
