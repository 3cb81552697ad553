"""What tutorial.yml may say of recalls, and what is made of it in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tandem.check import check_site
from tandem.core.problems import Problems
from tandem.core.recalls import in_one_text, told

from tests.conftest import ROOT
from tests.fixtures.sources import change, check, copy

TUTORIAL = "docs/salt/tutorial.yml"
RECALL = """recalls:
  - on: 2026-05-01
    versions: [0.9.0, 1.0.0]
    why: {zh: 剂量表把两种盐写反了。, en: The dose table gives the two salts the wrong way round.}
    do: {zh: 删除手中的副本。, en: Delete your copy.}
"""  # the small tutorial is version 1.0.0, written on 2026-01-31


GUIDE = (ROOT / "AUTHORING.md").read_text(encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "root")


def recalled(root: Path, old: str = "", new: str = "") -> list[str]:
    """The problems of the small tutorial with the recall above, in which something was changed."""
    assert not old or old in RECALL
    change(root, TUTORIAL, "sections:\n", RECALL.replace(old, new, 1) + "sections:\n")
    _, problems = check(root)
    assert all(problem.fix and str(problem.path) == TUTORIAL for problem in problems)
    return [f"{problem.line}: {problem.what}" for problem in problems]


def words(root: Path, locale: str) -> list[str]:
    site, problems = check(root)
    assert site is not None and not len(problems), problems.report()
    t, language = site.strings[locale], site.settings.language(locale)
    return [in_one_text(recall, t) for recall in told(site.shelf.tutorials[0].file, language, t)]


def test_a_recall_is_right_and_agrees(root: Path) -> None:
    assert recalled(root) == []
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    assert not len(problems), problems.report()


def test_the_guide_s_example_is_right(root: Path) -> None:
    part = GUIDE.split("\n## When something published is wrong\n")[1].split("\n## ")[0]
    (example,) = re.findall(r"```yaml\n(.*?)```", part, re.S)
    version, _, recalls = example.partition("\n")
    change(root, TUTORIAL, "version: 1.0.0", version)
    change(root, TUTORIAL, "sections:\n", recalls + "sections:\n")
    problems = Problems(root)
    site = check_site(root / "mkdocs.yml", problems)
    assert not len(problems), problems.report()
    assert site is not None
    assert not site.shelf.tutorials[0].file.recalled


# The first line of the recall is line 25 of the file.
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("0.9.0, 1.0.0", "0.9.0, 1.0.1", ["27: the recalled version 1.0.1 is later than this one, 1.0.0"]),
        ("0.9.0, 1.0.0", "0.9.0, 0.10.0, 0.9.0", ["27: the version 0.9.0 is listed twice"]),
        ("0.9.0, 1.0.0", "0.9", ["27: an item of 'recalls.versions': the version must be three numbers"]),
        ("[0.9.0, 1.0.0]", "all", ["27: 'recalls.versions' must be a list, not 'all'"]),
        ("[0.9.0, 1.0.0]", "[]", ["27: 'recalls.versions' is empty"]),
        (
            "2026-05-01", "2026-01-30",
            ["26: this version, 1.0.0, was recalled before it was written (2026-01-31)"],
        ),
        ("2026-05-01", "1 May", ["26: 'recalls.on': '1 May' is not a date"]),
        ("en: Delete your copy.", "fr: Efface.", [
            "29: 'recalls.do' has no text in 'en'", "29: 'recalls.do.fr': the site has no language 'fr'",
        ]),
        ("    do:", "    what:", ["26: 'recalls.do' is missing", "29: unknown key 'recalls.what'"]),
        ("两种盐", "<b>两种</b>盐", ["28: 'recalls.why.zh': markup in a text"]),
    ],
)  # fmt: skip
def test_what_cannot_be(root: Path, old: str, new: str, expected: list[str]) -> None:
    assert recalled(root, old, new) == expected


def test_earlier_versions_may_be_recalled_before_this_one_was_written(root: Path) -> None:
    assert recalled(root, "[0.9.0, 1.0.0]", "[0.9.0, 0.10.0]") == []
    change(root, TUTORIAL, "on: 2026-05-01", "on: 2025-12-01")
    assert words(root, "en") == [
        "Recalled on 2025-12-01: version 0.9.0, 0.10.0. This is version 1.0.0. "
        "The dose table gives the two salts the wrong way round. Delete your copy."
    ]


def test_languages_must_give_the_same_figures(root: Path) -> None:
    """The texts of a recall are held against each other, and to the rules for doses, like any other."""
    assert recalled(root, "Delete your copy.", "Delete your 3 copies of 5 gm.") == []
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    found = problems.report()
    assert f"{TUTORIAL}:29" in found
    assert "'3' here has no counterpart" in found and "gm" in found


def test_words(root: Path) -> None:
    assert recalled(root) == []
    assert words(root, "en") == [
        "Recalled on 2026-05-01: version 0.9.0, 1.0.0. This is the recalled version 1.0.0. "
        "The dose table gives the two salts the wrong way round. Delete your copy."
    ]
    change(root, TUTORIAL, "    versions: [0.9.0, 1.0.0]\n", "")
    second = RECALL.replace("2026-05-01", "2026-06-01").replace("[0.9.0, 1.0.0]", "[0.8.0]").partition("\n")[2]
    change(root, TUTORIAL, "sections:\n", second + "sections:\n")
    assert [text.partition("剂量表")[0] for text in words(root, "zh")] == [
        "2026 年 6 月 1 日召回：版本 0.8.0。这里是版本 1.0.0。",
        "2026 年 5 月 1 日召回：本教程的所有版本。这里就是被召回的版本 1.0.0。",
    ]
