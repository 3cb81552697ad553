"""Texts of records made plain: TeX, entities and markup of other tools become the characters that they stand for.

What cannot be turned into characters stays as it was written; `wording.fault` then names it, and nothing is guessed.
"""

from __future__ import annotations

import functools
import html
import re
from itertools import accumulate

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from ...core.characters import without_invisible
from ..wording import tex_in_characters

_SAME = {"em": "i", "italic": "i", "strong": "b", "bold": "b", "scp": "sc", "small-caps": "sc", "inf": "sub"}
_KEPT = {"i", "b", "sup", "sub", "sc"}
_ELEMENT = re.compile(r"<(/?)(?:[A-Za-z]+:)?([A-Za-z][A-Za-z0-9-]{0,20})((?:\s[^<>]{0,300})?)/?>")
_NOCASE = re.compile(r"\s+class=[\"']nocase[\"']\s*")
_MATHS = re.compile(r"\$([^$]{1,200})\$|\\\(([^$]{1,200}?)\\\)|\\ensuremath\{((?:[^{}]|\{[^{}]{0,100}\}){1,200})\}")
_TEX_FORMS = {
    "textsuperscript": "sup", "textsubscript": "sub", "textit": "i", "emph": "i", "textbf": "b", "textsc": "sc",
    "mkbibemph": "i", "mkbibbold": "b",
}  # fmt: skip
_FORMED = re.compile(rf"\\({'|'.join(_TEX_FORMS)})\{{([^{{}}]{{0,300}})\}}")
# A text that is longer, or nested deeper, is none of a record; the converter would not come to its end.
_LONGEST, _DEEPEST = 20_000, 30
# Letters and digits as wide as characters, which Chinese databases write among these.
_WIDE = {code: code - 0xFEE0 for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)) for code in
         range(first, last + 1)}  # fmt: skip


def plain(text: str) -> tuple[str, bool]:
    """A text as references.json has it, and whether markup was taken out of it that may have meant something."""
    for _ in range(3):  # some tools encode what was encoded
        text, before = html.unescape(text), text
        if text == before:
            break
    dropped = False

    def tag(found: re.Match[str]) -> str:
        nonlocal dropped
        closing, name, attributes = found.groups()
        name = _SAME.get(name.lower(), name.lower())
        if name in _KEPT:
            return f"<{closing}{name}>"
        if name == "span" and (closing or _NOCASE.fullmatch(attributes)):
            return "</span>" if closing else '<span class="nocase">'
        dropped = dropped or name not in {"p", "title", "span"}
        return ""

    text = _ELEMENT.sub(tag, text)
    if text.count("</span>") != text.count("<span"):
        text = re.sub(r"</?span[^<>]{0,20}>", "", text)
    text = without_invisible(text.translate(_WIDE))
    return " ".join(text.split()), dropped


def without_tex(text: str) -> str:
    """A text of BibTeX in characters; commands that are not known stay."""
    if not re.search(r"[\\{}$~`]|--|''", text) or len(text) > _LONGEST or _depth(text) > _DEEPEST:
        return text
    text = _MATHS.sub(_maths, text)
    for _ in range(3):  # inside each other
        text, before = (
            _FORMED.sub(lambda found: f"<{_TEX_FORMS[found[1]]}>{found[2]}</{_TEX_FORMS[found[1]]}>", text),
            text,
        )
        if text == before:
            break
    # To TeX a bare % begins a comment, and a bare & is a tabulator; in a record both are meant.
    text = re.sub(r"(?<!\\)([%&#])", r"\\\1", text)
    return str(_converter().latex_to_text(text)).replace("\xa0", " ")


def _depth(text: str) -> int:
    """How many braces are open at most; one that is escaped is counted too."""
    return max(accumulate((letter == "{") - (letter == "}") for letter in text))


def _maths(found: re.Match[str]) -> str:
    inner = next(part for part in found.groups() if part is not None)
    return tex_in_characters(inner) or found.group()


@functools.cache
def _converter() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    more = [MacroTextSpec("textless", "<"), MacroTextSpec("textgreater", ">"), MacroTextSpec("url", "%s")]
    known.add_context_category("records", prepend=True, macros=more)
    known.set_unknown_macro_spec(
        MacroTextSpec("", simplify_repl=lambda node: f"\\{node.macroname}{node.macro_post_space}")
    )
    return LatexNodes2Text(latex_context=known, math_mode="verbatim", strict_latex_spaces="macros")
