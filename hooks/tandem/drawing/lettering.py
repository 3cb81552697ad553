"""Lines of letters in a drawing: where a text may break, how large it fits, where a line stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from xml.sax.saxutils import escape

from ..core.extent import is_wide
from .raster import width


@dataclass(frozen=True)
class Column:
    """Where lines stand in a drawing: from `start` to `end`, at the side that the script begins on."""

    start: float
    end: float
    rtl: bool = False

    def lines(self, text: str, size: float) -> list[str]:
        """The text in lines that fit; a line breaks at a space or beside a letter as wide as it is high."""
        room = (self.end - self.start) / size
        lines = [""]
        for piece in _pieces(text):
            if lines[-1] and width(lines[-1] + piece.rstrip()) > room:
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.lstrip()
        return [line.strip() for line in lines]

    def largest(self, text: str, sizes: range, most: int) -> int:
        """The first of the sizes at which the text takes no more lines than `most`, or else the last."""
        return next((size for size in sizes if len(self.lines(text, size)) <= most), sizes[-1])

    def text(self, line: str, y: float, size: float, colour: str) -> str:
        """One line as an element of SVG, `y` its base."""
        x, anchor = (self.end, "end") if self.rtl else (self.start, "start")
        place = f'x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"'
        return f"<text {place}>{escape(line)}</text>"


def _pieces(text: str) -> list[str]:
    """What never breaks: words with the space after them, single wide letters with the signs that close them."""
    pieces: list[str] = []
    for letter in text:
        wide = is_wide(letter) and unicodedata.category(letter)[0] == "L"
        before = pieces[-1][-1] if pieces else " "
        broken = before.isspace() or wide or (is_wide(before) and letter.isalnum())
        if broken and not re.match(r"\s", letter):
            pieces.append(letter)
        else:
            pieces[-1:] = [(pieces[-1] if pieces else "") + letter]
    return pieces
