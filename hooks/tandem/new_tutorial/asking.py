"""What `tandem new` asks on the terminal, for what its options leave open.

Life: each question is asked once and read as a line; an empty line, or none, takes what stands in the brackets.
"""

from __future__ import annotations

import sys

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
