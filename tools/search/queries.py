"""Queries made from the text itself, each with the sections that answer it. Seeded: the same text, the same queries.

A section answers a query when its text holds what the query was made from: the run; the word in any of its forms, as
lemminflect knows them (which shares nothing with the stemmer of the search); any name of the term. Of an inflected or
mistyped word only such a form is asked that stands nowhere in the text: it can only be found by what the search knows.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import lemminflect
from tandem.core.glossary import Term

from .sections import HAN, Judged, holds, plain

WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
RUNS, INFLECTED, TYPOS = 300, 100, 100


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    right: frozenset[str]  # keys of the sections that answer it


def named(terms: Iterable[Term], locales: Sequence[str], locale: str, judged: Sequence[Judged]) -> list[Query]:
    """Each term and synonym of the language, and those of the others, where the language's text has the thing."""
    texts = [(section.key, plain(section.text)) for section in judged]
    found: list[Query] = []
    for term in terms:
        own = [term.term[locale], *term.also.get(locale, ())]
        names = [name for one in locales for name in (term.term[one], *term.also.get(one, ()))]
        right = frozenset(key for key, text in texts if any(holds(text, name) for name in names))
        if not right:
            continue
        found.append(Query("term", own[0], right))
        found += [Query("synonym", name, right) for name in own[1:]]
        for other in locales:
            if other != locale:
                found += [Query("other language", name, right) for name in (term.term[other], *term.also.get(other, ()))
                          if name not in own]  # fmt: skip
    return found


def runs(judged: Sequence[Judged], seed: int, count: int = RUNS) -> list[Query]:
    """Runs of two to five Chinese characters from anywhere inside sentences."""
    chance = random.Random(seed)
    places = [(found, section) for section in judged for line in section.lines for found in HAN.findall(line)
              if len(found) >= 2]  # fmt: skip
    weights = [len(found) for found, _ in places]
    texts = [
        (section.key, [re.sub(r"\s", "", line) for line in (section.heading, *section.lines)]) for section in judged
    ]
    made: dict[str, Query] = {}
    while places and len(made) < count:
        ((found, _),) = chance.choices(places, weights)
        length = min(chance.randint(2, 5), len(found))
        start = chance.randint(0, len(found) - length)
        run = found[start : start + length]
        right = frozenset(key for key, lines in texts if any(run in line for line in lines))
        made.setdefault(run, Query("run", run, right))
    return list(made.values())


def _forms(word: str) -> frozenset[str]:
    """The word in all its forms, of every part of speech; without any where lemminflect does not know it."""
    forms: set[str] = set()
    for lemmas in lemminflect.getAllLemmas(word).values():
        for lemma in lemmas:
            for inflections in lemminflect.getAllInflections(lemma).values():
                forms.update(inflection.lower() for inflection in inflections)
    return frozenset(forms | {word}) if word in forms else frozenset()


def _words(judged: Sequence[Judged], least: int) -> tuple[list[str], Mapping[str, set[str]]]:
    """Words (names and abbreviations, which never stand there in small letters, are none), and where each stands."""
    where: dict[str, set[str]] = {}
    small: set[str] = set()
    for section in judged:
        for word in WORD.findall(section.text):
            where.setdefault(word.lower(), set()).add(section.key)
            if word == word.lower():
                small.add(word)
    return sorted(word for word in small if len(word) >= least and word.isalpha()), where


def _right(forms: Iterable[str], where: Mapping[str, set[str]]) -> frozenset[str]:
    return frozenset[str]().union(*(where.get(form, set()) for form in forms))


def inflected(judged: Sequence[Judged], seed: int, count: int = INFLECTED) -> list[Query]:
    """Words in a form that the text does not have."""
    words, where = _words(judged, 4)

    def other_form(word: str, chance: random.Random) -> str | None:
        forms = sorted(form for form in _forms(word) if form not in where and form.isalpha() and len(form) > 3)
        return chance.choice(forms) if forms else None

    return _made("inflected", words, where, seed, count, other_form)


def mistyped(judged: Sequence[Judged], seed: int, count: int = TYPOS) -> list[Query]:
    """Words with a letter too many, too few, another, or two that changed places."""
    words, where = _words(judged, 5)

    def slip(word: str, chance: random.Random) -> str | None:
        at, letter = chance.randrange(len(word)), chance.choice(string.ascii_lowercase)
        typed = (
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        )[chance.randrange(4)]
        return typed if typed not in where and not _forms(typed) else None

    return _made("mistyped", words, where, seed, count, slip)


def _made(
    kind: str, words: Sequence[str], where: Mapping[str, set[str]], seed: int, count: int,
    change: Callable[[str, random.Random], str | None],
) -> list[Query]:  # fmt: skip
    chance = random.Random(seed)
    made: dict[str, Query] = {}
    for word in chance.sample(words, len(words)):
        forms = _forms(word)
        typed = change(word, chance) if forms else None
        if typed and typed not in made:
            made[typed] = Query(kind, typed, _right(forms, where))
        if len(made) == count:
            break
    return list(made.values())
