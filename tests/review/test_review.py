"""A section goes to a reviewer as DOCX; changes and comments come back with place, name and date, and go in by hand."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import redirect_stdout
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.table import _Cell
from lxml import etree
from tandem.__main__ import main
from tandem.core.problems import Problems
from tandem.review.proposals import proposals_in

from tests.conftest import ROOT
from tests.fixtures.sources import change, copy
from tests.translation.conftest import sources

ENGLISH = "The dose goes by weight.[@doe2020; @zhang2022]"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path / "site")


def review(root: Path, *arguments: str, answers: str = "") -> tuple[int, str]:
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.chdir(root)
        patch.setattr("sys.stdin", io.StringIO(answers))
        status = main(["review", *arguments])
    return status, said.getvalue()


def exported(root: Path, section: str = "salt/index", *more: str) -> Path:
    status, said = review(root, "export", section, "--output", "a.docx", *more)
    assert status == 0, said
    return root / "a.docx"


def cell(document: Document, text: str) -> _Cell:
    found: list[_Cell] = [cell for row in document.tables[0].rows for cell in row.cells if cell.text == text]
    assert len(found) == 1
    return found[0]


def tracked(kind: str, text: str, author: str = "A. Reviewer", when: str = "2027-01-15T10:00:00Z") -> etree._Element:
    """What Word and LibreOffice write for text that was put in or taken out."""
    made = OxmlElement(f"w:{kind}")
    for name, value in (("id", "900"), ("author", author), ("date", when)):
        made.set(qn(f"w:{name}"), value)
    run, words = OxmlElement("w:r"), OxmlElement("w:t" if kind == "ins" else "w:delText")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    made.append(run)
    return made


def reword(document: Document, text: str, old: str, new: str) -> None:
    """Replace words of a text with a tracked change, as a reviewer does."""
    (run,) = [run for run in cell(document, text).paragraphs[0].runs if old in run.text]
    before, _, after = run.text.partition(old)
    run.text = before
    rest = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = after
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    rest.append(words)
    for element in (rest, tracked("ins", new), tracked("del", old)):
        run._r.addnext(element)


def test_what_comes_back_untouched_proposes_nothing(root: Path) -> None:
    before = sources(root)
    exported(root)
    assert review(root, "import", "a.docx") == (0, "0 proposals, 0 taken over\n")
    assert sources(root) == before


def test_both_languages_stand_beside_each_other(root: Path) -> None:
    rows = docx.Document(str(exported(root))).tables[0].rows
    assert [cell.text for cell in rows[0].cells] == ["", "中文", "English"]
    assert ["key-points/2", "剂量按体重计算。[@doe2020; @zhang2022]", ENGLISH] in [
        [cell.text for cell in row.cells] for row in rows
    ]
    (root / "a.docx").unlink()
    one = docx.Document(str(exported(root, "salt/index", "--language", "en"))).tables[0].rows
    assert [cell.text for cell in one[0].cells] == ["", "English"] and len(one) == len(rows)


def test_a_tracked_change_is_shown_and_taken_over(root: Path) -> None:
    path = exported(root)
    document = docx.Document(str(path))
    reword(document, ENGLISH, "goes by", "depends on")
    document.save(str(path))
    before = sources(root)
    shown = (
        "docs/salt/index.en.md:12: A. Reviewer, 2027-01-15\n"
        f"  - {ENGLISH}\n"
        "  + The dose depends on weight.[@doe2020; @zhang2022]\n"
    )
    assert review(root, "import", "a.docx", "--list") == (0, f"{shown}1 proposal, 0 taken over\n")
    assert f"{shown}take it over? [y/N]\n" in (ROOT / "AUTHORING.md").read_text(encoding="utf-8"), "as the guide shows"
    for answer in ("", "n\n", "yes\n", "\ny\n"):
        status, said = review(root, "import", "a.docx", answers=answer)
        assert (status, said) == (0, f"{shown}take it over? [y/N] 1 proposal, 0 taken over\n")
    assert sources(root) == before
    status, said = review(root, "import", "a.docx", answers="y\n")
    assert said == f"{shown}take it over? [y/N] 1 proposal, 1 taken over; now run `make check`\n"
    before["salt/index.en.md"] = before["salt/index.en.md"].replace(b"goes by", b"depends on")
    assert sources(root) == before
    assert "it stands there already" in review(root, "import", "a.docx", answers="y\n")[1]


def test_a_comment_keeps_its_name_date_and_words(root: Path) -> None:
    path = exported(root)
    document = docx.Document(str(path))
    runs = cell(document, ENGLISH).paragraphs[0].runs
    comment = document.add_comment(runs[0], text="By which weight?", author="B. Reviewer", initials="B")
    comment._comment_elm.set(qn("w:date"), "2027-02-01T08:00:00Z")
    place = next(cell for row in document.tables[0].rows for cell in row.cells if cell.text == "salt/2")
    document.add_comment(place.paragraphs[0].runs[0], text="Is it a drug?", author="B. Reviewer")
    document.save(str(path))
    status, said = review(root, "import", "a.docx")
    assert status == 0
    assert (
        "docs/salt/index.en.md:12: comments\n"
        "  B. Reviewer, 2027-02-01 on 'The dose goes by weight.': By which weight?\n"
    ) in said
    assert re.search(r"beside the texts: comments\n  B. Reviewer, \S+ on 'salt/2': Is it a drug\?\n", said)


def test_a_change_that_was_not_tracked_is_told_as_one(root: Path) -> None:
    path = exported(root)
    document = docx.Document(str(path))
    cell(document, ENGLISH).paragraphs[0].runs[0].text = "The dose never goes by weight."
    document.save(str(path))
    _, said = review(root, "import", "a.docx", answers="y\n")
    assert said.startswith("docs/salt/index.en.md:12: changes that were not tracked\n")
    assert b"never goes by weight.[@doe2020; @zhang2022]" in sources(root)["salt/index.en.md"]


def test_a_source_that_has_changed_is_not_written_over(root: Path) -> None:
    path = exported(root)
    document = docx.Document(str(path))
    reword(document, ENGLISH, "goes by", "depends on")
    document.save(str(path))
    change(root, "docs/salt/index.en.md", "The dose goes by weight.", "The dose is by weight.")
    before = sources(root)
    _, said = review(root, "import", "a.docx", answers="y\n")
    assert "it cannot be taken over: the source has changed since the document was written" in said
    assert sources(root) == before


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("", "a text is not taken out alone"),
        ("> Dose", "this text would not stay one list item"),
        ("Dose [@", "a citation that cannot be read"),
        ("One.\n\nTwo.", "it is more than one paragraph now"),
    ],
)
def test_what_would_be_read_as_something_else_is_refused(root: Path, new: str, why: str) -> None:
    path = exported(root)
    document = docx.Document(str(path))
    place = cell(document, ENGLISH)
    for run in place.paragraphs[0].runs[1:]:
        run.text = ""
    first, *rest = new.split("\n\n")
    place.paragraphs[0].runs[0].text = first
    for text in rest:
        place.add_paragraph(text)
    document.save(str(path))
    before = sources(root)
    status, said = review(root, "import", "a.docx", answers="y\n")
    assert status == 0 and f"it cannot be taken over: {why}" in said
    assert sources(root) == before


def test_what_was_written_beside_the_texts_is_told(root: Path) -> None:
    path = exported(root)
    document = docx.Document(str(path))
    document.tables[0].add_row().cells[1].paragraphs[0]._p.append(tracked("ins", "A new point."))  # type: ignore[no-untyped-call]
    document.save(str(path))
    said = review(root, "import", "a.docx", answers="y\n")[1]
    assert said == (
        "beside the texts: A. Reviewer, 2027-01-15\n  - (nothing)\n  + A new point.\n1 proposal, 0 taken over\n"
    )


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LI = 'w:author="李 医师" w:date="2027-03-02T09:30:00Z"'
OTHER = 'w:author="C. Other" w:date="2027-03-03T00:00:00Z"'
KEPT = 'xml:space="preserve"'
LIBRE = f"""<w:p><w:pPr><w:pStyle w:val="Normal"/><w:rPr></w:rPr></w:pPr><w:bookmarkStart w:id="0" w:name="NAME"/>
<w:r><w:rPr></w:rPr><w:t {KEPT}>The dose </w:t></w:r>
<w:ins w:id="1" {LI}><w:r><w:rPr></w:rPr><w:t {KEPT}>always </w:t></w:r></w:ins>
<w:r><w:rPr><w:b/><w:rPrChange w:id="2" {LI}><w:rPr></w:rPr></w:rPrChange></w:rPr><w:t>goes</w:t></w:r>
<w:commentRangeStart w:id="0"/><w:r><w:t {KEPT}> by</w:t></w:r><w:commentRangeEnd w:id="0"/>
<w:r><w:commentReference w:id="0"/></w:r>
<w:del w:id="3" {OTHER}><w:r><w:delText {KEPT}> weight.</w:delText></w:r></w:del>
<w:ins w:id="4" {OTHER}><w:r><w:t {KEPT}> mass.</w:t></w:r></w:ins>
<w:r><w:t>[@doe2020; @zhang2022]</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>"""
COMMENT = f'<w:comment w:id="0" {LI}><w:p><w:r><w:t>按实际体重？</w:t></w:r></w:p></w:comment>'


def test_the_xml_of_libreoffice_is_read(root: Path, tmp_path: Path) -> None:
    """Runs split anywhere, changes of format tracked, bookmarks numbered anew, several people, no table."""
    with zipfile.ZipFile(exported(root)) as packed:
        body = packed.read("word/document.xml").decode()
    (name,) = re.findall(r'w:name="(tandem_\w+)"/>(?:<w:r>|<w:t>|<w:rPr/>)*The dose goes by weight', body)
    path = tmp_path / "libre.docx"
    with zipfile.ZipFile(path, "w") as packed:
        text = LIBRE.replace("NAME", name)
        packed.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{text}</w:body></w:document>")
        packed.writestr("word/comments.xml", f"<w:comments {SPACE}>{COMMENT}</w:comments>")
    assert review(root, "import", str(path), "--list") == (
        0,
        "docs/salt/index.en.md:12: 李 医师, 2027-03-02; C. Other, 2027-03-03\n"
        f"  - {ENGLISH}\n"
        "  + The dose always goes by mass.[@doe2020; @zhang2022]\n"
        "  李 医师, 2027-03-02 on ' by': 按实际体重？\n"
        "1 proposal, 0 taken over\n",
    )


@pytest.mark.parametrize("content", [b"", b"PK", b"text", "zip", "xml", "entity"])
def test_what_is_no_document_is_refused(tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "a.docx"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        bad = {"zip": ("a.txt", "x"), "xml": ("word/document.xml", "<w"), "entity": ("word/document.xml", "<w/>")}
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr(*bad[content])
    problems = Problems(tmp_path)
    assert proposals_in(path, problems) is None
    assert problems.report().startswith("a.docx:1: ")
    assert proposals_in(tmp_path / "nowhere.docx", problems) is None


def test_the_command_says_what_it_wants(root: Path) -> None:
    assert "several have it: index, salt/index" in review(root, "export", "index")[1]
    assert "did you mean 'salt/dosing'?" in review(root, "export", "salt/dosin")[1]
    assert "the site has no language 'fr'" in review(root, "export", "salt/index", "--language", "fr")[1]
    exported(root)
    assert review(root, "export", "salt/index", "--output", "a.docx")[0] == 1
