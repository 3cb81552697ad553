"""What got into a page in spite of everything gets into no form: it is found before the form's file is written."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tandem.core.missing import CannotMakeError
from tandem.core.problems import Problems
from tandem.exports import epub, single_file, zim
from tandem.exports import zip as zipped
from tandem.exports.edition import Edition
from tandem.exports.forms import Form, Press
from tandem.sealing import findings, findings_in_book

from tests.build.test_build import end, prepared, start
from tests.exports.conftest import write
from tests.exports.test_forms import settings_of
from tests.fixtures.sources import SITE, change

Make = Callable[[Edition, Path], list[Path]]
FORMS: dict[str, Make] = {"epub": epub.make, "single_file": single_file.make, "zim": zim.make, "zip": zipped.make}
HEADING = '<h1 id="dosing">D</h1>'
INJECTED = {
    '<iframe src="x.html"></iframe>': "the element <iframe>",
    '<div style="position:fixed;inset:0">x</div>': "the attribute style=",
    '<a href="javascript:alert(1)">x</a>': "the address href=",
    '<img src="https://evil.example/x.png" alt="x">': "the address src=",
    "<object>x</object>": "the element <object>",
    "<marquee>x</marquee>": "the element <marquee>",
}
# What a book takes out with all its like, and a form of whole pages would carry along.
OF_PAGES = {
    "<script>alert(1)</script>": "a <script> that is not the site's own: alert(1)",
    '<form action="https://evil.example/"></form>': "the attribute action=",
    '<p onclick="alert(1)">x</p>': 'the attribute onclick="alert(1)" of <p>',
    '<table><tbody><tr><td onclick="alert(1)">x</td></tr></tbody></table>': "the attribute onclick=",
    '<svg><path d="M0 0" onclick="alert(1)"></path></svg>': "the attribute onclick=",
}


def with_references(edition: Edition) -> None:
    for locale in ("zh", "en"):
        works = '<h1 id="references">R</h1><ol role="doc-bibliography"><li>Work</li></ol>'
        write(edition, "references", works, locale=locale)


@pytest.mark.parametrize("form", FORMS)
def test_what_no_page_may_have_is_found_in_each_form(small: Edition, tmp_path: Path, form: str) -> None:
    with_references(small)
    out = tmp_path / "out"
    out.mkdir()
    for markup, what in {**INJECTED, **(OF_PAGES if form in ("zim", "zip") else {})}.items():
        write(small, "dosing", HEADING + markup, locale="en")
        with pytest.raises(CannotMakeError) as caught:
            FORMS[form](small, out)
        assert any(what in fault for _, _, fault in caught.value.faults), (markup, caught.value.faults)
        # The source of that very section is named, and the file that would hold it is not written.
        assert {path.name for path, _, _ in caught.value.faults} == {"dosing.en.md"}, markup
        assert [path.name for path in out.iterdir() if ".zh." not in path.name] == []
    write(small, "dosing", HEADING, locale="en")
    assert all(path.stat().st_size for path in FORMS[form](small, out))


@pytest.mark.parametrize("form", ["epub", "single_file"])
def test_what_a_book_takes_out_is_in_none_of_its_files(small: Edition, tmp_path: Path, form: str) -> None:
    with_references(small)
    write(small, "dosing", HEADING + "".join(OF_PAGES), locale="en")
    written = []
    for path in FORMS[form](small, tmp_path):
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as archive:
                written += [archive.read(name) for name in archive.namelist()]
        else:
            written.append(path.read_bytes())
    assert not any(b"evil" in content or b"alert(1)" in content for content in written)


def test_a_finding_is_a_problem_at_the_line_that_brought_it(small: Edition, root: Path, tmp_path: Path) -> None:
    change(root, "mkdocs.yml", "zip: false", "zip: true")
    with_references(small)
    write(small, "dosing", HEADING + "<p onclick='f()'>Nothing here is a real drug.</p>", locale="en")
    problems = Problems(SITE)
    assert Press(small, settings_of(root), problems, print, (Form("zip", zipped.make),)).downloads() == []
    (found,) = problems
    assert (found.path, found.line) == ("docs/salt/dosing.en.md", 1)
    assert found.what == (
        "the form 'zip' cannot be made: the page en/salt/dosing.html of the zip would be published with "
        'the attribute onclick="f()" of <p>'
    )
    assert found.fix.startswith("remove it: text may have what Markdown and the blocks give")


XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">'
    "<head><title>T</title></head><body>{}</body></html>"
)
IN_BOOKS = {
    "<title/><script>alert(1)</script>": "a <script> that is not the site's own: alert(1)",  # for HTML, a title
    "<script/><p>x</p>": "a <script> that is not the site's own: <p>x</p>",  # for HTML, a script
    '<p xmlns:x="urn:x" x:onclick="f()">x</p>': "the attribute {urn:x}onclick=",
    '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>': "a <script> that is not the site's own",
    '<script xmlns="http://www.w3.org/2000/svg">alert(1)</script>': "a <script> that is not the site's own",
    '<math xmlns="http://www.w3.org/1998/Math/MathML"/>': "the element <{http://www.w3.org/1998/Math/MathML}math>",
    '<x xmlns="urn:x"/>': "the element <{urn:x}x>",
    '<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(https://e.example/x#a)"/></svg>': "the address in fill=",
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink"><use l:href="//e.ex/#a"/></svg>':
        "the attribute xlink:href=",
    "<?xml-stylesheet href='//e.example/x.css'?>": "an instruction to programs",
    "<p>x": "markup that is no XML",
    '<p fill="red">x</p>': "the attribute fill=",
}  # fmt: skip


@pytest.mark.parametrize("markup", IN_BOOKS)
def test_a_document_of_a_book_is_read_as_xml_too(markup: str) -> None:
    found = [one.what for one in findings_in_book(XHTML.format(markup).encode())]
    assert any(IN_BOOKS[markup] in what for what in found), found


def test_a_document_of_a_book_declares_nothing() -> None:
    declared = XHTML.replace("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY e "<script>alert(1)</script>">]>')
    found = [one.what for one in findings_in_book(declared.format("<p>&e;</p>").encode())]
    assert "a type of document that declares something" in found
    assert "an instruction to programs, or an entity" in found
    around = XHTML.replace("<!DOCTYPE html>", '<?xml-stylesheet href="x"?><!DOCTYPE html>')
    assert [one.what for one in findings_in_book(around.format("").encode())] == [
        "an instruction to programs, or an entity"
    ]


def test_pictures_may_stand_in_a_file_that_stands_alone_and_only_there() -> None:
    png, svg = (f'<img alt="x" src="data:image/{kind};base64,AAAA">' for kind in ("png", "svg+xml"))
    assert list(findings(png + svg, alone=True)) == []
    assert len(list(findings(png + svg))) == 2
    assert list(findings('<img alt="x" src="data:text/html,x">', alone=True)) != []
    assert list(findings('<svg><path fill="url(#a)" stroke="#000000" d="M0 0"/></svg>', alone=True)) == []
    assert list(findings('<svg><path fill="url(//e.example/#a)" d="M0 0"/></svg>', alone=True)) != []
    assert list(findings('<p fill="red">x</p>', alone=True)) != []


def test_a_build_holds_every_page_and_those_of_two_languages(tmp_path: Path) -> None:
    root = prepared(tmp_path / "root")
    (root / "overrides").unlink()
    shutil.copytree(Path(__file__).parents[2] / "overrides", root / "overrides")
    frame = root / "overrides/base.html"
    text = frame.read_text(encoding="utf-8")
    assert text.count("</main>") == 1
    frame.write_text(text.replace("</main>", "<p onmouseover=f()>x</p></main>"), encoding="utf-8")
    status, said = end(start(root))
    assert status != 0 and not (root / "site").exists()
    for page in ("index.html", "en/salt/dosing.html", "salt/dosing.zh-en.html", "404.html"):
        assert f"the page {page} would be published with the attribute onmouseover=" in said
    assert "docs/salt/dosing.en.md:1: the page en/salt/dosing.html" in said
    assert "docs/salt/dosing.zh.md:1: the page salt/dosing.zh-en.html" in said
    assert "mkdocs.yml:1: the page 404.html" in said
