"""Words of the interface that were left in another language: a catalogue of one language with a text of another.

Life: `untranslated` is called once a run, with the rooms whose words the interface speaks. Each catalogue of each
language of the site is read by itself, the rooms' own `strings.yml` as that of the language they are worded in. An
exception (`# differs: script | reason`) stands above a text that is the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..core.data import read_document
from ..core.languages import INTERFACE, files_of
from ..core.problems import Problems
from ..core.settings import Settings
from ..core.strings import ROOM, is_source, texts_in
from .agreement import languages_of, names_of
from .exceptions import DIFFERS, held_in_data
from .findings import ERROR, Finding
from .language import Language
from .ledger import Side, Use, faulty_exceptions
from .paragraphs import DATA, Piece, Reading, Unit
from .scripts import Stranger
from .wording import short

SCRIPT = "script"


def untranslated(folders: Iterable[Path], settings: Settings, problems: Problems) -> list[Finding]:
    """What stands in a catalogue and is of another language's script; a stale exception too."""
    languages, names = languages_of(settings, problems), names_of(settings, problems)
    rooms = [folder / ROOM for folder in folders]
    found: set[Finding] = set()
    for language in languages:
        stranger = Stranger(language, languages, names)
        paths = files_of(language.locale, INTERFACE, settings.places)
        if is_source(language.locale, settings.places):
            paths += [path for path in rooms if path.is_file()]
        for path in paths:
            found.update(_in_file(path, language, stranger, problems))
    return sorted(found)


def _in_file(path: Path, language: Language, stranger: Stranger, problems: Problems) -> Iterator[Finding]:
    document = read_document(path, Problems(problems.root))  # its faults are known already
    texts = list(texts_in(document)) if document is not None else []
    lines = [line for line, _ in texts]
    held, orphans = held_in_data(path, lines, problems, DIFFERS)
    pieces = [Piece(text, line) for line, text in texts]
    units = [Unit(DATA, "", piece.line, (piece,), exemptions=held.get(n, ())) for n, piece in enumerate(pieces)]
    side = Side(path, language, Reading(tuple(units), orphans))
    used: set[Use] = set()
    for unit in units:
        # A name in braces is no word of any language.
        text = re.sub(r"\{[^}]*\}", lambda gap: " " * len(gap[0]), unit.pieces[0].text)
        for run in stranger.runs(text):
            allowing = {(path, item, SCRIPT) for item in unit.exemptions if SCRIPT in item.kinds}
            used |= allowing
            if not allowing:
                what = f"text in another language: '{short(run.text)}'"
                fix = "translate it; if it is a name that stands so in every language, list it in names.yml"
                yield Finding(path, unit.line, SCRIPT, ERROR, what, fix, path, unit.line)
    yield from faulty_exceptions(side, side, used)
