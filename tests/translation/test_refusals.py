"""What would make the languages disagree, or a dose misread, is refused at its line in the translator's file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fixtures.sources import change
from tests.translation.conftest import bring_back, export, put, sources, translate

DOSE = "salt/dosing#dosing/4"
BOTH = "salt/index#key-points/2"
GOOD = "Trials used salvoxine hydrochloride 2 to 4 mg/kg.[@doe2020]"


@pytest.mark.parametrize(
    ("place", "text", "what"),
    [
        (DOSE, GOOD.replace("4 mg", "40 mg"), "'2 to 40 mg/kg' here, but '2 至 4 mg/kg' in dosing.zh.md:14"),
        (DOSE, GOOD.replace("mg/kg", "mcg/kg"), "'2 to 4 mcg/kg' here, but '2 至 4 mg/kg' in dosing.zh.md:14"),
        (DOSE, GOOD.replace("2 to 4 mg/kg", "2–4 mg/kg"), None),
        (DOSE, GOOD.replace("[@doe2020]", ""), "the citations differ from dosing.zh.md:14: @doe2020 only there"),
        (DOSE, GOOD.replace("doe2020", "zhang2022"), None),
        (DOSE, GOOD.replace("[@doe2020]", "[@doe2020, p. 3]"), None),
        (DOSE, GOOD.replace("salvoxine", "盐沃辛"), None),
        (DOSE, GOOD.replace("[@doe2020]", "[@nobody1999]"), None),
        (BOTH, "The dose goes by weight.[@zhang2022]", None),
        ("salt/index#key-points/3", "See [dosing](index.md#salt).", None),
        ("salt/index#key-points/3", "See dosing.", None),
        ("salt/index#key-points/3", "See [dosing](nowhere.md).", None),
        ("salt/index#key-points/3", "See [dosing](dosing.md#dosing). {caution:heart-block}", None),
        ("salt/index#key-points/2", "# The dose goes by weight.[@doe2020; @zhang2022]", None),
        ("salt/index#key-points/2", "    The dose goes by weight.[@doe2020; @zhang2022] <b>now</b>", None),
        ("salt/index#salt/2", "- Salvoxine does not exist.[@doe2020]", None),
        ("salt/index#salt/2", "/// note", None),
        ("salt/index#salt/2", "<!-- Salvoxine does not exist.[@doe2020]", None),
        ("salt/index#salt/2", "~~~", None),
        ("salt/index#salt/1", "Salt {#salz}", "the id of a heading is no part of its text"),
        ("salt/doses.yml#regimens.0.note", "The 3 ranges that 5 trials used.", None),
        ("salt/doses.yml#regimens.0.note", "The <b>range</b> that trials used.", None),
        ("salt/tutorial.yml#summary", "Doses of 5 mg of a drug that does not exist.", None),
    ],
)
def test_it_is_refused_at_its_line(root: Path, place: str, text: str, what: str | None) -> None:
    before = sources(root)
    folder = export(root)
    line = put(folder / "salt.po", place, text)
    status, said = bring_back(root, "en/salt.po")
    assert status == 1
    told = [found for found in said.splitlines() if found.startswith(f"translations/en/salt.po:{line}: ")]
    assert told and "warning" not in told[0], said
    assert f"translations/en/salt.po:{line}: {what}" in said if what else True, said
    assert re.search(r"^  fix: ", said, re.M) and said.endswith("nothing was written\n")
    assert sources(root) == before


def test_a_code_that_xliff_holds_is_held_too(root: Path) -> None:
    folder = export(root, "xliff")
    path = folder / "salt.xlf"
    text = path.read_text(encoding="utf-8")
    unit = text[text.index(f'name="{DOSE}"') :]
    target = re.search(r"<target>.*</target>", unit)
    assert target is not None
    code = re.search(r"<ph [^>]*/>", target[0])
    assert code is not None
    path.write_text(text.replace(target[0], target[0].replace(code[0], "")), encoding="utf-8", newline="\n")
    line = text[: text.index(target[0])].count("\n") + 1
    status, said = bring_back(root)
    assert status == 1
    assert f"translations/en/salt.xlf:{line}: the citations differ from dosing.zh.md:14: @doe2020 only there\n" in said


def test_all_faults_are_told_and_one_is_enough_to_write_nothing(root: Path) -> None:
    before = sources(root)
    folder = export(root)
    put(folder / "salt.po", "salt/index#salt/2", "There is no salvoxine.[@doe2020]")
    first = put(folder / "salt.po", DOSE, GOOD.replace("4 mg", "5 mg"))
    second = put(folder / "salt.po", BOTH, "The dose goes by weight.")
    status, said = bring_back(root, "en/salt.po")
    assert status == 1
    assert f"salt.po:{first}: " in said and f"salt.po:{second}: " in said
    assert sources(root) == before


def test_what_was_wrong_before_is_no_fault_of_a_translation(root: Path) -> None:
    change(root, "docs/salt/dosing.en.md", "2 to 4 mg/kg", "2 to 5 mg/kg")
    folder = export(root)
    put(folder / "salt.po", "salt/index#salt/2", "There is no salvoxine.[@doe2020]")
    assert bring_back(root, "en/salt.po")[0] == 0


def test_a_suspicion_is_told_and_stops_nothing(root: Path) -> None:
    folder = export(root)
    line = put(folder / "salt.po", BOTH, "The dose does not go by weight.[@doe2020; @zhang2022]")
    status, said = bring_back(root, "en/salt.po")
    assert status == 0
    assert said.startswith(
        f"translations/en/salt.po:{line}: warning: one language says 'not' where the other does not:"
    )
    assert b"does not go by weight" in sources(root)["salt/index.en.md"]


def test_work_done_in_the_meantime_is_never_undone(root: Path) -> None:
    folder = export(root)
    change(root, "docs/salt/index.en.md", "Salvoxine does not exist.", "There is no salvoxine.")
    before = sources(root)
    assert bring_back(root, "en/salt.po")[0] == 0, "nobody translated it"
    assert sources(root) == before
    line = put(folder / "salt.po", "salt/index#salt/2", "Nobody has salvoxine, not anywhere.[@doe2020]")
    status, said = bring_back(root, "en/salt.po")
    assert (status, sources(root)) == (1, before)
    assert f"salt.po:{line}: index.en.md:8 was changed after the texts were exported" in said
    path = folder / "salt.po"
    path.write_text(re.sub(r"#\. was: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    status, said = bring_back(root, "en/salt.po")
    assert (status, sources(root)) == (1, before)
    assert f"salt.po:{line}" not in said and "the note `was` is not there" in said


def test_a_translation_of_another_source_is_not_taken(root: Path) -> None:
    folder = export(root)
    line = put(folder / "salt.po", "salt/index#salt/2", "There is no salvoxine.[@doe2020]")
    change(root, "docs/salt/index.zh.md", "盐沃辛并不存在。", "盐沃辛从未有过。")
    before = sources(root)
    status, said = bring_back(root, "en/salt.po")
    assert (status, sources(root)) == (1, before)
    assert f"salt.po:{line}: the source of 'salt/index#salt/2' is no longer what was translated" in said


def test_two_files_with_two_translations_of_one_text_are_refused(root: Path) -> None:
    before = sources(root)
    path = export(root) / "salt.po"
    first = put(path, "salt/index#salt/2", "There is no salvoxine.[@doe2020]")
    (path.parent / "two.po").write_bytes(path.read_bytes())
    second = put(path.parent / "two.po", "salt/index#salt/2", "Salvoxine is not there.[@doe2020]")
    status, said = bring_back(root, "en/salt.po", "en/two.po")
    assert (status, sources(root)) == (1, before)
    assert f"two.po:{second}: salt.po:{first} has another translation of 'salt/index#salt/2'" in said


def test_a_text_that_moved_is_found_again(root: Path) -> None:
    folder = export(root)
    put(folder / "salt.po", "salt/index#key-points/2", "Each dose goes by weight.[@doe2020; @zhang2022]")
    for language, text in (("zh", "新的一段。"), ("en", "A new paragraph.")):
        change(root, f"docs/salt/index.{language}.md", "{#key-points}\n", f"{{#key-points}}\n\n{text}\n")
    assert bring_back(root, "en/salt.po")[0] == 0
    assert b"- Each dose goes by weight." in sources(root)["salt/index.en.md"]


def test_translations_that_were_not_brought_back_are_not_written_over(root: Path) -> None:
    folder = export(root)
    line = put(folder / "salt.po", "salt/index#salt/2", "There is no salvoxine.[@doe2020]")
    kept = (folder / "salt.po").read_bytes()
    status, said = translate(root, "export", "en")
    assert status == 1
    assert f"salt.po:{line}: this translation is not in the sources yet, and a new file would lose it" in said
    assert (folder / "salt.po").read_bytes() == kept
    assert bring_back(root, "en/salt.po")[0] == 0
    assert translate(root, "export", "en")[0] == 0
    (folder / "salt.po").write_text("msgid", encoding="utf-8", newline="\n")
    status, said = translate(root, "export", "en")
    assert (status, (folder / "salt.po").read_text(encoding="utf-8")) == (1, "msgid")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('msgstr "Overview"', 'msgstr "Overview', 20, "this is no line of a PO file"),
        ('msgstr "Overview"', 'msgstr "Over"view"', 20, "this is no line of a PO file"),
        ('msgstr "Overview"', 'msgstr Overview', 20, "this is no line of a PO file"),
        ('msgid "概述"\nmsgstr "Overview"\n', 'msgstr "Overview"\n', 19, "this is no message of a PO file"),
        ('msgstr "Overview"', 'msgstr "Over\u202eview"', 20, "an invisible character that changes the order"),
        ('msgctxt "salt/index#/1"\n', "", 15, "this message is none that was exported"),
        ('msgctxt "salt/index#/2"', 'msgctxt "salt/index#/1"', 27, "the place 'salt/index#/1' stands here twice"),
        ('"X-Tandem-To: en\\n"', "", 1, "the header says nothing of its languages"),
        ('"X-Tandem-To: en\\n"', '"X-Tandem-To: tlh\\n"', None, "the site has no language 'tlh'"),
    ],
)  # fmt: skip
def test_a_broken_po_file_is_refused(root: Path, old: str, new: str, line: int | None, what: str) -> None:
    before = sources(root)
    path = export(root) / "salt.po"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    status, said = bring_back(root, "en/salt.po")
    assert (status, sources(root)) == (1, before)
    assert (f"translations/en/salt.po:{line}: {what}" if line else what) in said


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "1: this is not XML"),
        (b"<xliff", "1: this is not XML"),
        (b"\xff\xfe\x00", "this is not XML"),
        (b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "1: this is not XLIFF 2"),
        (b"<html/>", "1: this is not XLIFF 2"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>', "1: a document type is not read"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh-Hans" trgLang="tlh"/>',
         "1: `trgLang` is 'tlh', which is no language of the site"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh-Hans" trgLang="en"><file>\n<unit name="a">'
         b'<segment><source>a</source><target><ph id="7"/></target></segment></unit></file></xliff>',
         "2: the code '7' stands for nothing in this unit"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh-Hans" trgLang="en"><file>\n<unit name="a">'
         b'<segment><source>a</source><target><cp hex="202E"/></target></segment></unit></file></xliff>',
         "2: an invisible character that changes the order"),
    ],
)  # fmt: skip
def test_a_broken_xliff_file_is_refused(root: Path, content: bytes, what: str) -> None:
    before = sources(root)
    path = root / "translations/x.xlf"
    path.parent.mkdir()
    path.write_bytes(content)
    status, said = bring_back(root)
    assert (status, sources(root)) == (1, before)
    assert said.startswith("translations/x.xlf:") and what in said


def test_what_is_no_translation_is_refused(root: Path) -> None:
    (root / "a.txt").write_text("", encoding="utf-8", newline="\n")
    assert translate(root, "import", "a.txt") == (
        1, "a.txt:1: files of the kind '.txt' are not read\n  fix: give a file that ends in .po or .xlf\n1 problem\n"
    )  # fmt: skip
    assert translate(root, "import", "b.po")[1].startswith("b.po:1: there is no such file\n")
    assert translate(root, "import", "docs")[0] == 1
    assert translate(root, "export", "fr") == (1, "the site has no language 'fr'\n  fix: write one of: en, zh\n")
    assert translate(root, "export", "en", "--from", "en")[0] == 1
    assert "did you mean 'salt'?" in translate(root, "export", "en", "--tutorial", "salz")[1]
