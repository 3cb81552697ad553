"""The site as a ZIM archive: what a library is told, what is found in it, that it is the same each time."""

from __future__ import annotations

import os
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from tandem.core.keywords import Keywords
from tandem.core.missing import CannotMakeError
from tandem.exports import zim
from tandem.exports.contents import for_readers
from tandem.exports.edition import Edition

from tests.exports.conftest import Form, valid_until
from tools.search.questions import read

BUDGET = 870_000  # of a shelf of two; the first tutorial by itself took 618 KB
FOUND = [
    ("硫酸镁过量", "magnesium/adverse-effects.html"), ("镁中毒", "magnesium/adverse-effects.html"),
 ("解药", "magnesium/adverse-effects.html"),
    ("肾衰", "magnesium/cautions.html"),
    ("止痛", "magnesium/perioperative.html"), ("静滴速度", "magnesium/trial-doses.html"),
    ("overdose", "magnesium/adverse-effects.html"), ("antidote", "magnesium/adverse-effects.html"),
    ("magnesium poisoning", "magnesium/adverse-effects.html"), ("kidney failure", "magnesium/cautions.html"),

 ("iv push", "magnesium/trial-doses.html"),
]  # fmt: skip
OFFERED = [
    ("解药", "magnesium/adverse-effects.html"), ("过量", "magnesium/adverse-effects.html"),

    ("overd", "magnesium/adverse-effects.html"), ("antidote", "magnesium/adverse-effects.html"),
    ("dilut", "magnesium/trial-doses.html"),
]  # fmt: skip
FIRST = Path(__file__).parents[1] / "search/golden/zim.txt"
ANSWERED = 26  # of the first questions; pinyin, and words that no page has, a library's index cannot know
RUNS = 400  # of Chinese characters, of each length


@pytest.fixture
def made(form: Form) -> Path:
    (path,) = form("zim")
    return path


def told(archive: Any, name: str) -> str:
    return str(archive.get_metadata(name).decode())


def test_what_a_library_is_told(edition: Edition, made: Path) -> None:
    assert made.name == "tandem.zim"
    assert made.stat().st_size <= BUDGET
    archive = Archive(made)
    assert archive.check()
    assert told(archive, "Title") == "镁与疼痛 / Magnesium and pain"
    assert told(archive, "Language") == "zho,eng"
    assert told(archive, "License") == "CC BY 4.0"
    assert told(archive, "Date") == "2026-09-21"
    assert told(archive, "Name") == "tandem_mul_all"
    assert told(archive, "Scraper") == f"tandem {edition.commit}".strip()
    assert told(archive, "Description") == " / ".join(one.options.description for one in edition.languages)
    for words in ("尚无临床医师审阅", "Not yet reviewed by a clinician", valid_until(edition)):
        assert words in told(archive, "LongDescription")
    assert "text/html=" in told(archive, "Counter")
    picture = bytes(archive.get_illustration_item(48).content)
    assert picture.startswith(b"\x89PNG") and picture[16:24] == bytes([0, 0, 0, 48] * 2)


def test_it_holds_the_site(edition: Edition, made: Path) -> None:
    archive = Archive(made)
    assert archive.main_entry.get_item().path == "index.html"
    for path in for_readers(edition):
        item = archive.get_entry_by_path(path).get_item()
        assert bytes(item.content) == (edition.folder / path).read_bytes()
        assert item.mimetype != "application/octet-stream", path
    for left in ("404.html", "assets/app/pages.pack"):
        assert (edition.folder / left).is_file() and not archive.has_entry_by_path(left)
    for folder in ("en", "magnesium", "en/magnesium"):
        assert archive.get_entry_by_path(folder).get_redirect_entry().path == f"{folder}/index.html"


def articles(edition: Edition) -> dict[str, str]:
    pages = [path for path in for_readers(edition) if path.endswith(".html") and ".zh-en." not in path]
    return {path: " ".join(zim.words((edition.folder / path).read_bytes(), edition.name)) for path in pages}


def names(edition: Edition) -> dict[str, str]:
    return {path: f"{words.meant}\n{words.headed}" for path, words in edition.keywords.items()}


def test_runs_of_chinese_are_found(edition: Edition, made: Path) -> None:
    """Random runs of two to six characters: every page that holds one, in its text or in the names that it is given, is
    found, and hardly any other.
    """
    also = names(edition)
    # Of the first tutorial and of what the shelf shares: what another tutorial says is no measure of these.
    texts = {path: text for path, text in articles(edition).items() if "reading-evidence" not in path}
    searcher = Searcher(Archive(made))
    chosen = random.Random(7)
    right = wrong = missed = 0
    for length in range(2, 7):
        runs = sorted(
            {run for text in texts.values() for run in re.findall(f"(?=([\u4e00-\u9fff]{{{length}}}))", text)}
        )
        for run in chosen.sample(runs, RUNS):
            found = set(searcher.search(Query().set_query(run)).getResults(0, 100)) & set(texts)
            wanted = {path for path, text in texts.items() if run in text or run in also.get(path, "")}
            right += len(found & wanted)
            wrong += len(found - wanted)
            missed += len(wanted - found)
    assert right > 5 * RUNS
    assert right / (right + missed) >= 0.99, (right, missed)
    assert right / (right + wrong) >= 0.93, (right, wrong)


