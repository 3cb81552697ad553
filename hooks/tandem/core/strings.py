"""The words of the interface: each room has its keys and their source wording, each language one catalogue of texts.

Life: loaded once with the settings. A room's `strings.yml` is `key: wording`, in the one language whose
`language.yml` says `source: true`; every other language gives each of these keys its text in
`languages/<locale>/interface.yml`, under the room's name. What is missing or no key at all is told by file.
Templates call `t("room.key", name=value)`; that every language has the same `{names}` is checked here, since a template
sees only one of them.

A text that goes with a number is a mapping of plural categories, as Unicode's CLDR has them: `{one: "{count} term",
other: "{count} terms"}`. Which of them a language needs, and which one a number takes, CLDR's rules say (Babel here,
`Intl.PluralRules` in scripts, which are handed all of them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.plural import PluralRule

from .data import Document, Place, read_document
from .languages import INTERFACE, LANGUAGE, PACKAGE, files_of, read_data
from .problems import Problems, did_you_mean

ROOM = "strings.yml"
COUNT, OTHER = "count", "other"
CATEGORIES = ("zero", "one", "two", "few", "many", OTHER)  # in CLDR's order
SHOWN = 3  # keys that are named of those that are missing

Text = str | Mapping[str, str]  # the second for each plural category


class Strings:
    """Every string of every feature in one language. Scripts and templates hold no language of their own."""

    def __init__(self, locale: str, table: Mapping[str, Text]) -> None:
        self.locale = locale
        self._table = table

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its `{names}` filled; of a plural, the form that `count` takes.

        Raises KeyError for an unknown key or a missing value.
        """
        text = self._table[key]
        if not isinstance(text, str):
            count = values[COUNT]
            text = text[rule_of(self.locale)(count if isinstance(count, int | float) else float(str(count)))]
        return text.format_map(values) if values else text

    def all(self) -> dict[str, Text]:
        """Every text by its key, in the order in which they were read."""
        return dict(self._table)

    def group(self, prefix: str) -> dict[str, Text]:
        """The strings whose keys begin with `prefix.`, without it: what a script is handed."""
        start = prefix + "."
        return {key[len(start) :]: text for key, text in self._table.items() if key.startswith(start)}


