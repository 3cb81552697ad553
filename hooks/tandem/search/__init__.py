"""Search: finds in every language of the site, wherever the site stands, and loads nothing before it is used.

Life: when every language is built, `write_search` reads the finished pages section by section (`sections`) and writes,
for each language, classic scripts that call `tandemSearch`: an entry with the words of the interface and a list of
tutorials, one script of text a tutorial, and for a large shelf the same texts packed by phrases that they share
(`packing`). The page carries a button, an empty dialog and `search.js`, a starter that inserts the entry and the
engine when the dialog is first opened. Data by script elements works over http, from `file://`, in a Kiwix reader and
behind a service worker alike; fetching would not.

Behind the first texts come the words of the language (`<locale>.words`, from its folder) and what
reads a question by them (`engine/ask.js`): what stands in the texts as it was typed is found without. Last, and for the
reader who chooses it, comes what keeps the queries that found nothing (`engine/kept.js`).

Text is indexed in the reader's browser: a text is smaller than any index of it, and a run of Chinese characters is
found in it wherever words begin. adr/0009 has the measurements, adr/0030 how questions
are answered.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ..core.features import Feature
from ..core.problems import Problems
from ..core.render import render
from ..core.shelf import Shelf
from .asks import check_asks
from .keywords import keywords
from .languages import check_languages
from .write import PLACE, write_search


def _check(shelf: Shelf, problems: Problems) -> None:
    check_languages(shelf, problems)
    check_asks(shelf, problems)


FEATURE = Feature(
    Path(__file__).parent,
    check=_check,
    waiting=partial(render, "search/dialog.html.jinja"),
    everywhere=True,
)

__all__ = ["FEATURE", "PLACE", "keywords", "write_search"]
