"""Numbers in texts held against the data: a dose, an effect or an interval must be what the same citation has there.

Life: `Numbers` is made once a run and asked with every text. A sentence's numbers are looked
up under the keys that it cites; without any, under those of its paragraph, else in all data of the tutorial. Where no
data file knows any of the keys, nothing is said. What is found names both places: that of the text and that of the
nearest value in the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from ..core.data import Place, Strict
from ..core.problems import Problems
from ..core.shelf import Shelf
from ..core.stated import COUNT, EFFECT, INTERVAL, Statements
from ..core.tutorial import Tutorial
from ..parity.language import Language
from ..parity.quantities import PERCENT, Quantity
from .astray import astray
from .claims import ALWAYS, LIKE, WEIGHT, Claim, IntervalClaim, Said, claims_of, hours_of, is_time, unit_of
from .known import Entry, Known
from .matching import Found, level_is, spanned, written
from .nearest import nearest
from .partners import mispartnered, unlimited
from .repeats import Repeats
from .texts import Source, Text
from .uncited import Figures
from .units import measured
from .wording import Words, beside, disagreement, mispaired, repeated, unquoted, unweighed, wrong_level

Wrong = tuple[Text, int, str, str]  # the text, where in it, what is wrong, what to write


class Numbers:
    """The numbers of a shelf's tutorials: those of the texts, held against those of the data."""

    def __init__(
        self, shelf: Shelf, statements: Mapping[str, Statements], languages: Sequence[Language], problems: Problems
    ) -> None:
        self._checks = {
            tutorial.folder: NumberCheck(Known(tutorial, statements, languages, problems))
            for tutorial in shelf.tutorials
            if tutorial.whole and not _unreadable(tutorial, statements)
        }

    def wrong(self, sources: Iterable[Source], figures: Mapping[str, Figures]) -> Iterator[Wrong]:
        """Every number of the texts that is not what the data state, in the order of the texts.

        `figures` finds what needs a source, by language.
        """
        for source in sources:
            tutorial = source.texts[0].tutorial if source.texts else None
            if tutorial is not None and tutorial.folder in self._checks:
                untrue = untrue_places(tutorial.data.get(source.path.name))
                yield from self._checks[tutorial.folder].source(source, figures, untrue)

    def unused(self) -> Iterator[tuple[Entry, str, str]]:
        """Values that stand in the data only for the texts, and that no text gives: what is wrong, and the fix.

        To be asked when all that is wrong is known: of what a text gives wrongly, nothing is said.
        """
        for check in self._checks.values():
            yield from check.unused()


def _unreadable(tutorial: Tutorial, statements: Iterable[str]) -> bool:
    """Whether a file with values has a fault, which is told: every text that gives one of them would seem wrong."""
    return any(tutorial.data.get(name) is None and (tutorial.folder / name).exists() for name in statements)


def untrue_places(value: object, place: Place = ()) -> frozenset[Place]:
    """The places of a data file whose texts are not put forward as true."""
    return frozenset(_untrue(value, place))


def _untrue(value: object, place: Place) -> Iterator[Place]:
    if isinstance(value, Strict):
        yield from ((*place, name) for name in value.untrue())
        for name, info in type(value).model_fields.items():
            yield from _untrue(getattr(value, name), (*place, info.alias or name))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _untrue(item, (*place, index))


