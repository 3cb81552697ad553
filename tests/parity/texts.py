"""What the tests of agreement share: the languages of the site, the tutorial as it stands, and pages made of a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tandem.check import Site, read_site
from tandem.core.page import read_page
from tandem.core.problems import Problems
from tandem.parity.agreement import shared_by
from tandem.parity.comparison import compare
from tandem.parity.findings import Finding
from tandem.parity.language import Language
from tandem.parity.languages import load_languages
from tandem.parity.ledger import Side
from tandem.parity.paragraphs import read_units
from tandem.parity.passage import Shared
from tandem.parity.terms import Terms

ROOT = Path(__file__).resolve().parent.parent.parent
TUTORIAL = ROOT / "docs" / "magnesium"
FIRST, OTHER = "zh", "en"


@cache
def languages() -> dict[str, Language]:
    problems = Problems(ROOT)
    found = {locale: Language(rules) for locale, rules in load_languages([FIRST, OTHER], problems).items()}
    assert problems.report() == "0 problems"
    return found


@cache
def site() -> Site:
    problems = Problems(ROOT)
    found = read_site(ROOT / "mkdocs.yml", problems)
    assert found is not None and problems.report() == "0 problems"
    return found


def side_of(path: Path, locale: str) -> Side | None:
    """A page read as one side; None when it cannot be read at all."""
    page = read_page(path, locale, path.name.split(".")[0], Problems(path.parent))
    return None if page is None else Side(path, languages()[locale], read_units(page))


@dataclass(frozen=True)
class Tutorial:
    """The tutorial of docs/, read once."""

    sides: dict[tuple[str, str], Side]  # section, locale
    shared: Shared


@cache
def tutorial() -> Tutorial:
    sides: dict[tuple[str, str], Side] = {}
    for path in sorted(TUTORIAL.glob("*.md")):
        section, locale, _ = path.name.split(".")
        side = side_of(path, locale)
        assert side is not None
        sides[section, locale] = side
    sections = {section for section, _ in sides}
    shared = shared_by([(sides[name, FIRST], sides[name, OTHER]) for name in sorted(sections)])
    return Tutorial(sides, replace(shared, terms=Terms(site().shelf.glossary, FIRST, OTHER)))


FRONT = '---\ntitle: "1"\ndescription: "1"\n---\n\n# 1 {#top}\n\n'  # nothing to compare; the body begins on line 8
FIRST_LINE = FRONT.count("\n") + 1


def sides_of(folder: Path, first: str, other: str) -> tuple[Side, Side]:
    """Two pages with these bodies."""
    sides = []
    for locale, body in ((FIRST, first), (OTHER, other)):
        path = folder / f"page.{locale}.md"
        path.write_text(FRONT + body, encoding="utf-8")
        side = side_of(path, locale)
        assert side is not None
        sides.append(side)
    return sides[0], sides[1]


def findings(folder: Path, first: str, other: str) -> list[Finding]:
    """What is found between two bodies, judged by the tutorial's usual lengths."""
    return sorted(compare(*sides_of(folder, first, other), tutorial().shared).found)


def said(found: list[Finding]) -> list[tuple[str, int]]:
    """Kinds and lines, counted from the body's first."""
    return [(finding.kind, finding.line - FIRST_LINE + 1) for finding in found]