@cache
def rule_of(locale: str) -> PluralRule:
    """CLDR's plural rule of a language: a number's category. One that CLDR does not know has `other` alone."""
    try:
        return Locale.parse(locale, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return PluralRule({})


def categories_of(locale: str) -> tuple[str, ...]:
    """The plural categories that a language needs for whole numbers from 0 to 200, in CLDR's order."""
    taken = {rule_of(locale)(number) for number in range(201)}
    return tuple(category for category in CATEGORIES if category in {*taken, OTHER})


def is_plural(value: object) -> bool:
    """Whether a value of a catalogue is one text for each plural category."""
    return isinstance(value, dict) and OTHER in value and set(value) <= set(CATEGORIES)


@dataclass(frozen=True)
class Wording:
    """The keys of rooms with their source wording, and where each of them stands."""

    texts: Mapping[str, Text]
    places: Mapping[str, tuple[Document, Place]]

    def names(self, key: str) -> frozenset[str]:
        """The `{names}` of a text."""
        text = self.texts[key]
        return _names(text if isinstance(text, str) else text[OTHER])


@dataclass(frozen=True)
class Gaps:
    """What a language lacks in one file: `missing` are keys, of `wanted` in all."""

    locale: str
    path: Path
    line: int
    missing: tuple[str, ...]
    wanted: int


def read_wording(folders: Iterable[Path], problems: Problems) -> Wording:
    """The source wording of each room; keys are prefixed with the folder's name."""
    texts: dict[str, Text] = {}
    places: dict[str, tuple[Document, Place]] = {}
    for folder in folders:
        path = folder / ROOM
        document = read_document(path, problems) if path.is_file() else None
        if document is not None:
            for place, value in _leaves(document.value, ()):
                if _is_text(document, place, value, problems):
                    key = ".".join((folder.name, *place))
                    texts[key], places[key] = value, (document, place)
    return Wording(texts, places)


def load_strings(
    folders: Iterable[Path],
    locales: Sequence[str],
    problems: Problems,
    places: Sequence[Path] = (PACKAGE,),
    *,
    name: str = INTERFACE,
) -> dict[str, Strings]:
    """The strings of each locale for the rooms in `folders`; `name` is that of the languages' catalogues."""
    wording = read_wording(folders, problems)
    found = {}
    for locale in locales:
        table = _catalogue(wording, locale, problems, places, name)
        for gap in gaps_of(wording, locale, table, places, name):
            named = ", ".join(gap.missing[:SHOWN]) + (", …" if len(gap.missing) > SHOWN else "")
            what = f"'{locale}' lacks {len(gap.missing)} of {gap.wanted} texts: {named}"
            fix = f"write each under its room's name; `tandem language new {locale}` says which, with their wording"
            problems.add(gap.path, gap.line, what, fix)
        found[locale] = Strings(locale, {key: table[key] for key in wording.texts if key in table})
    return found


def gaps_of(
    wording: Wording, locale: str, table: Mapping[str, Text], places: Sequence[Path], name: str = INTERFACE
) -> list[Gaps]:
    """What a language's catalogue lacks, a plural category included (`room.key.few`): one entry, or none."""
    missing = []
    for key, text in wording.texts.items():
        own = table.get(key)
        if own is None:
            missing.append(key)
        elif isinstance(own, Mapping):
            missing += [f"{key}.{category}" for category in categories_of(locale) if category not in own]
        elif isinstance(text, Mapping) and len(categories_of(locale)) > 1:
            missing += [f"{key}.{category}" for category in categories_of(locale) if category != OTHER]
    if not missing:
        return []
    path = next(iter(files_of(locale, name, places)), places[0] / locale / f"{name}.yml")
    document = read_document(path, Problems(Path())) if path.is_file() else None
    line = document.line(tuple(missing[0].split("."))) if document is not None else 1
    return [Gaps(locale, path, line, tuple(missing), len(wording.texts))]


def read_catalogue(
    wording: Wording, locale: str, places: Sequence[Path] = (PACKAGE,), name: str = INTERFACE
) -> dict[str, Text]:
    """The texts of a language as far as they are there, for who wants to know what is missing."""
    return _catalogue(wording, locale, Problems(Path()), places, name)


def texts_in(document: Document) -> Iterator[tuple[int, str]]:
    """Every text of a catalogue or a room, with its line; what is none is left out."""
    for place, value in _leaves(document.value, ()):
        forms = {(*place, key): text for key, text in value.items()} if isinstance(value, dict) else {place: value}
        yield from ((document.line(at), text) for at, text in forms.items() if isinstance(text, str))


def written_in(folder: Path, key: str, locale: str, places: Sequence[Path] = (PACKAGE,)) -> tuple[Path, Place]:
    """The file in which a language has the text of a room's key, and the place in it."""
    parts = tuple(key.split("."))
    for path in files_of(locale, INTERFACE, places):
        document = read_document(path, Problems(Path()))
        if document is not None and (folder.name, *parts) in document.lines:
            return path, (folder.name, *parts)
    return folder / ROOM, parts


def is_source(locale: str, places: Sequence[Path] = (PACKAGE,)) -> bool:
    """Whether the rooms' own wording is in this language."""
    document = read_data(locale, LANGUAGE, Problems(Path()), places, required=False)
    return document is not None and isinstance(document.value, dict) and document.value.get("source") is True


def _catalogue(wording: Wording, locale: str, problems: Problems, places: Sequence[Path], name: str) -> dict[str, Text]:
    """The texts of a language that are right, by their keys; the rooms' own where they are in this language."""
    table: dict[str, Text] = dict(wording.texts) if is_source(locale, places) else {}
    for path in reversed(files_of(locale, name, places)):
        document = read_document(path, problems)
        if document is None:
            continue
        for place, value in _leaves(document.value, ()):
            key = ".".join(place)
            if value is None and key:  # a key that is still to be translated: it counts as missing
                continue
            if key and key not in wording.texts:
                what, fix = f"there is no text '{key}'", did_you_mean(key, wording.texts)
                problems.add(path, document.line(place), what, fix)
            elif _is_text(document, place, value, problems) and _fits(wording, key, document, place, value, problems):
                table[key] = value
    return table


def _leaves(value: Any, place: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], Any]]:
    """Every text of a catalogue with its place; anything that is none as it is, for `_is_text`."""
    if isinstance(value, dict) and not is_plural(value):
        for key, inner in value.items():
            yield from _leaves(inner, (*place, str(key)))
    else:
        yield place, value


def _is_text(document: Document, place: Place, value: object, problems: Problems) -> bool:
    """Whether a value is a text, or one for each category; a problem if not."""
    forms = {(*place, key): text for key, text in value.items()} if isinstance(value, dict) else {place: value}
    for at, text in forms.items():
        called = ".".join(map(str, at))
        if not isinstance(text, str) or not text.strip():
            what = f"'{called}' has no text" if called else "the file must hold keys and texts"
            problems.add(document.path, document.line(at), what, "write `key: text`")
            return False
        try:
            _names(text)
        except ValueError:
            what = f"'{called}' has a brace that is not closed"
            problems.add(document.path, document.line(at), what, "write {name}, or {{ for a brace")
            return False
    return True


def _fits(wording: Wording, key: str, document: Document, place: Place, value: Text, problems: Problems) -> bool:
    """Whether a text has the `{names}` of its key, and forms for numbers only where the key has a number."""
    wanted = wording.names(key)
    if not isinstance(value, str) and COUNT not in wanted:
        what, fix = f"'{key}' has no {{{COUNT}}} that its forms could go with", "write one text"
        problems.add(document.path, document.line(place), what, fix)
        return False
    for form, text in {"": value}.items() if isinstance(value, str) else value.items():
        spare = {COUNT} if form and form != OTHER else set()  # "one question" needs no figure
        if _names(text) | spare != wanted | spare:
            names = " and ".join(f"{{{name}}}" for name in sorted(wanted)) or "no {names}"
            what = f"'{key}' has other {{names}} in '{document.path.parent.name}' than in {ROOM}"
            problems.add(document.path, document.line((*place, *filter(None, [form]))), what, f"write {names}")
            return False
    return True


def _names(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
