"""agreement.yml: read strictly, each fault at its line; written so that it reads as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.check import check_site
from tandem.core.problems import Problems
from tandem.core.settings import load_settings
from tandem.parity.record import FILE, Record, SectionRecord, load_record, record_text

from tests.fixtures.sources import SITE, change, copy

RECORD = f"docs/salt/{FILE}"
TITLE = '      /1: {zh: "2102245e97f8", en: "3d58f43c2a18"}\n'
AGAIN = "remove 'index' and all under it, then run `make agree SECTION=index`"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def said(root: Path) -> list[str]:
    problems = Problems(root)
    check_site(root / "mkdocs.yml", problems)
    return [str(problem) for problem in problems.everything()]


def test_as_it_is(root: Path) -> None:
    assert said(root) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "fix"),
    [
        ("2102245e97f8", "2102245e97fg", 7, "'2102245e97fg' is not a hash of 12 hexadecimal digits", AGAIN),
        ("2102245e97f8", "2102245e97", 7, "'2102245e97' is not a hash of 12 hexadecimal digits", AGAIN),
        (TITLE, TITLE.replace("zh:", "fr:"), 7, "the site has no language 'fr'", "write one of: en, zh"),
        (TITLE, TITLE.replace("/1", "index"), 7, "'index' is not a place in a section", AGAIN),
        (TITLE, TITLE.replace("/1", "index/01"), 7, "'index/01' is not a place in a section", AGAIN),
        (TITLE, "      /1: {}\n", 7, "the place '/1' has no hash", AGAIN),
        (TITLE, TITLE * 2, 8, "'/1' stands here twice (first on line 7)", "keep one of the two"),
        ("  dosing:\n", "  index:\n", 15, "'index' stands here twice (first on line 4)", "keep one of the two"),
        (
            "  references:\n",
            "  referances:\n",
            27,
            "the section 'referances' is not listed in tutorial.yml",
            "did you mean 'references'? If it is no more, remove all under it here",
        ),
        (
            "sections:\n",
            "by: me\nsections:\n",
            3,
            "unknown key 'by'",
            "write one of: pairs, sections",
        ),
    ],
)
def test_a_fault(root: Path, old: str, new: str, line: int, what: str, fix: str) -> None:
    text = (root / RECORD).read_text(encoding="utf-8")
    assert old in text
    (root / RECORD).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert f"{RECORD}:{line}: {what}\n  fix: {fix}" in said(root)


def test_a_date_that_is_none(root: Path) -> None:
    text = (root / RECORD).read_text(encoding="utf-8")
    (root / RECORD).write_text(text.replace("2026-11-22", "2026-11-31", 1), encoding="utf-8")
    assert said(root) == [
        f"{RECORD}:5: 'sections.index.agreed': '2026-11-31' is not a date\n  fix: write it as 2026-01-31"
    ]


def test_a_record_that_cannot_be_read_makes_nothing_stale(root: Path) -> None:
    """What is wrong is said once."""
    change(root, "docs/salt/index.en.md", "does not exist", "never did exist")
    (root / RECORD).write_text("sections: [", encoding="utf-8")
    (only,) = said(root)
    assert only.startswith(f"{RECORD}:1: this is not valid YAML")


HASHES = st.dictionaries(st.sampled_from(["zh", "en"]), st.from_regex(r"[0-9a-f]{12}", fullmatch=True), min_size=1)
PLACES = st.from_regex(r"([a-z][a-z0-9]{0,3})?/[1-9][0-9]?", fullmatch=True)
SECTIONS = st.builds(
    SectionRecord.model_construct,
    agreed=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    paragraphs=st.dictionaries(PLACES, HASHES, min_size=1, max_size=5),
)


@given(st.dictionaries(st.from_regex(r"[a-z]{2,8}", fullmatch=True), SECTIONS, min_size=1, max_size=4))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, sections: dict[str, SectionRecord]
) -> None:
    settings = load_settings(SITE / "mkdocs.yml", Problems(SITE))
    assert settings is not None
    record = Record.model_construct(sections=sections)
    path = tmp_path_factory.mktemp("record") / FILE
    path.write_text(record_text(record), encoding="utf-8")
    problems = Problems(path.parent)
    assert load_record(path, settings, problems) == record, problems.report()


def test_every_paragraph_has_its_line() -> None:
    lines = (SITE / RECORD).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Written by `make agree`, not by hand")
    assert lines[2:7] == ["sections:", "  index:", "    agreed: 2026-11-22", "    paragraphs:", TITLE.rstrip("\n")]
