"""What is published is what is referenced: no other file in the folder of the sources gets out with it.

Life: once the sources are read, `check_files` walks their folder and names everything that is neither a source nor
asked for by one, and every name that some file system or web host could not keep; `published` is what the host may
copy besides the pages. What a computer leaves in every folder that it shows (`_LEFT`) is neither named nor published.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..core.characters import fault
from ..core.features import Feature
from ..core.problems import Problems
from ..core.shelf import Shelf
from ..core.tutorial import DATA_SUFFIXES
from .drawn import check_drawing

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
HANDED_OUT = (*PICTURES, ".pdf", ".csv", ".txt")
REFERENCES = (".bib", ".bibtex", ".ris", ".nbib", ".enw", ".ciw", ".rdf", ".enl", ".medline")
_DATA = "references.json"
_LEFT = re.compile(r"\.DS_Store\Z|Thumbs\.db\Z|desktop\.ini\Z|\.directory\Z", re.I)
# What Windows cannot hold, however a file got its name.
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\.|\Z)", re.I)
_LONGEST = 120  # bytes, so that a whole path fits into what zip tools on Windows allow
_DEEPEST = 8


def published(shelf: Shelf) -> frozenset[Path]:
    """The files that pages link to or show, besides pages."""
    return frozenset(_linked(shelf))


def _linked(shelf: Shelf) -> Iterator[Path]:
    for _, page in shelf.all_pages():
        for link in page.links:
            try:
                parts = urlsplit(link.target)
            except ValueError:
                continue  # the guard names it
            if not parts.scheme and not parts.netloc and parts.path and not parts.path.endswith(".md"):
                yield Path(os.path.normpath(page.path.parent / unquote(parts.path)))


def check_files(shelf: Shelf, features: tuple[Feature, ...], problems: Problems) -> None:
    """Name every file of the sources that cannot be published as it is, or that nothing refers to."""
    docs = shelf.settings.docs
    if not docs.is_dir():
        return  # said by its reader
    linked = published(shelf)
    read = {path for tutorial in shelf.tutorials for feature in features for path in feature.files(tutorial)}
    for path, kind in _walk(docs, problems):
        if not _check_kind(path, kind, problems) or not _check_name(path, problems):
            continue
        # Of sources and data files the readers have said what is to be said, where such files belong.
        near = docs in (path.parent, path.parent.parent)
        known = path.suffix == ".md" or (near and path.suffix.lower() in DATA_SUFFIXES)
        if known or path in read:
            continue
        if path.suffix.lower() in REFERENCES:
            fix = f"put its works into {_DATA} with `make references FROM=…`, and move it out of the folder"
            problems.add(path, 1, "nothing reads this file of references", fix)
        elif path not in linked:
            what = "nothing refers to this file, and everything here would be published"
            problems.add(path, 1, what, "move it out of the folder of the sources, or link to it")
        elif path.suffix not in HANDED_OUT:
            what = f"files of the kind '{path.suffix or path.name}' are not published"
            problems.add(path, 1, what, f"use one of {', '.join(HANDED_OUT)}, or link to its address elsewhere")
        elif path.suffix == ".svg":
            check_drawing(path, problems)


def _walk(folder: Path, problems: Problems, depth: int = 1) -> Iterator[tuple[Path, os.stat_result]]:
    """Every entry below a folder but folders, links not followed; names that differ only in case are told here."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.add(folder, 1, f"the folder cannot be read: {error.strerror}", "check its rights")
        return
    seen: dict[str, str] = {}
    for entry in entries:
        if _LEFT.match(entry.name):
            continue
        alike = unicodedata.normalize("NFC", entry.name).casefold()
        path = folder / entry.name
        if alike in seen:
            what = f"some systems do not tell the name from '{seen[alike]}'"
            problems.add(_shown(path), 1, what, "rename one of the two")
        seen[alike] = entry.name
        status = entry.stat(follow_symlinks=False)
        if not stat.S_ISDIR(status.st_mode):
            yield path, status
        elif depth > _DEEPEST:
            problems.add(path, 1, "folders are nested too deep", "keep files nearer to their tutorial")
        else:
            _check_name(path, problems)
            yield from _walk(path, problems, depth + 1)


def _check_kind(path: Path, status: os.stat_result, problems: Problems) -> bool:
    if stat.S_ISREG(status.st_mode):
        return True
    link = stat.S_ISLNK(status.st_mode)
    what = "this is a link to a file elsewhere" if link else "this is no ordinary file"
    problems.add(_shown(path), 1, what, "put the file itself here" if link else "remove it")
    return False


def _check_name(path: Path, problems: Problems) -> bool:
    name = path.name
    bad = fault(name)
    what = ""
    if any("\ud800" <= character <= "\udfff" for character in name):
        what = "the file's name is not UTF-8"
    elif bad or "\n" in name or "\t" in name:
        what = f"the file's name has {bad.what if bad else 'a line break or a tab'}"
    elif unicodedata.normalize("NFC", name) != name:
        what = "the file's name has letters that are put together from parts"
    elif _FORBIDDEN.search(name):
        what = "the file's name has one of the characters < > : \" | ? * \\, which Windows refuses"
    elif _RESERVED.match(name) or name.endswith((".", " ")) or name.startswith(" "):
        what = "the file's name is one that Windows refuses"
    elif len(name.encode()) > _LONGEST:
        what = f"the file's name is longer than {_LONGEST} bytes"
    if what:
        problems.add(_shown(path), 1, what, "rename it, with letters, digits, points and hyphens")
    return not what


def _shown(path: Path) -> Path:
    """The path as it can be printed."""
    return Path(os.fsencode(path).decode("utf-8", "replace"))
