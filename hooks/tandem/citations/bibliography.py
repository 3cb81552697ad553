"""Format CSL-JSON entries as references in a citation style, by pandoc's citeproc.

Life of a reference: an entry arrives as its author wrote it; a copy is prepared (`preparation`) and grouped with
those that take their terms from the same locale; one pandoc call formats each group; the pieces of pandoc's answer
become `Run`s; the DOI and URL among them get their links. The number is dropped: numbering belongs to the page.

The cache keeps pandoc's answer, not ours, so a change of this module never meets a stale result.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypandoc  # type: ignore[import-untyped]

from ..core.called import call
from ..core.missing import CannotMakeError
from .entry import BibliographyError, Entry, Identifier, identifiers, text_of
from .languages import longest_prefix
from .preparation import prepared, restored
from .style import Style

__all__ = [
    "BibliographyError",
    "Entry",
    "Identifier",
    "Run",
    "Style",
    "bibtex",
    "format_references",
    "identifiers",
    "plain_text",
]

# A list of a hundred takes well under a second; the limit only has to end a build that hangs.
PANDOC_SECONDS = 120

# An element of pandoc's document tree: {"t": name, "c": contents}.
_Element = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """A stretch of a reference with one formatting. `text` is plain text: escape it for HTML."""

    text: str
    italic: bool = False
    bold: bool = False
    superscript: bool = False
    subscript: bool = False
    href: str | None = None


def format_references(
    entries: Sequence[Entry], style: Style, *, cache_dir: Path | None = None
) -> dict[str, tuple[Run, ...]]:
    """Format every entry; keyed by id, in the order given, the text without its number.

    One pandoc call for each locale the entries need. DOI and URL, where the style prints them, carry their link; PMID
    and PMCID are the caller's to append (`identifiers`). With `cache_dir` a repeated call starts no formatting.

    Raises BibliographyError: pandoc missing, failing or too slow; style unreadable or dependent; id missing or used
    twice; identifier malformed; an entry for which the style prints nothing.
    """
    by_id = _keyed(entries)
    csl = read_style(style.csl)
    groups: dict[str, list[str]] = {}
    for entry_id in sorted(by_id):  # one order, so that neither output nor cache depends on the caller's
        groups.setdefault(_locale(by_id[entry_id], style), []).append(entry_id)

    references: dict[str, tuple[Run, ...]] = {}
    for locale, ids in groups.items():
        copies = [prepared(by_id[entry_id], style, csl) for entry_id in ids]
        rendered = render(copies, style, csl, locale, cache_dir)
        for entry_id in ids:
            entry = by_id[entry_id]
            runs = [replace(run, text=restored(run.text, entry)) for run in rendered.get(entry_id, [])]
            if not runs:
                what = f"the style {style.csl.name} prints nothing for it; check its type and title"
                raise BibliographyError(f"reference '{entry_id}': {what}")
            references[entry_id] = _linked(runs, entry)
    return {entry_id: references[entry_id] for entry_id in by_id}


def render(
    copies: Sequence[Mapping[str, Any]], style: Style, csl: bytes, locale: str, cache_dir: Path | None = None
) -> dict[str, list[Run]]:
    """Format prepared entries in one pandoc call, as pandoc answers: neither restored nor linked."""
    answer = _cached_answer(json.dumps(copies, sort_keys=True), style.csl, csl, locale, cache_dir)
    return {entry_id: _merged(runs) for entry_id, runs in _rendered_entries(answer)}


def bibtex(entries: Sequence[Entry]) -> dict[str, str]:
    """Every entry as BibTeX, keyed by id. Raises BibliographyError as `format_references` does."""
    by_id = _keyed(entries)
    path, _version = _pandoc()
    listed = json.dumps([by_id[entry_id] for entry_id in sorted(by_id)])
    answer = _run_pandoc([path, "--sandbox", "--from=csljson", "--to=bibtex"], listed).decode()
    found = {match.group(1): match.group() for match in re.finditer(r"^@\w+\{([^,\s]+),.*?^\}$", answer, re.M | re.S)}
    missing = next((entry_id for entry_id in by_id if entry_id not in found), None)
    if missing is not None:
        raise BibliographyError(f"reference '{missing}': pandoc did not write it as BibTeX")
    return {entry_id: found[entry_id] + "\n" for entry_id in by_id}


def plain_text(runs: Iterable[Run]) -> str:
    """The reference as text without formatting."""
    return "".join(run.text for run in runs)


# --- entries ---------------------------------------------------------------------------------------------------------


def _keyed(entries: Sequence[Entry]) -> dict[str, Entry]:
    by_id: dict[str, Entry] = {}
    for position, entry in enumerate(entries, start=1):
        entry_id = text_of(entry, "id")
        if not entry_id:
            raise BibliographyError(f"reference number {position} has no id")
        if entry_id in by_id:
            raise BibliographyError(f"reference '{entry_id}': the id is used twice")
        by_id[entry_id] = entry
    return by_id


def _locale(entry: Entry, style: Style) -> str:
    """The locale for the entry's language: of the longest mapped prefix of its tag, of "*", or the page's."""
    mapped = longest_prefix(text_of(entry, "language"), style.entry_locales)
    return mapped or style.entry_locales.get("*", style.page_locale)


# --- pandoc ----------------------------------------------------------------------------------------------------------


def read_style(path: Path) -> bytes:
    """Read a CSL file. Raises BibliographyError when it cannot be read or only points to another."""
    try:
        csl = path.read_bytes()
    except OSError as error:
        raise BibliographyError(f"citation style {path}: cannot be read ({error.strerror})") from error
    if b"independent-parent" in csl:
        # pandoc would fetch the parent from the network in the middle of a build.
        raise BibliographyError(f"citation style {path}: is only a pointer to another style; give that one's CSL file")
    return csl


@functools.cache
def _pandoc() -> tuple[str, str]:
    """pandoc's path and the first line of what it says of its version.

    The pinned package's own pandoc comes first: `get_pandoc_path` prefers a newer one on PATH, and then the same
    sources would give other references on another machine.
    """
    own = next(Path(pypandoc.__file__).with_name("files").glob("pandoc*"), None)
    try:
        path = str(own) if own and own.is_file() else pypandoc.get_pandoc_path()
    except OSError as error:
        raise BibliographyError("pandoc was not found: install the build's requirements (pypandoc_binary)") from error
    return path, _run_pandoc([path, "--version"]).decode("utf-8", "replace").partition("\n")[0].strip()


def _run_pandoc(command: list[str], document: str = "", folder: Path | None = None) -> bytes:
    try:
        done = call("pandoc", command, given=document.encode(), seconds=PANDOC_SECONDS, folder=folder)
    except CannotMakeError as error:
        raise BibliographyError(error.what) from error
    if done.status:
        # Its first line says what is wrong; a backtrace or the whole of a file may follow.
        reason = done.err.decode("utf-8", "replace").strip().partition("\n")[0][:300]
        raise BibliographyError(f"pandoc failed: {reason or f'exit code {done.status}'}")
    return done.out


def _answer(entries: str, csl: Path, locale: str) -> bytes:
    """pandoc's document tree for a CSL-JSON list, every entry in its bibliography."""
    path, _version = _pandoc()
    command = [
        path,
        "--sandbox",  # readers and writers may touch no file
        "--from=csljson",
        "--to=json",
        "--citeproc",
        # By name from its own folder: in a plain C locale pandoc cannot open a path with letters beyond ASCII.
        f"--csl={csl.name}",
        f"--metadata=lang:{locale}",
        # Else the title links to PubMed when nothing else does; the links are ours to choose.
        "--metadata=link-bibliography:false",
    ]
    try:
        return _run_pandoc(command, entries, csl.resolve().parent)
    except BibliographyError as error:
        raise BibliographyError(f"citation style {csl.name}, locale {locale}: {error}") from error