def test_a_mark_or_link_inside_a_line_parts_no_word() -> None:
    page = (
        "<title>镁 · Site</title><article><h1>神经<em>肌肉</em>阻滞</h1><p>随机<a href='x'>试</a>验，"
        "neuro<b>muscular</b> block</p><ul><li>甲</li><li>乙</li></ul></article>"
    )
    assert zim.words(page.encode(), "Site") == ("镁", "神经肌肉阻滞 随机试验，neuromuscular block 甲 乙")


def test_words_and_titles_are_found_in_their_language(made: Path) -> None:
    archive = Archive(made)
    found = list(Searcher(archive).search(Query().set_query("neuromuscular")).getResults(0, 20))
    assert "en/magnesium/adverse-effects.html" in found
    assert found[0].startswith("en/")
    suggested = list(SuggestionSearcher(archive).suggest("adverse").getResults(0, 10))
    assert "en/magnesium/adverse-effects.html" in suggested
    assert not [path for path in [*found, *suggested] if ".zh-en." in path]  # they say the same once more


@pytest.mark.parametrize(("query", "page"), FOUND)
def test_other_names_and_questions_are_found(made: Path, query: str, page: str) -> None:
    """Among the first three of the query's own language: all stand in one archive."""
    found = list(Searcher(Archive(made)).search(Query().set_query(query)).getResults(0, 20))
    own = [path for path in found if path.startswith("en/") == query.isascii()]
    assert page in [path.removeprefix("en/") for path in own[:3]], found


def test_the_first_questions_lead_where_they_led(made: Path) -> None:
    """Those of tests/search: the first three pages of each in its own language, word for word."""
    archive = Archive(made)
    questions = read(FIRST.with_name("first.tsv"))
    lines, answered = [], 0
    for question in questions:
        found = list(Searcher(archive).search(Query().set_query(question.text)).getResults(0, 20))
        own = [path.removeprefix("en/") for path in found if path.startswith("en/") == (question.language == "en")][:3]
        lines.append(f"{question.language}\t{question.text}\t{' '.join(own)}\n")
        pages = {f"magnesium/{answer.split('#')[0]}.html" for answer in question.answers}
        answered += bool(pages & set(own)) if pages else not own
    shown = "".join(lines)
    if os.environ.get("UPDATE_GOLDEN"):
        FIRST.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == FIRST.read_text(encoding="utf-8")
    assert answered >= ANSWERED, f"{answered} of {len(questions)}"


@pytest.mark.parametrize(("query", "page"), OFFERED)
def test_other_names_are_offered_while_somebody_types(made: Path, query: str, page: str) -> None:
    archive = Archive(made)
    offered = list(SuggestionSearcher(archive).suggest(query).getResults(0, 3))
    assert page in [archive.get_entry_by_path(path).get_item().path.removeprefix("en/") for path in offered]


def test_what_no_page_says_is_not_found(made: Path) -> None:
    archive = Archive(made)
    for query in ("ketamine", "氯胺酮", "torsades", "尖端扭转", "qwxz"):
        assert not _hits(archive, query), query


def _hits(archive: Any, query: str) -> list[str]:
    found = list(Searcher(archive).search(Query().set_query(query)).getResults(0, 5))
    return [*found, *SuggestionSearcher(archive).suggest(query).getResults(0, 5)]


def test_a_claimed_question_leads_to_its_page(small: Edition, tmp_path: Path) -> None:
    address = small.address(small.languages[0], small.tutorials[0])
    words = {address: Keywords(headed="盐水怎么配\nwhat is salt for", titles=("盐水怎么配", "what is salt for"))}
    (tmp_path / "made").mkdir()
    (path,) = zim.make(replace(small, keywords=words), tmp_path / "made")
    archive = Archive(path)
    for question in ("盐水怎么配", "what is salt for"):
        assert address in Searcher(archive).search(Query().set_query(question)).getResults(0, 3)
        (offered, *_) = SuggestionSearcher(archive).suggest(question).getResults(0, 3)
        entry = archive.get_entry_by_path(offered)
        assert (entry.title, entry.get_item().path) == (question, address)


def test_the_same_site_gives_the_same_bytes(edition: Edition, made: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (again,) = zim.make(edition, tmp_path / "again")
    assert again.read_bytes() == made.read_bytes()


def test_another_site_has_another_id(edition: Edition, made: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    (again,) = zim.make(replace(edition, commit="ba9876543210"), tmp_path / "again")
    assert Archive(again).uuid != Archive(made).uuid


def test_a_name_that_is_too_long_for_libraries_is_told(edition: Edition, tmp_path: Path) -> None:
    long = replace(edition, name="A site with a name that is longer", tutorials=edition.tutorials * 2)
    with pytest.raises(CannotMakeError, match="Title has 33 characters"):
        zim.make(long, tmp_path)
