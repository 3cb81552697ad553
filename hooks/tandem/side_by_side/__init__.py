"""Side by side: each section of a tutorial once more, one language beside another, paragraph by paragraph.

Life: when every language is built, `write_pages` reads the finished pages, lays each pair out (`layout`), leads its
links (`links`) into the first language's page as a frame (`frame`) and writes the result beside that page. Nothing is
rendered a second time, so what stands here is what the ordinary pages say; what does not pair is a problem, and the
site is not published. Which languages are paired the settings say, by default the pivot with each other one: pages grow
with the number of languages, not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.features import Feature
from ..core.page import Page
from ..core.problems import Problems
from ..core.settings import Language, Settings
from ..core.shelf import Shelf
from ..core.strings import Strings
from ..parity.paragraphs import read_units
from .compose import Pair, Side, compose
from .frame import Menu

FEATURE = Feature(Path(__file__).parent)


def address(path: str, first: Language, other: Language) -> str:
    """Where the two languages of a page stand together; `path` is the page's address without its language."""
    return f"{first.prefix}{path.removesuffix('.html')}.{first.locale}-{other.locale}.html"


def partners(settings: Settings, language: Language, path: str) -> list[tuple[Language, str]]:
    """The languages that a page in `language` can be read beside, with the address of each such page."""
    return [
        (other if language is first else first, address(path, first, other))
        for first, other in settings.side_by_side
        if language in (first, other)
    ]


def write_pages(
    folder: Path, shelf: Shelf, strings: Mapping[str, Strings], assets: Mapping[str, Mapping[str, str]],
    problems: Problems,
) -> None:  # fmt: skip
    """Write the pages of every tutorial and pair of languages into the built site's folder."""
    scripts = {name: kinds["js"] for name, kinds in assets.items() if "js" in kinds}
    for place, text in compose(_Pairs(folder, shelf, strings), assets[FEATURE.name]["css"], scripts, problems):
        (folder / place).write_text(text, encoding="utf-8", newline="\n")


@dataclass(frozen=True)
class _Pairs:
    """Every section in each pair of languages that has it, read from the built site when it is its turn."""

    folder: Path
    shelf: Shelf
    strings: Mapping[str, Strings]

    def __iter__(self) -> Iterator[Pair]:
        settings = self.shelf.settings
        for tutorial in self.shelf.tutorials:
            for name in tutorial.file.sections:
                path = f"{tutorial.name}/{name}.html"
                there = [language for language in settings.languages if tutorial.has(language.locale, name)]
                paired = [pair for pair in settings.side_by_side if pair[0] in there and pair[1] in there]
                menu = _menu(path, there, paired) if len(settings.languages) > 2 else None
                for first, other in paired:
                    pages = [tutorial.pages[(language.locale, name)] for language in (first, other)]
                    sides = [
                        Side(language, self.strings[language.locale], f"{language.prefix}{path}", page,
                             (self.folder / language.prefix / path).read_text(encoding="utf-8"))
                        for language, page in zip((first, other), pages, strict=True)
                    ]  # fmt: skip
                    apart = frozenset[str]().union(*map(_may_differ, pages))
                    yield Pair(sides[0], sides[1], address(path, first, other), apart, menu)


def _menu(path: str, there: Sequence[Language], paired: Sequence[tuple[Language, Language]]) -> Menu:
    """Every way to read a section: in each language that has it, and in each pair."""
    return Menu(
        tuple((language, f"{language.prefix}{path}") for language in there),
        tuple((pair, address(path, *pair)) for pair in paired),
    )


def _may_differ(page: Page) -> set[str]:
    """The headings under which the author has declared, with a reason, that the blocks are not the same."""
    return {
        unit.section
        for unit in read_units(page).units
        if any("structure" in exemption.kinds for exemption in unit.exemptions)
    }
