"""Drafts and samples: what may be looked at and not yet published.

    status: draft        in tutorial.yml: a preview shows it under a banner, nothing else of the site knows it
    <!-- sample -->      above a paragraph, or `# sample` above an entry of a data file: still to be written over

Life: `tandem new` writes a draft full of samples. In a draft each file's samples are one warning; once the line
`status: draft` is gone, each of them is a problem, as is a link from a published page into a draft.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..core.data import read_document, read_text
from ..core.features import Feature
from ..core.problems import Problems
from ..core.shelf import Shelf
from ..core.tutorial import DATA_SUFFIXES, Tutorial

# A word behind it may say what is invented: `# sample: all doses below`.
_IN_PAGE = re.compile(r"<!--[ \t]*sample[ \t]*(?:[:|][^\n]*?)?-->", re.IGNORECASE)
_IN_DATA = re.compile(r"(?:^|[ \t])#[ \t]*sample[ \t]*(?:[:|].*)?$", re.IGNORECASE)
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")


def check(shelf: Shelf, problems: Problems) -> None:
    """Name every sample that is left, and every link by which a reader would come from what is published to a draft."""
    for tutorial in shelf.tutorials:
        for path, found in _samples(tutorial, problems):
            if not tutorial.file.draft:
                for line, form in found:
                    fix = f"write your own in its place, then remove `{form}`; or keep `status: draft` in tutorial.yml"
                    problems.add(path, line, "this is still a sample, and no sample is published", fix)
            elif found:
                count = "a sample is" if len(found) == 1 else f"{len(found)} samples are"
                fix = f"write your own in place of each, then remove its mark, `{found[0][1]}`"
                problems.warn(path, found[0][0], f"{count} left in this file of a draft", fix)
    _check_links(shelf, problems)


def _samples(tutorial: Tutorial, problems: Problems) -> Iterator[tuple[Path, list[tuple[int, str]]]]:
    """Each file of a tutorial that may hold samples: the line of each, and how it is marked."""
    for path in sorted(tutorial.folder.iterdir()):
        if path.suffix == ".json":
            yield path, list(_in_records(path, problems))
        elif path.suffix == ".md" or path.suffix in DATA_SUFFIXES:
            text = read_text(path, Problems(problems.root))  # its faults have been told
            yield path, list(samples_in(text or "", page=path.suffix == ".md"))


def _in_records(path: Path, problems: Problems) -> Iterator[tuple[int, str]]:
    """JSON has no comments: an invented record says so under `custom`."""
    document = read_document(path, Problems(problems.root))  # its faults have been told
    records = document.value if document and isinstance(document.value, list) else []
    for number, record in enumerate(records):
        custom = record.get("custom") if isinstance(record, Mapping) else None
        if document and isinstance(custom, Mapping) and custom.get("sample"):
            yield document.line((number, "custom")), '"custom": {"sample": true}'


def samples_in(text: str, *, page: bool) -> Iterator[tuple[int, str]]:
    """The marks of samples in a page or a YAML file: line and words of each. Code that shows one is none."""
    fence, front = "", False
    for number, line in enumerate(text.splitlines(), 1):
        if page and line.rstrip() == "---" and (number == 1 or front):
            front = number == 1
            continue
        if page and not front:
            if fenced := _FENCE.match(line):
                fence = "" if fence and fenced[1].startswith(fence) else fence or fenced[1]
            found = None if fence else _IN_PAGE.search(line)
        else:
            found = _IN_DATA.search(line)
        if found:
            yield number, found[0].strip()


def _check_links(shelf: Shelf, problems: Problems) -> None:
    drafts = {tutorial.name for tutorial in shelf.tutorials if tutorial.file.draft}
    for tutorial, page in shelf.all_pages() if drafts else ():
        here = tutorial.name if tutorial else ""
        for link in page.links if here not in drafts else ():
            try:
                parts = urlsplit(link.target)
            except ValueError:
                continue  # the guard names it
            to = posixpath.dirname(posixpath.normpath(posixpath.join(here, unquote(parts.path))))
            if parts.path.endswith(".md") and not parts.scheme and to in drafts:
                what = f"the link '{link.target}' leads into a draft, which is not published"
                fix = f"remove it until '{to}' is published, or remove `status: draft` from its tutorial.yml"
                problems.add(page.path, link.line, what, fix)


FEATURE = Feature(Path(__file__).parent, check=check)
