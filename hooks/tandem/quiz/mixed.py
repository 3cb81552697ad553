"""Orders that a number decides, the same in every build and in every browser: mulberry32, then Fisher and Yates."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_WORD = 0xFFFFFFFF


def mulberry32(seed: int) -> Iterator[int]:
    """Whole numbers of 32 bits without end, by Tommy Ettinger's generator, which quiz.js has too."""
    state = seed & _WORD
    while True:
        state = (state + 0x6D2B79F5) & _WORD
        made = (state ^ (state >> 15)) * (1 | state) & _WORD
        made ^= (made + ((made ^ (made >> 7)) * (61 | made) & _WORD)) & _WORD
        yield (made ^ (made >> 14)) & _WORD


def mixed(count: int, name: str) -> list[int]:
    """The places 0 to count - 1 in an order that a name decides; never in their own where there are two or more."""
    numbers = mulberry32(zlib.crc32(name.encode()))
    order = own = list(range(count))
    while order == own and count > 1:
        order = list(own)
        for last in range(count - 1, 0, -1):
            other = next(numbers) % (last + 1)
            order[last], order[other] = order[other], order[last]
    return order
