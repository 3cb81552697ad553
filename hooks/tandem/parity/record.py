"""The record of agreement: what two languages of a section said when they were last declared to say the same.

Life: `load_record` reads a tutorial's `agreement.yml`, which only `python -m tandem agree` writes (`record_text`). It
holds no text, only hashes: of what a unit says, so that mere wrapping of lines changes nothing.

A site of two languages has one pair, whose sections stand under `sections`; one of more has them by pair, under
`pairs`. Either is read in any site: `sections` of a site that got a third language stay good for its first two.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise, permutations
from pathlib import Path

from pydantic import Field

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


Sections = dict[str, SectionRecord]


class Record(Strict):
    """agreement.yml: each section that has ever been agreed, by its name; in more than two languages, by pair first."""

    sections: Sections = Field(default_factory=dict)
    pairs: dict[str, Sections] = Field(default_factory=dict)

    def of(self, section: str, one: str, other: str) -> SectionRecord | None:
        """What was agreed of a section in two languages; None where nothing was, or only in others."""
        by_pair = (self.pairs.get(pair_name(*pair), {}) for pair in ((one, other), (other, one)))
        found = next((sections[section] for sections in by_pair if section in sections), self.sections.get(section))
        return found if found is not None and _told_of(found, (one, other)) else None

    def agreed(self, section: str, pair: tuple[str, str], record: SectionRecord, settings: Settings,
               order: Sequence[str]) -> Record:  # fmt: skip
        """The record with a section of a pair agreed anew, in the form of the site; `order` is that of the sections.

        The pair begins with the pivot, or with the first language after it that has the section.
        """
        by_pair: dict[str, Sections] = {}
        for one, other in combinations([language.locale for language in settings.from_pivot], 2):
            kept = {name: self.of(name, one, other) for name in order}
            found = {name: _of_two(known, (one, other)) for name, known in kept.items() if known is not None}
            if (one, other) == pair:
                found[section] = record
            if found:
                by_pair[pair_name(one, other)] = {name: found[name] for name in order if name in found}
        if len(settings.locales) == 2:
            return Record.model_construct(sections=by_pair[pair_name(*pair)])
        return Record.model_construct(pairs=by_pair)

    def by_pair(self) -> Iterator[tuple[Place, str, SectionRecord]]:
        """Every section with its place in the file."""
        yield from ((("sections", name), name, section) for name, section in self.sections.items())
        for pair, sections in self.pairs.items():
            yield from ((("pairs", pair, name), name, section) for name, section in sections.items())


def pair_name(one: str, other: str) -> str:
    """How the record calls two languages."""
    return f"{one}-{other}"


def _told_of(section: SectionRecord, locales: Sequence[str]) -> bool:
    """Whether a record says something of each of these languages."""
    return all(any(locale in hashes for hashes in section.paragraphs.values()) for locale in locales)


def _of_two(section: SectionRecord, locales: Sequence[str]) -> SectionRecord:
    """What a record, which may be of more languages, says of two."""
    lines = (
        (at, {locale: hashes[locale] for locale in locales if locale in hashes})
        for at, hashes in section.paragraphs.items()
    )
    kept = {at: hashes for at, hashes in lines if hashes}
    return SectionRecord.model_construct(agreed=section.agreed, paragraphs=kept)


def load_record(path: Path, settings: Settings, problems: Problems) -> Record | None:
    """Read a record; None, with problems, when anything in it is not as `make agree` writes it."""
    return load_model(Record, path, settings, problems, check=lambda record: _faults(record, settings.locales))


def _faults(record: Record, locales: Sequence[str]) -> Iterator[tuple[Place, str, str]]:
    pairs = {pair_name(*pair): pair for pair in permutations(locales, 2)}
    for pair in record.pairs:
        if pair not in pairs:
            fix = f"{did_you_mean(pair, pairs)} If the site does not have it any more, remove all under it"
            yield ("pairs", pair), f"{shown(pair)} is no pair of the site's languages", fix
    for above, name, section in record.by_pair():
        of_pair = above[0] == "pairs"
        known = pairs.get(str(above[1]), ()) if of_pair else locales
        again = f"remove '{name}' and all under it, then run `{agree_command(name)}`"
        for at, hashes in section.paragraphs.items():
            place: Place = (*above, "paragraphs", at)
            if not _PLACE.match(at):
                yield place, f"{shown(at)} is not a place in a section", again
            if not hashes:
                yield place, f"the place {shown(at)} has no hash", again
            for locale, value in hashes.items():
                if known and locale not in known:
                    owner = "pair" if of_pair else "site"
                    yield (*place, locale), f"the {owner} has no language {shown(locale)}", did_you_mean(locale, known)
                if not _HASH.match(value):
                    yield (*place, locale), f"{shown(value)} is not a hash of 12 hexadecimal digits", again


def record_text(record: Record) -> str:
    """The record as it is written: a line for each paragraph, so that a change shows as the lines that it changed."""
    lines = ["sections:", *_lines(record.sections, "  ")] if record.sections else []
    if record.pairs:
        lines.append("pairs:")
    for pair, sections in record.pairs.items():
        lines += [f"  {pair}:", *_lines(sections, "    ")]
    first = _FIRST_LINES.format(command="make agree" if wheel() is None else "tandem agree")
    return first + "\n".join(lines) + "\n"


def _lines(sections: Sections, indent: str) -> Iterator[str]:
    for name, section in sections.items():
        yield f"{indent}{name}:"
        yield f"{indent}  agreed: {section.agreed.isoformat()}"
        yield f"{indent}  paragraphs:"
        for at, hashes in section.paragraphs.items():
            shown_hashes = ", ".join(f'{locale}: "{value}"' for locale, value in hashes.items())
            yield f"{indent}    {at}: {{{shown_hashes}}}"


def section_record(rows: Sequence[dict[str, Unit]], today: date) -> SectionRecord:
    """The record of a section that says the same in two languages now; each row is a paragraph where it stands."""
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
