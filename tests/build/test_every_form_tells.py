"""What a reader must know of a citation is in every form: its page, and that its work was retracted."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from lxml import html

from tests.build.test_build import end, prepared, start
from tests.conftest import once
from tests.exports.packed import opened
from tests.fixtures.sources import change
from tests.readings.test_readings import FILE, WORKS

STATUS = (
    "{kind: retracted, on: 2024-05-01, notice: 10.5555/n.1, why: {zh: 用来说明背景, en: it tells what came before}}"
)
WANTED = {
    "zh": ("[1]45-47,[2已撤稿]", "本文献已撤稿（2024年5月1日）", "用来说明背景"),
    "en": ("[1(pp45-47),2retracted]", "Thisworkwasretracted(2024-05-01)", "ittellswhatcamebefore"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site in every form that holds a text, with a page cited and a work retracted."""
    return once(tmp_path_factory, "every-form", make) / "site"


def make(root: Path) -> None:
    prepared(root)
    works = WORKS.replace(" 5 mg", " 2 mg/kg").replace("{checked: no}", f"{{checked: no, status: {STATUS}}}", 1)
    (root / FILE).write_text(works, encoding="utf-8")
    for locale in ("zh", "en"):
        cited = "[@doe2020; @zhang2022]"
        change(root, f"docs/salt/index.{locale}.md", cited, cited.replace(";", ", pp. 45-47;"))
    for form in ("epub", "pdf", "single_file", "text"):
        change(root, "mkdocs.yml", f"{form}: false", f"{form}: true")
    change(root, "mkdocs.yml", "  tandem:\n", "  tandem:\n    sizes: {page: 1, file: 1}\n")
    status, said = end(start(root))
    assert status == 0, said
    (root / "said.txt").write_text(said, encoding="utf-8", newline="\n")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u2060\u200b\u00ad]", "", text)


def of_html(text: str) -> str:
    tree: html.HtmlElement = html.document_fromstring(text.encode())
    return str(tree.text_content())


def of_zip(path: Path) -> str:
    with zipfile.ZipFile(path) as held:
        parts = [held.read(name).decode() for name in held.namelist() if name.endswith((".xhtml", "document.xml"))]
    return "".join(re.sub(r"<[^>]*>", "", part) for part in parts)


def texts(site: Path, locale: str) -> dict[str, str]:
    pages = site / ("" if locale == "zh" else locale) / "salt"
    downloads = site / "downloads"
    reader = pypdf.PdfReader(downloads / f"salt.{locale}.pdf")
    single, _, _ = opened((downloads / f"salt.{locale}.html").read_text(encoding="utf-8"))
    return {
        "page": of_html((pages / "index.html").read_text(encoding="utf-8")),
        "book": of_zip(downloads / f"salt.{locale}.epub"),
        "document": of_zip(downloads / f"salt.{locale}.docx"),
        "paper": "".join(page.extract_text() for page in reader.pages),
        "one file": str(single.text_content()),
    }


@pytest.mark.long
def test_what_is_heavy_is_a_warning_at_its_sources_and_the_site_is_published(built: Path) -> None:
    said = (built.parent / "said.txt").read_text(encoding="utf-8")
    for place, what in (
        ("docs/salt/dosing.en.md:1", "the page takes "),
        ("docs/index.zh.md:1", "the page takes "),
        ("mkdocs.yml:1", "the page takes "),  # the page of what is missing
        ("docs/salt/tutorial.yml:1", "the tutorial in one file, salt.zh-en.html, takes "),
    ):
        assert f"{place}: warning: {what}" in said, said
    assert "write a larger `sizes: {file: }` under extra.tandem in mkdocs.yml" in said
    assert "0 problems" in said or "warnings" in said.splitlines()[-1]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_every_form_tells(built: Path, locale: str) -> None:
    for form, text in texts(built, locale).items():
        missing = [wanted for wanted in WANTED[locale] if wanted not in squeezed(text)]
        assert not missing, f"{form}: {missing}"
