"""`tandem references add`: which tutorial, which language, what is there already, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tandem import references
from tandem.citations.importing import records_of
from tandem.core.problems import Problems

from tests.fixtures.sources import change
from tests.references.adding import SALT, add, bring, entries, one
from tests.trials import examples

DOE = {
    "id": "http://zotero.org/users/1/items/AAAA1111",
    "type": "article-journal",
    "title": "Another paper",
    "author": [{"family": "Roe", "given": "R."}],
}


@pytest.fixture(autouse=True)
def styles_print_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """What styles print is another test's; here each call of pandoc is spared."""
    monkeypatch.setattr(references, "find_unprinted", lambda entries, style: iter(()))


def exported(root: Path, **variables: object) -> Path:
    return bring(root, "export.json", json.dumps([DOE | variables], ensure_ascii=False))


def test_a_language_that_the_author_names(root: Path) -> None:
    status, said = add(root, exported(root), options=("--language", "English"))
    assert status == 0
    assert entries(root)["roe"]["language"] == "en"
    assert "  language en, as you said\n" in said


def test_a_language_that_the_author_is_asked_for(root: Path) -> None:
    status, said = add(root, exported(root), answer="de\n")
    assert status == 0
    assert "These records do not say their language:\n  Another paper (export.json:1)\n" in said
    assert entries(root)["roe"]["language"] == "de"


@pytest.mark.parametrize("answer", ["", "\n", "Elvish\n"])
def test_without_a_language_nothing_is_guessed(root: Path, answer: str) -> None:
    before = (root / SALT).read_bytes()
    status, said = add(root, exported(root), answer=answer)
    assert (status, (root / SALT).read_bytes()) == (1, before)
    assert (
        "export.json:1: 'Another paper' was left out: it does not say its language\n"
        "  fix: say which: add --language en (with make: IN=en), or name it where the record comes from\n" in said
    )


def test_a_language_of_other_letters_is_not_taken(root: Path) -> None:
    status, said = add(root, exported(root, title="Магний"), options=("--language", "en"))
    assert status == 1
    assert "'Магний' was left out: it does not say its language, and is not in the letters of 'en'" in said


def test_an_option_that_is_no_language(root: Path) -> None:
    status, said = add(root, exported(root), options=("--language", "Elvish"))
    assert status == 1
    assert "'Elvish' names no language\n  fix: write a tag such as en, zh or pt-BR" in said


@pytest.mark.parametrize(
    ("variables", "by"),
    [
        ({"DOI": "10.5555/JID.2020.12"}, "DOI"),
        ({"title": "Salvoxine <i>after</i> surgery – a trial", "author": [{"family": "Doe", "given": "J"}]}, "title"),
        ({"title": "Salvoxine after surgery: a trial", "author": []}, "title"),
    ],
)
def test_a_work_that_is_there_already(root: Path, variables: dict[str, object], by: str) -> None:
    before = (root / SALT).read_bytes()
    status, said = add(root, exported(root, language="en", PMID="91234567", **variables))
    assert (status, (root / SALT).read_bytes()) == (0, before)
    assert f"already there, by its {by}: doe2020, " in said
    assert '  doe2020 has no PMID; the record gives "91234567"\n' in said
    assert ("but doe2020 is called" in said) == (by == "DOI")


@pytest.mark.parametrize(
    "variables",
    [{"DOI": "10.5555/other"}, {"issued": {"date-parts": [[1999]]}}, {"author": [{"family": "Other", "given": "A"}]}],
)
def test_another_work_of_the_same_title(root: Path, variables: dict[str, object]) -> None:
    same = {"title": "Salvoxine after surgery: a trial", "author": [{"family": "Doe"}], "language": "en"}
    status, said = add(root, exported(root, **(same | variables)))
    assert status == 0
    assert "it has the title of 'doe2020', but is another work by its identifiers, year or author" in said
    assert len(entries(root)) == 4


def test_a_work_twice_in_one_run(root: Path) -> None:
    first, second = (
        exported(root, language="en"),
        bring(root, "second.ris", "TY  - JOUR\nTI  - Another paper\nLA  - en\n"),
    )
    status, said = add(root, first, second)
    assert status == 0
    assert "twice in what was given, by its title: Another paper (second.ris:1)\n" in said
    assert len(entries(root)) == 4


