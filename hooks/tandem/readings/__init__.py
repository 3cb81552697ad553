"""`/// readings`: who read each work that a tutorial cites, what of it, where and when; and what nobody could check."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..core.checked import YES, Figure, HoldsFigures
from ..core.context import Context
from ..core.features import Block, Feature
from ..core.page import BlockCall
from ..core.render import render
from ..core.works import DATA, Works
from .consistency import REFERENCES, check, load_works

_SHORT = 60  # characters of a title that stands for its work
_CUT = "…"


def _name(entry: Mapping[str, Any]) -> str:
    """A work in a few words: its first author and year, or its title."""
    authors = entry.get("author") or entry.get("editor") or []
    name = authors[0].get("family") if authors else None
    if not name or not entry.get("issued"):
        title = str(entry["title"])
        return title if len(title) <= _SHORT else title[:_SHORT].rstrip() + _CUT
    particle = authors[0].get("non-dropping-particle")
    parts = entry["issued"].get("date-parts")
    when = parts[0][0] if parts else entry["issued"].get("literal", "")
    return " ".join(filter(None, [particle, name, str(when)]))


def _tag(context: Context, entry: Mapping[str, Any]) -> str:
    """The language of an entry where it is not the page's, or ''."""
    tag = str(entry["language"])
    return "" if tag.partition("-")[0] == context.language.options.tag.partition("-")[0] else tag


def _unchecked(context: Context) -> list[Figure]:
    """The figures of every data file that were not compared with their source, or not wholly."""
    assert context.tutorial is not None
    holders = [value for value in context.tutorial.data.values() if isinstance(value, HoldsFigures)]
    figures = [figure for holder in holders for figure in holder.checked_figures(context.settings.locales)]
    return [figure for figure in figures if figure.checked.extent != YES]


def _render(context: Context, call: BlockCall) -> Markup:
    works: Works = context.data(DATA)
    references: Mapping[str, Mapping[str, Any]] = context.data(REFERENCES)
    assert context.tutorial is not None
    numbers = context.shelf.numbers[context.tutorial.name]
    keys = sorted(references, key=numbers.__getitem__)
    rows = [(key, _name(references[key]), _tag(context, references[key]), works.works[key]) for key in keys]
    return render("readings/readings.html.jinja", context, rows=rows, unchecked=_unchecked(context))


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(Block("readings", _render, data=DATA, kind="sources"),),
    data=DATA,
    load=load_works,
    model=Works,
    check=check,
)
