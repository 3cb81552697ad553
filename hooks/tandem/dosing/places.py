"""Whether the parts of sections that doses.yml names for the dose card are there, in every language."""

from __future__ import annotations

from ..core.data import read_document
from ..core.page import Page
from ..core.places import missing_place
from ..core.problems import Problems
from ..core.shelf import Shelf
from .model import Doses
from .views import DATA


def check_places(shelf: Shelf, problems: Problems) -> None:
    """Every part leads to a heading under the page's own."""
    for tutorial in shelf.tutorials:
        doses = tutorial.data.get(DATA)
        if not isinstance(doses, Doses) or not doses.card or not tutorial.whole:
            continue
        path = tutorial.folder / DATA
        document = read_document(path, Problems(problems.root))
        assert document is not None  # it was read a moment ago
        for index, place in enumerate(doses.card):
            found = missing_place(tutorial, place.section, place.anchor, shelf.settings.locales, _headings)
            if found:
                key, what, fix = found
                problems.add(path, document.line(("card", index, key)), f"the card names {what}", fix)


def _headings(page: Page) -> list[str]:
    """Those under the page's own."""
    return [heading.id for heading in page.headings[1:] if heading.id]
