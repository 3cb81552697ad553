"""Figures without a source: every dose, effect, interval, level and percentage has its citation where it stands.

A *figure* is a number in digits
- with a percent sign or a unit, but for a body weight in kg, an age or a span in years, and the 95% of an interval;
- or without a unit, where it has a decimal point, a minus sign, a word for an effect in front (an odds ratio of 2), or
  behind it what a drug is counted in (3 vials) or what happens so often in a time (16 breaths/min);
- in a table also a range, and a number under a head that names a unit.
Numbers in words, counts (nine trials, 418 participants), years, versions, numbers of sections and the time that
something takes to read are none. What the author says to be invented, or stands in an admonition of the type
`example`, needs no source. On a page outside of the tutorials, which cites nothing, only a dose is a figure.

A figure is *cited* by a citation in its sentence; in a table by one in its row or in the table's heads; in a list or a
table by the sentence whose colon introduces it; in a data file by its entry's `cite`. A figure that stands cited in the
same paragraph may be said again, and a sum (with an equals sign) may be worked from one. Where no citation can stand
(titles, descriptions, headings, captions of boxes and pictures, a tutorial's summary), the same figure must stand
cited on the page or in the tutorial.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..parity.language import Language
from ..parity.languages import any_of
from ..parity.paragraphs import ALT, BLOCK, DATA, DESCRIPTION, HEADING, ROW, TITLE
from ..parity.quantities import PERCENT, Quantity
from .measures import GAP
from .repeats import Repeats
from .rules import Rules
from .texts import Sentence, Source, Text

BARE = {TITLE, DESCRIPTION, HEADING, BLOCK, ALT}  # where no citation can stand
EXAMPLE = "example"  # the type of an admonition
_TIMES = {"h", "min", "s", "ms", "day", "week", "month"}
_NO_FIGURES = {"kg", "year", "month of the year"}
_NEAR = 24  # characters in which a word for an effect stands before its number
_DECIMAL = re.compile(r"[.．·][0-9０-９]")
_FURTHER = re.compile(r"\.[0-9]")  # 1.2.3 is a version
_STOPS = ".,;:。，；：()（）"

Value = tuple[Fraction, Fraction, str]


@dataclass(frozen=True)
class Uncited:
    """A figure that has no source: where it stands, as it is written, and the fix."""

    text: Text
    at: int
    what: str
    fix: str


class Figures:
    """Finds the figures of one language's texts."""

    def __init__(self, language: Language, rules: Rules) -> None:
        self.language, words = language, rules.language.figures
        self.repeats = Repeats(language, rules)
        self._dosed = set(rules.common.dosed)
        self._level = re.compile(f"{GAP}?(?:{self._whole(words.levels)})", re.I)
        self._effect = re.compile(self._whole(words.effects))
        self._numbering = re.compile(f"(?:{self._whole(words.numbering)}){GAP}?\\Z", re.I)
        self._reading = re.compile(self._whole(words.reading), re.I)
        self._example = re.compile(self._whole(words.examples), re.I)
        signs = {unit for unit in language.rules.symbols.units if len(unit) > 1 or unit in self._dosed}
        self._unit = re.compile(f"(?<![A-Za-z])(?:{any_of(signs)})(?![A-Za-z0-9])|[%％]")
        counted, times = self._whole(rules.language.counted), language.rules.file.units
        time = any_of([*_TIMES, *(word for unit in _TIMES for word in times.get(unit, ()))])
        self._counted = re.compile(f"{GAP}{{0,2}}(?:{counted}|[^\\W\\d_]{{1,20}}/(?:{time})(?![A-Za-z0-9]))", re.I)

    def _whole(self, words: list[str]) -> str:
        return self.language.rules.words(words)

    def of(self, text: Text) -> list[Quantity]:
        """The figures of a text, in order."""
        found = self.language.figures(text.text).quantities
        return [quantity for quantity in found if self._is_figure(text, quantity)]

    def invented(self, text: Text) -> bool:
        """Whether the text says of itself that its figures are made up."""
        return any(call.option("type") == EXAMPLE for call in text.blocks) or bool(self._example.search(text.text))

    def _is_figure(self, text: Text, quantity: Quantity) -> bool:
        if quantity.worded or text.in_code(quantity.start):
            return False
        unit, written = quantity.unit, text.text[quantity.start : quantity.end]
        if unit in _NO_FIGURES:
            return False
        if text.page is not None and text.tutorial is None:  # a page that cites nothing may still tell times and shares
            return bool(unit) and unit.split("/")[0] in self._dosed
        if unit == PERCENT:
            return not self._level.match(text.text, quantity.end)
        if unit:
            timed = all(part in _TIMES for part in unit.split("/"))
            return not (timed and self._to_read(text, quantity))
        before = text.text[max(0, quantity.start - _NEAR) : quantity.start]
        if self._numbering.search(before) or _FURTHER.match(text.text, quantity.end):
            return False
        if text.kind == ROW and (not quantity.single or self._unit.search(text.head)):
            return True
        if quantity.shared in _NO_FIGURES:
            return False
        if self._counted.match(text.text, quantity.end):
            return True
        return bool(_DECIMAL.search(written)) or quantity.low < 0 or self._names_effect(before)

    def _names_effect(self, before: str) -> bool:
        """Whether a word for an effect stands in front of a number, with no stop between."""
        found = None
        for found in self._effect.finditer(before):  # noqa: B007  the last one counts
            pass
        return found is not None and not any(sign in _STOPS for sign in before[found.end() :])

    def _to_read(self, text: Text, quantity: Quantity) -> bool:
        """Whether a time is the one that reading, watching or answering something takes."""
        sentence = text.sentence_at(quantity.start)
        return bool(sentence and self._reading.search(sentence.text))


