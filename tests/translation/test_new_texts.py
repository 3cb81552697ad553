"""What only one language has so far: it goes out empty, or as the memory knows it, and comes back into its place."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from lxml import etree
from tandem.segments.insertion import whole_page
from tandem.segments.text import Source

from tests.conftest import ROOT
from tests.fixtures.sources import change
from tests.translation.conftest import bring_back, export, put, sources, translate

HERE, THERE = "docs/salt/index.zh.md", "docs/salt/index.en.md"
ABOVE = ("盐沃辛并不存在。[@doe2020]\n", "Salvoxine does not exist.[@doe2020]\n")
LAST = ("- 见[剂量](dosing.md#dosing)。\n", "- See [dosing](dosing.md#dosing).\n")


def messages(path: Path) -> dict[str, polib.POEntry]:
    return {entry.msgctxt: entry for entry in polib.pofile(str(path))}


@pytest.mark.parametrize(
    ("beside", "added", "texts", "wanted"),
    [
        (ABOVE, "\n又一段。\n", {"salt/index#salt/3": "One more."}, "\nOne more.\n"),
        (ABOVE, "\n一段，\n分两行。\n\n又一段。\n", {"salt/index#salt/3": "One.", "salt/index#salt/4": "Two."},
         "\nOne.\n\nTwo.\n"),
        (LAST, "- 又一项。\n", {"salt/index#key-points/4": "One more."}, "- One more.\n"),
        (LAST, "    - 里面一项。\n", {"salt/index#key-points/4": "One within."}, "    - One within.\n"),
        (LAST, "\n## 新的 {#new}\n\n> 一段引文。\n", {"salt/index#new/1": "New", "salt/index#new/2": "A quotation."},
         "\n## New {#new}\n\n> A quotation.\n"),
        (LAST, "\n| 甲 | 乙 |\n|---|---|\n| 丙 | - |\n",
         {"salt/index#key-points/4.1": "A", "salt/index#key-points/4.2": "B|C", "salt/index#key-points/5.1": "D"},
         "\n| A | B\\|C |\n|---|---|\n| D | - |\n"),
        (ABOVE, "\n/// details | 更多\n    type: note\n\n里面。\n\n```\ncode\n```\n\n再说。\n///\n",
         {"salt/index#salt/3": "More", "salt/index#salt/4": "Within.", "salt/index#salt/6": "Again."},
         "\n/// details | More\n    type: note\n\nWithin.\n\n```\ncode\n```\n\nAgain.\n///\n"),
    ],
)  # fmt: skip
def test_a_new_part_comes_into_its_place(
    root: Path, beside: tuple[str, str], added: str, texts: dict[str, str], wanted: str
) -> None:
    change(root, HERE, beside[0], beside[0] + added)
    before = sources(root)
    path = export(root) / "salt.po"
    known = messages(path)
    assert {place for place, entry in known.items() if not entry.msgstr} == set(texts)
    for place, text in texts.items():
        put(path, place, text)
    status, said = bring_back(root, "en/salt.po")
    assert status == 0, said
    old, new = (f"{beside[1]}{part}".encode() for part in ("", wanted))
    assert before["salt/index.en.md"].count(old) == 1
    before["salt/index.en.md"] = before["salt/index.en.md"].replace(old, new)
    assert sources(root) == before


def test_a_new_part_behind_a_box_comes_behind_it(root: Path) -> None:
    change(root, "docs/salt/dosing.zh.md", "试验用过", "新的一段。\n\n试验用过")
    path = export(root) / "salt.po"
    put(path, "salt/dosing#dosing/4", "A new paragraph.")
    assert bring_back(root, "en/salt.po")[0] == 0
    assert b"real drug.\n///\n\nA new paragraph.\n\nTrials used" in sources(root)["salt/dosing.en.md"]


def test_half_of_a_new_part_waits_for_the_rest(root: Path) -> None:
    change(root, HERE, ABOVE[0], ABOVE[0] + "\n## 新的 {#new}\n\n一段。\n")
    before = sources(root)
    path = export(root) / "salt.po"
    line = put(path, "salt/index#new/1", "New")
    status, said = bring_back(root, "en/salt.po")
    assert (status, sources(root)) == (1, before)
    assert f"salt.po:{line}: no place for this text can be found for sure in index.en.md" in said
    put(path, "salt/index#new/2", "A paragraph.")
    assert bring_back(root, "en/salt.po")[0] == 0


def test_a_section_that_is_not_there_is_written_when_it_is_whole(root: Path) -> None:
    page = root / THERE
    wanted = page.read_bytes()
    page.unlink()
    folder = export(root)
    path = folder / "salt.po"
    texts = {
        "salt/index#/1": "Overview",
        "salt/index#/2": "What salvoxine is.",
        "salt/index#salt/1": "Salt",
        "salt/index#salt/2": "Salvoxine does not exist.[@doe2020]",
        "salt/index#key-points/1": "Key points",
        "salt/index#key-points/2": "The dose goes by weight.[@doe2020; @zhang2022]",
    }
    empty = {place for place, entry in messages(path).items() if not entry.msgstr}
    assert empty == {*texts, "salt/index#key-points/3"} - {"salt/index#salt/1"}, "the title of the tutorial is known"
    for place, text in texts.items():
        line = put(path, place, text)
    status, said = bring_back(root, "en/salt.po")
    assert status == 1 and not page.exists()
    assert "1 of 7 texts of index.en.md are not translated, the first of them 'salt/index#key-points/3'" in said
    assert line
    put(path, "salt/index#key-points/3", "See [dosing](dosing.md#dosing).")
    status, said = bring_back(root, "en/salt.po")
    assert status == 0, said
    assert page.read_bytes() == wanted


def test_a_section_made_from_another_does_not_take_over_its_exceptions() -> None:
    """They are about the languages that it was compared with."""
    page = "# A {#a}\n\n<!-- differs: numbers | a\nreason -->\nB\n\n<!-- allow: notation | c -->\n\nC\n"
    wanted = page.replace("<!-- differs: numbers | a\nreason -->\n", "")
    for end in ("\n", "\r\n"):
        assert whole_page(Source(page.replace("\n", end)), []).raw == wanted.replace("\n", end)


def test_a_text_of_data_comes_beside_its_language(root: Path) -> None:
    change(root, "docs/salt/doses.yml", ", en: pain}", "}")
    change(
        root, "docs/salt/doses.yml", "{zh: 英国药品说明书, en: UK product label}", "\n    zh: |\n      英国药品说明书"
    )
    before = sources(root)
    path = export(root) / "salt.po"
    put(path, "salt/doses.yml#drug.use", "pain, and more")
    put(path, "salt/doses.yml#limits.where", "UK product label")
    status, said = bring_back(root, "en/salt.po")
    assert status == 0, said
    after = sources(root)["salt/doses.yml"]
    assert '{zh: 镇痛, en: "pain, and more"}'.encode() in after
    assert '    zh: |\n      英国药品说明书\n    en: "UK product label"\n  cite:'.encode() in after
    assert {name for name, content in sources(root).items() if before[name] != content} == {"salt/doses.yml"}


def test_the_memory_fills_what_is_equal_and_offers_what_is_near(root: Path) -> None:
    change(root, HERE, LAST[0], LAST[0] + "- 试验用过的范围。\n- 剂量一律按体重计算。[@doe2020; @zhang2022]\n")
    folder = export(root)
    export(root, "xliff")
    known = messages(folder / "salt.po")
    equal, near = known["salt/index#key-points/4"], known["salt/index#key-points/5"]
    assert (equal.msgstr, equal.flags) == ("The range that trials used.", [])
    assert (near.msgstr, near.flags) == ("The dose goes by weight.[@doe2020; @zhang2022]", ["fuzzy"])
    assert near.previous_msgid == "剂量按体重计算。[@doe2020; @zhang2022]"
    names = {"x": "urn:oasis:names:tc:xliff:document:2.0", "m": "urn:oasis:names:tc:xliff:matches:2.0"}
    tree = etree.parse(folder / "salt.xlf")
    unit = tree.find(".//x:unit[@name='salt/index#key-points/5']", names)
    assert unit is not None and unit.find("x:segment/x:target", names) is None
    match = unit.find("m:matches/m:match", names)
    assert match is not None and float(match.get("similarity", "")) > 75
    status, said = bring_back(root, "en/salt.po")
    assert status == 1, "what is only offered is no translation, and the list is not whole without it"
    put(folder / "salt.po", "salt/index#key-points/5", "Every dose goes by weight.[@doe2020; @zhang2022]")
    status, said = bring_back(root, "en/salt.po")
    assert status == 0, said
    assert b"- The range that trials used.\n- Every dose goes by weight.[@doe2020" in sources(root)["salt/index.en.md"]


def test_what_may_be_behind_is_fuzzy_and_keeps_its_translation(root: Path) -> None:
    change(root, HERE, "盐沃辛并不存在。", "世上并没有盐沃辛。")
    before = sources(root)
    folder = export(root)
    entry = messages(folder / "salt.po")["salt/index#salt/2"]
    assert (entry.msgstr, entry.flags) == ("Salvoxine does not exist.[@doe2020]", ["fuzzy"])
    put(folder / "salt.po", "salt/index#salt/2", "Not sure yet.[@doe2020]", fuzzy=True)
    assert bring_back(root, "en/salt.po")[0] == 0
    assert sources(root) == before


def test_a_translator_is_told_what_the_guide_shows(root: Path) -> None:
    """The worked example of the guide: what goes out, and how a wrong dose is refused."""
    glossary = "terms:\n  - id: trial\n    term: {zh: 试验, en: trial}\n    forms: {en: [trials]}\n"
    glossary += "    definition: {zh: 研究。, en: A study.}\n"
    (root / "docs/glossary.yml").write_text(glossary, encoding="utf-8", newline="\n")
    folder = export(root)
    guide = (ROOT / "AUTHORING.md").read_text(encoding="utf-8").split("\n## Translators ")[1].split("\n## ")[0]
    (message,) = re.findall(r"```po\n(.*?)```", guide, re.S)
    assert message in (folder / "salt.po").read_text(encoding="utf-8")
    assert messages(folder / "site.po")["glossary.yml#terms.0.definition"].msgstr == "A study."
    wrong = messages(folder / "salt.po")["salt/dosing#dosing/4"].msgstr.replace("4 mg", "40 mg")
    put(folder / "salt.po", "salt/dosing#dosing/4", wrong)
    (refusal,) = re.findall(r"```text\n(translations/.*?)```", guide, re.S)
    assert bring_back(root, "en/salt.po") == (1, f"{refusal}2 problems\nnothing was written\n")


def test_a_tutorial_can_go_out_alone(root: Path) -> None:
    assert translate(root, "export", "en", "--tutorial", "site", "--output", "out")[0] == 0
    assert [path.name for path in (root / "out/en").iterdir()] == ["site.po"]
