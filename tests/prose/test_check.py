"""The check of a whole site: the tutorial as it stands, the data files, the exceptions, the words of the interface."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tandem.check import FOLDERS, check_site
from tandem.core.languages import PACKAGE
from tandem.core.problems import Problems
from tandem.core.strings import load_strings
from tandem.parity.agreement import languages_of
from tandem.parity.language import Language
from tandem.parity.languages import load_languages
from tandem.prose.check import check_prose
from tandem.prose.forms import FORMS
from tandem.prose.notation import Notation
from tandem.prose.rules import load_rules

from tests.fixtures.sources import change, copy
from tests.parity.texts import ROOT, languages, site
from tests.prose.making import one_text
from tests.prose.test_notation import rules

PAGE, OTHER, DOSES, FRONT = (
    *("docs/salt/dosing.en.md", "docs/salt/dosing.zh.md"),
    *("docs/salt/doses.yml", "docs/index.en.md"),
)
DOSE = "Trials used salvoxine hydrochloride 2 to 4 mg/kg.[@doe2020]"
QUOTED = "Trials used salvoxine hydrochloride 2-4 mg/kg.[@doe2020]"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def said(root: Path) -> list[str]:
    """What the check says of a site's prose, with place and fix."""
    problems = Problems(root)
    found = check_site(root / "mkdocs.yml", Problems(root))
    assert found is not None
    check_prose(found.shelf, languages_of(found.settings, problems), problems)
    return [str(problem).replace("\n  fix: ", " | ") for problem in problems]


def test_the_tutorial_has_no_false_alarm() -> None:
    problems = Problems(ROOT)
    check_prose(site().shelf, languages_of(site().settings, problems), problems)
    assert problems.report() == "0 problems"


def test_the_small_site_has_none(root: Path) -> None:
    assert said(root) == []


def test_a_page_and_its_line(root: Path) -> None:
    change(root, PAGE, DOSE, QUOTED)
    assert said(root) == [
        f"{PAGE}:14: '2-4 mg/kg': the dash of a range can be missed, or be read as a minus | write 2 to 4 mg/kg"
    ]


def test_a_whole_check_says_it_too(root: Path) -> None:
    change(root, PAGE, DOSE, QUOTED)
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    assert f"{PAGE}:14: '2-4 mg/kg'" in problems.report()


def test_an_exception_with_its_reason(root: Path) -> None:
    change(root, PAGE, DOSE, f"<!-- allow: notation | Quotes the label. -->\n{QUOTED}")
    assert said(root) == []


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (
            "allow: notation | Once there was a dash.",
            "the exception for notation is not needed: nothing here needs it | remove it",
        ),
        (
            "allow: notation",
            "an exception without a reason | write `<!-- allow: notation | why it must stand here -->`",
        ),
        (
            "allow: notations | Quoted.",
            "an exception for 'notations', which no rule is called | did you mean 'notation'?",
        ),
        (
            "allow | Quoted.",
            "an exception that does not say what it allows | "
            "write `<!-- allow: notation | why it must stand here -->`; "
            "write one of: notation, numbers, strength, uncited",
        ),
    ],
)
def test_a_faulty_exception(root: Path, comment: str, expected: str) -> None:
    change(root, PAGE, DOSE, f"<!-- {comment} -->\n{DOSE}")
    assert said(root) == [f"{PAGE}:14: {expected}"]


def test_one_rule_alone_is_allowed(root: Path) -> None:
    """What allows a way of writing does not allow a figure without its source."""
    bare = QUOTED.removesuffix("[@doe2020]")
    change(root, PAGE, DOSE, f"<!-- allow: notation | Quoted. -->\n{bare}")
    assert [line.split(" | ")[0] for line in said(root)] == [
        f"{PAGE}:15: the figure '2-4 mg/kg' has no source in its sentence"
    ]
    change(root, PAGE, "allow: notation |", "allow: notation, uncited |")
    assert said(root) == []


def test_an_exception_under_nothing(root: Path) -> None:
    path = root / PAGE
    path.write_text(
        path.read_text(encoding="utf-8") + "\n<!-- allow: notation | Nothing follows. -->\n", encoding="utf-8"
    )
    assert said(root) == [f"{PAGE}:25: the exception for notation is not needed: nothing here needs it | remove it"]


def test_agreement_leaves_these_exceptions_alone(root: Path) -> None:
    change(root, PAGE, DOSE, f"<!-- allow: notation | Quotes the label. -->\n{QUOTED}")
    change(root, OTHER, "2 至 4 mg/kg", "2-4 mg/kg")
    change(root, OTHER, "试验", "<!-- allow: notation | 引自说明书。 -->\n试验")
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    assert not [str(problem) for problem in problems if "exception" in problem.what], problems.report()


