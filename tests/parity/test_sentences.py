"""Where sentences end, and which stand for which."""

from __future__ import annotations

import pytest
from tandem.parity.sentences import beads

from tests.parity.texts import languages


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("en", "It fell by 2.5 mg. Then it rose.", ["It fell by 2.5 mg.", "Then it rose."]),
        ("en", "See e.g. J. Doe et al. on it. Then more.", ["See e.g. J. Doe et al. on it.", "Then more."]),
        ("en", "He gave 5 L. It helped.", ["He gave 5 L.", "It helped."]),
        ("en", "(A whole one.) And ‘another.’ End", ["(A whole one.)", "And ‘another.’", "End"]),
        ("zh", "一句。两句！三句？", ["一句。", "两句！", "三句？"]),
        ("zh", "他说：“好。”然后走了。剂量为 2.5 mg", ["他说：“好。”", "然后走了。", "剂量为 2.5 mg"]),
        ("en", "", []),
    ],
)  # fmt: skip
def test_split(locale: str, text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end].strip() for span in languages()[locale].sentences(text)] == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([10, 20], [30, 60], [((0,), (0,)), ((1,), (1,))]),
        ([30, 20], [45, 45, 60], [((0,), (0, 1)), ((1,), (2,))]),
        ([10, 10, 30], [60, 90], [((0, 1), (0,)), ((2,), (1,))]),
        ([20], [30, 30], [((0,), (0, 1))]),
        ([], [30], [((), (0,))]),
        ([30], [], [((0,), ())]),
        ([], [], []),
    ],
)
def test_sentences_are_joined_where_their_lengths_fit(
    ours: list[int], theirs: list[int], expected: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    assert [(tuple(left), tuple(right)) for left, right in beads(ours, theirs, 3.0)] == expected


def test_even_a_heap_of_sentences_is_laid_out() -> None:
    assert beads([5] * 40, [15], 3.0) == [(range(40), range(1))]
    for many in (90, 2000):
        found = beads([5] * many, [15] * many, 3.0)
        assert [number for left, _ in found for number in left] == list(range(many))
        assert [number for _, right in found for number in right] == list(range(many))
