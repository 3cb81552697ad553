"""What an author is told of evidence.yml: one fault at a time, and every message against `golden/messages.txt`.

`UPDATE_GOLDEN=1` writes it anew, for a reader to judge: does each say where, what, and what to write?
"""

from __future__ import annotations

import copy as copying
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tandem.check import check_site
from tandem.core.problems import Problems
from tandem.core.shelf import Shelf
from tandem.evidence import FEATURE
from tandem.evidence.consistency import load_evidence, lopsided
from tandem.evidence.model import Evidence
from tandem.evidence.plot import plot_of
from tandem.registry import FEATURES

from tests.dosing.data import changed, settings
from tests.evidence.data import FICTIONAL, MAGNESIUM, SMALL, loaded, read
from tests.fixtures.sources import change, check, copy
from tests.trials import examples

GOLDEN = Path(__file__).parent / "golden" / "messages.txt"
INTERVAL = "        interval:\n          low: -9.5\n          high: -5.8\n          level: 95\n"
EFFECT = "        effect: -7.6\n"
WORDS = "        words: {zh: 少, en: Less}\n"
MEASURE = "    measure: difference\n    unit: mg\n"
SIDES = "    lower: {zh: 较少, en: Less}\n    higher: {zh: 较多, en: More}\n"
ESTIMATE = SMALL.split("    estimates:\n")[1]
STUDY = SMALL.split("studies:\n")[1].split("outcomes:")[0]
OUTCOME = SMALL.split("outcomes:\n")[1]
RATIO = (
    (MEASURE, "    measure: odds-ratio\n"),
    ("-7.6", "0.26"),
    ("low: -9.5", "low: 0.1"),
    ("high: -5.8", "high: 0.9"),
)

FIGURE = "      - study: doe\n        group: {zh: 儿童, en: Children}\n        effect: -7\n        checked: yes\n"
CITE, INVENTED = "    cite: [doe2020]\n", "    invented: true\n"
UNCHECKED = (("        checked: yes\n", ""),)
EVENTS = "{treatment: 12/100, control: 25/98}"
EVENT_LINE = f"        events: {EVENTS}\n"
TRIAL = (
    (MEASURE, "    measure: risk-ratio\n"),
    ("trials: 12", "trials: 1"),
    (
        EFFECT + INTERVAL,
        EVENT_LINE
        + "        effect: 0.47\n        interval:\n          low: 0.25\n          high: 0.88\n          level: 95\n",
    ),
)

