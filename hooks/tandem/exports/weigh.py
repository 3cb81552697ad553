"""What is heavier than the settings want it: said at the end of a build, to whoever can divide a text.

Life: when the site and its forms are whole, each page is packed as a host packs it and each tutorial's one file is
measured. What is beyond `sizes` is a warning at the sources, which keeps nothing from being published.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..core.settings import Settings, Sizes
from .contents import DOWNLOADS

KIB, KB = 1024, 1000


@dataclass(frozen=True)
class Heavy:
    """A page or a file that is heavier than the settings want it, and what to say of it."""

    address: str
    tutorial: str  # of a file: the tutorial that it holds
    what: str
    fix: str


def find_heavy(site: Path, settings: Settings) -> Iterator[Heavy]:
    """Every page and one-file tutorial beyond the sizes of the settings, in the order of their addresses.

    Pages that show two languages beside each other are not counted: each of their languages is.
    """
    locales = "|".join(map(re.escape, settings.locales))
    beside = re.compile(rf"\.(?:{locales})-(?:{locales})\.html")
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        if address.startswith(f"{DOWNLOADS}/"):
            found, tutorial = _file(path, settings.sizes), path.name.partition(".")[0]
        elif not beside.search(path.name):
            found, tutorial = _page(path, settings.sizes), ""
        else:
            continue
        if found is not None:
            yield Heavy(address, tutorial, *found)


def _page(path: Path, sizes: Sizes) -> tuple[str, str] | None:
    size = len(gzip.compress(path.read_bytes(), 9, mtime=0))
    if sizes.page is None or size <= sizes.page * KIB:
        return None
    return (
        f"the page takes {size / KIB:.1f} KiB as a host sends it, more than {sizes.page}",
        "make two sections of it, or write a larger `sizes: {page: }` under extra.tandem in mkdocs.yml",
    )


def _file(path: Path, sizes: Sizes) -> tuple[str, str] | None:
    size = path.stat().st_size
    if sizes.file is None or size <= sizes.file * KB:
        return None
    return (
        f"the tutorial in one file, {path.name}, takes {size / KB:.0f} kB, more than {sizes.file}",
        "make two tutorials of it, or write a larger `sizes: {file: }` under extra.tandem in mkdocs.yml",
    )
