"""Archives that are the same, byte for byte, for the same content: members in the order given, one time, one mode."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip can tell


def write_archive(
    path: Path, members: Iterable[tuple[str, bytes]], moment: datetime, *, plain: frozenset[str] = frozenset()
) -> None:
    """A zip of the members; those in `plain` are stored as they are."""
    when = max(moment.timetuple()[:6], _EARLIEST)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, when)
            info.create_system = 3  # the same on every system
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def write_again(path: Path, moment: datetime) -> None:
    """An archive that another program wrote, with its members as they are and our time."""
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]
    write_archive(path, members, moment)
