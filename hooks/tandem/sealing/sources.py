"""Lead what was found in a published page back to the line of a source that brought it there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from ..core.problems import Problems
from ..core.settings import Language
from ..core.tutorial import DATA_SUFFIXES, Tutorial
from .allowed import Finding

FIX = "remove it: text may have what Markdown and the blocks give, and no HTML, script or other host"


def sources_of(
    address: str, languages: Sequence[Language], tutorials: Iterable[Tutorial], docs: Path, otherwise: Path
) -> list[Path]:
    """The files that a page of the site is made from, its own first, then data; `otherwise` for a page without any.

    Of a page that shows two languages side by side these are the sources of every language.
    """
    of = next((one for one in languages if one.prefix and address.startswith(one.prefix)), languages[0])
    folder, _, file = address.removeprefix(of.prefix).rpartition("/")
    name, _, beside = file.removesuffix(".html").partition(".")
    owner = next((tutorial for tutorial in tutorials if tutorial.name == folder), None)
    found = []
    for language in languages if beside else (of,):
        if owner is not None and (language.locale, name) in owner.pages:
            found.append(owner.pages[(language.locale, name)].path)
        elif not folder:
            found += [path for path in (docs / f"{name}.{language.locale}.md",) if path.is_file()]
    if not found:
        return [otherwise]
    return [*found, *(data_of(owner) if owner is not None else data_in(docs))]


def data_of(tutorial: Tutorial) -> list[Path]:
    """A tutorial's data files, and after them those that all tutorials share."""
    return [*data_in(tutorial.folder), *data_in(tutorial.folder.parent)]


def data_in(folder: Path) -> list[Path]:
    """The data files of a folder."""
    return sorted(path for path in folder.iterdir() if path.suffix in DATA_SUFFIXES)


def report(found: Iterable[Finding], sources: Sequence[Path], page: str, problems: Problems) -> None:
    """Record each finding at the line that brought it, of the first source that has it, else of the first source."""
    for path, line, what in located(found, sources, page):
        problems.add(path, line, what, FIX)


def located(found: Iterable[Finding], sources: Sequence[Path], page: str) -> list[tuple[Path, int, str]]:
    """Each finding with the line that brought it: file, line, what is wrong."""
    if not (found := list(found)):
        return []  # as nearly every page
    texts = [(path, path.read_text(encoding="utf-8", errors="replace").splitlines()) for path in sources]
    places = ((_place(finding, texts) or (sources[0], 1), finding) for finding in found)
    return [(*place, f"{page} would be published with {finding.what}") for place, finding in places]


def _place(finding: Finding, texts: Sequence[tuple[Path, list[str]]]) -> tuple[Path, int] | None:
    for needle in filter(None, finding.needles):
        for path, lines in texts:
            for number, line in enumerate(lines, 1):
                if needle in line or escape(needle) in line:
                    return path, number
    return None
