"""Agreement in a site of three languages: each with the pivot, declared by who has read the two."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from tandem.core.problems import Problems
from tandem.core.settings import Settings, load_settings
from tandem.parity.record import FILE, Record, SectionRecord, load_record, record_text

from tests.fixtures.several import ALL, THIRD, agree, tandem, write
from tests.fixtures.sources import SITE, change, check, copy
from tests.trials import examples

RECORD = f"docs/salt/{FILE}"
LANGUAGES = f"zh {THIRD}"
NEVER = "was never declared to say the same as"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of which the third language was never compared."""
    return write(tmp_path_factory.mktemp("three") / "site", ALL, partial=False)


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """The same, with sources to be changed."""
    root = tmp_path / "site"
    shutil.copytree(whole / "docs", root / "docs")
    shutil.copy(whole / "mkdocs.yml", root)
    for name in ("hooks", "languages", "overrides"):
        (root / name).symlink_to(whole / name)
    return root


def record(root: Path) -> dict[str, dict[str, dict[str, object]]]:
    read: dict[str, dict[str, dict[str, object]]] = yaml.safe_load((root / RECORD).read_text(encoding="utf-8"))
    return read


def test_a_new_language_is_one_pair_more_and_leaves_the_first_as_it_was(root: Path) -> None:
    before = record(root)["sections"]
    status, said = tandem(root, "check")
    assert (status, said.count(NEVER)) == (0, 4), said
    assert f"docs/salt/index.{THIRD}.md:1: warning: this section {NEVER} index.zh.md" in said
    assert f"run `make agree SECTION=index LANGUAGES='{LANGUAGES}'`" in said
    assert "index.en.md" not in said, "the pair that was agreed in a site of two languages stands"
    status, said = agree(root, "index", "--languages", "zh", THIRD)
    assert status == 0, said
    assert f"docs/salt/index.zh.md:12                         │ docs/salt/index.{THIRD}.md:12" in said
    assert ".en.md" not in said, "who reads two languages is not asked about a third"
    assert said.endswith(f"recorded: the section 'index' said the same in zh and {THIRD} on 2027-01-15\n")
    after = record(root)
    assert list(after) == ["pairs"]
    assert after["pairs"]["zh-en"] == before
    assert list(after["pairs"][f"zh-{THIRD}"]) == ["index"]
    assert agree(root, "index", "--languages", THIRD, "zh")[1].startswith("nothing has changed since 2027-01-15")


def test_what_changed_in_one_language_is_old_for_its_pairs_alone(root: Path) -> None:
    agree(root, "index", "--languages", "zh", THIRD)
    change(root, "docs/salt/index.en.md", "The dose goes by weight", "The dose depends on weight")
    change(root, "docs/salt/index.zh.md", "盐沃辛并不存在。", "盐沃辛并无其物。")
    _, said = tandem(root, "check")
    assert "docs/salt/index.zh.md:12: warning: this list item may be behind: index.en.md:12 has changed" in said
    assert f"index.{THIRD}.md:12" not in said, "it is compared with the pivot, where that has not changed"
    assert "index.en.md:8: warning: this paragraph may be behind: index.zh.md:8 has changed since 2026-11-22" in said
    behind = f"index.{THIRD}.md:8: warning: this paragraph may be behind: index.zh.md:8 has changed since 2027-01-15"
    assert behind in said
    status, said = agree(root, "--tutorial", "salt", "--languages", "zh", "en")
    assert (status, said.count("do both say the same?")) == (0, 1), said
    _, said = tandem(root, "check")
    assert behind in said and "index.en.md:8" not in said and "index.zh.md:12" not in said


def test_which_two_is_asked_and_any_two_are_not_compared(root: Path) -> None:
    status, said = agree(root, "index")
    assert (status, said) == (
        1,
        "name two languages: each pair is read and declared by itself, as in "
        "`make agree SECTION=index LANGUAGES='zh en'`\n"
        f"  fix: choose two that you read, of: zh, en, {THIRD}\n",
    )
    assert agree(root, "index", "--languages", "zh", "en", THIRD)[1] == said
    _, said = agree(root, "index", "--languages", THIRD, "en")
    assert said.startswith(f"en and {THIRD} are not compared with each other, but each with zh\n  fix: name zh and")


def test_another_pivot(root: Path) -> None:
    """Each other language is compared with it, and what was agreed of the same two stays good."""
    change(root, "mkdocs.yml", "    units:", "    pivot: en\n    units:")
    _, said = tandem(root, "check")
    assert f"index.{THIRD}.md:1: warning: this section {NEVER} index.en.md" in said
    assert f"LANGUAGES='en {THIRD}'" in said
    assert "index.zh.md" not in said
    assert agree(root, "index", "--languages", "en", THIRD)[0] == 0
    assert list(record(root)["pairs"]) == ["en-zh", f"en-{THIRD}"]


def test_a_difference_from_the_pivot_is_said_of_every_language(root: Path) -> None:
    change(root, "docs/salt/dosing.en.md", "2 to 4 mg/kg", "2 to 5 mg/kg")
    change(root, f"docs/salt/dosing.{THIRD}.md", "2 עד 4 mg/kg", "2 עד 6 mg/kg")
    status, said = tandem(root, "check")
    assert status == 1
    assert "dosing.en.md:14: '2 to 5 mg/kg' here, but '2 至 4 mg/kg' in dosing.zh.md:14" in said
    assert f"dosing.{THIRD}.md:14: '2 עד 6 mg/kg' here, but '2 至 4 mg/kg' in dosing.zh.md:14" in said


