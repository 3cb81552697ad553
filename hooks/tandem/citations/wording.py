"""What a text of a record may be: plain characters and the few tags of CSL; what other tools left in it is refused.

Entities of HTML ("&amp;") and commands of TeX (`{\\"o}`, `$\\alpha$`) come with exported records; each is answered with
the character to write. Tags must be closed as they were opened: the time that pandoc needs grows exponentially with the
number of those left open. Every pattern here is linear in the length of the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from contextlib import suppress

LONGEST = 2000  # characters; the longest titles in use have a few hundred
DEEPEST = 4  # tags inside each other; a style adds its own

_TAG = re.compile(r"<(/?)(i|b|sup|sub|sc|span)( [^<>]*)?>")
_NOCASE = ' class="nocase"'  # words of which a style must not change the capitals
_NO_MARKUP = f"markup in a text | write plain text; <i>, <b>, <sup>, <sub>, <sc> and <span{_NOCASE}> are allowed"
# A "<" that is followed by a letter is a tag to a browser; "P < 0.05" and "p<0.05" are text.
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});|&(?:amp|lt|gt|quot|nbsp)(?![a-zA-Z0-9;])"
)
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”"}  # what TeX sets such signs as
_LIGATURE = re.compile("(?<!-)---?(?!-)|``|''")

_LETTER = r"\{?(\\[ij](?![a-zA-Z])|[a-zA-Z])\}?"
_ACCENT = re.compile(rf"""\{{?\\(["'`^~=.]|[uvHtcdbrk](?![a-zA-Z]))\s{{0,3}}{_LETTER}""")
_COMMAND = re.compile(r"\\([a-zA-Z]{1,30}|[^a-zA-Z\s])")
_IN_DOLLARS = re.compile(r"\$([^$]{1,200})\$")
_IN_BRACES = re.compile(r"\{([^{}]{0,200})\}")

_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "t": "\u0361", "c": "\u0327", "d": "\u0323", "b": "\u0331",
    "r": "\u030a", "k": "\u0328",
}  # fmt: skip
_COMMANDS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "th": "þ", "times": "×", "pm": "±", "mp": "∓", "leq": "≤", "le": "≤", "geq": "≥",
    "ge": "≥", "neq": "≠", "approx": "≈", "sim": "∼", "cdot": "·", "circ": "°", "degree": "°", "to": "→",
    "rightarrow": "→", "infty": "∞", "ldots": "…", "dots": "…", "micro": "μ", "registered": "®",
    "trademark": "™", "copyright": "©", "endash": "–", "emdash": "—", "textendash": "–", "textemdash": "—",
}  # fmt: skip


def fault(text: str) -> str | None:
    """Say what is wrong with a text and what to write: "what | fix"; None for one that may stand."""
    if len(text) > LONGEST:
        return f"a text of {len(text)} characters | write at most {LONGEST}"
    return _markup(text) or _entity(text) or _tex(text)


def _markup(text: str) -> str | None:
    open_tags: list[str] = []
    plain, end = [], 0
    for tag in _TAG.finditer(text):
        plain.append(text[end : tag.start()])
        end = tag.end()
        closing, name, attributes = tag.groups()
        if (attributes or "") != (_NOCASE if name == "span" and not closing else ""):
            return _NO_MARKUP
        if not closing:
            open_tags.append(name)
            if len(open_tags) > DEEPEST:
                return f"more than {DEEPEST} tags inside each other | write plain text"
        elif not open_tags or open_tags.pop() != name:
            return f'"{tag.group()}" closes a tag that is not open there | open it before, or remove it'
    plain.append(text[end:])
    if any(_MARKUP.search(piece) for piece in plain):
        return _NO_MARKUP
    if open_tags:
        return f"<{open_tags[-1]}> is not closed | write </{open_tags[-1]}> where it ends"
    return None


def _entity(text: str) -> str | None:
    for found in _ENTITY.finditer(text):
        character = html.unescape(found.group())
        if character != found.group():
            return f"HTML in a text, '{found.group()}' | write the character itself: {_shown(character)}"
    return None


def _tex(text: str) -> str | None:
    """The first piece of TeX with what to write for the whole of it."""
    accent = _ACCENT.search(text)
    command = _COMMAND.search(text)
    for found in _IN_DOLLARS.finditer(text):
        if re.search(r"[\\^_{}]", found.group(1)):
            return _answer(found.group(), tex_in_characters(found.group(1)))
    if accent and command and accent.start() <= command.start() < accent.end():
        return _answer(accent.group(), tex_in_characters(accent.group()))
    if command:
        return _answer(command.group(), tex_in_characters(command.group()))
    braces = _IN_BRACES.search(text)
    if braces:
        return _answer(braces.group(), braces.group(1))
    ligature = _LIGATURE.search(text)
    if ligature:
        return _answer(ligature.group(), _LIGATURES[ligature.group()])
    return None


def _answer(written: str, converted: str | None) -> str:
    fix = f"write {_shown(converted)}" if converted else "write the character itself, or words"
    return f"TeX in a text, '{written[:60]}' | {fix}"


def _shown(characters: str) -> str:
    """Characters as a message shows them; one that nobody sees by its name."""
    if characters.isspace():
        return " ".join(unicodedata.name(char, f"U+{ord(char):04X}").lower() for char in characters)
    return f"'{characters}'"


def tex_in_characters(tex: str) -> str | None:
    """Turn a piece of TeX into characters and CSL's tags; None when something in it is not known here."""
    tex = _ACCENT.sub(_accented, tex)
    tex = _COMMAND.sub(lambda found: _character(found.group(1)) or found.group(), tex)
    if "\\" in tex:
        return None
    for sign, tag in (("^", "sup"), ("_", "sub")):
        tex = re.sub(rf"\{sign}(?:\{{([^{{}}]*)\}}|([^{{}}\s]))", rf"<{tag}>\1\2</{tag}>", tex)
    return re.sub(r"[{}]", "", tex).strip() or None


def _accented(found: re.Match[str]) -> str:
    letter = found.group(2).lstrip("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[found.group(1)])


def _character(command: str) -> str | None:
    if not command[0].isalpha():
        return {"-": "", "/": "", ",": " ", ";": " ", "\\": None}.get(command, command)
    for name in (command, command.removeprefix("text")):
        if name in _COMMANDS:
            return _COMMANDS[name]
        size = "SMALL" if name.islower() else "CAPITAL"
        greek = {"lambda": "lamda"}.get(name.lower(), name.removeprefix("var"))  # Unicode's own spelling
        with suppress(KeyError):
            return unicodedata.lookup(f"GREEK {size} LETTER {greek.upper()}")
    return None
