"""One policy for the characters of every text that is read: what is shown is what is written.

Life: `fault` looks at a whole file, and again at each value that escapes may have brought in; the first character
that would be invisible, would reorder or imitate others, or stands for one that was lost is named with its place. Each
rule is a class of characters, so that the search takes one pass over the text.

Sources of the classes: Unicode's Default_Ignorable_Code_Point, Bidi_Control and Nd (UAX #44), and the confusables of
Latin letters among Greek and Cyrillic ones (UTS #39), those that are alike in ordinary faces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Without the joiners, which are letters' shaping in some scripts, and without what has a rule of its own.
_IGNORED = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_JOINERS = "\u200c\u200d"
# Scripts whose letters change their shapes by joiners: Hebrew to the scripts of India and of Southeast Asia, Mongolian.
_JOINED = "\u0590-\u109f\u1780-\u18af"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_LOST = "\ufffc\ufffd"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_CYRILLIC = "\u0400-\u052f"
# Greek letters that look like Latin ones; the others (μ, α, δ) stand beside Latin letters by right.
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳοορν"

_MARKS = "\u0300-\u036f\u0488\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_OTHER_DIGITS = "".join(
    chr(point) for point in range(128, 0x20000) if unicodedata.category(chr(point)) == "Nd"
)  # there are none beyond


@dataclass(frozen=True)
class Fault:
    """What may not stand in a text as it does: its offset in the text, what it is, what to write."""

    offset: int
    what: str
    fix: str


@dataclass(frozen=True)
class _Rule:
    pattern: re.Pattern[str]
    what: Callable[[str], str]
    fix: str


def _named(words: str) -> Callable[[str], str]:
    return lambda found: f"{words} ({_name(found)})"


_RULES = (
    _Rule(re.compile(f"[{_CONTROLS}]"), _named("a control character"), "delete it"),
    _Rule(
        re.compile(f"[{_BIDI}]"),
        _named("an invisible character that changes the order in which the text is shown"),
        "delete it; texts of both directions are kept apart by the page itself",
    ),
    _Rule(
        re.compile(f"[{_IGNORED}]|(?<![{_JOINED}])[{_JOINERS}]|[{_JOINERS}](?![{_JOINED}])"),
        _named("an invisible character"),
        "delete it",
    ),
    _Rule(re.compile(f"[{_LOST}]"), _named("a character that was lost"), "write the character that is meant"),
    _Rule(re.compile(f"[{_PRIVATE}]"), _named("a character that other machines cannot show"), "write it in words"),
    _Rule(
        re.compile(rf"[{_LATIN}](?:[{_CYRILLIC}{_GREEK}])|[{_CYRILLIC}{_GREEK}](?=[{_LATIN}])"),
        _named("a letter of another script that looks like a Latin one"),
        "write the word again with Latin letters",
    ),
    _Rule(
        re.compile("[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cd]"),
        _named("a letter in a form of its own, which is another character"),
        "write the ordinary letter",
    ),
    _Rule(
        re.compile(f"[0-9][{_OTHER_DIGITS}]|[{_OTHER_DIGITS}](?=[0-9])"),
        _named("digits of two scripts in one number"),
        "write the number with the digits 0 to 9",
    ),
    _Rule(
        re.compile(
            f"[0-9{_OTHER_DIGITS}][\u0300-\u036f\u0488\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
        ),
        _named("a mark over, under or through a digit"),
        "write the digit alone",
    ),
)

_SEEN = 3  # the rules before this place are about characters that nobody sees

# Every character that a rule may be about, so that a text without any is read in one pass. Beyond the first plane
# anything from here on, which is much and rare.
_ASTRAL = "\U00010000"
_OF_ANY_RULE = re.compile(
    f"[{_CONTROLS}{_BIDI}{_IGNORED}{_JOINERS}{_LOST}{_PRIVATE}{_CYRILLIC}{_GREEK}{_OTHER_DIGITS}{_MARKS}"
    "\uff21-\uff3a\uff41-\uff5a]"
)
_SUSPECTS = frozenset(filter(_OF_ANY_RULE.match, map(chr, range(0x10000))))


def fault(text: str) -> Fault | None:
    """Find the first character that may not stand in a text; None where there is none."""
    if not any(character in _SUSPECTS or character >= _ASTRAL for character in set(text)):
        return None  # as nearly every text
    found: Fault | None = None
    for rule in _RULES:
        match = rule.pattern.search(text)
        if match and (found is None or match.start() < found.offset):
            odd = _odd(match.group())
            found = Fault(match.start() + match.group().index(odd), rule.what(odd), rule.fix)
    return found


def without_invisible(text: str) -> str:
    """Take out what nobody sees: controls, invisible characters and those that change the order of the text."""
    if not any(character in _SUSPECTS or character >= _ASTRAL for character in set(text)):
        return text
    for rule in _RULES[:_SEEN]:
        text = rule.pattern.sub("", text)
    return text


def _odd(found: str) -> str:
    """The character of a finding that is not an ASCII one, which is the one to name."""
    return next((character for character in found if not character.isascii()), found[0])


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
