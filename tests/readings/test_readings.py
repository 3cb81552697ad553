"""checked.yml: what is said of its faults, the table that pages make of it, and the dates of access."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lxml import html
from tandem.check import Site
from tandem.citations.bibliography import plain_text
from tandem.citations.library import prepare
from tandem.core.checked import Checked, CheckedData, Reading
from tandem.core.data import Strict, parse_document, validate
from tandem.core.problems import Problems
from tandem.core.schema import schema_text
from tandem.core.settings import load_settings
from tandem.registry import FEATURES, MODELS

from tests.fixtures.rendering import Rendering
from tests.fixtures.sources import SITE, change, check, copy

GOLDEN = Path(__file__).parent / "golden" / "messages.txt"
FILE, REFERENCES, EVIDENCE = "docs/salt/checked.yml", "docs/salt/references.json", "docs/salt/evidence.yml"
WORKS = """\
works:
  doe2020:
    checked:
      - {on: 2026-01-30, what: abstract, where: PubMed 1}
      - {on: 2026-01-31, what: full-text, where: {zh: 图书馆, en: a library}}
  label2021:
    checked: {on: 2026-02-01, what: label, where: labels.example, copy: true}
  zhang2022: {checked: no}
figures:
  - what: {zh: 最小的试验：7 人, en: "The smallest trial: 7 patients"}
    checked: no
    cite: [zhang2022]
  - what: {zh: 剂量 5 mg, en: A dose of 5 mg}
    checked: {on: 2026-01-30, what: abstract, where: PubMed 1}
    cite: [doe2020]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site, with its works read."""
    made = copy(tmp_path / "site")
    (made / FILE).write_text(WORKS, encoding="utf-8")
    for locale in ("zh", "en"):
        with (made / f"docs/salt/references.{locale}.md").open("a", encoding="utf-8") as page:
            page.write("\n/// readings\n///\n")
    return made


def replaced(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: change(root, file, old, new)


def emptied(root: Path) -> None:
    (root / FILE).write_text("", encoding="utf-8")


ACCESSED = '"URL": "https://labels.example/salvoxine", "accessed": {"date-parts": [[2026, 1, 15]]}'
CASES: dict[str, Callable[[Path], None]] = {
    "a reference that nothing tells of": replaced(FILE, "  zhang2022: {checked: no}\n", ""),
    "a reference that is none": replaced(FILE, "  zhang2022:", "  zhan2022: {checked: no}\n  zhang2022:"),
    "a figure of a reference that is none": replaced(FILE, "[zhang2022]", "[zhang2021]"),
    "a day to come": replaced(FILE, "2026-02-01", "2099-02-01"),
    "no such day": replaced(FILE, "2026-02-01", "2026-02-30"),
    "a day in words": replaced(FILE, "2026-02-01", "1 February 2026"),
    "a day before the web": replaced(FILE, "2026-02-01", "1826-02-01"),
    "no day": replaced(FILE, "{on: 2026-02-01, what", "{what"),
    "no place": replaced(FILE, ", where: labels.example", ""),
    "a kind that is none": replaced(FILE, "what: label", "what: labl"),
    "a place in one language": replaced(FILE, "{zh: 图书馆, en: a library}", "{zh: 图书馆}"),
    "a word that is none": replaced(FILE, "zhang2022: {checked: no}", "zhang2022: {checked: perhaps}"),
    "an empty list": replaced(FILE, "zhang2022: {checked: no}", "zhang2022: {checked: []}"),
    "a list of words": replaced(FILE, "zhang2022: {checked: no}", "zhang2022: {checked: [yes]}"),
    "an unknown key": replaced(FILE, "copy: true", "copied: true"),
    "a work that is told twice": replaced(FILE, "  zhang2022:", "  zhang2022: {checked: no}\n  zhang2022:"),
    "a date of access that is no reading's": replaced(
        REFERENCES, '"URL": "https://labels.example/salvoxine"', ACCESSED
    ),
    "retracted, and nothing tells why it is cited": replaced(
        FILE, "{checked: no}", "{checked: no, status: {kind: retracted, on: 2024-05-01, notice: 10.5555/n.1}}"
    ),
    "a notice that is nowhere": replaced(
        FILE, "{checked: no}", "{checked: no, status: {kind: corrected, on: 2024-05-01, notice: in the journal}}"
    ),
    "a state that is none": replaced(
        FILE, "{checked: no}", "{checked: no, status: {kind: withdrawn, on: 2024-05-01, notice: 10.5555/n.1}}"
    ),
    "nothing at all": emptied,
    "a block without its file": lambda root: (root / FILE).unlink(),
}


def test_messages(tmp_path: Path, root: Path) -> None:
    reports = []
    for name, mutate in CASES.items():
        other = tmp_path / "case"
        other.mkdir()
        broken = other / "site"
        root.rename(broken)
        kept = {path: path.read_bytes() for path in (broken / FILE, broken / REFERENCES)}
        mutate(broken)
        _, problems = check(broken)
        reports.append(f"# {name}\n{problems.report()}\n")
        for path, content in kept.items():
            path.write_bytes(content)
        broken.rename(root)
        other.rmdir()
    report = "\n".join(reports)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(report, encoding="utf-8")
    assert report == GOLDEN.read_text(encoding="utf-8")
    assert "0 problems" not in report


def test_what_is_right_has_no_problems(root: Path) -> None:
    _, problems = check(root)
    assert problems.report() == "0 problems"


def rows(tree: html.HtmlElement) -> list[list[str]]:
    (table,) = tree.findall('.//table[@class="readings"]')
    return [[" ".join(str(cell.text_content()).split()) for cell in row] for row in table.iterfind("tbody/tr")]


def rendered(root: Path, tmp_path: Path, locale: str) -> html.HtmlElement:
    return Rendering(tmp_path, root=root, locale=locale)("/// readings\n///\n")


def test_the_table_in_english(root: Path, tmp_path: Path) -> None:
    tree = rendered(root, tmp_path, "en")
    assert rows(tree) == [
        ["[1] Doe 2020", "abstract", "PubMed 1", "2026-01-30"],
        ["[1] Doe 2020", "full text", "a library", "2026-01-31"],
        ["[2] 张 2022", "not read"],
        [
            "[3] Salvoxine hydrochloride 10 mg/mL: product label",
            *("product label", "labels.example (stored copy)", "2026-02-01"),
        ],
    ]  # fmt: skip
    assert [str(item.text_content()) for item in tree.iterfind(".//ul/li")] == ["The smallest trial: 7 patients [2]"]


def test_the_table_in_chinese(root: Path, tmp_path: Path) -> None:
    tree = rendered(root, tmp_path, "zh")
    assert rows(tree)[:2] == [
        ["[1] Doe 2020", "摘要", "PubMed 1", "2026 年 1 月 30 日"],
        ["[1] Doe 2020", "全文", "图书馆", "2026 年 1 月 31 日"],
    ]
    assert rows(tree)[2] == ["[2] 张 2022", "未读"]
    assert [span.get("lang") for span in tree.iterfind(".//table//span")] == [
        "en",
        "en",
        "en",
    ]  # not the page's own
    assert [str(item.text_content()) for item in tree.iterfind(".//ul/li")] == ["最小的试验：7 人 [2]"]


def test_to_be_spoken_of_is_not_to_be_cited(root: Path, tmp_path: Path) -> None:
    """The table names every work; the page does not cite them, or the whole list would stand on it twice."""
    tree = rendered(root, tmp_path, "en")
    assert not tree.xpath('//*[@class="cited-here"]|//*[starts-with(@id, "cite-")]')
    assert [link.get("href") for link in tree.iterfind(".//table//a")] == [
        f"references.md#ref-{key}" for key in ("doe2020", "doe2020", "zhang2022", "label2021")
    ]


def test_a_work_that_only_the_table_names_is_cited_nowhere(root: Path) -> None:
    entry = '{"id": "li2019", "type": "book", "language": "en", "title": "T"}'
    change(root, REFERENCES, "[\n  {", f"[\n  {entry},\n  {{")
    change(root, FILE, "  zhang2022:", "  li2019: {checked: no}\n  zhang2022:")
    _, problems = check(root)
    assert [problem.what for problem in problems] == ["the reference 'li2019' is cited nowhere"]


@pytest.mark.parametrize(
    ("checked", "date"),
    [
        ("{on: 2026-02-01, what: label, where: a}", "Accessed February 1, 2026"),
        ("{on: 2026-02, what: page, where: a}", "Accessed February 2026"),
        (
            "[{on: 2026-02-01, what: page, where: a}, {on: 2026-01-05, what: page, where: a}]",
            "Accessed February 1, 2026",
        ),
        ("{on: 2026-02-01, what: abstract, where: a}", ""),
        ("{on: 2026-02-01, what: leaflet, where: a}", ""),
        ("{on: unknown, what: page, where: a}", ""),
        ("no", ""),
    ],
)
def test_the_date_of_access_is_that_of_a_reading(root: Path, tmp_path: Path, checked: str, date: str) -> None:
    change(root, REFERENCES, '"type": "report"', '"type": "webpage"')
    change(root, FILE, "{on: 2026-02-01, what: label, where: labels.example, copy: true}", checked)
    site, problems = check(root)
    assert isinstance(site, Site), problems.report()
    blocks = {block.name: block for feature in FEATURES for block in feature.blocks}
    library = prepare(site.shelf, blocks, {}, tmp_path / "cache")
    text = plain_text(library.formatted["en"]["salt/label2021"])
    assert date in text
    assert ("Accessed" in text) == bool(date)


class _Holder(Strict):
    checked: CheckedData


def read(text: str) -> Checked | None:
    problems = Problems(Path("/"))
    document = parse_document(f"checked: {text}", Path("/a.yml"), problems)
    assert document is not None
    held = validate(_Holder, document, problems)
    return held.checked if held else None


@pytest.mark.parametrize(
    ("text", "extent", "count"),
    [
        ("yes", "yes", 0),
        ("partly", "partly", 0),
        ("no", "no", 0),
        ("{on: unknown, what: abstract, where: a}", "yes", 1),
        ("{on: 2026-01-01, what: abstract, where: a, without: {zh: b, en: b}}", "partly", 1),
        (
            "[{on: 2026-01-01, what: page, where: a, without: {zh: b, en: b}}, {on: 2026-01, what: page, where: c}]",
            "yes",
            2,
        ),
    ],
)
def test_how_far_it_was_checked(text: str, extent: str, count: int) -> None:
    found = read(text)
    assert found is not None
    assert (found.extent, len(found)) == (extent, count)
    assert all(isinstance(reading, Reading) for reading in found)
    assert bool(found.missing) == (extent == "partly" and count > 0)


def test_a_day_to_come_is_no_day_of_a_reading() -> None:
    ahead = {days: datetime.now().astimezone().date() + timedelta(days=days) for days in (0, 1, 2)}
    found = {days: read(f"{{on: {day}, what: page, where: a}}") is not None for days, day in ahead.items()}
    assert found == {0: True, 1: True, 2: False}  # it may be tomorrow already where it was read


def test_the_schema_tells_both_forms() -> None:
    settings = load_settings(SITE / "mkdocs.yml", Problems(SITE))
    assert settings is not None
    schema = json.loads(schema_text(MODELS["checked.yml"], "checked.yml", settings))
    forms = schema["$defs"]["Work"]["properties"]["checked"]["anyOf"]
    assert forms[0]["enum"] == ["yes", "partly", "no"]
    assert schema["$defs"]["Reading"]["required"] == ["on", "what", "where"]
