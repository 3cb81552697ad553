"""A tutorial's own files tell its last change and its text, not when or of which commit the site was built."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tandem.check import Site
from tandem.core.store import Store
from tandem.exports import epub, single_file, text
from tandem.exports.edition import Edition, facts, text_of
from tandem.exports.kept import Keeper

DAY = date(2026, 3, 1)


@pytest.fixture
def told(small: Edition) -> Edition:
    """The small tutorial, last changed on a day."""
    return replace(small, changed={small.tutorials[0].name: DAY}, months=24)


def files(edition: Edition, folder: Path, keeper: Keeper) -> dict[str, bytes]:
    folder.mkdir()
    edition = replace(edition, keeper=keeper)
    made = [path for make in (epub.make, single_file.make, text.make) for path in make(edition, folder)]
    return {path.name: path.read_bytes() for path in made}


def test_its_files_tell_the_day_and_the_text(told: Edition, tmp_path: Path) -> None:
    (tutorial,) = told.tutorials
    own = told.of(tutorial)
    assert own.moment == datetime(2026, 3, 1, tzinfo=UTC)
    assert own.commit == text_of(tutorial) and len(own.commit) == 10
    assert own.outdated_after == date(2028, 3, 1)
    assert own.of(tutorial) == own
    by_key = {fact.key: fact for fact in facts(told, tutorial, told.languages[1])}
    assert (by_key["made"].name, by_key["made"].text) == ("Changed", f"2026-03-01 ({own.commit})")
    assert by_key["outdated"].text == "2028-03-01"
    assert facts(own, tutorial, told.languages[1]) == facts(told, tutorial, told.languages[1])
    made = epub.make(told, tmp_path)[0]
    with zipfile.ZipFile(made) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {(2026, 3, 1)}
        assert b"2026-03-01T00:00:00Z" in archive.read("EPUB/package.opf")


def test_without_a_day_they_tell_the_edition_s(small: Edition) -> None:
    (tutorial,) = small.tutorials
    assert small.of(tutorial) is small
    assert {fact.name for fact in facts(small, tutorial, small.languages[1])} > {"Made"}


def test_where_nothing_is_said_of_an_end_none_is_said(told: Edition) -> None:
    assert replace(told, months=0).of(told.tutorials[0]).outdated_after is None


def test_another_commit_of_the_site_makes_none_of_them_anew(told: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first = files(told, tmp_path / "first", Keeper(store))
    later = replace(told, moment=told.moment + timedelta(days=90), commit="f" * 12, outdated_after=date(2040, 1, 1))
    keeper = Keeper(store)
    assert files(later, tmp_path / "later", keeper) == first
    assert keeper.made == []
    assert files(later, tmp_path / "cold", Keeper()) == first
    keeper = Keeper(store)
    changed = files(replace(told, changed={told.tutorials[0].name: DAY + timedelta(days=1)}), tmp_path / "anew", keeper)
    assert len(keeper.made) == len(changed) - 1 == 7  # the sources are packed each time
    assert all(changed[name] != first[name] for name in first)


def remove(folder: Path) -> None:
    (folder / "tutorial.yml").unlink()


def rename(folder: Path) -> None:
    (folder / "tutorial.yml").rename(folder / "tutorial.yaml")


def append(folder: Path) -> None:
    with (folder / "tutorial.yml").open("a", encoding="utf-8") as file:
        file.write("\n")


@pytest.mark.parametrize("change", [remove, rename, append])
def test_any_change_of_a_source_is_another_text(told: Edition, tmp_path: Path, change: Callable[[Path], None]) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(told.tutorials[0].folder, folder)
    copied = replace(told.tutorials[0], folder=folder)
    assert text_of(copied) == text_of(told.tutorials[0])
    (folder / ".hidden").write_text("", encoding="utf-8")
    assert text_of(copied) == text_of(told.tutorials[0])
    change(folder)
    assert text_of(copied) != text_of(told.tutorials[0])


@pytest.mark.parametrize(
    ("reviewed", "since", "expected"),
    [
        (None, [], date(2026, 1, 1)),
        (date(2026, 2, 1), [], date(2026, 2, 1)),
        (date(2026, 2, 1), [None, date(2026, 3, 1), date(2025, 1, 1)], date(2026, 3, 1)),
        (None, [date(2025, 12, 31)], date(2026, 1, 1)),
    ],
)
def test_the_last_change_is_the_newest_day_that_its_data_tell(
    reviewed: date | None, since: list[date | None], expected: date
) -> None:
    file = SimpleNamespace(written=date(2026, 1, 1), reviewed=reviewed)
    shelf: Any = SimpleNamespace(tutorials=[SimpleNamespace(name="salt", file=file)])
    standings: Any = [SimpleNamespace(tutorial="salt", since=day) for day in since]
    standings.append(SimpleNamespace(tutorial="other", since=date(2030, 1, 1)))
    settings: Any = None
    assert Site(settings, {}, shelf, standings).changed() == {"salt": expected}
