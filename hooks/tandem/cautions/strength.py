"""Whether texts say of a condition what its labels say: no weaker word, no stronger one, in any language.

Life: `check_strength` is called once a run. It finds, in each sentence, the conditions of cautions.yml and the words of
strength of the language (`wording`), joins them, and holds each pair to the file. A sentence that names countries may
use the word that the labels of each have (`countries`); one that names none must use the strongest. A list's items
stand with the sentence or heading above it, a table's row as a whole.

A list of words is no understanding, so nothing is said where another drug is named and ours is not, and a place may be
exempted, with its reason: `<!-- allow: strength | why -->`.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from ..core.glossary import SENTENCE, Term, alike
from ..core.problems import Problems
from ..core.settings import Settings
from ..core.shelf import Shelf
from ..core.translated import Spellings, Translated, translated_texts
from ..core.tutorial import Tutorial
from ..dosing.caution_views import Shower
from ..dosing.cautions import AVOID, CALLS, CAUTION, CONTRAINDICATED, DATA, Caution, Cautions
from ..dosing.model import Doses
from ..dosing.views import DATA as DOSES
from ..parity.exceptions import ALLOW, STRENGTH, Exemption
from ..parity.language import Language
from ..parity.languages import load_languages
from ..prose.texts import Source
from ..terminology import Finder
from .countries import CLAUSE, Countries, Named, Reading, Scopes, readings
from .statements import Statement, sources_of, statements
from .wording import HARMLESS, MILD, PERMITTED, Strength, Words, load_words

Use = tuple[Path, Exemption]


@dataclass(frozen=True)
class Condition:
    """A condition named in a text; `cautions` are those that its name can mean, `around` the words beside it."""

    cautions: tuple[Caution, ...]
    text: str
    start: int
    end: int
    around: str = ""


Pair = tuple[list[Condition], list[Strength]]  # words that are said of conditions
Event = Condition | Strength


def joined(events: Sequence[Event], cost: Callable[[Pair], int]) -> list[Pair]:
    """Which words are said of which conditions, in a sentence's order.

    Either the conditions come first (heart block: avoid; coma: contraindicated) or the words do (avoid in heart block,
    contraindicated in coma). Those in a row belong together. What is left at the end shares the run before it with the
    last pair (caution in fever and coma to be avoided): of the ways to part that run the one is meant that costs least.
    """
    runs = [list(run) for _, run in groupby(events, key=lambda event: isinstance(event, Strength))]
    pairs = [_pair(first + second) for first, second in zip(runs[::2], runs[1::2], strict=False)]
    if not pairs or len(runs) % 2 == 0:
        return pairs
    before, shared, last = runs[-3:]
    parted = [[_pair(before + shared[:at]), _pair(shared[at:] + last)] for at in range(1, len(shared))] or [
        [_pair(before + shared + last)]
    ]
    return [*pairs[:-1], *min(parted, key=lambda found: sum(map(cost, found)))]


def _pair(events: Iterable[Event]) -> Pair:
    both = list(events)
    return [one for one in both if isinstance(one, Condition)], [one for one in both if isinstance(one, Strength)]


def in_clauses(events: Sequence[Event], text: str, cost: Callable[[Pair], int]) -> list[Pair]:
    """The same, clause by clause where each that has any of the two has both; else over the whole text."""
    ends = [match.start() for match in CLAUSE.finditer(text)]
    clauses = [list(part) for _, part in groupby(events, key=lambda event: bisect(ends, event.start))]
    whole = all(len({isinstance(event, Strength) for event in clause}) == 2 for clause in clauses)
    return [pair for part in (clauses if whole else [events]) for pair in joined(part, cost)]


class Reader:
    """Holds the texts of one tutorial in one language to its cautions."""

    def __init__(self, cautions: Cautions, doses: Doses, words: Words, shower: Shower, terms: Iterable[Term]) -> None:
        self.doses, self.words, self.shower = doses, words, shower
        self.locale = locale = shower.language.locale
        self._labels = {label.id: label for label in doses.labels}
        named: dict[str, list[tuple[str, Caution]]] = {}
        for caution in cautions.cautions:
            for text in (caution.condition[locale], *caution.forms.get(locale)):
                # AV block, AV-block: a name is written with a hyphen or a space.
                for way in dict.fromkeys((text, text.replace("-", " "), text.replace(" ", "-"))):
                    named.setdefault(alike(way), []).append((way, caution))
        self._named = {str(number): tuple(one for _, one in of) for number, of in enumerate(named.values())}
        self._conditions = _finder([(str(number), [of[0][0]]) for number, of in enumerate(named.values())], locale)
        ours = [doses.drug.name[locale], *cautions.drug.get(locale)]
        self._ours = _finder([("drug", ours)], locale)
        drugs = [term for term in terms if term.compare == SENTENCE]
        known = {alike(text) for text in ours} | named.keys()
        others = [term for term in drugs if not known & {alike(text) for text in term.written(locale)}]
        file = words.file
        foreign = [drug for drug in file.drugs if alike(drug) not in known]
        self._others = Finder(
            [*others, *_named_terms([(f"drug-{n}", [drug]) for n, drug in enumerate(foreign)], locale)], locale
        )
        called = (file.label, file.every)
        self._countries = Countries(doses.labels, file.countries, called, words.language, _finder)

    def faults(self, statement: Statement) -> Iterator[tuple[int, str, str]]:
        """Where a statement says another word than the file: line, what, fix."""
        conditions = [
            Condition(self._named[found.term.id], statement.text[found.start : found.end], found.start, found.end)
            for found in self._conditions.mentions(statement.text)
        ]
        if not conditions or self._of_another(statement.lead + statement.text, conditions, len(statement.lead)):
            return
        words = list(self.words.find(statement.text))
        words = [word for word in words if not any(one.start <= word.start < one.end for one in conditions)]
        events = _beside(sorted((*conditions, *words), key=lambda event: event.start), statement.text)
        named = self._countries.named(statement.text)
        # What stands above a list is said of its items that say nothing of their own.
        if not named:
            named = [Named(one.scopes, 0, 0) for one in self._countries.named(statement.lead)]
        places = [condition.start for condition in conditions], [word.start for word in words]
        ways = [self._wrong(events, words, statement, way) for way in readings(named, *places, statement.text)]
        for condition, word in min(ways, key=len):
            yield (statement.line_at(condition.start), *self._told(condition, word))

    def _wrong(
        self, events: Sequence[Event], words: Sequence[Strength], statement: Statement, way: Reading
    ) -> list[tuple[Condition, Strength]]:
        """What is wrong when the text is parted among its countries in one way."""

        def wrong(pair: Pair) -> list[tuple[Condition, Strength]]:
            plain = [word for word in pair[1] if word.call not in {PERMITTED, MILD}]
            return [
                (one, word)
                for one in pair[0]
                for word in plain or pair[1]
                if not self._right(one, word, way.of(one.start, word.start))
            ]

        pairs = in_clauses(events, statement.text, lambda pair: len(wrong(pair)))
        if not words:
            conditions = [event for event in events if isinstance(event, Condition)]
            above = [replace(word, start=-1) for word in self.words.find(statement.lead)]
            pairs = [(conditions, above)]
        return [found for pair in pairs for found in wrong(pair)]

    def _of_another(self, text: str, conditions: Sequence[Condition], shift: int) -> bool:
        """Whether another drug is named and ours is not."""
        if any(True for _ in self._ours.mentions(text)):
            return False
        spans = [(one.start + shift, one.end + shift) for one in conditions]
        others = (found.start for found in self._others.mentions(text))
        return any(not any(start <= at < end for start, end in spans) for at in others)

    def _right(self, condition: Condition, word: Strength, scopes: Scopes) -> bool:
        """Whether a word may be said of a condition: of each caution that its name can mean, told by its severity."""
        around = condition.around.casefold()
        meant = [one for one in condition.cautions if one.severity and one.severity[self.locale].casefold() in around]
        return all(self._allowed(one, word.call, scopes) for one in meant or condition.cautions)

    def _allowed(self, caution: Caution, call: str, scopes: Scopes) -> bool:
        if call in {HARMLESS, PERMITTED}:
            return False
        said = [(one.label, one.calls) for one in caution.labels]
        if not said:
            return call in {CAUTION, MILD}  # no label has a word for it, and it is listed to be heeded
        for scope in scopes or [frozenset(self._labels)]:
            calls = {word for label, word in said if label in scope}
            strongest = min(calls, key=CALLS.index, default="")
            if call == MILD:
                right = strongest not in {"", CONTRAINDICATED, AVOID}
            else:
                right = call in calls if scopes else call == strongest
            if not right:
                return False
        return True

    def _told(self, condition: Condition, word: Strength) -> tuple[str, str]:
        caution = condition.cautions[0]
        what = f"'{word.text}' is another word for '{condition.text}' than {DATA} has: {self.shower.brief(caution)}"
        fix = (
            f"write `{{caution:{caution.id}}}`, which prints what is said; or the strongest word, or the word of a "
            "country's label with the country; or `allow: strength` with the reason above"
        )
        return what, fix


def _beside(events: Sequence[Event], text: str) -> list[Event]:
    """The events, each condition with the words between its neighbours."""
    ends = [0, *(event.start + len(event.text) for event in events)]
    starts = [*(event.start for event in events), len(text)]
    return [
        replace(event, around=text[ends[number] : starts[number + 1]]) if isinstance(event, Condition) else event
        for number, event in enumerate(events)
    ]


def _finder(names: Iterable[tuple[str, Sequence[str]]], locale: str) -> Finder:
    return Finder(_named_terms(names, locale), locale)


def _named_terms(names: Iterable[tuple[str, Sequence[str]]], locale: str) -> list[Term]:
    """Names as the finder takes them, with what it is to call each."""
    return [
        Term.model_construct(
            id=name, term=Translated({locale: texts[0]}), also=Spellings({}), forms=Spellings({locale: list(texts)})
        )
        for name, texts in names
    ]


@dataclass
class _Check:
    """One tutorial in one language."""

    reader: Reader
    problems: Problems
    used: set[Use] = field(default_factory=set)

    def run(self, source: Source) -> None:
        for statement, exemptions in statements(source):
            allowing = [item for item in exemptions if item.verb == ALLOW and STRENGTH in item.kinds and item.reason]
            for line, what, fix in self.reader.faults(statement):
                self.used |= {(source.path, item) for item in allowing}
                if not allowing:
                    self.problems.add(source.path, line, what, fix)


def check_strength(shelf: Shelf, problems: Problems) -> None:
    """Every text of every tutorial with cautions, in every language."""
    tutorials = [one for one in shelf.tutorials if isinstance(one.data.get(DATA), Cautions)]
    tutorials = [one for one in tutorials if isinstance(one.data.get(DOSES), Doses)]
    tutorials = [one for one in tutorials if _sound(one, shelf.settings.locales)]
    if not tutorials:
        return
    # Languages whose own rules cannot be read are a problem of the agreement's already.
    settings = shelf.settings
    rules = load_languages(settings.locales, Problems(problems.root), settings.places)
    languages = {locale: Language(found) for locale, found in rules.items()}
    words = {locale: load_words(language, problems, settings.places) for locale, language in languages.items()}
    for tutorial in tutorials:
        _check_tutorial(tutorial, shelf, languages, words, problems)


def _sound(tutorial: Tutorial, locales: Iterable[str]) -> bool:
    """Whether every label that a caution names is described, and every text there in every language.

    Where that is not so, it is a problem already.
    """
    known = {label.id for label in tutorial.data[DOSES].labels}
    texts = translated_texts([tutorial.data[DOSES], tutorial.data[DATA]])
    if any(locale not in text.root for _, text in texts for locale in locales):
        return False
    return all(said.label in known for caution in tutorial.data[DATA].cautions for said in caution.labels)


def _check_tutorial(
    tutorial: Tutorial,
    shelf: Shelf,
    languages: Mapping[str, Language],
    words: Mapping[str, Words | None],
    problems: Problems,
) -> None:
    sources = sources_of(tutorial, languages, problems)
    used: set[Use] = set()
    for locale, found in words.items():
        if found is None:
            continue
        check = _Check(_reader(tutorial, shelf, locale, found), problems, used)
        for source in sources:
            if source.texts and source.texts[0].locale == locale:
                check.run(source)
    _stale(sources, used, problems)


def _reader(tutorial: Tutorial, shelf: Shelf, locale: str, words: Words) -> Reader:
    settings: Settings = shelf.settings
    cautions, doses = tutorial.data[DATA], tutorial.data[DOSES]
    shower = Shower(cautions, doses, settings.language(locale), shelf.strings[locale])
    return Reader(cautions, doses, words, shower, shelf.glossary.terms)


def _stale(sources: Iterable[Source], used: set[Use], problems: Problems) -> None:
    """Exceptions from this rule that are not needed."""
    standing = {
        (source.path, item)
        for source in sources
        for text in source.texts
        for item in text.exemptions
        if item.verb == ALLOW and STRENGTH in item.kinds and not item.fault()[0]
    }
    for path, item in standing - used:
        what = "the exception for strength is not needed: nothing here differs from cautions.yml"
        problems.add(path, item.line, what, "remove it" if item.kinds == (STRENGTH,) else f"remove {STRENGTH} from it")
