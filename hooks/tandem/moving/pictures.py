"""The pictures of a text as files beside its sections.

Life: `Pictures` is asked for each figure while the sections are written. What a browser does not show, or what may hold
a program, is put with the list instead of into the site, and named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from .listing import UNREAD, Listing
from .opening import DOCX, LARGEST_MEMBER, Opened

_KINDS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.S), "webp"),
)
LARGEST = 5_000_000  # bytes of a picture on a page


@dataclass
class Pictures:
    """What was taken: the site's files and those that wait with the list, by name."""

    listing: Listing
    files: dict[str, bytes] = field(default_factory=dict)
    waiting: dict[str, bytes] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def take(self, opened: Opened, locale: str, target: str, line: int) -> str:
        """The name of the file that a figure shows, or '' where it could not be taken over."""
        self.counts[locale] = number = self.counts.get(locale, 0) + 1
        what, fix, data = _found(opened, target)
        if data is not None:
            kind = next((name for start, name in _KINDS if start.match(data)), "")
            if kind and len(data) <= LARGEST:
                name = f"figure-{number}.{locale}.{kind}"
                self.files[name] = data
                return name
            suffix = re.sub(r"[^a-z0-9]", "", Path(target).suffix.casefold())[:5] or "bin"
            name = f"figure-{number}.{locale}.{suffix}"
            self.waiting[name] = data
            what = f"the picture '{target[:80]}' is larger than {LARGEST} bytes" if kind else (
                f"the picture '{target[:80]}' is none that every browser shows and that holds no program"
            )  # fmt: skip
            fix = f"it lies beside this list as {name}: save it as PNG or JPEG"
        fix += f"; then put it beside the section as figure-{number}.{locale}.png, and write `![what is seen](…)` there"
        self.listing.add(UNREAD, opened.path, line, what, fix)
        return ""


def _found(opened: Opened, target: str) -> tuple[str, str, bytes | None]:
    """What is wrong, its fix, and the picture where nothing is."""
    if opened.kind == DOCX:
        data = opened.pictures.get(f"word/{target}")
        return f"the picture '{target[:80]}' is not in the document", "save the picture from where it is shown", data
    shown = f"the picture '{target[:80]}'"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target) or target.startswith("//"):
        kind = "is written into the text" if target.startswith("data:") else "lies on another host"
        return f"{shown} {kind}", "save it as a file", None
    folder = opened.path.resolve().parent
    try:
        path = (folder / unquote(target.partition("?")[0])).resolve()
        if not path.is_relative_to(folder):
            return f"{shown} lies outside the folder of the text", "put it beside the text, and start again", None
        if not path.is_file():
            return f"{shown} is not there", "find it", None
        size = path.stat().st_size
        if size > LARGEST_MEMBER:
            return f"{shown} has {size} bytes", "make it smaller", None
        return "", "", path.read_bytes()
    except (OSError, ValueError):
        return f"{shown} cannot be read", "find it", None
