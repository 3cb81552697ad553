"""Numbers in texts held against the data, for drugs and works that do not exist: what is found, and what is let be.

`golden/numbers.txt` holds every message. `UPDATE_GOLDEN=1` writes it anew, for a reader to judge: does each name both
places, what both say, and what to write?
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tandem.check import check_site
from tandem.core.problems import Problems
from tandem.core.stated import EFFECT, Stated
from tandem.parity.agreement import languages_of
from tandem.parity.quantities import Quantity
from tandem.prose.known import Entry, Known
from tandem.prose.matching import spanned, written
from tandem.prose.numbers import NumberCheck
from tandem.prose.uncited import Figures
from tandem.quiz.model import Option
from tandem.registry import STATEMENTS

from tests.fixtures.sources import change, check, copy
from tests.parity.texts import languages
from tests.prose.making import source
from tests.prose.test_notation import rules
from tests.trials import examples

GOLDEN = Path(__file__).parent / "golden" / "numbers.txt"
FIXTURES = Path(__file__).parent.parent / "fixtures"
FIGURES = {locale: Figures(languages()[locale], rules()[locale]) for locale in ("en", "zh")}
QUOTED = """quoted:
  - of: level with and without symptoms
    cite: [roe2021]
    numbers: [3 to 5 mmol/L, 12 mmol/L]
  - of: deaths
    cite: [roe2021]
    numbers: [1.08 (95% CI 0.89 to 1.32), 9/14, 0/24, 60 to 20%]
  - of: patients
    cite: [roe2021]
    numbers: [418, 24 h]
"""
PAGE = "docs/salt/dosing.en.md"
DOSE = "Trials used salvoxine hydrochloride 2 to 4 mg/kg.[@doe2020]"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


@cache
def known(doses: str = "") -> Known:
    """The data of the small tutorial with evidence and quoted numbers, or of another drug's doses."""
    folder = Path(tempfile.mkdtemp())
    target = copy(folder / "site")
    salt = target / "docs/salt"
    shutil.copy(FIXTURES / "evidence/salvoxine.yml", salt / "evidence.yml")
    (salt / "quoted.yml").write_text(QUOTED.replace("roe2021", "label2021"), encoding="utf-8")
    if doses:
        shutil.copy(FIXTURES / "doses" / doses, salt / "doses.yml")
    site, problems = check(target)
    assert site is not None
    found = Known(site.shelf.tutorials[0], STATEMENTS, languages_of(site.settings, problems), problems)
    assert {entry.path.name for entry in found.entries} == {"cautions.yml", "doses.yml", "evidence.yml", "quoted.yml"}
    shutil.rmtree(folder)
    return found


def said(body: str, locale: str = "en", *, doses: str = "") -> list[str]:
    """What is said of a text, each with its fix."""
    found = NumberCheck(known(doses)).source(source(body, locale), FIGURES)
    return [f"{what} | {fix}" for _, _, what, fix in found]