def test_a_key_that_is_another_works(root: Path) -> None:
    status, _ = add(root, exported(root, id="doe2020", language="en"))
    assert status == 0
    assert entries(root)["doe2020b"]["title"] == "Another paper"


def test_the_tutorial_must_be_named_where_there_are_several(root: Path) -> None:
    other = root / "docs/pepper"
    other.mkdir()
    (other / "tutorial.yml").write_text("title: x", encoding="utf-8")
    status, said = add(root, exported(root, language="en"))
    assert status == 1
    assert "docs:1: the site has several tutorials\n  fix: say which, with --tutorial: pepper, salt\n" in said
    status, said = add(root, exported(root, language="en"), options=("--tutorial", "peper"))
    assert "docs:1: there is no tutorial 'peper'\n  fix: did you mean 'pepper'?\n" in said
    status, said = add(root, exported(root, language="en"), options=("--tutorial", "pepper"))
    assert status == 0, said
    assert [entry["id"] for entry in json.loads((other / "references.json").read_text(encoding="utf-8"))] == ["roe"]


def test_a_file_that_is_broken_is_not_written(root: Path) -> None:
    change(root, SALT, "[\n  {", "[\n  {,")
    before = (root / SALT).read_bytes()
    status, said = add(root, exported(root, language="en"))
    assert (status, (root / SALT).read_bytes()) == (1, before)
    assert "nothing was added: mend the file first\n" in said
    assert f"{SALT}:2: this is not valid JSON" in said


def test_a_file_out_of_order_is_put_in_order_and_told(root: Path) -> None:
    change(root, SALT, '"id": "doe2020"', '"id": "yoe2020"')
    status, said = add(root, exported(root, language="en"))
    assert status == 0
    assert list(entries(root)) == ["label2021", "roe", "yoe2020", "zhang2022"]
    assert "references.json is now in the order of its ids\n" in said


def test_entries_that_were_there_keep_their_text(root: Path) -> None:
    path = root / SALT
    path.write_text('[{"id":"b", "type":"book","title":"B","language":"en"},\n    {"id": "d",\n "type": "book", '
                    '"title": "D", "language": "en"}\n]', encoding="utf-8")  # fmt: skip
    bring(root, "c.bib", "@book{c, title={C}, langid={english}}")
    assert add(root, root / "c.bib")[0] == 0
    assert path.read_text(encoding="utf-8") == (
        '[\n{"id":"b", "type":"book","title":"B","language":"en"},\n'
        '    {\n        "id": "c",\n        "type": "book",\n        "title": "C",\n        "language": "en"\n    },\n'
        '    {"id": "d",\n "type": "book", "title": "D", "language": "en"}\n]\n'
    )


def test_dates_of_access_come_from_who_read_it(root: Path) -> None:
    (root / "docs/salt/checked.yml").write_text("works: {}", encoding="utf-8")
    page = {"type": "webpage", "URL": "https://a.example/", "accessed": {"date-parts": [[2020]]}, "language": "en"}
    status, said = add(root, exported(root, **page))
    assert status == 0
    assert "accessed" not in entries(root)["roe"]
    assert "  its date of access is left out: checked.yml says who read it, and when\n" in said
    assert "        roe: {checked: no}\n" in said


