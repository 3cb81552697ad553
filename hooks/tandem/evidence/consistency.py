"""What several values of evidence.yml must agree on, so that no estimate contradicts itself.

Life: `load_evidence` reads the file into its model, then asks here; every disagreement is a problem at the line of the
value that has to change. `lopsided` finds what may be right and should be looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from ..core.checked import PARTLY
from ..core.data import Place, read_document
from ..core.problems import Problems, did_you_mean
from ..core.settings import Settings
from ..core.shelf import Shelf
from ..core.translated import load_model
from .measures import DIFFERENCE, MEASURES, PERCENTAGE, PERS, RISK_DIFFERENCE
from .model import CERTAINTIES, CERTAINTY, NARROWEST, WIDEST, Estimate, Evidence, Interval, Outcome, Study, is_level
from .pooling import Finding, pooling
from .scale import signed

DATA = "evidence.yml"

_PLAIN_ZERO = Decimal(0).as_tuple()  # 0.00 is another: what was printed of something small
_OFF_CENTRE = 0.1  # a part of an interval's width that rounding and honest asymmetry do not explain


def load_evidence(path: Path, settings: Settings, problems: Problems) -> Evidence | None:
    """Read and check evidence.yml; None, with problems, when it cannot be used."""
    return load_model(Evidence, path, settings, problems, check=inconsistencies)


def inconsistencies(evidence: Evidence) -> Iterator[Finding]:
    """Everything in which the values of one file do not agree."""
    yield from _level(evidence.level, ("level",))
    yield from _ids("studies", [study.id for study in evidence.studies])
    yield from _ids("outcomes", [outcome.id for outcome in evidence.outcomes])
    for index, study in enumerate(evidence.studies):
        yield from _counts(study, ("studies", index))
        yield from _not_given(study, ("studies", index))
        yield from _sourced(study, ("studies", index))
    yield from _unused(evidence)
    for index, outcome in enumerate(evidence.outcomes):
        place: Place = ("outcomes", index)
        yield from _measure(outcome, place)
        yield from _spans(outcome, place)
        for number, estimate in enumerate(outcome.estimates):
            yield from _estimate(evidence, outcome, estimate, (*place, "estimates", number))
        yield from _twice(outcome, place)
        yield from _mixed(evidence, outcome, place)
        yield from pooling(evidence, outcome, place)


def _ids(kind: str, ids: list[str]) -> Iterator[Finding]:
    for index, name in enumerate(ids):
        if name in ids[:index]:
            what = f"the id '{name}' stands here twice under '{kind}'"
            yield (kind, index, "id"), what, "give one of the two another id"


def _counts(counted: Study | Estimate, place: Place) -> Iterator[Finding]:
    if counted.trials and counted.patients and counted.patients < counted.trials:
        what = f"{counted.trials} trials cannot have {counted.patients} patients"
        yield (*place, "patients"), what, "correct one of the two"


def _sourced(study: Study, place: Place) -> Iterator[Finding]:
    """A study has its references, and an invented one nothing that only a published one can have."""
    if not study.invented:
        if "cite" not in study.model_fields_set:
            yield place, "'studies.cite' is missing", "add `cite: [doe2020]`; `invented: true` where it is made up"
        elif not study.cite:
            yield (*place, "cite"), "'studies.cite' is empty", "write at least one"
        return
    for key in ("cite", "checked", "not_given"):
        if key in study.model_fields_set:
            yield (*place, key), *_of_a_paper(key, study.id)


def _of_a_paper(key: str, study: str) -> tuple[str, str]:
    return f"`{key}` tells of a paper, and '{study}' is invented", "remove it, or `invented: true`"


def _mixed(evidence: Evidence, outcome: Outcome, place: Place) -> Iterator[Finding]:
    """No plot holds what was found beside what is made up."""
    invented = {study.id: study.invented for study in evidence.studies}
    kinds = [invented[estimate.study] for estimate in outcome.estimates if estimate.study in invented]
    if len(set(kinds)) > 1:
        what = f"'{outcome.id}' has invented studies beside real ones"
        yield (*place, "estimates"), what, "make two outcomes of them: nobody shall take one for the other"


def _unused(evidence: Evidence) -> Iterator[Finding]:
    named = {estimate.study for outcome in evidence.outcomes for estimate in outcome.estimates}
    for index, study in enumerate(evidence.studies):
        if study.id not in named:
            what = f"no estimate is of the study '{study.id}'"
            yield ("studies", index, "id"), what, "add its estimate to an outcome, or remove it"


def _measure(outcome: Outcome, place: Place) -> Iterator[Finding]:
    if outcome.measure is None:
        for key in ("unit", "per", "range", "lower", "higher", "axis"):
            if getattr(outcome, key) is not None:
                what = f"`{key}` belongs to figures, and '{outcome.id}' has no `measure`"
                yield (*place, key), what, f"add `measure:`, or remove `{key}`"
        if outcome.figures:
            what = f"the outcome '{outcome.id}' has figures, and it is not told what they are"
            yield place, what, f"add `measure:` with one of: {', '.join(MEASURES)}"
        return
    if not outcome.figures:
        what = f"no estimate of '{outcome.id}' has a figure to measure"
        yield (*place, "measure"), what, "give an estimate its `effect`, or remove `measure`"
    for key in ("lower", "higher"):
        if getattr(outcome, key) is None:
            what = f"it is not told what a figure {'left' if key == 'lower' else 'right'} of the line means"
            yield place, what, f"add `{key}:` with a few words in every language"
    if outcome.measure != DIFFERENCE:
        for key in ("unit", "range"):
            if getattr(outcome, key) is not None:
                what = f"`{key}` does not belong to the measure '{outcome.measure}'"
                yield (*place, key), what, f"remove it, or write `measure: {DIFFERENCE}`"
    if outcome.measure == RISK_DIFFERENCE and outcome.per is None:
        what = "it is not told what the risk difference is of"
        yield place, what, f"add `per:` with one of: {', '.join(map(str, PERS))}; 100 for percentage points"
    elif outcome.measure != RISK_DIFFERENCE and outcome.per is not None:
        what = f"`per` does not belong to the measure '{outcome.measure}'"
        yield (*place, "per"), what, f"remove it, or write `measure: {RISK_DIFFERENCE}`"


def _spans(outcome: Outcome, place: Place) -> Iterator[Finding]:
    for key in ("range", "axis"):
        span = getattr(outcome, key)
        if span is not None and span.low >= span.high:
            yield (*place, key), f"`{key}` ends where it begins, or before", "low < high"
    axis = outcome.axis
    if axis is None or outcome.measure is None or axis.low >= axis.high:
        return
    if outcome.is_ratio and axis.low <= 0:
        yield (*place, "axis", "low"), "a ratio is never zero or less", "write a number above zero, such as 0.1"
    elif not axis.low < outcome.null < axis.high:
        what = f"the axis does not reach past the line of no difference at {outcome.null}"
        yield (*place, "axis"), what, f"low < {outcome.null} < high"


def _estimate(evidence: Evidence, outcome: Outcome, estimate: Estimate, place: Place) -> Iterator[Finding]:
    known = [study.id for study in evidence.studies]
    if estimate.study not in known:
        yield (*place, "study"), f"no study is called '{estimate.study}'", did_you_mean(estimate.study, known)
    else:
        yield from _part_of(evidence.study(estimate.study), estimate, place)
    yield from _counts(estimate, place)
    yield from _not_given(estimate, place)
    yield from _checked(evidence, estimate, place)
    if estimate.certainty_to is not None and not _is_higher(estimate.certainty_to, estimate.certainty):
        what = f"the certainty does not rise from '{estimate.certainty or 'nothing'}' to '{estimate.certainty_to}'"
        fix = f"write the lower one under `{CERTAINTY}`; from the lowest: {', '.join(reversed(CERTAINTIES))}"
        yield (*place, "certainty_to"), what, fix
    if estimate.rated_by.root and estimate.certainty is None:
        yield (*place, "rated_by"), "who rated, but not how", f"add `{CERTAINTY}:`, or remove `rated_by`"
    if estimate.effect is None and estimate.p is not None:
        yield (*place, "p"), "a P value without its figure", "add `effect:`, or tell it in `words`"
    if (estimate.effect is None) == (estimate.words is None):
        yield place, "what was found is not told once", "give `effect`, or `words` where there is no figure"
    elif estimate.effect is None and estimate.interval is not None:
        yield (*place, "interval"), "an interval without its figure", "add `effect:`, or tell the interval in `words`"
    elif estimate.effect is not None:
        impossible = list(_possible(outcome, estimate, place))
        yield from impossible
        if estimate.interval is not None and not impossible:
            yield from _interval(estimate, estimate.interval, (*place, "interval"))


def _is_higher(certainty: str, than: str | None) -> bool:
    return than is not None and CERTAINTIES.index(certainty) < CERTAINTIES.index(than)


def _not_given(told: Study | Estimate, place: Place) -> Iterator[Finding]:
    """A value that stands in the file is one that the paper gives."""
    for index, name in enumerate(told.not_given):
        where: object = told
        if name == "level":
            where = told.interval if isinstance(told, Estimate) else None
        if where is not None and getattr(where, name) is not None:
            what = f"the paper does not give `{name}`, it says here, and there is one"
            yield (*place, "not_given", index), what, "remove one of the two"


def _checked(evidence: Evidence, estimate: Estimate, place: Place) -> Iterator[Finding]:
    study = next((study for study in evidence.studies if study.id == estimate.study), None)
    if study is not None and study.invented:
        for name in ("checked", "cite", "rated_by", "not_given"):
            if name in estimate.model_fields_set:
                yield (*place, name), *_of_a_paper(name, study.id)
        return
    told = estimate.checked if estimate.checked is not None or study is None else study.checked
    if told is None and study is not None:
        what = "it is not told whether the figures were compared with the paper"
        yield place, what, "add `checked: …` here or to the study; `no` where nobody did"
    elif told is not None and told.extent == PARTLY and not told.missing and estimate.note is None:
        what = "it is not told which of the figures were checked"
        key = ("checked",) if estimate.checked is not None else ()
        yield (*place, *key), what, "add `without:` or `note:` and name those that were not"


def _part_of(study: Study, estimate: Estimate, place: Place) -> Iterator[Finding]:
    for key in ("trials", "patients"):
        some, every = getattr(estimate, key), getattr(study, key)
        if some and every and some > every:
            what = f"the figure is from {some} {key}, and '{study.id}' has {every}"
            yield (*place, key), what, "correct one of the two"


def _possible(outcome: Outcome, estimate: Estimate, place: Place) -> Iterator[Finding]:
    """Whether such figures can be at all."""
    places: list[Place] = [("effect",)]
    values = [estimate.effect]
    if estimate.interval is not None:
        places += [("interval", "low"), ("interval", "high")]
        values += [estimate.interval.low, estimate.interval.high]
    for at, value in zip(places, values, strict=True):
        assert value is not None
        if outcome.is_ratio and (value < 0 or value.is_signed() or value.as_tuple() == _PLAIN_ZERO):
            fix = "write a number above zero; a printed 0.00 with its decimals"
            yield (*place, *at), f"a ratio is never {signed(value)}", fix
        elif outcome.measure == PERCENTAGE and value < -100 and at == ("effect",):
            yield (*place, *at), f"nothing is lower by more than 100%: {signed(value)}%", "correct the number"
        elif outcome.measure == RISK_DIFFERENCE and at == ("effect",) and abs(value) > (outcome.per or PERS[-1]):
            what = f"of {outcome.per} nothing differs by {signed(abs(value))}"
            yield (*place, *at), what, "correct the number, or `per`"
        elif at == ("effect",) and outcome.range and abs(value) > outcome.range.length > 0:
            scale = f"{signed(outcome.range.low)} to {signed(outcome.range.high)}"
            what = f"on a scale of {scale} nothing differs by {signed(abs(value))}"
            yield (*place, *at), what, "correct the number, or `range`"


def _interval(estimate: Estimate, interval: Interval, place: Place) -> Iterator[Finding]:
    assert estimate.effect is not None
    if interval.low > interval.high:
        what = f"the interval ends before it begins: {signed(interval.low)} to {signed(interval.high)}"
        yield (*place, "low"), what, "write the lower number under `low`; -13.5 is lower than -7.5"
    elif not interval.low <= estimate.effect <= interval.high:
        ends = f"{signed(interval.low)} to {signed(interval.high)}"
        what = f"{signed(estimate.effect)} lies outside of its interval, {ends}"
        yield (*place[:-1], "effect"), what, "correct the figure or its interval; look at the signs"
    yield from _level(interval.level, (*place, "level"))


def _level(level: Decimal | None, place: Place) -> Iterator[Finding]:
    if level is not None and not is_level(level):
        what = f"{signed(level)} is no level of an interval"
        yield place, what, f"write percent, more than {NARROWEST} and less than {WIDEST}, such as 95"


def _twice(outcome: Outcome, place: Place) -> Iterator[Finding]:
    found: list[tuple[str, dict[str, str] | None]] = []
    for index, estimate in enumerate(outcome.estimates):
        line = (estimate.study, estimate.group.root if estimate.group else None)
        if line in found:
            what = f"the outcome '{outcome.id}' has two estimates of '{estimate.study}' that nothing tells apart"
            yield (*place, "estimates", index), what, "give each its `group:`, or remove one"
        found.append(line)


def warn_of_slips(shelf: Shelf, problems: Problems) -> None:
    """Warn of figures far from the middle of their interval: often a digit or a sign is wrong."""
    for tutorial in shelf.tutorials:
        evidence = tutorial.data.get(DATA)
        if not isinstance(evidence, Evidence):
            continue
        path = tutorial.folder / DATA
        document = read_document(path, Problems(problems.root))
        for place, what, fix in lopsided(evidence):
            problems.warn(path, document.line(place) if document else 1, what, fix)


def lopsided(evidence: Evidence) -> Iterator[Finding]:
    """Figures that do not lie near the middle of their interval, on a logarithmic scale for ratios."""
    for index, outcome in enumerate(evidence.outcomes):
        for number, estimate in enumerate(outcome.estimates):
            if estimate.effect is not None and estimate.interval is not None and _off_centre(outcome, estimate):
                low, high = signed(estimate.interval.low), signed(estimate.interval.high)
                what = f"{signed(estimate.effect)} does not lie in the middle of its interval, {low} to {high}"
                place: Place = ("outcomes", index, "estimates", number, "effect")
                yield place, what, "compare the three numbers with the paper; if they are right, leave them"


def _off_centre(outcome: Outcome, estimate: Estimate) -> bool:
    assert estimate.effect is not None
    assert estimate.interval is not None
    numbers = (estimate.interval.low, estimate.effect, estimate.interval.high)
    if outcome.is_ratio and not all(numbers):  # a printed 0.00 has no place on the scale
        return False
    rounded = [float(Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)) for number in numbers]  # half a last digit
    low, effect, high = (float(number) for number in numbers)
    if outcome.is_ratio:
        rounded = [part / float(number) for part, number in zip(rounded, numbers, strict=True)]
        low, effect, high = (math.log(value) for value in (low, effect, high))
    grain = rounded[1] + (rounded[0] + rounded[2]) / 2
    return abs((low + high) / 2 - effect) > _OFF_CENTRE * (high - low) + grain
