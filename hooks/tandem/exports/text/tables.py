"""How wide the columns of a document's tables are: as their text asks for, where there is room for it.

Word sets columns by their text when it opens a file; other programs take the widths that the file gives, which without
these would be the same for every column.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.builder import ElementMaker

from ...core.extent import breadth
from ..book import Element

DRAWN = 0.38  # of the line: a column of drawings that are as wide as their cell
_PADDING = 0.04
_LETTER = 1 / 68  # a Latin letter; a Chinese one is two
_SHORT = 18  # letters up to which a column never gives way
H = ElementMaker()


def set_widths(table: Element) -> None:
    """Give a table's columns their widths, as parts of the line."""
    wanted: dict[int, int] = {}
    drawn: set[int] = set()
    for column, cell in _cells(table):
        lines = _lines(cell)
        wanted[column] = max(wanted.get(column, 1), *map(breadth, lines))
        if any(drawing.get("width") == "100%" for drawing in cell.iter("svg")):
            drawn.add(column)
    if not wanted:
        return
    columns = range(max(wanted) + 1)
    natural = {number: wanted.get(number, 1) * _LETTER + _PADDING for number in columns if number not in drawn}
    room = 1 - DRAWN * len(drawn)
    if sum(natural.values()) > room:
        kept = {number: width for number, width in natural.items() if wanted.get(number, 1) <= _SHORT and not drawn}
        kept = kept if sum(kept.values()) < room / 2 else {}
        given = {number: width**0.5 for number, width in natural.items() if number not in kept}
        left = room - sum(kept.values())
        natural = kept | {number: left * part / sum(given.values()) for number, part in given.items()}
    widths = [DRAWN if number in drawn else natural[number] for number in columns]
    group = H.colgroup(*(H.col(style=f"width: {100 * width:.1f}%") for width in widths))
    caption = table.find("caption")
    table.insert(0 if caption is None else 1, group)


def _cells(table: Element) -> Iterator[tuple[int, Element]]:
    """Every cell that is one column wide, with the column's number."""
    taken: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row.iterchildren("th", "td"):
            while taken.get((number, column)):
                column += 1
            across, down = (int(cell.get(name, 1)) for name in ("colspan", "rowspan"))
            for place in ((number + y, column + x) for y in range(down) for x in range(across)):
                taken[place] = True
            if across == 1:
                yield column, cell


def _lines(cell: Element) -> list[str]:
    for drawing in cell.iter("svg"):
        if drawing.get("width") == "100%":
            return [""]
    texts = [""]
    for event, part in _walk(cell):
        if event == "break":
            texts.append("")
        else:
            texts[-1] += part
    return [" ".join(text.split()) for text in texts]


def _walk(element: Element) -> Iterator[tuple[str, str]]:
    yield "text", element.text or ""
    for child in element:
        if child.tag in {"br", "p", "div", "li"}:
            yield "break", ""
        if child.tag != "svg":
            yield from _walk(child)
        yield "text", child.tail or ""
