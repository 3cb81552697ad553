"""What a reviewer changed in a document: tracked changes, comments, and changes that were not tracked.

Life: `proposals_in` reads a DOCX by its XML, whichever program wrote it: `w:ins` and `w:del` (`w:moveTo`, `w:moveFrom`)
with their author and date, comments by the marks of their ranges. A text is all that stands in the cell or paragraph of
its bookmark. What was written or said beside them belongs to no place, and is told, too.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from ..core.packed import UNREADABLE
from ..core.problems import Problems
from .names import NAME, hashed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ADDED, _REMOVED = {f"{_W}ins", f"{_W}moveTo"}, {f"{_W}del", f"{_W}moveFrom"}
_MAX_BYTES = 20_000_000
_DEEPEST = 100


@dataclass(frozen=True)
class Comment:
    """A comment, on the words that it was hung on."""

    name: str
    date: str
    text: str
    on: str


@dataclass(frozen=True)
class Proposal:
    """A text that a reviewer changed or spoke of. `place` and `was` are the hashes of its bookmark, or '' for none."""

    place: str
    was: str
    old: str
    new: str
    people: tuple[tuple[str, str], ...]  # name and date of each change
    comments: tuple[Comment, ...]

    @property
    def changed(self) -> bool:
        """Whether another text is proposed."""
        return self.new != self.old if not self.was else hashed(self.new) != self.was

    @property
    def untracked(self) -> bool:
        """Whether something was changed without a trace."""
        return bool(self.was) and hashed(self.old) != self.was


def proposals_in(path: Path, problems: Problems) -> list[Proposal] | None:
    """Everything that a document proposes, in its order; None, with a problem, where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = {name: _part(packed, f"word/{name}.xml") for name in ("document", "comments")}
    except (*UNREADABLE, etree.XMLSyntaxError) as error:
        what = f"this is no DOCX that can be read: {getattr(error, 'strerror', None) or error}"
        problems.add(path, 1, what, "save it as DOCX, without a password")
        return None
    body = parts["document"]
    if body is None:
        problems.add(path, 1, "this is no DOCX: it holds no text", "save it as DOCX")
        return None
    comments = {item.get(f"{_W}id", ""): item for item in parts["comments"]} if parts["comments"] is not None else {}
    found = list(_proposals(body, comments))
    if not any(item.place for item in found):
        problems.add(path, 1, "no text of this document is one of the site's", "give a document of `review export`")
        return None
    return [item for item in found if item.changed or item.untracked or item.comments]


def _part(packed: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in packed.namelist():
        return None
    if packed.getinfo(name).file_size > _MAX_BYTES:
        raise ValueError(f"more than {_MAX_BYTES} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(packed.read(name), parser)


def _proposals(body: etree._Element, comments: Mapping[str, etree._Element]) -> Iterator[Proposal]:
    """Every text of the site, then what stands beside them; a copied bookmark counts where it stands first."""
    names: dict[etree._Element, re.Match[str]] = {}
    for mark in body.iter(f"{_W}bookmarkStart"):
        name = NAME.match(mark.get(f"{_W}name", ""))
        around = _around(mark)
        if name is not None and around is not None and name[1] not in {known[1] for known in names.values()}:
            names.setdefault(around, name)
    for around, name in names.items():
        yield _proposal(_Text(around), name[1], name[2], comments)
    for paragraph in body.iter(f"{_W}p"):
        if _around(paragraph) not in names and paragraph not in names:
            yield _proposal(_Text(paragraph), "", "", comments)


def _around(element: etree._Element) -> etree._Element | None:
    """The cell that something stands in, else its paragraph."""
    return next(element.iterancestors(f"{_W}tc"), next(element.iterancestors(f"{_W}p"), None))


def _proposal(text: _Text, place: str, was: str, comments: Mapping[str, etree._Element]) -> Proposal:
    said = tuple(
        Comment(item.get(f"{_W}author", ""), item.get(f"{_W}date", "")[:10], _plain(item), on)
        for number, on in text.comments.items()
        for item in [comments.get(number)]
        if item is not None
    )
    return Proposal(place, was, _folded(text.old), _folded(text.new), tuple(dict.fromkeys(text.people)), said)


def _plain(item: etree._Element) -> str:
    return " ".join("".join(part.text or "" for part in p.iter(f"{_W}t")) for p in item.iter(f"{_W}p")).strip()


def _folded(text: str) -> str:
    return text.replace("\u00a0", " ").strip()


class _Text:
    """A cell read once: the text before and after the changes, who made them, and which words comments are on."""

    def __init__(self, cell: etree._Element) -> None:
        self.old = self.new = ""
        self.people: list[tuple[str, str]] = []
        self.comments: dict[str, str] = {}
        self._open: set[str] = set()
        row = next(cell.iterancestors(f"{_W}tr"), None)
        gone = row.find(f"{_W}trPr/{_W}del") if row is not None else None
        if gone is not None:
            self._sign(gone)
        paragraphs = [cell] if cell.tag == f"{_W}p" else list(cell.iter(f"{_W}p"))
        for number, paragraph in enumerate(paragraphs):
            if number:
                self._end(paragraphs[number - 1])
            self._walk(paragraph, added=False, removed=gone is not None, depth=0)

    def _end(self, paragraph: etree._Element) -> None:
        """The end of a paragraph is itself put in or taken out."""
        mark = paragraph.find(f"{_W}pPr/{_W}rPr")
        added = mark.find(f"{_W}ins") if mark is not None else None
        removed = mark.find(f"{_W}del") if mark is not None else None
        for change in (added, removed):
            if change is not None:
                self._sign(change)
        self._add("\n", added=added is not None, removed=removed is not None)

    def _walk(self, element: etree._Element, *, added: bool, removed: bool, depth: int) -> None:
        for child in element if depth < _DEEPEST else ():
            if child.tag in _ADDED | _REMOVED:
                self._sign(child)
            if child.tag == f"{_W}commentRangeStart":
                self._open.add(child.get(f"{_W}id", ""))
                self.comments.setdefault(child.get(f"{_W}id", ""), "")
            elif child.tag == f"{_W}commentRangeEnd":
                self._open.discard(child.get(f"{_W}id", ""))
            elif child.tag == f"{_W}commentReference":
                self.comments.setdefault(child.get(f"{_W}id", ""), "")
            elif child.tag in {f"{_W}t", f"{_W}delText"}:
                self._add(child.text or "", added=added, removed=removed)
            elif child.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"} and element.tag == f"{_W}r":
                self._add(" ", added=added, removed=removed)
            elif child.tag == f"{_W}noBreakHyphen":
                self._add("-", added=added, removed=removed)
            elif child.tag not in {f"{_W}pPr", f"{_W}rPr", f"{_W}p"}:
                inside = {"added": added or child.tag in _ADDED, "removed": removed or child.tag in _REMOVED}
                self._walk(child, **inside, depth=depth + 1)

    def _sign(self, change: etree._Element) -> None:
        self.people.append((change.get(f"{_W}author", ""), change.get(f"{_W}date", "")[:10]))

    def _add(self, text: str, *, added: bool, removed: bool) -> None:
        self.old += "" if added else text
        self.new += "" if removed else text
        for number in self._open:
            self.comments[number] += text
