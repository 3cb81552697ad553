"""What each section is for and how long it takes: from its blocks, unless the tutorial says otherwise.

A section with a block that says so is to check oneself (a self-test) or to look a source up (references, notes, what
the tutorial says of itself); one that shows a dose is to be used; every other is to learn from. `kinds` in tutorial.yml
says otherwise.
"""

from __future__ import annotations

from .core.course import Course, Kind, in_order
from .core.extent import extent
from .core.features import Block, blocks_of, no_text
from .core.page import Page
from .core.settings import Language, Settings
from .core.shelf import Shelf
from .core.tutorial import Tutorial
from .parity.paragraphs import read_units
from .registry import FEATURES


def plan(shelf: Shelf) -> None:
    """Give the shelf the course of each of its tutorials in each language."""
    shelf.courses = {
        (tutorial.name, language.locale): course_of(tutorial, language, shelf.settings)
        for tutorial in shelf.tutorials
        for language in shelf.settings.languages
    }


def course_of(tutorial: Tutorial, language: Language, settings: Settings) -> Course:
    """The course of one tutorial in a language, whose pages have been read in every language."""
    sections = tutorial.sections(language.locale)
    minutes = {name: minutes_of(tutorial.pages[(language.locale, name)], tutorial, language) for name in sections}
    return in_order({name: _kind(tutorial, name, settings) for name in sections}, minutes, sections)


def _kind(tutorial: Tutorial, name: str, settings: Settings) -> Kind:
    for kind, sections in tutorial.file.kinds.items():
        if name in sections:
            return kind
    called = _called(tutorial.nearest(settings.default.locale, name, settings))
    said: list[Kind] = [block.kind for block in called if block.kind]
    if said:
        return said[0]
    return "use" if any(block.dose for block in called) else "learn"


def _called(page: Page) -> list[Block]:
    blocks = blocks_of(FEATURES)
    return [blocks[call.name] for call in page.blocks if call.name in blocks]


def minutes_of(page: Page, tutorial: Tutorial | None, language: Language) -> int:
    """How long a page's text takes to read, with that of its blocks, in whole minutes, never none.

    0 where there is little to read beside doses to be looked up: nobody reads a table of doses from end to end.
    """
    blocks = blocks_of(FEATURES)
    looked_up = any(block.dose and block.text is no_text for block in _called(page))
    called = [blocks[call.name].text(tutorial, call, language.locale) for call in page.blocks if call.name in blocks]
    found, pace = read_units(page).extent + extent("\n".join(called)), language.options.reading_pace
    minutes = max(1, round(found.words / pace.words + found.characters / pace.characters))
    return 0 if looked_up and minutes == 1 else minutes