def uncited(sources: Iterable[Source], figures: dict[str, Figures]) -> Iterator[Uncited]:
    """Every sentence whose figures have no source, once."""
    sources = [source for source in sources if all(text.locale in figures for text in source.texts)]
    cited: dict[object, set[Value]] = {}
    for source in sources:
        for text in source.texts:
            values = {
                _value(one) for sentence, one in _in_sentences(text, figures[text.locale]) if _cites(text, sentence)
            }
            for owner in _owners(text):
                cited.setdefault(owner, set()).update(values)
    for source in sources:
        for text in source.texts:
            yield from _of_text(text, figures[text.locale], cited)


def _owners(text: Text) -> list[object]:
    """Who may say again what the text says with its source: its page, and its tutorial in the same language."""
    owners: list[object] = [text.path] if text.page is not None else []
    return [*owners, (text.tutorial.name, text.locale)] if text.tutorial is not None else owners


def _of_text(text: Text, figures: Figures, cited: dict[object, set[Value]]) -> Iterator[Uncited]:
    if figures.invented(text):
        return
    pairs = _in_sentences(text, figures)
    said = {_value(one) for sentence, one in pairs if _cites(text, sentence)}
    told: set[Sentence] = set()
    for sentence, quantity in pairs:
        if sentence in told or _cites(text, sentence) or _value(quantity) in said:
            continue
        if "=" in sentence.text and any(_value(one) in said for other, one in pairs if other is sentence):
            continue  # worked from a figure that is cited
        if _elsewhere(text, quantity, cited):
            continue
        told.add(sentence)
        yield _problem(text, quantity)


def _elsewhere(text: Text, quantity: Quantity, cited: dict[object, set[Value]]) -> bool:
    """Whether a text that cannot cite says what its page, or for a data file its tutorial, says with the source."""
    if text.kind == DATA:
        return text.tutorial is not None and _value(quantity) in cited.get((text.tutorial.name, text.locale), set())
    return text.kind in BARE and _value(quantity) in cited.get(text.path, set())


def _cites(text: Text, sentence: Sentence) -> bool:
    return bool(sentence.cites or text.cites)


def _value(quantity: Quantity) -> Value:
    return quantity.low, quantity.high, quantity.unit or quantity.shared


def _in_sentences(text: Text, figures: Figures) -> list[tuple[Sentence, Quantity]]:
    """The figures of a text, each with its sentence."""
    pairs = ((text.sentence_at(item.start), item) for item in figures.of(text))
    return [(sentence, item) for sentence, item in pairs if sentence is not None]


def _problem(text: Text, quantity: Quantity) -> Uncited:
    shown = " ".join(quantity.text.split())
    if text.kind == DATA:
        where, fix = "its entry", "give the entry its `cite: [key]`, or leave the figure out"
        if text.tutorial is None or text.place[:1] in {("title",), ("summary",)}:
            where, fix = "any section", "leave the figure out here, or say it in a section with its `[@key]`"
    elif text.page is not None and text.tutorial is None:
        where, fix = "its sentence", "say it in a section of a tutorial, with its `[@key]`"
    elif text.kind in BARE:
        where, fix = "the page's text", "say it in the text with its `[@key]`, or leave it out here"
    elif text.kind == ROW:
        where = "its row or the heads of its table"
        fix = "write the citation behind it, in its row or in a head of its table: `[@key]`"
    else:
        where, fix = "its sentence", "write the citation behind the statement: `[@key]`"
    return Uncited(text, quantity.start, f"the figure '{shown}' has no source in {where}", fix)
