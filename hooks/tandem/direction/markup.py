"""Isolate, in a finished page, what must not be turned round by the right-to-left text about it.

Life: the last writer of each page and of each form's documents calls `isolated`. The page is read tag by tag; texts
that are shown in one line are put together over the elements amid them, since `<b>450</b> mg` is one quantity, and each
run (`runs`) is put into a `bdi`. Where no element can stand, a run gets the characters that mean the same: in options,
titles and drawings, where a run begins within an element and ends outside of it, and around what scripts fill, since
those know elements by their place among others. A place that scripts fill alone is told to go by its own text.

A page or a part of one that runs from left to right is not touched, and what is isolated is not isolated again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .runs import FORCED, LTR, PLACE, RTL, Run, runs, runs_from_right
from .tokens import Token, direction_of, signs, tokens

# The characters that isolate: what opens, and what closes.
_SIGNS = {LTR: ("\u2066", "\u2069"), RTL: ("\u2067", "\u2069"), FORCED: ("\u2066\u202d", "\u202c\u2069")}
_ELEMENTS = {
    LTR: ('<bdi dir="ltr">', "</bdi>"),
    RTL: ('<bdi dir="rtl">', "</bdi>"),
    FORCED: ('<bdo dir="ltr">', "</bdo>"),
}
INLINE = frozenset(
    re.split(
        r"\s",
        "a abbr b cite code data del dfn em font i ins kbd mark output q rb ruby s samp small span strong sub sup time "
        "tspan u var wbr",
    )
)
_PLAIN = frozenset(("option", "title", "desc", "text"))  # hold no other element, or none of ours
# Attributes that readers are shown.
SAID = frozenset(("alt", "aria-label", "data-label", "label", "placeholder", "title"))
_TURNED = re.compile(rf"\b{RTL}\b")  # as a word: it stands in `shortly` too
_FILLED = ("data-echo", "data-fill", "data-slot")


def marked(text: str, direction: str) -> str:
    """A text without markup, its runs isolated by characters, where it stands in a text of this direction."""
    if direction != RTL:
        return text
    parts, at = [], 0
    for run in runs(text):
        opens, closes = _SIGNS[run.kind]
        parts += [text[at : run.start], opens, text[run.start : run.end], closes]
        at = run.end
    return "".join(parts) + text[at:]


def isolated(page: str) -> str:
    """A page, or a document of a form, with all its runs isolated; as it is where nothing runs from right to left."""
    return _Page(page).made() if _TURNED.search(page) else page


@dataclass
class _Part:
    """An element amid a text: where its tags stand, and which signs of the text it holds."""

    above: _Part | None
    token: Token
    first: int
    last: int = 0
    end: int = 0


@dataclass
class _Sign:
    shown: str
    start: int
    end: int
    within: _Part | None


@dataclass
class _Line:
    """A text that is shown as one, over the elements in it."""

    plain: bool = False  # holds no element of ours
    drawn: bool = False  # in a drawing, which is laid out from left to right
    alone: bool = False  # all that an isolate holds
    signs: list[_Sign] = field(default_factory=list)


@dataclass
class _Open:
    tag: str
    base: str
    part: _Part | None = None  # where it stands amid a text
    parts: bool = False  # parts the text about it in two
    about: tuple[_Line, _Part | None] | None = None  # the text about it, which it stands in as one sign


class _Page:
    def __init__(self, page: str) -> None:
        self.page, self.tokens = page, list(tokens(page))
        self.added: list[tuple[int, int, str]] = []  # place, order at it, what
        self.line = _Line()
        self.part: _Part | None = None
        body = next((token for token in self.tokens if token.tag == "body"), None)
        base = body.value(page, "dir") if body else None
        self.open = [_Open("", RTL if base == RTL else LTR)]

    def made(self) -> str:
        for number, token in enumerate(self.tokens):
            if not token.tag:
                self._text(token)
            elif token.closes:
                self._close(token, number)
            else:
                self._start(token, number)
        self._end_line()
        pieces, at = [], 0
        for place, _, what in sorted(self.added, key=lambda added: added[:2]):
            pieces += [self.page[at:place], what]
            at = place
        return "".join(pieces) + self.page[at:]

    @property
    def _base(self) -> str:
        return self.open[-1].base

    def _text(self, token: Token) -> None:
        if self._base == RTL:
            self.line.signs += [_Sign(*sign, self.part) for sign in signs(self.page, token.start, token.end)]

    def _start(self, token: Token, number: int) -> None:
        tag, above = token.tag, self.open[-1]
        given = token.value(self.page, "dir")
        isolates = given is not None or tag in ("bdi", "bdo")
        base = direction_of(self.page, self.tokens, number, given) if isolates else above.base
        drawing = tag == "svg" and base == RTL
        if drawing and token.value(self.page, "direction") is None:
            self._add(token.start + len("<svg"), ' direction="ltr"')
        if base == RTL:
            for name, start, end in token.attributes:
                if name in SAID:
                    said = [_Sign(*sign, None) for sign in signs(self.page, start, end)]
                    self._mark_line(_Line(plain=True, signs=said))
            if tag == "input" and given is None and token.value(self.page, "inputmode") in ("decimal", "numeric"):
                self._add(token.start + len("<input"), ' dir="ltr"')
        if base == RTL and not isolates and self._is_filled(token, number):
            self.line.signs.append(_Sign(PLACE, token.start, self.tokens[number + 1].end, self.part))
        apart = tag in ("bdi", "bdo") or (
            tag in INLINE and (isolates or token.value(self.page, "data-cite") is not None)
        )
        amid = tag in INLINE and not apart and not (tag == "span" and self._follows_span(number))
        if apart and not token.alone:
            self.open.append(_Open(tag, base, about=(self.line, self.part)))
            self.line, self.part = _Line(self.line.plain, self.line.drawn, tag == "bdi"), None
            return
        if not amid:
            self._end_line(plain=tag in _PLAIN)
        if token.alone:
            return
        part = _Part(self.part, token, len(self.line.signs)) if amid and base == RTL else None
        if part is not None:
            self.part = part
        self.open.append(_Open(tag, base, part, not amid))

    def _close(self, token: Token, number: int) -> None:
        if len(self.open) < 2 or self.open[-1].tag != token.tag:
            return  # a tag that browsers pass over
        closed = self.open.pop()
        if closed.part is not None:
            closed.part.last, closed.part.end = len(self.line.signs), token.end
            self.part = closed.part.above
        if closed.about is not None:
            self._end_line()
            self.line, self.part = closed.about
            self.line.signs += [_Sign(sign, token.start, token.end, self.part) for sign in _SIGNS[LTR]]
        elif closed.parts:
            self._end_line()

    def _follows_span(self, number: int) -> bool:
        """Whether it begins right where another ends: two lines by their look, never one quantity."""
        before = self.tokens[number - 1] if number else None
        return before is not None and before.closes and before.tag == "span"

    def _is_filled(self, token: Token, number: int) -> bool:
        after = self.tokens[number + 1] if number + 1 < len(self.tokens) else None
        empty = after is not None and after.closes and after.tag == token.tag
        named = any(token.value(self.page, name) is not None for name in _FILLED)
        return empty and token.tag in INLINE and (named or token.tag in ("data", "output"))

    def _end_line(self, *, plain: bool = False) -> None:
        """What follows is shown in a line of its own."""
        self._mark_line(self.line)
        drawn = plain and any(element.tag == "svg" for element in self.open)
        self.line = _Line(plain, drawn)
        part = self.part
        while part is not None:  # an element that goes on in the next line begins there anew for its signs
            part.first = -1
            part = part.above

    def _mark_line(self, line: _Line) -> None:
        text = "".join(sign.shown for sign in line.signs)
        if line.drawn:
            if not runs_from_right(text):
                return
            self._put(line.signs[0].start, line.signs[-1].end, *_SIGNS[RTL])
        for run in runs(text):
            if line.alone and run.kind == RTL and text.strip() == text[run.start : run.end]:
                continue
            self._isolate(line, run, text[run.start : run.end].strip() == PLACE)

    def _isolate(self, line: _Line, run: Run, filled: bool) -> None:
        held = line.signs[run.start : run.end]
        if filled:
            place = next(sign for sign in held if sign.shown == PLACE)
            self._add(self.page.index(">", place.start), ' dir="auto"')
            return
        opens, closes = _SIGNS[run.kind]
        before, after = held[0].within, held[-1].within
        first, last = _outside(before, run.start, first=True), _outside(after, run.end, first=False)
        # Out of as few elements as bring both ends into the same one; out of all that can be left where none do.
        ends = [(over, under) for over in [None, *first] for under in [None, *last]]
        over, under = next(
            (
                (over, under)
                for over, under in ends
                if (over.above if over else before) is (under.above if under else after)
            ),
            (None, None),
        )
        within = over is not None or under is not None or before is after
        if within and not line.plain and all(sign.shown != PLACE for sign in held):
            opens, closes = _ELEMENTS[run.kind]
        elif not within:
            over, under = first[-1] if first else None, last[-1] if last else None
        start = over.token.start if over else held[0].start
        self._put(start, under.end if under else held[-1].end, opens, closes)

    def _put(self, start: int, end: int, opens: str, closes: str) -> None:
        self._add(end, closes, -1)
        self._add(start, opens, 1)

    def _add(self, place: int, what: str, order: int = 0) -> None:
        self.added.append((place, order, what))


def _outside(part: _Part | None, edge: int, *, first: bool) -> list[_Part]:
    """The elements, from within, that begin (or end) where a run does: it may begin (or end) outside of them."""
    found = []
    while part is not None and (part.first == edge if first else part.last == edge and part.end):
        found.append(part)
        part = part.above
    return found
