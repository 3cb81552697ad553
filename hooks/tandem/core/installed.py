"""How this program came onto the machine: installed as the wheel, or run from a checkout of its sources.

What a message tells people to type depends on it: in a site's own repository there is no Makefile, only `tandem`.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

DISTRIBUTION = "tandem-tutorials"
_PACKAGE = Path(__file__).resolve().parents[1]


class Origin(NamedTuple):
    """The file that the wheel was installed from."""

    url: str
    sha256: str


class Revision(NamedTuple):
    """The commit that the wheel was built from, by its repository on GitHub, and the tag of its release."""

    repository: str
    commit: str
    tag: str


@functools.cache
def wheel() -> Distribution | None:
    """The installed wheel that this very module belongs to; None in a checkout, whatever is installed besides."""
    try:
        found = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return None
    inside = Path(str(found.locate_file("tandem"))).resolve() == _PACKAGE
    return found if inside else None


def agree_command(section: str, tutorial: str = "", languages: Sequence[str] = ()) -> str:
    """What to type to declare that a section's languages agree; `languages` where the site has more than two."""
    named = f"{section} {tutorial_option(tutorial)}" if tutorial else section
    if languages:
        named += f" {languages_option(languages)}"
    return f"make agree SECTION={named}" if wheel() is None else f"tandem agree {named}"


def migrate_command() -> str:
    """What to type where a data file is of a form that an earlier version read."""
    return "make migrate" if wheel() is None else "tandem migrate"


def tutorial_option(tutorial: str) -> str:
    """How that command is told the tutorial."""
    return f"TUTORIAL={tutorial}" if wheel() is None else f"--tutorial {tutorial}"


def languages_option(languages: Sequence[str]) -> str:
    """How that command is told two languages of more."""
    both = " ".join(languages)
    return f"LANGUAGES='{both}'" if wheel() is None else f"--languages {both}"


def how_to_install(package: str) -> str:
    """What to type where a package is missing; of an installed wheel, the extras that bring it."""
    found = wheel()
    if found is None:
        return f"install it: pip install {package} (requirements.txt pins it)"
    name = re.escape(package).replace("_", "[-_]").replace(r"\-", "[-_]")
    bringing = re.compile(rf"{name}(?![\w-]).*; .*\bextra == ['\"]([\w-]+)['\"]", re.IGNORECASE)
    extras = {match[1] for line in found.requires or () if (match := bringing.match(line))} - {"all"}
    if not extras:
        return f"install it: pip install --force-reinstall {DISTRIBUTION}=={found.version}"
    ways = " or ".join(f'"{DISTRIBUTION}[{extra}]=={found.version}"' for extra in sorted(extras))
    return f"install it: pip install {ways}, and name the extra in requirements.txt"


def origin(found: Distribution | None) -> Origin | None:
    """Where a wheel was installed from, as pip noted it; None unless that is an address with a SHA-256."""
    text = found.read_text("direct_url.json") if found is not None else None
    if text is None:
        return None
    noted = json.loads(text)
    digest = noted.get("archive_info", {}).get("hashes", {}).get("sha256")
    url = str(noted.get("url", ""))
    return Origin(url, digest) if digest and url.startswith("https://") else None


def revision(found: Distribution | None) -> Revision | None:
    """What a wheel was built from, as the workflow Release noted it; None of one that was built otherwise."""
    links = (found.metadata.get_all("Project-URL") or []) if found is not None else []
    named = dict(link.partition(", ")[::2] for link in links)
    source = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+)/tree/([0-9a-f]{40})", named.get("Source", ""))
    release = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+)/releases/tag/([\w.-]+)", named.get("Release", ""))
    if source is None or release is None or source[1] != release[1]:
        return None
    return Revision(source[1], source[2], release[2])