WRONG = {
    "en": [
        # a dose, its unit, its range
        "Give 2 to 5 mg/kg.[@doe2020]",
        "Give 3 mg/kg.[@doe2020]",
        "Give 4 to 2 mg/kg.[@doe2020]",
        "Give 2 to 4 g/kg.[@doe2020]",
        "Give 2 to 4 mg.[@doe2020]",
        "Give 20 to 40 mg/kg.[@doe2020]",
        "Give 2 to 4 milligrams per kilogram per hour.[@doe2020]",
        "Give it in a bolus of 5 mg/kg, or as little as 2 mg/kg.[@doe2020; @zhang2022]",
        # what follows from the data
        "At 60 kg that is 120 to 250 mg.[@doe2020]",
        "At 70 kg that is 120 to 240 mg.[@doe2020]",
        "At 60 kg and 70 kg that is 120 to 240 mg.[@doe2020]",
        "At 60 kg an infusion of 1 mg/kg/h makes 1.44 g in 23 h.[@zhang2022]",
        "At most 20 mg/min, that is 3 mL/min.[@label2021]",
        "The 1% product holds 0.2 g in 10 mL.[@label2021]",
        "The 2% product holds 0.1 g in 10 mL.[@label2021]",
        # effects and intervals
        "The hazard ratio was 0.92.[@doe2020]",
        "The hazard ratio was 2.[@doe2020]",
        "It was 0.5 (95% CI 0.25 to 1).[@doe2020]",
        "It was 0.5 (90% CI 0.25 to 2).[@doe2020]",
        "It was 0.5 (90% CI 1 to 0.25).[@doe2020]",
        "It was 3.10 (90% CI 0.25 to 1).[@doe2020; @label2021]",
        "The difference was 10 mcg (97.5% CI −30 to 10).[@doe2020]",
        "The difference was −10 mg.[@doe2020]",
        "It fell by 24.5%.[@doe2020]",
        "It fell by 24.4.[@doe2020]",
        # quoted numbers
        "Symptoms begin at 3 to 6 mmol/L.[@label2021]",
        # as often as the data do not say, or the other way
        "Give 2 to 4 mg/kg hourly.[@doe2020]",
        "Give 2 to 4 mg/kg (daily).[@doe2020]",
        "Give 4 mg/kg, twice.[@doe2020]",
        "Give 4 mg/kg in 3 doses.[@doe2020]",
        "Give two doses of 4 mg/kg.[@doe2020]",
        "Give 2 × 4 mg/kg.[@doe2020]",
        "Give 4 mg/kg × 3.[@doe2020]",
        "It rose by 24.4%.[@doe2020]",
        "Give 3 vials.[@doe2020]",
        "They took 6 breaths/min.[@doe2020]",
        "Of 419 patients, many slept.[@label2021]",
        "It rose in 8/14.[@label2021]",
        "It rose in 9/15.[@label2021]",
        "It rose in 0/25.[@label2021]",
        "It rose in 14/9.[@label2021]",
        "It rose in 0.9/14.[@label2021]",
        "The reviews found 0.5 to 3.2.[@doe2020; @label2021]",
        "It fell from 20% to 60%.[@label2021]",
        # a table, a list, a text that cannot cite
        "| Source | Level (mmol/L) |\n|---|---|\n| Label[@label2021] | 13 |",
        "- Give 3 mg/kg.[@doe2020]",
        "## Salvoxine 3 mg/kg {#dose}",
    ],
    "zh": [
        "给予 2 至 5 mg/kg[@doe2020]。",
        "给予 4 至 2 mg/kg[@doe2020]。",
        "每千克体重给予 3 毫克[@doe2020]。",
        "体重 60 kg 时为 120 至 250 mg[@doe2020]。",
        "风险比为 0.92[@doe2020]。",
        "结果为 0.5（95% CI 0.25 至 1）[@doe2020]。",
        "差值为 −10 mg[@doe2020]。",
        "减少 24.5%[@doe2020]。",
        "增加 24.4%[@doe2020]。",
        "给予 4 mg/kg，共 2 次[@doe2020]。",
        "两次各给 4 mg/kg[@doe2020]。",
        "给予 2×4 mg/kg[@doe2020]。",
        "每晚给 4 mg/kg[@doe2020]。",
    ],
}
FINE = {
    "en": [
        "Give 2 to 4 mg/kg.[@doe2020]",
        "Give at least 2 mg/kg, at most 4 mg/kg.[@doe2020]",
        "Give 2000 to 4000 mcg/kg.[@doe2020]",
        "Give two to four milligrams per kilogram of body weight.[@doe2020]",
        "At 60 kg that is 120 to 240 mg, or 0.12 to 0.24 g.[@doe2020]",
        "At 60 kg that is 120 mg; at 70 kg it is 140 mg.[@doe2020]",
        "For a weight of 60 kg:\n\nthe dose is 120 to 240 mg.[@doe2020]",
        "At 60 kg that is 0.527 to 1.05 mmol.[@doe2020]",
        "At 60 kg an infusion of 1 mg/kg/h makes 1.44 g in 24 h.[@zhang2022]",
        "At most 20 mg/min, that is 2 mL/min of the 1% solution.[@label2021]",
        "The 1% product holds 0.1 g in 10 mL, or 10 mg/mL.[@label2021]",
        "The hazard ratio was 0.5 (90% CI 0.25 to 1).[@doe2020]",
        "The hazard ratio was 0.50, 90% CI 0.25 to 1.0.[@doe2020]",
        "It was 3.10 (95% CI 0.90 to 10.68).[@label2021]",  # the data tell no level
        "Patients needed 10 mcg less.[@doe2020]",
        "Give 2 to 4 mg/kg once, as one dose.[@doe2020]",
        "They took two doses, 2 and 4 mg/kg.[@doe2020]",
        "At 1 mg/kg/h, hourly checks are due.[@zhang2022]",
        "A 97.5% interval is wider than a 95% interval.[@doe2020]",
        "It fell by 24.4%, after 48 h.[@doe2020]",
        "Of 12 trials and 900 patients, 7 and 420 tell of it.[@doe2020]",
        "Symptoms begin at 3 to 5 mmol/L, and at 12 mmol/L for certain.[@label2021]",
        "| Source | Level (mmol/L) |\n|---|---|\n| Label[@label2021] | 12 |",
        "It fell from 60% to 20%.[@label2021]",
        "The reviews found 0.5 to 3.1.[@doe2020; @label2021]",  # the least and the greatest of one outcome
        "It rose in 9/14, and in 0/24.[@label2021]",
        "Another work gives 7 mg/kg.[@other2020]",  # of which no data file knows anything
        "In the 3 trials of 2019, section 2.1 and version 1.2 were used.[@doe2020]",
        "The patients were 64 years old and weighed 71 kg.[@doe2020]",
        "`Give 9 mg/kg`.[@doe2020]",
        "The invented patient gets 9 mg/kg.[@doe2020]",
        "## Salvoxine 2 to 4 mg/kg {#dose}",
    ],
    "zh": [
        "给予 2 至 4 mg/kg[@doe2020]。",
        "每千克体重给予 2 至 4 毫克[@doe2020]。",
        "体重 60 kg 时为 120 至 240 mg[@doe2020]。",
        "风险比为 0.5（90% CI 0.25 至 1）[@doe2020]。",
        "用量少 10 mcg[@doe2020]。",
        "一次给 4 mg/kg[@doe2020]。",
        "减少 24.4%[@doe2020]。",
        "共 12 项试验、900 名患者[@doe2020]。",
    ],
}


