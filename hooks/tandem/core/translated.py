"""Text in every language of the site, inside data files: `title: {zh: …, en: …}`.

Life: `load_model` reads a data file into its model and finds every text that lacks a language, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, RootModel

from .bounds import TITLE
from .data import Place, Strict, named, read_document, validate
from .dialects import marked
from .problems import Problems, did_you_mean
from .settings import Settings

Model = TypeVar("Model", bound=Strict)


def _plain(value: object) -> object:
    if isinstance(value, str) and re.search(r"<[a-zA-Z/!?]", value):
        raise ValueError("markup in a text | write plain text; the site adds the markup")
    return value


Text = Annotated[str, BeforeValidator(_plain), Field(min_length=1)]
Title = Annotated[Text, Field(max_length=TITLE)]


class Translated(RootModel[dict[str, Text]]):
    """Locale → text. Which locales must be there is the site's to say, so `load_model` checks it."""

    model_config = ConfigDict(frozen=True)

    def __getitem__(self, locale: str) -> str:
        return self.root[locale]


class TranslatedTitle(Translated):
    """The same for a title."""

    root: dict[str, Title]


class Spellings(RootModel[dict[str, Annotated[list[Text], Field(min_length=1)]]]):
    """Locale → other ways to write something. None of the locales must be there."""

    model_config = ConfigDict(frozen=True)

    def get(self, locale: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The ways of one language, in order."""
        return tuple(self.root.get(locale, default))


def translated_texts(value: object, place: Place = ()) -> Iterator[tuple[Place, Translated]]:
    """Every text inside a model that is given in all languages, in order, with its place."""
    if isinstance(value, Translated):
        yield place, value
    elif isinstance(value, Strict):
        for name, info in type(value).model_fields.items():
            yield from translated_texts(getattr(value, name), (*place, info.alias or name))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from translated_texts(item, (*place, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from translated_texts(item, (*place, key))


def _unfit(value: object, locales: tuple[str, ...], place: Place) -> Iterator[tuple[Place, str, bool]]:
    """Each text that lacks a locale, or has one that the site does not: place, locale, whether it is lacking."""
    for at, text in translated_texts(value, place):
        yield from ((at, locale, True) for locale in locales if locale not in text.root)
        yield from (((*at, locale), locale, False) for locale in text.root if locale not in locales)


def load_model(
    model: type[Model],
    path: Path,
    settings: Settings,
    problems: Problems,
    *,
    check: Callable[[Model], Iterable[tuple[Place, str, str]]] = lambda _: (),
) -> Model | None:
    """A data file as `model`; None, with problems, when it does not fit. Missing languages are problems too.

    `check` finds what several values must agree on: each place, what is wrong there and how to mend it.
    """
    document = read_document(path, problems)
    value = validate(model, document, problems, locales=settings.locales) if document else None
    if value is None or document is None:
        return None
    for place, locale, lacking in _unfit(value, settings.locales, ()):
        if lacking:
            what, fix = f"{named(place)} has no text in '{locale}'", f"add `{locale}: …`"
        else:
            what, fix = f"{named(place)}: the site has no language '{locale}'", did_you_mean(locale, settings.locales)
        problems.add(path, document.line(place), what, fix)
    for place, text in translated_texts(value):
        for locale, words in text.root.items():
            for found in marked(words):
                problems.add(path, document.line((*place, locale)), f"{named(place)}: {found.what}", found.fix)
    disagreeing = list(check(value))
    for place, what, fix in disagreeing:
        problems.add(path, document.line(place), what, fix)
    return None if disagreeing else value
