"""Tables that lost their form: rows as lines with tabs, as a PDF or a spreadsheet leaves them when it is copied.

Life: called on the lines of a Markdown file before they are read; what it makes of them are tables of that format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FENCE = re.compile(r"\s{0,3}(```|~~~)")


def tables_of_tabs(lines: Sequence[str]) -> tuple[str, list[int]]:
    """The text with two or more neighbouring lines of equally many cells as a table.

    With it, for each line of the result, the index of the line that it comes from.

    >>> tables_of_tabs(["a\\tb", "1\\t2"])
    ('\\n| a | b |\\n| --- | --- |\\n| 1 | 2 |\\n', [0, 0, 0, 1, 1])
    """
    found: list[str] = []
    places: list[int] = []

    def put(line: str, place: int) -> None:
        found.append(line)
        places.append(place)

    index, fenced = 0, False
    while index < len(lines):
        fenced ^= _FENCE.match(lines[index]) is not None
        end = index if fenced else _end(lines, index)
        if end - index < 2:
            put(lines[index], index)
            index += 1
            continue
        put("", index)
        for place in range(index, end):
            cells = [cell.strip().replace("|", "\\|") for cell in lines[place].strip("\t ").split("\t")]
            put("| " + " | ".join(cells) + " |", place)
            if place == index:
                put("|" + " --- |" * len(cells), place)
        put("", end - 1)
        index = end
    return "\n".join(found), places


def _end(lines: Sequence[str], start: int) -> int:
    """Where the lines end that have as many tabs as the first one."""
    count = _tabs(lines[start])
    end = start
    while count and end < len(lines) and _tabs(lines[end]) == count:
        end += 1
    return end


def _tabs(line: str) -> int:
    """How many tabs stand between cells; none in what is indented, a table already or a list."""
    if re.match(r"\s*(?:[|>#*+-]|\d+[.)]\s)", line) or line.startswith(("\t", "    ")):
        return 0
    return line.strip("\t ").count("\t")
