"""cautions.yml: what is wrong with it is said at its line, with what to write; nothing in it can do harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cautions.data import SMALL, read

LABELS = "    labels:\n      - {label: uk, calls: avoid}\n"
ENTRY = SMALL.split("cautions:\n")[1]

# What is written instead of what, and line, what and fix that are said of it.
FAULTS: dict[str, tuple[str, str, int, str, str]] = {
    "another word": ("calls: avoid", "calls: avoided", 8, "'avoided' is no word of a label", "did you mean 'avoid'?"),
    "a word of nobody": ("calls: avoid", "calls: mind", 8, "'mind' is no word of a label",
                         "write one of: avoid, caution, contraindicated, reduce"),
    "no severity": ("    severity: null\n", "", 2, "'cautions.severity' is missing", "add `severity: {zh: …, en: …}`"),
    "severity in one language": ("severity: null", "severity: {zh: 重度}", 4, "'cautions.severity' has no text in 'en'",
                                 "add `en: …`"),
    "a language of nobody": ("en: fever}", "en: fever, de: Fieber}", 3, "the site has no language 'de'",
                             "write one of: en, zh"),
    "nothing behind it": (LABELS, "", 2, "'fever' rests on nothing",
                          "name the labels that say so under `labels:`, or what was found under `evidence:`"),
    "no source of the reason": ("cite: [a]", "cite: []", 6, "'cautions.cite' is empty", "write at least one"),
    "an id that no text can name": ("id: fever", "id: High Fever", 2, "'High Fever' is not an id",
                                    "use small Latin letters, digits and hyphens"),
    "an id twice": (ENTRY, ENTRY + ENTRY.replace("发热", "高热").replace("en: fever", "en: heat"), 9,
                    "the id 'fever' stands here twice", "give one of the two another id"),
    "one condition twice": (ENTRY, ENTRY + ENTRY.replace("id: fever", "id: heat"), 10,
                            "'发热' stands for 'fever' above", "give each its own severity, or make them one"),
    "another's name": (ENTRY, ENTRY + ENTRY.replace("id: fever", "id: heat").replace("发热", "高热").replace(
        "en: fever}", "en: heat}\n    forms: {en: [Fever]}"), 11, "'Fever' stands for 'fever' above",
        "list it under `forms:` of one of them only"),
    "one label's word twice": (LABELS, LABELS + "      - {label: uk, calls: avoid}\n", 9,
                               "the label 'uk' calls 'fever' avoid twice", "keep one of the two"),
    "markup": ("en: The temperature rises.", 'en: "<script>alert(1)</script>"', 5, "markup in a text",
               "write plain text; the site adds the markup"),
    "Markdown": ("en: The temperature rises.", 'en: "It **rises**."', 5, "the text holds '**'",
                 "write plain text; sources go under `cite:`"),
    "a citation in a text": ("en: The temperature rises.", 'en: "It rises.[@a]"', 5, "the text holds '[@'",
                             "write plain text; sources go under `cite:`"),
    "an unknown key": ("    cite: [a]", "    cited: [a]", 6, "unknown key 'cautions.cited'", "did you mean 'cite'?"),
    "no cautions": (SMALL, "cautions: []\n", 1, "'cautions' is empty", "write at least one"),
    "no file": (SMALL, "", 1, "the file is empty", "write its content; the author's guide shows an example"),
    "a list": (SMALL, "- a\n", 1, "the file must hold keys and values, not a list", "write `key: value` lines"),
    "nested without end": (SMALL, "cautions: " + "[" * 5000, 1, "the data is nested too deep", "write it flat"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_said(name: str, tmp_path: Path) -> None:
    old, new, line, what, fix = FAULTS[name]
    assert SMALL.count(old) == 1
    _, problems = read(tmp_path, SMALL.replace(old, new))
    found = [problem for problem in problems if problem.line == line and what in problem.what and fix in problem.fix]
    assert found, problems


def test_the_small_file_is_right(tmp_path: Path) -> None:
    cautions, problems = read(tmp_path, SMALL)
    assert problems == []
    assert cautions is not None


def test_two_severities_of_one_condition_stand_apart(tmp_path: Path) -> None:
    severe = ENTRY.replace("severity: null", "severity: {zh: 重度, en: severe}")
    mild = ENTRY.replace("id: fever", "id: mild-fever").replace("severity: null", "severity: {zh: 轻度, en: mild}")
    cautions, problems = read(tmp_path, f"cautions:\n{severe}{mild}")
    assert problems == []
    assert cautions is not None
    _, problems = read(tmp_path, f"cautions:\n{severe}{ENTRY.replace('id: fever', 'id: any-fever')}")
    assert {problem.fix for problem in problems} == {"give each its own severity, or make them one"}