FAULTS: dict[str, tuple[tuple[str, str], ...]] = {
    # one value
    "not a number": (("-7.6", "about seven"),),
    "NaN": (("-7.6", ".nan"),),
    "NaN in letters": (("-7.6", "NaN"),),
    "infinity": (("-9.5", "-.inf"),),
    "a true minus": (("-7.6", "−7.6"),),
    "a plus": (("-7.6", "+7.6"),),
    "a comma": (("-7.6", '"-7,6"'),),
    "no leading zero": (("-7.6", "-.6"),),
    "a unit in the number": (("-7.6", "-7.6 mg"),),
    "a zero with a sign": (("-7.6", "-0.0"),),
    "a truth": (("-7.6", "true"),),
    "an unknown key": (("unit: mg", "units: mg"),),
    "an unknown key of an estimate": ((EFFECT, EFFECT + "        unit: cm\n"),),
    "an unknown measure": (("measure: difference", "measure: mean"),),
    "an unknown state of checking": (("checked: yes", "checked: maybe"),),
    "checking as a truth": (("checked: yes", "checked: true"),),
    "nothing of checking": (("        checked: yes\n", ""),),
    "a certainty that is no word of GRADE": (("checked: yes", "checked: yes\n        certainty: fair"),),
    "I² above all": (("checked: yes", "checked: yes\n        i_squared: 120"),),
    "a P value in words": (("checked: yes", "checked: yes\n        p: significant"),),
    "events in words": ((EVENTS, "{treatment: 12 of 100, control: 25/98}"), *TRIAL),
    "more events than patients": ((EVENTS, "{treatment: 120/100, control: 25/98}"), *TRIAL),
    "a group of nobody": ((EVENTS, "{treatment: 0/0, control: 25/98}"), *TRIAL),
    "a thing that no paper gives": (("checked: yes", "checked: yes\n        not_given: [effect]"),),
    "a reading without its day": (("checked: yes", "checked: {what: abstract, where: PubMed 1}"),),
    "pooled with a word": (("checked: yes", "checked: yes\n        pooled: yes"),),
    "markup": (("en: Amount used", "en: <b>Amount</b>"),),
    "a missing language": (("{zh: 用量, en: Amount used}", "{zh: 用量}"),),
    "a language too many": (("{zh: 用量, en: Amount used}", "{zh: 用量, en: Amount, fr: Usage}"),),
    "an empty name": (("name: Doe", 'name: ""'),),
    "a year that cannot be": (("year: 2020", "year: 20"),),
    "a year in words": (("year: 2020", "year: last"),),
    "no trials": (("trials: 12", "trials: 0"),),
    "half a patient": (("patients: 900", "patients: 0.5"),),
    "an id with a capital": (("  - id: use", "  - id: Use"),),
    "a missing citation": (("    cite: [doe2020]\n", ""),),
    "an empty citation": (("[doe2020]", "[]"),),
    "an invented study with a reference": (("    cite:", "    invented: true\n    cite:"), *UNCHECKED),
    "an invented study that was checked": ((CITE, INVENTED + "    checked: no\n"), *UNCHECKED),
    "an invented figure that was checked": ((CITE, INVENTED),),
    "an invented figure that somebody rated": (
        ("checked: yes", "rated_by: [doe2020]\n        certainty: low"), (CITE, INVENTED)),
    "invented beside real": (
        (STUDY, STUDY + STUDY.replace("id: doe", "id: roe").replace(CITE, INVENTED)),
        (ESTIMATE, ESTIMATE + ESTIMATE.replace("study: doe", "study: roe").replace("        checked: yes\n", ""))),
    "a citation that is no id": (("[doe2020]", '["@doe2020"]'),),
    "an outcome without estimates": (("    estimates:\n" + ESTIMATE, "    estimates: []\n"),),
    "an outcome without its caption": (("    caption: {zh: 减少。, en: Less.}\n", ""),),
    "no outcomes": (("outcomes:\n" + OUTCOME, "outcomes: []\n"),),
    # several values
    "two studies of one id": ((STUDY, STUDY * 2),),
    "two outcomes of one id": ((OUTCOME, OUTCOME * 2),),
    "fewer patients than trials": (("patients: 900", "patients: 9"),),
    "fewer patients than trials in an estimate": (
        (EFFECT, EFFECT + "        trials: 9\n        patients: 8\n"),),
    "more trials than the study": ((EFFECT, EFFECT + "        trials: 13\n"),),
    "more patients than the study": ((EFFECT, EFFECT + "        patients: 901\n"),),
    "a study that nothing names": ((STUDY, STUDY + STUDY.replace("id: doe", "id: roe")),),
    "an unknown study": (("study: doe", "study: deo"),),
    "the effect under its interval": (("-7.6", "-10"),),
    "the effect over its interval": (("-7.6", "7.6"),),
    "an interval the wrong way round": (("low: -9.5", "low: -5.8"), ("high: -5.8\n", "high: -9.5\n")),
    "a level of everything": (("level: 95", "level: 100"),),
    "a level of the file": (("studies:\n", "level: 9.5\nstudies:\n"), ("          level: 95\n", "")),
    "a level as a share": (("level: 95", "level: 0.95"),),
    "a level of fifty": (("level: 95", "level: 50"),),
    "a plain zero among ratios": (*RATIO[:2], ("low: -9.5", "low: 0"), RATIO[3]),
    "a zero with a sign among ratios": (*RATIO[:2], ("low: -9.5", "low: -0.00"), RATIO[3]),
    "a ratio of zero": (*RATIO[:1], ("-7.6", "0"), *RATIO[2:]),
    "a ratio with a minus": (*RATIO[:1], ("-7.6", "-0.26"), ("low: -9.5", "low: -0.3"), RATIO[3]),
    "a ratio with a unit": (("measure: difference", "measure: risk-ratio"), *RATIO[1:]),
    "a percentage with a unit": (("measure: difference", "measure: percentage"),),
    "a ratio with a scale's ends": (
        (MEASURE, "    measure: odds-ratio\n    range: {low: 0, high: 10}\n"), *RATIO[1:]),
    "less than nothing": ((MEASURE, "    measure: percentage\n"), ("-7.6", "-760"), ("-9.5", "-950")),
    "a difference longer than its scale": ((MEASURE, MEASURE + "    range: {low: 0, high: 5}\n"),),
    "a scale without length": ((MEASURE, MEASURE + "    range: {low: 10, high: 10}\n"),),
    "an axis the wrong way round": ((MEASURE, MEASURE + "    axis: {low: 5, high: -5}\n"),),
    "an axis that stops at no difference": ((MEASURE, MEASURE + "    axis: {low: -20, high: 0}\n"),),
    "an axis of ratios from zero": ((MEASURE, "    measure: odds-ratio\n    axis: {low: 0, high: 5}\n"), *RATIO[1:]),
    "figures and no measure": ((MEASURE + SIDES, ""),),
    "a unit and no measure": (("    measure: difference\n", ""), (EFFECT + INTERVAL, WORDS)),
    "a measure and no figures": ((EFFECT + INTERVAL, WORDS),),
    "no word for a side": (("    higher: {zh: 较多, en: More}\n", ""),),
    "neither figure nor words": ((EFFECT + INTERVAL, ""),),
    "figure and words": ((EFFECT, EFFECT + WORDS),),
    "an interval without its figure": ((EFFECT, WORDS), (ESTIMATE, ESTIMATE * 2)),
    "partly checked, and not told what": (("checked: yes", "checked: partly"),),
    "partly checked by a study, and not told what": (
        ("        checked: yes\n", ""), ("    cite: [doe2020]", "    checked: partly\n    cite: [doe2020]")),
    "the same line twice": ((ESTIMATE, ESTIMATE * 2),),
    # two statements of what is missing
    "an interval that the paper does not give": (("checked: yes", "checked: yes\n        not_given: [interval]"),),
    "a level that the paper does not give": (("checked: yes", "checked: yes\n        not_given: [level]"),),
    "patients that the paper does not give": (("patients: 900", "patients: 900\n    not_given: [patients]"),),
    # certainty
    "who rated, but not how": (("checked: yes", "checked: yes\n        rated_by: [doe2020]"),),
    "certainty that falls": (("checked: yes", "checked: yes\n        certainty: low\n        certainty_to: very-low"),),
    "a highest certainty alone": (("checked: yes", "checked: yes\n        certainty_to: low"),),
    "a P value without its figure": ((EFFECT + INTERVAL, WORDS + "        p: 0.04\n"), (ESTIMATE, ESTIMATE + FIGURE)),
    # measures
    "a unit of a standardised difference": (("measure: difference", "measure: standardised-mean-difference"),),
    "a risk difference of nobody knows what": ((MEASURE, "    measure: risk-difference\n"),),
    "a risk difference of fifty": ((MEASURE, "    measure: risk-difference\n    per: 50\n"),),
    "more than everybody": ((MEASURE, "    measure: risk-difference\n    per: 1\n"),),
    "per of a difference": (("unit: mg", "per: 100"),),
    # trials and what they come to
    "the effect is not what the events give": (("effect: 0.47", "effect: 0.41"), *TRIAL),
    "rounded the wrong way": (("effect: 0.47", "effect: 0.471"), *TRIAL),
    "the groups exchanged": (
        ("effect: 0.47", "effect: 2.13"), ("low: 0.25", "low: 1.14"), ("high: 0.88", "high: 3.98"), *TRIAL),
    "odds for risks": (("measure: risk-ratio", "measure: odds-ratio"), *TRIAL),
    "a risk difference of another number": (
        (MEASURE, "    measure: risk-difference\n    per: 100\n"),
        (EFFECT + INTERVAL, EVENT_LINE + "        effect: -135\n"),
        TRIAL[1]),
    "events of more patients than there are": (("patients: 900", "patients: 90"), *TRIAL),
    "events of a difference": ((EFFECT, EFFECT + EVENT_LINE),),
    "events without the figure": (
        (EFFECT + INTERVAL, WORDS + EVENT_LINE), (MEASURE, "    measure: risk-ratio\n"),
        (ESTIMATE, ESTIMATE + FIGURE.replace("-7", "7"))),
    "adjusted without events": ((EFFECT, EFFECT + "        adjusted: true\n"),),
    "weights of some": ((ESTIMATE, ESTIMATE.replace(EFFECT, EFFECT + "        weight: 40\n") + FIGURE),),
    "weights of more than all": (
        (ESTIMATE, ESTIMATE.replace(EFFECT, EFFECT + "        weight: 40.1\n") + FIGURE + "        weight: 60.3\n"),),
    "a weight of the pooled figure": ((EFFECT, EFFECT + "        weight: 100\n        pooled: true\n"),),
    "a pooled figure without its interval": ((INTERVAL, ""), (EFFECT, EFFECT + "        pooled: true\n")),
    "I² of one trial": (("trials: 12", "trials: 1"), (EFFECT, EFFECT + "        i_squared: 30\n")),
}  # fmt: skip


