"""`/// glossary`: every term of the shelf on one page; in the tutorials, the first use of a term is marked.

Life: the shelf brings the glossary; `listing` sorts it for the page of each language; `marks` looks through the text of
every page while Markdown renders it, and closes the page with the terms that it marked. What a term means stands in the
page itself, so a mark asks for nothing over the network and works without a script.
"""

from __future__ import annotations

from pathlib import Path

from ..core.features import Block, Feature
from ..core.glossary import FILE, PAGE, files_of
from ..core.problems import Problems
from ..core.shelf import Shelf
from .listing import BLOCK, render_glossary
from .marks import extend


def _check(shelf: Shelf, problems: Problems) -> None:
    """Marks link to the glossary's page: each language has one, and its headings leave the terms their ids."""
    path = next(iter(files_of(shelf.settings.docs)), None)
    if path is None:
        for page in (page for _, page in shelf.all_pages()):
            for call in (call for call in page.blocks if call.name == BLOCK):
                problems.add(page.path, call.line, "there is no glossary to show", f"write docs/{FILE}")
        return
    files = [f"{PAGE}.{locale}.md" for locale in shelf.settings.locales]
    if not any((shelf.settings.docs / name).exists() for name in files):
        fix = f"write {' and '.join(files)} beside it, with the block `/// {BLOCK}`"
        problems.add(path, 1, "no page shows the glossary", fix)
    ids = {term.id for term in shelf.glossary.terms}
    for shown in (page for (_, name), page in shelf.pages.items() if name == PAGE):
        if BLOCK not in {call.name for call in shown.blocks} and shown.whole:
            what = f"this page does not show {FILE}"
            problems.add(shown.path, shown.first_line, what, f"write `/// {BLOCK}` and, on the next line, `///`")
        for heading in shown.headings:
            if heading.id in ids:
                what = f"the id '{heading.id}' is a term's"
                problems.add(shown.path, heading.line, what, "give the heading another id, in every language")


FEATURE = Feature(
    Path(__file__).parent,
    blocks=(Block(BLOCK, render_glossary, in_tutorial=False),),
    check=_check,
    extend=extend,
    common=True,
)
