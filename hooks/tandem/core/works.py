"""checked.yml, beside references.json: who read each work that a tutorial cites, and what became of it since.

Life: read with the tutorial by the feature `readings`, which holds it to references.json; a reference's date of access
is the day of a reading (`citations`), and a work that was retracted or corrected says so wherever it is cited.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import quote

from pydantic import Field

from .checked import OF_THE_WORK, CheckedData, Day, DayData, Figure, one_of
from .cited import Citations, Key
from .data import Strict, matching
from .translated import Translated

DATA = "checked.yml"
RETRACTED, CORRECTED, CONCERN = STATES = ("retracted", "corrected", "concern")


class SourceFigure(Strict):
    """A figure of the text, which stands in no other data file."""

    what: Translated
    """The figure in a few words."""
    checked: CheckedData
    """Who compared it with its source; `no` where nobody did."""
    cite: Annotated[Citations, Field(min_length=1)]
    """The references that it is cited to."""


class Status(Strict):
    """What became of a work after it was published; readers are told wherever it is cited."""

    kind: Annotated[str, *one_of(STATES)]
    """retracted, corrected, or concern (an expression of concern)."""
    on: DayData
    """The day of the notice."""
    notice: Annotated[
        str,
        matching(
            r"^(10\.[0-9]{4,9}/\S+|https?://[^\s<>\"]+)\Z",
            "a DOI or a web address",
            'write the notice\'s DOI, "10.1000/xyz123", or its address, beginning with https://',
        ),
    ]
    """Where the notice stands: its DOI, or its address."""
    why: Translated | None = None
    """Why the work is cited all the same; needed where it was retracted."""

    @property
    def address(self) -> str:
        """The notice as a link."""
        return self.notice if self.notice.startswith("http") else f"https://doi.org/{quote(self.notice, safe='/:;()')}"


class Work(Strict):
    """One reference: who read it, and what became of it."""

    checked: CheckedData
    """What of it was read, where and when; `no` where nobody read it."""
    status: Status | None = None
    """Left out where no notice is known."""

    @property
    def accessed(self) -> Day | None:
        """The last day on which somebody read the work at its own address, or None."""
        days = [reading.on for reading in self.checked if reading.on and reading.what in OF_THE_WORK]
        return max(days, key=lambda day: day.parts, default=None)


class Works(Strict):
    """checked.yml: who read the works that a tutorial cites."""

    works: dict[Key, Work]
    """Every reference by its id in references.json."""
    figures: list[SourceFigure] = Field(default_factory=list)
    """Figures of the text that nobody could compare with their source, or only in part."""

    def checked_figures(self, locales: Iterable[str]) -> Iterable[Figure]:
        """The figures of the text, as `HoldsFigures` has them."""
        for figure in self.figures:
            names = {locale: figure.what[locale] for locale in locales}
            yield Figure(names, figure.checked, tuple(figure.cite))
