"""A run of tokens written our way: units, ranges, spaces, the place of citations; Markdown's own signs kept literal.

Life: one `Writer` for each language. Signs that are not letters travel through every step as one private character
each, so that a step sees the text as a reader does. No step changes a digit: where one would, the text stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..core.page import CITATION
from ..core.settings import LanguageOptions
from ..parity.language import Language
from ..prose.measures import DASH, GAP, Number, Scanner
from .blocks import CITE, LINK, LINK_END, MARK, SUB, SUP, TEXT, Tokens
from .words import BEHIND, Words

# Spellings of units whose meaning is beyond doubt, as notation.yml refuses them. MG and GM are not: they may be
# magnesium or a name.
_UNITS = {
    "l": "L", "ml": "mL", "mls": "mL", "Ml": "mL", "ML": "mL", "dl": "dL", "cl": "cL", "cc": "mL", "CC": "mL",
    "ccs": "mL", "c.c.": "mL", "ug": "mcg", "ugm": "mcg", "mcgs": "mcg", "mcgm": "mcg", "Kg": "kg", "KG": "kg",
    "kgs": "kg", "Kgs": "kg", "gm": "g", "Gm": "g", "gms": "g", "mgs": "mg", "Mgs": "mg", "mgm": "mg",
}  # fmt: skip
_RAISED = dict(zip("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−()aehklmnopstx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₐₑₕₖₗₘₙₒₚₛₜₓ", strict=True))
_FIRST = 0xE000  # the private characters that stand for signs
_SIGN = re.compile("[\ue000-\uf8ff]")
_NUMBERED = re.compile(r"[0-9]+")
_ROUNDS = 4


@dataclass(frozen=True)
class Written:
    """A run as Markdown and as a reader sees it; `changed` where a figure or its unit is written otherwise."""

    markdown: str
    plain: str
    changed: bool
    lowered: tuple[str, ...] = ()  # what was raised or lowered and could not stay so


class Writer:
    """Writes the runs of one language."""

    def __init__(self, language: Language, words: Words, scanner: Scanner, options: LanguageOptions) -> None:
        self.language, self.words, self.scanner = language, words, scanner
        self._range, self.separator = options.range, options.list_separator
        file = language.rules.file
        self._spaced = file.script.spaced
        self._letters = file.script.letters
        micro = "|".join(map(re.escape, scanner.rules.common.micro))
        self._micro = re.compile(f"[µμ]{GAP}?({micro})(?![A-Za-z])")
        joint = f"(?:[·⋅∙•*.]|{GAP})"
        # A typed -1 only behind another unit: 5 mg-1 g is a range.
        self._per = re.compile(
            f"(?:(?<=[A-Za-z0-9]){joint}({scanner.sign})⁻¹|(?<=[A-Za-z]){joint}({scanner.sign})[-−–]1(?![0-9.]))"
        )
        number = r"(?<![0-9A-Za-z.,/-])([0-9]+(?:\.[0-9]+)?)"
        self._dashed = re.compile(rf"{number}{GAP}?[–—]{GAP}?([0-9]+(?:\.[0-9]+)?)(?![0-9A-Za-z/–—-])")
        self._percent = re.compile(rf"{number}{GAP}?%?{GAP}*{DASH}{GAP}*([0-9]+(?:\.[0-9]+)?){GAP}?([%％])")

    def write(self, tokens: Tokens, cite: Callable[[tuple[int, ...]], str], *, start: bool = True) -> Written:
        """A run as Markdown; `cite` writes a group of references, `start` is whether a line begins with it."""
        signs: list[str] = []
        text, lowered = self._text(tokens, cite, signs)
        before = self._spaces(text)
        per = self._divided(before)
        text = self._measured(per)
        if _digits(per) != _digits(text):
            text = per
        changed = re.sub(r"\s", "", text) != re.sub(r"\s", "", before)
        text = self._placed(self._between(text), signs)
        shown = _SIGN.sub("", text)
        return Written(_signed(_escaped(text, start), signs), shown, changed, tuple(lowered))

    # --- signs -------------------------------------------------------------------------------------------------------

    def _text(self, tokens: Tokens, cite: Callable[[tuple[int, ...]], str], signs: list[str]) -> tuple[str, list[str]]:
        parts: list[str] = []
        lowered: list[str] = []
        for token in tokens:
            if token.kind == TEXT:
                parts.append(_SIGN.sub("", token.text))
            elif token.kind in {SUP, SUB}:
                table = _RAISED if token.kind == SUP else _LOWERED
                fits = all(sign in table for sign in token.text.strip())
                parts.append("".join(table[sign] for sign in token.text.strip()) if fits else token.text)
                lowered += [] if fits else [token.text]
            elif token.kind in {CITE, MARK, LINK, LINK_END}:
                written = {CITE: "", MARK: token.text, LINK: "[", LINK_END: f"]({token.text})"}[token.kind]
                written = cite(token.numbers) if token.kind == CITE else written
                if written and len(signs) < 0x1800:
                    parts.append(chr(_FIRST + len(signs)))
                    signs.append(written)
        return "".join(parts), lowered

    # --- figures -----------------------------------------------------------------------------------------------------

    def _measured(self, text: str) -> str:
        """With units and ranges in our form."""
        text = re.sub(f"(?<=[0-9]){GAP}*(?:℃|[°º]{GAP}?C(?![A-Za-z]))", " °C", text).replace("℃", "°C")
        text = self._micro.sub(lambda match: ("mc" if match[1] in {"g", "L", "l"} else "micro") + match[1], text)
        for step in (self._unit, self._range_of):
            text = _until_done(step, text)
        text = self._percent.sub(lambda match: self._range.format(low=match[1], high=match[2]) + "%", text)
        return self._dashed.sub(lambda match: self._range.format(low=match[1], high=match[2]), text)

    def _divided(self, text: str) -> str:
        """With a slash for every raised -1 of a unit."""
        return _until_done(lambda text: self._per.sub(lambda match: f"/{match[1] or match[2]}", text), text)

    def _unit(self, text: str) -> str:
        close = set(self.scanner.rules.common.close)
        for number in reversed(self.scanner.scan(text).numbers):
            if not number.own or not number.unit:
                continue
            unit = number.unit
            for written, _ in number.parts:
                if written in _UNITS:
                    unit = re.sub(rf"(?<![A-Za-z]){re.escape(written)}(?![A-Za-z])", _UNITS[written], unit)
            parted = number.gap or unit in close or (number.word and not self._spaced)
            text = text[: number.end] + (number.gap if parted else " ") + unit + text[number.until :]
        return text

    def _range_of(self, text: str) -> str:
        for here, after in reversed(self.scanner.ranges(self.scanner.scan(text))):
            if here.own and here.unit and here.unit != after.unit:
                continue
            if len(here.text) == len(after.text) == 4 and after.word:
                continue  # years
            whole = self._range.format(low=here.text, high=after.text)
            text = f"{text[: here.start]}{whole} {after.unit}{text[_end(after) :]}"
        return text

    # --- spaces and stops --------------------------------------------------------------------------------------------

    def _spaces(self, text: str) -> str:
        """With one space for each run of them; none at a line's end where the script has none between words."""
        if not self._spaced:
            text = re.sub(
                f"(?<=[{self._letters}，。；：、！？）】”]){GAP}*\n{GAP}*(?=[{self._letters}（【“])", "", text
            )
        return re.sub(r"\s+", " ", text).strip()

    def _between(self, text: str) -> str:
        """With the script's own punctuation, and what it writes beside letters of another."""
        letters = self._letters
        for narrow, wide in self.words.wide_punctuation.items():
            text = re.sub(rf"(?<=[{letters}]){re.escape(narrow)} ?(?=[{letters}]|\Z)", wide, text)
        gap = self.words.beside_other_letters
        if gap:
            text = re.sub(rf"(?<=[{letters}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{letters}])", gap, text)
            text = re.sub(r"(?<=°C)(?=[" + letters + "])", gap, text)
        return text

    def _placed(self, text: str, signs: list[str]) -> str:
        """With every citation where the language has it, before or behind the stop."""
        cites = "".join(chr(_FIRST + at) for at, sign in enumerate(signs) if CITATION.fullmatch(sign))
        if not cites:
            return text
        text = re.sub(rf"\s+(?=[{cites}])", "", text)
        if self.words.citation == BEHIND:
            text = re.sub(rf"([{cites}])([.。])(?=\s|\Z)", r"\2\1", text)
            return re.sub(rf"([.!?][{cites}])(?=[A-Z])", r"\1 ", text)
        return re.sub(rf"([。．！？])([{cites}])", r"\2\1", text)


