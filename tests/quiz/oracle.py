"""The order that a number decides, worked out a second time: mulberry32, then Fisher and Yates's shuffle.

UPDATE_VECTORS=1 writes order.json anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

WORD = 0xFFFFFFFF
SEEDS = (0, 1, 2, 7, 42, 4096, 9999, 123456, 999999)
SHAPES = ((1, [2]), (2, [2, 8]), (3, [4, 4, 4]), (10, [4] * 10), (12, [2, 3, 4, 5, 6, 7, 8, 2, 3, 4, 5, 6]))


def mulberry32(seed: int) -> Iterator[int]:
    """Whole numbers of 32 bits, without end."""
    state = seed & WORD
    while True:
        state = (state + 0x6D2B79F5) & WORD
        mixed = (state ^ (state >> 15)) * (1 | state) & WORD
        mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (61 | mixed) & WORD)) & WORD
        yield (mixed ^ (mixed >> 14)) & WORD


def shuffled(count: int, numbers: Iterator[int]) -> list[int]:
    """The places 0 to count - 1 in an order that the numbers decide."""
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        other = next(numbers) % (last + 1)
        order[last], order[other] = order[other], order[last]
    return order


def vector(seed: int, options: Sequence[int]) -> dict[str, Any]:
    """The order of questions, and of each question's options as the questions were written; 0 leaves both."""
    numbers = mulberry32(seed)
    if not seed:
        return {"seed": 0, "questions": [*range(len(options))], "options": [[*range(count)] for count in options]}
    questions = shuffled(len(options), numbers)
    return {"seed": seed, "questions": questions, "options": [taken(count, numbers)[0] for count in options]}


def taken(count: int, numbers: Iterator[int]) -> tuple[list[int], int]:
    """What a question takes of the numbers: the order of its options, or, where it has none, one for its case."""
    return (shuffled(count, numbers), 0) if count else ([], next(numbers))


def further(seed: int, options: Sequence[int], again: int = 0) -> list[int]:
    """How many cases further each question without options is than the printed one, in the order of the file.

    `again`: when it is tried again so many times, alone.
    """
    numbers = mulberry32(seed)
    found = [0 for count in options if not count]
    if seed:
        shuffled(len(options), numbers)
        found = [number for count in options for _, number in [taken(count, numbers)] if not count]
    for _ in range(again):
        found = [next(numbers) for _ in found]
    return found


def every_vector() -> list[dict[str, Any]]:
    """All seeds with all shapes."""
    return [vector(seed, options) for _, options in SHAPES for seed in SEEDS]
