"""Ids and addresses of an article that moves onto another page.

Life: for each side `new_ids` says what its ids will be called; `lead` then turns every address: to a section that has
its own side-by-side page, there, with the anchor's new name; all else to the same place seen from the new page; and
`rename` carries the new names out. `lead` needs the names of all pages, so no id is renamed before all are known.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ..core.anchors import resolved
from .layout import HEADINGS, Element

_ADDRESSES = ("href", "src", "poster", "data", "action", "xlink:href")


@dataclass(frozen=True)
class Target:
    """Where the content of an ordinary page stands side by side, and what its ids are called there."""

    address: str
    ids: Mapping[str, str]


def new_ids(article: Element, prefix: str) -> dict[str, str]:
    """What an article's ids become: headings, which become one with the other side's, keep theirs."""
    kept = {block.get("id") for block in article if block.tag in HEADINGS}
    found = [element.get("id") for element in article.iter() if isinstance(element.tag, str) and element.get("id")]
    return {name: name if name in kept else f"{prefix}{name}" for name in found}


def lead(root: Element, base: str, place: str, targets: Mapping[str, Target]) -> None:
    """Turn the addresses that were written for the page `base` so that they are right on the page `place`."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name in _ADDRESSES:
            if element.get(name) is not None and not (element.tag == "form" and name == "data"):
                element.set(name, _led(element.get(name), base, place, targets))
        if element.get("srcset"):
            parts = (part.strip().split(maxsplit=1) for part in element.get("srcset").split(","))
            turned = ([_led(part[0], base, place, targets), *part[1:]] for part in parts if part)
            element.set("srcset", ", ".join(" ".join(part) for part in turned))


def _led(address: str, base: str, place: str, targets: Mapping[str, Target]) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/") or not (parts.path or parts.fragment):
        return address
    inside = resolved(parts.path, base)
    target = targets.get(unquote(inside))
    if target is not None:
        fragment = unquote(parts.fragment)
        anchor = f"#{target.ids.get(fragment, fragment)}" if fragment else ""
        if target.address == place and anchor:
            return anchor
        return posixpath.relpath(target.address, posixpath.dirname(place)) + anchor
    path = posixpath.relpath(inside, posixpath.dirname(place)) + ("/" if parts.path.endswith("/") else "")
    return parts._replace(path=path).geturl()


def anchors(root: Element, place: str) -> Iterator[tuple[str, str]]:
    """Every link to an anchor in the site: the page it leads to, and the id."""
    for link in root.iter("a"):
        parts = urlsplit(link.get("href", ""))
        if parts.fragment and not (parts.scheme or parts.netloc):
            yield unquote(resolved(parts.path, place)), unquote(parts.fragment)
