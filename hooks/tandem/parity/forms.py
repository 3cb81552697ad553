"""The forms in which a language writes what stands around a number: units, signs, ranges, dates, counters.

Life: made once a language from its rules, for `quantities` alone. A form that is looked for in front of a number is
anchored at the end of what precedes it.
"""

from __future__ import annotations

import re
from fractions import Fraction

from .languages import Rules, any_of
from .numerals import SPACE, flatten


class Forms:
    """The compiled patterns of one language."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        script = rules.file.script
        self._letters = f"A-Za-z{script.letters}" if script.spaced else "A-Za-z"
        self._edge = f"(?![{self._letters}])" if script.spaced else ""
        self._units()
        self._signs_and_ranges()
        self._dates()
        self._words()

    def _units(self) -> None:
        """`unit` and `percent` behind a number, `linked_unit` behind half an, `ahead` in front: for each hour."""
        file, symbols = self.rules.file, self.rules.symbols
        words = [word for spellings in file.units.values() for word in spellings]
        signs = [sign for unit, spellings in symbols.units.items() for sign in (unit, *spellings)]
        unit = f"(?:(?:{any_of(signs)})(?![A-Za-z0-9])|(?i:{any_of(words)}){self._edge})"
        notes = f"(?:{SPACE}*(?:{any_of(file.unit_notes)}){self._edge})?"
        per = f"(?:/|{SPACE}*(?i:{any_of(file.per)}){self._edge}{SPACE}*)"
        composed = f"{unit}(?:{notes}{per}{unit})*"
        links = f"(?i:{any_of(file.unit_links)}){self._edge}{SPACE}*"
        links_ahead = f"(?:{any_of(file.per_links)})?"
        self.bare = re.compile(unit)
        self.unit = re.compile(f"(?:{SPACE}*|-)({composed}){notes}")
        self.linked_unit = re.compile(f"{SPACE}*{links}({composed}){notes}")
        self.ahead = re.compile(f"(?:{any_of(file.per_before)}){SPACE}*({unit}){notes}{links_ahead}{SPACE}*\\Z")
        percent = any_of([*symbols.percent, *file.numbers.percent_after])
        self.percent = re.compile(f"(?:{SPACE}*|-)(?i:{percent})")
        self.percent_before = re.compile(f"(?:{any_of(file.numbers.percent_before)}){SPACE}*\\Z")

    def _signs_and_ranges(self) -> None:
        """`minus` in front of a number, `range` and `between` for two, `list` and `enumeration` for several."""
        numbers, symbols, words = self.rules.file.numbers, self.rules.symbols, self.rules.words
        sign = f"(?<![0-9A-Za-z%])(?:{any_of(symbols.minus)})"
        self.minus = re.compile(f"(?:{sign}|{words(numbers.minus)}{SPACE}*)\\Z", re.I)
        self.range = re.compile(f"{SPACE}*(?:{any_of(symbols.ranges)}|{words(numbers.ranges)}){SPACE}*", re.I)
        self.between = [
            (
                re.compile(f"{words([item.before])}{SPACE}*\\Z", re.I),
                re.compile(f"{SPACE}*{words([item.middle])}{SPACE}*", re.I),
            )
            for item in numbers.between
        ]
        commas = {mark for mark in numbers.list_joints if flatten(mark) == ","}
        self.list = re.compile(f"{SPACE}*(?:{any_of(numbers.list_joints)}){SPACE}*", re.I)
        self.enumeration = re.compile(words(set(numbers.list_joints) - commas), re.I)
        self.clause = re.compile(f"[,;:]|{any_of(self.rules.file.sentences.ends)}")

    def _dates(self) -> None:
        """`year`, `month`, `day` behind a number; `month_name`, which in a spaced script needs a number beside it."""
        numbers, spaced = self.rules.file.numbers, self.rules.file.script.spaced
        self.year = re.compile(f"{SPACE}?(?:{any_of(numbers.year_after)})")
        self.month = re.compile(f"{SPACE}?(?:{any_of(numbers.month_after)})")
        self.day = re.compile(f"{SPACE}?(?:{any_of(numbers.day_after)})")
        self.months = {name.casefold(): Fraction(value) for name, value in numbers.months.items()}
        named = any_of(self.months)
        near = f"(?:(?<=[0-9]{SPACE})|(?<=[0-9])|(?=(?:{named}){SPACE}?[0-9]))" if spaced else ""
        self.month_name = re.compile(f"{near}(?:{named}){self._edge}", re.I)

    def _words(self) -> None:
        """`start` of a number, `names` that hold one, `counter` and ordinals around it, `fraction` in words."""
        numbers, spaced = self.rules.file.numbers, self.rules.file.script.spaced
        alone = f"(?<![{self._letters}])" if spaced else ""
        starts = any_of([*numbers.words, *numbers.single, *numbers.alone])
        self.start = re.compile(rf"(?<![A-Za-z0-9.])[0-9]|{alone}(?:{starts})", re.I)
        self.names = re.compile(self.rules.words(numbers.names), re.I)
        self.counter = re.compile(f"{SPACE}?(?:{any_of(numbers.counters)})") if numbers.counters else None
        self.ordinal = re.compile(f"(?:{any_of(numbers.ordinal_before)}){SPACE}*\\Z")
        self.ordinal_after = re.compile(f"(?:{any_of(numbers.ordinal_after)}){self._edge}", re.I)
        self.fraction = self._fraction_form() if numbers.fraction else None

    def _fraction_form(self) -> re.Pattern[str]:
        numbers, script = self.rules.file.numbers, self.rules.file.script
        form = numbers.fraction or ""
        count = f"[0-9]{{1,20}}|(?:{any_of([*numbers.words, *numbers.small])}){{1,12}}"
        articles = any_of(self.rules.file.unit_links)
        lower = any_of(numbers.denominators) if numbers.denominators else count
        edges = (f"(?<![{script.letters}])", f"(?![{script.letters}])") if script.spaced else ("", "")
        pattern = re.escape(form).replace(r"\ ", r"[\s-]").replace(r"\{", "{").replace(r"\}", "}")
        pattern = pattern.replace("{numerator}", f"(?P<upper>{count}|{articles})")
        pattern = pattern.replace("{denominator}", f"(?P<lower>{lower})")
        return re.compile(edges[0] + pattern + edges[1], re.I)
