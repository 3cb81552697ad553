"""Questions as people ask them: that the search answers them, on the half that nobody tuned on.

The engine is asked as `make bench-search` asks it, with the built sites' data. What is missed is in the message.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tandem.check import read_site
from tandem.core.problems import Problems
from tandem.search.folding import squeeze
from tandem.search.languages import load_thesaurus

from tests.conftest import ROOT
from tests.fixtures import fictional
from tools.search.questions import HALVES, HERE, Places, Question, ranks, read, total

pytestmark = pytest.mark.browser

# What the half that reports has; the goals are 0.90, 0.75 and 0.02. Raise a floor when the search gets better.
FIRST = {"zh": 0.89, "en": 0.86}
RANK = {"zh": 0.8, "en": 0.77}
WRONG = {"zh": 3, "en": 4}
GOLDEN = Path(__file__).parent / "golden"
Ask = Callable[[list[Question], bool], dict[Question, list[str]]]


@pytest.fixture(scope="module")
def ask(browser: Browser, site: Path, fictional_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Gives the results of questions that are asked in the site's tutorial and in those of the drugs that are none."""
    invented = fictional.write(tmp_path_factory.mktemp("sources") / "site")
    places = []
    for config, built in ((ROOT / "mkdocs.yml", site), (invented, fictional_site)):
        sources = read_site(config, Problems(config.parent))
        assert sources is not None
        places.append(Places(sources.shelf, built))

    def answer(questions: list[Question], asks: bool) -> dict[Question, list[str]]:
        found: dict[Question, list[str]] = {}
        for one in places:
            names = {tutorial.name for tutorial in one.shelf.tutorials}
            own = [question for question in questions if question.site in names]
            # The questions were written for each tutorial by itself; the bench asks them on the whole shelf too.
            found |= ranks(browser, one, own, asks=asks, alone=True)
        return found

    return answer


@pytest.mark.parametrize("asks", [True, False])
def test_questions_are_answered(ask: Ask, asks: bool) -> None:
    found = ask(read(HERE / "report.tsv"), asks)
    for locale, floor in FIRST.items():
        score = total({question: keys for question, keys in found.items() if question.language == locale})
        assert score.first >= floor and score.rank >= RANK[locale] and score.wrong <= WRONG[locale], score


def test_the_first_questions_are_answered_as_they_were(ask: Ask) -> None:
    """Their first three results, word for word: a change of the ranking is seen."""
    found = ask(read(GOLDEN / "first.tsv"), True)
    shown = "".join(
        f"{question.language}\t{question.text}\t{' '.join(dict.fromkeys(keys[:3]))}\n"
        for question, keys in found.items()
    )
    golden = GOLDEN / "first.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == golden.read_text(encoding="utf-8")
    missed = total(found).missed
    assert len(missed) <= 2 and total(found).wrong == 0, missed


def test_no_question_stands_in_what_the_search_knows() -> None:
    """A single term may be all that somebody asks; one of five words or nine signs is a question."""
    problems = Problems(ROOT)
    sources = read_site(ROOT / "mkdocs.yml", problems)
    assert sources is not None
    known = {
        squeeze(question, {})
        for _, page in sources.shelf.all_pages()
        for questions in page.front.asks.values()
        for question in questions
    }
    for file in load_thesaurus(("zh", "en"), problems).values():
        words = (word for words in file.words().values() for word in words)
        known |= {
            squeeze(word, {}) for word in words if len(word.split()) > 4 or (len(word) > 8 and not word.isascii())
        }
    asked = {squeeze(one.text, {}) for half in HALVES for one in read(HERE / f"{half}.tsv")}
    assert not known & asked
