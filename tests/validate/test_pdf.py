"""The PDFs of the built site, opened by programs that are not ours: poppler's and qpdf."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from lxml import html
from tandem.exports.pdf.faces import paper

from tools.validators import find

pytestmark = pytest.mark.validate


@pytest.fixture(scope="session")
def documents(site_dir: Path) -> list[Path]:
    found = sorted((site_dir / "downloads").glob("magnesium*.pdf"))
    assert found, "the site was built without the form `pdf`"
    return found


def run(program: str, *arguments: str | Path) -> str:
    done = subprocess.run([find("qpdf") if program == "qpdf" else program, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr.strip(), done.stderr
    return done.stdout


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u2060\u200b\u00ad]", "", text)


def test_every_face_is_embedded_and_one_of_ours(documents: list[Path]) -> None:
    find("pdftotext")
    ours = [family.replace(" ", "") for family in paper().families()]
    for document in documents:
        lines = run("pdffonts", document).splitlines()[2:]
        assert len(lines) >= 3
        for line in lines:
            name, *_, embedded, subset, unicode, _, _ = line.split()
            assert (embedded, subset, unicode) == ("yes", "yes", "yes"), line
            assert any(name.split("+")[1].startswith(face) for face in ours), line


def test_qpdf_finds_no_fault(documents: list[Path]) -> None:
    for document in documents:
        run("qpdf", "--check", document)


def test_letters_come_out_as_they_were_written(documents: list[Path], site_dir: Path) -> None:
    for document in documents:
        text = run("pdftotext", document, "-")
        assert "\ufffd" not in text and "\x00" not in text
        assert not re.search("[\ue000-\uf8ff]", text)
        letters = set(squeezed(text))
        page = site_dir / ("" if ".zh." in document.name else "en") / "magnesium" / "dosing.html"
        (article,) = html.parse(page).getroot().iter("article")
        if "card" not in document.name:
            kept = "not(ancestor-or-self::*[@data-live or contains(@class, 'kicker')] or ancestor::aside)"
            shown = "".join(article.xpath(f".//p[{kept}]//text()"))
            assert not set(squeezed(shown)) - letters - set("¶&")
            whole = squeezed(text)
            for mark in ("Mg²⁺", "MgSO₄·7H₂O", "I²", "−7.6"):
                assert mark in whole


def test_every_figure_of_the_dose_tables_is_there(documents: list[Path], site_dir: Path) -> None:
    for document in documents:
        text = squeezed(run("pdftotext", document, "-"))
        page = site_dir / ("" if ".zh." in document.name else "en") / "magnesium" / "dosing.html"
        kinds = ("regimens", "worked", "products") if "card" in document.name else ("",)
        seen = 0
        for kind in kinds:
            for cell in html.parse(page).xpath(f"//table[contains(@class, 'dose-table--{kind}')]//td"):
                for figure in re.findall(r"[0-9][0-9.]*(?:\s?\S+)?", cell.text_content()):
                    assert squeezed(figure) in text
                    seen += 1
        assert seen >= 60


def test_a_book_is_read_from_its_first_section_to_its_last(documents: list[Path], site_dir: Path) -> None:
    for document in documents:
        if "card" in document.name:
            continue
        text = squeezed(run("pdftotext", document, "-"))
        folder = site_dir / ("" if ".zh." in document.name else "en") / "magnesium"
        navigation = html.parse(folder / "index.html").xpath("//nav//a[contains(@href, '.html')]/@href")
        order = list(dict.fromkeys(link for link in navigation if (folder / link).is_file() and "/" not in link))
        assert len(order) > 5
        position = 0
        for name in order[1:]:
            lead = squeezed(html.parse(folder / name).xpath("string(//p[contains(@class, 'tandem-lead')])"))
            assert lead
            found = text.replace("-", "").find(lead.replace("-", ""), position)
            assert found > 0, name
            position = found


def test_pages_are_a4_and_of_a_sane_number(documents: list[Path]) -> None:
    for document in documents:
        told = dict(line.split(":", 1) for line in run("pdfinfo", document).splitlines())
        assert told["Page size"].strip().endswith("(A4)")
        assert told["Tagged"].strip() == "yes"
        pages = int(told["Pages"])
        assert pages == 1 if "card" in document.name else 8 <= pages <= 48
