"""The command that records an agreement: what it shows, asks, writes and refuses."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from tandem.check import check_site
from tandem.core.problems import Problems

from tests.conftest import ROOT
from tests.fixtures.sources import agree, change, copy

RECORD = "docs/salt/agreement.yml"
ENGLISH, CHINESE = "docs/salt/index.en.md", "docs/salt/index.zh.md"
CHANGED = (ENGLISH, "The dose goes by weight", "The dose depends on weight")
QUESTION = "do both say the same? [y/N] "


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def record(root: Path) -> str:
    return (root / RECORD).read_text(encoding="utf-8")


def warnings(root: Path) -> int:
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    return len(problems.everything())


def test_it_shows_both_asks_and_records(root: Path) -> None:
    change(root, *CHANGED)
    before = record(root).splitlines()
    assert agree(root, "index") == (
        0,
        "index.zh.md and index.en.md: changed since 2026-11-22\n"
        "\n"
        "docs/salt/index.zh.md:12                         │ docs/salt/index.en.md:12 (changed)\n"
        "剂量按体重计算。[@doe2020; @zhang2022]           │ The dose depends on weight.[@doe2020;\n"
        "                                                 │ @zhang2022]\n"
        "\n"
        f"{QUESTION}recorded: the section 'index' said the same in each language on 2027-01-15\n",
    )
    assert warnings(root) == 0
    after = record(root).splitlines()
    assert len(before) == len(after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed[0] == ("    agreed: 2026-11-22", "    agreed: 2027-01-15")
    ((old, new),) = changed[1:]
    assert old.split("en:")[0] == new.split("en:")[0], "only the hash of what changed"


@pytest.mark.parametrize("answer", ["", "\n", "n\n", "N\n", "Y\n", "yes\n", "yy\n", "\ny\n", "n\ny\n"])
def test_only_y_records(root: Path, answer: str) -> None:
    change(root, *CHANGED)
    before = record(root)
    status, said = agree(root, "index", answer=answer)
    assert (status, said[-len(QUESTION) - 21 :]) == (1, f"{QUESTION}nothing was recorded\n")
    assert record(root) == before
    assert warnings(root) == 1


def test_it_refuses_where_nothing_has_changed(root: Path) -> None:
    before = record(root)
    for section in ("index", "dosing", "references"):
        assert agree(root, section) == (1, f"nothing has changed since 2026-11-22 in the section '{section}'\n")
    change(root, *CHANGED)
    assert agree(root, "dosing")[0] == 1, "a change of another section is none of this one"
    assert agree(root, "index")[0] == 0
    assert agree(root, "index") == (1, "nothing has changed since 2027-01-15 in the section 'index'\n")
    assert record(root).count("2026-11-22") == before.count("2026-11-22") - 1


def test_it_refuses_where_the_languages_disagree(root: Path) -> None:
    change(root, ENGLISH, "[@doe2020; @zhang2022]", "[@doe2020]")
    before = record(root)
    status, said = agree(root, "index")
    assert status == 1
    assert said.startswith(f"{ENGLISH}:12: the citations differ from index.zh.md:12: @zhang2022 only there\n  fix: ")
    assert said.endswith("mend this first; then the section can be agreed\n")
    assert QUESTION not in said
    assert record(root) == before


def test_a_disagreement_elsewhere_is_no_matter(root: Path) -> None:
    change(root, *CHANGED)
    change(root, "docs/salt/dosing.en.md", "2 to 4 mg/kg", "2 to 5 mg/kg")
    assert agree(root, "index")[0] == 0


def test_a_warning_of_the_section_is_shown_before_the_question(root: Path) -> None:
    change(root, ENGLISH, "The dose goes by weight", "The dose does not go by weight")
    status, said = agree(root, "index", answer="")
    assert status == 1
    assert said.startswith(f"{ENGLISH}:12: warning: one language says 'not' where the other does not: ")
    assert said.index("warning") < said.index(QUESTION)


@pytest.mark.parametrize("sections", [(), ("",), ("index", "dosing"), ("index dosing",), ("index,dosing",)])
def test_it_takes_one_section(root: Path, sections: tuple[str, ...]) -> None:
    change(root, *CHANGED)
    before = record(root)
    said = "name one section: each is read and declared by itself, as in `make agree SECTION=dosing`\n"
    assert agree(root, *sections) == (1, said)
    assert record(root) == before


@pytest.mark.parametrize("option", ["--all", "--yes", "-y"])
def test_no_option_answers_for_the_reader(root: Path, option: str) -> None:
    change(root, *CHANGED)
    before = record(root)
    with pytest.raises(SystemExit):
        agree(root, option, "index")
    assert record(root) == before


def test_names_that_are_none(root: Path) -> None:
    assert agree(root, "indx") == (1, "there is no section 'indx'\n  fix: did you mean 'index'?\n")
    assert agree(root, "index", tutorial="slat") == (1, "there is no tutorial 'slat'\n  fix: did you mean 'salt'?\n")


def test_the_tutorial_must_be_named_where_several_have_the_section(root: Path) -> None:
    shutil.copytree(root / "docs/salt", root / "docs/pepper")
    change(root, *CHANGED)
    said = "several tutorials have a section 'index': pepper, salt\n  fix: add TUTORIAL=name\n"
    assert agree(root, "index") == (1, said)
    assert agree(root, "index", tutorial="pepper")[0] == 1
    assert agree(root, "index", tutorial="salt")[0] == 0
    assert warnings(root) == 0


def test_a_page_or_a_record_that_cannot_be_read(root: Path) -> None:
    text = record(root)
    (root / RECORD).write_text("sections: [", encoding="utf-8")
    assert agree(root, "index")[1].startswith(f"{RECORD}:1: this is not valid YAML")
    (root / RECORD).write_text(text, encoding="utf-8")
    (root / ENGLISH).write_bytes(b"\xff")
    assert agree(root, "index")[1].startswith(f"{ENGLISH}:1: the file is not UTF-8 text")


def test_the_first_record_of_a_tutorial(root: Path) -> None:
    """Section by section, in whatever order, it comes to what was there before, but for the day."""
    before = record(root).replace("2026-11-22", "2027-01-15")
    (root / RECORD).unlink()
    for section in ("references", "dosing", "index"):
        status, said = agree(root, section)
        assert status == 0
        assert "the two were never declared to say the same" in said
        assert all(f"docs/salt/{section}.{locale}.md:2" in said for locale in ("zh", "en"))
    assert record(root) == before
    assert warnings(root) == 0
    assert [path.name for path in (root / "docs/salt").glob("agreement*")] == ["agreement.yml"]


def test_the_day_is_today_where_no_time_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tandem.agree import _today

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = date.today()
    assert first <= _today() <= date.today()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert first <= _today() <= date.today()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert _today() == date(2023, 11, 14)


def test_make_agree_passes_what_it_is_told(tmp_path: Path) -> None:
    """The time that make tells its builds is the last commit's; an agreement is of today."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/setup.py").touch()
    python = tmp_path / ".venv/bin/python"
    python.write_text('#!/bin/sh\ncase "$1" in -m) echo "$* at <$SOURCE_DATE_EPOCH>";; esac\n')
    python.chmod(0o755)

    def make(*arguments: str) -> str:
        environment = {"PATH": "/usr/bin:/bin", "GIT_DIR": str(ROOT / ".git")}
        command = ["make", "-s", "agree", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert make("SECTION=dosing") == "-m tandem agree -- dosing at <>"
    assert make("SECTION=a b", "TUTORIAL=salt") == "-m tandem agree --tutorial salt -- a b at <>"
    assert make("SECTION=a", "LANGUAGES=en es") == "-m tandem agree --languages en es -- a at <>"
    assert make("SECTION=a", "SOURCE_DATE_EPOCH=1") == "-m tandem agree -- a at <1>"


SITTING = "do both say the same? [y/N/q] "
ALSO = ("docs/salt/dosing.en.md", 'title: "Dosing"', 'title: "Doses"')


def test_a_tutorial_alone_is_gone_through_in_one_sitting(root: Path) -> None:
    change(root, *CHANGED)
    change(root, *ALSO)
    status, said = agree(root, tutorial="salt", answer="y\ny\n")
    assert status == 0 and said.count(SITTING) == 2
    assert said.index("index (1 of 2)") < said.index("docs/salt/index.en.md:12 (changed)") < said.index("dosing (2 of")
    assert said.endswith("recorded: 2 of 2 sections that had changed\n")
    assert record(root).count("agreed: 2027-01-15") == 2 and warnings(root) == 0
    assert agree(root, tutorial="salt") == (1, "nothing has changed in any section since it was last agreed\n")


@pytest.mark.parametrize(
    ("answer", "asked", "recorded"),
    [("n\ny\n", 2, ["dosing"]), ("\ny\n", 2, ["dosing"]), ("y\nq\n", 2, ["index"]), ("q\ny\n", 1, []), ("", 1, []),
     ("y\n", 2, ["index"]), ("Y\nyes\n", 2, [])],
)  # fmt: skip
def test_only_y_records_and_each_section_by_itself(root: Path, answer: str, asked: int, recorded: list[str]) -> None:
    change(root, *CHANGED)
    change(root, *ALSO)
    status, said = agree(root, tutorial="salt", answer=answer)
    assert status == 1 and said.count(SITTING) == asked
    assert said.endswith(f"recorded: {len(recorded)} of 2 sections that had changed\n")
    assert [name for name in ("index", "dosing") if f"recorded: the section '{name}'" in said] == recorded
    assert record(root).count("agreed: 2027-01-15") == len(recorded)


def test_what_is_wrong_in_one_section_keeps_no_other_from_being_agreed(root: Path) -> None:
    change(root, *CHANGED)
    change(root, "docs/salt/dosing.en.md", "# Dosing {#dosing}\n", "# Dosing {#dosing}\n\nOne more: 7 mg.[@doe2020]\n")
    status, said = agree(root, tutorial="salt", answer="y\ny\n")
    assert status == 1 and said.count(SITTING) == 1 and "mend this first" in said
    assert said.endswith("recorded: 1 of 2 sections that had changed\n")


def test_a_sitting_with_no_tutorial_of_that_name(root: Path) -> None:
    assert agree(root, tutorial="salz") == (1, "there is no tutorial 'salz'\n  fix: did you mean 'salt'?\n")
