"""The copy of an entry that pandoc gets: what neither CSL nor pandoc can do, done to the data.

Life: the entry as its author wrote it → `prepared`, the copy → pandoc → `restored`, on each piece of its answer. The
words of the entry stay as they are; each change is listed in `prepared` with its reason.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from .entry import Entry, doi_of, text_of
from .languages import language_of, longest_prefix, name_of, script_of
from .style import Style, record_words

DATES = ("issued", "accessed", "original-date")


def prepared(entry: Entry, style: Style, csl: bytes) -> dict[str, Any]:
    """Copy an entry for a style."""
    copy: dict[str, Any] = {variable: value for variable, value in entry.items() if value is not None}
    copy.pop("custom", None)
    copy["id"] = text_of(entry, "id")
    if _is_numbered_document(entry):
        copy["type"] = "webpage"
    if copy.get("type") == "webpage" and copy.get("container-title") == copy.get("publisher"):
        copy.pop("container-title", None)  # a site that publishes itself is named once
    if doi := doi_of(entry):
        copy["DOI"] = doi
        # The standard behind GB/T 7714 (8.7): one of the two is enough when the address is the DOI's own.
        if re.fullmatch(r"https?://(dx\.)?doi\.org/" + re.escape(doi), unquote(text_of(entry, "URL")), re.IGNORECASE):
            del copy["URL"]
    # Styles number editions from the second; CSL has no condition on a value.
    if text_of(entry, "edition").casefold() in record_words().first_edition:
        del copy["edition"]
    if "version" in copy:  # the styles write "V" or "Version" before it
        copy["version"] = re.sub(r"^(v|version\s+)(?=\d)", "", text_of(entry, "version"), flags=re.IGNORECASE)
    for year, (variable, _) in _literal_dates(entry).items():
        kept = {name: part for name, part in copy[variable].items() if name != "literal"}
        copy[variable] = {**kept, "date-parts": [[int(year)]]}  # pandoc drops a date in words
    _add_translation(copy, entry, style)
    hyphens = b'initialize-with-hyphen="false"' not in csl
    for variable, value in entry.items():
        if isinstance(value, list):
            copy[variable] = [_name(item, hyphens=hyphens, pinyin=style.rules.pinyin_whole) for item in value]
    return copy


def restored(text: str, entry: Entry) -> str:
    """Put back into pandoc's answer what `prepared` took the place of."""
    for year, (_, literal) in _literal_dates(entry).items():
        text = text.replace(year, literal)
    return _unshielded(text)


def _is_numbered_document(entry: Entry) -> bool:
    """Whether an "article" is one of a numbered online series.

    CSL's "article" is a preprint: one style writes "Preprint posted online", the other a mark for preprints. A
    work with a container and a running number is none (a preprint's number is its server's code, seldom bare digits),
    so it goes to the style as a web document, [EB/OL], under which our styles print series and number.
    """
    in_series = bool(text_of(entry, "container-title")) and text_of(entry, "number").isdecimal()
    return entry.get("type") == "article" and in_series


def _literal_dates(entry: Entry) -> dict[str, tuple[str, str]]:
    """A year that stands nowhere in the entry → the variable and the words of a date that is none ("Spring 2015")."""
    found: dict[str, tuple[str, str]] = {}
    whole = json.dumps(entry, default=str)
    free = (year for year in map(str, range(9001, 10000)) if year not in whole)
    for variable in DATES:
        value = entry.get(variable)
        if isinstance(value, Mapping) and isinstance(literal := value.get("literal"), str):
            found[next(free)] = variable, literal
    return found


def _add_translation(copy: dict[str, Any], entry: Entry, style: Style) -> None:
    """Show a title in a script that the page's language does not use with its translation, where the record has one."""
    tag = text_of(entry, "language")
    if not language_of(tag):
        return
    custom = entry.get("custom")
    titles = custom.get("title") if isinstance(custom, Mapping) else None
    if isinstance(titles, Mapping) and script_of(tag) != script_of(style.page_locale):
        of_language = (title for key, title in titles.items() if language_of(key) == language_of(style.page_locale))
        translated = longest_prefix(style.page_locale, titles) or next(of_language, None)
        if translated:
            copy["title"] = f"{text_of(entry, 'title')} [{translated}]"
    words = style.rules.language_named
    if words and language_of(tag) != language_of(style.page_locale):
        copy["annote"] = words.format(language=name_of(tag, style.page_locale))


