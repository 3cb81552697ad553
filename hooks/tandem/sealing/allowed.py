"""Hold markup against the list of what a published page may have.

Life: read once (`rules`); `findings` parses a page or a fragment as browsers do, so that nothing is judged otherwise
than it will be read, and names everything that is not on the list. `sources` leads a finding back to its source.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
# Browsers drop these from an address before they read its scheme.
_DROPPED = re.compile(r"[\x00-\x20\x7f]+")


@dataclass(frozen=True)
class Finding:
    """Something that no page may have: `what` in words, and `needles`, texts to look for in its source, best first."""

    what: str
    needles: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """The list, as `allowed.yml` has it."""

    everywhere: frozenset[str]
    prefixes: tuple[str, ...]
    elements: Mapping[str, frozenset[str]]
    addresses: Mapping[str, frozenset[str]]
    data: frozenset[str]
    loaded: frozenset[str]
    http_equiv: frozenset[str]
    script_types: frozenset[str]


@functools.cache
def rules() -> Rules:
    """Read the list."""
    read = yaml.safe_load(Path(__file__).with_name("allowed.yml").read_text(encoding="utf-8"))
    return Rules(
        everywhere=frozenset(read["everywhere"]),
        prefixes=tuple(read["prefixes"]),
        # An HTML parser gives the attributes of drawings their capitals back, those of HTML in small letters.
        elements={name: frozenset(attributes) for name, attributes in read["elements"].items()},
        addresses={name: frozenset(schemes) for name, schemes in read["addresses"].items()},
        data=frozenset(read["data"]),
        loaded=frozenset(read["loaded"]),
        http_equiv=frozenset(read["http_equiv"]),
        script_types=frozenset(read["script_types"]),
    )


def findings(markup: str, programs: Container[str] = ()) -> Iterator[Finding]:
    """Name all that a page or a fragment has and may not; `programs` are scripts and styles that may stand in it."""
    root = LexborHTMLParser(markup).root
    if root is None:
        return
    for node in root.traverse(include_text=False):
        yield from _of_node(node, programs)


def _of_node(node: LexborNode, programs: Container[str]) -> Iterator[Finding]:
    allowed, tag = rules(), node.tag or ""
    if tag.startswith(("-", "_")):  # text, comments and the document's type
        return
    if tag not in allowed.elements:
        yield Finding(f"the element <{tag}>", (f"<{tag}",))
        return
    attributes = {name: value or "" for name, value in node.attributes.items()}
    for name, value in attributes.items():
        known = name in allowed.elements[tag] or name in allowed.everywhere or name.startswith(allowed.prefixes)
        if not known:
            yield Finding(f'the attribute {name}="{value[:40]}" of <{tag}>', (value, f"{name}=", name))
        elif f"{tag} {name}" in allowed.addresses:
            yield from _of_address(tag, name, value, attributes)
    if tag == "meta" and "http-equiv" in attributes and attributes["http-equiv"] not in allowed.http_equiv:
        value = attributes["http-equiv"]
        yield Finding(f'<meta http-equiv="{value}">, which acts on the browser', (value,))
    inside = node.text() if tag in ("script", "style") else ""
    if tag == "script" and attributes.get("type") in allowed.script_types:
        return
    if inside.strip() and inside not in programs:
        yield Finding(f"a <{tag}> that is not the site's own: {inside.strip()[:40]}", (inside.strip()[:40], f"<{tag}"))


def _of_address(tag: str, name: str, value: str, attributes: Mapping[str, str]) -> Iterator[Finding]:
    allowed = rules()
    address = _DROPPED.sub("", value).replace("\\", "/")
    scheme = _SCHEME.match(address)
    schemes = allowed.addresses[f"{tag} {name}"]
    if tag == "link" and allowed.loaded & set(attributes.get("rel", "").split()):
        schemes = frozenset()
    if scheme and scheme[1].lower() == "data" and tag == "a":
        fine = address[5:].partition(";")[0].partition(",")[0] in allowed.data and "download" in attributes
    elif scheme:
        fine = scheme[1].lower() in schemes
    else:
        fine = not address.startswith("//")  # another host, by whatever scheme the page has
    if not fine:
        yield Finding(f'the address {name}="{value[:60]}" of <{tag}>', (value, value.partition(":")[0] + ":"))