def _until_done(step: Callable[[str], str], text: str) -> str:
    """A text after a step that may make room for itself again, some rounds at most."""
    for _ in range(_ROUNDS):
        after = step(text)
        if after == text:
            break
        text = after
    return text


def _end(number: Number) -> int:
    return number.until if number.own and number.unit else number.end


def _digits(text: str) -> list[str]:
    return _NUMBERED.findall(text)


def _escaped(text: str, start: bool) -> str:
    """A text that Markdown takes for nothing but letters."""
    text = re.sub(r"([\\`*_\[\]{}])", r"\\\1", text)
    text = re.sub(r"<(?=[A-Za-z/!?])", "< ", text)
    text = re.sub(r"&(?=#?[A-Za-z0-9]{1,32};)", "& ", text)
    if start:
        text = re.sub(r"\A([#>+-])", r"\\\1", text)
        text = re.sub(r"\A([0-9]{1,9})([.)])(?=\s|\Z)", r"\1\\\2", text)
        text = re.sub(r"\A///+", "/", text)
        text = re.sub(r"\A([=~:|])", r"\\\1" if text[:1] == "|" else r"\1", text)
    return text


def _signed(text: str, signs: list[str]) -> str:
    return _SIGN.sub(lambda match: signs[ord(match.group()) - _FIRST], text)


def citation(keys: Mapping[int, str]) -> Callable[[tuple[int, ...]], str]:
    """How a group of numbers is written, by the key behind each number."""

    def write(numbers: tuple[int, ...]) -> str:
        known = list(dict.fromkeys(keys[number] for number in numbers if number in keys))
        return f"[{'; '.join(f'@{key}' for key in known)}]" if known else ""

    return write
