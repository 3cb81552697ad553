"""Records asked for by DOI or PMID, where there is a network.

Life: each identifier is one request, one after the other, to the address that the settings give; the answer is
CSL-JSON. A host that did not answer once is not asked again in the same run. Nothing else of Tandem uses a network.
"""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from ...core.problems import Problems
from ...core.settings import Lookup
from . import records_of
from .record import Record

_ACCEPT = "application/vnd.citationstyles.csl+json, application/json;q=0.5"
_SECONDS = 20
_PAUSE = 0.4  # seconds between requests: PubMed asks for no more than three a second
_BYTES = 5_000_000
_DOI = re.compile(r"(?:doi:\s*|https?://(?:dx\.|www\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)", re.I)
_PMID = re.compile(
    r"(?:pmid:\s*|https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/)?([1-9][0-9]{0,8})/?", re.I
)


@dataclass(frozen=True)
class Identifier:
    """A DOI or a PMID, and where somebody wrote it."""

    scheme: str
    value: str
    path: Path
    line: int


def identifier_in(text: str, path: Path, line: int) -> Identifier | None:
    """Read a DOI or PMID, bare, with its name or as an address; None for anything else."""
    text = text.strip()
    if text.lower().startswith("http"):
        text = unquote(text)
    if match := _DOI.fullmatch(text):
        return Identifier("DOI", match.group(1).rstrip(".,;"), path, line)
    if match := _PMID.fullmatch(text):
        return Identifier("PMID", match.group(1), path, line)
    return None


def identifiers_in(text: str, path: Path, problems: Problems) -> list[Identifier] | None:
    """Read a list of DOIs and PMIDs, one a line, comments (#) aside; None for a file that begins with anything else."""
    found: list[Identifier] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        identifier = identifier_in(line, path, number)
        if identifier is not None:
            found.append(identifier)
        elif not found:
            return None
        else:
            fix = "write one a line, such as 10.1000/xyz123 or PMID: 12345678"
            problems.add(path, number, f"this is no DOI or PMID: {line.strip()[:60]}", fix)
    return found or None


@dataclass
class Lookups:
    """One run's requests."""

    settings: Lookup
    config: Path
    problems: Problems
    silent: dict[str, str] = field(default_factory=dict)  # hosts that did not answer, and why
    asked: bool = False

    def record(self, identifier: Identifier) -> Record | None:
        """Ask for one record; None, with a problem, where there is no sound answer."""
        address = {"DOI": self.settings.doi, "PMID": self.settings.pmid}[identifier.scheme]
        name = f"{identifier.scheme} {identifier.value}"
        if not address:
            fix = f"write one under extra.tandem.lookup in {self.config.name}, or give a file of references"
            self._add(identifier, f"{name} cannot be looked up: the settings have no address for it", fix)
            return None
        url = address.replace("{id}", quote(identifier.value, safe="/:;()"))
        answer = self._answer(url, identifier, name)
        if answer is None:
            return None
        own = Problems(self.problems.root)
        records = records_of(answer, identifier.path, own)
        if len(records) != 1 or len(own):
            fix = "export the record from the journal's page or your reference manager, and give that file"
            self._add(identifier, f"{urlsplit(url).hostname} has no record of {name} that can be read", fix)
            return None
        record = records[0]
        record.line = identifier.line
        if str(record.values.setdefault(identifier.scheme, identifier.value)).casefold() != identifier.value.casefold():
            what = f"the answer for {name} is about another work, {record.values[identifier.scheme]}"
            self._add(identifier, what, "look whether the identifier is right")
            return None
        return record

    def _answer(self, url: str, identifier: Identifier, name: str) -> str | None:
        host = urlsplit(url).hostname or url
        if host not in self.silent:
            if self.asked:
                time.sleep(_PAUSE)
            self.asked = True
            request = urllib.request.Request(url, headers={"Accept": _ACCEPT, "User-Agent": "Tandem (references add)"})
            try:
                with urllib.request.urlopen(request, timeout=_SECONDS) as response:
                    return str(response.read(_BYTES).decode("utf-8", "replace"))
            except urllib.error.HTTPError as error:
                unknown = error.code in (400, 404, 410)
                what = f"{host} knows no {name}" if unknown else f"{host} answered {error.code} for {name}"
                self._add(identifier, what, "look whether it is right" if unknown else "try again later")
                return None
            except (OSError, ValueError, http.client.HTTPException) as error:
                self.silent[host] = str(getattr(error, "reason", error) or type(error).__name__)
        fix = "try again with a network; without one, export the record elsewhere and give that file"
        self._add(identifier, f"{name} was not looked up, since {host} gave no answer: {self.silent[host]}", fix)
        return None

    def _add(self, identifier: Identifier, what: str, fix: str) -> None:
        self.problems.add(identifier.path, identifier.line, what, fix)
