"""Which printed entries of the languages' lists are one work, and what it is called in references.json.

Life: `works_of` is called once, when citations are bound. Entries are one work by their DOI, their title, or, under one
number and in two scripts, by year and pages; any other two under one number are told apart and named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pypinyin import lazy_pinyin

from ..parity.language import Language
from .listing import CITED, Listing, quoted
from .parts import Parts
from .record import Entry, Reader, Record
from .words import Words

SAME_TITLE = 0.85


@dataclass
class Works:
    """All works by key, in the order of the first list; for each language the key behind each number."""

    entries: dict[str, Entry] = field(default_factory=dict)
    keys: dict[str, dict[int, str]] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)  # key → file and line of its printed entry


@dataclass
class _Work:
    records: dict[str, Record]  # by locale
    numbers: dict[str, int]

    @property
    def first(self) -> Record:
        return next(iter(self.records.values()))


def works_of(
    texts: Sequence[Parts], words: Mapping[str, Words], languages: Sequence[Language], listing: Listing
) -> Works:
    """Read every list, and tell which entries are one work."""
    reader = Reader(list(words.values()))
    found: list[_Work] = []
    for parts in texts:
        for number, listed in sorted(parts.references.items()):
            record = reader.parsed(listed.text)
            same = _same(found, parts.locale, number, record, languages)
            if same is None:
                found.append(_Work({parts.locale: record}, {parts.locale: number}))
            else:
                same.records[parts.locale], same.numbers[parts.locale] = record, number
    return _named(found, texts, languages, listing)


def _same(found: list[_Work], locale: str, number: int, record: Record, languages: Sequence[Language]) -> _Work | None:
    open_ = [work for work in found if locale not in work.records]
    for work in open_:
        if _one(work.first.entry, record.entry):
            return work
    for work in open_:
        other = work.first
        if number in work.numbers.values() and script(other.printed, languages) != script(record.printed, languages):
            names = [name for name in ("page", "volume", "number") if other.entry.get(name)]
            same = any(other.entry[name] == record.entry.get(name) for name in names)
            if other.year and other.year == record.year and (same or other.entry["type"] == record.entry["type"]):
                return work
    return None


def _one(first: Entry, second: Entry) -> bool:
    """Whether two entries in one script are one work."""
    if first.get("DOI") and second.get("DOI"):
        return str(first["DOI"]).casefold() == str(second["DOI"]).casefold()
    titles = [re.sub(r"[\W_]+", " ", str(entry["title"]).casefold()).strip()[:300] for entry in (first, second)]
    if titles[0] == titles[1]:
        return True
    alike = SequenceMatcher(None, titles[0], titles[1], autojunk=False).ratio() >= SAME_TITLE
    return alike and first.get("issued") == second.get("issued")


def script(text: str, languages: Sequence[Language]) -> str:
    """The site's language in whose letters most of a text is written; '' where it has none of them."""
    counts = {language.locale: language.letters(text) for language in languages}
    # A script without spaces says in one letter what another says in three.
    best = max(counts, key=lambda name: counts[name] * (1 if _spaced(name, languages) else 3))
    return best if counts[best] else ""


def _spaced(locale: str, languages: Sequence[Language]) -> bool:
    return next(one.rules.file.script.spaced for one in languages if one.locale == locale)


def _named(found: list[_Work], texts: Sequence[Parts], languages: Sequence[Language], listing: Listing) -> Works:
    works = Works(keys={parts.locale: {} for parts in texts})
    by_locale = {parts.locale: parts for parts in texts}
    for work in found:
        locale = next(iter(work.records))
        parts, number = by_locale[locale], work.numbers[locale]
        line = parts.references[number].line
        missing = [other for other in by_locale if other not in work.records and by_locale[other].references]
        if missing:
            what = f"reference {number} is not in the other list: {quoted(work.first.printed)}"
            listing.add(
                CITED, parts.name, line, what, "see which work is meant there, and cite the same in each language"
            )
        entry = _merged(work, texts, languages, listing)
        key = _key(entry, works.entries)
        works.entries[key] = {"id": key, **entry}
        works.places[key] = (parts.name, line)
        for other, place in work.numbers.items():
            works.keys[other][place] = key
    return works


def _merged(work: _Work, texts: Sequence[Parts], languages: Sequence[Language], listing: Listing) -> Entry:
    """One entry of the records: of two scripts the work's own, of one script the fuller, completed by the other."""
    scripts = {locale: script(record.printed, languages) for locale, record in work.records.items()}
    by_locale = {parts.locale: parts for parts in texts}

    def add(locale: str, what: str, fix: str) -> None:
        parts = by_locale[locale]
        listing.add(CITED, parts.name, parts.references[work.numbers[locale]].line, what, fix)

    own = max(
        work.records, key=lambda locale: (not _latin(work.records[locale].printed), len(work.records[locale].entry))
    )
    record = work.records[own]
    entry: Entry = {"type": record.entry["type"], "language": scripts[own] or own, **record.entry}
    for locale, other in work.records.items():
        if locale == own:
            continue
        alike = scripts[locale] == scripts[own]
        entry |= {
            k: v for k, v in other.entry.items() if k not in entry and (alike or k in {"DOI", "PMID", "PMCID", "URL"})
        }
        if not alike:
            entry["custom"] = {"title": {scripts[locale] or locale: other.entry["title"]}}
            what = f"reference {work.numbers[locale]} is printed in two languages; {own} was taken for the work's own"
            add(
                locale,
                what,
                f"see in which language the work stands, and correct {quoted(record.printed)} if need be",
            )
    if not scripts[own]:
        add(own, f"in which language is {quoted(record.printed)}?", "write its tag under `language` in references.json")
    for doubt in record.doubts:
        add(own, f"reference {work.numbers[own]}: {doubt}", "complete it in references.json; compare it with the work")
    if not entry.get("issued"):
        add(own, f"reference {work.numbers[own]} has no year that could be read", "write `issued` in references.json")
    return entry


def _latin(text: str) -> bool:
    return all(ord(sign) < 0x2E80 for sign in text)


def _key(entry: Entry, known: Mapping[str, object]) -> str:
    """The first author's family name, or the title's first word, with the year; a letter where that is taken."""
    people = entry.get("author") or entry.get("editor") or [{}]
    name = str(people[0].get("family") or people[0].get("literal") or entry["title"])
    issued = entry.get("issued")
    year = str(issued["date-parts"][0][0]) if issued else ""
    base = (latin(name).replace("-", "")[:20] or "work") + year
    key, letter = base, 0
    while key in known:
        letter += 1
        key = base + _letters(letter)
    return key


def _letters(number: int) -> str:
    """1 is b, 25 is z, 26 is ba."""
    return (_letters(number // 26) if number >= 26 else "") + chr(ord("a") + number % 26)


def latin(text: str) -> str:
    """A text in small Latin letters and hyphens, as addresses and keys have them.

    >>> latin("Müller & 陈")
    'muller-chen'
    """
    spelled = " ".join(lazy_pinyin(text[:200]))
    plain = unicodedata.normalize("NFKD", spelled.replace("ß", "ss").replace("ø", "o").replace("æ", "ae"))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in plain.casefold() if not unicodedata.combining(sign)))
    return "-".join(words)
