"""Forms that were made before: the same bytes as made anew, and made anew whenever anything in them could differ."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tandem.core import program
from tandem.core.missing import CannotMakeError
from tandem.core.store import Store
from tandem.core.strings import Strings
from tandem.exports import epub, kept, single_file
from tandem.exports.edition import Edition
from tandem.exports.kept import Keeper

from tests.exports.conftest import write

Change = Callable[[Edition], Edition]
TEXT = '<h1 id="index">T</h1><p>{}</p><img src="../assets/dot.svg" alt="a dot">'
ALL = {"salt.zh.epub", "salt.en.epub", "salt.zh.html", "salt.en.html", "salt.zh-en.html"}
ZH = {"salt.zh.epub", "salt.zh.html", "salt.zh-en.html"}
DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}"/>'


@pytest.fixture
def shown(small: Edition, tmp_path: Path) -> Edition:
    """The small tutorial, with a picture and a copy of its sources that a test may change."""
    (small.folder / "assets").mkdir()
    (small.folder / "assets/dot.svg").write_text(DOT.format(1), encoding="utf-8")
    write(small, "index", TEXT.format("文"))
    write(small, "index", TEXT.format("text").replace("../assets", "../../assets"), locale="en")
    own = tmp_path / "sources" / small.tutorials[0].name
    shutil.copytree(small.tutorials[0].folder, own)
    return replace(small, tutorials=(replace(small.tutorials[0], folder=own),))


def made(edition: Edition, store: Store | None, folder: Path) -> tuple[dict[str, bytes], set[str]]:
    """The files of two forms, by name, and which of them were made anew."""
    folder.mkdir()
    edition = replace(edition, keeper=Keeper(store))
    files = [*epub.make(edition, folder), *single_file.make(edition, folder)]
    return {path.name: path.read_bytes() for path in files}, set(edition.keeper.made)


def page(text: str) -> Change:
    def change(edition: Edition) -> Edition:
        write(edition, "index", TEXT.format(text))
        return edition

    return change


def picture(edition: Edition) -> Edition:
    (edition.folder / "assets/dot.svg").write_text(DOT.format(2), encoding="utf-8")
    return edition


def source(edition: Edition) -> Edition:
    with (edition.tutorials[0].folder / "tutorial.yml").open("a", encoding="utf-8") as file:
        file.write("# a line more\n")
    return edition


def words(edition: Edition) -> Edition:
    changed = {**edition.strings["zh"].all(), "exports.cover": "另一个封面"}
    return replace(edition, strings={**edition.strings, "zh": Strings("zh", changed)})


def option(edition: Edition) -> Edition:
    first, *others = edition.languages
    changed = replace(first, options=first.options.model_copy(update={"list_separator": "；"}))
    return replace(edition, languages=(changed, *others))


CHANGES: dict[str, tuple[Change, set[str]]] = {
    "a page": (page("另一段"), ZH),
    "a picture": (picture, ALL),
    "a source that no page shows": (source, ALL),
    "a word of the interface": (words, ZH),
    "an option of a language": (option, ZH),
    "the address": (lambda edition: replace(edition, url="https://other.example/"), ALL),
    "the site's name": (lambda edition: replace(edition, name="Other"), ALL),
    "the time": (lambda edition: replace(edition, moment=edition.moment + timedelta(days=1)), ALL),
    "the commit": (lambda edition: replace(edition, commit="0123456789ab"), ALL),
    "when it is outdated": (lambda edition: replace(edition, outdated_after=date(2031, 1, 1)), ALL),
    "which forms are whole": (lambda edition: replace(edition, whole=("epub",)), ALL),
    "which scripts may be there": (lambda edition: replace(edition, programs=frozenset({"a"})), ALL),
    "the languages": (
        lambda edition: replace(edition, languages=edition.languages[:1]), {"salt.zh.epub", "salt.zh.html"},
    ),
    "nothing": (lambda edition: edition, set()),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_change_touches_is_made_anew_and_the_rest_kept(what: str, shown: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    change, touched = CHANGES[what]
    assert made(shown, store, tmp_path / "first")[1] == ALL
    changed = change(shown)
    warm, anew = made(changed, store, tmp_path / "warm")
    cold, _ = made(changed, None, tmp_path / "cold")
    assert warm == cold
    assert anew == touched


def test_another_version_of_the_program_makes_all_anew(
    shown: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    made(shown, store, tmp_path / "first")
    monkeypatch.setattr(kept, "program", lambda: b"another")
    assert made(shown, store, tmp_path / "second")[1] == ALL


def test_the_program_is_its_files_and_the_packages_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(program, "PACKAGE", tmp_path)
    found = [program.program.__wrapped__()]
    (tmp_path / "a.py").write_text("2", encoding="utf-8")
    found.append(program.program.__wrapped__())
    (tmp_path / "b.yml").write_text("", encoding="utf-8")
    found.append(program.program.__wrapped__())
    monkeypatch.setattr("importlib.metadata.distributions", lambda: ())
    found.append(program.program.__wrapped__())
    assert len(set(found)) == 4


def test_a_spoilt_store_spoils_nothing(shown: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    right, _ = made(shown, store, tmp_path / "first")
    entries = sorted(path for path in store.folder.rglob("*") if path.is_file())
    contents = [path.read_bytes() for path in entries]
    for number, (path, content) in enumerate(zip(entries, contents, strict=True)):
        spoilt = (content[: len(content) // 2], contents[number - 1], content.replace(b"+", b"-", 1), b"")[number % 4]
        path.write_bytes(spoilt)
    again, anew = made(shown, store, tmp_path / "again")
    assert again == right
    assert anew == ALL
    shutil.rmtree(store.folder)
    assert made(shown, store, tmp_path / "without") == (right, ALL)


def test_a_form_that_a_tutorial_does_not_have_is_not_looked_for_again(shown: Edition, tmp_path: Path) -> None:
    keeper, asked = Keeper(Store(tmp_path / "store")), []

    def none(path: Path) -> bool:
        asked.append(path)
        return False

    for _ in range(2):
        language = shown.languages[:1]
        assert keeper.file(shown, shown.tutorials[0], language, tmp_path / "salt-card.pdf", none) == []
    assert len(asked) == 1


def test_what_cannot_be_made_is_not_kept(shown: Edition, tmp_path: Path) -> None:
    keeper = Keeper(Store(tmp_path / "store"))

    def fail(path: Path) -> bool:
        path.write_bytes(b"half of it")
        raise CannotMakeError("a letter is missing", "name a face that has it")

    for _ in range(2):
        with pytest.raises(CannotMakeError, match="a letter is missing"):
            keeper.file(shown, shown.tutorials[0], shown.languages[:1], tmp_path / "salt.zh.pdf", fail)
    assert not keeper.store or not any(keeper.store.folder.rglob("*"))
