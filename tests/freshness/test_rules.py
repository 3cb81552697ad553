"""What the check says of a stale section, by the site's rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.__main__ import main
from tandem.check import check_site
from tandem.core.problems import Problems
from tandem.core.settings import load_settings
from tandem.freshness import Banner, Part, banner

from tests.fixtures.sources import SITE, agree, change, copy

RECORD = "docs/salt/agreement.yml"
ENGLISH, CHINESE = "docs/salt/index.en.md", "docs/salt/index.zh.md"
DOSING, DOSING_ZH = "docs/salt/dosing.en.md", "docs/salt/dosing.zh.md"
CHANGED = (ENGLISH, "The dose goes by weight", "The dose depends on weight")
FIX = "  fix: compare the languages, mend what differs, then run `make agree SECTION={}`"
REFUSED = "; a section that shows a dose is not published so"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def rules(root: Path, text: str) -> None:
    change(root, "mkdocs.yml", "  tandem:\n", f"  tandem:\n    freshness: {text}\n")


def checked(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    status = main(["check", "--config", str(root / "mkdocs.yml")])
    return status, capsys.readouterr().out.splitlines()


def banners(root: Path, tutorial: str = "salt") -> dict[str, Banner | None]:
    site = check_site(root / "mkdocs.yml", Problems(root))
    assert site is not None
    return {
        f"{standing.section}.{locale}": banner(standing, locale)
        for standing in site.standings
        if standing.tutorial == tutorial
        for locale in site.settings.locales
    }


def held_back(root: Path) -> set[tuple[str, str]]:
    """What is withheld of the tutorial, by locale and section; its title is all that stays of it."""
    site = check_site(root / "mkdocs.yml", Problems(root))
    assert site is not None
    site.hold_back()
    (tutorial,) = site.shelf.tutorials
    for key, page in tutorial.withheld.items():
        assert key not in tutorial.pages
        assert page.body == f"# {page.headings[0].text} {{#{key[1]}}}\n"
        assert (page.items, page.links, page.front.description) == ([], [], "")
    return set(tutorial.withheld)


# --- settings --------------------------------------------------------------------------------------------------------


def test_the_rules_that_hold_where_none_are_given() -> None:
    settings = load_settings(SITE / "mkdocs.yml", Problems(SITE))
    assert settings is not None
    assert (settings.freshness.stale, settings.freshness.stale_doses) == ("banner", "refuse")


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("{stale: ignore}", "'freshness.stale': 'ignore' is no rule", "write banner or refuse"),
        ("{stale_doses: false}", "'freshness.stale_doses': 'false' is no rule", "write banner, withhold or refuse"),
        ("{stale_dose: banner}", "unknown key 'freshness.stale_dose'", "did you mean 'stale_doses'?"),
        (
            "banner",
            "'freshness' must hold keys and values, not 'banner'",
            "write `key: value` lines, indented under it",
        ),
    ],
)
def test_a_rule_that_is_none(root: Path, text: str, what: str, fix: str) -> None:
    rules(root, text)
    problems = Problems(root)
    assert load_settings(root / "mkdocs.yml", problems) is None
    (problem,) = problems
    lines = (root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    assert "freshness:" in lines[problem.line - 1]
    assert (problem.what, problem.fix) == (what, fix)


# --- what is said ----------------------------------------------------------------------------------------------------


def test_a_change_of_one_language_is_a_warning_in_the_other(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, *CHANGED)
    status, said = checked(root, capsys)
    assert status == 0
    assert said == [
        f"{CHINESE}:12: warning: this list item may be behind: index.en.md:12 has changed since 2026-11-22",
        FIX.format("index"),
        "0 problems, 1 warning",
    ]


def test_a_change_of_both_is_a_warning_in_both(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, *CHANGED)
    change(root, CHINESE, "剂量按体重计算", "剂量取决于体重")
    _, said = checked(root, capsys)
    assert said[:3:2] == [
        f"{ENGLISH}:12: warning: this list item and index.zh.md:12 have both changed since 2026-11-22",
        f"{CHINESE}:12: warning: this list item and index.en.md:12 have both changed since 2026-11-22",
    ]


def test_lines_wrapped_anew_are_no_change(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, DOSING, "Trials used salvoxine hydrochloride 2", "Trials used\nsalvoxine  hydrochloride\n2")
    change(root, DOSING_ZH, "试验用过 2 至", "试验\n用过 2\n至")
    assert checked(root, capsys) == (0, ["no problems"])


def test_what_was_removed_in_both_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, ENGLISH, "- See [dosing](dosing.md#dosing).\n", "")
    change(root, CHINESE, "- 见[剂量](dosing.md#dosing)。\n", "")
    _, said = checked(root, capsys)
    assert said[0] == (
        f"{ENGLISH}:10: warning: something has been removed here, and from index.zh.md, since 2026-11-22"
    )
    assert said[-1] == "0 problems, 2 warnings"


def test_what_was_removed_in_one_is_a_problem_of_its_own(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The languages disagree there: that is said, and the same is not said in other words."""
    change(root, ENGLISH, "- See [dosing](dosing.md#dosing).\n", "")
    status, said = checked(root, capsys)
    assert status == 1
    assert "has no counterpart" in said[0]
    assert said[-1] == "1 problem"


def test_a_stale_dose_section_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, DOSING, "Nothing here is a real drug", "Nothing here is any real drug")
    assert checked(root, capsys) == (
        1,
        [
            f"{DOSING_ZH}:11: this paragraph may be behind: dosing.en.md:11 has changed since 2026-11-22{REFUSED}",
            FIX.format("dosing"),
            "1 problem",
        ],
    )


