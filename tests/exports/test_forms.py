"""The frame around every form: what it is told, where files go, what is said, what fails."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tandem.check import read_site
from tandem.core.missing import imported
from tandem.core.problems import Problems
from tandem.core.settings import Exports, Settings, load_settings
from tandem.drawing import raster
from tandem.exports.edition import Edition, make_edition
from tandem.exports.forms import FORMS, Form, Press

from tests.fixtures.sources import SITE, change, copy, said


def settings_of(root: Path) -> Settings:
    found = load_settings(root / "mkdocs.yml", Problems(root))
    assert found is not None
    return found


def one(edition: Edition, folder: Path) -> list[Path]:
    path = folder / "one.txt"
    path.write_text(edition.name, encoding="utf-8")
    return [path]


def lacking(edition: Edition, folder: Path) -> list[Path]:
    imported("tandem_no_such_module", "no-such-package")
    return []


def test_forms_are_made_told_and_summed(small: Edition) -> None:
    settings = replace(settings_of(SITE), exports=Exports(pdf=False))
    problems, lines = Problems(SITE), list[str]()
    forms = (Form("epub", one), Form("pdf", lacking), Form("app", one, of_site=True))
    press = Press(small, settings, problems, lines.append, forms)
    made = press.downloads()
    assert not len(problems)
    assert [(item.form, item.name, item.size) for item in made] == [("epub", "one.txt", 5)]
    assert len(lines) == 1 and lines[0].startswith("epub: one.txt 0 KB (")
    assert not (small.folder / "one.txt").exists()
    downloads = small.folder / "downloads"
    assert made[0].sha256 == hashlib.sha256(b"Small").hexdigest()
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=downloads, check=True, capture_output=True)
    press.complete()
    assert (small.folder / "one.txt").exists()


def test_a_form_that_cannot_be_made_says_what_to_install_and_how_to_leave_it_out(small: Edition, root: Path) -> None:
    change(root, "mkdocs.yml", "pdf: false", "pdf: true")
    problems = Problems(root)
    forms = (Form("pdf", lacking), Form("epub", one))
    assert Press(small, settings_of(root), problems, print, forms).downloads() == []
    (found,) = problems
    assert found.path == "mkdocs.yml"
    assert found.what.startswith("the form 'pdf' cannot be made: the package no-such-package is missing")
    assert found.fix.startswith("install it: pip install no-such-package")
    assert found.fix.endswith("or leave the form out: `pdf: false` under extra.tandem.exports")
    assert "exports:" in (root / "mkdocs.yml").read_text(encoding="utf-8").split("\n")[found.line - 1]


@pytest.mark.parametrize(
    ("form", "module", "package"),
    [
        ("epub", "resvg_py", "resvg-py"),
        ("epub", "fontTools.ttLib", "fonttools"),
        ("epub", "fontpkg_noto_serif", "fontpkg-noto-serif"),
        ("pdf", "typst", "typst"),
        ("pdf", "pikepdf", "pikepdf"),
        ("pdf", "segno", "segno"),
        ("pdf", "pylopdf_fonts_zh_cn", "pylopdf-fonts-zh-cn"),
        ("dose_card", "typst", "typst"),
        ("text", "pypandoc", "pypandoc_binary"),
        ("zim", "libzim.writer", "libzim"),
        ("zim", "langcodes", "langcodes"),
    ],
)
def test_a_package_that_a_form_stands_on_is_named_where_it_is_missing(
    edition: Edition, small: Edition, root: Path, monkeypatch: pytest.MonkeyPatch, form: str, module: str, package: str
) -> None:
    """The real form of the real site; turned off, it asks for nothing."""
    monkeypatch.setitem(sys.modules, module, None)  # how Python is told that it is not there
    raster._faces.cache_clear()
    (real,) = (one for one in FORMS if one.name == form)
    forms = (Form(form, lambda _, folder: real.make(edition, folder)),)
    problems, off = Problems(root), Problems(root)
    wanted = replace(settings_of(root), exports=Exports(**{form: True}))
    assert Press(small, wanted, problems, print, forms).downloads() == []
    (found,) = problems
    assert found.what.startswith(f"the form '{form}' cannot be made: the package {package} is missing")
    assert f"pip install {package} " in found.fix and f"`{form}: false`" in found.fix
    unwanted = replace(wanted, exports=Exports(**{form: False}))
    assert Press(small, unwanted, off, print, forms).downloads() == [] and not len(off)


def test_names_that_some_system_cannot_write_are_refused(small: Edition, root: Path) -> None:
    def bad(edition: Edition, folder: Path) -> list[Path]:
        (folder / "镁.txt").write_text("x", encoding="utf-8")
        return [folder / "镁.txt"]

    change(root, "mkdocs.yml", "epub: false", "epub: true")
    with pytest.raises(ValueError, match="must be ASCII"):
        Press(small, settings_of(root), Problems(root), print, (Form("epub", bad),)).downloads()


def test_every_form_has_its_setting() -> None:
    assert {form.name for form in FORMS} <= set(Exports.model_fields)


def test_settings_that_are_misspelt_or_wrong(root: Path) -> None:
    change(root, "mkdocs.yml", "epub: false", "ebup: false")
    change(root, "mkdocs.yml", "pdf: false", "pdf: 1")
    change(root, "mkdocs.yml", "app: false}", "app: false, outdated_after_months: 0}")
    problems = Problems(root)
    assert load_settings(root / "mkdocs.yml", problems) is None
    assert [what for _, what in said(problems)] == [
        "'exports.outdated_after_months' must be at least 1, not '0'",
        "'exports.pdf' must be true or false, not '1'",
        "unknown key 'exports.ebup'",
    ]


@pytest.mark.parametrize(
    ("epoch", "months", "expected"),
    [
        ("1790000000", 24, date(2028, 9, 21)),
        ("1769817600", 1, date(2026, 2, 28)),  # from the 31st of January
        ("1798675200", 12, date(2027, 12, 31)),
        ("1790000000", None, None),
    ],
)
def test_the_day_after_which_a_form_may_be_outdated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, epoch: str, months: int | None, expected: date | None
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    root = copy(tmp_path / "root")
    found = read_site(root / "mkdocs.yml", Problems(root))
    assert found is not None
    settings = replace(found.settings, exports=Exports(outdated_after_months=months))
    made = make_edition(tmp_path, "https://x.example/t", "N", settings, found.strings, found.shelf.tutorials)
    assert made.outdated_after == expected
    assert made.url == "https://x.example/t/"
    assert made.commit == ""  # no repository here
