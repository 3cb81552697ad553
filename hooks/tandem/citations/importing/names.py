"""Names of people and groups as CSL has them, from what other tools write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from ..style import record_words

# What stands behind a name and is none of its own. "V" is left out: it is an initial more often.
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd|4th)\.?", re.I)
_NOBODY = re.compile(r"anon(?:ymous)?|\[?no authors listed\]?\.?", re.I)
_PARTS = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle", "literal")


def nobody(name: str) -> bool:
    """Whether a name stands for people who are not named: et al."""
    return name.casefold() in record_words().others or bool(_NOBODY.fullmatch(name))


def name_in_words(
    written: str, notes: list[str], *, medline: bool = False, group: bool = False
) -> dict[str, str] | None:
    """Read "Family, Given, Suffix"; a name without a comma is a group's, or one that does not come apart.

    `medline`: "Family, Given Jr" and "Family GM" as that database writes them.
    """
    name = " ".join(written.split()).strip(" ,;")
    if not name:
        return None
    if nobody(name):
        notes.append(f"'{name}' stands for people who are not named: add them, if there are any")
        return None
    if group:
        return {"literal": name}
    family, *rest = (part.strip() for part in name.split(","))
    if rest:
        return _person(family, rest, medline=medline)
    if medline and (initials := re.fullmatch(r"(.+) ([A-Z]{1,4})", name)):
        return {"family": initials.group(1), "given": " ".join(initials.group(2))}
    if " " in name and not _is_dense(name):
        notes.append(f"'{name}' has no comma: taken for a group; for a person write family and given name apart")
    return {"literal": name}


def _person(family: str, rest: list[str], *, medline: bool) -> dict[str, str]:
    """A person by what stands before and behind the first comma; BibTeX puts the suffix in the middle."""
    rest = [part for part in rest if part]
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), "") if len(rest) > 1 else ""
    given = " ".join(part for part in rest if part != suffix)
    last = re.fullmatch(r"(.+) (\S+)", given)
    if not suffix and last and _SUFFIX.fullmatch(last.group(2)) and (medline or last.group(2)[0] in "JS23"):
        given, suffix = last.groups()
    found = {"family": family, "given": given, "suffix": suffix}
    return {part: value for part, value in found.items() if value} if family else {"literal": given}


def name_in_parts(name: object, left: set[str]) -> dict[str, str] | None:
    """Read a CSL name, of any tool; what it has beside CSL's parts is added to `left`."""
    if isinstance(name, str):
        return name_in_words(name, [])
    if not isinstance(name, Mapping):
        return None
    parts = {part: " ".join(str(name[part]).split()) for part in _PARTS if isinstance(name.get(part), str)}
    parts = {part: value for part, value in parts.items() if value}
    if not parts and isinstance(name.get("name"), str):
        parts = {"literal": str(name["name"]).strip()}  # Crossref's groups
    left.update(str(part) for part in name if part not in _PARTS and part != "name")
    if "family" not in parts and "literal" not in parts:
        return {"literal": parts["given"]} if "given" in parts else None
    if "family" in parts:
        parts.pop("literal", None)
    else:
        parts = {"literal": parts["literal"]}
    return parts


def _is_dense(name: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("CJK") for letter in name if letter.isalpha())