def test_what_no_style_prints_is_left_out_and_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(entries: list[dict[str, object]], style: object) -> list[tuple[str, str]]:
        return [("roe", "edition"), *([("roe", "volume")] if "2015" in str(style) else [])]

    monkeypatch.setattr(references, "find_unprinted", lost)
    status, said = add(root, exported(root, language="en", edition="3", volume="1"))
    assert status == 0
    assert "left out, since references have no place for it: edition (1)\n" in said
    assert "  roe: not every language's style prints 'volume'; `check` will say what to do\n" in said
    assert "edition" not in entries(root)["roe"]
    assert entries(root)["roe"]["volume"] == "1"


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        (b"", "the file is empty", "export the references again, as"),
        (b"[]", "there is no record in this file", "export the references again, as"),
        (b"<xml/>", "this is XML", "export the references again, as CSL JSON, BibTeX, RIS, nbib (PubMed) or ENW"),
        (b"dear colleague", "this is a format that is not read", "export the references again, as"),
        ("\u4e2d\u6587".encode("gb18030"), "the file is not UTF-8 text", "export it again with the encoding UTF-8"),
        (b'[{"itemType": "book"}]', "this is no record of CSL-JSON", "export again, and choose CSL JSON"),
        (b"[3]", "this is no record of CSL-JSON", "export again, and choose CSL JSON"),
        (b'[{"title": "a"', "this is not valid JSON", "check the quotes, commas and brackets"),
        (b"[" * 100_000, "the data is nested too deep", "write it flat"),
        (b'[{"type": "book", "language": "en"}]', "a record was left out: it has no title", "give it one where"),
        (
            b'[{"type": "book", "title": "a\xef\xbf\xbd", "language": "en"}]',
            "it holds a character that was lost",
            "write",
        ),
        (
            b'[{"type": "book", "title": "\\\\foo x", "language": "en"}]',
            "TeX in a text, '\\foo'",
            "write the character",
        ),
        (b"@book{a, title={A", "an entry cannot be read: a brace, a quotation mark or a comma", "mend it"),
        (b"@book{a, title={A} year={2000}}", "the field 'title' of 'a' cannot be read: a comma is", "mend it"),
        (b"@book{a, title={A}, title={B}}", "an entry has a field twice", "keep one of the two"),
        (b"@a{" * 20_000, "the file holds more than 10000 entries", "export the works that the tutorial cites"),
    ],
)
def test_files_that_do_not_fit(root: Path, text: bytes, what: str, fix: str) -> None:
    before = (root / SALT).read_bytes()
    status, said = add(root, bring(root, "export", text), options=("--language", "en"))
    assert (status, (root / SALT).read_bytes()) == (1, before)
    assert said.startswith("nothing was added\nexport:1: ")
    assert what in said
    assert f"\n  fix: {fix}" in said


def test_a_file_that_is_not_there(root: Path) -> None:
    status, said = add(root, root / "zotero.json")
    assert status == 1
    assert "zotero.json:1: there is no such file\n  fix: name the file that your reference manager exported\n" in said


def test_one_fault_does_not_keep_the_others_out(root: Path) -> None:
    text = "@book{a, title={A}, langid={english}}\n@book{b, title={B\n\n@book{c, title={C}, langid={english}}\n"
    status, said = add(root, bring(root, "x.bib", text))
    assert status == 1
    assert {"a", "c"} <= set(entries(root))
    assert "x.bib:2: an entry cannot be read" in said


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_of_exports(root: Path, encoding: str) -> None:
    text = "TY  - JOUR\r\nTI  - 利多烷\r\nER  - \r\n".encode(encoding)
    assert one(root, "x.ris", text) == {"type": "article-journal", "title": "利多烷", "language": "zh"}


@pytest.mark.parametrize(
    "text",
    ["TY  - JOUR\nTI  - A\nLA  - en", "TY - JOUR\nTI - A\nLA - en\n", "  TY  - JOUR\n  TI  - A\n  LA  - en\n  ER  -\n"],
)
def test_shapes_of_ris(root: Path, text: str) -> None:
    assert one(root, "x.txt", text) == {"type": "article-journal", "title": "A", "language": "en"}


HEADS = [
    "",
    "[",
    '[{"title": ',
    "TY  - JOUR\nTI  - ",
    "PMID- 1\nTI  - ",
    "%0 Book\n%T ",
    "@book{a, title = {",
    "@book{",
]
PIECES = [
    "}",
    "{",
    "\\",
    '"',
    "$",
    ",",
    "a",
    "王",
    "\n",
    "ER  - \n",
    "@",
    "%",
    " and ",
    "<i>",
    "&amp;",
    "[",
    "]",
    "1",
    "=",
]


@settings(max_examples=examples(60))
@given(st.sampled_from(HEADS), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_stops_the_reader(head: str, rest: str) -> None:
    problems = Problems(Path("/"))
    records = records_of(head + rest, Path("/x"), problems)
    assert records or len(problems)
    assert all(problem.fix for problem in problems)
