"""What a reader types as a number: which texts are read, and why the others are not.

The rules are data, so that Python and the browser run the same ones: each is a code and a pattern that both engines
of regular expressions read alike (with JavaScript's `u` flag); the first that matches names the refusal. Digits are
mapped only from full width, and points only between digits: Unicode normalisation would turn 7² into 72.
"""

from __future__ import annotations

import re
from decimal import Decimal

FULL_WIDTH = "０１２３４５６７８９"
POINT = r"([0-9])[．。｡]([0-9])"
NUMBER = r"^(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,2})?$"
# Every space that a copied text may bring, listed: `\s` is not the same in Python and in JavaScript.
SPACE = r" \t-\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
OUTER_SPACE = rf"^[{SPACE}]+|[{SPACE}]+$"

REFUSALS: tuple[tuple[str, str], ...] = (
    ("empty", r"^$"),
    ("comma", r"[,，、٫٬]"),
    ("sign", r"[-+−–—﹣－＋±]"),
    ("unit", rf"^[0-9.]+[{SPACE}]*(?:[kK][gG]|㎏|公斤|千克|[hH]|小时)$"),
    ("hex", r"^0[xX]"),
    ("exponent", r"^[0-9.]+[eE]"),
    ("superscript", r"[⁰¹²³⁴-⁹₀-₉]"),
    ("enclosed", r"[①-⓿❶-➓㈠-㉃㊀-㊰]"),
    ("fraction", r"[¼-¾⅐-⅞/⁄]"),
    ("words", r"[〇零一二三四五六七八九十百千万两]"),
    ("letters", r"[A-Za-zＡ-Ｚａ-ｚ∞]"),
    ("points", r"[.．。｡][^.．。｡]*[.．。｡]"),
    ("space", rf"[{SPACE}]"),
    ("no_leading_digit", r"^[.．。｡]"),
    ("no_decimals", r"[.．。｡]$"),
    ("leading_zero", r"^0[0-9]"),
    ("decimals", r"^[0-9]+\.[0-9]{3,}$"),
    ("range", r"^[0-9]{4,}(?:\.[0-9]+)?$"),
    ("other", r"."),
)


def understand(text: str, low: Decimal, high: Decimal) -> tuple[Decimal | None, str]:
    """The number that a text means, and '' — or None and the code of the refusal.

    >>> understand("７０．５", Decimal(30), Decimal(200))
    (Decimal('70.5'), '')
    """
    text = text.translate(str.maketrans(FULL_WIDTH, "0123456789"))
    text = re.sub(OUTER_SPACE, "", re.sub(POINT, r"\1.\2", text))
    if re.match(NUMBER, text) and not text.endswith("\n"):
        value = Decimal(text)
        return (value, "") if low <= value <= high else (None, "range")
    return None, next(code for code, pattern in REFUSALS if re.search(pattern, text))
