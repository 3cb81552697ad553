"""What `tandem new` asks on the terminal, for what its options leave open.

Life: each question is asked once and read as a line; an empty line, or none, takes what stands in the brackets.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ..core.placing import CannotWriteError
from ..core.problems import did_you_mean
from ..core.settings import Settings
from . import PARTS, Wanted

_YES = {"y", "yes", "j", "o", "是"}
_QUESTIONS = {
    "doses": "doses, with a table and a calculator",
    "evidence": "evidence, drawn as a forest plot",
    "figure": "a figure told in stages",
    "self-test": "a self-test",
}


def ask(settings: Settings, name: str, titles: dict[str, str], author: str | None, parts: list[str] | None) -> Wanted:
    """What is wanted, by what was given and, for the rest (None; a language without a title), by what is answered."""
    name = name or _answer("name of its folder, which becomes its address (small Latin letters, digits, hyphens): ")
    for language in settings.languages:
        if language.locale not in titles and (title := _answer(f"title in {language.name} [later]: ")):
            titles = {**titles, language.locale: title}
    if author is None:
        author = _answer("author, as the name is printed [later]: ")
    if parts is None:
        parts = [part for part in PARTS if _answer(f"{_QUESTIONS[part]}? [y/N] ").casefold() in _YES]
    return Wanted(name, titles, author, tuple(parts))


def _answer(question: str) -> str:
    print(question, end="", flush=True)
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        print()
    return line.strip()


def titles_of(given: Sequence[str], settings: Settings) -> dict[str, str]:
    """The titles of options such as `en=Magnesium`. Raises CannotWriteError."""
    titles: dict[str, str] = {}
    for option in given:
        locale, _, title = (part.strip() for part in option.partition("="))
        if locale not in settings.locales or not title:
            wanted = " ".join(f"--title {locale}=…" for locale in settings.locales)
            raise CannotWriteError(
                settings.docs, f"'{option}' is no title in a language of the site", f"write {wanted}"
            )
        titles[locale] = title
    return titles


def parts_of(given: str | None) -> list[str] | None:
    """The parts of an option such as `doses,figure`; None where it was not given. Raises CannotWriteError."""
    if given is None:
        return None
    parts = [part for part in given.replace(",", " ").split() if part != "none"]
    for part in parts:
        if part not in PARTS:
            raise CannotWriteError(Path("--with"), f"a tutorial has no part '{part}'", did_you_mean(part, PARTS))
    return parts
