"""The rule book's "Display", as patterns over the text that a reader sees."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

UNITS = (
    *("mg/kg/h", "mg/kg", "mg/min", "mg/mL", "mL/min", "mmol/mL", "mmol/L", "mEq/L", "mg/dL", "mg/h", "g/h", "g/mol"),
    *("mcg", "mg", "kg", "g", "mmol", "mEq", "mL", "L", "min", "h"),
)
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_UNIT = rf"(?:{'|'.join(UNITS)})(?![A-Za-z/])"

TRAILING_ZERO = re.compile(r"[0-9]\.[0-9]*0(?![0-9])")
NO_LEADING_ZERO = re.compile(r"(?<![0-9])\.[0-9]")
SEPARATOR = re.compile(r"[0-9][,，\u2009\u202f' ][0-9]{3}(?![0-9])")
NOT_JOINED = re.compile(rf"[0-9](?!\u00a0)\s?(?={_UNIT})")
OTHER_SIGN = re.compile(r"[µμ㎎㎏㎖℃]|(?<![A-Za-z])(?:ml|cc|ug|mgs|gm)(?![A-Za-z])")
STOP_AFTER_UNIT = re.compile(rf"[0-9]\u00a0{_UNIT}\.(?=\s*[a-z])")
BARE_RANGE = re.compile(r"[0-9]\s*[-–—−~～]\s*[0-9]")
RANGE = {"zh": re.compile(rf"{NUMBER} 至 {NUMBER}"), "en": re.compile(rf"{NUMBER} to {NUMBER}")}
FOREIGN_MARK = re.compile(r"[\u4e00-\u9fff）][,:;!?](?:\s|[\u4e00-\u9fff])")

# Not held to the rules: titles of other people's works, and numbers of citations.
_NOT_OURS = (
    ".//*[contains(@class, 'references') or contains(@class, 'cited-here') or @class='readings'"
    " or self::sup[@class='cite']]"
)
_NOT_TEXT = ".//script | .//style | .//template | .//code"
_APART = ".//td | .//th | .//tr | .//caption | .//p | .//li | .//br | .//option | .//dd | .//dt | .//text"


def visible(element: HtmlElement) -> str:
    """The text of an element as it is read, with what a style shows of it, without citations' numbers."""
    copy: HtmlElement = element.__copy__()
    for unread in (*copy.xpath(_NOT_OURS), *copy.xpath(_NOT_TEXT)):
        unread.drop_tree()
    for shown in copy.xpath(".//*[@data-label]"):
        shown.text = f"{shown.get('data-label')}\n{shown.text or ''}"
    # Cells, rows and lines are apart on the page, whatever the source's white space.
    for block in copy.xpath(_APART):
        block.tail = f"\n{block.tail or ''}"
    return str(copy.text_content())


def context(pattern: re.Pattern[str], text: str) -> list[str]:
    """Where a pattern is found, with what stands around it."""
    return [text[max(0, found.start() - 20) : found.end() + 20] for found in pattern.finditer(text)]