def told(folder: Path, *changes: tuple[str, str]) -> str:
    """What an author is told, each message with the line of the file that it names."""
    # The last change may repeat a text that others change within.
    text = SMALL
    for before, after in reversed(changes):
        text = changed((before, after), text=text) if text.count(before) == 1 else text.replace(before, after)
    assert text != SMALL
    evidence, problems = read(folder, text)
    lines = text.splitlines()
    assert problems
    assert evidence is None or all("no text in" in item.what or "no language" in item.what for item in problems)
    return "".join(f"{item}\n  line: {lines[item.line - 1].strip()}\n" for item in problems)


def test_every_message(tmp_path: Path) -> None:
    found = "\n".join(f"## {name}\n{told(tmp_path, *changes)}" for name, changes in FAULTS.items())
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ((), 95),
        ((("          level: 95\n", ""),), None),  # of a real study nothing is taken for granted
        ((("          level: 95\n", ""), ("studies:\n", "level: 99\nstudies:\n")), 99),
        ((("studies:\n", "level: 99\nstudies:\n"),), 95),
        (
            (
                ("          level: 95\n", "        not_given: [level]\n"),
                ("studies:\n", "level: 99\nstudies:\n"),
            ),
            None,
        ),
        ((("          level: 95\n", ""), ("    cite: [doe2020]\n", "    invented: true\n"), UNCHECKED[0]), 95),
    ],
)
def test_where_an_interval_has_its_level_from(
    changes: tuple[tuple[str, str], ...], level: int | None, tmp_path: Path
) -> None:
    evidence, problems = read(tmp_path, changed(*changes, text=SMALL))
    assert evidence is not None, problems
    interval = evidence.outcomes[0].estimates[0].interval
    assert interval is not None and interval.level == level


