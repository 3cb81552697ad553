"""How much of a long list a run tries: a part drawn by a fixed seed, or with TANDEM_WHOLE=1 all of it.

What is tried whole in every run needs none of this. It is for lists that prove the same thing many times over: a part
of them shows within a commit's minutes that something broke, the whole shows before a release that nothing did.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import TypeVar

WHOLE = os.environ.get("TANDEM_WHOLE") == "1"
Item = TypeVar("Item")


def some(items: Sequence[Item], count: int) -> list[Item]:
    """As many of them in their order, the same in every run; all where they are no more, or the whole is asked for."""
    if WHOLE or len(items) <= count:
        return list(items)
    return [items[number] for number in sorted(random.Random(20261130).sample(range(len(items)), count))]
