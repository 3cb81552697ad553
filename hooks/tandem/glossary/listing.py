"""The glossary's page: the terms in the order of its language, under their letters where the order has letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..core.context import Context
from ..core.glossary import Term
from ..core.page import BlockCall
from ..core.render import render
from ..core.settings import AS_WRITTEN, PINYIN, Language

BLOCK = "glossary"


@dataclass(frozen=True)
class Group:
    """The terms under one letter; the letter is '' where the order has none."""

    letter: str
    terms: tuple[Term, ...]


def render_glossary(context: Context, call: BlockCall) -> Markup:
    """The whole glossary in one language."""
    language = context.language
    groups = grouped(context.shelf.glossary.terms, language.locale, language.options.order)
    languages = [language, *(other for other in context.settings.languages if other is not language)]
    return render("glossary/glossary.html.jinja", context, groups=groups, names=lambda term: names(term, languages))


def names(term: Term, languages: Sequence[Language]) -> list[tuple[Language, list[str]]]:
    """What else a term is called, the page's language first; what stands so in several languages stands once."""
    seen: set[str] = set()
    found = []
    for language in languages:
        texts = [text for text in term.also.get(language.locale) if text not in seen]
        seen.update(texts)
        if texts:
            found.append((language, texts))
    return found


def grouped(terms: Sequence[Term], locale: str, order: str) -> list[Group]:
    """The terms of a page in groups, in their order."""
    if order == AS_WRITTEN:
        return [Group("", tuple(terms))]
    sounds = {term.id: _sounds(term.term[locale], order) for term in terms}
    found: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda term: (sounds[term.id], term.term[locale])):
        first = sounds[term.id][0][:1].upper()
        found.setdefault(first if first.isalpha() else "#", []).append(term)
    return [Group(letter, tuple(group)) for letter, group in found.items()]


def _sounds(text: str, order: str) -> tuple[str, ...]:
    """What a text is sorted by: its letters, or the syllables of its characters among them."""
    if order == PINYIN:
        from pypinyin import lazy_pinyin  # its dictionary takes a tenth of a second, and only this page wants it

        syllables = [_letters(syllable) for syllable in lazy_pinyin(text)]
        return tuple(syllable for syllable in syllables if syllable) or ("",)
    return (_letters(text),)


def _letters(text: str) -> str:
    """Small letters and figures alone, without accents: `Aδ fibre` stands among the words with A."""
    parts = unicodedata.normalize("NFKD", text).casefold()
    return "".join(part for part in parts if part.isalnum())