# --- names -----------------------------------------------------------------------------------------------------------


def _name(name: object, *, hyphens: bool, pinyin: bool) -> object:
    if not isinstance(name, Mapping):
        return name
    copy = dict(name)
    if isinstance(literal := name.get("literal"), str):
        copy["literal"] = _shielded(literal)
        return copy
    if isinstance(suffix := name.get("suffix"), str):
        copy["suffix"] = suffix.rstrip(".")  # both styles: "Jr", "III"
    given, family = name.get("given"), name.get("family")
    if not isinstance(given, str):
        return copy
    if pinyin and isinstance(family, str) and set(name) == {"family", "given"} and is_pinyin(family, given):
        return {"literal": _shielded(f"{family} {given}")}  # CSL shortens all given names of a list or none
    if not hyphens:
        # pandoc joins "Jean-Pierre" to JP as such a style asks, but leaves the hyphen of "J.-P.".
        copy["given"] = re.sub(r"(?<=\.)-(?=\w)", " ", given)
    return copy


def is_pinyin(family: str, given: str) -> bool:
    """Whether a name is a Chinese one written out in pinyin: of one or two syllables each, no initials.

    A name of another language that can be read so ("Long, Dan") is taken for one; it is then shown whole.
    """
    parts = re.split(r"[ \-'’]", given)
    return (
        all(len(part) > 1 for part in parts) and _syllables(family) in (1, 2) and _syllables("'".join(parts)) in (1, 2)
    )


def _syllables(word: str) -> int:
    """The least number of syllables of pinyin that make up a word, parts set off by '; 0 when it is none."""
    total = 0
    for part in word.casefold().split("'"):
        least = [0] + [0] * len(part)
        for end in range(1, len(part) + 1):
            ways = [
                least[start] + 1
                for start in range(max(end - 6, 0), end)  # "zhuang" is the longest
                if (start == 0 or least[start]) and part[start:end] in _pinyin()
            ]
            least[end] = min(ways, default=0)
        if not least[-1]:
            return 0
        total += least[-1]
    return total


@functools.cache
def _pinyin() -> frozenset[str]:
    """Every syllable of pinyin without its tone; ü also as names are typed, "lv" and "lyu"."""
    from pypinyin.constants import PINYIN_DICT  # half a second, which only a page with citations is worth

    spoken = {syllable for readings in set(PINYIN_DICT.values()) for syllable in readings.split(",")}
    plain = set()
    for syllable in spoken:
        letters = [char for char in unicodedata.normalize("NFD", syllable) if char == "\u0308" or char.isascii()]
        plain.add(unicodedata.normalize("NFC", "".join(letters)))
    plain |= {syllable.replace("ü", typed) for syllable in plain for typed in ("v", "yu", "u")}
    return frozenset(syllable for syllable in plain if re.search("[aeiouvü]", syllable) and syllable.isalpha())


# A style that writes family names in capitals makes pandoc write group names so too, as CSL cannot tell them apart; but
# GB/T 7714 (8.1.4) keeps a body's name as its source has it. Letters on a private plane have no capitals.
_PRIVATE_PLANE = 0xF0000
_PLANE_SIZE = 0xFFFE  # its last two places are no characters


def _shielded(text: str) -> str:
    return "".join(
        chr(_PRIVATE_PLANE + ord(char)) if char.lower() != char.upper() and ord(char) < _PLANE_SIZE else char
        for char in text
    )


def _unshielded(text: str) -> str:
    places: Iterator[tuple[int, str]] = ((ord(char) - _PRIVATE_PLANE, char) for char in text)
    return "".join(chr(place) if 0 <= place < _PLANE_SIZE else char for place, char in places)
