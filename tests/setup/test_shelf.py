"""The shelves that `make bench-shelf` measures: sound sources, and no text twice."""

from pathlib import Path

import pytest
from tandem.check import check_site
from tandem.core.problems import Problems

from tools.shelf import making
from tools.shelf.measuring import Used, medians


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    config = making.write(folder / "ours", 2)
    making.agreed(config)  # raises where anything is wrong
    return config


def test_languages_agree(shelf: Path) -> None:
    problems = Problems(shelf.parent)
    site = check_site(shelf, problems)
    assert site is not None and not len(problems)
    assert not [item for item in site.standings if item.tutorial in ("t001", "t002") and item.stale]
    assert len([term for term in site.shelf.glossary.terms if term.id.startswith("t0")]) == 2 * making.TERMS


def test_each_tutorial_has_a_text_of_its_own(shelf: Path) -> None:
    paragraphs = [
        {part for path in (shelf.parent / "docs" / name).glob("*.en.md") for part in _invented(path)}
        for name in ("t001", "t002")
    ]
    assert all(len(found) > 50 for found in paragraphs)
    assert not paragraphs[0] & paragraphs[1]


def _invented(path: Path) -> list[str]:
    """Paragraphs without the letters that invented words do not have."""
    parts = path.read_text(encoding="utf-8").split("\n\n")
    return [part for part in parts if part.endswith(".") and not set("[(#-") & set(part) and " the " not in part]


def test_an_edit_changes_one_source(shelf: Path) -> None:
    before = {path: path.read_bytes() for path in (shelf.parent / "docs").rglob("*.md")}
    changed = making.edited(shelf, "zan")
    assert [path for path, content in before.items() if path.read_bytes() != content] == [changed]
    changed.write_bytes(before[changed])


def test_material_has_the_same_pages_without_blocks(shelf: Path, tmp_path: Path) -> None:
    stock = making.stock(tmp_path / "stock", shelf.parent)
    assert making.pages(stock) == making.pages(shelf)
    texts = [path.read_text(encoding="utf-8") for path in (stock.parent / "docs").rglob("*.md")]
    assert not [text for text in texts if "\n///" in text]


def test_medians_are_of_each_measure() -> None:
    runs = [Used(1.0, 9.0, 30), Used(3.0, 7.0, 10), Used(2.0, 8.0, 20)]
    assert medians(runs) == Used(2.0, 8.0, 20)