@dataclass
class NumberCheck:
    """Holds the texts of one tutorial against its data, and remembers which values a text gave."""

    known: Known
    _given: set[Place] = field(default_factory=set)
    _doubted: set[str] = field(default_factory=set)  # keys of which a number was wrong

    def source(
        self, source: Source, figures: Mapping[str, Figures], untrue: frozenset[Place] = frozenset()
    ) -> Iterator[Wrong]:
        """What is wrong in one file of one language."""
        said = [
            sentence
            for text in source.texts
            if not any(text.place[: len(place)] == place for place in untrue)
            for sentence in claims_of(text, figures[text.locale])
        ]
        of_entry: dict[Place, list[Fraction]] = {}
        for sentence in said:
            of_entry.setdefault(sentence.text.place[:2], []).extend(sentence.weights)
        before: tuple[Fraction, ...] = ()
        for sentence in said:
            repeats = figures[sentence.text.locale].repeats
            nearest = tuple(dict.fromkeys(of_entry[sentence.text.place[:2]])) if sentence.text.place else before
            before = sentence.weights or before
            for quantity, (what, fix) in self._sentence(sentence, sentence.weights or nearest, repeats):
                self._doubted.update(sentence.keys)
                yield sentence.text, quantity.start, what, fix

    def unused(self) -> Iterator[tuple[Entry, str, str]]:
        """Values that stand in the data only for the texts, and that no text gives."""
        for entry in self.known.entries:
            stated = entry.stated
            if stated.for_texts and stated.place not in self._given and not stated.keys & self._doubted:
                yield entry, *unquoted(entry)

    def _sentence(self, said: Said, weights: Sequence[Fraction], repeats: Repeats) -> Iterator[tuple[Quantity, Words]]:
        """Each number of a sentence that is wrong."""
        locale = said.text.locale
        stated = self.known.of(said.keys, locale) if said.keys else self.known.every(locale)
        if not stated:
            return
        keys = set(said.keys)
        worked = self.known.worked(weights, said.hours)
        sentence = _Sentence(said, stated, [*stated, *(e for e in worked if not keys or e.stated.keys & keys)])
        told: set[int] = set()  # levels that were looked at with their interval
        wrong: set[int] = set()
        for claim in said.intervals:
            quantity, words = sentence.interval(claim, told)
            if words is not None:
                wrong |= {claim.interval.start, quantity.start}
                yield quantity, words
        missing: list[Claim] = []
        found: list[Found] = []
        for item in said.claims:
            quantity = item.quantity
            if quantity.start in told:
                continue
            fitting = sentence.those(quantity, in_table=item.in_table)
            if quantity.unit == PERCENT:
                fitting = fitting + self._levels(quantity, said, stated)
            if fitting:
                found.append(Found(quantity, fitting, item.held == ALWAYS, item.in_table))
            else:
                missing.append(item)
        used = [entry for item in found for entry in item.entries]
        self._given.update(entry.stated.place for entry in used)
        oftener = (
            (one.quantity, repeated(one.quantity, how, one.entries[0])) for one, how in repeats.more(found, said.text)
        )
        strays = [*astray(found, stated, wrong), *unlimited(found, stated, said.text), *oftener]
        told_of = {quantity.start for quantity, _ in strays} | wrong
        yield from strays
        yield from (one for one in mispartnered(found, stated) if one[0].start not in told_of)
        weights_used = {entry.stated.weight for entry in used} - {None}
        for item in missing:
            quantity = item.quantity
            if is_time(quantity) and all(
                hours_of(end) in {entry.stated.hours for entry in used} for end in quantity.ends()
            ):
                continue
            if unit_of(quantity) == WEIGHT and weights_used:
                if not all(end.low in weights_used for end in quantity.ends()):
                    example = next(entry for entry in used if entry.stated.weight is not None)
                    yield quantity, unweighed(quantity, example)
            elif item.held == ALWAYS or (said.keys and any(_alike(item, entry) for entry in stated)):
                meant = nearest(item, sentence.known, found, said.text.head)
                yield quantity, disagreement(quantity, said.keys, meant)

    def _levels(self, quantity: Quantity, said: Said, stated: Sequence[Entry]) -> list[Entry]:
        """The intervals of which a share is the level.

        Beside a level of what is cited, one of the tutorial's other intervals may stand: wider than a 95% interval.
        """
        own = [entry for entry in stated if level_is(quantity, entry)]
        others = (claim.quantity for claim in said.claims if claim.quantity is not quantity)
        if own or not any(level_is(other, entry) for other in others for entry in stated if other.unit == PERCENT):
            return own
        return [entry for entry in self.known.every(said.text.locale) if level_is(quantity, entry)]


@dataclass
class _Sentence:
    """One sentence beside what is stated with its citations, and with `known` what follows from that for a weight."""

    said: Said
    stated: Sequence[Entry]
    known: Sequence[Entry]

    def those(
        self, quantity: Quantity, entries: Sequence[Entry] | None = None, *, in_table: bool = False
    ) -> list[Entry]:
        """The stated values that a quantity is."""
        number, entries = written(quantity, in_table=in_table), self.known if entries is None else entries
        found = number.those(entries) or (number.those(entries, unsigned=True) if self._unsigned else [])
        return found or spanned(number, entries, unsigned=self._unsigned)

    @cached_property
    def _unsigned(self) -> bool:
        """Whether words stand for the minus: no number of the sentence has one, and the text says less."""
        if any(claim.quantity.low < 0 for claim in self.said.claims):
            return False
        text = self.said.text
        return any(way == "down" for _, way in text.language.marks(text.text).directions)

    def interval(self, claim: IntervalClaim, told: set[int]) -> tuple[Quantity, Words | None]:
        """What is wrong with the level of an interval, or with the effect beside it."""
        ranges = [e for e in self.those(claim.interval, self.stated) if e.stated.kind == INTERVAL]
        if not ranges or not (claim.certain or not self.those(claim.level)):
            return claim.level, None  # the interval itself is wrong, and found as a number
        told.add(claim.level.start)
        right = [e for e in ranges if e.stated.level in (None, claim.level.low)]
        if not right:
            return claim.level, wrong_level(claim, ranges[0])
        if claim.effect is None:
            return claim.level, None
        own = self.those(claim.effect, self.stated)
        effects = [e for e in own if e.stated.kind == EFFECT]
        pairs = {e.stated.pair for e in right}
        if own and all(e.stated.kind == INTERVAL for e in own):  # an end of an interval in the effect's place
            meant = next((e for e in self.stated if e.stated.kind == EFFECT and e.stated.pair in pairs), None)
            return claim.effect, beside(claim.effect, own[0], meant) if meant else None
        if not effects or any(e.stated.pair in pairs for e in effects):
            return claim.level, None
        return claim.effect, mispaired(claim, effects[0], right[0])


def _alike(claim: Claim, entry: Entry) -> bool:
    """Whether data hold a value of a kind that a text may also name without meaning it: a count, a weight, an age."""
    unit = unit_of(claim.quantity)
    if WEIGHT in (unit, entry.stated.unit):
        return unit == entry.stated.unit
    kinds = measured(unit)[1]
    if kinds:
        return kinds == entry.kinds
    if entry.stated.unit == PERCENT:
        return claim.quantity.low in (entry.stated.low, entry.stated.high)  # a share that lost its sign
    if claim.quantity.low == entry.stated.level:
        return True
    return claim.held == LIKE and entry.stated.kind == COUNT
