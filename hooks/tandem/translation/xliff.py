"""XLIFF 2 (OASIS), written and read by lxml: a file for each source, a unit with one segment for each text.

What must not be rewritten stands as inline codes; what the memory offers as candidates of the translation, in the
module that XLIFF has for them, so that a target is always somebody's translation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from lxml import etree

from ..core.characters import fault
from ..core.problems import Problems
from .codes import NAMESPACE, Codes, UnknownCodeError, plain, stands_for
from .entries import Entry, Package, Returned, read_bytes

SUFFIX = ".xlf"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_XML = "http://www.w3.org/XML/1998/namespace"
_WAS = "was"
_TEXTS = ("source", "target", "data", "note")  # in which white space says something
_AGAIN = "export the texts again, and put the translation into the new file"


def xliff_text(entries: Iterable[Entry], source: str, target: str) -> str:
    """The texts as an XLIFF 2 file, between two languages by their tags."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE, "mtc": _MATCHES})  # type: ignore[dict-item]
    root.set("version", "2.0")
    root.set("srcLang", source)
    root.set("trgLang", target)
    for number, (name, group) in enumerate(groupby(entries, key=lambda entry: entry.file), 1):
        file = _inside(root, "file", id=f"f{number}", original=name, canResegment="no")
        file.set(f"{{{_XML}}}space", "preserve")
        for at, entry in enumerate(group, 1):
            _unit(file, entry, f"u{at}")
    _indent(root, 0)
    return "<?xml version='1.0' encoding='UTF-8'?>\n" + etree.tostring(root, encoding="unicode") + "\n"


def _inside(element: etree._Element, kind: str, text: str = "", /, **attributes: str) -> etree._Element:
    made = etree.SubElement(element, f"{{{NAMESPACE}}}{kind}", attributes)
    made.text = text or None
    return made


def _unit(file: etree._Element, entry: Entry, name: str) -> None:
    unit = _inside(file, "unit", id=name, name=entry.place)
    codes = Codes()
    segment = etree.Element(f"{{{NAMESPACE}}}segment", id="s1", state="initial")
    codes.marked(_inside(segment, "source"), entry.source)
    if entry.target:
        segment.set("state", "initial" if entry.behind else "translated")
        codes.marked(_inside(segment, "target"), entry.target)
    if entry.match:
        matches = etree.SubElement(unit, f"{{{_MATCHES}}}matches")
        match = etree.SubElement(matches, f"{{{_MATCHES}}}match", ref="#s1")
        match.set("similarity", f"{100 * entry.match.likeness:.1f}")
        codes_there = Codes()
        codes_there.marked(_inside(match, "source"), entry.match.source)
        codes_there.marked(_inside(match, "target"), entry.match.target)
        if codes_there.data:
            match.insert(0, _data(codes_there))
    notes = _inside(unit, "notes")
    for category, text in (("place", f"{entry.kind}, {entry.file}:{entry.line}"), *entry.notes, (_WAS, entry.was)):
        _inside(notes, "note", text, category=category)
    if entry.behind:
        _inside(notes, "note", "the source has changed since this was compared with it", category="behind")
    if codes.data:
        unit.append(_data(codes))
    unit.append(segment)


def _data(codes: Codes) -> etree._Element:
    made = etree.Element(f"{{{NAMESPACE}}}originalData")
    for name, text in codes.data.items():
        _inside(made, "data", text, id=name)
    return made


def _indent(element: etree._Element, depth: int) -> None:
    """One element a line, outside of texts."""
    if len(element) == 0 or etree.QName(element).localname in _TEXTS:
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    element[-1].tail = "\n" + " " * depth


def read_xliff(path: Path, locales: dict[str, str], problems: Problems) -> Package | None:
    """An XLIFF file that came back; `locales` has the site's names of languages by their tags.

    None, with problems, where any of it cannot be read for sure.
    """
    data = read_bytes(path, problems)
    if data is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        what = f"this is not XML: {error.msg or 'it is empty'}"
        problems.add(path, error.lineno or 1, what, "mend it, or take the file as the translator's program saved it")
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        problems.add(path, 1, "a document type is not read", "remove the line that begins with `<!DOCTYPE`")
        return None
    if root.tag != f"{{{NAMESPACE}}}xliff":
        problems.add(path, _line(root), "this is not XLIFF 2", "save it as XLIFF 2.0 or 2.1, or use PO")
        return None
    tags = [root.get(name, "") for name in ("srcLang", "trgLang")]
    for name, tag in zip(("srcLang", "trgLang"), tags, strict=True):
        if tag not in locales:
            fix = f"write the tag of a language of the site: {', '.join(locales)}"
            problems.add(path, _line(root), f"`{name}` is '{tag}', which is no language of the site", fix)
            return None
    units = list(root.iter(f"{{{NAMESPACE}}}unit"))
    return Package(
        path, locales[tags[0]], locales[tags[1]], [item for unit in units for item in _returned(unit, path, problems)]
    )


def _line(element: etree._Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 1


def _returned(unit: etree._Element, path: Path, problems: Problems) -> Iterator[Returned]:
    place, line = unit.get("name", ""), _line(unit)
    if not place:
        problems.add(path, line, "this unit has no `name`, so its place is not known", _AGAIN)
        return
    notes = {note.get("category", ""): note.text or "" for note in unit.iterfind(f"{{{NAMESPACE}}}notes/*")}
    data = {item.get("id", ""): item.text or "" for item in unit.iterfind(f"{{{NAMESPACE}}}originalData/*")}
    sources: list[str] = []
    targets: list[str] = []
    lacking = False
    for part in unit:
        if not isinstance(part.tag, str) or etree.QName(part).localname not in {"segment", "ignorable"}:
            continue
        source, target = part.find(f"{{{NAMESPACE}}}source"), part.find(f"{{{NAMESPACE}}}target")
        if source is None:
            problems.add(path, _line(part), "this segment has no source", _AGAIN)
            return
        known = {code.get("id", ""): stands_for(code, data) for code in source.iter() if code is not source}
        try:
            sources.append(plain(source, data, known))
            if target is not None:
                line = _line(target)
                targets.append(plain(target, data, known))
            elif etree.QName(part).localname == "ignorable":
                targets.append(sources[-1])
            else:
                lacking = True
        except (UnknownCodeError, ValueError, OverflowError) as error:
            what = f"the code '{error}' stands for nothing in this unit"
            problems.add(path, _line(part), what, "remove it, or copy the code of the source")
            return
    text = "" if lacking else "".join(targets)
    bad = fault(text)
    if bad:
        problems.add(path, line, bad.what, bad.fix)
        return
    yield Returned(place, "".join(sources), text, notes.get(_WAS, ""), line)
