"""A source file as it lies on disk, and changes of some of its texts that leave every other byte alone.

Life: `Source.read` takes the bytes; readers of Markdown and YAML, which see every line's end as one sign and no mark of
UTF-8, give places as line and column; `edited` puts changes at such places into the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from ..core.extent import is_wide

Position = tuple[int, int]  # line and column, both from 0, in a text whose lines end with one sign
_MARK = b"\xef\xbb\xbf"
_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Edit:
    """A text in the place of another. Ends of lines are written as the file's own."""

    start: Position
    end: Position
    text: str


@dataclass(frozen=True)
class Source:
    """The text of a file with its own ends of lines. Raises UnicodeDecodeError and OSError where there is none."""

    raw: str
    marked: bool = False  # begins with the mark of UTF-8

    @classmethod
    def read(cls, path: Path) -> Source:
        """The file's text."""
        data = path.read_bytes()
        return cls(data.removeprefix(_MARK).decode("utf-8"), data.startswith(_MARK))

    @property
    def text(self) -> str:
        """The text as its readers see it."""
        return _END.sub("\n", self.raw)

    @property
    def data(self) -> bytes:
        """The text as bytes."""
        return (_MARK if self.marked else b"") + self.raw.encode("utf-8")

    def edited(self, edits: Iterable[Edit]) -> Source:
        """The text with all edits done. Raises ValueError where two of them meet."""
        starts = [0, *(end.end() for end in _END.finditer(self.raw))]
        first = _END.search(self.raw)
        newline = first[0] if first else "\n"
        placed = sorted(
            ((starts[edit.start[0]] + edit.start[1], starts[edit.end[0]] + edit.end[1], edit.text) for edit in edits),
            key=lambda item: item[:2],
        )
        if any(before[1] > after[0] for before, after in pairwise(placed)):
            raise ValueError("two edits of one place")
        parts, done = [], 0
        for start, end, text in placed:
            parts += [self.raw[done:start], text.replace("\n", newline)]
            done = end
        return replace(self, raw="".join([*parts, self.raw[done:]]))


def unwrapped(lines: Iterable[str]) -> str:
    """Lines of one paragraph as one line: between two wide letters the end of a line is no space."""
    text = ""
    for line in (part.strip(" \t") for part in lines):
        joint = "" if not text or not line or (is_wide(text[-1]) and is_wide(line[0])) else " "
        text += joint + line
    return text
