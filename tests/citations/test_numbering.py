"""Numbers of citations: by first use, the same in both languages, three in a row as a range."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tandem.citations.numbering import Numbering, collapse, number
from tandem.core.features import Block
from tandem.registry import FEATURES

from tests.fixtures.sources import SITE, change, check, copy

BLOCKS: dict[str, Block] = {block.name: block for feature in FEATURES for block in feature.blocks}


def numbered(root: Path, blocks: dict[str, Block] = BLOCKS) -> Numbering:
    site, problems = check(root)
    assert site is not None, problems.report()
    return number(site.shelf.tutorials[0], site.settings, blocks)


def test_numbers_go_by_first_use_in_the_order_of_sections() -> None:
    result = numbered(SITE)
    assert result.numbers == {"doe2020": 1, "zhang2022": 2, "label2021": 3}
    assert result.places == {
        "doe2020": ["index", "dosing"],
        "zhang2022": ["index", "dosing"],
        "label2021": ["dosing"],
    }


def test_another_order_of_sections_gives_other_numbers(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    for locale in ("zh", "en"):
        change(root, f"docs/salt/index.{locale}.md", "[@doe2020]\n\n##", "[@label2021]\n\n##")
    assert numbered(root).numbers == {"label2021": 1, "doe2020": 2, "zhang2022": 3}


def test_keys_of_blocks_count_where_the_block_stands(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    for locale in ("zh", "en"):
        change(root, f"docs/salt/index.{locale}.md", "; @zhang2022]", "]")
    assert numbered(root).numbers == {"doe2020": 1, "label2021": 2, "zhang2022": 3}
    assert numbered(root, {}).numbers == {"doe2020": 1}


def test_the_default_language_gives_the_order(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    change(root, "docs/salt/index.en.md", "[@doe2020; @zhang2022]", "[@zhang2022; @doe2020]")
    change(root, "docs/salt/index.en.md", "exist.[@doe2020]", "exist.[@label2021]")
    assert numbered(root).numbers == {"doe2020": 1, "zhang2022": 2, "label2021": 3}
    assert numbered(root).places["label2021"] == ["dosing", "index"]


def test_order_within_a_group_is_that_of_the_source(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    for locale in ("zh", "en"):
        change(root, f"docs/salt/index.{locale}.md", "[@doe2020]\n\n##", "[@zhang2022; @doe2020]\n\n##")
    assert list(numbered(root).numbers) == ["zhang2022", "doe2020", "label2021"]


def test_collapse() -> None:
    assert collapse([]) == []
    assert collapse([4]) == [(4, 4)]
    assert collapse([1, 2]) == [(1, 1), (2, 2)]
    assert collapse([1, 2, 3]) == [(1, 3)]
    assert collapse([9, 3, 1, 2, 7, 8, 5, 2]) == [(1, 3), (5, 5), (7, 9)]


@given(st.lists(st.integers(1, 60)))
def test_collapsing_loses_and_adds_nothing(numbers: list[int]) -> None:
    ranges = collapse(numbers)
    assert [value for first, last in ranges for value in range(first, last + 1)] == sorted(set(numbers))
    assert all(last == first or last - first >= 2 for first, last in ranges)
    for (_, last), (first, end) in pairwise(ranges):
        assert first > last
        assert first > last + 1 or end == first  # what touches is a pair, shown apart
