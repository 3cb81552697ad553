"""A file that somebody hands in, looked at before anything reads it: what it is, and that it is harmless.

Life: `opened` is called once a file. A DOCX is a ZIP of XML; every member is read here to its end, within limits, and
only those that a text needs are packed anew for pandoc, which so never meets what was not looked at.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from ..core.packed import UNREADABLE

DOCX, MARKDOWN = "docx", "markdown"
LARGEST_DOCX = 50_000_000  # bytes as handed in
LARGEST_MARKDOWN = 300_000
LARGEST_MEMBER = 20_000_000  # bytes of one picture or part, unpacked
LARGEST_TEXT = 12_000_000  # bytes of the text's XML: 2,000 words in Word are half a million
LARGEST_WHOLE = 100_000_000
MOST_MEMBERS = 2_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_TEXT = "word/document.xml"
_OTHERS = {
    ".doc": "save it as .docx in Word or LibreOffice",
    ".docm": "save it as .docx, which holds no macros",
    ".odt": "save it as .docx in LibreOffice",
    ".rtf": "save it as .docx",
    ".pdf": "a PDF holds no paragraphs; find the .docx that it was made of",
    ".html": "save it as .docx, or as Markdown",
}


class RefusedError(Exception):
    """Why a file cannot be moved in: `line: what` and the fix, in words for the terminal."""

    def __init__(self, path: Path | str, what: str, fix: str, line: int = 1) -> None:
        super().__init__(f"{path if isinstance(path, str) else path.as_posix()}:{line}: {what}\n  fix: {fix}")


@dataclass
class Opened:
    """A file that may be read. `text` of Markdown; of a DOCX `data` for pandoc, its pictures and its parts."""

    path: Path
    kind: str
    text: str = ""
    data: bytes = b""
    pictures: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)


def opened(path: Path) -> Opened:
    """Open a file. Raises RefusedError where it is none that can be read, or is none to be trusted."""
    suffix, start = path.suffix.lower(), b""
    try:
        size = path.stat().st_size if path.is_file() else -1
        if size >= 0:
            with path.open("rb") as file:
                start = file.read(8)
    except (OSError, ValueError) as error:
        raise RefusedError(path, f"the file cannot be read: {error}", "check its name and its rights") from error
    if size < 0:
        raise RefusedError(path, "there is no such file", "correct the name")
    if suffix in {".md", ".markdown", ".txt"}:
        return _markdown(path, size, start)
    if suffix == ".docx":
        return _docx(path, size, start)
    fix = _OTHERS.get(suffix, "save it as .docx, or as Markdown (.md)")
    raise RefusedError(path, f"'{suffix or path.name}' is no format that can be moved in", fix)


def _markdown(path: Path, size: int, start: bytes) -> Opened:
    if start.startswith((_OLE, b"PK\x03\x04", b"%PDF")):
        raise RefusedError(path, "the file is named as Markdown and is none", "name it as what it is")
    if size > LARGEST_MARKDOWN:
        what = f"the file is too large for one tutorial: {size} bytes"
        raise RefusedError(path, what, f"keep it under {LARGEST_MARKDOWN} bytes: split it")
    raw = _characters(path)
    return Opened(path, MARKDOWN, text=raw)


def _characters(path: Path) -> str:
    """The text, whatever invisible characters it holds: `reading` takes those out."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise RefusedError(path, "the file is not UTF-8 text", "save it with the encoding UTF-8", line) from error
    if "\0" in text:
        raise RefusedError(path, "the file is no text: it holds bytes that no text has", "save it as Markdown")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _docx(path: Path, size: int, start: bytes) -> Opened:
    if start.startswith(_OLE):
        what = "the document is protected by a password, or is one of Word's older format"
        raise RefusedError(path, what, "open it in Word and save it anew as .docx, without a password")
    if size > LARGEST_DOCX:
        raise RefusedError(path, f"the document is too large: {size} bytes", "make its pictures smaller and save again")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _members(path, archive)
    except UNREADABLE as error:
        fix = "open it in Word or LibreOffice and save it anew; if it does not open there, ask for another copy"
        raise RefusedError(path, f"the document is damaged, or none of Word's: {error}", fix) from error
    if _TEXT not in parts:
        raise RefusedError(path, "the file holds no Word document", "save it as .docx in Word or LibreOffice")
    pictures = {name: data for name, data in parts.items() if name.startswith("word/media/")}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as copy:
        for name, content in parts.items():
            copy.writestr(zipfile.ZipInfo(name), content)
    texts = {name: content for name, content in parts.items() if name.startswith("word/") and name.endswith(".xml")}
    return Opened(path, DOCX, data=data.getvalue(), pictures=pictures, parts=texts)


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise RefusedError(path, f"the document holds {len(infos)} files", "open it in Word and save it anew")
    found: dict[str, bytes] = {}
    whole = 0
    for info in infos:
        name = info.filename
        if name.casefold().endswith(("vbaproject.bin", "vbadata.xml")):
            raise RefusedError(path, "the document holds macros, which are programs", "save it as .docx without macros")
        if info.flag_bits & 1:
            raise RefusedError(path, "the document is protected by a password", "save it without one")
        if name in found:
            raise RefusedError(path, f"the document holds '{name}' twice", "open it in Word and save it anew")
        if not _needed(name):
            continue
        most = LARGEST_TEXT if name.endswith((".xml", ".rels")) else LARGEST_MEMBER
        with archive.open(info) as member:
            content = member.read(most + 1)
        whole += len(content)
        if len(content) > most or whole > LARGEST_WHOLE:
            what = f"the document unpacks to more than a text has: '{name}' is over {min(most, LARGEST_WHOLE)} bytes"
            raise RefusedError(path, what, "take out what is so large, and save it anew")
        if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
            what = f"the document declares entities, which Word never writes ('{name}')"
            raise RefusedError(path, what, "open it in Word and save it anew")
        found[name] = content
    return found


def _needed(name: str) -> bool:
    """Whether a member is a part of the text: no embedded files, no active parts, no settings of a program."""
    if ".." in name or name.startswith(("/", "\\")):
        return False
    return name.startswith(("[Content_Types].xml", "_rels/.rels", "docProps/core.xml")) or (
        name.startswith("word/") and not name.startswith(("word/embeddings/", "word/activeX/", "word/fonts/"))
    )
