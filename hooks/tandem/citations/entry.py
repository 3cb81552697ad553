"""One entry as its author wrote it: its variables as text, and its persistent identifiers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

Entry = Mapping[str, object]


class BibliographyError(Exception):
    """A reference cannot be formatted; the message names the entry, style or program to mend."""


@dataclass(frozen=True)
class Identifier:
    """A persistent identifier: its scheme ("DOI"), its value without any prefix of an address, its address."""

    label: str
    value: str
    href: str


def text_of(entry: Entry, name: str) -> str:
    """Give a variable as text; CSL-JSON allows a number where it means a string."""
    value = entry.get(name)
    return str(value).strip() if isinstance(value, str | int) else ""


def doi_of(entry: Entry) -> str:
    """Give the bare DOI, also where the data hold it as an address or with its label.

    Raises BibliographyError when it is not of a DOI's form.
    """
    written = text_of(entry, "DOI")
    if not written:
        return ""
    address = re.match(r"https?://(dx\.)?doi\.org/", written, re.IGNORECASE)
    doi = unquote(written[address.end() :]) if address else re.sub(r"(?i)^doi:\s*", "", written)
    _require(re.fullmatch(r"10\.\d{4,9}(\.\d+)*/\S+", doi), entry, "DOI", written, "10.registrant/suffix")
    return doi


def identifiers(entry: Entry) -> list[Identifier]:
    """Give the entry's DOI, PMID and PMCID, those it has, in this order.

    Raises BibliographyError when one of them is not of its scheme's form: its link would be dead.
    """
    found = []
    if doi := doi_of(entry):
        # The resolver splits at "/" itself and must get it bare; "<", "#", "%" and their like must not be bare.
        found.append(Identifier("DOI", doi, "https://doi.org/" + quote(doi, safe="/:;()")))
    if pmid := text_of(entry, "PMID"):
        _require(re.fullmatch(r"[1-9]\d*", pmid), entry, "PMID", pmid, "digits only")
        found.append(Identifier("PMID", pmid, f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"))
    if pmcid := text_of(entry, "PMCID").upper():
        _require(re.fullmatch(r"(PMC)?[1-9]\d*", pmcid), entry, "PMCID", pmcid, "PMC and digits")
        pmcid = "PMC" + pmcid.removeprefix("PMC")
        found.append(Identifier("PMCID", pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"))
    return found


def _require(condition: object, entry: Entry, name: str, value: str, form: str) -> None:
    if not condition:
        raise BibliographyError(f"reference '{text_of(entry, 'id')}': {name} '{value}' is not a {name} ({form})")
