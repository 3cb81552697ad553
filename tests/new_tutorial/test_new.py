"""`tandem new`: a folder that passes at once, whatever it shall have; what it asks, refuses and marks as a sample."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from tandem.__main__ import main
from tandem.check import check_site
from tandem.core.placing import CannotWriteError
from tandem.core.problems import Problems
from tandem.core.settings import Settings, load_settings
from tandem.drafts import samples_in
from tandem.new_tutorial import PARTS, Wanted, write_tutorial

from tests.conftest import ROOT
from tests.fixtures.sources import change, copy

TITLES = {"zh": "心力衰竭", "en": "Heart failure"}
NEW = "docs/heart/"
EVERYTHING = tuple(PARTS)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def settings_of(root: Path) -> Settings:
    settings = load_settings(root / "mkdocs.yml", Problems(root))
    assert settings is not None
    return settings


def checked(root: Path) -> Problems:
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    return problems


def new(root: Path, *options: str, answers: str = "", monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # 2027-01-15
    return main(["new", "--config", str(root / "mkdocs.yml"), *options])


def sections_of(problems: Sequence[object]) -> set[str]:
    return {str(problem).partition(":")[0].removeprefix(NEW) for problem in problems}


@pytest.mark.parametrize(
    "parts", [(), *itertools.combinations(PARTS, 1), EVERYTHING], ids=lambda parts: "+".join(parts)
)
def test_it_passes_at_once_with_its_samples_counted(root: Path, parts: tuple[str, ...]) -> None:
    files = write_tutorial(settings_of(root), Wanted("heart", TITLES, "Jane Doe", parts))
    problems = checked(root)
    assert not len(problems), problems.report()
    told = [problem for problem in problems.warnings if problem.path.startswith(NEW)]
    assert told == problems.warnings
    left = {problem.path.removeprefix(NEW) for problem in told if "left in this file of a draft" in problem.what}
    pages = {name for name in files if re.match(r"(index|dosing|evidence|figure)\.", name) and name.endswith(".md")}
    data = {"tutorial.yml", "references.json", *(name for part in parts for name in PARTS[part][1] if ".yml" in name)}
    assert left == pages | data
    others = [problem.what for problem in told if "left in this file" not in problem.what]
    assert len(others) == 1 and others[0].startswith("no record of agreement"), problems.report()


def test_each_data_file_names_its_schema_and_each_language_has_each_page(root: Path) -> None:
    files = write_tutorial(settings_of(root), Wanted("heart", TITLES, "", EVERYTHING))
    for name in files:
        path = root / NEW / name
        text = path.read_text(encoding="utf-8")
        assert "@" not in text.replace("[@sample2020", "") and "\r" not in text, name
        if name.endswith(".yml"):
            (schema,) = re.findall(r"\A# yaml-language-server: \$schema=(\S+)\n", text)
            assert (ROOT / "docs/heart" / schema).resolve().is_file(), schema
            assert yaml.safe_load(text)
    stems = {name.rpartition(".md")[0].rpartition(".")[0] for name in files if name.endswith(".md")}
    assert {f"{stem}.{locale}.md" for stem in stems for locale in ("zh", "en")} <= set(files)


def test_once_it_is_no_draft_every_sample_is_a_problem_with_its_place(root: Path) -> None:
    write_tutorial(settings_of(root), Wanted("heart", TITLES, "", EVERYTHING))
    change(root, f"{NEW}tutorial.yml", "status: draft ", "status: published ")
    found = [
        problem for problem in checked(root) if problem.what == "this is still a sample, and no sample is published"
    ]
    marks = 0
    for path in sorted((root / NEW).glob("*.*")):
        text = path.read_text(encoding="utf-8")
        marked = [
            number for number, line in enumerate(text.splitlines(), 1) if re.search(r"(#|<!--|\{\") ?sample", line)
        ]
        assert [problem.line for problem in found if problem.path == f"{NEW}{path.name}"] == marked, path.name
        marks += len(marked)
    assert len(found) == marks > 20
    assert all("remove `" in problem.fix for problem in found)


def test_a_sample_written_over_is_none(root: Path) -> None:
    write_tutorial(settings_of(root), Wanted("heart", TITLES, "Jane Doe"))
    for path in (root / NEW).iterdir():
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^\s*(# sample|<!-- sample -->)\n", "", text).replace(
            ',\n    "custom": {"sample": true}', ""
        )
        path.write_text(re.sub(r"(?m)^status: draft.*\n", "", text), encoding="utf-8", newline="\n")
    problems = checked(root)
    assert not len(problems), problems.report()
    assert not any("sample" in problem.what for problem in problems.warnings)


MARKS = {
    "a comment": ("---\na: b\n---\n\n<!-- sample -->\nText\n", [5]),
    "with a word": ("<!-- Sample: invented -->\nText <!--sample-->\n", [1, 2]),
    "in the front matter": ("---\n# sample\ntitle: x\n---\n# sample\n", [2]),
    "another comment": ("<!-- sampled -->\n<!-- a sample -->\n<!-- sample size -->\n", []),
    "in code": ("```\n<!-- sample -->\n```\n<!-- sample -->\n", [4]),
    "in longer code": ("~~~~md\n~~~\n<!-- sample -->\n~~~~~\n<!-- sample -->\n", [5]),
}


@pytest.mark.parametrize("case", MARKS.values(), ids=MARKS)
def test_marks_in_pages(case: tuple[str, list[int]]) -> None:
    assert [line for line, _ in samples_in(case[0], page=True)] == case[1]


@pytest.mark.parametrize(
    ("line", "marked"),
    [("# sample", True), ("  #sample", True), ("a: b  # sample", True), ("# Sample: all below", True),
     ("# sample size of the trial", False), ("# samples", False), ('a: "x # sample"', False), ("a: b# sample", False)],
)  # fmt: skip
def test_marks_in_data(line: str, marked: bool) -> None:
    assert bool(list(samples_in(f"x: 1\n{line}\n", page=False))) == marked


def test_it_asks_for_what_no_option_gives(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = "heart\n心力衰竭\n\nJane Doe\ny\nn\n\nYES\n"
    assert new(root, answers=answers, monkeypatch=monkeypatch) == 0
    said = capsys.readouterr().out
    assert said.index("title in 中文") < said.index("title in English") < said.index("author") < said.index("doses")
    text = (root / NEW / "tutorial.yml").read_text(encoding="utf-8")
    assert '# sample\ntitle: {zh: "心力衰竭", en: "Title of the tutorial"}' in text  # one is still to be written
    assert "written: 2027-01-15" in text and '- {name: "Jane Doe"}' in text
    assert text.endswith("sections:\n  - index\n  - dosing\n  - self-test\n  - references\n")


def test_options_answer_before_it_asks(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("heart", "--title", "zh=心力衰竭", "--title", "en=Heart = pump", "--author", "", "--with", "none")
    assert new(root, *options, monkeypatch=monkeypatch) == 0
    assert "[" not in capsys.readouterr().out.partition("docs/heart")[0]
    text = (root / NEW / "tutorial.yml").read_text(encoding="utf-8")
    assert '\ntitle: {zh: "心力衰竭", en: "Heart = pump"}' in text and "# authors:" in text
    assert "  - index\n  - references\n" in text


@pytest.mark.parametrize("title", ['Heart: "failure", a # b {c} \\', "*a* [b](c) < d > _e_ `f`", "2 > 1 !!", "- a"])
def test_a_title_is_shown_as_it_was_given(root: Path, title: str) -> None:
    write_tutorial(settings_of(root), Wanted("heart", {"zh": title, "en": title}))
    text = (root / NEW / "tutorial.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["title"] == {"zh": title, "en": title}
    problems = [problem for problem in checked(root) if "markup" not in problem.what]
    assert problems == [], str(problems)


REFUSED = {
    "a language of no page": (("heart", "--title", "fr=Coeur"), "'fr=Coeur' is no title", "--title zh=… --title en=…"),
    "a title without one": (("heart", "--title", "Heart"), "'Heart' is no title", "write --title"),
    "an empty title": (("heart", "--title", "zh="), "'zh=' is no title", "write --title"),
    "an unknown part": (
        ("heart", "--with", "doses,figures"),
        "a tutorial has no part 'figures'",
        "did you mean 'figure'?",
    ),
    "a capital": (("Heart", "--with", "none"), "'Heart' cannot be a tutorial's address", "small Latin letters"),
    "a way out": (("../x", "--with", "none"), "'../x' cannot be", "small Latin letters"),
    "a language": (("en", "--with", "none"), "'en' cannot be", "no language's name"),
    "the search": (("search", "--with", "none"), "'search' cannot be", "small Latin letters"),
    "what is there": (("salt", "--with", "none"), "something is there already", "name a new folder"),
    "no name": ((), "'' cannot be a tutorial's address", "tandem new heart-failure"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_it_refuses(
    root: Path,
    case: tuple[tuple[str, ...], str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sorted(path for path in root.rglob("*"))
    assert new(root, *case[0], monkeypatch=monkeypatch) == 1
    said = capsys.readouterr().out
    assert case[1] in said and "\n  fix: " in said and case[2] in said
    assert sorted(path for path in root.rglob("*")) == before


def test_a_title_that_is_not_right_is_told_at_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(root, "heart", "--title", "en=Give <b>5</b>", "--with", "none", monkeypatch=monkeypatch) == 1
    assert "docs/heart/tutorial.yml:4: 'title.en': markup in a text" in capsys.readouterr().out


def test_a_language_without_samples_is_named(root: Path) -> None:
    change(root, "mkdocs.yml", "        - {locale: en, name: English}", "        - {locale: fr, name: French}")
    change(root, "mkdocs.yml", "      en:\n", "      fr:\n")
    with pytest.raises(CannotWriteError, match=r"'fr' lacks .* of .* texts"):
        write_tutorial(settings_of(root), Wanted("heart"))
    assert not (root / NEW).exists()


LINK = "More is in [another](../heart/index.md).\n"


def test_no_published_page_leads_into_a_draft(root: Path) -> None:
    write_tutorial(settings_of(root), Wanted("heart", TITLES))
    for locale, text in (("zh", "另见[此处](../heart/index.md)。\n"), ("en", LINK)):
        path = root / f"docs/salt/dosing.{locale}.md"
        path.write_text(path.read_text(encoding="utf-8") + f"\n{text}", encoding="utf-8")
    found = [problem for problem in checked(root) if "leads into a draft" in problem.what]
    assert [problem.path for problem in found] == ["docs/salt/dosing.en.md", "docs/salt/dosing.zh.md"]
    assert all(problem.fix.startswith("remove it until 'heart' is published") for problem in found)


def test_a_draft_may_lead_to_what_is_published(root: Path) -> None:
    write_tutorial(settings_of(root), Wanted("heart", TITLES))
    for locale, text in (("zh", "另见[盐](../salt/index.md)。\n"), ("en", "More is in [salt](../salt/index.md).\n")):
        path = root / f"{NEW}index.{locale}.md"
        path.write_text(path.read_text(encoding="utf-8") + f"\n{text}", encoding="utf-8")
    assert not len(checked(root))


def test_what_is_wrong_in_a_draft_keeps_nothing_else_back(root: Path) -> None:
    write_tutorial(settings_of(root), Wanted("heart", TITLES))
    (root / NEW / "index.en.md").unlink()
    problems = checked(root)
    assert len(problems) and {problem.path.split("/")[1] for problem in problems} == {"heart"}
    count = len(problems.everything())
    problems.excuse(root / NEW)
    assert not len(problems) and len(problems.warnings) == count


def test_what_is_published_knows_no_draft(root: Path) -> None:
    write_tutorial(settings_of(root), Wanted("heart", TITLES))
    problems = Problems(root)
    site = check_site(root / "mkdocs.yml", problems)
    assert site is not None
    assert [item.name for item in site.shelf.tutorials] == ["heart", "salt"]
    assert [item.name for item in site.shelf.listed] == ["salt"]
    site.leave_out_drafts()
    assert [item.name for item in site.shelf.tutorials] == ["salt"]
    assert {standing.tutorial for standing in site.standings} == {"", "salt"}
