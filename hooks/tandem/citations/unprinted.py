"""Nothing of a record is lost without a word: which variables of an entry a style does not print.

Life: each sound entry is prepared as for its page; a twin of it, with a mark in the place of every value, goes through
the style; a variable whose mark does not come out is not printed. Twins are alike for works of one kind, so few are
formatted, in one pandoc call, and kept for the next check. What a style leaves out on purpose stands beside it with the
reason (`Rules.not_printed`); what is neither printed nor listed is a problem at its line.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_lowercase
from typing import Any

from .bibliography import read_style, render
from .entry import Entry, text_of
from .preparation import prepared
from .style import Style

TEXTS = frozenset(
    [
        "title",
        "container-title",
        "container-title-short",
        "collection-title",
        "publisher",
        "publisher-place",
        "event-title",
        "genre",
        "medium",
    ]
)
NUMBERS = frozenset(["collection-number", "edition", "version", "volume", "issue", "number", "page"])
NAMES = frozenset(["author", "editor", "translator"])
DATES = frozenset(["issued", "accessed", "original-date"])
ADDRESSES = {"DOI": "10.5555/zq", "URL": "https://zq.example/"}

# What no style is asked to print, and why.
NEVER = {
    "id": "our own key",
    "type": "the style's form shows it",
    "language": "the style's words are in it, or name it",
    "title-short": "for citations by title, which we do not write",
    "note": "for whoever keeps the record",
    "PMID": "the page prints it behind the reference",
    "PMCID": "the page prints it behind the reference",
    "ISBN": "no style of references has a place for it; it serves the exports",
    "ISSN": "no style of references has a place for it; it serves the exports",
    "custom": "a translated title, which the preparation shows where the page's language needs it",
}

# (style with its rules, twin) → the variables whose mark came out. A process checks the same works again and again.
_seen: dict[tuple[bytes, str], frozenset[str]] = {}


def find_unprinted(entries: Iterable[Entry], style: Style) -> Iterator[tuple[str, str]]:
    """Give (id, variable) of everything that a style neither prints nor leaves out with a reason.

    Raises BibliographyError as `format_references` does.
    """
    csl = read_style(style.csl)
    copies = {text_of(entry, "id"): (entry, prepared(entry, style, csl)) for entry in entries}
    twins = {key: json.dumps(_twin(copy), sort_keys=True) for key, (_, copy) in copies.items()}
    missing = sorted({twin for twin in twins.values() if (csl, twin) not in _seen})
    numbered = [{**json.loads(twin), "id": f"twin{number}"} for number, twin in enumerate(missing)]
    rendered = render(numbered, style, csl, style.page_locale) if missing else {}
    for number, twin in enumerate(missing):
        whole = "".join(run.text for run in rendered.get(f"twin{number}", [])).casefold()  # a style may write capitals
        _seen[csl, twin] = frozenset(name for name in json.loads(twin) if _mark(name) in whole)
    for key, (entry, copy) in copies.items():
        shown = _seen[csl, twins[key]]
        for variable in copy:
            if variable in MARKED and variable not in shown and not _accounted_for(variable, entry, copy, shown, style):
                yield key, variable


MARKED = sorted(TEXTS | NUMBERS | NAMES | DATES | set(ADDRESSES))


def _mark(variable: str) -> str:
    """What stands for a variable's value in a twin: letters, digits or an address, found nowhere else."""
    if variable in ADDRESSES:
        return ADDRESSES[variable]
    place = MARKED.index(variable) if variable in MARKED else 99
    letters = f"zq{ascii_lowercase[place % 26]}zq"
    return letters if variable in TEXTS or variable in NAMES else f"97{place:02}"


def _twin(copy: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with marks for values. A number stays one for the style, and so does a text in its place."""
    twin: dict[str, Any] = {"type": copy["type"]}
    for variable in MARKED:
        value, mark = copy.get(variable), _mark(variable)
        if value is None:
            continue
        if variable in NAMES:
            twin[variable] = [{"family": mark, "given": "A"}]
        elif variable in DATES:
            circa = {"circa": True} if value.get("circa") else {}
            twin[variable] = {"date-parts": [[int(mark)]], **circa}
        elif variable in NUMBERS and not re.search(r"\d", str(value)):
            twin[variable] = f"w{mark}"
        else:
            twin[variable] = mark
    return twin


def _accounted_for(variable: str, entry: Entry, copy: Mapping[str, Any], shown: frozenset[str], style: Style) -> bool:
    """Whether a variable that is not printed is left out for a listed reason, or stands within one that is printed."""
    if any(rule.variable == variable and rule.covers(copy) for rule in style.rules.not_printed):
        return True
    words = _plain(text_of(entry, variable)) if variable in TEXTS else ""
    if not words:
        return False
    whole = {"container-title": "container-title-short", "container-title-short": "container-title"}
    return whole.get(variable) in shown or any(words in _plain(text_of(entry, other)) for other in shown)


def _plain(text: str) -> str:
    """Letters and digits only, folded."""
    text = unicodedata.normalize("NFKC", re.sub(r"<[^<>]{0,40}>", "", text)).casefold()
    return "".join(char for char in text if char.isalnum())
