"""Words that the messages of agreement share."""

from __future__ import annotations

from collections.abc import Sequence

_SHOWN = 60


def short(text: str) -> str:
    """A text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def against(added: Sequence[str], missing: Sequence[str]) -> str:
    """What only this page has, and what only the other has."""
    here = [f"{', '.join(added)} only here"] if added else []
    there = [f"{', '.join(missing)} only there"] if missing else []
    return "; ".join(here + there)


def to_write(missing: Sequence[str], added: Sequence[str]) -> str:
    """The fix for the same."""
    add = [f"add {', '.join(missing)}"] if missing else []
    remove = [f"remove {', '.join(added)}"] if added else []
    return " and ".join(add + remove)
