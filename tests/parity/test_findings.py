"""What authors read: each difference once, with both places and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.parity.agreement import compare_sides
from tandem.parity.findings import Finding

from tests.parity.texts import FIRST, FIRST_LINE, OTHER, findings, languages, said, sides_of

ONE = f"page.zh.md:{FIRST_LINE}"


def messages(found: list[Finding]) -> list[str]:
    return [finding.what for finding in found]


def everything(folder: Path, first: str, other: str, allowed: tuple[str, ...] = ()) -> list[Finding]:
    """As the whole tutorial is compared: with exceptions and texts left behind."""
    known = languages()
    return sorted(compare_sides([sides_of(folder, first, other)], [known[FIRST], known[OTHER]], allowed))


def test_a_finding_names_both_places(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "文字。\n\n给予 30 至 55 mg/kg。\n", "Words.\n\nGive 30 to\n50 mg/kg.\n")
    assert (found.path.name, found.line) == ("page.en.md", FIRST_LINE + 2)
    assert (found.counterpart.name, found.counterpart_line) == ("page.zh.md", FIRST_LINE + 2)
    assert (found.kind, found.severity) == ("numbers", "error")
    assert found.what == f"'30 to 50 mg/kg' here, but '30 至 55 mg/kg' in page.zh.md:{FIRST_LINE + 2}"


CASES = [
    ("给予 5 mg。", "Give 5 g.", "numbers", f"'5 g' here, but '5 mg' in {ONE}"),
    ("给予 5 mg。", "Give it now.", "numbers", f"'5 mg' in {ONE} has no counterpart here"),
    ("立即给药。", "Give 5 mg.", "numbers", f"'5 mg' here has no counterpart in {ONE}"),
    ("Mg²⁺ 阻断它。", "Ca²⁺ blocks it.", "numbers",
     f"formulae or abbreviations differ from {ONE}: Ca²⁺ only here; Mg²⁺ only there"),
    ("用于镇痛[@a2020, p. 3]。", "It is used for pain.[@a2020, p. 5]", "citations",
     f"the citations differ from {ONE}: @a2020, p. 5 only here; @a2020, p. 3 only there"),
    ("用于镇痛[@a2020, pp. 3-5]。", "It is used for pain.[@a2020]", "citations",
     f"the citations differ from {ONE}: @a2020 only here; @a2020, pp. 3-5 only there"),
    ("用于镇痛[@a2020]。", "It is used for pain.", "citations", f"the citations differ from {ONE}: @a2020 only there"),
    ("用于镇痛[@a2020; @b2020]。", "It is used for pain.[@c2020; @a2020]", "citations",
     f"the citations differ from {ONE}: @c2020 only here; @b2020 only there"),
    ("[镇痛](a.md)。", "[Pain](b.md).", "links", f"the links differ from {ONE}: b.md only here; a.md only there"),
    ("![图](f.zh.svg)", "![Figure](g.en.svg)", "links", f"the image is 'g.en.svg' here, but 'f.zh.svg' in {ONE}"),
    ("## 一节 {#one}", "## One {#two}", "structure", f"the heading's id is 'two' here, but 'one' in {ONE}"),
    ("/// dose-table\n///", "/// reference-list\n///", "structure",
     f"the block is 'reference-list' here, but 'dose-table' in {ONE}"),
    ("/// dose-table\n    regimens: [a]\n///", "/// dose-table\n///", "structure",
     f"the option 'regimens' of the block 'dose-table' is nothing here, but ['a'] in {ONE}"),
    ("```\na\n```", "```\nb\n```", "structure", f"the code is not that of {ONE}"),
    ("| 甲 | 乙 |\n|---|---|\n", "| A |\n|---|\n", "structure", f"the table has 1 columns here, but 2 in {ONE}"),
    ("评分升高。", "Scores were lower.", "direction",
     f"one language says more where the other says less: 'Scores were lower.' here, '评分升高。' in {ONE}"),
    ("有差异。", "There was no difference.", "negation",
     f"one language says 'not' where the other does not: 'There was no difference.' here, '有差异。' in {ONE}"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "other", "kind", "what"), CASES)
def test_each_kind(tmp_path: Path, first: str, other: str, kind: str, what: str) -> None:
    (found,) = findings(tmp_path, first + "\n", other + "\n")
    assert (found.kind, found.what) == (kind, what)
    assert found.fix


def test_a_citation_behind_another_statement(tmp_path: Path) -> None:
    first = "镁价格低廉[@a2020]。它能减少阿片类药物的需求。\n"
    (found,) = findings(tmp_path, first, "Magnesium is cheap. It lowers the need for opioid.[@a2020]\n")
    assert (
        found.what == f"citations stand at another place than in {ONE}: none with 'Magnesium is cheap.', there [@a2020]"
    )


def test_a_figure_in_another_sentence(tmp_path: Path) -> None:
    first = "甲组用量为 5 mg，持续观察。乙组用量为 7 mg，持续观察。\n"
    (found,) = findings(
        tmp_path, first, "Group one received 7 mg and was watched. Group two received 5 mg and was watched.\n"
    )
    assert found.what == f"figures stand in another sentence than in {ONE}: '7 mg' here, there '5 mg'"


def test_a_sentence_that_is_missing(tmp_path: Path) -> None:
    first = "镁可增强肌松药的作用，因此术后应当监测。患者醒来以后仍要继续观察呼吸，直到肌力完全恢复为止。\n"
    (found,) = findings(
        tmp_path, first, "Magnesium potentiates muscle relaxants, so patients are monitored after surgery.\n"
    )
    assert (found.kind, found.severity) == ("length", "warning")
    assert found.what == f"a sentence may be missing here, or be too many in {ONE}: the lengths do not fit each other"


def test_a_missing_paragraph_is_said_once_and_the_rest_is_compared(tmp_path: Path) -> None:
    first = "甲 1[@a2020]。\n\n乙 2[@b2020]。\n\n丙 3[@c2020]。\n\n## 节 {#next}\n\n丁 4 mg[@d2020]。\n"
    other = "A 1.[@a2020]\n\nC 3.[@c2020]\n\n## Next {#next}\n\nD 5 mg.[@d2020]\n"
    assert said(findings(tmp_path, first, other)) == [("structure", 1), ("numbers", 7)]


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_the_row_that_is_missing_is_named(tmp_path: Path, gone: int) -> None:
    rows = ["| x | 1 mg[@a2020] |\n", "| y | 2 mg[@b2020] |\n", "| z | 3 mg[@c2020] |\n"]
    head = "| A | B |\n|---|---|\n"
    left = [row for number, row in enumerate(rows) if number != gone]
    (found,) = findings(tmp_path, head + "".join(rows), head + "".join(left))
    assert found.what.startswith(f"the table row '{'xyz'[gone]} {gone + 1} mg' stands in page.zh.md:")


def test_sections_that_changed_places(tmp_path: Path) -> None:
    first = "## 甲 {#a}\n\n一 1。\n\n## 乙 {#b}\n\n二 2。\n"
    assert "structure" in {
        kind for kind, _ in said(findings(tmp_path, first, "## B {#b}\n\nTwo 2.\n\n## A {#a}\n\nOne 1.\n"))
    }


# --- exceptions -----------------------------------------------------------------------------------------------------

DIFFERENT = "最大剂量为 4 g。\n", "The maximum is 5 g.\n"


@pytest.mark.parametrize("side", [0, 1])
def test_an_exception_in_either_language_silences_its_kind(tmp_path: Path, side: int) -> None:
    mark = "<!-- differs: numbers | the two labels -->\n\n"
    first, other = ((mark if side == index else "") + body for index, body in enumerate(DIFFERENT))
    assert everything(tmp_path, first, other) == []


def test_an_exception_silences_nothing_else(tmp_path: Path) -> None:
    first, other = DIFFERENT
    found = everything(tmp_path, "<!-- differs: links | the two labels -->\n\n" + first, other)
    assert [finding.kind for finding in found] == ["numbers", "exception"]


FAULTY = [
    ("numbers | once true", "the exception for numbers is not needed: nothing differs here"),
    ("numbers", "an exception without a reason"),
    ("number | why", "an exception for 'number', which nothing compares"),
    ("| why", "an exception that does not say what may differ"),
]


@pytest.mark.parametrize(("written", "what"), FAULTY)
def test_faulty_exceptions(tmp_path: Path, written: str, what: str) -> None:
    found = everything(tmp_path, f"<!-- differs: {written} -->\n\n给药。\n", "Give it.\n")
    assert messages(found) == [what]
    assert (found[0].path.name, found[0].line, found[0].severity) == ("page.zh.md", FIRST_LINE, "error")


def test_an_exception_above_nothing_is_stale(tmp_path: Path) -> None:
    found = everything(tmp_path, "给药。\n", "Give it.\n\n<!-- differs: links | x -->\n")
    assert messages(found) == ["the exception for links is not needed: nothing differs here"]


# --- text left in another language ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "other", "line", "what"),
    [
        ("给药。\n\nThe best dose is not known.\n", "Give it.\n\nThe best dose is not known.\n", 3,
         "text in another language: 'The best dose is not known'"),
        ("给药，the best dose is unknown。\n", "Give it; the best dose is unknown.\n", 1,
         "text in another language: 'the best dose is unknown'"),
        ("![a drawing of the receptor](f.svg)\n", "![a drawing of the receptor](f.svg)\n", 1,
         "text in another language: 'a drawing of the receptor'"),
        ("最佳剂量不清楚。\n", "The best dose is not known 不清楚.\n", 1, "text in another language: '不清楚'"),
    ],
)  # fmt: skip
def test_half_translated(tmp_path: Path, first: str, other: str, line: int, what: str) -> None:
    found = [finding for finding in everything(tmp_path, first, other) if finding.kind == "script"]
    assert [(finding.line - FIRST_LINE + 1, finding.what) for finding in found] == [(line, what)]


@pytest.mark.parametrize(
    "first",
    [
        "见 Anaesthesia Tutorial of the Week 第 5 期。\n",  # a name that is allowed
        "见 Tutorial of the Week 第 5 期。\n",  # a part of it
        "作者为 N Hobbs 与 J Turnbull，第 5 期。\n",
        "第 5 期（OR、RR、CI、NMDA、WFSA、mg/kg/h）。\n",
        "阿片类药物管理（opioid stewardship），第 5 期。\n",
    ],
)
def test_names_units_and_abbreviations_may_stand(tmp_path: Path, first: str) -> None:
    names = ("WFSA Anaesthesia Tutorial of the Week",)
    found = everything(tmp_path, first, "See number 5 of it, by N Hobbs and J Turnbull (NMDA).\n", names)
    assert [finding for finding in found if finding.kind == "script"] == []
