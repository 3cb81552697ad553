"""What lies in the folder of the sources: sources, what they refer to, and nothing else gets out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.test_build import contents, end, prepared, start
from tests.fixtures.sources import change, check

Mutation = Callable[[Path], None]


def file(name: str) -> Mutation:
    def make(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")

    return make


def link(name: str, target: str) -> Mutation:
    return lambda folder: (folder / name).symlink_to(target)


def bytes_name(folder: Path) -> None:
    with open(os.fsencode(folder) + b"/caf\xe9.png", "wb"):  # noqa: PTH123 - a name that no text can be
        pass


def both(*makers: Mutation) -> Mutation:
    def make(folder: Path) -> None:
        for maker in makers:
            maker(folder)

    return make


NOT_REFERRED = "nothing refers to this file, and everything here would be published"
CASES: dict[str, tuple[Mutation, str]] = {
    "a list of patients": (file("patient-list.xlsx"), f"patient-list.xlsx:1: {NOT_REFERRED}"),
    "an editor's copy": (file("index.en.md~"), f"index.en.md~:1: {NOT_REFERRED}"),
    "another editor's copy": (file(".index.en.md.swp"), f".index.en.md.swp:1: {NOT_REFERRED}"),
    "passwords": (file(".env"), f".env:1: {NOT_REFERRED}"),
    "a page of HTML": (file("evil.html"), NOT_REFERRED),
    "a script": (file("evil.js"), NOT_REFERRED),
    "a program": (file("setup.exe"), NOT_REFERRED),
    "references of another tool": (file("My library.BIB"), "My library.BIB:1: nothing reads this file of references"),
    "references in a deeper folder": (
        file("old/pubmed.nbib"),
        "old/pubmed.nbib:1: nothing reads this file of references",
    ),
    "a picture": (file("unused.png"), NOT_REFERRED),
    "a drawing that no figure has": (file("drawings/old.svg"), f"drawings/old.svg:1: {NOT_REFERRED}"),
    "a page in a deeper folder": (file("notes/private.md"), "notes/private.md:1: the file's name is not a section's"),
    "data in a deeper folder": (file("notes/private.yml"), f"notes/private.yml:1: {NOT_REFERRED}"),
    "a folder of a version control": (file(".git/config"), f".git/config:1: {NOT_REFERRED}"),
    "a link out": (link("passwd.txt", "/etc/passwd"), "passwd.txt:1: this is a link to a file elsewhere"),
    "a linked folder": (link("more", "/etc"), "more:1: this is a link to a file elsewhere"),
    "a link in a circle": (link("loop", "loop"), "loop:1: this is a link to a file elsewhere"),
    "a pipe": (lambda folder: os.mkfifo(folder / "pipe.png"), "pipe.png:1: this is no ordinary file"),
    "names alike": (
        both(file("Pic.png"), file("pic.png")),
        "pic.png:1: some systems do not tell the name from 'Pic.png'",
    ),
    "a name in parts": (file("cafe\u0301.png"), "has letters that are put together from parts"),
    "a name with a line break": (file("a\nb.png"), "the file's name has a line break or a tab"),
    "a name that turns": (file("a\u202egnp.exe"), "the file's name has an invisible character"),
    "a name of Windows": (file("aux.png"), "is one that Windows refuses"),
    "a name with a colon": (file("a:b.png"), "which Windows refuses"),
    "a name with a point at its end": (file("a."), "is one that Windows refuses"),
    "a name that is no text": (bytes_name, "the file's name is not UTF-8"),
    "a long name": (file("a" * 200 + ".png"), "is longer than 120 bytes"),
    "a deep folder": (file("/".join("abcdefghij") + "/a.png"), "folders are nested too deep"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_may_not_lie_there(root: Path, case: str) -> None:
    make, said = CASES[case]
    make(root / "docs/salt")
    _, problems = check(root)
    assert said in problems.report()
    assert "Traceback" not in problems.report()


def test_it_is_named_beside_the_tutorials_too(root: Path) -> None:
    file("plan.docx")(root / "docs")
    _, problems = check(root)
    assert f"docs/plan.docx:1: {NOT_REFERRED}" in problems.report()


def test_a_kind_that_is_not_published(root: Path) -> None:
    file("list.xlsx")(root / "docs/salt")
    change(root, "docs/salt/index.en.md", "does not exist", "does not [exist](list.xlsx)")
    _, problems = check(root)
    assert "files of the kind '.xlsx' are not published" in problems.report()


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_computers_leave_is_no_problem(root: Path, name: str) -> None:
    file(name)(root / "docs/salt")
    assert len(check(root)[1]) == 0


def referring(target: Path, words: str, *names: str) -> Path:
    """Sources with these files, and with these words in both languages of a section."""
    root = prepared(target)
    for name in names:
        file(name)(root / "docs/salt")
    for locale, old in (("en", "does not exist"), ("zh", "并不存在")):
        change(root, f"docs/salt/index.{locale}.md", old, f"{old}, {words}")
    return root


@pytest.mark.long
def test_only_what_is_referred_to_is_published(tmp_path: Path) -> None:
    root = referring(tmp_path / "root", "![x](shown.png)", "Thumbs.db", "shown.png")
    status, said = end(start(root))
    names = contents(root / "site") if status == 0 else {}
    assert "salt/shown.png" in names, said
    assert not [name for name in names if "Thumbs" in name or name.endswith((".yml", ".md"))]


@pytest.mark.long
def test_one_file_serves_the_pages_of_every_language(tmp_path: Path) -> None:
    root = referring(tmp_path / "root", "![x](img/shown.png) [y](table.csv)", "img/shown.png", "table.csv")
    status, said = end(start(root))
    assert status == 0, said
    site = root / "site"
    wanted = {(site / "salt/img/shown.png").resolve(), (site / "salt/table.csv").resolve()}
    for page in (site / "salt/index.html", site / "en/salt/index.html", *site.glob("salt/index.*.html")):
        text = page.read_text(encoding="utf-8")
        links = re.findall(r'(?:src|href)="([^"]*(?:shown\.png|table\.csv))"', text)
        assert {(page.parent / link).resolve() for link in links} == wanted, page
    assert {path.resolve() for path in [*site.rglob("shown.png"), *site.rglob("table.csv")]} == wanted
