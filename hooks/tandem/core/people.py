"""The people of a tutorial: who wrote, translated, edited and reviewed it, as tutorial.yml names them.

Life: read with the file; pages, citations and books then ask for a name in one language or for its parts.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from .data import Strict, matching
from .dates import Date
from .translated import Text, Translated

Locale = Annotated[str, Field(min_length=1)]


def _digit(orcid: str) -> str:
    """The check digit of an ORCID's first 15 digits, by ISO 7064 MOD 11-2."""
    total = 0
    for digit in orcid.replace("-", "")[:15]:
        total = (total + int(digit)) * 2
    found = (12 - total % 11) % 11
    return "X" if found == 10 else str(found)


class Person(Strict):
    """Somebody who worked on the tutorial. Only the name is needed."""

    name: Annotated[Text, Field(examples=["Jane Doe"])]
    """The whole name, as it is printed: Jane Doe, 王晓明."""
    family: Text | None = None
    """The part of it that is the family name: Doe. With it, citations give the name in their style's way."""
    affiliation: Translated | None = None
    """Where they work."""
    orcid: (
        Annotated[
            str,
            matching(
                r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]\Z",
                "an ORCID iD",
                "write its 16 digits without an address: 0000-0002-1825-0097",
            ),
        ]
        | None
    ) = None
    """Their ORCID iD without an address: 0000-0002-1825-0097."""
    role: Translated | None = None
    """What they are, or what they did: their post and their specialty."""
    language: Locale | None = None
    """The language that their work was in, by the ending of its files; left out when it was in all."""
    date: Date | None = None
    """When they had done it: 2026-01-31."""
    interests: Translated | None = None
    """What they declare that may seem to bias them, or that there is nothing."""

    @model_validator(mode="after")
    def _name_in_parts(self) -> Person:
        if self.family and not self._given():
            raise ValueError(
                "`family` is not how the name begins or ends | "
                "write the part of `name` that is the family name | family"
            )
        if self.orcid and self.orcid[-1] != _digit(self.orcid):
            raise ValueError(f"'{self.orcid}' is no ORCID iD: its last digit does not fit | copy it again | orcid")
        return self

    def _given(self) -> str:
        family = self.family or ""
        for rest in (self.name.removeprefix(family), self.name.removesuffix(family)):
            if rest != self.name and (given := rest.strip(" ,，")):
                return given
        return ""

    def csl(self) -> dict[str, str]:
        """The name as CSL has it: in parts where they are known, else whole."""
        return {"family": self.family, "given": self._given()} if self.family else {"literal": self.name}

    def linked(self, locale: str) -> dict[str, Any]:
        """The person as schema.org describes them, in a language."""
        found: dict[str, Any] = {"@type": "Person", "name": self.name}
        if self.orcid:
            found["@id"] = f"https://orcid.org/{self.orcid}"
        if self.affiliation:
            found["affiliation"] = {"@type": "Organization", "name": self.affiliation[locale]}
        return found


class Reviewer(Person):
    """A named clinician who has read the tutorial."""

    role: Translated
    """What they are: their post and their specialty."""
    date: Date
    """When they had read all of it: 2026-01-31."""
