"""Ids and addresses of a part of a finished page that moves onto another page, or into a book."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import Any

Element = Any  # an lxml element; its stubs know no html

_REFERENCES = ("for", "headers", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns",
               "aria-details", "aria-errormessage", "aria-flowto", "aria-activedescendant")  # fmt: skip
_GROUPS = {"input", "details"}  # elements whose `name` ties them together on a page; in a form, only there
_PAINTED = re.compile(r"url\((['\"]?)#([^)'\"]+)\1\)")


def rename(part: Element, ids: Mapping[str, str], prefix: str) -> None:
    """Give every id its new name, and everything that refers to it. Links are not looked at."""
    for element in part.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("id") in ids:
            element.set("id", ids[element.get("id")])
        if element.tag in _GROUPS and element.get("name") and next(element.iterancestors("form"), None) is None:
            element.set("name", prefix + element.get("name"))
        for name, value in element.attrib.items():
            if name in _REFERENCES:
                element.set(name, " ".join(ids.get(part, part) for part in value.split()))
            elif "url(" in value:
                element.set(name, _PAINTED.sub(lambda match: f"url(#{ids.get(match[2], match[2])})", value))


def resolved(path: str, base: str) -> str:
    """The address in the site that a relative path on the page `base` means; '' is the page itself."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base