def test_the_small_file_is_right(tmp_path: Path) -> None:
    evidence, problems = read(tmp_path, SMALL)
    assert not problems
    assert evidence is not None
    assert str(evidence.outcomes[0].estimates[0].effect) == "-7.6"


@pytest.mark.parametrize(
    ("effect", "low", "high", "warned"),
    [
        ("-7.6", "-9.5", "-5.8", False),  # the middle is −7.65: rounding
        ("-7.6", "-9.5", "-2.8", True),
        ("-6.7", "-9.5", "-5.8", True),
        ("-7.65", "-9.5", "-5.8", False),
    ],
)
def test_a_figure_far_from_the_middle_is_a_warning(
    effect: str, low: str, high: str, warned: bool, tmp_path: Path
) -> None:
    changes = [("effect: -7.6", f"effect: {effect}"), ("low: -9.5", f"low: {low}"), ("high: -5.8", f"high: {high}")]
    evidence, problems = read(tmp_path, changed(*(change for change in changes if change[0] != change[1]), text=SMALL))
    assert not problems
    assert evidence is not None
    assert bool(list(lopsided(evidence))) == warned


@pytest.mark.parametrize(("effect", "warned"), [("0.32", False), ("0.5", True), ("0.23", True)])
def test_ratios_have_their_middle_on_a_logarithmic_scale(effect: str, warned: bool, tmp_path: Path) -> None:
    text = changed(RATIO[0], ("-7.6", effect), ("low: -9.5", "low: 0.12"), ("high: -5.8", "high: 0.82"), text=SMALL)
    evidence, problems = read(tmp_path, text)
    assert not problems
    assert evidence is not None
    assert bool(list(lopsided(evidence))) == warned


