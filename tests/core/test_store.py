"""The store: what was put there comes back whole, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tandem.core.store import UNUSED, Store, key_of

from tests.trials import examples

PARTS = st.lists(st.tuples(st.text(max_size=4), st.binary(max_size=4)), max_size=4)
KEY = key_of([("a", b"1")])


@settings(max_examples=examples(300))
@given(one=PARTS, other=PARTS)
def test_different_parts_have_different_keys(one: list[tuple[str, bytes]], other: list[tuple[str, bytes]]) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)


def test_nothing_is_moved_from_one_part_to_the_next() -> None:
    assert len({key_of(parts) for parts in ([("ab", b"c")], [("a", b"bc")], [("a", b"b"), ("c", b"")], [])}) == 4


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "not/there/yet")
    assert store.get(KEY) is None
    for content in (b"", b"one", b"another"):
        store.put(KEY, content)
        assert store.get(KEY) == content
    assert store.get(key_of([])) is None
    assert len(list(store.folder.rglob("*"))) == 2  # nothing half written beside it


def entry(store: Store, key: str = KEY) -> Path:
    return store.folder / key[:2] / key


def test_an_entry_that_is_not_whole_is_none_and_goes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, b"what was made")
    whole = entry(store).read_bytes()
    other = key_of([("b", b"2")])
    store.put(other, b"something else")
    broken = [whole[:size] for size in range(len(whole))]
    broken += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))]
    broken += [whole + b"x", entry(store, other).read_bytes(), b"", os.urandom(200)]
    for content in broken:
        entry(store).write_bytes(content)
        assert store.get(KEY) is None
        assert not entry(store).exists()


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file")
    store.put(KEY, b"one")
    assert store.get(KEY) is None
    store.clear()
    (tmp_path / "store" / KEY[:2] / KEY).mkdir(parents=True)  # a folder in an entry's place
    store = Store(tmp_path / "store")
    store.put(KEY, b"one")
    assert store.get(KEY) is None
    assert [path.name for path in (tmp_path / "store" / KEY[:2]).iterdir()] == [KEY]


def test_what_nobody_asks_for_goes_after_a_month(tmp_path: Path) -> None:
    store = Store(tmp_path)
    asked, forgotten = KEY, key_of([])
    for key in (asked, forgotten):
        store.put(key, b"one")
        os.utime(entry(store, key), (1, 1))
    (tmp_path / KEY[:2] / ".new-of-a-killed-build").write_bytes(b"")
    os.utime(tmp_path / KEY[:2] / ".new-of-a-killed-build", (1, 1))
    assert store.get(asked) == b"one"
    store.clear()
    assert store.get(asked) == b"one" and store.get(forgotten) is None
    assert len([path for path in tmp_path.rglob("*") if stat.S_ISREG(path.stat().st_mode)]) == 1
    store.clear(now=entry(store).stat().st_mtime + UNUSED + 1)
    assert store.get(asked) is None
