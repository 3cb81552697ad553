"""Ids of new references: the citation key of the tool that they come from, else author and year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from string import ascii_lowercase
from typing import Any

from pypinyin import Style, lazy_pinyin

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_:-]{0,60}")
# What tools call a record by themselves: it says nothing to an author.
_MACHINE = re.compile(
    r"(?=.*[0-9])(?:[A-Z0-9]{8}|(?i:[0-9a-f-]{16,}|(?:ref|item|zotero|pmid|pubmed|endnote|cr|b)[-_:]?[0-9]+))"
)
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_LONGEST = 20
_SMALL = {"a", "an", "the", "of", "for", "and", "in", "on"}


def key_for(citation_key: str, values: Mapping[str, Any], taken: Collection[str]) -> str:
    """The tool's citation key where it is one; else author and year. `taken`: ids in use, folded."""
    wanted = citation_key if _KEY.fullmatch(citation_key) and not _MACHINE.fullmatch(citation_key) else ""
    wanted = wanted or _author(values) + _year(values)
    if wanted.casefold() not in taken:
        return wanted
    for letter in ascii_lowercase[1:]:
        if f"{wanted}{letter}".casefold() not in taken:
            return f"{wanted}{letter}"
    number = next(number for number in range(2, len(taken) + 3) if f"{wanted}-{number}".casefold() not in taken)
    return f"{wanted}-{number}"


def _year(values: Mapping[str, Any]) -> str:
    issued = values.get("issued", {})
    if parts := issued.get("date-parts"):
        return str(parts[0][0])
    in_words = re.search(r"\b[12][0-9]{3}\b", issued.get("literal", ""))
    return in_words.group() if in_words else ""


def _author(values: Mapping[str, Any]) -> str:
    names = values.get("author") or values.get("editor") or []
    word = _word(names[0]) if names else ""
    if not word:
        words = [part for part in re.split(r"\W+", str(values.get("title", ""))) if part.lower() not in _SMALL]
        word = next((found for part in words if re.match("[a-z]", found := _plain(part))), "")
    return word if re.match("[a-z]", word) else f"work{word}"


def _word(name: Mapping[str, str]) -> str:
    """A family name, or what a group is known by: its first word, or its initials where it has several."""
    if family := name.get("family"):
        return _plain(_surname(family))
    literal = name.get("literal", "")
    words = re.findall(r"[^\W\d_]+", re.sub(r"<[^<>]{0,40}>", "", literal))
    if len(words) > 2 and all(word.isascii() for word in words):
        return "".join(word[0] for word in words if word.lower() not in _SMALL).lower()
    return _plain(_surname(words[0] if words else ""))


def _surname(name: str) -> str:
    """The surname of a whole Chinese name: two of four characters, else one of up to three; of a longer one, a group's,
    the beginning.
    """
    if len(name) < 2 or not all("\u4e00" <= letter <= "\u9fff" for letter in name):
        return name
    return name[: 1 if len(name) < 4 else 2 if len(name) == 4 else 4]


def _plain(word: str) -> str:
    """A word in small Latin letters; Chinese characters by their sound."""
    spoken = "".join(lazy_pinyin(word, style=Style.NORMAL, errors="default"))
    folded = unicodedata.normalize("NFKD", spoken.lower().translate(_LETTERS))
    return re.sub("[^a-z0-9]", "", folded)[:_LONGEST]
