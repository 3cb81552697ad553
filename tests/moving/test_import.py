"""The whole way: a text in two languages becomes a tutorial's folder, in both formats."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.moving import thirst
from tests.moving.making import TEXTS, Moved, document, move, png, runs


@pytest.fixture(scope="module")
def fasting(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    folder = tmp_path_factory.mktemp("fasting")
    for path in TEXTS.iterdir():
        shutil.copy(path, folder)
    (folder / "stomach.png").write_bytes(png())
    return move(folder / "site", folder / "fasting.en.md", folder / "fasting.zh.md", licence="cc-by 4.0")


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    folder = tmp_path_factory.mktemp("ward")
    en = document(folder / "thirst.en.docx", thirst.english)
    zh = document(folder / "thirst.zh.docx", thirst.chinese)
    return move(folder / "site", en, zh, licence="own", name="ward")


def test_a_pair_of_markdown_files_becomes_a_folder(fasting: Moved) -> None:
    assert fasting.status == 0, fasting.said
    names = {path.name for path in (fasting.root / "docs/fasting-and-thirst").iterdir()}
    pages = {"index", "introduction", "drugs", "conclusion", "references"}
    assert {f"{page}.{locale}.md" for page in pages for locale in ("zh", "en")} <= names
    assert {"tutorial.yml", "references.json", "figure-1.en.png", "figure-1.zh.png"} <= names


def test_headings_are_paired_and_have_one_id(fasting: Moved) -> None:
    for page in ("index", "introduction", "drugs", "conclusion"):
        ids = [re.findall(r"\{#([^}]+)\}", fasting.page(f"fasting-and-thirst/{page}.{at}.md")) for at in ("zh", "en")]
        assert ids[0] == ids[1] and ids[0]
    assert "## 儿童 {#children}" in fasting.page("fasting-and-thirst/drugs.zh.md")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("index.en.md", "- Children wait for 1 to 2 h.[@doe2028; @chen2027]"),
        ("index.zh.md", "- 儿童等待 1 至 2 h[@doe2028; @chen2027]。"),
        ("index.en.md", "- Ranitidine 50 mg IV raises the pH.[@miller2029]"),
        ("introduction.en.md", "as a longstanding rule says.[@doe2028]"),
        ("introduction.zh.md", "饮用 400 mL 是安全的"),
        ("introduction.en.md", "| Milk | 6 h[@miller2029] |"),
        ("introduction.zh.md", "| 牛奶 | 6 h[@miller2029] |"),
        ("drugs.en.md", "Erythromycin is infused at 3 mg/kg/h over 30 minutes.[@miller2029]"),
        ("drugs.zh.md", "红霉素以 3 mg/kg/h 输注 30 分钟[@miller2029]。体表面积为 1.8 m²，H₂O 是水。"),
        ("drugs.en.md", "![The stomach after a drink](figure-1.en.png)"),
        ("drugs.zh.md", "1. 给儿童称体重。（穿着所穿的衣服。）"),
    ],
)
def test_the_text_is_written_our_way(fasting: Moved, page: str, text: str) -> None:
    assert text in fasting.page(f"fasting-and-thirst/{page}")


def test_references_of_both_lists_are_one(fasting: Moved) -> None:
    entries = {entry["id"]: entry for entry in json.loads(fasting.page("fasting-and-thirst/references.json"))}
    assert set(entries) == {"doe2028", "miller2029", "chen2027"}
    assert entries["doe2028"] | {"DOI": "10.5555/jif.2028.3", "page": "11-19"} == entries["doe2028"]
    assert entries["miller2029"]["number"] == "e44"
    assert entries["chen2027"]["title"] == "儿童与牛奶"
    assert entries["chen2027"]["custom"] == {"title": {"en": "Milk in children"}}
    assert [entry["id"] for entry in json.loads(
        (fasting.root / "imports/fasting-and-thirst/uncited.json").read_text(encoding="utf-8")
    )] == ["nobody2020"]  # fmt: skip


def test_no_contact_detail_is_carried_over_or_listed(fasting: Moved, ward: Moved) -> None:
    for moved in (fasting, ward):
        for path in [*(moved.root / "docs").rglob("*.*"), *(moved.root / "imports").rglob("*.*")]:
            assert b"@fasting.example" not in path.read_bytes(), path
            assert b"@thirst.example" not in path.read_bytes(), path


@pytest.mark.parametrize(
    "entry",
    [
        "fasting.en.md:51: reference 7 is cited, and is none of the 4 in the list",
        "fasting.en.md:62: behind the references: “This work is licensed",
        "fasting.en.md:23: a word that was parted by a new line",
        "fasting.en.md:34: what a site puts around a text",
        "fasting.en.md:58: reference 3 is printed in two languages",
        "fasting.en.md:60: nothing cites “Never cited at all”",
        "fasting.zh.md:51: reference 2: it names only the first authors",
        "fasting.zh.md:7: contact details",
        "fasting.zh.md:38: a footnote that explains",
    ],
)
def test_what_could_not_be_done_is_listed_with_its_place(fasting: Moved, entry: str) -> None:
    assert entry in fasting.listed


def test_every_entry_has_a_place_and_a_fix(fasting: Moved, ward: Moved) -> None:
    for moved in (fasting, ward):
        entries = [part.strip() for part in moved.listed.split("\n\n") if not part.startswith("#")][3:]
        assert entries
        for entry in entries:
            assert re.match(r"[^\s:]+:[0-9]+: .+\n  fix: .+\Z", entry), entry


def test_a_dose_is_an_unchecked_proposal_and_never_a_regimen(fasting: Moved) -> None:
    assert not (fasting.root / "docs/fasting-and-thirst/doses.yml").exists()
    assert {proposal["checked"] for proposal in fasting.doses} == {False}
    first = fasting.doses[0]
    assert first["found"] == {"zh": "50 mg", "en": "50 mg"}
    assert first["place"] == {"zh": "fasting.zh.md:19", "en": "fasting.en.md:19"}
    assert first["cite"] == ["miller2029"]
    assert [proposal["found"]["en"] for proposal in fasting.doses] == ["50 mg", "400 mL", "3 mg/kg/h"]


@pytest.mark.parametrize("name", ["fasting", "ward"])
def test_check_says_of_the_folder_nothing_that_the_list_does_not(name: str, request: pytest.FixtureRequest) -> None:
    moved: Moved = request.getfixturevalue(name)
    said = [line for line in moved.check().splitlines() if line.startswith(("docs/fasting", "docs/ward"))]
    assert said
    for line in said:
        path, number, what = line.split(":", 2)
        assert f"{path}:{number}:{what}" in moved.listed, line


def test_what_check_says_has_its_place_in_the_source(fasting: Moved) -> None:
    assert "'1.8 m²' has no source in its sentence (from fasting.en.md:38)" in fasting.listed


def test_a_pair_of_documents_becomes_a_folder(ward: Moved) -> None:
    assert ward.status == 0, ward.said
    text = ward.page("ward/how-much-to-drink.en.md")
    assert "Adults drink 150 to 200 mL with 5 mcg of nothing.[@doe2028; @miller2029] The skin is 1.8 m²." in text
    assert "Table 1. Drinks\n\n| Drink | Wait |\n| --- | --- |\n| Water | 2 h[@doe2028] |" in text
    assert "![A glass](figure-1.en.png)\n\nFigure 1. A glass" in text
    assert "**Children** drink more.[@miller2029]" in text
    assert (ward.root / "docs/ward/figure-1.zh.png").read_bytes() == png()
    zh = ward.page("ward/how-much-to-drink.zh.md")
    assert "成人饮 150 至 200 mL，其中 5 mcg 不是什么[@doe2028; @miller2029]。皮肤有 1.8 m²。" in zh


def test_a_document_without_styles_is_taken_apart_by_its_bold_lines(tmp_path: Path) -> None:
    def write(made: Any) -> None:
        runs(made, "Sleep and noise")
        runs(made, "*Introduction")
        runs(made, "Wards are loud at night, which everybody knows who has slept on one.")
        runs(made, "*What helps")
        runs(made, "Silence.")

    def chinese(made: Any) -> None:
        runs(made, "睡眠与噪声")
        runs(made, "*引言")
        runs(made, "病房夜间很吵，凡在病房睡过的人都知道这一点。")
        runs(made, "*什么有帮助")
        runs(made, "安静。")

    en, zh = document(tmp_path / "n.en.docx", write), document(tmp_path / "n.zh.docx", chinese)
    moved = move(tmp_path / "site", en, zh, licence="own")
    assert moved.status == 0, moved.said
    assert "# What helps {#what-helps}\n\nSilence." in moved.page("sleep-and-noise/what-helps.en.md")
    assert "n.en.docx:2: a line taken for a heading: “Introduction”" in moved.listed
