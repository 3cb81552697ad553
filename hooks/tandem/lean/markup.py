"""A page without the indentation of its templates.

White space with a line break in it becomes one line break, which a browser shows as the same single space. A minifier
of HTML (minify-html 0.18) was tried: it saves one per cent more of what is sent, and drops quotes and tags that other
readers of these files (side by side, EPUB, the search index) would have to supply.
"""

from __future__ import annotations

import re

# Where white space means itself, or is a program's.
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.S | re.I)
_BREAK = re.compile(r"[ \t\r\f]*\n[ \t\r\f\n]*")  # HTML's white space: a no-break or a wide space is a character


def lean(page: str) -> str:
    """The page with each run of white space that breaks a line as one line break, and no empty line at its top.

    A place where a line may break has no end tag; a writer that does not know the element has given it one.
    """
    parts = _KEPT.split(page)
    # The pattern has two groups: text, what is kept, its element's name, text, …
    return "".join(
        part if position % 3 == 1 else _BREAK.sub("\n", part).replace("</wbr>", "")
        for position, part in enumerate(parts)
        if position % 3 != 2
    ).lstrip(" \t\r\f\n")