@pytest.mark.parametrize(("locale", "body"), [(locale, body) for locale, bodies in WRONG.items() for body in bodies])
def test_found(locale: str, body: str) -> None:
    assert said(body, locale)


@pytest.mark.parametrize(("locale", "body"), [(locale, body) for locale, bodies in FINE.items() for body in bodies])
def test_let_be(locale: str, body: str) -> None:
    assert said(body, locale) == []


def test_every_message_names_both_places() -> None:
    told = [
        f"{body}\n" + "".join(f"  {one}\n".replace(" | ", "\n    fix: ") for one in said(body, locale))
        for locale, bodies in WRONG.items()
        for body in bodies
    ]
    text = "\n".join(told)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    for block in told:
        assert any(f"{name}.yml:" in block for name in ("doses", "evidence", "quoted"))


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("The rate is at most 30 mcg/min.[@label2021]", True),
        ("The rate is at most 30 mcg/h.[@label2021]", False),
        ("Tiers give 125 mg under 20 kg, and 250 mg from 20 kg.[@doe2020]", True),
        ("Tiers give 125 mg under 25 kg.[@doe2020]", False),
        ("Infants get 0.1 mg/kg, adults at most 30 mg.[@zhang2022]", True),
        ("Infants get 0.01 mg/kg.[@zhang2022]", False),
        ("At 20 kg the bolus is 20 to 50 mcg.[@doe2020]", True),
        ("At 80 kg the bolus is 80 to 100 mcg, its maximum.[@doe2020; @label2021]", True),
        ("At 80 kg the bolus is 80 to 200 mcg.[@doe2020; @label2021]", False),
        ("A bolus takes 3 to 10 min.[@doe2020]", True),
        ("A bolus takes 3 to 15 min.[@doe2020]", False),
    ],
)
def test_micrograms_bands_maxima_and_times(body: str, right: bool) -> None:
    assert (said(body, doses="fentavine.yml") == []) == right


def test_units_of_activity() -> None:
    doses = Path(FIXTURES / "doses/heparoxin.yml").read_text(encoding="utf-8")
    assert "units/kg" in doses
    stated = [entry.stated for entry in known("heparoxin.yml").entries if entry.stated.unit == "U/kg"]
    value, key = stated[0].high, min(stated[0].keys)
    assert said(f"Give {value} units/kg.[@{key}]", doses="heparoxin.yml") == []
    assert said(f"Give {value + 1} units/kg.[@{key}]", doses="heparoxin.yml")


@given(value=st.decimals(min_value="0.01", max_value=9000, places=2))
@hypothesis_settings(max_examples=examples(60))
def test_no_other_dose_is_let_be(value: object) -> None:
    text = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value}"
    assert (said(f"Give {text} mg/kg.[@doe2020]") == []) == (text in {"2", "4"})


def dose_place(root: Path) -> str:
    """Where the data give the dose that the page gives."""
    lines = (root / "docs/salt/doses.yml").read_text(encoding="utf-8").splitlines()
    return f"doses.yml:{1 + next(index for index, line in enumerate(lines) if line.strip() == 'low: 2')}"


def test_the_whole_check_says_it_with_its_place(root: Path) -> None:
    place = dose_place(root)
    change(root, PAGE, DOSE, DOSE.replace("2 to 4", "2 to 25"))
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    assert (
        f"{PAGE}:14: '2 to 25 mg/kg' stands here with [@doe2020], but {place} gives 2 to 4 mg/kg\n"
        "  fix: write 2 to 4 mg/kg, or correct doses.yml; if [@doe2020] gives both, add this one to quoted.yml"
    ) in problems.report()


