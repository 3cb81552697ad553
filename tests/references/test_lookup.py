"""Records by DOI and PMID, asked of a server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from tandem import references
from tandem.citations.importing import lookup
from tandem.core.problems import Problems
from tandem.core.settings import load_settings

from tests.fixtures.sources import change
from tests.references.adding import EXPORTS, add, bring, entries

PUBMED = (EXPORTS / "pubmed.json").read_text(encoding="utf-8")
CROSSREF = (EXPORTS / "crossref-api.json").read_text(encoding="utf-8")


class _Answers(BaseHTTPRequestHandler):
    answers: ClassVar[dict[str, tuple[int, str]]] = {}
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Accept"]))
        code, text = self.answers.get(self.path, (404, "no"))
        body = text.encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    """A server whose address the settings name."""
    monkeypatch.setattr(lookup, "_PAUSE", 0)
    monkeypatch.setattr(references, "find_unprinted", lambda entries, style: iter(()))
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    _Answers.asked.clear()
    _Answers.answers.clear()
    _Answers.answers.update({
        "/doi/10.5555/invent.3.211": (200, PUBMED),
        "/doi/10.5555/invent.5.77": (200, CROSSREF),
        "/pmid?id=90000001": (200, PUBMED),
        "/pmid?id=5": (200, PUBMED),
        "/pmid?id=6": (200, "<html>a page</html>"),
        "/pmid?id=7": (500, "x"),
        "/pmid?id=8": (200, "[]"),
        "/pmid?id=9": (200, "\xff\x00{"),
    })  # fmt: skip
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    name(root, f'{{doi: "{address}/doi/{{id}}", pmid: "{address}/pmid?id={{id}}"}}')
    yield server
    server.shutdown()
    server.server_close()


def name(root: Path, addresses: str) -> None:
    change(root, "mkdocs.yml", "  tandem:\n", f"  tandem:\n    lookup: {addresses}\n")


@pytest.mark.parametrize(
    "written",
    [
        "10.5555/invent.3.211",
        "doi:10.5555/invent.3.211",
        "https://doi.org/10.5555%2Finvent.3.211",
        "90000001",
        "PMID: 90000001",
        "https://pubmed.ncbi.nlm.nih.gov/90000001/",
    ],
)
@pytest.mark.usefixtures("server")
def test_one_work(root: Path, written: str) -> None:
    status, said = add(root, written, options=("--language", "en"))
    assert status == 0, said
    work = entries(root)["silva2016"]
    assert (work["DOI"], work["PMID"], work["page"]) == ("10.5555/invent.3.211", "90000001", "211-218")
    assert "application/vnd.citationstyles.csl+json" in _Answers.asked[0][1]


@pytest.mark.usefixtures("server")
def test_a_list_in_a_file(root: Path) -> None:
    status, said = add(root, EXPORTS / "identifiers.txt", options=("--language", "en"))
    assert status == 0, said
    assert {"silva2016", "kovacsne2018"} <= set(entries(root))
    assert "twice in what was given, by its DOI: Lidoxane for shivering (exports/identifiers.txt:3)" in said


@pytest.mark.usefixtures("server")
def test_a_line_of_a_list_that_is_none(root: Path) -> None:
    path = bring(root, "list.txt", "90000001\ndoi 10\n")
    status, said = add(root, path, options=("--language", "en"))
    assert status == 1
    assert "silva2016" in entries(root)
    assert "list.txt:2: this is no DOI or PMID: doi 10\n  fix: write one a line, such as 10.1000/xyz123" in said


@pytest.mark.parametrize(
    ("pmid", "what"),
    [
        ("4", "127.0.0.1 knows no PMID 4\n  fix: look whether it is right"),
        ("5", "the answer for PMID 5 is about another work, 90000001\n  fix: look whether the identifier is right"),
        ("6", "127.0.0.1 has no record of PMID 6 that can be read\n  fix: export the record from the journal's page"),
        ("7", "127.0.0.1 answered 500 for PMID 7\n  fix: try again later"),
        ("8", "127.0.0.1 has no record of PMID 8 that can be read\n  fix: "),
        ("9", "127.0.0.1 has no record of PMID 9 that can be read\n  fix: "),
    ],
)
@pytest.mark.usefixtures("server")
def test_answers_that_are_none(root: Path, pmid: str, what: str) -> None:
    path = bring(root, "list.txt", f"# one\n{pmid}\n")
    status, said = add(root, path, options=("--language", "en"))
    assert status == 1
    assert f"list.txt:2: {what}" in said


def test_without_a_network(root: Path, server: ThreadingHTTPServer) -> None:
    server.shutdown()
    server.server_close()
    path = bring(root, "list.txt", "1\n2\n")
    status, said = add(root, path)
    assert status == 1
    for line in (1, 2):
        assert f"list.txt:{line}: PMID {line} was not looked up, since 127.0.0.1 gave no answer: " in said
    assert (
        said.count("  fix: try again with a network; without one, export the record elsewhere and give that file") == 2
    )


def test_without_an_address(root: Path) -> None:
    name(root, "{doi: null}")
    status, said = add(root, "10.5555/a")
    assert status == 1
    assert (
        "DOI 10.5555/a cannot be looked up: the settings have no address for it\n"
        "  fix: write one under extra.tandem.lookup in mkdocs.yml, or give a file of references" in said
    )


@pytest.mark.parametrize("address", ["ftp://a.example/{id}", "https://a.example/", "{id}"])
def test_an_address_that_is_none(root: Path, address: str) -> None:
    name(root, json.dumps({"doi": address}))
    problems = Problems(root)
    assert load_settings(root / "mkdocs.yml", problems) is None
    assert [problem.fix for problem in problems] == ["write one such as https://doi.org/{id}"]
