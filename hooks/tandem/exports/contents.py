"""The files of a finished site by what they are for: forms that carry the whole site leave out what they cannot use.

Only names decide, since a form is handed a folder: what a host or a crawler asks for, what is to be downloaded, and
the pages that show two languages side by side, which say again what the others say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from ..drawing import SHARED
from .edition import Edition

PICTURES = Path(__file__).parent / "pictures"  # the site's sign in the sizes that systems ask for
DOWNLOADS = "downloads"  # the folder that the forms are published in

# What only a host needs: its page for addresses that are not there, the list for crawlers, the app.
MISSING = "404.html"
WORKER = "service-worker.js"
PACKS = "assets/app"  # the pages once more, as the app keeps them
# The sign for a device's screen of apps: size in pixels, and what the picture is for.
ICONS = {"icon-192.png": (192, "any"), "icon-512.png": (512, "any"), "icon-maskable-512.png": (512, "maskable")}
_OF_A_HOST = (MISSING, WORKER, "sitemap.xml", "sitemap.xml.gz", "robots.txt")


def files(edition: Edition) -> list[str]:
    """Every file of the site but the downloads, by its path in the site, sorted."""
    paths = (path.relative_to(edition.folder) for path in edition.folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if path.parts[0] != DOWNLOADS)


def for_readers(edition: Edition) -> list[str]:
    """The same without what only a host or a browser's installer asks for."""
    return [path for path in files(edition) if not of_host(path)]


def of_host(path: str) -> bool:
    """Whether a file is of no use but to a host, a crawler or a browser that installs the app."""
    pictures = path.removeprefix("assets/") in ICONS or path.startswith((f"{SHARED}/", f"{PACKS}/"))
    return pictures or path in _OF_A_HOST or path.endswith(".webmanifest")


def name_in_ascii(edition: Edition) -> str:
    """The site's name as a file's name that every system can write."""
    return re.sub("[^a-z0-9]+", "-", edition.name.lower()).strip("-") or "site"


def shows_two_languages(edition: Edition, path: str) -> bool:
    """Whether it is a page of two languages side by side."""
    pairs = permutations((language.locale for language in edition.languages), 2)
    return path.endswith(tuple(f".{first}-{other}.html" for first, other in pairs))


def pages(paths: list[str]) -> Iterator[str]:
    """Those that are pages."""
    return (path for path in paths if path.endswith(".html"))
