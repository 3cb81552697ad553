"""The check of all prose: what each text says wrongly by itself, and which exceptions allow it.

Life: `check_prose` is called once a run, after the languages were read. Every rule reports to one `Report`, which knows
what the exceptions allowed; those that allowed nothing are problems at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..core.problems import Problems
from ..core.shelf import Shelf
from ..core.stated import Statements
from ..parity.exceptions import ALLOW, NOTATION, NUMBERS, UNCITED, Exemption
from ..parity.language import Language
from .forms import FORMS
from .notation import Notation
from .numbers import Numbers
from .rules import Rules, load_rules
from .texts import Source, Text, texts_of
from .uncited import Figures, uncited

NO_STATEMENTS: Mapping[str, Statements] = {}


@dataclass
class Report:
    """What the rules find, without what an exception allows."""

    problems: Problems
    used: set[tuple[Path, Exemption, str]] = field(default_factory=set)

    def add(self, kind: str, text: Text, at: int, what: str, fix: str) -> None:
        """Record what is wrong at a place of a text, unless an exception above it allows findings of this kind."""
        allowing = {(text.path, item, kind) for item in text.exemptions if item.verb == ALLOW and kind in item.kinds}
        self.used |= allowing
        if not allowing:
            self.problems.add(text.path, text.line_at(at), what, fix)

    def close(self, sources: Iterable[Source]) -> None:
        """Record the exceptions that cannot be read, lack a reason, or allowed nothing."""
        standing: dict[tuple[Path, Exemption], None] = {}
        for source in sources:
            for item in (*(item for text in source.texts for item in text.exemptions), *source.orphans):
                if item.verb == ALLOW:
                    standing[source.path, item] = None
        for path, item in standing:
            what, fix = item.fault()
            # Who finds those of other kinds looks after them.
            own = (kind for kind in item.kinds if kind in {NOTATION, UNCITED, NUMBERS})
            stale = [kind for kind in own if (path, item, kind) not in self.used]
            if not what and stale:
                what = f"the exception for {' and '.join(stale)} is not needed: nothing here needs it"
                fix = "remove it" if len(stale) == len(item.kinds) else f"remove {' and '.join(stale)} from it"
            if what:
                self.problems.add(path, item.line, what, fix)


def check_prose(
    shelf: Shelf,
    languages: Sequence[Language],
    problems: Problems,
    *,
    statements: Mapping[str, Statements] = NO_STATEMENTS,
) -> None:
    """Hold every text of the shelf to the rules of its language, and its numbers to what the data files state.

    `statements` tells how each data file is asked for its values.
    """
    rules = load_rules([language.locale for language in languages], FORMS, problems, shelf.settings.places)
    ready = [language for language in languages if language.locale in rules]
    sources = texts_of(shelf, ready, problems)
    report = Report(problems)
    _notation(shelf, ready, rules, sources, report)
    figures = {language.locale: Figures(language, rules[language.locale]) for language in ready}
    for found in uncited(sources, figures):
        report.add(UNCITED, found.text, found.at, found.what, found.fix)
    numbers = Numbers(shelf, statements, ready, problems)
    for text, at, what, fix in numbers.wrong(sources, figures):
        report.add(NUMBERS, text, at, what, fix)
    for entry, what, fix in numbers.unused():
        problems.add(entry.path, entry.line, what, fix)
    report.close(sources)


def _notation(
    shelf: Shelf, languages: Sequence[Language], rules: dict[str, Rules], sources: Sequence[Source], report: Report
) -> None:
    notations = {
        language.locale: Notation(
            language, rules[language.locale], shelf.settings.language(language.locale).options.range
        )
        for language in languages
    }
    for source in sources:
        for text in source.texts:
            for fault in notations[text.locale].faults(text):
                report.add(NOTATION, text, fault.start, fault.what, fault.fix)