def test_a_stale_dose_section_can_be_withheld_in_the_language_that_is_behind(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Never in the pivot, whichever of the two changed, and until the two were compared."""
    rules(root, "{stale_doses: withhold}")
    change(root, DOSING, "Nothing here is a real drug", "Nothing here is any real drug")
    status, said = checked(root, capsys)
    assert (status, said[-1]) == (0, "0 problems, 1 warning")
    assert said[0].endswith("since 2026-11-22; until then a section that shows a dose is not shown in 'en'")
    assert held_back(root) == {("en", "dosing")}
    assert agree(root, "dosing")[0] == 0
    assert held_back(root) == set()
    (root / RECORD).unlink()
    assert held_back(root) == {("en", "dosing")}
    change(root, "docs/salt/tutorial.yml", "version:", "status: draft\nversion:")
    assert held_back(root) == set(), "a preview shows a draft whole"


def test_an_overview_that_shows_a_dose_cannot_be_withheld(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules(root, "{stale_doses: withhold}")
    table = "/// dose-table\n    regimens: [bolus]\n///\n\n/// tutorial-facts"
    for path in (ENGLISH, CHINESE):
        change(root, path, "/// tutorial-facts", table)
    assert held_back(root) == set()
    status, said = checked(root, capsys)
    assert status == 1
    assert f"{ENGLISH}:15: this block and index.zh.md:15 have both changed since 2026-11-22{REFUSED}" in said


def test_the_rules_can_be_turned_round(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules(root, "{stale: refuse, stale_doses: banner}")
    change(root, DOSING, "Nothing here is a real drug", "Nothing here is any real drug")
    change(root, *CHANGED)
    status, said = checked(root, capsys)
    assert status == 1
    assert said[:4:2] == [
        f"{DOSING_ZH}:11: warning: this paragraph may be behind: dosing.en.md:11 has changed since 2026-11-22",
        f"{CHINESE}:12: this list item may be behind: index.en.md:12 has changed since 2026-11-22",
    ]
    assert said[-1] == "1 problem, 1 warning"


def test_a_section_that_was_never_agreed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (root / RECORD).read_text(encoding="utf-8")
    head, _, rest = text.partition("  index:\n")
    (root / RECORD).write_text(head + rest[rest.index("  dosing:\n") :], encoding="utf-8")
    status, said = checked(root, capsys)
    assert status == 0
    assert said == [
        f"{ENGLISH}:1: warning: this section was never declared to say the same as index.zh.md",
        FIX.format("index"),
        "0 problems, 1 warning",
    ]
    assert [name for name, shown in banners(root).items() if shown == Banner(None, ())] == ["index.zh", "index.en"]


def test_a_tutorial_without_a_record(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One message stands for its sections; the one that shows a dose is refused by itself."""
    (root / RECORD).unlink()
    status, said = checked(root, capsys)
    assert status == 1
    assert said == [
        f"{DOSING}:1: this section was never declared to say the same as dosing.zh.md{REFUSED}",
        FIX.format("dosing"),
        "docs/salt/tutorial.yml:1: warning: no record of agreement: agreement.yml is not there, so no section was ever "
        "declared to say the same in each language",
        "  fix: compare the languages section by section: `make agree SECTION=index`, and so on",
        "1 problem, 1 warning",
    ]
    assert set(banners(root).values()) == {Banner(None, ())}


# --- the banner ------------------------------------------------------------------------------------------------------


def test_only_the_language_that_is_behind_has_a_banner(root: Path) -> None:
    assert set(banners(root).values()) == {None}
    change(root, *CHANGED)
    change(root, ENGLISH, 'description: "What salvoxine is."', 'description: "What salvoxine does."')
    shown = {name: value for name, value in banners(root).items() if value}
    assert list(shown) == ["index.zh"]
    assert shown["index.zh"] is not None and shown["index.zh"].parts == (Part("salt", "盐"), Part("key-points", "要点"))
    assert agree(root, "index")[0] == 0
    assert set(banners(root).values()) == {None}


# --- pages outside tutorials -----------------------------------------------------------------------------------------

SHELF, SHELF_ZH = "docs/index.en.md", "docs/index.zh.md"


def test_a_page_outside_tutorials_may_be_behind_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, SHELF, "Begin with", "Start with")
    assert checked(root, capsys) == (
        0,
        [
            f"{SHELF_ZH}:8: warning: this paragraph may be behind: index.en.md:8 has changed since 2026-11-22",
            "  fix: compare the languages, mend what differs, then run `make agree SECTION=index TUTORIAL=.`",
            "0 problems, 1 warning",
        ],
    )
    assert [name for name, shown in banners(root, "").items() if shown] == ["index.zh"]
    assert set(banners(root).values()) == {None}
    assert agree(root, "index", tutorial=".")[0] == 0
    assert checked(root, capsys) == (0, ["no problems"])


def test_pages_outside_tutorials_without_a_record(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "docs/agreement.yml").unlink()
    _, said = checked(root, capsys)
    assert said == [
        f"{SHELF_ZH}:1: warning: no record of agreement: agreement.yml is not there, so no page outside tutorials was "
        "ever declared to say the same in each language",
        "  fix: compare the languages page by page: `make agree SECTION=index TUTORIAL=.`, and so on",
        "0 problems, 1 warning",
    ]


def test_a_record_of_a_page_that_is_not_there(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "docs/agreement.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("  index:", "  indices:"), encoding="utf-8")
    _, said = checked(root, capsys)
    assert said[:2] == [
        "docs/agreement.yml:4: the section 'indices' is not a page beside this file",
        "  fix: did you mean 'index'? If it is no more, remove all under it here",
    ]
