"""Search: finds in every language of the site, wherever the site stands, and loads nothing before it is used.

Life: when every language is built, `write_search` reads the finished pages section by section (`sections`) and writes,
for each language, classic scripts that call `tandemSearch`: an entry with the words of the interface and a list of
tutorials, one script of text a tutorial, and for a large shelf the same texts packed by phrases that they share
(`packing`). The page carries a button, an empty dialog and `search.js`, a starter that inserts the entry and the
engine when the dialog is first opened. Data by script elements works over http, from `file://`, in a Kiwix reader and
behind a service worker alike; fetching would not.

Text is indexed in the reader's browser: a text is smaller than any index of it, and a run of Chinese characters is
found in it wherever words begin. adr/0009 has the measurements.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ..core.features import Feature
from ..core.render import render
from .languages import check_languages
from .write import PLACE, write_search

FEATURE = Feature(
    Path(__file__).parent,
    check=check_languages,
    waiting=partial(render, "search/dialog.html.jinja"),
    everywhere=True,
)

__all__ = ["FEATURE", "PLACE", "write_search"]
