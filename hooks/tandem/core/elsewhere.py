"""Links to a section that the page's language does not have: they lead to a language that has it, and say which.

Life: the last of our steps over a page's tree turns each such link, an author's or a template's, before the host
resolves links to sources; the address it gets has a scheme that the host leaves alone, which `settled` takes away.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from collections.abc import Callable
from urllib.parse import urlsplit

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .context import Context
from .settings import Language

_SCHEME = "elsewhere:"  # authors cannot write it: the guard refuses such links


class Elsewhere(Treeprocessor):
    """Lead links to another language where the page's own lacks what they lead to."""

    def __init__(self, md: Markdown, current: Callable[[], Context]) -> None:
        super().__init__(md)
        self.current = current

    def run(self, root: etree.Element) -> None:
        """Turn them in place."""
        context = self.current()
        if not any(tutorial.lacking(context.language.locale) for tutorial in context.shelf.tutorials):
            return
        for link in [element for element in root.iter("a") if element.get("href")]:
            found = _led(context, str(link.get("href")))
            if found is None:
                continue
            address, language = found
            link.set("href", _SCHEME + address)
            link.set("hreflang", language.tag)
            if link.get("role") is None:  # a citation's number is no place for words
                _name(link, language, context.language)


def settled(html: str) -> str:
    """A page's text with these links as they are published."""
    return html.replace(f'href="{_SCHEME}', 'href="')


def _led(context: Context, href: str) -> tuple[str, Language] | None:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path.endswith(".md"):
        return None
    here = context.tutorial.name if context.tutorial else ""
    folder, name = posixpath.split(posixpath.normpath(posixpath.join(here, parts.path)))
    try:
        page = context.shelf.nearest(folder, context.language.locale, name.removesuffix(".md"))
    except KeyError:
        return None
    if page.locale == context.language.locale:
        return None
    language = context.settings.language(page.locale)
    address = f"{language.prefix}{folder}/{page.name}.html"
    relative = posixpath.relpath(address, posixpath.join(context.language.prefix, here) or ".")
    return relative + (f"#{parts.fragment}" if parts.fragment else ""), language


def _name(link: etree.Element, language: Language, own: Language) -> None:
    """Say the language behind the link's words."""
    last = link[-1] if len(link) else None
    said = etree.SubElement(link, "small", {"lang": language.tag})
    if language.direction != own.direction:
        said.set("dir", language.direction)
    said.text = AtomicString(f"({language.name})")
    if last is None:
        link.text = AtomicString(f"{link.text or ''} ")
    else:
        last.tail = f"{last.tail or ''} "
