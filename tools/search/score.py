"""What came out, in figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .drive import Hit
from .queries import Query
from .sections import Judged

AT = 5


@dataclass(frozen=True)
class Score:
    """`recall` at five results, mean reciprocal rank, and how many of `count` queries had no result at all."""

    kind: str
    count: int
    recall: float
    rank: float
    nothing: int
    missed: tuple[str, ...]  # queries that did not have full recall


def recall(right: frozenset[str], found: Sequence[str]) -> float:
    """Of what five results can hold: where more sections answer, any five of them are all."""
    return len(right & set(found[:AT])) / min(AT, len(right))


def scores(
    queries: Sequence[Query], found: Sequence[Sequence[Hit]], prefix: str, judged: Sequence[Judged]
) -> list[Score]:
    """By kind of query; a result in another language's folder is no answer, one without an anchor the page's top."""
    tops: dict[str, str] = {}
    for section in judged:
        tops.setdefault(section.key.split("#")[0], section.key)
    by_kind: dict[str, list[tuple[Query, list[str]]]] = {}
    for query, hits in zip(queries, found, strict=True):
        own = [
            hit.address.removeprefix(prefix) if hit.address.startswith(prefix) else f"?{hit.address}" for hit in hits
        ]
        keys = [tops.get(key, key) for key in own]
        by_kind.setdefault(query.kind, []).append((query, keys))
    return [_score(kind, rows) for kind, rows in by_kind.items()]


def _score(kind: str, rows: Sequence[tuple[Query, list[str]]]) -> Score:
    recalls = [recall(query.right, keys) for query, keys in rows]
    return Score(
        kind,
        len(rows),
        sum(recalls) / len(rows),
        sum(_reciprocal(query.right, keys) for query, keys in rows) / len(rows),
        sum(not keys for _, keys in rows),
        tuple(query.text for (query, _), value in zip(rows, recalls, strict=True) if value < 1),
    )


def _reciprocal(right: frozenset[str], keys: Iterable[str]) -> float:
    return next((1 / rank for rank, key in enumerate(keys, 1) if key in right), 0.0)
