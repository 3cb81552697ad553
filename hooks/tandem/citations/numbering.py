"""Numbers of citations: by first use in the order of sections, the same in every language.

Life: computed once for each tutorial from its sources, so pages can be rendered in any order. The default language, or
of a section that it lacks the first that has it, gives the order; that the others cite the same at the same place is
the agreement check's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..core.features import Block, Inline
from ..core.page import BlockCall, Citation, Page
from ..core.settings import Settings
from ..core.tutorial import Tutorial


@dataclass
class Numbering:
    """`numbers`: key → number from 1. `places`: key → sections that cite it, in order."""

    numbers: dict[str, int] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)


def cited_keys(
    tutorial: Tutorial, page: Page, blocks: Mapping[str, Block], inlines: Mapping[str, Inline]
) -> Iterator[tuple[str, int]]:
    """Every key that a page cites, with the line, in the order of the text; those that data brings included."""
    for item in page.items:
        if isinstance(item, Citation):
            yield from ((key, item.line) for key in item.keys)
        elif isinstance(item, BlockCall):
            if item.name in blocks:
                yield from ((key, item.line) for key in blocks[item.name].cited(tutorial, item))
        elif item.name in inlines:
            yield from ((key, item.line) for key in inlines[item.name].cited(tutorial, item))


def number(
    tutorial: Tutorial, settings: Settings, blocks: Mapping[str, Block], inlines: Mapping[str, Inline] | None = None
) -> Numbering:
    """Number a tutorial's citations."""
    result = Numbering()
    by_section = ([name for locale in settings.locales if (name := (locale, one)) in tutorial.pages]
                  for one in tutorial.file.sections)  # fmt: skip
    first, others = [], []
    for keys in by_section:
        first += keys[:1]
        others += keys[1:]
    for page in (tutorial.pages[key] for key in (*first, *others)):
        for key, _ in cited_keys(tutorial, page, blocks, inlines or {}):
            result.numbers.setdefault(key, len(result.numbers) + 1)
            sections = result.places.setdefault(key, [])
            if page.name not in sections:
                sections.append(page.name)
    return result


def collapse(numbers: list[int]) -> list[tuple[int, int]]:
    """Sorted numbers as ranges, (first, last): three or more in a row are one range, two stand apart.

    >>> collapse([5, 3, 4, 1])
    [(1, 1), (3, 5)]
    """
    ranges: list[tuple[int, int]] = []
    for value in sorted(set(numbers)):
        if ranges and value == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], value)
        else:
            ranges.append((value, value))
    apart: list[tuple[int, int]] = []
    for first, last in ranges:
        apart += [(first, last)] if last - first != 1 else [(first, first), (last, last)]
    return apart
