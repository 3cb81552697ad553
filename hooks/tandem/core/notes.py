"""Footnotes and lists of definitions: how they are written, for both readers of Markdown.

    Doses were rounded.[^rounded]                 Term
                                                  :   What it means.
    [^rounded]: To whole milligrams.              :   Another meaning of it.

Life: `core.page` asks `note_lines` and `definition_lines` where a block of lines begins with one, and reads each text
as a paragraph of its own, with its citations, figures and line; `core.markdown` asks the same and shows it. Both thus
agree to the letter. A footnote is shown where it is written, below its paragraph or table: pages have no foot, and
neither has a section on a telephone. Its mark is a letter, so that it is never taken for the number of a reference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"
NOTE_REF = re.compile(rf"\[\^({LABEL})\](?!:)")
MOST = len(ascii_lowercase)  # footnotes of a page
_NOTE = re.compile(rf"\[\^({LABEL})\]:[ ]{{1,4}}(?=\S)")
_MEANING = re.compile(r":[ ]{1,3}(?=\S)")
# What begins something else: no line of a footnote, and no term.
_OTHER = re.compile(r"[-*+>|#\[]|[0-9]{1,9}[.)][ ]|/{3}|`{3}|~{3}|<!--|:|\s|\Z")
_CLOSED = re.compile(r"/{3}|`{3}|~{3}|<!--")


@dataclass(frozen=True)
class Part:
    """One footnote, term or meaning: `label` of a footnote, `lines` of its text, `at` the number of the first one."""

    kind: str  # note, term, meaning
    lines: tuple[str, ...]
    at: int
    label: str = ""

    @property
    def text(self) -> str:
        """Its text, as a paragraph."""
        return "\n".join(line.strip() for line in self.lines)


def note_lines(lines: Sequence[str]) -> list[Part]:
    """The footnotes of lines that no empty line parts; none where the first line is not one."""
    parts: list[Part] = []
    for at, line in enumerate(lines):
        found = _NOTE.match(line)
        if found:
            parts.append(Part("note", (line[found.end() :],), at, found[1]))
        elif not parts or _CLOSED.match(line.lstrip()):
            return []
        else:
            last = parts[-1]
            parts[-1] = Part("note", (*last.lines, line), last.at, last.label)
    return parts


def definition_lines(lines: Sequence[str]) -> list[Part]:
    """Terms and meanings of lines that no empty line parts; none where they are no such list.

    A term is one line; a meaning begins with `:`, and goes on in lines that are indented.
    """
    if len(lines) < 2 or not _MEANING.match(lines[1]):
        return []
    parts: list[Part] = []
    for at, line in enumerate(lines):
        found = _MEANING.match(line)
        if found and parts:
            parts.append(Part("meaning", (line[found.end() :],), at))
        elif line.startswith("  ") and parts and parts[-1].kind == "meaning":
            parts[-1] = Part("meaning", (*parts[-1].lines, line), parts[-1].at)
        elif _OTHER.match(line) or (parts and parts[-1].kind == "term"):
            return []
        else:
            parts.append(Part("term", (line,), at))
    return parts if parts[-1].kind == "meaning" else []


def letters(labels: Sequence[str]) -> dict[str, str]:
    """The mark of each footnote, by the order in which the text first names them.

    >>> letters(["rounded", "lost", "rounded"])
    {'rounded': 'a', 'lost': 'b'}
    """
    return dict(zip(dict.fromkeys(labels), ascii_lowercase, strict=False))
