"""Single changes to the numbers of a hand-made list, and what the check of numbers says of each.

Life: `Listing` reads `numbers.yml` and finds every row in a copy of the tutorial; a row that no longer fits is a fault
of the list, told with what to do. `changes` makes every small change of a number's digits, point, sign, unit, ends and
level, knowing nothing of what the check can see. `Bench` makes one change in the copy and asks the check again.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from tandem.check import check_site, read_site
from tandem.core.page import read_page
from tandem.core.problems import Problems
from tandem.parity.agreement import languages_of
from tandem.prose.forms import FORMS
from tandem.prose.known import Known
from tandem.prose.numbers import NumberCheck, untrue_places
from tandem.prose.rules import load_rules
from tandem.prose.texts import Source, Text, data_texts, page_texts
from tandem.prose.uncited import Figures
from tandem.registry import FEATURES, STATEMENTS

LIST = Path(__file__).parent / "numbers.yml"
_MARK = re.compile(r"\{([a-z0-9-]+)\|([^{}]+)\}")
_CITATION = re.compile(r"\[@[^\]]*\]")
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_UNITS = {  # what a slip makes of a unit, the longest first
    "mg/kg/h": "mg/kg/min",
    "mg/kg": "mg",
    "mg/min": "mg/h",
    "mL/min": "mL/h",
    "g/mol": "mg/mol",
    "mmol/g": "mEq/g",
    "mmol/L": "mEq/L",
    "mEq/L": "mmol/L",
    "mg/dL": "mg/L",
    "g/h": "mg/h",
    "mmol": "mEq",
    "mEq": "mmol",
    "kg": "g",
    "mL": "L",
    "mg": "g",
    "min": "h",
    "weeks": "days",
    "周": "天",
    "g": "mg",
    "h": "min",
    "%": "",
    "L": "mL",
}
_WEIGHT = re.compile("kg|千克|kilogram")
_LEVELS = {"95%": "99%", "99%": "90%"}


@dataclass(frozen=True)
class Counterpart:
    """A value in a data file: where it begins and ends in the file's text."""

    name: str
    file: str
    start: int
    end: int


@dataclass(frozen=True)
class Marked:
    """A number of a text: its file, its place in the file's text, and its counterpart in the data."""

    file: str
    locale: str
    start: int
    end: int
    text: str
    counterpart: str
    words: str  # of its row, and where the number begins in them
    offset: int


@dataclass(frozen=True)
class Change:
    """One change to one file."""

    kind: str
    file: str
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file}: {self.kind}: {self.old!r} → {self.new!r}"


@dataclass(frozen=True)
class Finding:
    """What the check said: file, line, what, fix."""

    file: str
    line: int
    what: str
    fix: str


class StaleError(AssertionError):
    """A row of the list that does not fit the texts or the data."""


def _plain(text: str) -> tuple[str, list[int]]:
    """A file's text without citations, and where each of its characters stands in the file."""
    plain: list[str] = []
    places: list[int] = []
    at = 0
    for match in [*_CITATION.finditer(text), None]:
        end = match.start() if match else len(text)
        plain.append(text[at:end])
        places += range(at, end)
        at = match.end() if match else end
    return "".join(plain), places


