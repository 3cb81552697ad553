"""`/// downloads`: the forms that the site can be taken away in.

The forms are made from the finished site, so the block cannot list them yet. It says what a copy of the page says, that
the forms stand on the site it was taken from; `exports/listing.py` puts the list in its place on the site itself.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Block, Feature
from ..core.page import BlockCall
from ..core.render import render


def _downloads(context: Context, call: BlockCall) -> Markup:
    return render("downloads/downloads.html.jinja", context)


FEATURE = Feature(Path(__file__).parent, blocks=(Block("downloads", _downloads, in_tutorial=False),))
