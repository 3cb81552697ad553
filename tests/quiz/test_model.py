"""quiz.yml: each mistake is named at its line, with what to write instead."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml
from tandem.check import check_site
from tandem.core.places import section_of
from tandem.core.problems import Problem, Problems

from tests.dosing.data import changed
from tests.fixtures.sources import change, check, copy
from tests.quiz.data import QUIZ, SMALL, add, magnesium, read

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "AUTHORING.md").read_text(encoding="utf-8")
SECTION = GUIDE.split("\n## Self-test\n")[1].split("\n## ")[0]
EXAMPLE = re.findall(r"```yaml\n(.*?)```", SECTION, re.S)

RIGHT = "      - text: {zh: 一种虚构的药物, en: An invented drug}\n        correct: true\n"
WRONG = "      - text: {zh: 一种真的药物, en: A real drug}\n        why: {zh: 找不到它。, en: It cannot be found.}\n"
STEPS = SMALL[SMALL.index("    steps:") : SMALL.index("    explanation: {zh: 先称重")]
DOSED = "试验用过 2 至 4 mg/kg 的盐酸盐沃辛。[@doe2020]\n"
BANDS = """\
      - {low: 2, high: 4, weight: {below: 60}}
      - {low: 3, high: 5, weight: {from: 60}}
"""
TINY = """\
  - id: tiny
    name: {zh: 微量, en: Tiny dose}
    dose: 0.001
    unit: mcg/kg
    note: {zh: 试验用过。, en: Trials used it.}
    cite: [doe2020]
  - id: infusion
