"""A store of what builds have made, keyed by all that it was made from: never a wrong answer, at worst none.

Life: who can name everything that a result depends on asks for it by the hash of that (`key_of`) and gets its bytes,
or None, and then makes it and puts it there. An entry says by a hash whose it is and what it holds: one that was cut
short, exchanged with another or changed is as good as none, and is removed. Builds may share a store, at once or from
one machine to the next, and it may be deleted at any time. What nobody asked for in a month goes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FORM = b"tandem-store-1\n"  # the first line of an entry
UNUSED = 31 * 24 * 3600  # seconds after which an entry that nobody asked for goes


def key_of(parts: Iterable[tuple[str, bytes]]) -> str:
    """The key of named parts, in the order given; no two lists of parts have the same."""
    whole = hashlib.sha256()
    for name, content in parts:
        for piece in (name.encode(), content):
            whole.update(len(piece).to_bytes(8, "big"))
            whole.update(piece)
    return whole.hexdigest()


@dataclass(frozen=True)
class Store:
    """Entries in a folder, which need not be there yet."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """What was put under a key; None where nothing was, or where it is not whole."""
        path = self._path(key)
        try:
            entry = path.read_bytes()
        except OSError:
            return None
        head, content = entry[: len(FORM) + 32], entry[len(FORM) + 32 :]
        if head != FORM + _seal(key, content):
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)  # asked for
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep something; where the folder cannot be written to, it will be made again."""
        path = self._path(key)
        new: Path | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            new = Path(name)
            with os.fdopen(number, "wb") as file:
                file.write(FORM + _seal(key, content) + content)
            new.replace(path)
        except OSError:
            if new is not None:
                with suppress(OSError):
                    new.unlink()

    def clear(self, *, now: float | None = None) -> None:
        """Remove what nobody asked for in a month, and what killed builds left half written."""
        before = (time.time() if now is None else now) - UNUSED
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + content).digest()
