"""Half-translated text: a sentence left behind in the script of another language.

Life: `Stranger` is made for one language and the scripts of the others; `runs` finds runs of foreign words that are
too long to be a name, a unit or an abbreviation. What may stand in the original everywhere (names of authors, titles,
licences) comes from the tutorial's own data and from the site's `names.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..core.data import Strict
from ..core.translated import Text
from .language import Language
from .languages import any_of

_GAP = r"[ \n\u00a0!-@\[-`{-~’‘“”–−]{1,12}?"  # what may stand between two words of one run, figures included
_ABBREVIATION = re.compile(r"(?:[^\W\d_]|[^a-z\d_\W]+s?)\Z")  # one letter, or capitals


class NamesFile(Strict):
    """names.yml: what stands in its own script in pages of every language."""

    names: list[Text]


@dataclass(frozen=True)
class Run:
    """Words of a foreign script, and where they begin."""

    text: str
    start: int


class Stranger:
    """Finds texts of the scripts of `others` in texts of `language`."""

    def __init__(self, language: Language, others: Iterable[Language], allowed: Iterable[str]) -> None:
        names = list(allowed)
        self._allowed = re.compile(f"(?:{any_of(names)})", re.I)
        self._within = "\n".join(" ".join(name.split()).casefold() for name in names)
        self._scripts = []
        for other in others:
            script = other.rules.file.script
            if other.shares_script(language):
                continue  # the two cannot be told apart by their letters
            word = f"[{script.letters}][{script.letters}’'-]*" if script.spaced else f"[{script.letters}]"
            run = re.compile(f"{word}(?:{_GAP}{word})*" if script.spaced else f"(?:{word})+")
            units = {unit for spellings in other.rules.symbols.units.items() for unit in (spellings[0], *spellings[1])}
            self._scripts.append((run, re.compile(word), script.run, units))

    def runs(self, text: str) -> Iterator[Run]:
        """What looks left behind."""
        masked = self._allowed.sub(lambda match: "\0" * len(match.group()), text)
        for run, word, least, units in self._scripts:
            for match in run.finditer(masked):
                if " ".join(match.group().split()).casefold() in self._within and least > 1:
                    continue  # a part of a name, as "Tutorial of the Week"
                words = [item for item in word.findall(match.group()) if item not in units]
                if least == 1 or sum(not _ABBREVIATION.match(item) for item in words) >= least:
                    yield Run(text[match.start() : match.end()], match.start())