# --- the settings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "what", "fix"),
    [
        ("pivot: fr", "the site has no language 'fr' to compare the others with", "write one of: en, zh"),
        ("side_by_side: [[zh, fr]]", "the site has no language 'fr' to read side by side", "write one of: en, zh"),
        ("side_by_side: [[zh, zh]]", "side by side stand two languages", "write two languages, such as [zh, en]"),
        ("side_by_side: [[zh]]", "side by side stand two languages", "write two languages, such as [zh, en]"),
        ("side_by_side: [[zh, en], [en, zh]]", "en and zh stand here twice", "remove one of the two"),
    ],
)
def test_a_setting_that_does_not_fit(tmp_path: Path, line: str, what: str, fix: str) -> None:
    root = copy(tmp_path / "site")
    change(root, "mkdocs.yml", "    units:", f"    {line}\n    units:")
    problems = Problems(root)
    assert load_settings(root / "mkdocs.yml", problems) is None
    assert [(problem.what, problem.fix) for problem in problems] == [(what, fix)]


def test_no_setting_shows_doses_that_were_not_compared(root: Path, settings: Settings) -> None:
    assert settings.freshness.stale_doses == "withhold", "a new language keeps no other from being published"
    change(root, "mkdocs.yml", "    units:", "    freshness: {stale_doses: banner}\n    units:")
    problems = Problems(root)
    assert load_settings(root / "mkdocs.yml", problems) is None
    (found,) = problems
    assert found.what == "doses would be shown in a language in which they were not compared"
    assert found.fix.startswith("write `withhold`")


# --- the record ------------------------------------------------------------------------------------------------------

LOCALES = ("zh", "en", THIRD)
HASHES = st.from_regex(r"[0-9a-f]{12}", fullmatch=True)
SECTIONS = st.builds(
    SectionRecord.model_construct,
    agreed=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    paragraphs=st.lists(
        st.dictionaries(st.sampled_from(LOCALES), HASHES, min_size=1), min_size=1, max_size=5
    ).map(lambda lines: {f"top/{number}": line for number, line in enumerate(lines, 1)}),
)  # fmt: skip


@pytest.fixture(scope="module")
def settings(whole: Path) -> Settings:
    found = load_settings(whole / "mkdocs.yml", Problems(whole))
    assert found is not None
    return found


NEW = SectionRecord.model_construct(agreed=date(2026, 1, 1), paragraphs={"/1": {"zh": "0" * 12, "en": "1" * 12}})


def again(folder: Path, record: Record, settings: Settings) -> Record:
    """A record as it is read once it is written."""
    (folder / FILE).write_text(record_text(record), encoding="utf-8")
    problems = Problems(folder)
    read = load_record(folder / FILE, settings, problems)
    assert read is not None, problems.report()
    return read


@limits(max_examples=examples(200, 20))
@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), SECTIONS, min_size=1))
def test_a_record_of_all_languages_is_taken_apart_and_loses_no_pair(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings, sections: dict[str, SectionRecord]
) -> None:
    """As earlier versions wrote it: what it said of any two languages is said by what is written instead."""
    old = Record.model_construct(sections=sections)
    new = old.agreed("d", ("zh", "en"), NEW, settings, ["a", "b", "c", "d"])
    read = again(tmp_path_factory.mktemp("record"), new, settings)
    for one, other in (("zh", "en"), ("zh", THIRD), ("en", THIRD)):
        for name in sections:
            was, now = old.of(name, one, other), read.of(name, one, other)
            assert (was is None) == (now is None)
            if was is not None and now is not None:
                kept = [{at: line[at] for at in (one, other) if at in line} for line in was.paragraphs.values()]
                assert (now.agreed, list(now.paragraphs.values())) == (was.agreed, [line for line in kept if line])


def test_a_record_by_pair_is_read_in_a_site_of_two(tmp_path: Path) -> None:
    problems = Problems(SITE)
    found = load_settings(SITE / "mkdocs.yml", problems)
    assert found is not None
    old = load_record(SITE / RECORD, found, problems)
    assert old is not None
    read = again(tmp_path, Record.model_construct(pairs={"en-zh": old.sections}), found)
    index = read.of("index", "zh", "en")
    assert index == old.sections["index"]
    assert read.agreed("index", ("zh", "en"), index, found, ALL) == old


@pytest.mark.parametrize(
    ("text", "line", "what", "fix"),
    [
        ("pairs:\n  zh-fr: {}\n", 2, "'zh-fr' is no pair of the site's languages", "did you mean 'zh-en'? If the site"),
        ("pairs:\n  zh-en:\n    index:\n      agreed: 2026-11-22\n      paragraphs:\n        /1: {fr: 2102245e97f8}\n",
         6, "the pair has no language 'fr'", "write one of: en, zh"),
    ],
)  # fmt: skip
def test_a_fault_of_a_pair(tmp_path: Path, text: str, line: int, what: str, fix: str) -> None:
    root = copy(tmp_path / "site")
    (root / RECORD).write_text(text, encoding="utf-8")
    _, problems = check(root)
    (found,) = [problem for problem in problems if problem.path == RECORD]
    assert (found.line, found.what, found.fix[: len(fix)]) == (line, what, fix)
