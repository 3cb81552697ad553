"""The part of a page that says how to cite it; `citing` has made what it shows, once for all pages."""

from __future__ import annotations

import re

from markupsafe import Markup

from ..core.addresses import escape
from ..core.context import Context
from ..core.render import render
from ..core.settings import Language
from .library import Library
from .syntax import to_markup

_BIBTEX = "application/x-bibtex"
_RIS = "application/x-research-info-systems"
_SAFE = "/:;,=@()!*$+?"


def cite_this(context: Context) -> Markup:
    """How to cite the page. Only for pages of a tutorial."""
    assert context.tutorial is not None
    place = context.tutorial.name, context.page.name, context.language.locale
    library: Library = context.shelf.prepared["citations"]
    own = library.own[place]
    # The page's own language first; two languages may share a style.
    languages = sorted(context.settings.languages, key=lambda language: language is not context.language)
    by_style = {language.options.citation_style: language for language in reversed(languages)}
    shown = [language for language in languages if by_style[language.options.citation_style] is language]
    return render(
        "citations/cite_this.html.jinja",
        context,
        styles=[(_style_name(language), to_markup(own.runs[language.locale])) for language in shown],
        files=[
            ("BibTeX", f"{own.id}.bib", _data(_BIBTEX, _tight(own.bibtex))),
            ("RIS", f"{own.id}.ris", _data(_RIS, own.ris)),
        ],
    )


def _style_name(language: Language) -> str:
    return language.options.citation_style_name or language.options.citation_style


def _tight(bibtex: str) -> str:
    """The record without the indentation that only a person reads: each blank is three letters in a link."""
    return re.sub(r"\n +", "\n", bibtex).replace(" = ", "=")


def _data(kind: str, text: str) -> str:
    """A small file inside its link: it can be saved from a stick as from a host, without a script."""
    return f"data:{kind};charset=utf-8,{escape(text, _SAFE)}"
