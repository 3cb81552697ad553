"""Whether the parts of sections that doses.yml names for the dose card are there, in every language."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.data import read_document
from ..core.problems import Problems, did_you_mean
from ..core.shelf import Shelf
from ..core.tutorial import Tutorial
from .model import Doses, Place
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
            for key, what, fix in _faults(tutorial, place, shelf.settings.locales):
                problems.add(path, document.line(("card", index, key)), what, fix)


def _faults(tutorial: Tutorial, place: Place, locales: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    if place.section not in tutorial.file.sections:
        what = f"the card names a section that is not there: '{place.section}'"
        yield "section", what, did_you_mean(place.section, tutorial.file.sections)
        return
    for locale in locales:
        page = tutorial.pages.get((locale, place.section))
        known = [heading.id for heading in page.headings[1:] if heading.id] if page else []
        if page and place.anchor not in known:
            what = f"the card names a heading that is not in {page.path.name}: '{place.anchor}'"
            yield "anchor", what, did_you_mean(place.anchor, known)
            return
