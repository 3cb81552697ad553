"""The values of evidence.yml for the texts that repeat them: effects, intervals, trials, patients."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.data import Place
from ..core.stated import COUNT, EFFECT, INTERVAL, PERCENT, Stated, StatedText, ends
from .measures import PERCENTAGE
from .model import Estimate, Evidence, Outcome, Study
from .values import Group


def stated(evidence: Evidence) -> Iterator[Stated | StatedText]:
    """Every value that the file gives of real studies, each with the references of its study and its own."""
    studies = {study.id: study for study in evidence.studies}
    for index, study in enumerate(evidence.studies):
        if not study.invented:
            yield from _counts(study, frozenset(study.cite), ("studies", index))
    for index, outcome in enumerate(evidence.outcomes):
        for number, estimate in enumerate(outcome.estimates):
            if studies[estimate.study].invented:
                continue
            keys = frozenset((*studies[estimate.study].cite, *estimate.cite))
            yield from _estimate(outcome, estimate, keys, ("outcomes", index, "estimates", number))
            yield from _described(outcome, keys, ("outcomes", index))


def _counts(counted: Study | Estimate, keys: frozenset[str], place: Place) -> Iterator[Stated]:
    for key in ("trials", "patients"):
        value = getattr(counted, key)
        if value is not None:
            yield Stated(*ends(value), "", keys, (*place, key), COUNT)


def _estimate(
    outcome: Outcome, estimate: Estimate, keys: frozenset[str], place: Place
) -> Iterator[Stated | StatedText]:
    yield from _counts(estimate, keys, place)
    unit = PERCENT if outcome.measure == PERCENTAGE else outcome.unit or ""
    if estimate.effect is not None:
        yield Stated(*ends(estimate.effect), unit, keys, (*place, "effect"), EFFECT, pair=place, group=place)
    if estimate.interval is not None:
        low, high, level = estimate.interval.low, estimate.interval.high, estimate.interval.level
        at = (*place, "interval")
        exact = None if level is None else ends(level)[0]
        yield Stated(*ends(low, high), unit, keys, at, INTERVAL, exact, pair=place, group=place)
    for key in ("weight", "i_squared"):
        value = getattr(estimate, key)
        if value is not None:
            yield Stated(*ends(value), PERCENT, keys, (*place, key))
    if estimate.events is not None:
        for key, group in zip(("treatment", "control"), estimate.events.groups, strict=True):
            yield _events(group, keys, (*place, "events", key))
    for key in ("group", "words", "note"):
        text = getattr(estimate, key)
        if text is not None:
            yield StatedText(text, keys, (*place, key), place)


def _events(group: Group, keys: frozenset[str], place: Place) -> Stated:
    """Events of patients as texts write them, 12/100: one value, shown as it was counted."""
    return Stated(group.risk, group.risk, "", keys, place, written=f"{group.events}/{group.total}")


def _described(outcome: Outcome, keys: frozenset[str], place: Place) -> Iterator[Stated | StatedText]:
    """What an outcome was measured on, and when."""
    if outcome.range is not None:
        unit = outcome.unit or ""
        yield Stated(*ends(outcome.range.low, outcome.range.high), unit, keys, (*place, "range"))
    for key in ("scale", "period"):
        text = getattr(outcome, key)
        if text is not None:
            yield StatedText(text, keys, (*place, key))