def note(root: Path) -> tuple[int, str]:
    """The first note of the doses in English: its line and text."""
    lines = (root / DOSES).read_text(encoding="utf-8").splitlines()
    return next((number, line) for number, line in enumerate(lines, 1) if line.startswith("  where: {zh: 英国药品"))


def test_a_data_file_and_its_exception(root: Path) -> None:
    line, text = note(root)
    change(root, DOSES, text, text.replace("en: ", "en: 5 ml of "))
    fault = "'5 ml': a small l can be read as a one | write L, mL or dL"
    assert said(root) == [f"{DOSES}:{line}: {fault}"]
    change(
        root, DOSES, "  where: {zh: 英国药品", "  # allow: notation | as the label prints it\n  where: {zh: 英国药品"
    )
    assert said(root) == []
    change(root, DOSES, "en: 5 ml of ", "en: ")
    assert said(root) == [
        f"{DOSES}:{line}: the exception for notation is not needed: nothing here needs it | remove it"
    ]


def test_the_summary_of_a_tutorial(root: Path) -> None:
    """A summary cites nothing: it says what a section says with its source, or no figure."""
    path = root / "docs/salt/tutorial.yml"
    text = path.read_text(encoding="utf-8")
    start = text.index("en: ", text.index("summary"))
    for figure, expected in (("2 to 4 mg/kg", 0), ("9 mg/kg", 1)):
        path.write_text(f"{text[:start]}en: Of {figure} {text[start + 4 :]}", encoding="utf-8")
        found = said(root)
        assert len(found) == expected, found


def test_a_front_page(root: Path) -> None:
    change(root, FRONT, "Begin with", "Give 5 mg and begin with")
    assert [line.split(" | ")[1] for line in said(root)] == ["say it in a section of a tutorial, with its `[@key]`"]


def test_a_language_without_rules(root: Path) -> None:
    found = check_site(root / "mkdocs.yml", Problems(root))
    assert found is not None
    problems = Problems(root)
    languages = languages_of(found.settings, problems)
    found.shelf.settings = replace(found.settings, places=(root / "none",))
    check_prose(found.shelf, languages, problems)
    assert [problem.what for problem in problems] == ["the file is missing"] * 2


def test_rules_that_do_not_fit(tmp_path: Path) -> None:
    text = (
        "fixes: {daly: write daily}\n"
        "words:\n  - {id: daily, where: anywhere, write: [x], what: w, fix: f}\n"
        "figures: {effects: [], levels: [], numbering: [], reading: [], examples: []}\n"
    )
    (tmp_path / "en").mkdir()
    (tmp_path / "en/notation.yml").write_text(text, encoding="utf-8")
    problems = Problems(tmp_path)
    load_rules(["en"], FORMS, problems, (tmp_path,))
    assert [(problem.line, problem.what, problem.fix) for problem in problems] == [
        (1, "there is no rule 'daly'", "did you mean 'daily'?"),
        (3, "the name 'daily' stands for two rules", "give one of them another name"),
    ]
    problems = Problems(tmp_path)
    load_rules(["en"], {*FORMS, "another"} - {"micro"}, problems, (tmp_path,))
    assert {"the form 'another' has no words", "nothing finds the form 'micro'"} <= {item.what for item in problems}


def test_a_language_with_a_decimal_comma() -> None:
    """What its file says of numbers is what the rules go by."""
    english = languages()["en"].rules
    numbers = english.file.numbers.model_copy(update={"decimal": [","], "grouping": ["."]})
    file = english.file.model_copy(update={"numbers": numbers})
    reader = Notation(Language(replace(english, locale="fr", file=file)), rules()["en"], "{low} to {high}")

    def found(text: str) -> list[tuple[str, str]]:
        return [(fault.rule, fault.fix) for fault in reader.faults(one_text(text, "en", raw=True))]

    assert found("Take 0,5 mg of it.") == []
    assert found("Take 5,0 mg of it.") == [("trailing-zero", "write 5 mg")]
    assert [rule for rule, _ in found("Take 1.000 mg of it.")] == ["separator"]
    assert [rule for rule, _ in found("Take 0.5 mg of it.")] == ["decimal-mark"]


def test_the_words_of_the_interface() -> None:
    """What every page says of itself is held to the same rules, in every language of the package."""
    found = []
    for locale in sorted(path.parent.name for path in PACKAGE.glob("*/language.yml")):
        problems = Problems(ROOT)
        reader = Notation(
            Language(load_languages([locale], problems)[locale]),
            load_rules([locale], FORMS, problems)[locale],
            "{low}–{high}",
        )
        for key, text in load_strings(FOLDERS, [locale], problems)[locale].all().items():
            for form in [text] if isinstance(text, str) else text.values():
                found += [(locale, key, fault) for fault in reader.faults(one_text(form, locale, raw=True))]
        assert not len(problems), problems.report()
    assert found == []
