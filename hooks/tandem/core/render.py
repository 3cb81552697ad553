"""Templates to elements: Jinja text becomes a tree whose text no Markdown rule will touch again.

Data may hold `*`, `[x](y)` or `<`: autoescape keeps it text in the markup, and AtomicString keeps it text in
Markdown. The tree must be well-formed XML, which EPUB needs later.

Markdown's serializer leaves `&amp;` as it is, since authors write entities; in data the same letters mean themselves.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown.util import AtomicString
from markupsafe import Markup

from .checked import Day
from .context import Context
from .settings import Language

_CLOSING = {"doc-glossary", "doc-endnotes"}
_ENTITY = re.compile(r"&(?=#[0-9]+;|#[xX][0-9a-fA-F]+;|[0-9a-zA-Z]+;)")
PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )


def show_date(language: Language, value: date) -> str:
    """A date in the form of a language."""
    return language.options.date_format.format(year=value.year, month=value.month, day=value.day)


def show_day(language: Language, day: Day) -> str:
    """A day in the form of a language; a month alone, where the day is not on record, as 2026-01."""
    return show_date(language, date(day.year, day.month, day.day)) if day.day else str(day)


def render(template: str, context: Context, **values: Any) -> Markup:
    """Render `feature/name.html.jinja`. Raises on an undefined name: a gap must never be published."""
    text = (
        _environment()
        .get_template(template)
        .render(
            context=context,
            t=context.strings,
            cite=context.cite,
            lang=context.language,
            show_date=partial(show_date, context.language),
            show_day=partial(show_day, context.language),
            **values,
        )
    )
    return Markup(text)


def end_of_text(root: etree.Element) -> int:
    """Where a page's text ends among the elements of its root: the lists that close the page come after it."""
    places = (place for place, element in enumerate(root) if element.get("role") in _CLOSING)
    return next(places, len(root))


def to_elements(markup: Markup) -> etree.Element:
    """The markup as children of one `div`, every text atomic. Raises ParseError when it is not well-formed."""
    root = etree.fromstring(f"<div>{markup}</div>")
    for element in root.iter():
        if element.text:
            element.text = AtomicString(_literal(element.text))
        if element.tail:
            element.tail = AtomicString(_literal(element.tail))
        for name, value in element.attrib.items():
            element.set(name, _literal(value))
    return root


def _literal(text: str) -> str:
    return _ENTITY.sub("&amp;", text)