@pytest.mark.parametrize("name", ["doses.yml", "quoted.yml"])
def test_a_file_that_cannot_be_read_is_all_that_is_told(root: Path, name: str) -> None:
    salt = root / "docs/salt"
    quoted = "quoted:\n  - of: dose\n    cite: [doe2020]\n    numbers: [2 to 4 mg/kg]\n"
    (salt / "quoted.yml").write_text(quoted, encoding="utf-8")
    text = (salt / name).read_text(encoding="utf-8")
    (salt / name).write_text(f"{text}bogus: 1\n", encoding="utf-8")
    change(root, PAGE, DOSE, DOSE.replace("2 to 4", "2 to 25"))
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    assert "unknown key 'bogus'" in problems.report() and "stands" not in problems.report()


def test_an_exception_with_its_reason(root: Path) -> None:
    wrong = DOSE.replace("2 to 4", "2 to 25")
    change(root, PAGE, DOSE, f"<!-- allow: numbers | The trial's own misprint, quoted. -->\n{wrong}")
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    assert dose_place(root) not in problems.report()
    change(root, PAGE, wrong, DOSE)
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    assert f"{PAGE}:14: the exception for numbers is not needed" in problems.report()


def reported(root: Path, quoted: str) -> Sequence[str]:
    (root / "docs/salt/quoted.yml").write_text(quoted, encoding="utf-8")
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    return [str(problem) for problem in problems]


def test_a_number_that_no_text_gives(root: Path) -> None:
    quoted = "quoted:\n  - of: another dose\n    cite: [zhang2022]\n    numbers: [25 mg/kg]\n"
    assert reported(root, quoted) == [
        "docs/salt/quoted.yml:4: no text gives 25 mg/kg with [@zhang2022]\n  fix: remove it, or correct it"
    ]


def test_a_number_that_is_added_for_a_text(root: Path) -> None:
    change(root, PAGE, DOSE, DOSE + " Another gave 25 mg/kg.[@zhang2022]")
    change(
        root,
        "docs/salt/dosing.zh.md",
        "的盐酸盐沃辛。[@doe2020]",
        "的盐酸盐沃辛。[@doe2020] 另有试验用过 25 mg/kg。[@zhang2022]",
    )
    quoted = "quoted:\n  - of: another dose\n    cite: [zhang2022]\n    numbers: [25 mg/kg]\n"
    assert [item for item in reported(root, quoted) if "mg/kg" in item] == []


@pytest.mark.parametrize(
    ("body", "fix"),
    [
        ("At most 1 mg/min, or 39 °C.[@label2021]", "correct it, or add it to quoted.yml under [@label2021]"),
        ("It rose in 3/14.[@zhang2022]", "correct it, or add it to quoted.yml under [@zhang2022]"),
        ("For 20 mmHg, 30 mcg.[@zhang2022]", "correct it, or add it to quoted.yml under [@zhang2022]"),
    ],
)
def test_no_value_of_another_kind_is_advised(body: str, fix: str) -> None:
    alone = [one for one in said(body) if one.endswith(f"in no data file | {fix}")]
    assert len(alone) == 1, said(body)


def test_a_range_from_the_least_to_the_greatest_effect() -> None:
    entries = [
        Entry(
            Stated(Fraction(low), Fraction(low), "mg", frozenset({"a"}), ("outcomes", 0, "estimates", number), EFFECT),
            Path("evidence.yml"), 1, "", Fraction(1, 1000), ("mass",), Fraction(low) / 1000, Fraction(low) / 1000,
        )
        for number, low in enumerate(("-7.6", "-10.5", "-5.6"))
    ]  # fmt: skip

    def spans(low: str, high: str, *, unsigned: bool = True) -> bool:
        quantity = Quantity(Fraction(low), Fraction(high), "mg", 0, 1, "")
        return bool(spanned(written(quantity), entries, unsigned=unsigned))

    assert spans("5.6", "10.5")
    assert spans("-10.5", "-5.6", unsigned=False)
    assert not spans("5.6", "10.5", unsigned=False)
    assert not spans("5.6", "7.6")
    assert not spans("10.5", "5.6")


def test_a_wrong_answer_may_be_wrong() -> None:
    assert Option.model_validate({"text": {"en": "9 mg/kg"}}).untrue() == ("text",)
    assert Option.model_validate({"text": {"en": "2 mg/kg"}, "correct": True}).untrue() == ()
