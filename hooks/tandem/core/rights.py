"""May a text that was taken over be published: by its licence, or because who holds the rights said so.

Life: `tutorial.yml` says under `adapted` which text the tutorial was made out of, and `load_tutorial` asks `fault`
about it, in `check` and in the build. Facts are free: a tutorial written from them has a `source` and nothing here.

A licence is one that allows it only where it is known to: all others, and one that nobody knows, need a permission.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import Field

from .checked import latest
from .data import Place, Strict, matching
from .translated import Text

UNKNOWN = "unknown"
OWN = "own"  # whoever brings the text wrote all of it, and holds its rights
_OPEN = re.compile(
    r"(?:CC0|Public domain|CC (?P<terms>BY(?:-NC)?(?P<alike>-SA)?))(?: [0-9](?:\.[0-9])?)?(?: (?:[A-Z]{2,3}|IGO))?\Z"
)
_NOBODY = re.compile(r"(?i)[\W_]*(?:todo|tbd|fixme|unknown|none|nobody|n/?a|name|xxx+|who)?[\W_]*\Z")


Doi = Annotated[str, matching(r"^10\.[0-9]{4,9}/\S+\Z", "a DOI", "write it without an address: 10.1000/xyz123")]


class Adapted(Strict):
    """The text that the tutorial was made out of, where it was taken over and not only its facts."""

    title: Text
    """Its title as published."""
    authors: list[Text] = Field(default_factory=list)
    """Its authors, one an item."""
    licence: Text
    """The licence that it was published under, such as CC BY 4.0; `own` for a text of one's own, else `unknown`."""
    doi: Doi | None = None
    """Its DOI without an address, where it has one."""


class Permission(Strict):
    """Leave to adapt a text whose licence gives none."""

    given_by: Text = Field(alias="from")
    """Who gave it: the name of a person or a body that holds the rights."""
    on: Text
    """The day it was given: 2026-01-31."""


def standard_name(licence: str) -> str:
    """A Creative Commons licence in the form that it is known by, however it was typed; any other text as it is.

    >>> standard_name("cc-by-nc-nd 4.0")
    'CC BY-NC-ND 4.0'
    """
    text = " ".join(licence.split())[:200]
    match = re.match(
        r"(?i)(?:cc|creative commons)[\s_-]*(0|zero|by(?:[\s_-]*(?:nc|nd|sa))*)"
        r"[\s_-]*([0-9](?:\.[0-9])?)?[\s_-]*([a-z]{2,3})?\Z",
        text,
    )
    if match is None:
        return text
    terms, version, country = match.groups()
    found = re.findall(r"by|nc|nd|sa", terms.casefold())
    name = "CC " + "-".join(found).upper() if found else "CC0"
    return " ".join(part for part in (name, version, (country or "").upper()) if part)


def address_of(licence: str) -> str:
    """Where the text of a Creative Commons licence stands; '' for another."""
    match = re.match(r"(?:CC (BY(?:-(?:NC|ND|SA))*)|(CC0))(?: ([0-9](?:\.[0-9])?))?(?: ([A-Z]{2,3}))?\Z", licence)
    if match is None:
        return ""
    terms, zero, version, country = match.groups()
    if zero:
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    place = f"{country.casefold()}/" if country else ""
    return f"https://creativecommons.org/licenses/{terms.casefold()}/{version or '4.0'}/{place}"


def may_adapt(licence: str) -> bool:
    """Whether a licence is known to let a text be translated and changed."""
    return licence == OWN or _OPEN.match(standard_name(licence)) is not None


def day_of(text: str) -> date | None:
    """A day that has come, or None."""
    try:
        found = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None
    return found if found is not None and found <= latest() else None


def fault(adapted: Adapted | None, permission: Permission | None, ours: str) -> tuple[Place, str, str] | None:
    """Why a tutorial may not be published, with the place in tutorial.yml and what to write; None where it may.

    `ours` is the name of the licence of the tutorial.
    """
    if permission is not None:
        if _NOBODY.match(permission.given_by):
            what = f"'{permission.given_by}' names nobody who gave permission"
            return ("permission", "from"), what, "write the name of the person or the body that holds the rights"
        if day_of(permission.on) is None:
            what = f"'{permission.on}' is no day on which permission was given"
            return ("permission", "on"), what, "write the day it was given, which has come: 2026-01-31"
    if adapted is None:
        if permission is None:
            return None
        what = "there is permission to adapt a text, and nothing says which"
        return ("permission",), what, "name the text under `adapted:`, with `title` and `licence`, or remove it"
    if permission is not None or adapted.licence == OWN:
        return None
    if not may_adapt(adapted.licence):
        called = f"is '{adapted.licence}', which is not known to let it be translated or changed"
        if adapted.licence == UNKNOWN:
            called = "is not known"
        what = f"this private draft cannot be published: the licence of the text that it was made out of {called}"
        fix = (
            "ask who holds the rights, then write `permission: {from: who gave it, on: 2026-01-31}`, with the name and "
            "the day; or correct `licence` under `adapted`"
        )
        return ("adapted", "licence"), what, fix
    match = _OPEN.match(standard_name(adapted.licence))
    terms = match.group("terms") if match else None
    if terms and match and match.group("alike") and not ours.startswith(f"CC {terms}"):
        what = f"the text was adapted from one under {adapted.licence}, which asks for the same licence, not {ours}"
        return ("licence",), what, f"write a licence of that kind: CC {terms} 4.0"
    if terms and "NC" in terms and "NC" not in ours:
        what = f"the text was adapted from one under {adapted.licence}, whose use for gain is kept back, unlike {ours}"
        return ("licence",), what, "write a licence that keeps it back too: CC BY-NC 4.0"
    return None
