"""Signs in a text that a translator moves but never rewrites, as inline codes of XLIFF 2: citations, links, data.

`[@key]`, `[^note]` and `{caution:id}` become a placeholder each; the brackets and the address of a link a pair around
its words.
A code that stands in both languages has one id in both. `marked` writes them, `plain` reads them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..core.notes import NOTE_REF
from ..core.page import CITATION, INLINE

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_LINK = r"!?\[(?P<words>[^\[\]]*)\](?P<address>\([^()\s]*\))"
_CODE = re.compile(f"(?P<mark>{CITATION.pattern}|{INLINE.pattern}|{NOTE_REF.pattern})|(?P<link>{_LINK})")


class UnknownCodeError(ValueError):
    """A code without what it stands for; the text is its id."""


@dataclass
class Codes:
    """The codes of one unit: what each stands for, by the id of its data, and the ids that are taken."""

    data: dict[str, str] = field(default_factory=dict)
    _ids: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    _count: int = 0

    def name(self, text: str) -> str:
        """The id of a piece of data."""
        known = next((name for name, value in self.data.items() if value == text), "")
        name = known or f"d{len(self.data) + 1}"
        self.data[name] = text
        return name

    def marked(self, element: etree._Element, text: str) -> None:
        """Fill an element with a text."""
        free = {key: list(ids) for key, ids in self._ids.items()}
        last: etree._Element | None = None
        done = 0
        for match in _CODE.finditer(text):
            _write(element, last, text[done : match.start()])
            done = match.end()
            if match["mark"]:
                last = etree.SubElement(element, f"{{{NAMESPACE}}}ph")
                last.set("id", self._id(free, (match["mark"],)))
                last.set("dataRef", self.name(match["mark"]))
                last.set("equiv", match["mark"])
                continue
            words, address = match["words"], match["address"]
            start, end = match["link"].partition("[")[0] + "[", f"]{address}"
            last = etree.SubElement(element, f"{{{NAMESPACE}}}pc")
            last.set("id", self._id(free, (start, end)))
            last.set("dataRefStart", self.name(start))
            last.set("dataRefEnd", self.name(end))
            last.text = words
        _write(element, last, text[done:])

    def _id(self, free: dict[tuple[str, ...], list[str]], key: tuple[str, ...]) -> str:
        if free.get(key):
            return free[key].pop(0)
        self._count += 1
        self._ids.setdefault(key, []).append(f"c{self._count}")
        return f"c{self._count}"


def _write(element: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def plain(element: etree._Element, data: dict[str, str], known: dict[str, tuple[str, ...]]) -> str:
    """The text of an element; `known` has what the codes of the source stand for, for programs that keep only ids."""
    return "".join(_plain(element, data, known))


def _plain(element: etree._Element, data: dict[str, str], known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _code(child, data, known)
        yield child.tail or ""


def _code(code: etree._Element, data: dict[str, str], known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    kind, name = etree.QName(code).localname, code.get("id", "")
    if kind == "cp":
        yield chr(int(code.get("hex", ""), 16))
    elif kind == "mrk":
        yield from _plain(code, data, known)
    elif kind in {"ph", "sc", "ec"}:
        texts = stands_for(code, data) or known.get(name, ())
        if len(texts) != 1:
            raise UnknownCodeError(name)
        yield texts[0]
    elif kind == "pc":
        texts = stands_for(code, data) or known.get(name, ())
        if len(texts) != 2:
            raise UnknownCodeError(name)
        yield texts[0]
        yield from _plain(code, data, known)
        yield texts[1]
    elif kind not in {"sm", "em"}:
        raise UnknownCodeError(name or kind)


def stands_for(code: etree._Element, data: dict[str, str]) -> tuple[str, ...]:
    """What a code itself says that it stands for; () where it does not."""
    names = [code.get(key) for key in ("dataRef", "dataRefStart", "dataRefEnd") if code.get(key)]
    return tuple(data[name] for name in names if name in data)
