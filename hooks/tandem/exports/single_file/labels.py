"""What a narrow window writes before a cell, said once for all cells of a column, in the style instead of at each.

A cell's `data-label` is its column's head, for a window in which the row's cells stand below each other. A dozen rows
say it a dozen times; here each wording becomes a class, and the file's own style gives the class its words.
"""

from __future__ import annotations

from typing import Any

Element = Any  # an lxml element; its stubs know no html

_NARROW = "@media screen and (max-width: 40em)"  # as in page.css


class Labels:
    """The wordings met so far, each with its class."""

    def __init__(self) -> None:
        self._classes: dict[str, str] = {}

    def take(self, container: Element) -> None:
        """Put a class in place of each cell's words."""
        for cell in container.xpath(".//td[@data-label]"):
            name = self._classes.setdefault(cell.attrib.pop("data-label"), f"l{len(self._classes)}")
            cell.set("class", f"{cell.get('class', '')} {name}".strip())

    @property
    def style(self) -> str:
        """The rules that write the words."""
        rules = "".join(f'.{name}::before{{content:"{_quoted(words)} "}}' for words, name in self._classes.items())
        return f"{_NARROW}{{{rules}}}" if rules else ""


def _quoted(words: str) -> str:
    """Words as a string of a style holds them, and as an element `style` may."""
    return "".join(f"\\{ord(letter):x} " if letter in '"\\<\n' else letter for letter in words)
