"""What search is for: that which stands in the text is found. The goals, on fewer queries than `make bench-search`."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tandem.check import read_site
from tandem.core.problems import Problems

from tests.trials import reached, sample
from tools.search.drive import Ours, answers
from tools.search.queries import inflected, mistyped, named, runs
from tools.search.score import scores
from tools.search.sections import sections

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
GOALS = {"run": 0.99, "term": 0.99, "synonym": 1.0, "other language": 1.0, "inflected": 0.98, "mistyped": 0.90}
SEED = 7


@pytest.mark.parametrize(("locale", "prefix", "others"), [("zh", "", ("en/",)), ("en", "en/", ("assets/",))])
def test_five_results_hold_what_was_asked_for(
    browser: Browser, site: Path, served: str, locale: str, prefix: str, others: tuple[str, ...]
) -> None:
    shelf = read_site(ROOT / "mkdocs.yml", Problems(ROOT))
    assert shelf is not None
    judged = sections(site, prefix, others)
    every = named(shelf.shelf.glossary.terms, ("zh", "en"), locale, judged)[::4]
    every += runs(judged, SEED, 100) if locale == "zh" else inflected(judged, SEED) + mistyped(judged, SEED, 50)
    kinds = dict.fromkeys(query.kind for query in every)
    queries = [query for kind in kinds for query in sample((q for q in every if q.kind == kind), 15, kind)]
    texts = [query.text for query in queries]
    answered = answers(browser, Ours, served, f"{prefix}magnesium/index.html", texts, texts[:1])
    assert answered is not None
    found, _ = answered
    measured = {score.kind: score for score in scores(queries, found, prefix, judged)}
    assert len(measured) == (4 if locale == "zh" else 5)
    for kind, score in measured.items():
        tried = sum(query.kind == kind for query in queries)
        assert reached(GOALS[kind], round(tried * (1 - score.recall)), tried), score
