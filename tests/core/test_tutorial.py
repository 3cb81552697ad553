"""Tutorials and the shelf: which files belong, and what tutorial.yml may say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.fixtures.sources import SITE, change, check

TUTORIAL = "docs/salt/tutorial.yml"


def report(root: Path) -> list[str]:
    """`path:line: what | fix` of every problem of a site, but for names that some systems do not tell apart."""
    problems = [problem for problem in check(root)[1] if not problem.what.startswith("some systems do not tell")]
    return [f"{problem.path}:{problem.line}: {problem.what} | {problem.fix}" for problem in problems]


def lines(root: Path, old: str, new: str) -> list[str]:
    """The problems of tutorial.yml after a change, as `line: what`."""
    change(root, TUTORIAL, old, new)
    _, problems = check(root)
    assert all(problem.fix for problem in problems)
    assert {problem.path for problem in problems} <= {TUTORIAL}, problems.report()
    return [f"{problem.line}: {problem.what}" for problem in problems]


# --- what is read ----------------------------------------------------------------------------------------------------


def test_a_shelf() -> None:
    site, problems = check(SITE)
    assert not len(problems)
    assert site is not None
    (tutorial,) = site.shelf.tutorials
    assert tutorial.name == "salt"
    assert tutorial.whole
    assert [page.front.title for page in tutorial.in_order("zh")] == ["概述", "剂量", "参考文献"]
    assert [page.name for page in tutorial.in_order("en")] == ["index", "dosing", "references"]
    assert set(tutorial.data) == {"agreement.yml", "cautions.yml", "doses.yml", "references.json"}
    assert set(site.shelf.pages) == {("zh", "index"), ("en", "index")}
    assert len(site.shelf.all_pages()) == 8
    assert site.shelf.find("", "en", "index") == (None, site.shelf.pages[("en", "index")])
    assert site.shelf.find("salt", "en", "dosing") == (tutorial, tutorial.pages[("en", "dosing")])
    for place in (("", "en", "dosing"), ("salt", "fr", "dosing"), ("pepper", "en", "index")):
        with pytest.raises(KeyError):
            site.shelf.find(*place)


# --- sections --------------------------------------------------------------------------------------------------------


def test_a_section_in_one_language(root: Path) -> None:
    change(root, TUTORIAL, "  - dosing\n", "  - dosing\n  - more\n")
    shutil.copy(root / "docs/salt/references.zh.md", root / "docs/salt/more.zh.md")
    assert report(root) == [
        "docs/salt/more.zh.md:1: the section 'more' is not there in 'en' | write more.en.md beside it, "
        "or write `partial: [en]` in tutorial.yml: it may lack sections"
    ]


def test_a_language_that_may_lack_sections(root: Path) -> None:
    """But not the overview, and what leads to a section must be right in the language that has it."""
    change(root, TUTORIAL, "  - dosing\n", "  - dosing\n  - more\n")
    shutil.copy(root / "docs/salt/references.zh.md", root / "docs/salt/more.zh.md")
    change(root, TUTORIAL, "version:", "partial: [en]\nversion:")
    assert report(root) == []
    change(root, "docs/salt/index.en.md", "(dosing.md#dosing)", "(more.md#mor)")
    assert report(root) == [
        "docs/salt/index.en.md:13: the link 'more.md#mor' leads to no heading in more.zh.md | write one of: references"
    ]
    (root / "docs/salt/index.en.md").unlink()
    change(root, TUTORIAL, "partial: [en]", "partial: [fr]")
    assert "docs/salt/tutorial.yml:3: the site has no language 'fr' | write one of: en, zh" in report(root)
    change(root, TUTORIAL, "partial: [fr]", "partial: [en]")
    missing = "docs/salt/index.zh.md:1: the section 'index' is not there in 'en' | write index.en.md beside it"
    assert missing in report(root)


@pytest.mark.parametrize(
    "style", ["  - dosing\n  - more\n  - references\n", "sections: [index, dosing, more, references]\n"]
)
def test_a_section_without_a_file(root: Path, style: str) -> None:
    path = root / TUTORIAL
    text = path.read_text(encoding="utf-8")
    head, _, _ = text.partition("sections:\n")
    path.write_text(head + (style if style.startswith("s") else f"sections:\n  - index\n{style}"), encoding="utf-8")
    line = head.count("\n") + (1 if style.startswith("s") else 4)
    assert report(root) == [
        f"{TUTORIAL}:{line}: the section 'more' has no file | "
        "write more.zh.md and more.en.md, or remove it from `sections`"
    ]


def test_sections_that_are_not_listed(root: Path) -> None:
    for locale in ("zh", "en"):
        shutil.copy(root / f"docs/salt/references.{locale}.md", root / f"docs/salt/more.{locale}.md")
    assert report(root) == [
        f"docs/salt/more.{locale}.md:1: the section 'more' is not listed in tutorial.yml | "
        "add `- more` under `sections`, or remove the file"
        for locale in ("en", "zh")
    ]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("more.md", "more"),
        ("dosing.fr.md", "dosing"),
        ("dosing.EN.md", "dosing"),
        ("dosing.en.old.md", "dosing"),
        ("deeper/dosing.en.md", "dosing"),
        ("README.md", "README"),
    ],
)
def test_names_that_are_no_section(root: Path, name: str, stem: str) -> None:
    path = root / "docs/salt" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("text")
    assert report(root) == [
        f"docs/salt/{name}:1: the file's name is not a section's in one of the site's languages | "
        f"name it {stem}.zh.md or {stem}.en.md"
    ]


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("dose.yml", "did you mean 'doses.yml'?"),
        ("quiz.yaml", "did you mean 'quiz.yml'?"),
        ("Doses.YML", "did you mean 'doses.yml'?"),
        (
            "reference.json",
            "did you mean 'references.json'?; works that another tool exported go into references.json with "
            "`make references FROM=…`",
        ),
    ],
)
def test_data_that_nothing_reads(root: Path, name: str, fix: str) -> None:
    (root / "docs/salt" / name).write_text("a: 1")
    assert report(root) == [f"docs/salt/{name}:1: nothing reads the data file '{name}' | {fix}"]


def test_a_tutorial_needs_references(root: Path) -> None:
    (root / "docs/salt/references.json").unlink()
    assert report(root) == ["docs/salt/references.json:1: the file is missing | create references.json in this folder"]


def test_a_tutorial_without_doses_is_one(root: Path) -> None:
    for name in ("doses.yml", "cautions.yml"):
        (root / "docs/salt" / name).unlink()
    for locale in ("zh", "en"):
        path = root / f"docs/salt/dosing.{locale}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text[: text.index("/// dose-table")] + "[@label2021]\n", encoding="utf-8")
    assert report(root) == []


def test_a_folder_without_tutorial_yml(root: Path) -> None:
    (root / "docs/pepper").mkdir()
    (root / "docs/pepper/index.en.md").write_text("text")
    assert report(root) == [
        "docs/pepper/tutorial.yml:1: the folder has pages but no tutorial.yml | "
        "write it; the author's guide shows an example"
    ]


@pytest.mark.parametrize("name", ["Salt", "salt water", "盐", "en", "zh", "assets", "search", "a_b"])
def test_folders_that_are_no_address(root: Path, name: str) -> None:
    shutil.copytree(root / "docs/salt", root / "docs" / name)
    assert report(root) == [
        f"docs/{name}/tutorial.yml:1: the folder's name '{name}' cannot be a tutorial's address | "
        "rename it: small Latin letters, digits and hyphens, and no language's name"
    ]


# --- pages outside tutorials -----------------------------------------------------------------------------------------


def test_a_shelf_without_its_first_page(root: Path) -> None:
    (root / "docs/index.en.md").unlink()
    assert report(root) == ["docs/index.en.md:1: the file is missing | create index.en.md in this folder"]


def test_a_page_in_one_language(root: Path) -> None:
    shutil.copy(root / "docs/index.zh.md", root / "docs/about.zh.md")
    assert report(root) == ["docs/about.en.md:1: the file is missing | create about.en.md in this folder"]


@pytest.mark.parametrize(("name", "stem"), [("README.md", "README"), ("about.fr.md", "about"), ("a.b.en.md", "a")])
def test_pages_without_a_language(root: Path, name: str, stem: str) -> None:
    (root / "docs" / name).write_text("text")
    assert report(root) == [
        f"docs/{name}:1: the file's name does not say its language | name it {stem}.zh.md or {stem}.en.md"
    ]


def test_no_sources(root: Path) -> None:
    shutil.rmtree(root / "docs")
    assert report(root) == ["docs:1: the folder of the sources is missing | create it, or correct `docs_dir`"]


def test_problems_of_sections_are_found_whatever_tutorial_yml_says(root: Path) -> None:
    change(root, TUTORIAL, "version: 1.0.0", "version: 1")
    change(root, "docs/salt/dosing.en.md", " {#calculator}", "")
    change(root, "docs/salt/dosing.zh.md", "[@doe2020]", "[@deo2020]")
    change(root, "docs/salt/doses.yml", "percent: 1\n", "percent: 2\n")
    assert [line.split(" | ")[0] for line in report(root)] == [
        "docs/salt/doses.yml:39: 2% is 20 mg/mL, not 10 mg/mL",
        "docs/salt/dosing.en.md:20: the heading 'Calculator' has no id",
        "docs/salt/dosing.zh.md:14: the reference 'deo2020' is not in references.json",
        "docs/salt/tutorial.yml:3: 'version': the version must be three numbers",
    ]


# --- tutorial.yml ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "2026-1-31",
        "31.01.2026",
        "2026-02-30",
        "2026-13-01",
        "2026",
        "null",
        "20260131",
        "２０２６-01-31",
        '"2026-01-31 "',
        "[1]",
    ],
)
def test_dates(root: Path, written: str) -> None:
    (only,) = lines(root, "written: 2026-01-31", f"written: {written}")
    bare = written.strip('"')
    shown = {"null": "nothing", "[1]": "a list"}.get(written, f"'{bare}'")
    assert only == f"4: 'written': {shown} is not a date"


@pytest.mark.parametrize("written", ["1", "1.0", "v1.0.0", "1.0.0-beta", "1.0.0.0", "null", "１.0.0"])
def test_versions(root: Path, written: str) -> None:
    assert lines(root, "version: 1.0.0", f"version: {written}") == ["3: 'version': the version must be three numbers"]


def test_reviewed_without_reviewers(root: Path) -> None:
    text = (root / TUTORIAL).read_text(encoding="utf-8")
    reviewers = text[text.index("reviewers:") : text.index("licence:")]
    expected = ["5: `reviewed` and `reviewers` go together"]
    assert lines(root, reviewers, "reviewers: []\n") == expected
    other = ["6: `reviewed` and `reviewers` go together"]
    assert lines(root, "reviewed: 2026-02-28\nreviewers: []\n", f"reviewed: null\n{reviewers}") == other
    assert lines(root, f"reviewed: null\n{reviewers}", "reviewed: null\nreviewers: []\n") == []
    assert lines(root, "reviewed: null\nreviewers: []\n", "") == []


def test_reviewed_before_it_was_written(root: Path) -> None:
    expected = ["5: `reviewed` is earlier than `written`"]
    assert lines(root, "reviewed: 2026-02-28", "reviewed: 2026-01-30") == expected
    assert lines(root, "reviewed: 2026-01-30", "reviewed: 2026-01-31") == []


def test_the_order_of_sections(root: Path) -> None:
    assert lines(root, "  - index\n  - dosing\n", "  - dosing\n  - index\n") == [
        "25: the first section must be 'index'"
    ]
    assert lines(root, "  - dosing\n  - index\n", "  - index\n  - dosing\n  - dosing\n") == [
        "25: a section is listed twice under `sections`"
    ]
    assert lines(root, "  - dosing\n  - dosing\n", "  - Dosing\n") == [
        "27: an item of 'sections': 'Dosing' is not a section's name"
    ]
    assert lines(root, "  - Dosing\n", "  - dosing.en.md\n") == [
        "27: an item of 'sections': 'dosing.en.md' is not a section's name"
    ]


@pytest.mark.parametrize("markup", ["<b>Salt</b>", "Salt<br/>", "<!-- x -->Salt", "</p>Salt", "<?x?>Salt"])
def test_markup_in_a_title(root: Path, markup: str) -> None:
    assert lines(root, "en: Salt}", f'en: "{markup}"}}') == ["1: 'title.en': markup in a text"]


@pytest.mark.parametrize("text", ["a < b", "x <5", "AT&T", "*salt*", "[x](y)"])
def test_signs_that_are_no_markup(root: Path, text: str) -> None:
    assert lines(root, "en: Salt}", f'en: "{text}"}}') == []


def test_a_language_is_missing(root: Path) -> None:
    assert lines(root, "title: {zh: 盐, en: Salt}", "title: {zh: 盐}") == ["1: 'title' has no text in 'en'"]
    assert lines(root, "role: {zh: 麻醉科医师, en: Anaesthetist}", "role: {en: Anaesthetist}") == [
        "1: 'title' has no text in 'en'",
        "8: 'reviewers.role' has no text in 'zh'",
    ]


def test_a_language_too_many(root: Path) -> None:
    assert lines(root, "title: {zh: 盐, en: Salt}", "title: {zh: 盐, en: Salt, eng: Salt}") == [
        "1: 'title.eng': the site has no language 'eng'"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "doi: 10.5555/salvoxine.1",
            "doi: https://doi.org/10.5555/x",
            "19: 'source.doi': 'https://doi.org/10.5555/x' is not a DOI",
        ),
        ("cite: doe2020", "cite: 2020", "23: 'source.cite' must be text, not '2020'"),
        ("cite: doe2020", "cite: nobody2020", "23: the reference 'nobody2020' is not in references.json"),
        ("authors: [J Doe]", "authors: J Doe", "15: 'source.authors' must be a list, not 'J Doe'"),
        ("authors: [J Doe]", "authors: []", "15: 'source.authors' is empty"),
        ('number: "1"', "number: 1", "17: 'source.number' must be text, not '1'"),
        (
            "  name: CC BY 4.0\n  url: https",
            "  name: CC BY 4.0\n  url: www",
            "12: 'licence.url' is not a web address: 'www://creativecommons.org/licenses/by/4.0/'",
        ),
        ("published: 2020-05-01", "publishd: 2020-05-01", "13: 'source.published' is missing"),
    ],
)
def test_other_faults(root: Path, old: str, new: str, expected: str) -> None:
    assert expected in lines(root, old, new)
