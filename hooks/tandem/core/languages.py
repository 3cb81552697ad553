"""Where what is known of a language lies: one folder a language, `languages/<locale>/`, with a file for each room.

Life: settings name the places to look in, the site's own folder before the package's (`Settings.places`). A room asks
for its file of a language (`read_data`, `load_data`); what the site's file says stands in the place of what the
package's file of that name says, key by key, so that a site corrects one word, or brings a whole language, without
touching the package. No module knows a language by name: a new one is a new folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from .data import Document, read_document, validate
from .problems import Problems

PACKAGE = Path(__file__).parents[1] / "languages"
SITE = "languages"  # the site's own folder, beside its settings
LANGUAGE, INTERFACE = "language", "interface"  # the files that every language has

Model = TypeVar("Model", bound=BaseModel)


def files_of(locale: str, name: str, places: Sequence[Path] = (PACKAGE,)) -> list[Path]:
    """The files of a language that are there, the site's before the package's.

    A region's language (`pt-BR`) also has what is known of the language (`pt`).
    """
    parts = locale.split("-")
    called = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    paths = [place / one / f"{name}.yml" for one in called for place in places]
    return [path for path in paths if path.is_file()]


def read_data(
    locale: str, name: str, problems: Problems, places: Sequence[Path] = (PACKAGE,), *, required: bool = True
) -> Document | None:
    """What is known of a language under a name, of all its files; none at all is a problem where it is required.

    Lines are those of the file that comes first, whose keys are the ones that an author can mend.
    """
    found = [read_document(path, problems) for path in files_of(locale, name, places)]
    documents = [document for document in found if document is not None]
    if len(documents) < len(found):
        return None
    if not documents:
        if required:
            where = f"the site's folder `{places[0].name}/{locale}`"
            fix = f"write {name}.yml in {where}, with the keys that other languages have"
            problems.add(places[0] / locale / f"{name}.yml", 1, "the file is missing", fix)
        return None
    first, *others = documents
    value = first.value
    for other in others:
        value = merged(value, other.value)
    return Document(first.path, value, first.lines)


def merged(ours: Any, theirs: Any) -> Any:
    """Ours, with what only theirs has: mappings key by key, everything else whole."""
    if not isinstance(ours, Mapping) or not isinstance(theirs, Mapping):
        return ours
    both = {key: merged(ours[key], value) if key in ours else value for key, value in theirs.items()}
    return {**both, **{key: value for key, value in ours.items() if key not in theirs}}


def load_data(
    name: str,
    model: type[Model],
    locales: Iterable[str],
    problems: Problems,
    places: Sequence[Path] = (PACKAGE,),
    *,
    default: Model | None = None,
) -> dict[str, Model]:
    """What is known of each language under a name, as a model; one that is missing or wrong is a problem, and left out.

    Where a language may do without, `default` is what it then has.
    """
    found = {}
    for locale in locales:
        document = read_data(locale, name, problems, places, required=default is None)
        if document is None:
            if default is not None and not files_of(locale, name, places):
                found[locale] = default
            continue
        loaded = validate(model, document, problems)
        if loaded is not None:
            found[locale] = loaded
    return found
