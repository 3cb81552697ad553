"""A script of ours as it is sent: without comments and indentation.

By the tokens of a lexer, so that a slash in a string, a pattern or a template is none of a comment. Names and order
stay as they are written; where a line break may end a statement, it stays. rjsmin was used before: it has wheels for
Linux alone. minify-html's own minifier of scripts takes "use strict" away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment, Error, Number, Operator, Punctuation, String, Text

Kind = Any  # a kind of token; Pygments has no types

_LICENCE = "/*!"
_ALONE = set("{}()[];,")  # signs that make another with none
_CARRIES_ON = "{;,([=:?&|"  # a line that ends so ends no statement,
_CARRIED_ON = "});,].?:=&|"  # nor does one before a line that begins so


def squeeze(script: str, *, licences: bool = False) -> str:
    """The script with the same tokens; `licences` keeps comments that begin with `/*!`.

    Raises ValueError where the lexer does not know a sign: then nothing is known of what follows.
    """
    parts: list[str] = []
    before: tuple[Kind, str] | None = None
    for gap, kind, text in _tokens(script, licences):
        if before is not None and gap:
            parts.append(_between(before, gap, (kind, text)))
        parts.append(text)
        before = kind, text
    return "".join(parts) + "\n"


def literals(script: str) -> Iterator[str]:
    """The strings of a script, with their quotation marks."""
    for kind, text in JavascriptLexer(stripnl=False, ensurenl=False).get_tokens(script):
        if kind in String:
            yield text


def _tokens(script: str, licences: bool) -> Iterator[tuple[str, Kind, str]]:
    """Each token with the white space and comments before it as one sign: none, a space or a line break."""
    gap = ""
    for kind, text in JavascriptLexer(stripnl=False, ensurenl=False).get_tokens(script):
        if kind is Error:
            raise ValueError(f"not read as JavaScript: {text!r}")
        comment = kind in Comment and kind is not Comment.Hashbang
        if comment and licences and text.startswith(_LICENCE):
            yield "\n", kind, text
            gap = "\n"
        elif comment or kind in Text:
            gap = "\n" if "\n" in gap + text else " "
        else:
            yield gap, kind, text
            gap = ""


def _between(before: tuple[Kind, str], gap: str, after: tuple[Kind, str]) -> str:
    """What of a gap has to stay: between words, between signs that would become another, and where a line may end."""
    first, second = before[1][-1], after[1][0]
    if before[0] in Comment or after[0] in Comment:
        return "\n"
    apart = _is_sign(before) and _is_sign(after) and not {first, second} & _ALONE
    if gap == "\n":
        carried = (_is_sign(before) and first in _CARRIES_ON) or (_is_sign(after) and second in _CARRIED_ON)
        return "\n" if apart or not carried else ""
    if not (_is_sign(before) or _is_sign(after)):
        return " "
    return " " if apart or (before[0] in Number and second == ".") else ""


def _is_sign(token: tuple[Kind, str]) -> bool:
    kind, text = token
    return (kind in Punctuation or kind in Operator) and not text[0].isalpha()
