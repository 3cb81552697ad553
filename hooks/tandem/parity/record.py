"""The record of agreement: what each language of a section said when all were last declared to say the same.

Life: `load_record` reads a tutorial's `agreement.yml`, which only `python -m tandem agree` writes (`record_text`). It
holds no text, only hashes: of what a unit says, so that mere wrapping of lines changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from ..core.data import Place, Strict, shown
from ..core.dates import Date
from ..core.extent import is_wide
from ..core.installed import agree_command, wheel
from ..core.problems import Problems, did_you_mean
from ..core.settings import Settings
from ..core.translated import load_model
from .paragraphs import ALT, BLOCK, HEADING, ROW, Piece, Unit

FILE = "agreement.yml"
_FIRST_LINES = """\
# Written by `{command}`, not by hand: when the languages of each section were last declared to say the same, and a
# hash of what each paragraph said then. A place is a heading's id and a number; /1 and /2 are title and description.
"""
_PLACE = re.compile(r"(?:[a-z][a-z0-9-]*)?/[1-9][0-9]*\Z")
_HASH = re.compile(r"[0-9a-f]{12}\Z")


class SectionRecord(Strict):
    """One section as it was agreed: place → locale → hash, in the order of the text."""

    agreed: Date
    paragraphs: dict[str, dict[str, str]]


class Record(Strict):
    """agreement.yml: each section that has ever been agreed, by its name."""

    sections: dict[str, SectionRecord]


def load_record(path: Path, settings: Settings, problems: Problems) -> Record | None:
    """Read a record; None, with problems, when anything in it is not as `make agree` writes it."""
    return load_model(Record, path, settings, problems, check=lambda record: _faults(record, settings.locales))


def _faults(record: Record, locales: Sequence[str]) -> Iterator[tuple[Place, str, str]]:
    for name, section in record.sections.items():
        again = f"remove '{name}' and all under it, then run `{agree_command(name)}`"
        for at, hashes in section.paragraphs.items():
            place: Place = ("sections", name, "paragraphs", at)
            if not _PLACE.match(at):
                yield place, f"{shown(at)} is not a place in a section", again
            if not hashes:
                yield place, f"the place {shown(at)} has no hash", again
            for locale, value in hashes.items():
                if locale not in locales:
                    yield (*place, locale), f"the site has no language {shown(locale)}", did_you_mean(locale, locales)
                if not _HASH.match(value):
                    yield (*place, locale), f"{shown(value)} is not a hash of 12 hexadecimal digits", again


def record_text(record: Record) -> str:
    """The record as it is written: a line for each paragraph, so that a change shows as the lines that it changed."""
    lines = ["sections:"]
    for name, section in record.sections.items():
        lines += [f"  {name}:", f"    agreed: {section.agreed.isoformat()}", "    paragraphs:"]
        for at, hashes in section.paragraphs.items():
            shown_hashes = ", ".join(f'{locale}: "{value}"' for locale, value in hashes.items())
            lines.append(f"      {at}: {{{shown_hashes}}}")
    first = _FIRST_LINES.format(command="make agree" if wheel() is None else "tandem agree")
    return first + "\n".join(lines) + "\n"


def section_record(rows: Sequence[dict[str, Unit]], today: date) -> SectionRecord:
    """The record of a section that says the same in all languages now; each row is a paragraph in its languages."""
    counted: Counter[str] = Counter()
    paragraphs: dict[str, dict[str, str]] = {}
    for row in rows:
        section = next(iter(row.values())).section
        counted[section] += 1
        paragraphs[f"{section}/{counted[section]}"] = {locale: digest(unit) for locale, unit in row.items()}
    return SectionRecord.model_construct(agreed=today, paragraphs=paragraphs)


def digest(unit: Unit) -> str:
    """A short hash of what a unit says, and of what it is."""
    return hashlib.sha256(f"{unit.kind} {normal(written(unit))}".encode()).hexdigest()[:12]


def normal(text: str) -> str:
    """A text with its white space folded, so that lines may be wrapped anew.

    Beside a wide character (Unicode's East Asian width) a break of lines is no space, and a space says nothing.
    """
    words = text.split()
    return "".join(words[:1]) + "".join(
        word if is_wide(before[-1]) or is_wide(word[0]) else f" {word}" for before, word in pairwise(words)
    )


def written(unit: Unit) -> str:
    """A unit as it stands in the source, citations and links with it, without what only decorates."""
    text = " | ".join(_piece(piece) for piece in unit.pieces)
    if unit.kind == HEADING:
        return f"{'#' * unit.level} {text} {{#{unit.name}}}"
    if unit.kind == BLOCK:
        options = unit.call.options.value if unit.call is not None else None
        argument = f" | {text}" if text else ""
        return f"/// {unit.name}{argument}" + (f" {json.dumps(options, ensure_ascii=False)}" if options else "")
    if unit.kind == ALT:
        return f"![{text}]({unit.name})"
    return f"| {text} |" if unit.kind == ROW else text


def _piece(piece: Piece) -> str:
    parts, done = [], 0
    for cited in piece.citations:
        parts += [piece.text[done : cited.at], f"[{'; '.join(cited.written)}]"]
        done = cited.at
    return "".join([*parts, piece.text[done:], *(f" ({target})" for target in piece.links), *piece.calls])