def _cached_answer(entries: str, csl_path: Path, csl: bytes, locale: str, cache_dir: Path | None) -> bytes:
    """`_answer`, from the cache where it holds it whole. A cache that cannot be read or written is no error."""
    if cache_dir is None:
        return _answer(entries, csl_path, locale)
    parts = [_pandoc()[1].encode(), csl, locale.encode(), entries.encode()]
    key = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    file = cache_dir / f"references-{key}.json"
    with suppress(OSError):
        digest, _, answer = file.read_bytes().partition(b"\n")
        if digest == hashlib.sha256(answer).hexdigest().encode():
            return answer
    answer = _answer(entries, csl_path, locale)
    with suppress(OSError):
        _write_whole(file, hashlib.sha256(answer).hexdigest().encode() + b"\n" + answer)
    return answer


def _write_whole(file: Path, content: bytes) -> None:
    """Write so that another build sees the old file or the new one, never a part."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".references-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(file)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


# --- pandoc's answer → runs ------------------------------------------------------------------------------------------


def _rendered_entries(answer: bytes) -> Iterator[tuple[str, list[Run]]]:
    """(id, runs) of every `csl-entry` in the document."""
    for block in json.loads(answer)["blocks"]:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for entry in block["c"][1]:
                if entry["t"] == "Div" and "csl-entry" in entry["c"][0][1]:
                    yield entry["c"][0][0].removeprefix("ref-"), list(_runs(entry["c"][1], Run("")))


_TOGGLES = {"Emph": "italic", "Strong": "bold"}  # as CSL has it, a species' name is upright in an italic title
_SHIFTS = {"Superscript": "superscript", "Subscript": "subscript"}
_RESETS = {"csl-no-emph": "italic", "csl-no-strong": "bold"}  # classes by which a style asks for upright or light
_PLAIN = ("Para", "Plain", "SmallCaps", "Underline", "Strikeout")  # no style of ours means anything by the last three


def _runs(elements: Iterable[_Element], form: Run) -> Iterator[Run]:
    """Flatten elements to runs; `form` is the formatting around them."""
    for element in elements:
        kind: str = element["t"]
        contents: Any = element.get("c")
        changes: dict[str, Any] = {}
        if kind == "Str":
            yield replace(form, text=contents)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield replace(form, text=" ")
        elif kind in _TOGGLES:
            changes[_TOGGLES[kind]] = not getattr(form, _TOGGLES[kind])
            yield from _runs(contents, replace(form, **changes))
        elif kind in _SHIFTS:
            changes[_SHIFTS[kind]] = True
            yield from _runs(contents, replace(form, **changes))
        elif kind in _PLAIN:
            yield from _runs(contents, form)
        elif kind in ("Span", "Div", "Link"):
            classes = contents[0][1]
            if "csl-left-margin" not in classes:  # the number
                changes.update((_RESETS[name], False) for name in classes if name in _RESETS)
                yield from _runs(contents[1], replace(form, **changes))
        elif kind == "Quoted":
            opening, closing = "“”" if contents[0]["t"] == "DoubleQuote" else "‘’"
            yield replace(form, text=opening)
            yield from _runs(contents[1], form)
            yield replace(form, text=closing)
        else:
            raise BibliographyError(f"pandoc answered with an element that this build does not know: {kind}")


def _merged(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one formatting joined, no empty run, no space at either end."""
    merged: list[Run] = []
    for run in runs:
        if merged and replace(merged[-1], text=run.text) == run:
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        elif run.text:
            merged.append(run)
    while merged and not merged[0].text.lstrip():
        del merged[0]
    while merged and not merged[-1].text.rstrip():
        del merged[-1]
    if merged:
        merged[0] = replace(merged[0], text=merged[0].text.lstrip())
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip())
    return merged


def _linked(runs: list[Run], entry: Entry) -> tuple[Run, ...]:
    """The runs with links on the printed URL and DOI, each at most once."""
    url = text_of(entry, "URL")
    if re.match(r"https?://\S+$", url, re.IGNORECASE):  # data must not make a "javascript:" link
        runs = _mark(runs, url, url)
    for identifier in identifiers(entry):
        if identifier.label == "DOI":
            runs = _mark(runs, identifier.value, identifier.href)
    return tuple(runs)


def _mark(runs: list[Run], text: str, href: str) -> list[Run]:
    """Link the last unlinked occurrence: styles print addresses at the end, a title may mention one before."""
    for position in reversed(range(len(runs))):
        run = runs[position]
        before, found, after = run.text.rpartition(text)
        if found and run.href is None:
            pieces = [replace(run, text=before), replace(run, text=found, href=href), replace(run, text=after)]
            return [*runs[:position], *(piece for piece in pieces if piece.text), *runs[position + 1 :]]
    return runs
