"""The shelf: every tutorial of the site, the few pages that stand outside tutorials, and the glossary.

Life: `load_shelf` reads the docs folder once, at the start of a build or of a check. What comes out is all that
rendering needs; whether it may be rendered is for the problems to say.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .bounds import TUTORIALS
from .course import Course
from .features import Feature
from .glossary import FILE as GLOSSARY
from .glossary import FOLDER as GLOSSARIES
from .glossary import Glossary, files_of, joined, load_glossaries
from .page import Page, read_page
from .problems import Problems, did_you_mean
from .settings import Settings
from .strings import Strings
from .tutorial import DATA_SUFFIXES, Tutorial, load_tutorial

DATA_FILES = {GLOSSARY, "names.yml", "agreement.yml"}  # what may lie beside the tutorials


@dataclass(frozen=True)
class Imprint:
    """What only a build is told of its site: its name, its address with a slash, the repository of its sources, and its
    sign as SVG.

    Each is '' where it is not known; the pages then do without.
    """

    name: str = ""
    address: str = ""
    repository: str = ""
    sign: str = ""


@dataclass
class Shelf:
    """All sources of a site. `pages` holds the pages outside tutorials by locale and name, `strings` the interface's
    words by locale.
    """

    settings: Settings
    tutorials: list[Tutorial] = field(default_factory=list)
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    strings: Mapping[str, Strings] = field(default_factory=dict)
    imprint: Imprint = field(default_factory=Imprint)
    glossary: Glossary = field(default_factory=Glossary)  # of all files
    glossary_files: dict[Path, Glossary] | None = None  # None: a shelf that was put together has the one file
    prepared: dict[str, Any] = field(default_factory=dict)  # by feature: what it made of the whole shelf
    # The way through each tutorial in each language, by their names, once a build plans it.
    courses: dict[tuple[str, str], Course] = field(default_factory=dict)
    numbers: dict[str, Mapping[str, int]] = field(default_factory=dict)  # of citations: tutorial → key → number
    _named_of: list[Tutorial] | None = field(default=None, repr=False, compare=False)  # the list that `_named` is of
    _named: dict[str, Tutorial] = field(default_factory=dict, repr=False, compare=False)

    @property
    def glossaries(self) -> dict[Path, Glossary]:
        """The glossary by file."""
        return {self.settings.docs / GLOSSARY: self.glossary} if self.glossary_files is None else self.glossary_files

    def only(self, names: Container[str]) -> Shelf:
        """The shelf with these tutorials alone; '' stands for the pages and the glossary's texts outside of them."""
        outside = "" in names
        return replace(
            self,
            tutorials=[tutorial for tutorial in self.tutorials if tutorial.name in names],
            pages=self.pages if outside else {},
            glossary_files=self.glossary_files if outside else {},
        )

    @property
    def listed(self) -> list[Tutorial]:
        """The tutorials that readers are offered: in a preview there are drafts besides."""
        return [tutorial for tutorial in self.tutorials if not tutorial.file.draft]

    def find(self, tutorial: str, locale: str, name: str) -> tuple[Tutorial | None, Page]:
        """A page and its tutorial ('' for none), also one that is withheld. Raises KeyError when it is not there."""
        if not tutorial:
            return None, self.pages[(locale, name)]
        found, key = self._tutorial(tutorial), (locale, name)
        return found, found.withheld[key] if key in found.withheld else found.pages[key]

    def nearest(self, tutorial: str, locale: str, name: str) -> Page:
        """A page of a tutorial in a language, or in the one that readers are led to where that lacks it.

        Raises KeyError where none has it, or it stands outside tutorials, where each language has all.
        """
        return self._tutorial(tutorial).nearest(locale, name, self.settings)

    def _tutorial(self, name: str) -> Tutorial:
        if self._named_of is not self.tutorials or len(self._named) != len(self.tutorials):
            self._named_of, self._named = self.tutorials, {one.name: one for one in self.tutorials}
        return self._named[name]

    def all_pages(self) -> list[tuple[Tutorial | None, Page]]:
        """Every page in every language."""
        pages: list[tuple[Tutorial | None, Page]] = [(None, page) for page in self.pages.values()]
        for tutorial in self.tutorials:
            pages += [(tutorial, page) for page in tutorial.pages.values()]
        return pages


def load_shelf(settings: Settings, features: tuple[Feature, ...], problems: Problems) -> Shelf:
    """Read all tutorials (folders with a tutorial.yml) and the pages beside them."""
    shelf = Shelf(settings)
    if not settings.docs.is_dir():
        problems.add(settings.docs, 1, "the folder of the sources is missing", "create it, or correct `docs_dir`")
        return shelf
    folders = sorted(path for path in settings.docs.iterdir() if path.is_dir())
    if len(folders) > TUTORIALS:
        problems.add(settings.docs, 1, f"more than {TUTORIALS} folders of tutorials", "make several sites of them")
        return shelf
    for folder in folders:
        if (folder / "tutorial.yml").exists():
            shelf.tutorials.append(load_tutorial(folder, settings, features, problems))
        elif any(folder.rglob("*.md")):
            what = "the folder has pages but no tutorial.yml"
            problems.add(folder / "tutorial.yml", 1, what, "write it; the author's guide shows an example")
    shelf.glossary_files = load_glossaries(settings.docs, settings, problems)
    shelf.glossary = joined(shelf.glossary_files.values())
    for path in sorted(settings.docs.iterdir()):
        if path.suffix.lower() in DATA_SUFFIXES and path.name not in DATA_FILES:
            problems.add(path, 1, f"nothing reads the data file '{path.name}'", did_you_mean(path.name, DATA_FILES))
    more = settings.docs / GLOSSARIES
    for path in () if (more / "tutorial.yml").exists() else sorted(more.glob("*")):
        if path.suffix.lower() in DATA_SUFFIXES and path not in files_of(settings.docs):
            problems.add(path, 1, f"nothing reads the data file '{path.name}'", "call it by a name that ends in .yml")
    names = {"index"}
    for path in sorted(settings.docs.glob("*.md")):
        name, *locale = path.name.split(".")[:-1]
        if len(locale) == 1 and locale[0] in settings.locales:
            names.add(name)
        else:
            fix = "name it " + " or ".join(f"{name}.{other}.md" for other in settings.locales)
            problems.add(path, 1, "the file's name does not say its language", fix)
    for name in sorted(names):
        for locale_name in settings.locales:
            page = read_page(settings.docs / f"{name}.{locale_name}.md", locale_name, name, problems)
            if page is not None:
                shelf.pages[(locale_name, name)] = page
    return shelf
