"""How much a source may hold: limits that no honest text meets, so that reading and building always end soon.

Life: every text that is read is held against them where its lines are still known; what is beyond one is a problem at
its line, and nothing looks into that file any further. They keep every later pattern and recursion within bounds,
ours and those of the programs that are called: the longest section of the first tutorial has 6,000 characters, its
longest paragraph 700, its longest value 300, its longest word 30 (adr/0027).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

PAGE = 200_000  # characters of a page
PARAGRAPH = 8_000  # characters of a paragraph, a table's cell, an item of a list
VALUE = 10_000  # characters of a text in a data file: an abstract in a record of the literature is the longest
TITLE = 200  # characters of a title or a heading
WORD = 500  # letters and digits without anything between
UNBROKEN = 2_000  # signs without a space; an address may be long
SPACES = 400  # spaces in a row; tables are laid out with them
NESTING = 6  # lists, quotations and blocks in each other
SPANS = 6  # emphasis and links in each other, in a line
ITEMS = 5_000  # of one list in a data file
BRACKETS = 300  # opened in a paragraph
ROWS, COLUMNS = 500, 30  # of a table in a text
ENTRIES = 500  # items of a list in a text
CALLS = 300  # blocks of a page
HEADINGS = 300  # of a page
CITATIONS = 3_000  # of a page
SECTIONS = 100  # of a tutorial
TEXT = 70_000  # characters of a tutorial's sections in one language: the first tutorial has 41,000
DATA = 230_000  # bytes of a tutorial's data files: the first tutorial has 110,000
TUTORIALS = 1_000  # of a site

# Scripts without spaces between words are wide ones; there only the word's own limit holds.
_WIDE = "\u2e80-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_WORD = re.compile(r"[^\W_]+")
_UNBROKEN = re.compile(rf"[^\s{_WIDE}]+")
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True)
class Excess:
    """What is beyond a limit: the line, counted from 0, what it is, and what to do."""

    line: int
    what: str
    fix: str


def in_text(text: str) -> Excess | None:
    """The first word, or what takes its place, that is too long in a text; None where there is none."""
    if len(text) <= min(WORD, UNBROKEN, SPACES):
        return None  # as nearly every text of a data file
    for pattern, most, what, fix in (
        (_WORD, WORD, f"a word of more than {WORD} letters", "write words, with spaces between them"),
        (_UNBROKEN, UNBROKEN, f"more than {UNBROKEN} signs without a space", "put spaces between them"),
        (_SPACES, SPACES, f"more than {SPACES} spaces in a row", "take them out"),
    ):
        for run in pattern.finditer(text):  # whole runs, so that the search is one pass
            if run.end() - run.start() > most:
                return Excess(text.count("\n", 0, run.start()), what, fix)
    return None


def in_page(text: str) -> Excess | None:
    """What is too much in a page's text as a whole."""
    if len(text) > PAGE:
        return Excess(0, f"the page has more than {PAGE} characters", "make several sections of it")
    return in_text(text)


def in_data(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """What is too much in plain values: its place, what it is, and what to do."""
    if isinstance(value, str):
        if len(value) > VALUE:
            yield place, f"a text of more than {VALUE} characters", "shorten it"
        elif excess := in_text(value):
            yield place, excess.what, excess.fix
    elif isinstance(value, dict | list):
        if len(value) > ITEMS:
            yield place, f"a list of more than {ITEMS} items", "split it"
            return
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str) and len(key) > TITLE:
                yield (*place, key), f"a key of more than {TITLE} characters", "shorten it"
                continue
            yield from in_data(inner, (*place, key))


class Limits:
    """What one page holds of each kind, as its reader meets it; each excess is told where it begins, once a page."""

    def __init__(self, report: Callable[[int, str, str], None]) -> None:
        self.report = report
        self.counts: dict[str, int] = {}
        self.told: set[str] = set()

    def hold(self, size: int, most: int, line: int, what: str, fix: str) -> None:
        """Tell of `what` where its size is beyond the most."""
        if size > most and what not in self.told:
            self.told.add(what)
            self.report(line, what, fix)

    def count(self, kind: str, most: int, line: int) -> None:
        """One more of a kind on the page."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.hold(self.counts[kind], most, line, f"more than {most} {kind} on a page", "make several sections of it")
