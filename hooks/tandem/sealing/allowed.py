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
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
# Browsers drop these from an address before they read its scheme.
_DROPPED = re.compile(r"[\x00-\x20\x7f]+")
# The namespaces of an e-book's documents, and what an attribute of each is called in the list.
_XHTML, _SVG = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"
_PREFIXES = {
    "http://www.idpf.org/2007/ops": "epub:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.w3.org/1999/xlink": "xlink:",
}


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
    pictures: frozenset[str]
    painted: frozenset[str]
    books: frozenset[str]
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
        pictures=frozenset(read["pictures"]),
        painted=frozenset(read["painted"]),
        books=frozenset(read["books"]),
        loaded=frozenset(read["loaded"]),
        http_equiv=frozenset(read["http_equiv"]),
        script_types=frozenset(read["script_types"]),
    )


@dataclass(frozen=True)
class _Kind:
    """What a kind of document may have besides the list."""

    programs: Container[str] = ()  # scripts and styles that may stand in it
    alone: bool = False  # no files lie beside it: its pictures stand in it, and its drawings bring their colours
    book: bool = False  # XHTML of an e-book


@dataclass(frozen=True)
class _Element:
    tag: str
    attributes: Mapping[str, str]
    text: str  # of a script or a style
    drawn: bool


def findings(markup: str, programs: Container[str] = (), *, alone: bool = False) -> Iterator[Finding]:
    """Name all that a page or a fragment has and may not, read as browsers read HTML.

    `programs` are scripts and styles that may stand in it; `alone`: it has no files beside it.
    """
    yield from _of_html(markup, _Kind(programs, alone))


def _of_html(markup: str, kind: _Kind) -> Iterator[Finding]:
    root = LexborHTMLParser(markup).root
    if root is None:
        return
    fine: set[tuple[str, bool, tuple[tuple[str, str | None], ...]]] = set()  # a page holds many elements that are alike
    for node in root.traverse(include_text=False):
        tag = node.tag or ""
        if tag.startswith(("-", "_")):  # text, comments and the document's type
            continue
        read, drawn = node.attributes, _drawn(node, kind)
        known = (tag, drawn, tuple(read.items()))
        if known in fine:
            continue
        attributes = {name: value or "" for name, value in read.items()}
        inside = node.text() if tag in ("script", "style") else ""
        found = list(_of_element(_Element(tag, attributes, inside, drawn=drawn), kind))
        if not found and tag not in ("script", "style"):
            fine.add(known)
        yield from found


def _drawn(node: LexborNode, kind: _Kind) -> bool:
    """Whether it is a part of a drawing; asked only where that lets in more."""
    above: LexborNode | None = node if kind.alone or kind.book else None
    while above is not None and above.tag != "svg":
        above = above.parent
    return above is not None


def findings_in_book(content: bytes) -> Iterator[Finding]:
    """Name all that a document of an e-book has and may not, read as XML and as HTML: reading systems do either."""
    kind = _Kind(book=True)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        yield Finding(f"markup that is no XML ({error})", ())
        return
    if content.count(b"<!DOCTYPE") != 1 or b"<!DOCTYPE html>" not in content:
        yield Finding("a type of document that declares something", ("<!DOCTYPE",))
    around = (root, *root.itersiblings(), *root.itersiblings(preceding=True))
    for node in (*around[1:], *root.iter()):
        if isinstance(node, etree._Comment):
            continue
        if not isinstance(node.tag, str):
            yield Finding("an instruction to programs, or an entity", ("<?", "&"))
            continue
        yield from _of_element(_element_of(node), kind)
    yield from _of_html(content.decode(), kind)


def _element_of(node: etree._Element) -> _Element:
    name = etree.QName(node)
    tag = name.localname if name.namespace in (_XHTML, _SVG) else str(node.tag)
    attributes = {_written(str(key)): str(value) for key, value in node.attrib.items()}
    return _Element(tag, attributes, "".join(map(str, node.itertext())), drawn=name.namespace == _SVG)


def _written(key: str) -> str:
    name = etree.QName(key)
    return _PREFIXES.get(name.namespace, f"{{{name.namespace}}}") + name.localname if name.namespace else key


def _of_element(node: _Element, kind: _Kind) -> Iterator[Finding]:
    allowed, tag, attributes = rules(), node.tag, node.attributes
    if tag not in allowed.elements:
        yield Finding(f"the element <{tag}>", (f"<{tag}",))
        return
    more = (allowed.painted if node.drawn else frozenset()) | (allowed.books if kind.book else frozenset())
    for name, value in attributes.items():
        known = name in allowed.elements[tag] or name in allowed.everywhere or name.startswith(allowed.prefixes)
        if not known and name not in more:
            yield Finding(f'the attribute {name}="{value[:40]}" of <{tag}>', (value, f"{name}=", name))
        elif name in more and "url(" in value.replace(" ", "").lower() and not _inside(value):
            yield Finding(f'the address in {name}="{value[:60]}" of <{tag}>', (value, "url("))
        elif f"{tag} {name}" in allowed.addresses:
            yield from _of_address(tag, name, value, attributes, kind)
    if tag == "meta" and "http-equiv" in attributes and attributes["http-equiv"] not in allowed.http_equiv:
        value = attributes["http-equiv"]
        yield Finding(f'<meta http-equiv="{value}">, which acts on the browser', (value,))
    inside = node.text if tag in ("script", "style") else ""
    if tag == "script" and attributes.get("type") in allowed.script_types:
        return
    if inside.strip() and inside not in kind.programs:
        yield Finding(f"a <{tag}> that is not the site's own: {inside.strip()[:40]}", (inside.strip()[:40], f"<{tag}"))


def _inside(value: str) -> bool:
    """Whether a colour is only taken from another part of the page."""
    return re.fullmatch(r"url\((#[\w-]+|\"#[\w-]+\"|'#[\w-]+')\)", value.strip()) is not None


def _of_address(tag: str, name: str, value: str, attributes: Mapping[str, str], kind: _Kind) -> Iterator[Finding]:
    allowed = rules()
    address = _DROPPED.sub("", value).replace("\\", "/")
    scheme = _SCHEME.match(address)
    schemes = allowed.addresses[f"{tag} {name}"]
    if tag == "link" and allowed.loaded & set(attributes.get("rel", "").split()):
        schemes = frozenset()
    if scheme and scheme[1].lower() == "data" and tag == "a":
        fine = _type(address) in allowed.data and "download" in attributes
    elif scheme and scheme[1].lower() == "data" and tag == "img" and kind.alone:
        fine = _type(address) in allowed.pictures  # a browser runs no script of a drawing that is shown as a picture
    elif scheme:
        fine = scheme[1].lower() in schemes
    else:
        fine = not address.startswith("//")  # another host, by whatever scheme the page has
    if not fine:
        # The scheme finds what was escaped or renamed on the way; an ordinary one would find any other link.
        odd = f"{scheme[1]}:" if scheme and scheme[1].lower() not in ("http", "https", "mailto", "data") else ""
        yield Finding(f'the address {name}="{value[:60]}" of <{tag}>', (value, odd))


def _type(address: str) -> str:
    """The media type of an address that holds its content."""
    return address[5:].partition(";")[0].partition(",")[0].lower()
