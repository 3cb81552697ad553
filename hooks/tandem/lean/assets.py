"""Files that travel with the pages: packed, named after their content, and left out where nothing refers to them."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from .older import lower
from .script import squeeze
from .style import minify

ASSETS = "assets"  # where the theme's files lie; authors' pictures lie beside their pages and are theirs to keep
_TEXTS = {".html", ".css", ".js", ".json", ".svg", ".webmanifest", ".xml"}
_NAME = re.compile(r"[^\s\"'()<>\\/?#=&,]+\.[A-Za-z0-9]+")


def digest(content: bytes) -> str:
    """What a file's name carries of its content, so that a browser may keep the file for good."""
    return hashlib.sha256(content).hexdigest()[:8]


def pack(path: Path) -> bytes:
    """A script or style of ours as it is sent: without comments and indentation."""
    return _packed(path.read_text(encoding="utf-8"), path.suffix)


@lru_cache(maxsize=64)  # a site that is served is built again after each change of a text
def _packed(text: str, suffix: str) -> bytes:
    return (minify(lower(text)) if suffix == ".css" else squeeze(text)).encode()


def leave_out_unused(site: Path, kept_whole: str = "") -> None:
    """Remove the files under `assets/` whose name stands in no page, nor in a file that one leads to.

    `kept_whole` is a folder whose names a script puts together, so that they stand nowhere.
    """
    files = {path for path in (site / ASSETS).rglob("*") if path.is_file()}
    if kept_whole:
        files = {path for path in files if not path.is_relative_to(site / kept_whole)}
    fresh = {path for path in site.rglob("*") if path.is_file() and path not in files}
    kept: set[Path] = set()
    while fresh:
        kept |= fresh
        named: set[str] = set()
        for path in fresh:
            if path.suffix in _TEXTS:
                named |= set(_NAME.findall(path.read_text(encoding="utf-8")))
        fresh = {path for path in files - kept if path.name in named}
    for path in files - kept:
        path.unlink()
    for folder in sorted((site / ASSETS).rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