"""
NUMBER = "    number: {regimen: loading, end: low, unit: mg}\n"
ANOTHER = "      - text: {zh: 第 N 个, en: Number N}\n"
Changes = tuple[tuple[str, str], ...]

# What is changed in the small file, how the problem's line begins, what is wrong, and the fix.
MISTAKES: dict[str, tuple[Changes, str, str, str]] = {
    "an id twice": ((("id: facts", "id: kind"),), "- id:", "the id 'kind' stands here twice", "another id"),
    "an id in capitals": ((("id: kind", "id: Kind"),), "- id:", "'Kind' is not an id", "small Latin letters"),
    "an id with two hyphens": ((("id: kind", "id: a--b"),), "- id:", "'a--b' is not an id", "small Latin letters"),
    "no such kind": (
        (("kind: multiple", "kind: several"),), "kind:", "'several' is no kind", "single, multiple, order or number",
    ),
    "a raised text in one language": (
        (("en: An invented drug", "en: A drug of 10^-3^ g"),), "- text:", "^-3^, which would be", "⁻³"),
    "a caret in one language": (
        (("en: An invented drug", "en: A drug of 10^6/L"),), "- text:", "10^6, which would be", "such as 10⁻³"),
    "a lowered text in one language": (
        (("en: An invented drug", "en: A drug in V~max~"),), "- text:", "~max~, which would", "in words"),
    "a formula in one language": (
        (("en: An invented drug", "en: A drug $a = 1$"),), "- text:", "$a = 1$, which would", "one line"),
    "a kind that is a number": ((("kind: multiple", "kind: 2"),), "kind:", "must be text, not '2'", "in quotes"),
    "single with two right": (
        (("kind: multiple", "kind: single"),), "options:", "'facts' is single and has 2 right", "mark one",
    ),
    "single with none right": (
        ((RIGHT, RIGHT.replace("true", "false")), ("id: kind\n", "id: kind\n    kind: single\n")),
        "options:", "'kind' is single and has 0 right options", "mark one with `correct: true`",
    ),
    "none right": (((RIGHT, RIGHT.replace("true", "false")),), "options:", "'kind' has no right option", "mark what"),
    "all right": (
        ((WRONG, WRONG + "        correct: true\n"),), "options:", "'kind' has no wrong option", "take `correct: true`",
    ),
    "one option": (((WRONG, ""),), "options:", "'kind' has 1 option", "write 2 to 8 options"),
    "nine options": (
        ((WRONG, WRONG + "".join(ANOTHER.replace("N", str(number)) for number in range(7))),),
        "options:", "'kind' has 9 options", "write 2 to 8 options",
    ),
    "an option twice": (
        (("en: An invented drug", "en: a real  Drug"),),
        "- text:", "the same option twice in 'en': 'a real  Drug'", "another option, or remove one",
    ),
    "steps of which none is there": (
        ((STEPS, ""),), "kind:", "'course' is order and has no `steps`", "write `steps:`",
    ),
    "two steps": (
        ((STEPS, "    steps:\n      - {zh: 一, en: One}\n      - {zh: 二, en: Two}\n"),),
        "steps:", "'course' has 2 steps", "write 3 to 8 steps",
    ),
    "nine steps": (
        ((STEPS, "    steps:\n" + "".join(f"      - {{zh: 第{n}步, en: Step {n}}}\n" for n in range(9))),),
        "steps:", "'course' has 9 steps", "write 3 to 8 steps",
    ),
    "a step twice": (
        (("en: Give it}", "en: weigh the  Patient}"),), "- {zh: 给药", "the same step twice in 'en'", "another",
    ),
    "steps of a single": (
        (("kind: order", "kind: single"),), "kind:", "'course' is single and has `steps`", "kind: order",
    ),
    "steps and options": (
        ((STEPS, STEPS + "    options:\n" + WRONG + RIGHT),), "options:", "both `steps` and `options`", "keep one",
    ),
    "options to be put in order": (
        (("kind: multiple", "kind: order"),), "kind:", "'facts' is order and has `options`", "or give `steps` instead",
    ),
    "a step in one language": ((("zh: 给药, ", ""),), "- {en: Give it", "has no text in 'zh'", "add `zh: …`"),
    "a step that is a text": (
        (("{zh: 给药, en: Give it}", "Give it"),), "- Give it", "must hold keys and values", "key: value",
    ),
    "no number to ask for": (
        ((STEPS, ""), ("kind: order", "kind: number")), "kind:", "'course' is number and has no `number`", "`number:`",
    ),
    "a number and steps": (
        ((STEPS, STEPS + NUMBER),), "number:", "'course' has both `steps` and `number`", "keep one",
    ),
    "a number in no unit": (
        ((STEPS, NUMBER.replace("unit: mg", "unit: ml")), ("    kind: order\n", "")),
        "number:", "'ml' is not a unit of a dose", "write mL",
    ),
    "a number of no end": (
        ((STEPS, NUMBER.replace("end: low", "end: middle")), ("    kind: order\n", "")), "number:", "'middle'", "low",
    ),
    "no citation": (
        (("    cite: [doe2020]\n    section: index", "    section: index"),), "- id: kind", "cite' is missing", "add",
    ),
    "an empty citation": ((("[zhang2022, doe2020]", "[]"),), "cite:", "'questions.cite' is empty", "at least one"),
    "no explanation": (
        (("    explanation: {zh: 它并不存在。, en: It does not exist.}\n", ""),),
        "- id: kind", "'questions.explanation' is missing", "add `explanation: {zh: …, en: …}`",
    ),
    "no place": ((("    section: dosing\n", ""),), "- id: facts", "'facts' tells no place", "add `section"),
    "a language missing": (
        (("{zh: 剂量固定, en: The dose is fixed}", "{zh: 剂量固定}"),), "- text:", "has no text in 'en'", "add `en: …`",
    ),
    "a language too many": (
        ((", en: The dose is fixed}", ", en: The dose is fixed, fr: Fixe}"),), "- text:", "no language 'fr'", "en, zh",
    ),
    "a comma without quotes": (
        (("en: The dose is fixed", "en: Fixed, always"),), "- text:", "has no text", "needs quotes",
    ),
    "an unknown key": (
        (("correct: true\n    explanation: {zh: 它", "corect: true\n    explanation: {zh: 它"),),
        "corect:", "unknown key 'questions.options.corect'", "did you mean 'correct'?",
    ),
    "yes for true": (
        (("correct: true\n        why: {zh: 见", "correct: yes\n        why: {zh: 见"),),
        "correct:", "must be true or false, not 'yes'", "write true or false",
    ),
    "HTML": ((("en: An invented drug", "en: An <b>invented</b> drug"),), "- text:", "markup in a text", "plain text"),
    "emphasis": ((("en: It does not exist.", 'en: "It does **not** exist."'),), "explanation:", "holds '**'", "plain"),
    "a citation in a text": (
        (("en: It is given by weight.", 'en: "By weight.[@doe2020]"'),), "explanation:", "holds '[@'", "under `cite:`",
    ),
    "a link in a text": (
        (("en: See the trial.", 'en: "[See](dosing.md) the trial."'),), "why:", "holds ']('", "plain text",
    ),
    "no question": (((SMALL[: SMALL.index("official")], "questions: []\n"),), "questions:", "is empty", "at least one"),
    "an official test without its source": (
        (("en: The source has a test.}\n  cite: [doe2020]\n", "en: The source has a test.}\n"),),
        "official:", "'official.cite' is missing", "add `cite: [doe2020]`",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake(tmp_path: Path, name: str) -> None:
    changes, begins, what, fix = MISTAKES[name]
    text = changed(*changes, text=SMALL)
    quiz, problems = read(tmp_path, text)
    assert len(problems) == 1, problems
    (problem,) = problems
    assert what in problem.what
    assert fix in problem.fix
    assert text.splitlines()[problem.line - 1].strip().startswith(begins)
    assert quiz is None or "language" in name


def test_the_small_file_is_right(tmp_path: Path) -> None:
    quiz, problems = read(tmp_path, SMALL)
    assert not problems
    assert quiz is not None
    assert [question.asks for question in quiz.questions] == ["single", "multiple", "order", "number"]
    assert [question.right for question in quiz.questions] == [[1], [0, 2], [], []]


def test_the_kind_follows_from_how_many_are_right(tmp_path: Path) -> None:
    quiz, problems = read(tmp_path, re.sub(" +kind: .*\n", "", SMALL))
    assert not problems
    assert quiz is not None
    assert [question.asks for question in quiz.questions] == ["single", "multiple", "order", "number"]


def test_multiple_choice_may_have_one_right_answer(tmp_path: Path) -> None:
    quiz, problems = read(tmp_path, changed(("id: kind\n", "id: kind\n    kind: multiple\n"), text=SMALL))
    assert not problems
    assert quiz is not None
    assert quiz.questions[0].asks == "multiple"


def test_two_to_eight_options_are_right(tmp_path: Path) -> None:
    more = "".join(ANOTHER.replace("N", str(number)) for number in range(6))
    quiz, problems = read(tmp_path, changed((WRONG, WRONG + more), text=SMALL))
    assert not problems
    assert quiz is not None
    assert len(quiz.questions[0].options) == 8


# --- what only the whole site can say: whole reports -----------------------------------------------------------------

SELF_TEST = "docs/salt/self-test.en.md"
CASES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "section-unknown": ((QUIZ, "section: dosing", "section: dosage"),),
    "anchor-unknown": ((QUIZ, "anchor: key-points", "anchor: key-point"),),
    "anchor-alone-unknown": ((QUIZ, "section: dosing", "anchor: dosages"),),
    "anchor-in-two-sections": (
        (QUIZ, "section: index\n    anchor: key-points", "anchor: key-points"),
        ("docs/salt/dosing.zh.md", "{#calculator}", "{#key-points}"),
        ("docs/salt/dosing.en.md", "{#calculator}", "{#key-points}"),
    ),
    "anchor-in-one-language": (("docs/salt/index.zh.md", "{#key-points}", "{#yaodian}"),),
    "citation-unknown": ((QUIZ, "[zhang2022, doe2020]", "[zhang2022, doe2022]"),),
    "official-without-a-source": (
        ("docs/salt/tutorial.yml", "source:\n  title: Salvoxine\n", "sauce:\n  title: Salvoxine\n"),
    ),
    "twice-on-a-page": ((SELF_TEST, "/// quiz\n///\n", "/// quiz\n///\n\n/// quiz\n///\n"),),
    "block-with-an-option": ((SELF_TEST, "/// quiz\n", "/// quiz\n    questions: [kind]\n"),),
    "heading-takes-an-address-of-ours": ((SELF_TEST, "{#self-test}", "{#quiz-kind}"),),
    "number-of-no-regimen": ((QUIZ, "regimen: bolus", "regimen: bolous"),),
    "number-of-no-product": ((QUIZ, "[salvoxine-1]", "[salvoxine-1, salvoxine-2, salvoxine-1]"),),
    "number-without-a-product": ((QUIZ, ", products: [salvoxine-1]", ""),),
    "number-of-no-end": ((QUIZ, "end: low, ", ""),),
    "number-in-a-unit-of-another": ((QUIZ, "unit: mL, products: [salvoxine-1]", "unit: mg/h"),),
    "number-in-units-of-activity": ((QUIZ, "unit: mL, products: [salvoxine-1]", "unit: units"),),
    "number-too-small": (
        (QUIZ, "{regimen: bolus, end: low, unit: mL, products: [salvoxine-1]}", "{regimen: tiny, unit: g}"),
        ("docs/salt/doses.yml", "  - id: infusion\n", TINY),
        (QUIZ, "用 {product} 产品", "用"),
        (QUIZ, "the {product} product", "it"),
    ),
    "number-by-weight": (
        ("docs/salt/doses.yml", "    low: 2\n    high: 4\n", "    bands:\n" + BANDS),
        ("docs/salt/dosing.en.md", "Trials used salvoxine hydrochloride 2 to 4 mg/kg.[@doe2020]\n", ""),
        ("docs/salt/dosing.zh.md", DOSED, ""),
    ),
    "question-without-its-case": (
        (QUIZ, "weighs {weight} kg", "weighs 50 kg"),
        (QUIZ, "用 {product} 产品", "用 {produkt}"),
    ),
    "several": (
        (QUIZ, "section: dosing", "section: dosage"),
        (QUIZ, "anchor: key-points", "anchor: key-point"),
        (QUIZ, "[zhang2022, doe2020]", "[zhang2022, doe2022]"),
        (SELF_TEST, "/// quiz\n", "/// quizz\n"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_report(tmp_path: Path, name: str) -> None:
    root = add(copy(tmp_path / "site"))
    for file, old, new in CASES[name]:
        change(root, file, old, new)
    if name == "official-without-a-source":
        tutorial = root / "docs/salt/tutorial.yml"
        text = tutorial.read_text(encoding="utf-8")
        tutorial.write_text(re.sub(r"(?ms)^sauce:.*?(?=^sections)", "", text), encoding="utf-8")
    _, problems = check(root)
    report = problems.report() + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(report, encoding="utf-8")
    assert report == path.read_text(encoding="utf-8")
    assert "0 problems" not in report


def test_every_golden_report_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


def test_the_site_with_a_self_test_is_right(tmp_path: Path) -> None:
    _, problems = check(add(copy(tmp_path / "site")))
    assert not len(problems), problems.report()


def test_a_heading_tells_its_section(tmp_path: Path) -> None:
    root = add(copy(tmp_path / "site"))
    change(root, QUIZ, "section: index\n    anchor: key-points", "anchor: key-points")
    site, problems = check(root)
    assert site is not None and not len(problems), problems.report()
    (tutorial,) = site.shelf.tutorials
    assert section_of(tutorial, None, "key-points") == "index"
    assert section_of(tutorial, "dosing", "key-points") == "dosing"


def test_a_missing_quiz_is_said(tmp_path: Path) -> None:
    root = add(copy(tmp_path / "site"))
    (root / QUIZ).unlink()
    _, problems = check(root)
    assert {problem.what for problem in problems} == {"the block 'quiz' needs quiz.yml"}


def test_a_number_that_is_asked_for_makes_a_section_one_with_a_dose(tmp_path: Path) -> None:
    """Never declared to agree, it is not published; without the number it would be, with a banner."""
    without = SMALL[: SMALL.index("  - id: sum")] + SMALL[SMALL.index("official:") :]
    for text, refused in ((SMALL, True), (without, False)):
        root = add(copy(tmp_path / f"site-{refused}"), text)
        problems = Problems(root)
        check_site(root / "mkdocs.yml", problems)
        said = [problem for problem in problems if problem.path.endswith("self-test.en.md")]
        assert bool(said) is refused
        assert all("a section that shows a dose is not published so" in problem.what for problem in said)


# --- the guide, and the questions that are published -----------------------------------------------------------------


def test_the_example_of_the_guide_is_right(tmp_path: Path) -> None:
    (example,) = EXAMPLE
    quiz, problems = read(tmp_path, example)
    assert problems == list[Problem]()
    assert quiz is not None
    assert set(yaml.safe_load(example)) == {"questions", "official"}


def test_the_published_questions() -> None:
    """Fifteen, one a number; who guesses one place throughout learns nothing, and every wrong option says why."""
    quiz = magnesium()
    assert len(quiz.questions) == 15
    assert {question.asks for question in quiz.questions} == {"single", "multiple", "number"}
    places = [question.right[0] for question in quiz.questions if question.options]
    assert all(places.count(place) <= 4 for place in range(4))
    assert all(option.why for question in quiz.questions for option in question.options if not option.correct)


def test_the_worked_dose() -> None:
    (worked,) = [question for question in magnesium().questions if question.id == "sixty-kg"]
    (right,) = worked.right
    grams = [60 * dose / 1000 for dose in (30, 50)]
    moles = [round(gram * 1000 / 246.47, 1) for gram in grams]
    low, high = (f"{gram:g}" for gram in grams)
    assert worked.options[right].text["en"] == f"{low} to {high} g, that is {moles[0]} to {moles[1]} mmol"
    assert worked.options[right].text["zh"] == f"{low} 至 {high} g，即 {moles[0]} 至 {moles[1]} mmol"
