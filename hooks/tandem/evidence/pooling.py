"""What pooled figures and the trials under them must agree on: events, weights, diamonds, I².

Life: `consistency` asks for each outcome; every disagreement is a problem at the line of the value that has to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ..core.data import Place
from .measures import COUNTED, RISK_DIFFERENCE, worked_out
from .model import Estimate, Evidence, Outcome
from .scale import plain, signed

Finding = tuple[Place, str, str]  # where in the file, what is wrong, what to write

_SHOWN = 3  # decimals of a figure that was worked out, where the published one has fewer


def pooling(evidence: Evidence, outcome: Outcome, place: Place) -> Iterator[Finding]:
    """Everything in which an outcome's trials and pooled figures do not agree."""
    yield from _weights(outcome, place)
    known = {study.id: study for study in evidence.studies}
    for number, estimate in enumerate(outcome.estimates):
        at: Place = (*place, "estimates", number)
        study = known.get(estimate.study)
        trials = estimate.trials or (study.trials if study else None)
        yield from _pooled(estimate, trials, at)
        patients = estimate.patients or (study.patients if study else None)
        if estimate.events is not None:
            yield from _events(outcome, estimate, trials, patients, at)
        elif estimate.adjusted:
            what = "an adjusted figure is told apart from what its events give, and there are none"
            yield (*at, "adjusted"), what, "add `events:`, or remove it"


def _weights(outcome: Outcome, place: Place) -> Iterator[Finding]:
    trials = [(number, item) for number, item in enumerate(outcome.estimates) if not item.pooled]
    weights = [item.weight for _, item in trials if item.weight is not None and item.effect is not None]
    for number, estimate in enumerate(outcome.estimates):
        at: Place = (*place, "estimates", number)
        if estimate.weight is not None and (estimate.pooled or estimate.effect is None):
            what = "a weight belongs to a trial with a figure, which it gives in the pooled one"
            yield (*at, "weight"), what, "remove it"
        elif weights and estimate.weight is None and not estimate.pooled and estimate.effect is not None:
            what = f"other figures of '{outcome.id}' have a weight, and this one has none"
            yield at, what, "add its `weight:`, or remove the others"
    # Each weight may have been rounded up by half a last digit.
    rounded = sum((Decimal(5).scaleb(int(weight.as_tuple().exponent) - 1) for weight in weights), Decimal(0))
    if sum(weights, Decimal(0)) > 100 + rounded:
        what = f"the weights of '{outcome.id}' add up to {signed(plain(sum(weights, Decimal(0))))}%"
        last = max(number for number, item in trials if item.weight is not None)
        yield (*place, "estimates", last, "weight"), what, "correct them: all trials together have 100%"


def _pooled(estimate: Estimate, trials: int | None, place: Place) -> Iterator[Finding]:
    if estimate.pooled and (estimate.effect is None or estimate.interval is None):
        what = "a pooled figure is drawn as a diamond, as wide as its interval, and one of the two is not here"
        yield (*place, "pooled"), what, "add `effect:` and `interval:`, or remove `pooled`"
    if estimate.i_squared is not None and trials == 1 and not estimate.pooled:
        what = "I² tells how trials differ, and this figure is of one"
        yield (*place, "i_squared"), what, "remove it, or correct `trials:`"


def _events(
    outcome: Outcome, estimate: Estimate, trials: int | None, patients: int | None, place: Place
) -> Iterator[Finding]:
    assert estimate.events is not None
    if outcome.kind is None or not (outcome.kind.is_ratio or outcome.measure in COUNTED):
        what = "events of two groups belong to a ratio or a risk difference"
        yield (*place, "events"), what, f"remove them, or write `measure:` with one of: {', '.join(COUNTED)}"
        return
    total = sum(group.total for group in estimate.events.groups)
    if patients is not None and total > patients:
        yield (*place, "events"), f"the two groups have {total} patients, and there are {patients}", "correct one"
    if estimate.effect is None:
        yield (*place, "events"), "events without the figure that they give", "add `effect:`"
    elif outcome.measure in COUNTED and not estimate.pooled and not estimate.adjusted and trials in {None, 1}:
        yield from _recount(outcome, estimate, estimate.effect, place)


def _recount(outcome: Outcome, estimate: Estimate, effect: Decimal, place: Place) -> Iterator[Finding]:
    """Whether the figure is what its events give, within the rounding of the figure."""
    assert estimate.events is not None
    assert outcome.measure is not None
    per = outcome.per or 1
    groups = estimate.events.groups
    found = worked_out(outcome.measure, *groups)
    if found is None or _is(effect, found * per):
        return
    shown = _written(found * per, effect)
    events = f"{groups[0]} and {groups[1]}"
    what = f"{events} give {shown}, not {signed(effect)}"
    fix = "correct the figure or the events; `adjusted: true` where the paper adjusted it, `trials:` where it pooled"
    turned = worked_out(outcome.measure, *reversed(groups))
    if turned is not None and _is(effect, turned * per):
        fix = "the two groups are exchanged: `treatment` is the one that the figure is about"
    elif outcome.measure == RISK_DIFFERENCE and any(_is(effect, found * other) for other in (1, 100, 1000)):
        fix = "correct `per:`, which tells what the difference is of"
    yield (*place, "effect"), what, fix


def _is(published: Decimal, exact: Fraction) -> bool:
    half = Fraction(Decimal(5).scaleb(int(published.as_tuple().exponent) - 1))
    return abs(Fraction(published) - exact) <= half


def _written(exact: Fraction, like: Decimal) -> str:
    places = max(_SHOWN, -int(like.as_tuple().exponent))
    return signed(round(Decimal(exact.numerator) / Decimal(exact.denominator), places))
