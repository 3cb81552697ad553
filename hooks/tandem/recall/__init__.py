"""What a tutorial's pages say first where something of it was recalled; the shelf says it shorter.

It looks as the theme's admonition of danger, which pages, books and papers set already: a tutorial without a recall
carries nothing for it. Since it is part of each page's article, every form made from the pages has it.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from ..core.context import Context
from ..core.features import Feature
from ..core.recalls import told
from ..core.render import render

FEATURE = Feature(Path(__file__).parent)


def notice(context: Context) -> Markup:
    """What stands above a page's text; nothing where nothing was recalled."""
    if context.tutorial is None or not context.tutorial.file.recalls:
        return Markup("")
    recalls = told(context.tutorial.file, context.language, context.strings)
    return render("recall/recall.html.jinja", context, recalls=recalls)