def test_the_warning_stands_at_its_line(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    text = changed(("high: -5.8", "high: -2.8"), text=SMALL)
    (root / "docs/salt/evidence.yml").write_text(text, encoding="utf-8")
    site, problems = check(root)
    assert site is not None
    assert not len(problems), problems.report()
    (warning,) = problems.warnings
    assert (warning.path, warning.line) == ("docs/salt/evidence.yml", text.splitlines().index(EFFECT.rstrip()) + 1)
    assert "−7.6 does not lie in the middle of its interval, −9.5 to −2.8" in str(warning)


@pytest.mark.parametrize("path", [MAGNESIUM, FICTIONAL], ids=lambda path: path.stem)
def test_the_files_are_right(path: Path) -> None:
    assert loaded(path).outcomes
    if path == MAGNESIUM:
        assert not list(lopsided(loaded(path)))


def test_a_file_that_no_reference_backs_is_a_problem(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    (root / "docs/salt/evidence.yml").write_text(changed(("[doe2020]", "[doe2021]"), text=SMALL), encoding="utf-8")
    _, problems = check(root)
    (problem,) = problems
    assert str(problem).startswith("docs/salt/evidence.yml:7: the reference 'doe2021' is not in references.json")


def test_languages_that_disagree_are_a_problem_at_their_line(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    text = changed(("{zh: 减少。, en: Less.}", "{zh: 减少 7 mg。, en: Less by 8 mg.}"), text=SMALL)
    (root / "docs/salt/evidence.yml").write_text(text, encoding="utf-8")
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    # The numbers are also held against those of the data.
    (problem,) = (problem for problem in problems if " here, but " in problem.what and "' in " in problem.what)
    assert (problem.path, problem.line) == ("docs/salt/evidence.yml", text[: text.index("减少 7 mg")].count("\n") + 1)
    assert problem.what.startswith("'8 mg' here, but '7 mg' in")


BLOCK = "/// dose-table\n    regimens: [bolus]\n///"
CALLS: dict[str, tuple[str, str]] = {
    "[use]": ("", ""),
    "[usage]": ("unknown outcome 'usage'", "evidence.yml knows: use"),
    "[use, use]": ("the outcome 'use' is named twice", "remove one of the two"),
    "use": ("`outcomes` must be a list of outcomes", "write `outcomes: [use]`"),
    "[]": ("`outcomes` must be a list of outcomes", "write `outcomes: [use]`"),
    "": ("`outcomes` must be a list of outcomes", "write `outcomes: [use]`"),
    "[[use]]": ("an item of `outcomes` is no name but a list", "evidence.yml knows: use"),
}


@pytest.mark.parametrize("option", CALLS)
def test_the_block_names_outcomes(option: str, tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    (root / "docs/salt/evidence.yml").write_text(SMALL, encoding="utf-8")
    change(root, "docs/salt/dosing.en.md", BLOCK, f"{BLOCK}\n\n/// evidence\n    outcomes: {option}\n///")
    _, problems = check(root)
    what, fix = CALLS[option]
    assert [(item.line, item.what, item.fix) for item in problems] == ([(21, what, fix)] if what else [])


def test_a_block_without_its_file_is_a_problem(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    change(root, "docs/salt/dosing.en.md", BLOCK, f"{BLOCK}\n\n/// evidence\n///")
    _, problems = check(root)
    (problem,) = problems
    assert "the block 'evidence' needs evidence.yml" in problem.what


def _leaves(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [place, *(leaf for key, item in value.items() for leaf in _leaves(item, (*place, key)))]
    if isinstance(value, list):
        return [place, *(leaf for index, item in enumerate(value) for leaf in _leaves(item, (*place, index)))]
    return [place]


TREE = yaml.load(FICTIONAL.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
ODD: list[Any] = [
    None,
    "",
    "0",
    "-1",
    "-0.0",
    "1e9",
    "999999",
    "yes",
    "difference",
    "odds-ratio",
    [],
    {},
    ["a"],
    {"zh": "x"},
]


@hypothesis_settings(max_examples=examples(100))
@given(st.lists(st.tuples(st.sampled_from(_leaves(TREE)), st.sampled_from(ODD)), min_size=1, max_size=3))
def test_whatever_stands_in_it_ends_in_problems_or_in_plots(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[tuple[Any, ...], Any]]
) -> None:
    tree = copying.deepcopy(TREE)
    for place, value in changes:
        holder: Any = {"": tree}
        try:
            for key in ("", *place)[:-1]:
                holder = holder[key]
            holder[("", *place)[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
        tree = holder[""] if not place else tree
    path = tmp_path_factory.mktemp("odd") / "evidence.yml"
    text = yaml.dump(tree, allow_unicode=True, sort_keys=False)
    # What was plain in the file is plain again: numbers in quotes would be text.
    path.write_text(re.sub(r"'(-?[0-9.]+)'", r"\1", text), encoding="utf-8")
    problems = Problems(path.parent)
    evidence = load_evidence(path, settings(), problems)
    assert (evidence is None) <= bool(len(problems))
    if isinstance(evidence, Evidence):
        assert all(plot_of(evidence, outcome).every for outcome in evidence.outcomes)


def test_the_feature_is_the_sites() -> None:
    assert FEATURE in FEATURES
    FEATURE.check and FEATURE.check(Shelf(settings()), Problems(Path()))  # a shelf without evidence is none the worse
