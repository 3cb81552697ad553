"""The picture for links: what it says, in letters that are there, and when there is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tandem.colophon.picture import draw_pictures, drawing
from tandem.core.missing import CannotMakeError
from tandem.core.shelf import Imprint, Shelf

from tests.conftest import SITE_URL
from tests.fixtures.sources import SITE, change, check, copy

SIGN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32"/></svg>'
DESCRIPTION = "A small site"


@pytest.fixture
def shelf() -> Shelf:
    found, problems = check(SITE)
    assert found is not None and not len(problems), problems.report()
    found.shelf.imprint = Imprint("Small", SITE_URL, "", SIGN)
    return found.shelf


def said(made: str) -> list[tuple[str, float, str]]:
    """Each line: its text, where it stands, and the side it is set from."""
    texts = ElementTree.fromstring(made).iterfind("{http://www.w3.org/2000/svg}text")
    return [(str(text.text), float(text.attrib["x"]), text.attrib["text-anchor"]) for text in texts]


def test_one_for_each_tutorial_and_language_the_same_each_time(shelf: Shelf, tmp_path: Path) -> None:
    made = draw_pictures(shelf, tmp_path / "one")
    names = {"", *(tutorial.name for tutorial in shelf.tutorials)}
    assert set(made) == {(name, locale) for name in names for locale in shelf.settings.locales}
    assert len({picture.content for picture in made.values()}) == len(made)
    assert draw_pictures(shelf, tmp_path / "one") == made, "from the cache"
    assert draw_pictures(shelf, tmp_path / "two") == made, "drawn anew"


def test_without_an_address_or_when_not_wanted_there_is_none(shelf: Shelf, tmp_path: Path) -> None:
    shelf.settings = replace(shelf.settings, link_pictures=False)
    assert draw_pictures(shelf, tmp_path) == {}
    shelf.settings = replace(shelf.settings, link_pictures=True)
    shelf.imprint = Imprint("Small", "", "", SIGN)
    assert draw_pictures(shelf, tmp_path) == {}
    assert not list(tmp_path.iterdir())


def test_the_title_is_large_and_the_sign_the_sites_own() -> None:
    made = drawing(("镁与疼痛", ("Magnesium & pain",), "用于教学"), "Small", SIGN)
    assert [text for text, _, _ in said(made)] == ["镁与疼痛", "Magnesium & pain", "用于教学", "Small"]
    assert len(ElementTree.fromstring(made).findall("{http://www.w3.org/2000/svg}svg")) == 1


def test_a_long_title_stays_inside() -> None:
    made = drawing(("围术期静脉用镁的证据剂量与中毒" * 4, (), "用于教学"), "Small", "")
    lines = ElementTree.fromstring(made).findall("{http://www.w3.org/2000/svg}text")
    assert all(120 < float(line.attrib["y"]) < 630 for line in lines[:-1])


@pytest.mark.parametrize("words", [("ഉ", (), "x"), ("x", ("ഉ",), "x"), ("x", (), "ഉ")])
def test_letters_that_the_faces_lack_are_said(words: tuple[str, tuple[str, ...], str]) -> None:
    with pytest.raises(CannotMakeError, match="lack: ഉ"):
        drawing(words, "Small", SIGN)


def line_of(path: Path, words: str) -> int:
    (found,) = [number for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if words in line]
    return found


def test_every_text_with_such_letters_is_told_at_its_line(tmp_path: Path) -> None:
    """A description, a title and a reviewer: each of them in one build, and no picture."""
    root = copy(tmp_path / "site")
    tutorial = root / "docs/salt/tutorial.yml"
    change(root, "docs/salt/tutorial.yml", "en: Salt}", "en: Salt ഉക}")
    change(root, "docs/salt/tutorial.yml", "A. Tester", "A. Tester ഗ")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace(DESCRIPTION, f"{DESCRIPTION} ക"), encoding="utf-8")
    found, problems = check(root)
    assert found is not None and not len(problems), problems.report()
    found.shelf.imprint = Imprint("Small", SITE_URL, "", SIGN)
    with pytest.raises(CannotMakeError) as raised:
        draw_pictures(found.shelf, tmp_path / "cache")
    told = [
        (path.relative_to(root).as_posix(), line, what.rpartition(": ")[2]) for path, line, what in raised.value.faults
    ]
    assert sorted(told) == sorted(
        [
            ("docs/salt/tutorial.yml", line_of(tutorial, "Salt ഉക"), "ഉ ക"),
            ("docs/salt/tutorial.yml", line_of(tutorial, "A. Tester ഗ"), "ഗ"),
            ("mkdocs.yml", line_of(config, f"{DESCRIPTION} ക"), "ക"),
        ]
    )
    assert not (tmp_path / "cache").exists()