class Listing:
    """The list, with every row found in a tutorial's folder."""

    def __init__(self, folder: Path) -> None:
        listed = yaml.load(LIST.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        self._texts: dict[str, tuple[str, list[int]]] = {}
        self.folder = folder
        self.counterparts: dict[str, list[Counterpart]] = {}
        self.marked: list[Marked] = []
        faults: list[str] = []
        for name, (file, after, *values) in listed["data"].items():
            try:
                self.counterparts[name] = [self._value(name, file, after, value) for value in values]
            except StaleError as fault:
                faults.append(str(fault))
        for row in listed["rows"]:
            for locale in ("zh", "en"):
                try:
                    self.marked += self._row(row["in"], locale, row[locale])
                except StaleError as fault:
                    faults.append(str(fault))
        unused = set(listed["data"]) - {mark.counterpart for mark in self.marked}
        faults += [f"data '{name}' is the counterpart of no number: remove it" for name in sorted(unused)]
        if faults:
            raise StaleError("\n".join([f"{LIST.name} does not fit the tutorial:", *faults]))

    def text(self, file: str) -> str:
        """The text of a file of the tutorial."""
        return (self.folder / file).read_text(encoding="utf-8")

    def _value(self, name: str, file: str, after: str, value: str) -> Counterpart:
        text = self.text(file)
        begin = text.find(after)
        start = text.find(value, begin + len(after)) if begin >= 0 else -1
        if start < 0:
            missing = after if begin < 0 else value
            raise StaleError(f"data '{name}': {file} no longer says '{missing}': write what stands there now")
        return Counterpart(name, file, start, start + len(value))

    def _row(self, name: str, locale: str, quoted: str) -> Iterator[Marked]:
        file = name if name.endswith(".yml") else f"{name}.{locale}.md"
        if file not in self._texts:
            self._texts[file] = _plain(self.text(file))
        text, places = self._texts[file]
        words = _MARK.sub(lambda mark: mark[2], quoted)
        times = text.count(words)
        if times != 1:
            how = "quote what stands there now" if not times else "quote more of it, so that it is found once"
            raise StaleError(f"row in {name}, {locale}: {file} has it {times} times: '{words}': {how}")
        start, shift = text.find(words), 0
        for mark in _MARK.finditer(quoted):
            if mark[1] not in self.counterparts:
                raise StaleError(f"row in {name}, {locale}: '{mark[1]}' is not one of `data`: add it there")
            begin, end = start + mark.start() - shift, start + mark.start() - shift + len(mark[2])
            shift += len(mark[0]) - len(mark[2])
            at = places[begin], places[end - 1] + 1
            yield Marked(file, locale, *at, mark[2], mark[1], words, begin - start)


def changes(text: str) -> Iterator[tuple[str, str]]:
    """Every small change of a number as it is written: its kind, and the new text."""
    numbers = list(_DIGITS.finditer(text))
    for number in numbers:
        for place in range(number.start(), number.end()):
            if text[place].isdigit():
                for step in (1, 5):
                    digit = str((int(text[place]) + step) % 10)
                    if not (digit == "0" and place == number.start() and len(number[0]) > 1 and number[0][1] != "."):
                        yield "digit", text[:place] + digit + text[place + 1 :]
        whole, _, part = number[0].partition(".")
        larger = f"{whole}{part[:1]}.{part[1:]}".rstrip(".").lstrip("0") if part else f"{whole}0"
        larger = f"0{larger}" if larger.startswith(".") or not larger else larger
        smaller = f"{whole[:-1] or '0'}.{whole[-1]}{part}"
        for value in (larger, smaller):
            yield "point", text[: number.start()] + value + text[number.end() :]
        before = text[: number.start()]
        if before.endswith(("−", "-")):
            yield "sign", before[:-1] + text[number.start() :]
        elif number is numbers[0]:
            yield "sign", f"{before}−{text[number.start() :]}"
    if len(numbers) == 2:
        first, last = numbers
        signs = [text[max(0, number.start() - 1) : number.start()] for number in numbers]
        low, high = (
            sign + number[0] if sign in "−-" else number[0] for sign, number in zip(signs, numbers, strict=True)
        )
        begin = first.start() - (len(low) - len(first[0]))
        middle = text[first.end() : last.start() - (len(high) - len(last[0]))]
        yield "ends", text[:begin] + high + middle + low + text[last.end() :]
    for unit, slip in _UNITS.items():
        if re.search(rf"[0-9 ]{re.escape(unit)}\Z", text):
            yield "unit", text.removesuffix(unit).rstrip() + (f" {slip}" if slip else "")
            break
    if text in _LEVELS:
        yield "level", _LEVELS[text]


def text_changes(mark: Marked, counterpart: str) -> Iterator[Change]:
    """Every change of a number in a text; `counterpart` is what the data say.

    A text may leave a minus to its words: "5.6 mg less". Written out it is what the data say, and no change.
    """
    for kind, new in dict.fromkeys(changes(mark.text)):
        if kind == "sign" and new == f"−{mark.text}" and "-" in counterpart:
            continue
        if _says_otherwise(mark.text, new):
            yield Change(kind, mark.file, mark.start, mark.end, mark.text, new)


def _says_otherwise(old: str, new: str) -> bool:
    """Whether a change makes another number of it, and not 0.0 or −0 of 0."""
    worth = [
        [(float(number[0]), new[: number.start()].endswith("−")) for number in _DIGITS.finditer(text)]
        for text, new in ((old, old), (new, new))
    ]
    values = [[-value if minus else value for value, minus in side] for side in worth]
    return values[0] != values[1] or _DIGITS.sub("", old).replace("−", "") != _DIGITS.sub("", new).replace("−", "")


def _lines(source: Source, lines: set[int]) -> Source:
    """A file's texts on some lines, and those that name a weight: the next dose may be worked out for it."""
    kept = [
        text
        for text in source.texts
        if _WEIGHT.search(text.text) or any(text.line_at(0) <= line <= text.line_at(len(text.text)) for line in lines)
    ]
    return replace(source, texts=tuple(kept))


def data_changes(value: Counterpart, text: str) -> Iterator[Change]:
    """Every change of a digit of a value in the data."""
    old = text[value.start : value.end]
    for kind, new in dict.fromkeys(changes(old)):
        if kind == "digit":
            yield Change(kind, value.file, value.start, value.end, old, new)


class Bench:
    """A copy of the site in which one file is changed at a time."""

    def __init__(self, root: Path, target: Path, tutorial: str) -> None:
        target.mkdir()
        shutil.copytree(root / "docs", target / "docs")
        shutil.copy(root / "mkdocs.yml", target)
        self.problems = Problems(target)
        site = read_site(target / "mkdocs.yml", self.problems)
        assert site is not None
        assert not len(self.problems), self.problems.report()
        self.settings, self.tutorial = (
            site.settings,
            next(item for item in site.shelf.tutorials if item.name == tutorial),
        )
        self.languages = {item.locale: item for item in languages_of(site.settings, self.problems)}
        self.loaders = {feature.data: feature.load for feature in FEATURES if feature.load is not None}
        common = load_rules(list(self.languages), FORMS, self.problems)
        self.figures = {locale: Figures(self.languages[locale], rules) for locale, rules in common.items()}
        self.listing = Listing(self.tutorial.folder)
        self.known = self._known()
        self.pages = {
            page.path.name: page_texts(page, self.languages[page.locale], self.tutorial)
            for page in self.tutorial.pages.values()
        }
        self.data = {name: list(self._sources({name})) for name in self.tutorial.data}

    def _known(self) -> Known:
        return Known(self.tutorial, STATEMENTS, list(self.languages.values()), self.problems)

    def changes_of(self, mark: Marked) -> list[Change]:
        """Every change of a number in a text."""
        values = self.listing.counterparts[mark.counterpart]
        return list(text_changes(mark, " ".join(self.listing.text(v.file)[v.start : v.end] for v in values)))

    def whole_check(self, change: Change) -> Problems:
        """What the whole check says after a change, also of the languages."""
        path, text = self.tutorial.folder / change.file, self.listing.text(change.file)
        problems = Problems(self.settings.root)
        try:
            path.write_text(text[: change.start] + change.new + text[change.end :], encoding="utf-8")
            check_site(self.settings.file, problems)
        finally:
            path.write_text(text, encoding="utf-8")
        return problems

    def line(self, file: str, at: int) -> int:
        """The line of a place in a file."""
        return self.listing.text(file).count("\n", 0, at) + 1

    def every(self) -> list[Finding]:
        """What the check says of the whole tutorial."""
        sources = [*self.pages.values(), *(source for held in self.data.values() for source in held)]
        return [finding for source in sources for finding in self._check(source)]

    def said(self, mark: Marked, change: Change) -> list[Finding]:
        """What the check says of a text with one changed number."""
        if not change.file.endswith(".md"):
            texts = self._around(mark, change)
            return self._check(Source(texts[0].path, tuple(texts)))
        path, text = self.tutorial.folder / change.file, self.listing.text(change.file)
        assert text[change.start : change.end] == change.old
        name, locale, _ = change.file.split(".")
        try:
            path.write_text(text[: change.start] + change.new + text[change.end :], encoding="utf-8")
            page = read_page(path, locale, name, Problems(path.parent))
        finally:
            path.write_text(text, encoding="utf-8")
        line = self.line(change.file, change.start)
        return self._check(_lines(page_texts(page, self.languages[locale], self.tutorial), {line})) if page else []

    def _around(self, mark: Marked, change: Change) -> list[Text]:
        """The texts of the entry of a data file that holds the number, with the number changed."""
        key = next((key for key in ("zh: ", '"') if mark.words.startswith(key)), "")  # how the file begins the text
        words, offset = mark.words[len(key) :].rstrip('"'), mark.offset - len(key)
        texts = [text for source in self.data[mark.file] for text in source.texts if text.locale == mark.locale]
        held = [text for text in texts if words in text.text]
        assert len(held) == 1, f"{mark.file} has {len(held)} texts with '{words}'"
        start = held[0].text.index(words) + offset
        assert held[0].text[start:].startswith(change.old)
        new = held[0].text[:start] + change.new + held[0].text[start + len(change.old) :]
        entry = [text for text in texts if text.place[:2] == held[0].place[:2]]
        return [replace(text, text=new) if text is held[0] else text for text in entry]

    def said_of_data(self, change: Change, marks: list[Marked]) -> tuple[list[Finding], Problems]:
        """What the check says of some numbers' lines after a change to the data; why the data cannot be used, if so."""
        lines: dict[str, set[int]] = {}
        for mark in marks:
            lines.setdefault(mark.file, set()).add(self.line(mark.file, mark.start))
        path, text = self.tutorial.folder / change.file, self.listing.text(change.file)
        assert text[change.start : change.end] == change.old
        before, problems = self.tutorial.data[change.file], Problems(path.parent)
        try:
            path.write_text(text[: change.start] + change.new + text[change.end :], encoding="utf-8")
            value = self.loaders[change.file](path, self.settings, problems)
            if value is None:
                return [], problems
            self.tutorial.data[change.file] = value
            known, self.known = self.known, self._known()
            try:
                sources = [_lines(source, lines[source.path.name]) for source in self._sources(set(lines))]
                return [found for source in sources for found in self._check(source)], problems
            finally:
                self.known = known
        finally:
            path.write_text(text, encoding="utf-8")
            self.tutorial.data[change.file] = before

    def _sources(self, files: set[str]) -> Iterator[Source]:
        yield from (self.pages[name] for name in sorted(files & set(self.pages)))
        for name in sorted(files & set(self.tutorial.data)):
            path = self.tutorial.folder / name
            yield from data_texts(path, self.tutorial.data[name], self.languages, self.tutorial, self.problems)

    def _check(self, source: Source) -> list[Finding]:
        untrue = untrue_places(self.tutorial.data.get(source.path.name))
        said = NumberCheck(self.known).source(source, self.figures, untrue)
        return [Finding(text.path.name, text.line_at(at), what, fix) for text, at, what, fix in said]
