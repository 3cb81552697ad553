"""PO files (GNU gettext), written and read by polib: one message a text, its place as context.

Equal texts stand as often as they stand in the sources, since each place may need words of its own. What may be behind,
and what the memory offers for a text that is only near, is marked fuzzy, as gettext's own tools do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import polib

from ..core.characters import fault
from ..core.problems import Problems
from .entries import Entry, Package, Returned, read_bytes

SUFFIX = ".po"
_FROM, _TO, _WAS = "X-Tandem-From", "X-Tandem-To", "was: "
_LINE = re.compile(r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?)\s*)?"(?:[^"\\]|\\.)*"\s*)?\Z')
_AGAIN = "export the texts again, and put the translation into the new file"


def po_text(entries: Iterable[Entry], source: tuple[str, str], target: tuple[str, str], title: str) -> str:
    """The texts as a PO file. Of both languages: as the site calls it, and its tag."""
    file = polib.POFile(wrapwidth=0)
    file.header = "Written by `tandem translate export`. The sources of the site remain the truth."
    file.metadata = {
        "Project-Id-Version": title,
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": target[1].replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        _FROM: source[0],
        _TO: target[0],
    }
    for entry in entries:
        notes = [entry.kind, *(f"{name}: {text}" for name, text in entry.notes), f"{_WAS}{entry.was}"]
        message = polib.POEntry(
            msgctxt=entry.place,
            msgid=entry.source,
            msgstr=entry.match.target if entry.match else entry.target,
            comment="\n".join(notes),
            occurrences=[(entry.file, str(entry.line))],
            flags=["fuzzy"] if entry.behind or entry.match else [],
        )
        if entry.match:
            message.previous_msgid = entry.match.source
        file.append(message)
    return str(file) + "\n"


def read_po(path: Path, problems: Problems) -> Package | None:
    """A PO file that came back; None, with problems, where any of it cannot be read for sure."""
    data = read_bytes(path, problems)
    lines = _lines(path, data, problems) if data is not None else None
    if lines is None:
        return None
    try:
        file = polib.pofile("\n".join(lines) + "\n", wrapwidth=0)
    except OSError as error:
        at = re.search(r"line (\d+)", str(error))
        fix = "mend it in a program for translators; `msgfmt --check` says more"
        problems.add(path, int(at[1]) if at else 1, "this is no message of a PO file", fix)
        return None
    source, target = file.metadata.get(_FROM, ""), file.metadata.get(_TO, "")
    if not source or not target:
        problems.add(path, 1, f"the header says nothing of its languages in `{_FROM}` and `{_TO}`", _AGAIN)
        return None
    entries = [item for message in file if not message.obsolete for item in _returned(message, lines, path, problems)]
    return Package(path, source, target, entries)


def _lines(path: Path, data: bytes, problems: Problems) -> list[str] | None:
    """The lines of a file, every one in the form of PO: what a reader would pass over must not be lost."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(path, line, "the file is not UTF-8 text", "save it with the encoding UTF-8")
        return None
    bad = fault(text)
    if bad:
        problems.add(path, text.count("\n", 0, bad.offset) + 1, bad.what, bad.fix)
        return None
    lines = text.split("\n")
    for number, row in enumerate(lines, 1):
        if not _LINE.match(row):
            what = f"this is no line of a PO file: {row.strip()[:40]}"
            problems.add(path, number, what, 'close the quotation mark, and write \\" for one in a text')
            return None
    return lines


def _returned(message: polib.POEntry, lines: Sequence[str], path: Path, problems: Problems) -> Iterable[Returned]:
    first = message.linenum or 1
    line = next((at for at in range(first, len(lines) + 1) if lines[at - 1].lstrip().startswith("msgstr")), first)
    if message.msgid_plural or not message.msgctxt:
        problems.add(path, first, "this message is none that was exported", _AGAIN)
        return
    was = next((note.removeprefix(_WAS) for note in message.comment.split("\n") if note.startswith(_WAS)), "")
    yield Returned(message.msgctxt, message.msgid, message.msgstr, was, line, "fuzzy" in message.flags)
