"""The glossary in several files: one glossary for whatever asks, with what two files claim told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.check import Site, check_site
from tandem.core.problems import Problems

SIGNS = '{zh: "谷氨酸的受体 <1>&amp; *x*。", en: "A receptor for glutamate, 5 <10 &amp; *all* of it."}'
PLAIN = '{zh: "谷氨酸的受体。", en: "A receptor for glutamate."}'
MORE = """\
terms:
  - id: magnesium
    term: {zh: 镁, en: magnesium}
    definition: {zh: 一种元素。, en: An element.}
"""


def checked(root: Path) -> tuple[Site, list[str]]:
    problems = Problems(root)
    site = check_site(root / "mkdocs.yml", problems)
    assert site is not None
    return site, [str(problem) for problem in problems]


@pytest.fixture
def folder(root: Path) -> Path:
    path = root / "docs/glossary.yml"  # whose first definition holds signs that its page must not take for markup
    path.write_text(path.read_text(encoding="utf-8").replace(SIGNS, PLAIN), encoding="utf-8")
    made = root / "docs/glossary"
    made.mkdir()
    return made


def test_files_are_one_glossary(root: Path, folder: Path) -> None:
    before, _ = checked(root)
    (folder / "b.yml").write_text(MORE.replace("magnesium", "sulfate").replace("镁", "硫酸盐"), encoding="utf-8")
    (folder / "a.yml").write_text(MORE, encoding="utf-8")
    site, found = checked(root)
    assert not [one for one in found if "glossary" in one]
    ids = [term.id for term in site.shelf.glossary.terms]
    assert ids == [*(term.id for term in before.shelf.glossary.terms), "magnesium", "sulfate"]
    assert [path.name for path in site.shelf.glossaries] == ["glossary.yml", "a.yml", "b.yml"]


def test_a_folder_alone_is_enough(root: Path, folder: Path) -> None:
    (root / "docs/glossary.yml").rename(folder / "all.yml")
    site, found = checked(root)
    assert found == []
    assert len(site.shelf.glossary.terms) == 4


def test_two_files_claim_the_same(root: Path, folder: Path) -> None:
    (folder / "a.yml").write_text(MORE.replace("id: magnesium", "id: eclampsia"), encoding="utf-8")
    (folder / "b.yml").write_text(MORE.replace("en: magnesium", "en: Eclampsia"), encoding="utf-8")
    _, found = checked(root)
    assert found == [
        "docs/glossary/a.yml:2: the id 'eclampsia' stands in glossary.yml too\n"
        "  fix: give one of the two terms another id, or keep one of them",
        "docs/glossary/b.yml:3: 'Eclampsia' belongs to two terms in 'en': 'eclampsia' in glossary.yml and 'magnesium' "
        "here\n  fix: keep it with one of them",
    ]


def test_every_file_is_held_to_the_rules_of_texts(root: Path, folder: Path) -> None:
    path = folder / "a.yml"
    path.write_text(MORE.replace("An element.", "An element of 24."), encoding="utf-8")
    _, found = checked(root)
    assert [one for one in found if one.startswith("docs/glossary/a.yml:4:") and "24" in one]


def test_a_file_that_nothing_reads_is_told(root: Path, folder: Path) -> None:
    (folder / "a.yaml").write_text(MORE, encoding="utf-8")
    _, found = checked(root)
    fix = "  fix: call it by a name that ends in .yml"
    assert found == [f"docs/glossary/a.yaml:1: nothing reads the data file 'a.yaml'\n{fix}"]
